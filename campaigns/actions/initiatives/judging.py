"""What is done to an initiative by whoever judges it: never a person of its own unit (khoi_thidua/rules.py)."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.actions.initiatives.reasons import reasons_not_in_state
from campaigns.models import Initiative
from campaigns.states import InitiativeState, RecognitionLevel
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import save_seen

S = InitiativeState


def accept_initiative(initiative: Initiative, *, seen: int, by) -> Initiative:
    """The registration is in order."""
    return _step(initiative, (S.REGISTERED,), lambda row: row.accept(), "Nhận đăng ký", seen=seen, by=by)


def send_back_initiative(initiative: Initiative, remark: str, *, seen: int, by) -> Initiative:
    """To its unit, to be corrected and registered again."""
    require([] if remark else ["Ghi ý kiến để đơn vị biết cần sửa gì."])
    states = (S.REGISTERED, S.ACCEPTED, S.REPORTED)
    return _step(initiative, states, lambda row: row.send_back(remark=remark), f"Trả lại: {remark}", seen=seen, by=by)


def recognise_initiative(
    initiative: Initiative,
    *,
    level: RecognitionLevel,
    decision_number: str,
    decided_on: date,
    seen: int,
    by,
    at: datetime,
) -> Initiative:
    """By a decision of the level's authority, which has a number and a day."""
    is_ahead = decided_on > timezone.localdate(at)
    require(["Ngày quyết định không thể sau hôm nay."] if is_ahead else [])

    def recognise(row):
        row.recognise(level=level, decision_number=decision_number, decided_on=decided_on, by=by, at=at)

    return _step(initiative, (S.REPORTED,), recognise, "Công nhận", seen=seen, by=by)


def decline_initiative(initiative: Initiative, remark: str, *, seen: int, by, at: datetime) -> Initiative:
    require([] if remark else ["Ghi lý do không công nhận."])
    decline = _declined(remark, by, at)
    return _step(initiative, (S.REPORTED,), decline, f"Không công nhận: {remark}", seen=seen, by=by)


def _declined(remark: str, by, at: datetime) -> Callable[[Initiative], None]:
    return lambda row: row.decline(remark=remark, by=by, at=at)


@transaction.atomic
def _step(
    initiative: Initiative, states: tuple[S, ...], step: Callable[[Initiative], None], why: str, *, seen: int, by
) -> Initiative:
    """One transition of the row as it is stored now, when it is still the version that was judged."""
    row = Initiative.objects.select_related("campaign", "unit").get(pk=initiative.pk)
    require(reasons_not_in_state(row, *states))
    step(row)
    with acting(why[:1000], by=by):
        save_seen(row, seen=seen)
    return row
