"""Who gives the service, by the lines around the text: a letterhead, a footer, a title that is a name and the kind of the document.

Such a line proves less than a promise does: it counts only where it names a company in full, or where its name is no word of the trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Clause
from extractor.terms.parties_words import LEGAL, NAME, cleaned

TOP = 4
"""Clauses in which a letterhead stands, titles included."""
BOTTOM = 3
"""Clauses in which a footer stands."""
LINE = 170
"""Characters of such a line; what is longer is a sentence."""
_SENTENCE = re.compile(
    r"\b(?:shall|will|must|is|are|be|has|have|may|agrees?|applies|apply|means|describes?|sets?|forms?|covers?|if|your?)\b"
)
"""Words that make a sentence of a line."""
_CUSTOMER_LINE = re.compile(
    r"\b(?:customer|client|subscriber|buyer|prepared\s+for|purchaser|authority|between)\s*[:=]|\bfor\s*:|\bbetween\b", re.IGNORECASE
)
_CUT = re.compile(r"\s*(?:[·•|:]|\s[–—-]\s|,\s|\t|\s{3,})\s*")
"""What parts a name from an address, a date, a menu."""
_FULL = re.compile(
    rf"(?<![\w.&])(?P<name>[A-Z](?:[^,;·|:()“”.]|\.(?!\s)){{1,60}}?(?:\s\([A-Z][\w\s]{{1,20}}\))?,?\s{LEGAL}\b\.?)(?=[\s,;(.·|–—-]|$)"
)
_VERSION = re.compile(
    r"(?:last|latest|version|v\.?\s?\d|status|rev\w*|issued?|valid|effective|updated?|dated?|in\s+force|as\s+of|\d)", re.IGNORECASE
)
"""What follows the name of those whose paper it is: the state of the paper, or their address."""
_KIND = re.compile(
    r"\b(?:service[\s-]levels?|SLAs?|up-?time|support\s+(?:terms|policy)|availability|service\s+guarantees?)\b", re.IGNORECASE
)
"""What kind of document a title names."""
_ORDINAL = re.compile(
    r"\b(?:schedule|annex(?:ure)?|anlage|anexo|bijlage|rider|exhibit|appendix|attachment|part|section|chapter|article|template|form|model)\b",
    re.IGNORECASE,
)
_TRADE = """
    access acceleration account advanced agreement analytics anycast api apis app application applications archive attachment authentication automation
    availability backbone backup bandwidth bare basic benefits billing block broadband business call campus card catalogue cdn cell central centre center
    chat citizen clinical cloud cluster clusters code collaboration colocation communications compliance compute computing connect connectivity container
    containers contact contract core corporate council county credit critical customer dark data database databases datacenter datacentre delivery desktop
    detection device devices digital direct disaster distributed dns document domain edge education elastic electronic email emergency endpoint energy
    enterprise environment ethernet event events exchange express facilities fiber fibre field file files finance financial firewall fixed fraud free full
    function functions game general global government guarantee health help high home hosted hosting human identity imaging incident inference
    information infrastructure instances integration internet iot ip isp it kubernetes lambda laboratory leased library licence license line load local
    logistics machine mail maintenance managed management map master media message messaging metal metro mobile model monitoring mpls national network
    networks notification object on-premise online open operations order our outsourcing packet park patient payment payments payroll performance phone
    platform point policy pop portal postgres power premium print printing private pro procurement product production products professional project
    protection public quality queue radio records recovery region register registry relay reliability remote rental request response retail safety
    satellite scheduling school schools search secure security self-service server serverless servers service services shared sign simple single sip site
    smart sms software solution spare standard statement static storage store streaming student support surveillance switching system systems team
    technical technology telecom telephone telephony terminal terms test the ticketing transit transport travel trunk trunking unified university uptime
    utility vault vehicle video virtual virtualization voice voip vpn vps vsat wan warehouse wave web website wholesale wide wireless workflow workplace
    workspace worldwide your gpu live merchant node research revenue push plain-language sample house interlocal telecare conversational soc-as-a-service marketing procurement
    laundry custodial clearing settlement learning library archive museum court police fire tax visa passport
"""
TRADE = frozenset(_TRADE.split())
"""Words with which titles name a kind of service ("Managed Kubernetes SLA"), not who gives it."""
_NO_COMPANY = re.compile(r"^(?:of|the|and|for|a|an|to|in|on|with|&)$|\d", re.IGNORECASE)


def named_by_lines(clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Yield (name, kind of trace) of the lines at both ends of a document: "legal" for a company in full, "line" for another name.

    >>> from extractor.document import Span
    >>> lines = ["Annex 2", "Rheinau Hosting GmbH, Domgasse 4", "The service shall be available.", "Rheinau · Tel. 0221"]
    >>> list(named_by_lines([Clause(f"c{i}", Span(0, len(text)), text) for i, text in enumerate(lines)]))
    [('Rheinau Hosting GmbH', 'letterhead'), ('Rheinau', 'line')]
    """
    full: dict[str, str] = {}
    for clause in clauses[:TOP]:
        words = clause.text or clause.heading or ""
        if len(words) <= LINE and not _CUSTOMER_LINE.search(words) and not _SENTENCE.search(words):
            full |= {match["name"]: "letterhead" for match in _FULL.finditer(words) if cleaned(match["name"])}
    if not full:
        foot = [clause.text for clause in clauses[-BOTTOM:] if len(clause.text) <= LINE and not _CUSTOMER_LINE.search(clause.text)]
        full = {match["name"]: "letterhead" for words in foot for match in _FULL.finditer(words) if cleaned(match["name"])}
    if len(full) == 1:  # two companies are two parties
        yield from full.items()
    for i, clause in enumerate(clauses):
        if TOP <= i < len(clauses) - BOTTOM or not clause.text or len(clause.text) > LINE:
            continue
        words, *rest = (part.strip(" .©") for part in _CUT.split(clause.text, maxsplit=1))
        if _SENTENCE.search(clause.text) or _KIND.search(words) or not re.fullmatch(NAME, words) or words in full or not is_coined(words):
            continue
        yield words, "letterhead" if i < TOP and rest and _VERSION.match(rest[0]) else "line"


def named_by_title(title: str) -> str | None:
    """Return the name with which a title begins, or which it says the document is of; None for a title of kinds of service alone.

    >>> named_by_title("Ravenhall Hosting – SLA for virtual servers"), named_by_title("Managed Kubernetes SLA")
    ('Ravenhall Hosting', None)
    >>> named_by_title("Service Level Agreement of Orrin Hosting")
    'Orrin Hosting'
    """
    kind = _KIND.search(title)
    if kind is None or _ORDINAL.search(title[: kind.start()]):
        return None
    words = re.split(r"[:|·(\[,“\"]|\s[–—-]+\s", title[: kind.start()])[0].strip(" –—-:'’*")
    after = re.match(rf"(?:\s+(?:Agreement|Terms|Policy))?(?:\s+\(SLA\))?\s+(?:of|by)\s+(?P<name>{NAME})\s*$", title[kind.end() :])
    name = words or (after["name"] if after else "")
    name = _PRODUCT.sub("", name) or name
    return name if re.fullmatch(NAME, name) and len(name.split()) <= LONGEST_NAME and is_coined(name) else None


_PRODUCT = re.compile(
    r"(?<!\s)(?:\s++(?:Business|Enterprise|Premium|Standard|Customer|Product|Services?|Support|Terms|Technical|Maintenance|Managed|APIs?|VPS|CDN|DNS|SMS|CRM|GPU|Databases?|Object|"
    r"Email|Kubernetes|Compute|Functions|Queue|Containers?|Engine|Instances|Platform|App|Dedicated|Block|Volumes?|Gateway|Virtual|Machines|Elastic|Object|Store|and|&|of|for|the))+$",
    re.IGNORECASE,
)
"""What a title says of the thing behind the name of who gives it."""
LONGEST_NAME = 4
"""Words of the longest name that a title was seen to begin with."""


def is_coined(name: str) -> bool:
    """Tell whether a name begins with a word that is none of the trade's ("Ravenhall Hosting", not "Dedicated Hosting").

    >>> is_coined("Copperhill Fibre"), is_coined("Business Fibre"), is_coined("Terms of Use")
    (True, False, False)
    """
    words = [word.strip(".,&'’") for word in name.split()]
    first = re.split(r"[-/]", words[0].lower())[0] if words else ""
    return (
        len(first) > 2
        and first not in TRADE
        and first.rstrip("s") not in TRADE
        and cleaned(name) is not None
        and not _NO_COMPANY.search(first)
        and not _GENERAL.match(first)
    )


_GENERAL = re.compile(
    r"(?:name|understanding|conditions|regulation|weather|legal|trust|skip|design|installation|consulting|january|february|march|april|may|june|july|august|september|october|november|december|monday|friday|version|revision|last|draft|final|effective|"
    r"dated?|page|confidential|table|contents?|introduction|overview|background|purpose|scope|definitions?|summary|frequently|questions?|faq|how|what|why|when|who|where|which|"
    r"we|we['’]re|our|all|any|each|every|no|yes|please|contact|welcome|about|back|next|previous|log|sign|home|menu|search|help|more|read|share|print|download|copyright|"
    r"signed|agreed|between|whereas|witness|this|that|these|those|here|there|status|published|updated|issued?|approved|prepared|owner|author|document|reference|ref|"
    r"dedicated|additional|annual|monthly|quarterly|minimum|maximum|overall|total|average|key|special|specific|supplementary|supplemental|particular|common|joint|mutual|internal|external|plain|commitment|promise|pledge|"
    r"measure\w*|target\w*|penalt\w+|remed\w+|exclu\w+|claim\w*|metric\w*|report\w*|governance|escalation|severity|priority|response|resolution|hours|days|contacts?|roles?|responsibilit\w+|obligations?)$"
)
