"""The vocabulary of parties: what names look like, which words make one the provider. Vocabulary only, no control flow."""

from __future__ import annotations

import re

NAME = (
    r"(?<![\w.&'’])[A-Z][\w&'’.+-]{0,40}(?:(?<![a-z]{4}\.)\s+(?:of|and|&|the|for|[A-Z0-9][\w&'’.+-]{0,40}|d\.o\.o\.|plc|s\.r\.o\.|a\.s\.)){0,6}"
    r"(?:,\s?(?:Inc|LLC|Ltd|Limited|L\.L\.C|Corp|LP|GmbH|Co|INC|LTD|CORP)\.?)?"
)
LEGAL = (
    r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Limited|LIMITED|COMPANY|CORPORATION|GmbH|AG|AS|AB|A/S|ApS|Oy|BV|B\.V|NV|N\.V|S\.A|SA|SAS|SARL|S\.r\.l|SpA|plc|PLC|Corp|CORP|Corporation|"
    r"Company|Co|LP|LLP|Pty|d\.o\.o|s\.r\.o|K\.K|UG|KG|a\.s|Lda|Pte|Sdn|Bhd|Association|Foundation|University|Council|Trust)"
)
PROVIDER_WORDS = re.compile(r"\b(?:provider|supplier|vendor|we|us|our|company|contractor|host|licensor|carrier|seller)\b", re.IGNORECASE)
CUSTOMER_WORDS = re.compile(
    r"\b(?:customer|client|you|your|agreement|service\s+level|subscriber|user|buyer|licensee|merchant)\b", re.IGNORECASE
)
_ROLES = frozenset(
    [
        "provider",
        "supplier",
        "vendor",
        "contractor",
        "host",
        "licensor",
        "we",
        "us",
        "our",
        "company",
        "carrier",
        "seller",
        "customer",
        "client",
        "subscriber",
        "you",
        "your",
        "buyer",
        "user",
        "licensee",
        "service",
        "services",
        "agreement",
        "sla",
        "the",
        "this",
        "party",
        "parties",
        "operator",
        "authority",
        "recipient",
        "partner",
        "subcontractor",
    ]
)
VERBS = (
    r"(?:will|shall|guarantees?|warrants?|commits?|provides?|undertakes|aims|strives|endeavou?rs|offers?|agrees?|reserves|may|does\s+not|is\s+not|makes?|"
    r"also\s+makes?|promises?|calculates|maintains|ensures|uses|performs|monitors|issues|targets|responds|has\s+no|cannot|answers|runs|keeps|hosts|operates|"
    r"works\s+(?:hard\s+)?to|pays|credits|decides|delivers|supplies|looks\s+after|stands\s+(?:behind|by)|gives|measures|expects|notifies|announces|schedules)"
)
_START = r"(?:^|(?<=[.;:]\s)|(?<=,\s)|(?<=\bthat\s)|(?<=\bwhich\s)|(?<=\bif\s)|(?<=\bIf\s)|(?<=\bas\s)|(?<=%\s)|(?<=[a-z]\.\s)|(?<=\bwhere\s)|(?<=\bwhen\s)|(?<=\bwhat\s)|(?<=\bunless\s)|(?<=\bfor\swhich\s))"
ACTOR = re.compile(rf"{_START}(?:The\s+)?(?P<name>{NAME}|[a-z][\w.-]{{3,20}})\s+{VERBS}\b")
FAILING = re.compile(
    r"(?<![\w.&])(?P<name>[A-Z][\w&.+-]{0,40}(?:\s+[A-Z][\w&.+-]{0,40}){0,2})\s+(?:was|is|were|are|has\s+been|goes)\s+(?:not\s+|un)?(?:available|down|up|offline|unreachable|operational)\b"
)
OWNER = re.compile(
    r"(?<![\w.&])(?P<name>[A-Z][\w&.-]{0,40}(?:\s+[A-Z][\w&.-]{0,40}){0,3})['’]s?\s+(?:\w+\s+){0,2}(?:services?|platforms?|networks?|systems?|api|cloud|infrastructure|software|control|customers?|servers?|sla|products?|maintenance|goal|objective|hubs|(?:only|sole|entire)\s+(?:liability|obligation)|claim\s+(?:approval|decision)|(?:reasonable\s+)?(?:control|discretion|opinion|records))\b"
)
SERVICE_OF = re.compile(
    r"(?<![\w.&])(?P<name>[A-Z][\w&.-]{0,40})\s+(?:[A-Z]\w{0,40}\s+)?(?:Services?|Platform|API|Cloud|Network|Terms|Support|SLA|Customers?|Dashboard|account|platforms?|services?)\b"
)
PROVIDED_BY = re.compile(
    rf"\b(?:provided|operated|offered|run|owned|supplied|delivered|published|issued|managed|hosted|given|maintained|written)\s+by\s+(?P<name>{NAME})"
)
AT_OURS = re.compile(rf"\b(?:At|Here\s+at|We\s+at|we\s+at)\s+(?P<name>{NAME}),?\s+(?:we|our)\b")
"""Who says "we": "At Acme we keep your site online"."""
OF_OURS = re.compile(rf"\b(?:of\s+us|the\s+team|everyone|all\s+of\s+us)\s+at\s+(?P<name>{NAME})")
"""Who "us" is: "there are six of us at Acme"."""
WE_ARE = re.compile(
    rf"(?:\b[Ww]e\s+mean|[“\"'‘][Ww]e[”\"'’](?:\s*(?:,|or|and)\s*[“\"'‘]\w+[”\"'’]){{0,3}}\s*(?:is|are|means?|refers?\s+to|stands?\s+for|:|=))\s+(?P<name>{NAME}(?:\s{LEGAL}\b\.?)?)"
)
"""Who "we" is: "“we” means Acme GmbH"."""
WITH = re.compile(
    r"\b(?:with|contact|notify|notifies|from|to|between|depend\s+on)\s+(?P<name>[A-Z][\w&.-]{0,40}(?:\s+[A-Z][\w&.-]{0,40}){0,3})(?=[\s.,;)])"
)
BY_ROLE = re.compile(
    rf"\b(?:[Tt]he\s+)?(?:[Ss]ervice\s+)?(?:Provider|Supplier|Vendor|Contractor|Host|Licensor|Carrier|provider(?=\s?:))(?:,\s|\s?[:=]\s?|\s+is\s+)(?P<name>{NAME}(?:\s[A-Z]\w+)?\s+{LEGAL}\b\.?)"
)
DEFINED_ROLE = re.compile(
    rf"[“\"'‘](?:the\s+)?(?:Service\s+)?(?:Provider|Supplier|Vendor|Contractor|Host|Licensor|Carrier)[”\"'’]\s*(?:is|means|shall\s+mean|refers\s+to|:|=)\s+(?:the\s+company\s+)?(?P<name>{NAME})"
)
"""A definition of who the Supplier is."""
ALIAS = re.compile(
    rf"(?P<name>{NAME})(?:[^()“”\".;]{{0,60}}?\((?P<alias>[^()]{{1,90}})\)"
    rf"|[^()“”\";]{{0,220}}?\b(?:hereinafter|hereafter)\s+(?:(?:referred\s+to\s+as|called)\s+)?(?:the\s+)?[“\"'‘]?(?P<other>[A-Za-z][\w\s]{{1,30}}))"
)
"""A name and what it is called from then on, in brackets or after "hereinafter"."""
TRADING = re.compile(rf"(?P<name>{NAME}),?\s+(?:\(?(?:an?|the)\s+)?(?:trading\s+name|brand|trade\s+name|division)\s+of\s+[A-Z]")
"""A brand in front of the company that owns it: the document is that company's."""
NAMING = re.compile(r"[“”\"]|(?<!\w)['‘’](?=\w)|^\s*(?:the\s+)?(?:service\s+)?\w+\s*$")
"""Words in brackets that name: quoted, or a role alone; "(contractor to complete)" and "(we'll say why)" are remarks."""
COPYRIGHT = re.compile(rf"(?:©|\(c\)|\b[Cc]opyright)\s*+(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?,?\s*+(?P<name>{NAME})")
DOMAIN = re.compile(
    r"(?:@|https?://(?:www\.)?|\bwww\.|(?<![\w@.]))(?:[\w-]{1,30}\.){0,2}?([\w-]{2,30})\.(?:com|net|org|io|ai|app|dev|eu|co|de|ch|fr|uk|cloud|example|fyi|no|se|nl|info|tech)\b"
)
FOREIGN = re.compile(
    r"(?:\b(?:third[\s-]part(?:y|ies)|such\s+as|like|e\.g\.?,?|including|hosted\s+on|powered\s+by|upstream|sub-?processors?|by|vendors?|suppliers?)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
ROLE_ACTOR = re.compile(rf"\b(?:Provider|Supplier|Vendor|Contractor|Service\s+Provider|Licensor)\s+{VERBS}\b")
TITLE_TAIL = re.compile(
    r"\b(?:service\s+level|sla\b|uptime|support\s+(?:terms|policy|agreement)|availability|service\s+agreement|master\s+services|hosting\s+agreement|guarantee|enterprise|network|agreement|policy|terms|schedule|exhibit|annex|appendix|addendum|addend|premium|standard|business|service\s+description|statement)\b",
    re.IGNORECASE,
)
_TRADING = re.compile(r"(?<!\s)(?:\s*,)?\s+(?:a\s+trading\s+name\s+of|doing\s+business\s+as|trading\s+as|d/b/a)\b")
_NOT_NAMES = re.compile(
    r"^(?:Services?|Monthly|Uptime|Availability|Credits?|SLAs?|Agreements?|Sections?|Schedule|Exhibit|Downtime|Maintenance|Support|Customers?|Clients?|Providers?|Suppliers?|Vendors?|Company|Part(?:y|ies)|Subscribers?|"
    r"Users?|You|Your|We|Our|If|The|This|These|That|Any|An?|All|Each|No|For|In|On|At|To|By|It|They|There|What|Who|How|Why|When|Where|Which|Contractor|Authority|Licensee|Licensor|Host|Emergency|Scheduled|Planned|Incidents?|Critical|"
    r"Severity|Priority|Response|Resolution|Either|Both|Neither|Internet|Force|Exclusions?|Title|Terms?|Business|Working|Order|Form|Fees|Data|Systems?|API|Marketing|Sales|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Covered|Targets?|Claims?|Requests?|Written|Such|Should|Upon|Notwithstanding|Note|Technical|Buyer|Seller|Free|Pro|Basic|Premium|Standard|"
    r"Enterprise|Month|Year|Day|Time|Level|Percentage|Status|General|Section|Please|However|Other|As|Subject|During|Except|Failure|Power|Hardware|Software|Network|Platform|Website|Cloud|Equipment|Account|Plan|Plans|Tier|Portal|Team|"
    r"Offer[eo]rs?|Bidders?|Proposers?|Tenderers?|Regulations?|Relationships?|Attachments?|Annex|Appendix|Addendum|Amendments?|Articles?|Clauses?|Government|Decisions?|Proposals?|Tasks?|Notices?|Governing|Subscription|Framework|"
    r"Amazon|AWS|Microsoft|Azure|Google|GCP|Cloudflare|Stripe|Twilio|GitHub|OpenAI|Apple|Vercel|Heroku|Slack)\b(?!\s+(?:Inc|Ltd|LLC|GmbH|AS|plc|Limited|Corp)\b)"
)


_PAPERS = re.compile(
    r"\b(?:Guide|Policy|Polic(?:ies)|Form|Plan|Addendum|Officer|Period|Clause|Exhibit|Law|Party|Number|Date|Fees?|Charges?|Name|NAME)$|\bLEGAL\s+NAME\b"
)
"""Last words of a paper, an office or a defined term, never of a company."""


def cleaned(name: str | None) -> str | None:
    """Return a party's name, None for a role, a common noun or a fragment.

    >>> cleaned("The Provider"), cleaned("Acme’s"), cleaned("Service Level")
    (None, 'Acme', None)
    """
    if name is None:
        return None
    name = re.split(r"(?<=[a-z]{3})\.\s", _TRADING.split(name)[0])[0].strip(" ,;:“”\"'")
    name = re.sub(r"^(?:the|The|a|A)\s+", "", name)
    name = re.sub(r"(?:(?<!\s)\s+(?:and|of|the|for|&)){1,3}$", "", name)
    name = re.sub(r"['’]s?$|(?<=[a-z]{5})\.$", "", name)
    if (
        len(name) < 2
        or name.isdigit()
        or _NOT_NAMES.match(name)
        or _PAPERS.search(name)
        or all(word.lower() in _ROLES for word in name.split())
    ):
        return None
    return name
