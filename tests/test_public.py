"""The public surface, and what it costs to look at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import extractor
from extractor.commands.compare import BINARY, FORMATS
from extractor.record import Agreement
from extractor.reports import REPORTS

HEAVY = (
    "spacy",
    "sklearn",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "pydantic",
    "numpy",
    "lxml",
    "rich",
    "yaml",
    "icalendar",
    "xlsxwriter",
    "sqlalchemy",
    "alembic",
)
"""Packages that take from a tenth of a second to several seconds to import."""


def loaded(code: str) -> set[str]:
    """Return the modules that a fresh interpreter holds after `code`."""
    program = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stderr.split())


def test_the_public_surface_is_pinned() -> None:
    """A name that slips in must be kept for ever; a name that slips out breaks every caller."""
    assert sorted(extractor.__all__) == [
        "Agreement",
        "Comparison",
        "ExtractorError",
        "ReadSettings",
        "__version__",
        "compare",
        "extract",
        "json_schema",
        "open_store",
        "render",
    ]
    assert len(extractor.__all__) <= 10


@pytest.mark.parametrize("name", extractor.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    """The names are looked up when first used, so a wrong home would only show at a caller's."""
    value = getattr(extractor, name)

    assert name in dir(extractor)
    assert name == "__version__" or value.__doc__


def test_another_name_is_an_attribute_error() -> None:
    """`hasattr` and tab completion rely on it."""
    assert not hasattr(extractor, "absent")


@pytest.mark.parametrize(
    "code",
    [
        "import extractor",
        "import extractor.cli",
        "from extractor.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "from extractor.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass",
        "from extractor.cli import main\ntry: main(['compare', '--help'])\nexcept SystemExit: pass",
        "from extractor.cli import main\ntry: main(['compare', '--format', 'pptx', 'a.pdf'])\nexcept SystemExit: pass",
    ],
)
def test_help_and_import_load_nothing_heavy(code: str) -> None:
    """`sla --help` that takes four seconds is taken for a hang."""
    assert loaded(code).isdisjoint(HEAVY)


def test_a_record_is_compared_without_the_readers_and_the_classifier() -> None:
    """Whoever only renders records pays for neither spaCy nor scikit-learn."""
    assert loaded("from extractor.record import json_schema; json_schema()").isdisjoint({"spacy", "sklearn", "pdfplumber", "docx"})


def test_the_formats_of_the_command_line_are_those_of_the_reports() -> None:
    """The names are written twice so that --help stays quick; twice written is twice forgotten."""
    assert tuple(report.name for report in REPORTS) == FORMATS
    assert {report.name for report in REPORTS if report.binary} == BINARY


def test_the_schema_is_that_of_the_record() -> None:
    """Other systems validate against it."""
    schema = extractor.json_schema()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == set(Agreement.model_fields)
    assert schema["additionalProperties"] is False


def test_a_file_is_extracted_compared_and_rendered(tmp_path: Path) -> None:
    """The example of the README, on a file of three lines."""
    file = tmp_path / "acme.md"
    file.write_text("# Acme Service Level Agreement\n\nAcme guarantees 99.9% uptime in each calendar month.\n", encoding="utf-8")

    agreement = extractor.extract(file)

    assert agreement.uptime[0].percent == 99.9
    assert "99.9%" in agreement.uptime[0].evidence[0].quote
    assert "99.9%" in extractor.render(extractor.compare([agreement, agreement]), "markdown")


def test_a_file_that_is_not_there_raises_the_packages_own_error(tmp_path: Path) -> None:
    """Callers catch one class."""
    with pytest.raises(extractor.ExtractorError) as caught:
        extractor.extract(f"{tmp_path}/nothing.pdf")

    assert caught.value.code == "missing_file"
    assert caught.value.advice
