"""Two people, one row: the second to save is told, and nothing is overwritten.

A form carries the version it was shown with; `save_seen` stores the row when it still has that version and counts on.
"""

from typing import Any

from django.db import models, transaction


class ChangedMeanwhile(Exception):
    """Somebody stored the row after the version that was seen. `now` is the row as it is stored."""

    def __init__(self, now: models.Model):
        super().__init__("Nội dung này vừa được người khác lưu.")
        self.now = now


@transaction.atomic
def save_seen(row: Any, *, seen: int) -> None:
    """Save the row, whose `version` counts its changes. Raises ChangedMeanwhile, and DoesNotExist when it is gone.

    The row is locked until the transaction ends, so of two who save at once the second one sees the first.
    """
    model = type(row)
    stored = model._default_manager.select_for_update().get(pk=row.pk)
    if stored.version != seen:
        raise ChangedMeanwhile(stored)
    row.version = seen + 1
    row.save()
