"""The outcome of a closed ballot as its page shows it."""

from dataclasses import dataclass
from typing import Any

from awards.models import Ballot


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An item of a closed ballot; the counts are None where the urn stayed shut."""

    name: str
    yes: int | None
    no: int | None
    blank: int | None
    percent: int
    is_elected: bool
    is_tied: bool


def result_rows(found: Ballot) -> list[ResultRow]:
    """In the order of the votes; percentages of those asked, rounded down."""
    outcome: dict[str, Any] = found.outcome or {}
    rows = [_result_row(item, outcome["elected"], outcome["tied"]) for item in outcome["items"]]
    return sorted(rows, key=lambda row: -(row.yes or 0))


def _result_row(item: dict[str, Any], elected: list[str], tied: list[str]) -> ResultRow:
    counts = item["yes"], item["no"], item["blank"]
    asked = sum(counts) if item["yes"] is not None else 0
    percent = item["yes"] * 100 // asked if asked else 0
    return ResultRow(item["name"], *counts, percent, item["unit"] in elected, item["unit"] in tied)
