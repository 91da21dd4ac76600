"""How a draft that is handed in enters the history others read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model


@contextmanager
def told_anew(row: Model, when: bool = True) -> Iterator[None]:
    """Tell the row as a whole, as it is after the block, instead of what was changed.

    What changed would show the draft's words, which its own unit alone reads (campaigns.history.SeenOfUnit).
    """
    if not when:
        yield
        return
    row.skip_history_when_saving = True  # type: ignore[attr-defined]  # simple_history asks whether it is there
    try:
        yield
    finally:
        del row.skip_history_when_saving  # type: ignore[attr-defined]  # of simple_history
    type(row).history.bulk_history_create([row])  # type: ignore[attr-defined]  # of simple_history
