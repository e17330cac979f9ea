"""Commands of `sla` beside the first ones in `cli.py`: one module each, listed here.

A module has `add(commands)`, which adds its parser with `run` as a default, and imports what it needs only when it runs, so that
`sla --help` stays quick.
"""

from __future__ import annotations

import argparse
from importlib import import_module

COMMANDS: tuple[str, ...] = ("check", "credit", "diff", "export", "lint", "store", "stored")


def add_all(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of every command in the table."""
    for name in COMMANDS:
        import_module(f"extractor.commands.{name}").add(commands)
