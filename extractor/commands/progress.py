"""How far a batch is: a bar on a terminal, a line now and then otherwise; failures are always said, one line each."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from extractor.commands.inputs import say, tell_failure

if TYPE_CHECKING:
    from extractor.batch import Outcome

EVERY = 15.0
"""Seconds between lines where there is no terminal: a log of a night stays readable."""


class Progress:
    """Count outcomes and show rate, failures and time left."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.total, self.quiet = total, quiet
        self.done = self.failed = self.unchanged = 0
        self.started = self.told = time.monotonic()
        self.bar = None
        if not quiet and total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[state]}"), TimeRemainingColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("reading", total=total, state="")

    def __enter__(self) -> Progress:
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, *problem: object) -> None:
        if self.bar:
            self.bar.stop()

    def seen(self, outcome: Outcome) -> None:
        """Count one outcome and say what failed."""
        self.done += 1
        self.unchanged += outcome.unchanged
        if outcome.failure:
            self.failed += 1
            tell_failure(outcome)
        if self.bar:
            self.bar.update(self.task, advance=1, state=f"{self.rate:.1f}/s, {self.failed} failed")
        elif not self.quiet and time.monotonic() - self.told > EVERY:
            self.told = time.monotonic()
            say(f"sla: {self.done:,} of {self.total:,} done, {self.failed:,} failed, {self.rate:.1f} a second{self._left()}")

    @property
    def rate(self) -> float:
        """Return the documents read each second; those that need no reading do not count."""
        return (self.done - self.unchanged) / max(time.monotonic() - self.started, 0.001)

    def _left(self) -> str:
        if not self.rate:
            return ""
        seconds = round((self.total - self.done) / self.rate)
        return f", {seconds // 60} min {seconds % 60} s left" if seconds >= 60 else f", {seconds} s left"
