"""Rules about what is promised and paid: uptime, credits, caps, claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor import record
from extractor.comparison.credit_cells import capped_words
from extractor.comparison.units import amount_worded, plain, worded
from extractor.credit.points import Paid, Points
from extractor.policy.case import Case, proofs
from extractor.policy.lasting import at_least
from extractor.policy.model import Settings, Verdict
from extractor.policy.silence import absent, doubt, unstated, without_credits

PERIODS = ("day", "week", "month", "quarter", "year", "contract")
"""From the strictest: the longer the period, the longer a single outage may be."""
OF_MONTH = {"months": (1, 1), "weeks": (7, 30), "days": (1, 30), "hours": (1, 720)}
"""Free service time as a share of the monthly fee, a month of 30 days: so many of so many parts (thirds are no decimals)."""
LONGER = ("annual", "year", "quarter", "contract", "subscription period", "subscription term")
"""Words of a basis that is more than a month's fee."""


def exact(number: float) -> Decimal:
    """Return a number of the record as it was written."""
    return Decimal(str(number))


def uptime(case: Case, settings: Settings) -> Verdict:
    """Ask that every promise (for the services named) is at least a level; a target is no promise unless the rule says so."""
    promises = _for_services(case.agreement.uptime, settings.get("services", ()))
    wanted = settings["at_least"]
    if not promises:
        named = ", ".join(settings.get("services", ()))
        return absent(case, "uptime", f"uptime for {named}" if named and case.agreement.uptime else "uptime")
    binding = [p for p in promises if p.binding == "commitment" or settings.get("targets", False)]
    if not binding:
        return Verdict("fail", f"{_levels(promises)} is a target, not a promise", proofs(promises))
    low = [p for p in binding if exact(p.percent) < wanted]
    if low:
        return Verdict("fail", f"{_levels(low)} is promised, {plain(wanted)}% is asked for", proofs(low))
    return Verdict("pass", f"{_levels(binding)} is promised", proofs(binding))


def _for_services(promises: Sequence[record.Uptime], words: Sequence[str]) -> list[record.Uptime]:
    """Return the promises whose service, plan or scope holds one of the words; all where no words are given."""
    folded = [word.casefold() for word in words]
    return [p for p in promises if not folded or any(w in " ".join(filter(None, (p.service, p.plan, p.scope))).casefold() for w in folded)]


def _levels(promises: Iterable[record.Uptime]) -> str:
    words = []
    for promise in promises:
        where = ", ".join(filter(None, (promise.service, promise.plan, promise.scope)))
        words.append(f"{plain(promise.percent)}%" + (f" [{where}]" if where else ""))
    return "; ".join(dict.fromkeys(words))


def measured_over(case: Case, settings: Settings) -> Verdict:
    """Ask that uptime is measured over no longer than a period."""
    found = case.agreement.uptime
    if not found:
        return absent(case, "uptime", "uptime")
    promises = [p for p in found if p.binding == "commitment"] or found
    limit = PERIODS.index(settings["at_most"])
    long = [p for p in promises if p.period and PERIODS.index(p.period) > limit]
    if long:
        said = ", ".join(dict.fromkeys(p.period or "" for p in long))
        return Verdict("fail", f"measured per {said}; at most per {settings['at_most']} is asked for", proofs(long))
    open_ = [p for p in promises if p.period is None]
    if open_:
        return Verdict("unknown", f"over what {_levels(open_)} is measured is not stated", proofs(open_))
    return Verdict("pass", f"measured per {', '.join(dict.fromkeys(p.period or '' for p in promises))}", proofs(promises))


def credit(case: Case, settings: Settings) -> Verdict:
    """Ask that a measured uptime of `at` percent pays at least so many percent, for every service and plan with bands."""
    found = case.agreement.credits
    if not found:
        return absent(case, "credits", "service credits")
    bands = [c for c in found if c.metric == "uptime"]
    at, wanted = settings["at"], settings["at_least"]
    paid = [each for each in Points(case.agreement).at(float(at)) if each.currency is None]
    if not bands:
        return _by_time(found, paid, at, wanted)
    groups = dict.fromkeys((c.service, c.plan) for c in bands)
    verdicts = [_paid([c for c in bands if (c.service, c.plan) == group], at, wanted) for group in groups]
    capped = [each for each in paid if each.amount < each.uncapped and each.amount < wanted]
    if capped and all(verdict.outcome == "pass" for verdict in verdicts):
        left = min(capped, key=lambda each: each.amount)
        said = f"at {plain(float(at))}% uptime the cap leaves {_points(left.amount)}% of {_points(left.uncapped)}%"
        return Verdict("fail", f"{said}, {plain(float(wanted))}% is asked for", proofs([*bands, *case.agreement.remedy.caps]))
    return next((v for outcome in ("fail", "unknown") for v in verdicts if v.outcome == outcome), verdicts[0])


def _by_time(found: Sequence[record.Credit], paid: Sequence[Paid], at: Decimal, wanted: Decimal) -> Verdict:
    """Return the verdict on credits for hours of downtime: what one uninterrupted outage of that length pays, in the lowest reading."""
    if not paid:
        return Verdict("unknown", "credits are not counted by percent of uptime", proofs(found))
    share = min(share for each in paid for share in (each.amount, *each.otherwise))
    said = f"at {plain(float(at))}% uptime one uninterrupted outage pays {_points(share)}%"
    if share < wanted:
        return Verdict("fail", f"{said}, {plain(float(wanted))}% is asked for", proofs(found))
    return Verdict("pass", said, proofs(found))


def _points(share: Decimal) -> str:
    return plain(float(round(share, 1)))


def _paid(bands: Sequence[record.Credit], at: Decimal, wanted: Decimal) -> Verdict:
    """Return the verdict on the bands of one service and plan; of two that hold, the lower one is sure."""
    where = ", ".join(filter(None, (bands[0].service, bands[0].plan)))
    place = f"at {plain(float(at))}% uptime" + (f" [{where}]" if where else "")
    hits = [c for c in bands if _holds(c, at)]
    if not hits:
        return Verdict("fail", f"{place} nothing is credited, {plain(float(wanted))}% is asked for", proofs(bands))
    shares = [(_share(c.credit), c) for c in hits]
    if any(share is None for share, _ in shares):
        said = "; ".join(dict.fromkeys(amount_worded(c.credit) for c in hits))
        return Verdict("unknown", f"{place} {said} is credited, which is no share of the monthly fee", proofs(hits))
    share, lowest = min(((share, c) for share, c in shares if share is not None), key=lambda pair: pair[0])
    said = f"{place} {amount_worded(lowest.credit)} is credited"
    if share >= wanted:
        return Verdict("pass", said, proofs(hits))
    return Verdict("fail", f"{said}, {plain(float(wanted))}% is asked for", proofs(hits))


def _holds(band: record.Credit, at: Decimal) -> bool:
    low = exact(band.at_least) if isinstance(band.at_least, float | int) else None
    high = exact(band.below) if isinstance(band.below, float | int) else None
    return (low is None or at >= low) and (high is None or at < high)


def cap(case: Case, settings: Settings) -> Verdict:
    """Ask that credits are not capped below so many percent of the monthly fee; a cap that is not stated limits nothing."""
    caps = case.agreement.remedy.caps
    wanted = settings["at_least"]
    if not caps:
        if not case.agreement.credits:
            return without_credits(case)
        return doubt(case, "credits", "a cap on credits") or Verdict("pass", "no cap on credits is stated")
    shares = [(_share(entry), entry) for entry in caps]
    low = [entry for share, entry in shares if share is not None and share < wanted]
    if low:
        return Verdict("fail", f"credits are capped at {_caps(low)}, {plain(float(wanted))}% is asked for", proofs(low))
    odd = [entry for share, entry in shares if share is None]
    if odd:
        return Verdict("unknown", f"credits are capped at {_caps(odd)}, which is no share of the monthly fee", proofs(odd))
    return Verdict("pass", f"credits are capped at {_caps(caps)}", proofs(caps))


def _share(entry: record.Amount | record.Cap) -> Decimal | None:
    """Return an amount in percent of the monthly fee, None where it is counted otherwise (of an annual fee, in money)."""
    if entry.unit in OF_MONTH:
        parts, whole = OF_MONTH[entry.unit]
        return exact(entry.amount) * 100 * parts / whole
    basis = (entry.basis or "").casefold()
    longer = any(word in basis for word in LONGER) or getattr(entry, "period", None) in {"quarter", "year", "contract"}
    return exact(entry.amount) if entry.unit == "percent" and ("month" in basis or not longer) else None


def _caps(caps: Iterable[record.Cap]) -> str:
    return "; ".join(dict.fromkeys(capped_words(c) for c in caps))


def claim_window(case: Case, settings: Settings) -> Verdict:
    """Ask for a time to claim; of several windows the shortest is what the customer can rely on.

    Where an agreement pays without request and names a window as well, the window decides: it is the unfavourable reading.
    """
    agreement, wanted = case.agreement, settings["at_least"]
    claim = agreement.claim
    if claim is None or claim.window is None:
        if agreement.remedy.automatic:
            return Verdict("pass", "credits are paid without a claim", tuple(agreement.remedy.evidence.get("automatic", ())))
        if not agreement.credits and claim is None:
            return without_credits(case)
        seen = proofs([claim]) if claim else ()
        return doubt(case, "claim", "a time to claim") or Verdict("unknown", "no time to claim is stated", seen)
    windows = [claim.window, *(record.Duration(duration=a.duration, business=a.business) for a in claim.alternatives)]
    answers = [at_least(window, wanted) for window in windows]
    evidence = proofs([claim, *claim.alternatives])
    said = " or ".join(dict.fromkeys(worded(window) for window in windows)) + " to claim"
    if False in answers:
        return Verdict("fail", f"{said}, {worded(wanted)} is asked for", evidence)
    return Verdict("unknown" if None in answers else "pass", said, evidence)


def sole_remedy(case: Case, settings: Settings) -> Verdict:  # noqa: ARG001 - a rule without settings
    """Ask that credits are not the only remedy."""
    evidence = tuple(case.agreement.remedy.evidence.get("sole_remedy", ()))
    if case.agreement.remedy.sole_remedy:
        return Verdict("fail", "credits are the only remedy", evidence)
    if case.agreement.remedy.sole_remedy is None and (unclear := doubt(case, "remedy", "the only remedy")):
        return unclear
    return Verdict("pass", "credits are not said to be the only remedy", evidence)


def automatic(case: Case, settings: Settings) -> Verdict:  # noqa: ARG001 - a rule without settings
    """Ask that credits are paid without a claim."""
    said = case.agreement.remedy.automatic
    evidence = tuple(case.agreement.remedy.evidence.get("automatic", ()))
    if said:
        return Verdict("pass", "credits are paid without a claim", evidence)
    if said is False:
        return Verdict("fail", "credits are paid on request only", evidence)
    return unstated(case, "claim", "payment without a claim") if case.agreement.credits else without_credits(case)
