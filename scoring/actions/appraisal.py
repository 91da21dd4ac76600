"""Many lines of one sheet are taken over as the unit scored them, by the rules of scoring.actions.marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from scoring.actions.marks import LOCKED_TOGETHER, Standing, reasons_not_to_appraise
from scoring.models import Mark, ScoreSheet
from scoring.readiness import is_appraised
from scoring.states import RoundState
from toolkit.history import acting
from toolkit.reasons import require

CHANGED = ("appraised_entry", "reason", "appraised_at", "version")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The codes of the lines that were taken over, and of those that were left: changed meanwhile, or empty."""

    taken: tuple[str, ...]
    changed: tuple[str, ...]
    empty: tuple[str, ...]


@transaction.atomic
def accept_lines(sheet: ScoreSheet, seen: Mapping[int, int], *, by, at: datetime) -> Accepted:
    """Nhận như tự chấm: `seen` is the version each line was shown with, by its key. Raises NotPossible.

    What somebody changed meanwhile is left as it is. A fixed number of queries.
    """
    rows = Mark.objects.select_for_update(of=("self",)).select_related(*LOCKED_TOGETHER).order_by("pk")
    stored = list(rows.filter(sheet=sheet, pk__in=seen))
    require(_reasons_not_to_accept(sheet))
    fresh = [mark for mark in stored if _is_as_seen(mark, seen[mark.pk])]
    taken = [mark for mark in fresh if mark.self_entry or not mark.criterion.is_base]
    for mark in taken:
        mark.appraised_entry, mark.reason, mark.appraised_at = mark.self_entry, "", at
        mark.version += 1
    if taken:
        with acting("Nhận như tự chấm", by=by):
            bulk_update_with_history(taken, Mark, list(CHANGED), batch_size=500)
    return Accepted(
        taken=_codes(taken),
        changed=_codes(mark for mark in stored if mark not in fresh),
        empty=_codes(mark for mark in fresh if mark not in taken),
    )


def _reasons_not_to_accept(sheet: ScoreSheet) -> list[str]:
    """Read after the lines were locked."""
    row = ScoreSheet.objects.filter(pk=sheet.pk).values_list("state", "round__state", "round__self_scoring_until")
    sheet_state, round_state, until = row.get()
    standing = Standing(sheet_state, round_state, until, is_returned=False)
    if standing.phase in (RoundState.SHOWN, RoundState.OBJECTING, RoundState.REVIEWING):
        return ["Điểm đã công khai: sửa từng tiêu chí và ghi lý do."]
    return reasons_not_to_appraise(standing)


def _is_as_seen(mark: Mark, seen: int) -> bool:
    is_open = not is_appraised(mark.criterion.kind, mark.appraised_entry, mark.appraised_at)
    return mark.version == seen and is_open and not mark.is_returned


def _codes(marks) -> tuple[str, ...]:
    return tuple(mark.criterion.code for mark in sorted(marks, key=lambda mark: mark.criterion.position))
