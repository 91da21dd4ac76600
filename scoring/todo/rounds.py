"""Kiến nghị to answer or to send, and the round itself: to be opened, moved on and settled by its head."""

from datetime import timedelta

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, When
from django.db.models.functions import Coalesce, TruncDate

from campaigns.todo.base import AHEAD, Desk, Progress, Source, Waiting, columns, lowered, place
from scoring.models import Mark, Objection, Round, ScoreSheet
from scoring.states import RoundState, SheetState
from scoring.todo.desk import judged, rounds_of, unappraised
from units.models import Role

P = RoundState


# Kiến nghị ----------------------------------------------------------------------------------------------------------


def _unanswered(desk: Desk):
    objections = Objection.objects.open().filter(mark__sheet__round__state__in=[P.SHOWN, P.OBJECTING, P.REVIEWING])
    mine = judged(objections, desk, "mark__sheet__")
    if mine is None:
        return None
    until = Coalesce("mark__sheet__round__reviewing_until", "mark__sheet__round__objecting_until")
    grouped = mine.order_by().values("mark__sheet__round__campaign", "mark__sheet__round")
    return columns(
        grouped.annotate(name=Min("mark__sheet__round__name"), many=Count("pk"), last=Max(until)),
        campaign="mark__sheet__round__campaign",
        of="mark__sheet__round",
        about=F("name"),
        due=TruncDate("last"),
        count=F("many"),
    )


def _answer(row: Waiting):
    words = f"Trả lời {row.count} kiến nghị, {lowered(row.about)}"
    note = "Trả lời kèm lý do; còn kiến nghị chưa trả lời thì chưa chốt được."
    return row.todo(words, note, place("objections", row.of), "Mở kiến nghị")


def _window(desk: Desk):
    """Told while it lasts: nobody has to object."""
    rounds = Round.objects.filter(
        Q(objecting_until__gt=desk.at), state=P.OBJECTING, campaign__in=list(desk.campaigns), sheets__unit=desk.unit
    )
    return columns(rounds, about=F("name"), due=TruncDate("objecting_until"), progress=Progress.OPTIONAL)


def _object(row: Waiting):
    words = f"Xem điểm {lowered(row.about)}, gửi kiến nghị nếu có"
    return row.todo(words, "Hết hạn là không gửi được nữa.", place("standings", row.of), "Xem bảng điểm")


# The round itself ---------------------------------------------------------------------------------------------------


def _to_open(desk: Desk):
    """From a month before the units should be done, or while nobody has said when that is."""
    headed = rounds_of(desk, Role.HEAD)
    if not headed:
        return None
    soon = desk.at + timedelta(days=AHEAD)
    rounds = Round.objects.in_preparation().filter(campaign__in=headed)
    found = rounds.filter(Q(self_scoring_until__isnull=True) | Q(self_scoring_until__lte=soon))
    return columns(found, about=F("name"))


def _open(row: Waiting):
    words = f"Mở tự chấm {lowered(row.about)}"
    note = "Kỳ chấm đang chuẩn bị; đơn vị tự chấm từ khi mở."
    return row.todo(words, note, place("round_move_on", row.of), "Xem và mở tự chấm")


def _to_move_on(desk: Desk):
    """Rounds whose phase has done its work: everything is in, or its time is over."""
    headed = rounds_of(desk, Role.HEAD)
    if not headed:
        return None
    missing = ScoreSheet.objects.filter(round=OuterRef("pk")).exclude(state=SheetState.SUBMITTED)
    left = unappraised().filter(sheet__round=OuterRef("pk"))
    back = Mark.objects.returned().filter(sheet__round=OuterRef("pk"))
    is_over = {
        P.SELF_SCORING: ~Q(Exists(missing)) | Q(self_scoring_until__lte=desk.at),
        P.APPRAISING: ~Q(Exists(left) | Exists(back) | Exists(missing.filter(state=SheetState.RETURNED))),
        P.SHOWN: Q(),
        P.OBJECTING: Q(objecting_until__isnull=True) | Q(objecting_until__lte=desk.at),
        P.REVIEWING: Q(),
    }
    found = Q(pk__in=[])
    for state, condition in is_over.items():
        found |= Q(state=state) & condition
    until = Case(*(When(state=state, then=F(state.until)) for state in is_over))
    rounds = Round.objects.filter(found, campaign__in=headed)
    return columns(rounds, about=F("name"), more=F("state"), due=TruncDate(until))


def _move_on(row: Waiting):
    state, name = P(row.more), lowered(row.about)
    if state is P.REVIEWING:
        note = "Chốt khi cuộc họp đã kết luận; sau khi chốt không ai sửa được điểm."
        return row.todo(f"Chốt kết quả {name}", note, place("round_settle", row.of), "Xem và chốt")
    following = state.following or state
    words = f"Chuyển {name} sang bước {following.words}"
    return row.todo(words, f"Đang ở bước {state.words}.", place("round_move_on", row.of), "Xem và chuyển bước")


SOURCES = (
    Source("objections_to_answer", _unanswered, _answer),
    Source("objections_are_open", _window, _object),
    Source("round_to_open", _to_open, _open),
    Source("round_to_move_on", _to_move_on, _move_on),
)
