"""A line of text that is put together from runs, and remembers which of its passages are bold."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.readers.clean import squeeze, visible


@dataclass(slots=True)
class RichText:
    """Collect runs; white space between them is squeezed as a browser does.

    >>> line = RichText(); line.add("Service ", bold=True); line.add(" Credits"); line.text, line.bold
    ('Service Credits', [(0, 7)])
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    """The text so far ends with a space (or is empty)."""
    bold: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append a run."""
        run = visible(text)
        if not run:
            return
        leading = run[0].isspace()
        words = squeeze(run)
        if not words:
            self.space()
            return
        if leading:
            self.space()
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        self.spaced = False
        if bold:
            if self.bold and self.bold[-1][1] >= start - 1:
                self.bold[-1] = (self.bold[-1][0], self.length)
            else:
                self.bold.append((start, self.length))
        if run[-1].isspace():
            self.space()

    def space(self) -> None:
        """Append one space unless there is one."""
        if not self.spaced:
            self.parts.append(" ")
            self.length += 1
            self.spaced = True

    @property
    def text(self) -> str:
        """Return the line without a trailing space."""
        return "".join(self.parts).rstrip(" ")

    @property
    def all_bold(self) -> bool:
        """Tell whether every letter is bold."""
        text = self.text
        inside = sum(end - start for start, end in self.bold)
        return bool(text) and inside >= len(text.rstrip(" :.")) - 1 and any(ch.isalpha() for ch in text)

    def clear(self) -> None:
        """Start a new line."""
        self.parts, self.length, self.spaced, self.bold = [], 0, True, []
