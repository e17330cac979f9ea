"""What fuzzing found (scripts/fuzz.py), each input as a small file of tests/fuzz_cases: read or refused, never a fault of ours."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from extractor.errors import EvidenceError, ExtractorError
from extractor.pipeline import extract_source
from extractor.readers.source import ReadSettings, Source

CASES = sorted((Path(__file__).parent / "fuzz_cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_once_broke_a_reader_is_read_or_refused(case: Path) -> None:
    """word-beyond-its-line: a word that ends right of its line's last word broke the search for columns."""
    with suppress(*(kind for kind in ExtractorError.__subclasses__() if kind is not EvidenceError)):
        extract_source(Source(case.name, case.read_bytes()), settings=ReadSettings(ocr="off"))
