"""How comparisons and summaries are shown: one module per format, listed here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, NamedTuple, cast, overload

from extractor.comparison.table import Comparison


class Report(NamedTuple):
    """Name a format, the module that renders it (imported when used), and what it is good for."""

    name: str
    module: str
    purpose: str
    binary: bool = False
    """Whether `render` gives bytes, for a file, in place of text."""


REPORTS: tuple[Report, ...] = (
    Report("terminal", "extractor.reports.terminal", "a table for the screen"),
    Report("markdown", "extractor.reports.markdown", "a table for a wiki or a pull request"),
    Report("html", "extractor.reports.html", "one self-contained page with quotes and charts"),
    Report("csv", "extractor.reports.csv", "a table for spreadsheets and scripts"),
    Report("xlsx", "extractor.reports.xlsx", "a workbook with filters and a sheet of evidence", binary=True),
    Report("json", "extractor.reports.json", "values, marks and quotes for other programs"),
)


@overload
def render(comparison: Comparison, format: Literal["xlsx"]) -> bytes: ...  # type: ignore[overload-overlap]
@overload
def render(comparison: Comparison, format: str = "terminal") -> str: ...
def render(comparison: Comparison, format: str = "terminal") -> str | bytes:  # noqa: A002 - the name that users expect
    """Return a comparison in one of the formats of `REPORTS`, bytes for a binary one; raises KeyError for another name."""
    modules = {report.name: report.module for report in REPORTS}
    module = import_module(modules[format])
    return cast("Callable[[Comparison], str | bytes]", module.render)(comparison)
