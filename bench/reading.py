"""How fast a request is read, beside a plain `re.split`, and how that grows to 1 MB, on hostile text too."""

import re
import time
from collections.abc import Callable
from typing import Any

from triage.cli.understanding import reader
from triage.settings import load

MEGABYTE = 1_000_000
BUDGET = 2.0  # seconds per megabyte
LIST_MARK = re.compile(r"(?m)^\s*\d+[.)]")
# Texts that make careless reading slow: a line each, repeated to the size wanted.
HOSTILE = {
    "items": "1. How many?\n",
    "nested": "1. a) i. How many were there, if any?\n",
    "one line": "please state how many of those were sent and ",
    "question marks": "? ",
    "digits": "1 2 3. 4) (5) ",
    "blank lines": "\n \n\t\n",
    "quotes": "> > On Monday Jo wrote:\n",
    "brackets": "((((a) [b] ",
    "headers": "From: a\nTo: b\nSubject: c\n",
    "dates": "2019,",
    "openers": "under and please ",
    "greetings": "Dear Sir\n",
    "short lines": "x\n",
    "glued": "councils1. Of these how many2. And what (a) one (b) two ",
    "links": "If yes to 1, of those, question 2/3 and (4), ",
}


def steps() -> dict[str, Callable[[str], Any]]:
    """The parts of understanding whose time may depend on the length of a text."""
    from classifiers.dependencies import find
    from classifiers.kind import kind_of
    from classifiers.splitter import QuestionSplitter

    splitter = QuestionSplitter()
    return {
        "split": splitter.split,
        "split and links": lambda text: find(text, splitter.split(text)),
        "kind": kind_of,
    }


def seconds(work: Callable[[str], Any], text: str) -> float:
    started = time.perf_counter()
    work(text)
    return time.perf_counter() - started


def grown(texts: list[str], size: int) -> str:
    """Requests one after another up to a size in characters."""
    whole = "\n\n".join(texts)
    return (whole * (size // len(whole) + 1))[:size]


def growth(texts: list[str]) -> list[str]:
    """A line a step: seconds for 10 kB, 100 kB and 1 MB of requests, each per MB."""
    lines = []
    for name, work in steps().items():
        work(texts[0])
        each = [seconds(work, grown(texts, size)) * MEGABYTE / size for size in (10_000, 100_000, MEGABYTE)]
        lines.append(f"  {name:18} {each[0]:6.2f} {each[1]:6.2f} {each[2]:6.2f} s per MB at 10 kB, 100 kB, 1 MB")
    return lines


def hostile(size: int) -> list[str]:
    """A line a step: the slowest hostile text, in seconds per MB."""
    lines = []
    for name, work in steps().items():
        found = {what: seconds(work, grown([line], size)) * MEGABYTE / size for what, line in HOSTILE.items()}
        worst = max(found, key=lambda what: found[what])
        over = f": over the budget of {BUDGET} s" if found[worst] > BUDGET else ""
        lines.append(f"  {name:18} {found[worst]:6.2f} s per MB on the slowest hostile text ({worst}){over}")
    return lines


def whole_reading(texts: list[str]) -> list[float]:
    """Seconds for each text, everything understood, models made beforehand."""
    understand = reader(load(environ={}))
    understand(texts[0])
    return [seconds(understand, text) for text in texts]


def plain(texts: list[str]) -> float:
    """Seconds for the baseline: lines that begin with a number, and nothing else."""
    started = time.perf_counter()
    for text in texts:
        LIST_MARK.split(text)
    return time.perf_counter() - started
