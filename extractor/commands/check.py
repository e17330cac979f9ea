"""`sla check`: agreements against a company's playbook, for people and for pipelines."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.commands.inputs import colour, reading_options, say, told, usage, work_options
from extractor.commands.output import form_of, output_options, written
from extractor.commands.reading import nothing, reading_of
from extractor.commands.storing import store_inputs

if TYPE_CHECKING:
    from extractor.policy import Checked, Policy

FORMATS = ("terminal", "markdown", "json", "junit", "sarif")
ENDINGS = {".md": "markdown", ".json": "json", ".xml": "junit", ".sarif": "sarif"}
EPILOG = """\
examples:
  sla check contracts/                                      against the policy that comes with the program
  sla check --show-policy                                   print that policy, to begin your own with
  sla check --rules                                         what else a policy may ask for
  sla check --policy playbook.yaml --class critical acme.pdf
  sla check --policy playbook.yaml contracts/ -o check.sarif

exit codes: 0 no rule of level "error" fails, 1 one fails or a file cannot be read, 2 wrong usage or a faulty policy.
With --strict a rule of level "error" that cannot be decided fails, too."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "check",
        help="agreements against your playbook",
        description="Check agreements rule by rule against a policy, with the words of the agreement that decided each rule.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="documents, records (.json) or folders of them")
    store_inputs(parser)
    parser.add_argument("-p", "--policy", metavar="FILE", help="the playbook, YAML (default: the one that comes with the program)")
    parser.add_argument("--show-policy", action="store_true", help="print the policy that comes with the program and end")
    parser.add_argument("--rules", action="store_true", help="list the kinds of rules, their settings and the words that they take")
    parser.add_argument("--class", dest="service_class", metavar="NAME", help="class of service, for rules with classes")
    parser.add_argument("--strict", action="store_true", help="an error that cannot be decided fails")
    output_options(parser, FORMATS)
    work_options(parser)
    reading_options(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from extractor.errors import BadPolicy, ExtractorError
    from extractor.policy import DEFAULT, load
    from extractor.reports.safe import printable

    if options.show_policy:
        print(DEFAULT.read_text(encoding="utf-8"), end="")
        return 0
    if options.rules:
        print("\n".join(_kinds()))
        return 0
    try:
        policy = load(options.policy or DEFAULT)
    except BadPolicy as error:
        for line in error.message.split("\n"):
            say(printable(f"sla: {line}"))
        return 2
    except ExtractorError as error:
        return usage(f"{error.message} {error.advice}")
    if options.service_class and options.service_class not in policy.classes:
        return usage(f"no rule is for the class {options.service_class!r}; the policy names: {', '.join(policy.classes) or 'none'}")
    return _checked(options, policy)


def _kinds() -> Iterator[str]:
    """Yield the kinds of rules with their settings, a line each."""
    from extractor.policy.kinds import KINDS

    for kind in KINDS:
        yield f"{kind.name:20}{kind.meaning}"
        for field in kind.fields:
            needed = " (needed)" if field.required else " (this or another)" if field.name in kind.one_of else ""
            words = f": {', '.join(field.choices)}" if field.choices else ""
            yield f"    {field.name:20}{field.type}{needed} – {field.meaning}{words}"


def _checked(options: argparse.Namespace, policy: Policy) -> int:
    from extractor.errors import ExtractorError
    from extractor.policy import check

    try:
        reading = reading_of(options)
        if not reading:
            return nothing(options)
        results = [check(agreement, policy, service_class=options.service_class, file=str(path)) for path, agreement in reading]
    except ExtractorError as error:
        return told(error)
    form = form_of(options, ENDINGS)
    if code := written(options.output, _shown(results, policy, form, options)):
        return code
    bad = any(checked.failed or (options.strict and checked.undecided) for checked in results)
    return 1 if reading.failed or bad else 0


def _shown(results: list[Checked], policy: Policy, form: str, options: argparse.Namespace) -> str:
    from extractor.reports import check, check_ci

    if form == "terminal":
        return check.terminal(results, policy, width=options.width, colour=colour() and options.output == "-")
    render = {"markdown": check.markdown, "json": check.json_text, "junit": check_ci.junit, "sarif": check_ci.sarif}[form]
    return render(results, policy)
