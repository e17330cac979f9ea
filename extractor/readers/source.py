"""What a reader gets: the bytes of one file with its name, and the settings it reads under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one file's bytes. `name` is only shown to people and used for its suffix; nothing is opened by it."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Return the lower-case ending of the name, with its dot ("" when there is none)."""
        base = self.name.replace("\\", "/").rpartition("/")[2]
        return "." + base.rpartition(".")[2].lower() if "." in base else ""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Hold how to read: bounds, passwords to try, and whether pages without text are recognised."""

    limits: Limits = DEFAULT
    passwords: tuple[str, ...] = ()
    ocr: Literal["auto", "off", "rapidocr", "tesseract"] = "auto"
    """"auto" uses rapidocr when the extra is installed and says `page_unreadable` otherwise."""


DEFAULT_SETTINGS = ReadSettings()
_SURROGATES = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    r"""Return text that UTF-8 can hold: bytes of a file's name that are no UTF-8 reach Python as lone surrogates.

    >>> well_formed("caf\udce9.pdf")
    'caf�.pdf'
    """
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
