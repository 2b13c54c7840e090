"""Several processes on one database at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Given, Result = TypeVar("Given"), TypeVar("Result")


def at_once(work: Callable[[Given], Result], given: Sequence[Given]) -> list[Result]:
    """The results of `work` in a process of its own for each of `given`; the imports are paid for once."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.store.workers"])
    with ProcessPoolExecutor(len(given), mp_context=context) as pool:
        return list(pool.map(work, given))
