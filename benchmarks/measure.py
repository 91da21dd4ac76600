"""Run a thing several times and say what it cost."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Cost:
    """Median and best wall time in milliseconds; queries and bytes of one run, None where they mean nothing."""

    what: str
    units: int
    median_ms: float
    best_ms: float
    queries: int | None
    size: int | None


class Undone(Exception):
    """Raised to roll a measured change back."""


def measure(what: str, units: int, run: Callable[[], bytes | None], *, times: int = 7, undo: bool = False) -> Cost:
    """`run` once to warm up while its queries are counted, then `times` times by the clock."""
    with CaptureQueriesContext(connection) as queries:
        answer = _once(run, undo)
    count = len(queries)  # now: the next request starts the log anew
    laps = []
    for _ in range(times):
        began = perf_counter()
        _once(run, undo)
        laps.append((perf_counter() - began) * 1000)
    return Cost(what, units, median(laps), min(laps), count, None if answer is None else len(answer))


def _once(run: Callable[[], bytes | None], undo: bool) -> bytes | None:
    answer = None
    try:
        with transaction.atomic() if undo else nullcontext():
            answer = run()
            if undo:
                raise Undone
    except Undone:
        pass
    return answer
