"""Spread work that only computes over the machine's cores."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def map_in_processes(function: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """`[function(item) for item in items]`, in forked processes where there is more than one core and item.

    For commands: a server with threads must not fork, and open connections must be closed first. The last item is
    begun first. An exception of one item is raised here.
    """
    workers = min(len(items), len(os.sched_getaffinity(0)))
    if workers < 2:
        return [function(item) for item in items]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        return list(pool.map(function, reversed(items)))[::-1]
