"""What writers and site generators add to Markdown, turned into the common Markdown that every parser reads the same way.

Only markup changes: front matter, attributes, directives and components go, tables get the separator row that they lack,
lettered lines of a list become paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.readers.markdown_tables import bounded, with_tables

_FENCE = re.compile(r"^\s{0,12}(```+|~~~+)")
_FRONT = re.compile(r"\A\s{0,20}(?P<mark>---|\+\+\+)[ \t]*\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)
_FRONT_LINE = re.compile(r"\s*(?:[\w\"'.$-]{1,80}\s{0,4}[:=]|-\s|#|[\]}\[{]|$)|\s{2,}\S")
_FRONT_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\w\"'.$-]{1,80}\s{0,4}[:=]")
_FRONT_TITLE = re.compile(r"^title\s{0,4}[:=]\s{0,4}[\"']?([^\"'\n]{1,200})", re.MULTILINE | re.IGNORECASE)
LONGEST_FRONT_MATTER = 20_000

_DROPPED_LINE = re.compile(
    r"\s*(?:"
    r"\{%.{0,300}%\}"  # Liquid and GitBook tags
    r"|\{\{[<%].{0,300}[>%]\}\}"  # Hugo shortcodes
    r"|\{\{[^{}]{0,200}\}\}"  # a variable alone on its line
    r"|\{:.{0,300}\}|\{[#.][\w-][^{}]{0,200}\}"  # attributes of the block above
    r"|:{3,}\s*+[\w-]*+\s*+(?:\{.{0,200}\})?"  # fences of containers
    r"|\[\[?_?TOC_?\]\]?|\[toc\]|\*\s+TOC"
    r"|import\s[^'\"\n]{0,300}['\"][^'\"\n]{1,300}['\"];?|export\s(?:const|default|function)\b.*"
    r"|</?[A-Z][\w.]{0,60}(?:\s[^<>]{0,1000})?/?>"  # components of MDX
    r"|\{/\*.{0,1000}\*/\}"
    r"|\[!INCLUDE.{0,300}"
    r"|\\(?:newpage|pagebreak|tableofcontents)"
    r")\s*"
)
_TITLED = re.compile(
    r"(?P<indent>\s*)(?::{3,}\s*(?:note|tip|info|warning|caution|danger|important|details)|(?:!!!|\?\?\?\+?|===)\s*+[\w-]*)\s*+[\"\[]?(?P<title>[^\"\]{}]{0,200}?)[\"\]]?\s*(?:\{.{0,200}\})?"
)
_ADMONITION = re.compile(r"\s*(?:!!!|\?\?\?\+?|===)\s*(?:[\w-]+|\")")
_ALERT = re.compile(r"^([ \t]*>[ \t]*)\[!\w{2,20}\][+-]?[ \t]*", re.MULTILINE)
_INLINE = (
    (re.compile(r"\{:[^{}\n]{0,200}\}|(?<=[\w\])*.?!’'\"”])[ \t]+\{#[\w:.-]{1,100}\}|(?<=[)\]])\{[.#][^{}\n]{1,100}\}"), ""),
    (re.compile(r"\{\{[<%][^{}\n]{0,300}[%>]\}\}|\{%[^{}\n]{0,300}%\}"), ""),
    (re.compile(r"\{/\*[^{}\n]{0,500}\*/\}"), ""),
    (re.compile(r"\^(st|nd|rd|th|TM|®|™)\^"), r"\1"),
    (re.compile(r"(?<![=\w])==(?=\S)([^=\n]{1,300}?)(?<=\S)==(?![=\w])"), r"\1"),
)
_NOTE = re.compile(r"^\s{0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_CLOSE_HEADING = re.compile(r"^(\s{0,3}#{1,6})(?=[^#\s\d])")
"""Headings without a space after their marks, as older Markdown allowed ("#1" is a number)."""
_RULE = re.compile(r"^\s{0,3}-{3,}\s*$")
_UNDERLINE = re.compile(r"-{3,}|={3,}")
_NUMBERED = re.compile(r"\s{0,3}\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s{1,4}\S")
_MARK = re.compile(
    r"\s*(?:>\s?)*(?:\([a-zA-Z]{1,2}\)|\([ivxIVX]{1,6}\)|\(\d{1,2}\)|[a-z]{1,2}[.)]|[ivx]{2,6}[.)]|\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[•·▪◦●○■‣⁃–—])\s"
)
_SENTENCE_END = re.compile(r"(?:[.:;,!?]|\b(?:and|or|either|following)|\\)[*_”\")\]]*\s*$|(?<!\s)(?=\s* {2})\s+$")
LONGEST_MARKUP = 20_000
"""A line longer than any paragraph is not searched for markup."""
LONG_TITLE = 120
"""Characters above which a line with a row of dashes below is a paragraph above a rule, not a heading."""


def without_front_matter(text: str) -> tuple[str | None, str]:
    r"""Return the title that front matter names (None without) and the text below it.

    >>> without_front_matter("---\ntitle: SLA\n---\nWe promise.")
    ('SLA', 'We promise.')
    """
    start = _FRONT.match(text)
    end = _FRONT_END.search(text, start.end(), start.end() + LONGEST_FRONT_MATTER) if start else None
    if start is None or end is None:
        return None, text
    matter = text[start.end() : end.start()]
    lines = matter.split("\n")
    if matter.strip() and not (_FRONT_KEY.match(matter) and sum(bool(_FRONT_LINE.match(line)) for line in lines) >= 0.9 * len(lines)):
        return None, text  # two rules with text between them
    named = _FRONT_TITLE.search(matter)
    return (named[1].strip() or None) if named else None, text[end.end() :].removeprefix("\n")


def common(text: str) -> tuple[str, int]:
    """Return the text as common Markdown, and how many tables were left as text since their rows lack too many cells."""
    text = _ALERT.sub(r"\1", text)
    notes = set(_NOTE.findall(text))
    if notes:
        text = _NOTE_MARK.sub(lambda mark: "" if mark[1] in notes else mark[0], _NOTE.sub("\n", text))
    text = _without_comments(text)
    lines, left = bounded(with_tables(list(_separated(list(_titled(list(_plain(text.split("\n")))))))))
    return "\n".join(lines), left


def _without_comments(text: str) -> str:
    """Return the text without HTML comments, which may stand inside a paragraph or a table and would end them."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        parts.append(text[at:start])
        at = start + 4 if end < 0 else end + 3
    return "".join(parts) + text[at:]


def _plain(lines: list[str]) -> Iterator[str]:
    """Yield the lines without directives, components and attributes; what an admonition indents is moved out."""
    fence, moved = "", None
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence or mark or len(line) > LONGEST_MARKUP:
            yield line
            continue
        if moved is not None and line.strip():
            if len(line) - len(line.lstrip()) > moved:
                line = line[:moved] + line[moved:].removeprefix("\t" if line[moved : moved + 1] == "\t" else "    ")
            else:
                moved = None
        titled = _TITLED.fullmatch(line)
        if titled and (line.lstrip().startswith(":") or _ADMONITION.match(line)):
            moved = None if line.lstrip().startswith(":") else len(titled["indent"])
            yield from ("", titled["indent"] + titled["title"], "") if titled["title"].strip() else ("",)
        elif _DROPPED_LINE.fullmatch(line):
            yield ""
        else:
            for pattern, replacement in _INLINE:
                line = pattern.sub(replacement, line)
            yield _CLOSE_HEADING.sub(r"\1 ", line)


def _titled(lines: list[str]) -> Iterator[str]:
    """Yield the lines with numbered titles that are underlined as headings; Markdown itself makes a list of one item and a rule of them."""
    fence, above = "", ""
    for i, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        below = lines[i + 1].strip() if i + 1 < len(lines) and not fence else ""
        if not above.strip() and _UNDERLINE.fullmatch(below) and len(line) <= LONG_TITLE and _NUMBERED.match(line):
            lines[i + 1] = ""
            yield f"{'#' if below[0] == '=' else '##'} {line.strip()}"
        else:
            yield line
        above = line


def _separated(lines: list[str]) -> Iterator[str]:
    """Yield the lines with a blank one before each lettered or bulleted line of a list that Markdown has no name for."""
    fence, before = "", ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and before.strip() and not mark:
            follows = _SENTENCE_END.search(before) or _MARK.match(before) or len(before) < 60
            if (_RULE.match(line) and len(before) > LONG_TITLE) or (_MARK.match(line) and follows and "|" not in line):
                yield (re.match(r"[\s>]*", line) or [""])[0].rstrip() if line.lstrip().startswith(">") else ""
        yield line
        before = line
