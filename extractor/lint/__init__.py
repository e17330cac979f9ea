"""Holes, overlaps and traps of one agreement, found before it is signed: a table of checks, each finding with its clauses.

A check fires on words that are there, or on the silence of a document that was read whole; never on what could not be read.
"""

from __future__ import annotations

from extractor import record
from extractor.lint import bands, power, remedies, wording
from extractor.lint.findings import SEVERITIES, Check, Finding, Found, Severity

__all__ = ["CHECKS", "SEVERITIES", "Check", "Finding", "Found", "Severity", "lint"]

CHECKS: tuple[Check, ...] = (
    Check("band-hole", "error", "A level for which no credit is stated", "Bands that leave no level out, down to 0%.", bands.band_hole),
    Check("band-overlap", "error", "Two credits for one level", "Bands that do not overlap, each with its lower and upper bound.", bands.band_overlap),
    Check("band-inverted", "error", "Less credit for worse service", "A credit that grows with every band.", bands.band_inverted),
    Check("promise-without-band", "error", "The promise lies above the first band", "A first band that begins at the promised level.", bands.promise_without_band),
    Check("table-against-promise", "error", "The table begins above the promise", "One level, the same in the promise and in the table.", bands.table_against_promise),
    Check("cap-below-band", "error", "The cap is lower than the highest band", "A cap no lower than the highest band, or none.", bands.cap_below_band),
    Check("words-and-figures", "error", "Words and figures disagree", "The amount that was meant, in figures only.", wording.words_and_figures),
    Check("downtime-sum", "error", "A percentage and its downtime do not belong together", "Which of the two holds; the other one struck out.", wording.downtime_sum),
    Check("claim-windows", "error", "Two time limits for one claim", "One time limit: the longer one, counted from the end of the month.", remedies.claim_windows),
    Check("blank-left", "error", "Values left blank", "The values, before signing.", wording.blanks_left),
    Check("dangling-reference", "error", "A reference that leads nowhere", "The clause or paper that is meant.", wording.dangling_reference),
    Check("promise-without-remedy", "warning", "A promise without a remedy", "Credits in bands below the promised level, and a right to leave.", remedies.promise_without_remedy),
    Check("remedy-without-claim", "warning", "A credit, but no way to it", "Credits without a request; else to whom, how and until when to request them.", remedies.remedy_without_claim),
    Check("promise-of-effort", "warning", "An effort, not a promise", "“Will be available”, in place of “will use efforts” or “aims”.", remedies.promise_of_effort),
    Check("sole-remedy-without-exit", "warning", "Credits only, and no way out", "A right to terminate, with a refund of what is prepaid, after the level was missed in three of twelve months.", remedies.sole_remedy_without_exit),
    Check("provider-decides", "warning", "The provider decides alone", "“Reasonably determined, with the data shown on request”, and a dispute decided as others are.", power.provider_decides),
    Check("change-without-notice", "warning", "The provider may change the promise without notice", "Written notice of 30 days at least, and a right to leave when a change is for the worse.", power.change_without_notice),
    Check("work-without-notice", "warning", "Work without notice does not count", "Notice of all work, and work without notice counted as downtime.", power.work_without_notice),
    Check("unlimited-maintenance", "warning", "Unlimited maintenance does not count", "A limit in hours per month and a window at night in the customer's time zone.", power.unlimited_maintenance),
    Check("supplier-excluded", "warning", "The provider's own suppliers are excluded", "The provider answers for the suppliers that it chose.", power.supplier_excluded),
    Check("measured-by-provider", "note", "Measured by the provider alone", "Access to the figures, and the customer's or a third party's monitoring as evidence.", power.measured_by_provider),
    Check("no-period", "note", "No period of measurement", "“In each calendar month”.", remedies.no_period),
    Check("value-elsewhere", "note", "A value stands in another paper", "That paper; compare it before signing.", wording.values_elsewhere),
    Check("missing-schedule", "note", "A schedule that is not here", "The schedule; what it says is part of the bargain.", wording.missing_schedule),
    Check("undefined-term", "note", "A term that nothing defines", "A definition, or the paper that has it.", wording.undefined_terms),
)  # fmt: skip
"""All checks, the gravest first: findings are reported in this order."""


def lint(agreement: record.Agreement) -> tuple[Finding, ...]:
    """Return what is wrong with an agreement as a paper to sign, the gravest findings first; none for a sound one.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    >>> clause = record.Clause(id="c1", number="4.1", text="Claims are made within thirty (60) days.")
    >>> [(finding.check, finding.explanation) for finding in lint(record.Agreement(document=source, clauses=[clause]))]
    [('words-and-figures', 'The words say “thirty”, the figures 60.')]
    """
    return tuple(
        Finding(check.id, check.severity, found.explanation, found.quotes, check.ask) for check in CHECKS for found in check.find(agreement)
    )
