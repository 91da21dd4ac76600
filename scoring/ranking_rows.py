"""A row of a ranking, settled or provisional, every number in its printed form."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from scoring.arithmetic import ZERO, UnitOutcome
from toolkit.numbers import decimal_text

CELLS_A_LINE = 5  # on a phone


@dataclass(frozen=True, slots=True)
class RankingRow:
    """`path` is the code as an address has it; `cells` are the table cells of the areas and parts, whole, because a
    template that writes 200 rows cell by cell takes a quarter of a second; `notes` are (class, words) under the name.
    """

    path: str
    name: str
    rank: int | None
    cells: SafeString
    total: str
    classification: str
    notes: tuple[tuple[str, str], ...]
    is_mine: bool


def address_of(code: str) -> str:
    """A unit's code as the address of its page has it."""
    return quote(code, safe="/")


def shared_ranks(units: Sequence[UnitOutcome]) -> set[int]:
    """Ranks more than one unit has, of units in the order of their ranks: open ties."""
    ranks = [unit.rank for unit in units if unit.rank is not None]
    return {rank for rank, following in pairwise(ranks) if rank == following}


def cell_heads(areas: Sequence[int]) -> list[str]:
    """The opening tag of every cell; on a phone each cell names its column, and five stand on a line."""
    names = [("c-area" if i % CELLS_A_LINE else "c-area line", f"ND {n}") for i, n in enumerate(areas)]
    names += [("c-part c-base", "Nền"), ("c-part", "Thưởng"), ("c-part", "Trừ")]
    return [f'<td role="cell" class="num {css}" data-label="{name}">' for css, name in names]


def cells_of(unit: UnitOutcome, areas: Sequence[int], heads: Sequence[str], *, is_converted: bool) -> SafeString:
    """`is_converted`: the base stands after the N/A rule, which the table marks and explains below."""
    texts = [decimal_text(unit.areas.get(number, ZERO)) for number in areas]
    base = decimal_text(unit.base) + ("<sup>*</sup>" if is_converted else "")
    texts += [base, decimal_text(unit.bonus), f"{'−' if unit.penalty else ''}{decimal_text(unit.penalty)}"]
    cells = "</td>".join(head + text for head, text in zip(heads, texts, strict=True))
    return mark_safe(f"{cells}</td>")  # noqa: S308  # nosec B308, B703  # digits and our own tags, nothing typed
