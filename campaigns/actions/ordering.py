"""The order of rows people put in order themselves: tasks, areas, commitments, legal bases."""

from typing import Any

from django.db.models import Max


def next_place(siblings: Any, field: str = "position") -> int:
    return (siblings.aggregate(last=Max(field))["last"] or 0) + 1


def change_place(row: Any, siblings: Any, step: int, field: str = "position") -> None:
    """Let the row and its neighbour (`step` -1: before, 1: after) change places. At the end nothing changes.

    Two rows never share a place, not for a moment: the neighbour waits on a free one, which no history tells.
    """
    rows = list(siblings.select_for_update().order_by(field, "pk"))
    target = rows.index(row) + step
    if not 0 <= target < len(rows):
        return
    row, other = rows[target - step], rows[target]
    place, new_place = getattr(row, field), getattr(other, field)
    siblings.filter(pk=other.pk).update(**{field: next_place(siblings, field)})
    for moved, where in ((row, new_place), (other, place)):
        setattr(moved, field, where)
        moved.save(update_fields=[field])
