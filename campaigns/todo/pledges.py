"""Giao ước: to be written and opened by the head, to be confirmed by every unit."""

from django.db.models import Exists, OuterRef

from campaigns.models import Campaign, Pledge, PledgeConfirmation
from campaigns.states import PledgeState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place


def _unconfirmed(desk: Desk):
    own = PledgeConfirmation.objects.filter(pledge=OuterRef("pk"), unit=desk.unit)
    opened = Pledge.objects.filter(~Exists(own), campaign__in=desk.open, state=PledgeState.OPEN)
    return columns(opened, due="due_on")


def _confirm(row: Waiting):
    return row.todo(
        f"Xác nhận giao ước thi đua năm {row.year}",
        "Thủ trưởng đơn vị đọc nội dung cam kết rồi xác nhận.",
        place("pledge", row.campaign),
        "Đọc và xác nhận",
    )


def _unopened(desk: Desk):
    opened = Pledge.objects.filter(campaign=OuterRef("pk"), state=PledgeState.OPEN)
    found = Campaign.objects.filter(~Exists(opened), pk__in=desk.headed)
    return columns(found, campaign="pk", due="pledge__due_on") if desk.headed else None


def _open(row: Waiting):
    return row.todo(
        f"Mở xác nhận giao ước thi đua năm {row.year}",
        "Soạn nội dung cam kết, chỉ tiêu và hạn xác nhận; các đơn vị xác nhận sau khi mở.",
        place("pledge", row.campaign),
        "Mở giao ước",
        Progress.NOT_STARTED,
    )


SOURCES = (
    Source("pledge_to_confirm", _unconfirmed, _confirm),
    Source("pledge_to_open", _unopened, _open),
)
