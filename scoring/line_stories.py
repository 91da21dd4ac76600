"""What was done to each line of a sheet, as every unit of the bloc reads it once the round is shown.

Openness ends where a unit's draft begins. Everybody reads what the appraiser did (the entry, its reason, a line sent
back), and what was changed after the sheet was handed in. What the unit tried out before that stays with the unit and
those who read its history page (scoring.history.SeenWithSheet).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from scoring.history import MARK
from scoring.models import Mark, ScoreSheet
from toolkit.history import label_of

BY_APPRAISER = tuple(label_of(MARK, Mark(), name) for name in ("appraised_entry", "reason", "remark"))


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what to a line and when; `changes` are "thẩm định: từ 10,75 thành 10,00" and the like."""

    when: str
    who: str
    what: str
    changes: tuple[str, ...]


def stories_of(sheet: ScoreSheet) -> dict[int, list[Deed]]:
    """By the key of the line, in the order it happened. One query."""
    rows = Mark.history.filter(history_of=sheet.pk, history_type="~").order_by("history_date", "history_id")
    columns = ("id", "history_date", "history_by", "history_by_place", "history_change_reason", "history_changes")
    found: dict[int, list[Deed]] = defaultdict(list)
    for pk, at, by, place, deed, changes in rows.values_list(*columns):
        if told := tuple(_told(changes, is_handed_in(sheet, at))):
            found[pk].append(Deed(when_words(at), " · ".join(filter(None, (place, by))), deed or "Sửa", told))
    return found


def is_handed_in(sheet: ScoreSheet, at: datetime) -> bool:
    return sheet.submitted_at is not None and at >= sheet.submitted_at


def _told(changes: list[list[str]], handed_in: bool) -> Iterator[str]:
    for label, old, new in changes:
        if handed_in or label in BY_APPRAISER:
            yield f"{label}: {f'từ {old} thành ' if old else ''}{new or 'để trống'}"


def when_words(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
