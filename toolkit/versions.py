"""Two people, one row: the second to save is told, and nothing is overwritten.

A form carries the version it was shown with; `save_seen` stores the row when it still has that version and counts on.
"""

from typing import Any

from django.db import models, transaction

from toolkit.history import STORED
from toolkit.reasons import NotPossible


class ChangedMeanwhile(Exception):
    """Somebody stored the row after the version that was seen. `now` is the row as it is stored."""

    def __init__(self, now: models.Model):
        super().__init__("Nội dung này vừa được người khác lưu.")
        self.now = now


def locked(row: Any, *along: str) -> Any:
    """The row as it is stored, locked until the transaction ends; `along` are paths read with it, not locked.

    Raises NotPossible when it is gone.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk)
    found = (rows.select_related(*along) if along else rows).first()
    if found is None:
        raise NotPossible(["Nội dung này vừa được xóa."])
    return found


@transaction.atomic
def save_seen(row: Any, *, seen: int) -> None:
    """Save the row, whose `version` counts its changes. Raises ChangedMeanwhile, and NotPossible when it is gone.

    The row is locked until the transaction ends, so of two who save at once the second one sees the first.
    """
    save_over(row, locked(row), seen=seen)


def save_over(row: Any, stored: Any, *, seen: int) -> None:
    """The same for a row that was locked already. Raises ChangedMeanwhile."""
    if stored.version != seen:
        raise ChangedMeanwhile(stored)
    row.version = seen + 1
    setattr(row, STORED, stored)
    row.save()
