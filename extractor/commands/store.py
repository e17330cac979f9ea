"""`sla store`: a store taken out as JSON Lines and put in again; a record by its id."""

from __future__ import annotations

import argparse
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from extractor.commands.inputs import say, told, usage
from extractor.commands.storing import store_option

if TYPE_CHECKING:
    from extractor.store import Store

LONGEST = 400_000_000
"""Characters of a line: twice the longest record that is written."""
EPILOG = """\
examples:
  sla store export -o agreements.jsonl           all versions and failures of your store
  sla store import agreements.jsonl --store postgresql://sla@db.example/contracts
  sla store show 12 | jq .uptime                 one record; sla summary store:12 shows it to a person

Nothing is lost between export and import but the ids, which belong to one store.
Exit codes: 0 all well, 1 some lines could not be stored, 2 wrong usage or no store."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "store",
        help="take a store out as JSON Lines, put it in again",
        description="Move what a store holds, or show one record of it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    taken = actions.add_parser("export", help="write agreements and failures as JSON Lines")
    taken.add_argument("-o", "--output", default="-", metavar="FILE", help="file to write (default: standard output)")
    put = actions.add_parser("import", help="store the lines that an export wrote")
    put.add_argument("file", metavar="FILE", help="what sla store export wrote, or - for standard input")
    shown = actions.add_parser("show", help="print a record as JSON")
    shown.add_argument("id", type=int, metavar="ID", help="as sla list shows it")
    for action, run in ((taken, _export), (put, _import), (shown, _show)):
        store_option(action, "the store (default: default)")
        action.set_defaults(run=_told(run))


Run = Callable[[argparse.Namespace], int]


def _told(run: Run) -> Run:
    """Return a command that tells the errors of the package in a line."""

    def telling(options: argparse.Namespace) -> int:
        from extractor.errors import ExtractorError

        try:
            return run(options)
        except ExtractorError as error:
            return told(error)

    return telling


def _export(options: argparse.Namespace) -> int:
    from extractor.store import open_store
    from extractor.store.lines import lines

    with open_store(options.store, create=False) as store:
        if options.output == "-":
            for line in lines(store):
                print(line)
        else:
            _write(store, Path(options.output))
    return 0


def _write(store: Store, path: Path) -> None:
    """Write an export line by line, to a file that is there whole or not at all."""
    from extractor.errors import MissingFile
    from extractor.store.lines import lines

    part = path.parent / f".part-{uuid.uuid4().hex}"
    try:
        with part.open("w", encoding="ascii") as stream:
            stream.writelines(f"{line}\n" for line in lines(store))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise MissingFile(f"Cannot write {path}: {error.strerror}.", advice="Choose another place with -o.") from error
    finally:
        part.unlink(missing_ok=True)


def _import(options: argparse.Namespace) -> int:
    from extractor.reports.safe import printable
    from extractor.store import open_store
    from extractor.store.lines import read_lines

    stored = failed = 0
    try:
        with _opened(options.file) as stream, open_store(options.store) as store:
            for number, fault in enumerate(read_lines(store, _bounded(stream)), 1):
                if fault is None:
                    stored += 1
                else:
                    failed += 1
                    say(printable(f"sla: {options.file}: line {number}: {fault}"))
    except OSError as error:
        return usage(f"cannot read {options.file}: {error.strerror}")
    say(f"sla: {stored:,} lines stored in {store.place}" + (f", {failed:,} not" if failed else ""))
    return 1 if failed else 0


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    if file == "-":
        yield sys.stdin
    else:
        with Path(file).open(encoding="utf-8", errors="surrogateescape") as stream:
            yield stream


def _bounded(stream: TextIO) -> Iterator[str]:
    """Yield the lines of a file; one that is longer than any record is given cut off, and so refused."""
    while line := stream.readline(LONGEST):
        yield line
        while len(line) == LONGEST and not line.endswith("\n"):
            line = stream.readline(LONGEST)


def _show(options: argparse.Namespace) -> int:
    from extractor.batch import terminal_safe
    from extractor.store import open_store

    with open_store(options.store, create=False) as store:
        print(terminal_safe(store.record(options.id).model_dump_json(indent=1)))
    return 0
