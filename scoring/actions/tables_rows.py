"""The rows of a draft table: added, edited, weighed, put in order, taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from scoring.actions.tables import draft_of
from scoring.models import CriteriaSet, Criterion, CriterionKind, Mark
from scoring.stored import rows_of
from toolkit.history import acting
from toolkit.reasons import NotPossible, require
from toolkit.text import fold
from toolkit.versions import save_over

MOST_CRITERIA = 300  # what a workbook holds too
ORDER_CHANGED = "Có người vừa sửa thứ tự, thêm hoặc bỏ tiêu chí. Tải lại trang rồi sắp lại."
ROW_GONE = "Tiêu chí này vừa được người khác bỏ."


@dataclass(frozen=True, slots=True)
class Weight:
    """The numbers typed for a row, and the version they were typed over."""

    seen: int
    maximum: Decimal | None
    unit_points: Decimal | None
    target: Decimal | None


class RowsChanged(Exception):
    """Somebody saved these rows after they were shown; `rows` are as they are stored."""

    def __init__(self, rows: Sequence[Criterion]):
        super().__init__(", ".join(row.code for row in rows))
        self.rows = tuple(rows)


@transaction.atomic
def add_criterion(table: CriteriaSet, values: Mapping[str, Any], *, by, at: datetime) -> Criterion:
    """At the end of its area. Raises NotPossible."""
    stored = draft_of(table)
    rows = rows_of(stored)
    require([*reasons_against_code(rows, values["code"]), *reasons_too_many(rows)])
    row = Criterion(criteria_set=stored, position=len(rows) + 1, **values)
    with acting("Thêm tiêu chí", by=by):
        row.save()
    close_up([*rows, row])
    return row


@transaction.atomic
def edit_criterion(row: Criterion, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> Criterion:
    """Raises NotPossible, ChangedMeanwhile."""
    table = draft_of(row.criteria_set)
    rows = rows_of(table)
    stored = _stored(rows, row)
    others = [other for other in rows if other.pk != row.pk]
    require(reasons_against_code(others, values.get("code", stored.code)))
    row.position = stored.position
    for name, value in values.items():
        setattr(row, name, value)
    with acting("Sửa tiêu chí", by=by):
        save_over(row, stored, seen=seen)
    close_up([row if other.pk == row.pk else other for other in rows])
    return row


@transaction.atomic
def remove_criterion(row: Criterion, *, seen: int, by, at: datetime) -> None:
    """Raises NotPossible; also when somebody changed the row after it was shown."""
    stored = _stored(rows_of(draft_of(row.criteria_set)), row)
    if stored.version != seen:
        raise NotPossible([f"Tiêu chí {stored.code} vừa được người khác sửa. Xem lại rồi bỏ."])
    require(reasons_not_to_remove([stored]))
    with acting("Bỏ tiêu chí", by=by):
        row.delete()


@transaction.atomic
def save_weights(table: CriteriaSet, weights: Mapping[int, Weight], *, by, at: datetime) -> list[Criterion]:
    """The typed numbers by key of the row; all of them or none. Raises NotPossible, RowsChanged."""
    rows = {row.pk: row for row in rows_of(draft_of(table))}
    if set(weights) - set(rows):
        raise NotPossible([ROW_GONE])
    if changed := [rows[pk] for pk, weight in weights.items() if rows[pk].version != weight.seen]:
        raise RowsChanged(changed)
    saved = [_weighed(rows[pk], table, weight) for pk, weight in weights.items()]
    with acting("Sửa điểm tối đa, đơn giá, chỉ tiêu", by=by):
        for row in saved:
            save_over(row, rows[row.pk], seen=row.version)
    return saved


def _weighed(stored: Criterion, table: CriteriaSet, weight: Weight) -> Criterion:
    """A second copy of the row: the first is what its history tells it apart from."""
    values = {field.attname: getattr(stored, field.attname) for field in Criterion._meta.concrete_fields}
    row = Criterion(**values | {name: getattr(weight, name) for name in ("maximum", "unit_points", "target")})
    row._state.adding = False
    row.criteria_set = stored.criteria_set = table
    return row


@transaction.atomic
def put_in_order(table: CriteriaSet, order: Sequence[int], *, seen: Sequence[int], by, at: datetime) -> None:
    """`order` and `seen` are keys of all rows: as wanted, and as the person saw them. Raises NotPossible."""
    rows = in_order(rows_of(draft_of(table)))
    keys = [row.pk for row in rows]
    if keys != list(seen) or sorted(keys) != sorted(order):
        raise NotPossible([ORDER_CHANGED])
    by_key = {row.pk: row for row in rows}
    wanted = in_order([by_key[pk] for pk in order], {pk: place for place, pk in enumerate(order)})
    with acting("Đổi thứ tự tiêu chí", by=by):
        for position, row in enumerate(wanted, 1):
            if row.position != position:
                row.position, row.criteria_set = position, table
                row.save(update_fields=["position"])


def step_in_order(rows: Sequence[Criterion], pk: int, step: int) -> list[int]:
    """The keys in order with one row a place up (-1) or down (1) inside its area; at the end nothing changes."""
    ordered = in_order(rows)
    places = {row.pk: place for place, row in enumerate(ordered)}
    keys, place = [row.pk for row in ordered], places.get(pk, -1)
    target = place + step
    if place >= 0 and 0 <= target < len(ordered) and group_of(ordered[place]) == group_of(ordered[target]):
        keys[place], keys[target] = keys[target], keys[place]
    return keys


# The order of a table -----------------------------------------------------------------------------------------------


def group_of(row: Criterion) -> tuple[int, int]:
    """Areas by number, then bonus, then penalty."""
    return (0, row.area.number) if row.area else (1, list(CriterionKind).index(CriterionKind(row.kind)))


def in_order(rows: Sequence[Criterion], places: Mapping[int, int] | None = None) -> list[Criterion]:
    """As the page shows them: area by area, in each by position, or by `places`."""
    return sorted(rows, key=lambda row: (*group_of(row), places[row.pk] if places else row.position, row.pk))


def close_up(rows: Sequence[Criterion]) -> None:
    """Positions as the rows stand on the page. Who stands before whom in an area stays: no history tells it."""
    for position, row in enumerate(in_order(rows), 1):
        if row.position != position:
            row.position = position
            Criterion.objects.filter(pk=row.pk).update(position=position)


def _stored(rows: Sequence[Criterion], row: Criterion) -> Criterion:
    for stored in rows:
        if stored.pk == row.pk:
            stored.criteria_set = row.criteria_set
            return stored
    raise NotPossible([ROW_GONE])


# Reasons not to, as sentences ---------------------------------------------------------------------------------------


def reasons_against_code(others: Sequence[Criterion], code: str) -> list[str]:
    taken = [row for row in others if fold(row.code) == fold(code)]
    return [f"Mã {row.code} đã dùng cho tiêu chí “{row.title}”. Chọn mã khác." for row in taken[:1]]


def reasons_too_many(rows: Sequence[Criterion]) -> list[str]:
    return [f"Bộ tiêu chí có nhiều nhất {MOST_CRITERIA} tiêu chí."] if len(rows) >= MOST_CRITERIA else []


def reasons_not_to_remove(rows: Sequence[Criterion]) -> list[str]:
    """Lines of a round stand on them. One query."""
    marks = Mark.objects.filter(criterion__in=[row.pk for row in rows])
    found = marks.order_by().values_list("sheet__round__name", "criterion__code").distinct()
    return [f"Kỳ chấm {name} đã có dòng chấm theo tiêu chí {code}, không bỏ được." for name, code in sorted(found)]
