"""Measure every regular expression of the package on hostile strings: say which ones take more than linear time.

    patterns.py [--only WORDS]     about ten minutes of CPU for all of them; exit code 1 where one grows too fast

A pattern is tried on a thousand characters of each string that is hard for it (runs of what it repeats, near misses); the slowest of
them then on texts of 3,000 and 12,000: linear work grows four times, quadratic work sixteen times.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from hostile_patterns import Applied, applied, hostile_strings

SHORT, LONG, TIMES = 1_000, 3_000, 4
MOST = 8.0
"""Growth between linear (4) and quadratic (16), on a scale of ratios."""
SUSPECT = 0.002
"""Seconds over a thousand characters; a quadratic pattern tries half a million places."""
HOPELESS = 0.1
"""Seconds over a thousand characters from which the longer texts would take minutes."""


def text_of(before: str, run: str, length: int, end: str) -> str:
    """Return a text of `length` characters behind `before` that repeats `run` and ends in `end`."""
    return before + (run * (length // len(run) + 1))[:length] + end


def seconds(one: Applied, text: str, tries: int) -> float:
    """Return the least processor time that applying a pattern to a text took."""
    best = float("inf")
    for _ in range(tries):
        started = time.thread_time()
        one.run(text)
        best = min(best, time.thread_time() - started)
    return best


def grown(one: Applied) -> Iterator[tuple[float, str, str]]:
    """Yield (growth, words before, what is repeated) for the two strings that are hardest for a pattern, where any is hard."""
    tried = [
        (seconds(one, text_of(before, run, SHORT, end), 1), before, run, end)
        for before, run in hostile_strings(one.pattern)
        for end in ("", "\0")
    ]
    for taken, before, run, end in sorted(each for each in tried if each[0] > SUSPECT)[-2:]:
        length = SHORT if taken > HOPELESS else LONG
        long = seconds(one, text_of(before, run, TIMES * length, end), 2)
        yield long / seconds(one, text_of(before, run, length, end), 2), before, run


def main() -> int:
    """Print each pattern that grows too fast, and how many were measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORDS", help="only patterns whose place holds these words: terms.exclusions")
    options = parser.parse_args()
    patterns = [one for one in applied() if options.only in one.where]
    bad = 0
    for one in patterns:
        worst = max(grown(one), default=(0.0, "", ""))
        if worst[0] >= MOST:
            bad += 1
            print(f"{one.where}: {worst[0]:.1f} times for a text {TIMES} times as long: {worst[1]!r} and then {worst[2]!r} repeated")
    print(f"{len(patterns):,} patterns measured, {bad} of them grow too fast", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
