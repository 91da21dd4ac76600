"""Đề nghị cá nhân: to be finished and corrected by their unit, to be judged by the leaders."""

from django.db.models import Count, F, Min

from awards.models import Nomination
from awards.states import NominationState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place
from campaigns.todo.initiatives import judged

S = NominationState


def _own(desk: Desk, state: str):
    return Nomination.objects.filter(campaign__in=desk.open, unit=desk.unit, state=state)


def _returned(desk: Desk):
    return columns(_own(desk, S.RETURNED), about=F("full_name"), more=F("remark"), progress=Progress.RETURNED)


def _correct(row: Waiting):
    note = f"{row.about}. {row.more}".strip()
    return row.todo("Sửa đề nghị cá nhân bị trả lại rồi gửi lại", note, place("nomination", row.of), "Mở đề nghị")


def _drafts(desk: Desk):
    """One row a campaign, however many."""
    grouped = _grouped(_own(desk, S.DRAFTING))
    return columns(grouped, of="first", count=F("many"), about=F("one"), progress=Progress.DOING)


def _finish(row: Waiting):
    words = f"Soạn xong và gửi {row.count} đề nghị khen thưởng cá nhân"
    return _one_or_list(row, words, "Chỉ đơn vị mình thấy bản soạn cho đến khi gửi.")


def _submitted(desk: Desk):
    if not desk.led:
        return None
    waiting = judged(Nomination.objects.all(), desk).filter(state=S.SUBMITTED)
    return columns(_grouped(waiting), of="first", count=F("many"), about=F("one"))


def _judge(row: Waiting):
    words = f"Xét {row.count} đề nghị khen thưởng cá nhân"
    return _one_or_list(row, words, "Ghi đủ điều kiện, trả lại hoặc không đề nghị kèm ý kiến.")


def _grouped(rows):
    grouped = rows.order_by().values("campaign")
    return grouped.annotate(first=Min("pk"), many=Count("pk"), one=Min("full_name"))


def _one_or_list(row: Waiting, words: str, note: str):
    if row.count == 1:
        return row.todo(words, f"{row.about}. {note}", place("nomination", row.of), "Mở đề nghị")
    return row.todo(words, note, place("people_awards", row.campaign), "Mở danh sách")


SOURCES: tuple[Source, ...] = (
    Source("nomination_returned", _returned, _correct),
    Source("nominations_to_finish", _drafts, _finish),
    Source("nominations_to_judge", _submitted, _judge),
)
