"""`sla list`, `sla search`, `sla query`: what a store holds, as a table, JSON or CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.inputs import colour, positive, say, told
from extractor.commands.storing import store_option

if TYPE_CHECKING:
    from extractor.reports.listing import Listing, Shown
    from extractor.store import Hit, Proven, Store, Stored

FORMATS = ("table", "json", "csv")
CODES = "Exit codes, as of grep: 0 something was found, 1 nothing was, 2 wrong usage or no store."
SNIPPET = 240
"""Characters of a clause that are shown around the words."""
PROOFS = 3
"""Terms of an agreement that the table shows for a query; JSON and CSV have all."""

LIST = f"""\
examples:
  sla list                                       the newest version of each agreement in your store
  sla list --all --store agreements.db -f csv    older versions, too
  sla list --failures                            what could not be read, and why

{CODES}"""
SEARCH = f"""\
examples:
  sla search "chronic failure" --label termination_right
  sla search '"force majeure" -epidemic OR "act of god"' --store postgresql://sla@db.example/contracts
  sla search credit --query "provider = Acme and cap > 50%%" -f json

All words have to be there, in any form; "…" is a phrase, - excludes a word, OR (in capitals) gives a choice.
{CODES}"""
QUERY = f"""\
examples:
  sla query "uptime < 99.9 and provider = Acme"
  sla query "claim.window < 10 days or claim.window <= 5 business days"
  sla query "support[severity = 1].response <= 1 hour and not exclusion = third_party"
  sla query "credit is missing or cap is missing" -f csv
  sla query "clause[label = termination_right] ~ 'chronic failure'"

fields      provider customer title governing_law effective_date file language pages words id label
groups      uptime credit cap remedy claim exclusion maintenance termination support performance reporting blank
            denial clause; sla query --fields lists their members. A group's name alone is its first member.
operators   = != < <= > >= ~ (contains), in (a, b), is missing, is stated; and, or, not, parentheses
values      99.9%%  10%%  100 USD  30 days  5 business days  PT4H  2024-05-31  words; quotes where they hold and/or
brackets    group[tests].member: the tests between the brackets hold for one and the same entry

A test holds where any entry of the agreement passes it. A name is also found by its first words (Acme: Acme Ltd). Business
days and calendar days are compared on the side of what is sure. docs/store.md has the whole grammar.
{CODES}"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers of the three commands."""
    listed = _parser(commands, "list", "agreements of a store", "List what a store holds.", LIST)
    listed.add_argument("--failures", action="store_true", help="list the files that could not be read")
    listed.set_defaults(run=lambda options: _told(options, _list))

    searched = _parser(commands, "search", "clauses of a store by their words", "Search the clauses of stored agreements.", SEARCH)
    searched.add_argument("words", metavar="WORDS", help="what to search for")
    searched.add_argument("--label", action="append", default=[], metavar="LABEL", help="only clauses with this label (repeat for more)")
    searched.add_argument("--query", metavar="QUERY", help="only agreements that match, as in sla query")
    searched.add_argument("-n", "--limit", type=positive, default=20, metavar="N", help="at most so many clauses (default: 20)")
    searched.set_defaults(run=lambda options: _told(options, _search))

    queried = _parser(commands, "query", "agreements of a store by their terms", "Find stored agreements by what they promise.", QUERY)
    queried.add_argument("query", metavar="QUERY", nargs="?", help="see the examples below")
    queried.add_argument("--fields", action="store_true", help="list the groups, their members and the words that they take")
    queried.set_defaults(run=lambda options: _fields() if options.fields else _told(options, _query))


def _parser(commands: Any, name: str, brief: str, description: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=brief, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    store_option(parser, "the store to read (default: default)")
    parser.add_argument("-f", "--format", choices=FORMATS, default="table", help="default: table")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument("--all", action="store_true", help="older versions, too")
    parser.add_argument("--width", type=positive, default=None, metavar="N", help="columns of the table (default: the terminal's)")
    return parser


def _told(options: argparse.Namespace, ask: Callable[[argparse.Namespace, Store], Listing]) -> int:
    """Print what a store answers and return the exit code."""
    from extractor.batch import write_whole
    from extractor.errors import ExtractorError
    from extractor.reports.listing import render
    from extractor.store import open_store

    try:
        with open_store(options.store, create=False) as store:
            listing = ask(options, store)
        shown = render(listing, options.format, width=options.width, colour=colour() and options.output == "-")
        if options.output != "-":
            write_whole(Path(options.output), shown)
        elif listing.rows or options.format != "table":
            print(shown, end="")
    except ExtractorError as error:
        return told(error)
    if not listing.rows and options.format == "table":
        say("sla: nothing found")
    return 0 if listing.rows else 1


def _list(options: argparse.Namespace, store: Store) -> Listing:
    from extractor.reports.listing import Column, Listing

    if options.failures:
        failed = list(store.failures())
        rows: list[Sequence[Shown]] = [(f.file, f.error, f"{f.message} {f.advice}") for f in failed]
        header = ("file", "error", "message", "advice", "stored")
        return Listing((Column("file"), Column("error"), Column("what to do", wide=True)), rows, [asdict(f) for f in failed], header)
    found = list(store.agreements(versions=options.all))
    older = 0 if options.all else len(store) - len(found)
    if older and options.format == "table" and sys.stderr.isatty():
        say(f"sla: {older:,} older version{'' if older == 1 else 's'} not shown; see them with --all")
    return Listing(_AGREEMENT(), [_row(stored) for stored in found], [asdict(stored) for stored in found], _HEADER)


_HEADER = ("id", "provider", "customer", "title", "effective_date", "governing_law", "pages", "words", "current", "versions", "file", "sha256", "stored")  # fmt: skip


def _AGREEMENT(*more: str) -> Any:  # noqa: N802 - a constant that needs an import
    from extractor.reports.listing import Column

    names = ("id", "provider", "title", "effective", "version")
    return (*(Column(name) for name in names), *(Column(name, wide=True) for name in more or ("file",)))


def _row(stored: Stored, *more: Shown) -> Sequence[Shown]:
    version = "" if stored.versions == 1 else f"newest of {stored.versions}" if stored.current else "older"
    return (stored.id, stored.provider, stored.title, stored.effective_date, version, *(more or (stored.file,)))


def _query(options: argparse.Namespace, store: Store) -> Listing:
    from extractor.errors import BadQuery
    from extractor.reports.listing import Listing
    from extractor.store import Query

    if options.query is None:
        raise BadQuery("What is asked for? Give a query, or --fields.")
    query = Query(options.query)
    found = list(store.agreements(query, versions=options.all))
    proofs = store.proofs(query, [stored.id for stored in found])
    rows = [_row(stored, _proven(proofs[stored.id])) for stored in found]
    objects = [asdict(stored) | {"matches": [asdict(proof) for proof in proofs[stored.id]]} for stored in found]
    flat = [one | {"matches": [_proof(proof) for proof in proofs[one["id"]]]} for one in objects]
    return Listing(_AGREEMENT("matches"), rows, flat if options.format == "csv" else objects, (*_HEADER, "matches"))


def _proven(proofs: Sequence[Proven]) -> str:
    more = f" … {len(proofs) - PROOFS} more" if len(proofs) > PROOFS else ""
    return "; ".join(_proof(proof, longest=80) for proof in proofs[:PROOFS]) + more


def _proof(proof: Proven, *, longest: int = 1000) -> str:
    quote = " ".join(proof.quote.split())
    page = f", p. {proof.page}" if proof.page else ""
    return f"{proof.field}: “{quote if len(quote) <= longest else quote[: longest - 1] + '…'}” ({proof.shown}{page})"


def _search(options: argparse.Namespace, store: Store) -> Listing:
    from extractor.errors import BadQuery
    from extractor.reports.listing import FOUND, Column, Listing
    from extractor.store.search import snippet
    from extractor.taxonomy import LABELS

    wrong = set(options.label) - {row.label for row in LABELS}
    if wrong:
        raise BadQuery(f"There is no label {min(wrong)!r}.", advice="Labels: " + ", ".join(row.label for row in LABELS) + ".")
    found = store.search(options.words, labels=options.label, query=options.query, versions=options.all, limit=options.limit)
    rows: list[Sequence[Shown]] = []
    objects: list[dict[str, Any]] = []
    for hit in found:
        pieces = snippet(hit.text, hit.in_text, width=SNIPPET)
        heading = snippet(hit.heading or "", hit.in_heading, width=SNIPPET)
        rows.append(
            (hit.agreement, hit.provider or hit.title, _place(hit), [*heading, *([(" · ", False)] if heading and pieces else []), *pieces])
        )
        marked = "".join(f"{FOUND[0]}{words}{FOUND[1]}" if marks else words for words, marks in pieces)
        objects.append(_object(hit) | {"snippet": marked})
    header = ("agreement", "provider", "title", "number", "heading", "page", "labels", "snippet", "text", "file")
    return Listing((Column("id"), Column("agreement"), Column("clause"), Column("text", wide=True)), rows, objects, header)


def _place(hit: Hit) -> str:
    return hit.shown + (f", p. {hit.page}" if hit.page else "")


def _object(hit: Hit) -> dict[str, Any]:
    names = ("agreement", "file", "provider", "title", "current", "clause", "heading", "page", "text")
    told: dict[str, Any] = {name: getattr(hit, name) for name in names}
    return told | {"number": hit.shown, "labels": list(hit.labels), "hits": [[span.start, span.end] for span in hit.in_text]}


def _fields() -> int:
    from extractor.store.fields import BARE, MEMBERS, ON_AGREEMENT

    print("\n".join(f"{name:44}{_what(member)}" for name, member in ON_AGREEMENT.items()))
    for group, members in MEMBERS.items():
        ordered: Iterable[str] = sorted(members, key=lambda name: name != BARE[group])
        print(*(f"{f'{group}.{name}':44}{_what(members[name])}" for name in ordered), sep="\n")
    return 0


def _what(member: Any) -> str:
    return f"one of: {' '.join(member.words)}" if member.words else member.kind
