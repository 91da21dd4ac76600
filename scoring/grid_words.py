"""The lines and sums of a grid in words."""

from decimal import Decimal

from scoring import arithmetic
from scoring.arithmetic import Entry, Kind, Verdict
from scoring.explain import conversion_sentence, entry_words
from scoring.grid import Column, Grid
from toolkit.numbers import decimal_text, plain_text


def signed(criterion: arithmetic.Criterion, points: Decimal) -> str:
    return f"−{decimal_text(points)}" if criterion.kind is Kind.PENALTY and points else decimal_text(points)


def under_points(criterion: arithmetic.Criterion, entry: Entry) -> str:
    """What stands in small beneath the points: "104", "Đạt", "2 × 0,5"; nothing where the entry is the points."""
    if entry is None or entry is Verdict.NOT_APPLICABLE or criterion.kind is Kind.GRADED:
        return ""
    if criterion.kind.has_unit_points and isinstance(entry, Decimal):
        return f"{plain_text(entry)} × {plain_text(criterion.unit_points or arithmetic.ZERO)}" if entry else ""
    return entry_words(entry, criterion)


def box_text(entry: Entry, criterion: arithmetic.Criterion) -> str:
    """An entry as it is put into a field; an empty one is empty."""
    return "" if entry is None else entry_words(entry, criterion)


def conversions(grid: Grid) -> list[str]:
    """A sentence for every unit that some criteria do not apply to."""
    return [sentence for column in grid.columns if (sentence := conversion_of(grid, column))]


def conversion_of(grid: Grid, column: Column) -> str:
    """The sentence of this unit; "" when nothing is converted or may not be seen."""
    pairs = zip(grid.criteria, column.cells, strict=True)
    left_out = [c for c, cell in pairs if cell.ours is Verdict.NOT_APPLICABLE]
    if not left_out or not column.shows_ours or len(left_out) >= sum(c.kind.is_base for c in grid.criteria):
        return ""
    return conversion_sentence(_outcome(column), left_out, arithmetic.scale_of(grid.criteria))


def _outcome(column: Column) -> arithmetic.UnitOutcome:
    total = column.ours
    return arithmetic.UnitOutcome(
        unit=column.code, name=column.name, role=column.sheet.role, excluded="", votes=None, lines=(),
        areas=total.areas, base=total.base, bonus=total.bonus, penalty=total.penalty, total=total.total,
        self_total=column.own.total,
    )  # fmt: skip
