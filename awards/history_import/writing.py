"""A rehearsed file is written: all of it, or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from awards.history_import.rehearsal import OF_AWARD, OF_STANDING, Rehearsal, Sheet, rehearse
from awards.models import GrantedAward, PastStanding
from toolkit.history import acting
from toolkit.reasons import require
from units.models import Bloc

CHANGED = "Dữ liệu của Khối vừa thay đổi sau khi xem trước."


@transaction.atomic
def load_history(bloc: Bloc, data: bytes, name: str, *, stamp: str, by, at: datetime) -> Rehearsal:
    """What the file does to what it was rehearsed with; `stamp` is that rehearsal's. Raises NotPossible."""
    bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
    found = rehearse(bloc, data, on=timezone.localdate(at))
    require([CHANGED] if found.stamp != stamp else list(found.problems))
    with acting(f"Nhập từ tệp {name}"[:1000], by=by):
        _write_awards(found.awards)
        _write_standings(found.standings)
    return found


def _write_awards(sheet: Sheet) -> None:
    bulk_create_with_history(list(sheet.new), GrantedAward, batch_size=200)
    rows = _changed(sheet)
    for row in rows:
        row.version += 1
        row.search_text = row.words_to_search()
    if rows:
        bulk_update_with_history(rows, GrantedAward, [*OF_AWARD, "version", "search_text"], batch_size=200)


def _write_standings(sheet: Sheet) -> None:
    bulk_create_with_history(list(sheet.new), PastStanding, batch_size=200)
    if rows := _changed(sheet):
        bulk_update_with_history(rows, PastStanding, list(OF_STANDING), batch_size=200)


def _changed(sheet: Sheet) -> list:
    for change in sheet.changed:
        for name, value in change.values.items():
            setattr(change.row, name, value)
    return [change.row for change in sheet.changed]
