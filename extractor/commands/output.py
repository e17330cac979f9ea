"""What a command made → standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractor.commands.inputs import positive, usage


def output_options(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add the options of how a report is shown, and where."""
    parser.add_argument("-f", "--format", choices=formats, default=None, help="default: by the ending of -o, else terminal")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument("--width", type=positive, default=None, metavar="N", help="columns (default: the terminal's)")


def form_of(options: argparse.Namespace, endings: Mapping[str, str]) -> str:
    """Return the format asked for: by --format, else by the ending of the output, else for the terminal."""
    return str(options.format or endings.get(Path(options.output).suffix.lower(), "terminal"))


def written(output: str, shown: str | bytes) -> int:
    """Print a report where `output` is "-", else write it to that file; return the exit code, 2 where it cannot be written."""
    from extractor.batch import write_whole
    from extractor.errors import ExtractorError

    if output == "-":
        print(shown, end="")
        return 0
    try:
        write_whole(Path(output), shown)
    except ExtractorError as error:
        return usage(f"{error.message} {error.advice}")
    return 0
