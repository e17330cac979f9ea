"""The public record: one `Agreement` per document, as pydantic models from which the JSON Schema is published.

Field names are fixed; a change of meaning changes `schema_version`. Durations are ISO 8601 with a `business` mark,
percentages are numbers in percent, money carries its ISO currency. What a document does not say is null or an empty list.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.taxonomy import (
    Binding,
    CapPeriod,
    ClaimAnchor,
    Comparator,
    CreditMetric,
    CreditUnit,
    ExclusionCategory,
    Holder,
    Label,
    MaintenanceKind,
    PerformanceMetric,
    Period,
    RemedyForm,
    Trigger,
)

SCHEMA_VERSION = "1.0"

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Model(BaseModel):
    """Base of all record parts: closed, immutable, fields in the order of the contract."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Box(Model):
    """A rectangle on a page, in points from the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Evidence(Model):
    """The words that prove a term: `quote` is verbatim `clause.text[start:end]`.

    Where `part` is "heading" it is `clause.heading[start:end]`; where it is "furniture" it stands in a running header or footer
    (`document.furniture`), which belongs to no clause.
    """

    clause: str
    page: int | None = None
    boxes: list[Box] = []
    start: int
    end: int
    quote: str
    part: Literal["text", "heading", "furniture"] = "text"


class Proven(Model):
    """Base of everything extracted: it points to its words and says how far it can be trusted."""

    evidence: list[Evidence] = []
    confidence: Probability = 0.5


class Duration(Model):
    """An ISO 8601 duration, kept in the unit as written; `business` marks business hours or days."""

    duration: str
    business: bool = False


class Money(Model):
    """An amount in an ISO 4217 currency."""

    amount: float
    currency: str


class Text(Proven):
    """A name or other words of the document."""

    value: str


class Day(Proven):
    """A date, ISO 8601 (YYYY-MM-DD, or YYYY-MM where the document names no day)."""

    value: str


class Flag(Proven):
    """A statement that the document makes, yes or no."""

    value: bool


class Form(Proven):
    """The form in which a remedy is given."""

    value: RemedyForm


class Notice(Model):
    """Something the user of a record should know of (a page that could not be read, changes accepted)."""

    code: str
    message: str
    page: int | None = None


class Source(Model):
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int | None = None
    words: int
    language: str | None = None
    ocr: bool = False
    warnings: list[Notice] = []
    furniture: list[str] = []
    """Running headers and footers, left out of the clauses."""


class GivenLabel(Model):
    """A label that a clause is given, with its calibrated probability."""

    label: Label
    probability: Probability


class Reference(Model):
    """A cross reference and the clause that it names, null when the document has none."""

    text: str
    clause: str | None = None


class Clause(Model):
    """The smallest passage with one purpose. `text` does not repeat number and heading."""

    id: str
    parent: str | None = None
    number: str | None = None
    heading: str | None = None
    level: int = 0
    kind: str = "paragraph"
    text: str
    page: int | None = None
    end_page: int | None = None
    boxes: list[Box] = []
    labels: list[GivenLabel] = []
    defines: list[str] = []
    refers_to: list[Reference] = []
    lead_in: str | None = None
    header: list[str] = []
    """For a table row: the cells of the table's header."""


class Uptime(Proven):
    """A promised level of availability."""

    percent: float
    period: Period | None = None
    service: str | None = None
    plan: str | None = None
    scope: str | None = None
    binding: Binding = "commitment"


class Amount(Model):
    """What is credited: an amount in `unit`; `basis` in the document's words; `currency` for unit "currency"."""

    amount: float
    unit: CreditUnit
    basis: str | None = None
    currency: str | None = None


class Credit(Proven):
    """One band, row or rule of credits: due where `at_least` ≤ value < `below` (or per `per` of downtime)."""

    metric: CreditMetric = "uptime"
    at_least: float | str | None = None
    below: float | str | None = None
    per: str | None = None
    beyond: str | None = None
    service: str | None = None
    plan: str | None = None
    credit: Amount


class Cap(Proven):
    """The most that credits can reach, and what it is counted over."""

    amount: float
    unit: CreditUnit
    basis: str | None = None
    currency: str | None = None
    period: CapPeriod | None = None


class Remedy(Model):
    """What surrounds the credits. Plain values stand beside their proof in `evidence`, keyed by member."""

    caps: list[Cap] = []
    sole_remedy: bool | None = None
    automatic: bool | None = None
    form: RemedyForm | None = None
    evidence: dict[str, list[Evidence]] = {}
    confidence: dict[str, Probability] = {}


class Window(Proven):
    """A further claim window, where a document names more than one."""

    duration: str
    business: bool = False
    anchor: ClaimAnchor | None = None


class Claim(Proven):
    """How a credit is requested."""

    window: Duration | None = None
    anchor: ClaimAnchor | None = None
    requires: list[str] = []
    contact: str | None = None
    decides: str | None = None
    alternatives: list[Window] = []


class Exclusion(Proven):
    """A cause or case that does not count against the provider."""

    category: ExclusionCategory
    text: str


class Limit(Model):
    """The most maintenance that is allowed in a period."""

    duration: str
    per: str | None = None


class Maintenance(Proven):
    """A kind of maintenance with its notice, window and limit."""

    kind: MaintenanceKind
    notice: Duration | None = None
    window: str | None = None
    limit: Limit | None = None


class Threshold(Model):
    """How bad it must get: `failures` within `window`, or a level `below` a percentage."""

    below: float | None = None
    failures: int | None = None
    window: str | None = None
    consecutive: bool | None = None


class Termination(Proven):
    """A right to end the agreement or the service."""

    holder: Holder
    trigger: Trigger
    notice: Duration | None = None
    cure: Duration | None = None
    threshold: Threshold | None = None
    refund: str | None = None
    text: str


class Support(Proven):
    """Targets for one severity or priority level."""

    severity: str
    name: str | None = None
    plan: str | None = None
    response: Duration | None = None
    resolution: Duration | None = None
    update: Duration | None = None
    coverage: str | None = None
    channels: list[str] = []


class Performance(Proven):
    """A target other than availability."""

    metric: PerformanceMetric
    comparator: Comparator | None = None
    value: float
    unit: str
    scope: str | None = None
    statistic: str | None = None
    plan: str | None = None


class Reporting(Proven):
    """A report or review that is promised."""

    frequency: str | None = None
    text: str


class Blank(Proven):
    """A value that the document leaves open ("[__]%")."""

    term: str
    text: str


class Denial(Proven):
    """Something that the document says it does not give ("no service credits are offered")."""

    term: str
    text: str


class Agreement(Model):
    """What one document promises, with the words that prove it."""

    schema_version: str = SCHEMA_VERSION
    document: Source
    title: str | None = None
    provider: Text | None = None
    customer: Text | None = None
    effective_date: Day | None = None
    governing_law: Text | None = None
    clauses: list[Clause] = []
    uptime: list[Uptime] = []
    credits: list[Credit] = []
    remedy: Remedy = Remedy()
    claim: Claim | None = None
    exclusions: list[Exclusion] = []
    maintenance: list[Maintenance] = []
    termination: list[Termination] = []
    support: list[Support] = []
    performance: list[Performance] = []
    reporting: list[Reporting] = []
    blanks: list[Blank] = []
    denials: list[Denial] = []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the record, as `sla schema` prints it.

    >>> json_schema()["title"]
    'Agreement'
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Agreement.model_json_schema()}
