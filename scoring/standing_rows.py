"""The provisional ranking as the rows of its table, every number in its printed form."""

from collections.abc import Iterator, Mapping, Sequence

from scoring.arithmetic import UnitOutcome
from scoring.charts import is_converted
from scoring.provisional import Provisional
from scoring.ranking_rows import RankingRow, address_of, cell_heads, cells_of, shared_ranks
from toolkit.numbers import decimal_text


def standing_rows(found: Provisional, *, own: str, open_objections: Mapping[str, int]) -> list[RankingRow]:
    """`own` is the code of the reader's unit, "" for none; `open_objections` counts them by unit."""
    shared, heads = shared_ranks(found.units), cell_heads(list(found.titles))
    return [
        _row(found, unit, heads, _notes(unit, unit.unit == own, shared, open_objections.get(unit.unit, 0)), own)
        for unit in found.units
    ]


def _row(
    found: Provisional, unit: UnitOutcome, heads: Sequence[str], notes: Iterator[tuple[str, str]], own: str
) -> RankingRow:
    return RankingRow(
        path=address_of(unit.unit),
        name=unit.name,
        rank=unit.rank,
        cells=cells_of(unit, list(found.titles), heads, is_converted=is_converted(unit)),
        total=decimal_text(unit.total),
        classification=classification_words(unit, found.is_complete),
        notes=tuple(notes),
        is_mine=unit.unit == own,
    )


def _notes(unit: UnitOutcome, is_mine: bool, shared: set[int], objections: int) -> Iterator[tuple[str, str]]:
    if is_mine:
        yield "unit-role", "Đơn vị mình"
    if unit.excluded:
        yield "why-not", f"Không xếp hạng: {unit.excluded}"
    if unit.rank in shared:
        yield "why-not", "Đồng hạng"
    if objections:
        yield "why-not", f"{objections} kiến nghị chờ trả lời"


def classification_words(unit: UnitOutcome, is_complete: bool) -> str:
    if unit.excluded:
        return "Không xếp loại"
    return unit.classification or ("Chưa xếp loại" if is_complete else "Chưa đủ điểm")
