"""What is wrong with a file and where: one line a fault, all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from toolkit.numbers import shorten

MOST_PRINTED = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """A place (sheet and cell, either may be empty), what was found there, and what is expected instead."""

    sheet: str
    cell: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = "!".join(part for part in (shorten(self.sheet), self.cell) if part)
        what = f'"{shorten(self.found)}" – {self.expected}' if self.found else self.expected
        return f"{place}: {what}" if place else what


class SpreadsheetFaults(Exception):
    """The file cannot be used; `faults` has every reason, in order. The message has one line each, at most 200."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """What to show: the first 200 faults and how many more there are."""
        more = len(self.faults) - MOST_PRINTED
        printed = [str(fault) for fault in self.faults[:MOST_PRINTED]]
        return [*printed, f"và còn {more} chỗ khác"] if more > 0 else printed


def refuse(sentence: str, sheet: str = "") -> NoReturn:
    """Give up on the whole file, or on one sheet of it."""
    raise SpreadsheetFaults([Fault(sheet, "", "", sentence)])
