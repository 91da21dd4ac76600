"""Cuộc họp, hoạt động chung: to go to; for the leaders also to invite to and to put on record."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import TruncDate

from campaigns.models import Attendance, Meeting
from campaigns.states import AttendanceState, MeetingState
from campaigns.todo.base import AHEAD, Desk, Progress, Source, Waiting, columns, place

GOING = 14  # days before a meeting it is told


def _coming(desk: Desk):
    invited = Meeting.objects.filter(
        campaign__in=desk.open,
        state=MeetingState.INVITED,
        attendances__unit=desk.unit,
        attendances__leave_asked_at__isnull=True,
        attendances__state__in=[AttendanceState.UNKNOWN, AttendanceState.PRESENT],
        starts_at__range=(desk.at, desk.at + timedelta(days=GOING)),
    )
    return columns(invited, about=F("title"), more=F("place"), due=TruncDate("starts_at"), progress=Progress.COMING)


def _go(row: Waiting):
    return row.todo(f"Dự: {row.about}", f"Địa điểm: {row.more}.", place("meeting", row.of), "Xem giấy mời")


def _leave_asked(desk: Desk):
    """Of other units, while the meeting is still to come."""
    asked = Attendance.objects.filter(
        meeting__campaign__in=desk.led,
        meeting__state=MeetingState.INVITED,
        meeting__starts_at__gt=desk.at,
        state=AttendanceState.UNKNOWN,
        leave_asked_at__isnull=False,
    ).exclude(unit=desk.unit)
    if not desk.led:
        return None
    return columns(
        asked,
        campaign="meeting__campaign",
        of="meeting",
        about=F("unit__name"),
        more=F("meeting__title"),
        due=TruncDate("meeting__starts_at"),
    )


def _excuse(row: Waiting):
    return row.todo(f"Trả lời việc xin vắng của {row.about}", f"{row.more}.", place("meeting", row.of), "Mở cuộc họp")


def _uninvited(desk: Desk):
    planned = Meeting.objects.filter(
        campaign__in=desk.led, state=MeetingState.PLANNED, starts_at__range=(desk.at, desk.at + timedelta(days=AHEAD))
    )
    return columns(planned, about=F("title"), due=TruncDate("starts_at")) if desk.led else None


def _invite(row: Waiting):
    return row.todo(f"Mời họp: {row.about}", "Các đơn vị chưa được mời.", place("meeting", row.of), "Mở cuộc họp")


def _unrecorded(desk: Desk):
    """Over, and nobody has said who came."""
    over = Meeting.objects.filter(
        campaign__in=desk.led, state__in=[MeetingState.PLANNED, MeetingState.INVITED], starts_at__lt=desk.at
    )
    return columns(over, about=F("title"), due=TruncDate("starts_at")) if desk.led else None


def _record(row: Waiting):
    words = f"Ghi điểm danh và kết luận: {row.about}"
    return row.todo(
        words, "Đã đến ngày; chưa ghi đơn vị nào dự, đơn vị nào vắng.", place("meeting_record", row.of), "Ghi lại"
    )


SOURCES = (
    Source("meeting_to_attend", _coming, _go),
    Source("leave_to_answer", _leave_asked, _excuse),
    Source("meeting_to_invite_to", _uninvited, _invite),
    Source("meeting_to_record", _unrecorded, _record),
)
