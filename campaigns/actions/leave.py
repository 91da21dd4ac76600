"""Leave: a unit says beforehand that it cannot come to a meeting; another unit's leader excuses it."""

from datetime import datetime

from django.db import transaction

from campaigns.models import Attendance, Meeting
from campaigns.states import AttendanceState as A
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked


@transaction.atomic
def ask_leave(attendance: Attendance, reason: str, *, by, at: datetime) -> None:
    """A unit says beforehand that it cannot come. Whether it is excused the leaders decide."""
    locked(attendance.meeting)
    attendance = locked(attendance)
    require(reasons_not_to_ask_leave(attendance, at))
    attendance.leave_reason, attendance.leave_asked_at = reason, at
    with acting("Xin vắng", by=by):
        attendance.save()


@transaction.atomic
def come_after_all(attendance: Attendance, *, by, at: datetime) -> None:
    """The unit takes its leave back, given or not."""
    locked(attendance.meeting)
    attendance = locked(attendance)
    require(reasons_not_to_come(attendance, at))
    attendance.state, attendance.reason = A.UNKNOWN, ""
    attendance.leave_reason, attendance.leave_asked_at = "", None
    with acting("Rút lại xin vắng", by=by):
        attendance.save()


@transaction.atomic
def excuse_absence(attendance: Attendance, *, by, at: datetime) -> None:
    """The leave that was asked for is given."""
    locked(attendance.meeting)
    attendance = locked(attendance)
    require(reasons_not_to_excuse(attendance))
    attendance.state, attendance.people, attendance.reason = A.EXCUSED, None, attendance.leave_reason
    with acting("Đồng ý cho vắng", by=by):
        attendance.save()


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_ask_leave(attendance: Attendance, at: datetime) -> list[str]:
    excused = ["Khối đã đồng ý cho đơn vị vắng."] if attendance.state == A.EXCUSED else []
    return _reasons_not_beforehand(attendance.meeting, at) or excused


def reasons_not_to_come(attendance: Attendance, at: datetime) -> list[str]:
    not_asked = [] if attendance.leave_reason else ["Đơn vị chưa xin vắng."]
    return _reasons_not_beforehand(attendance.meeting, at) or not_asked


def _reasons_not_beforehand(meeting: Meeting, at: datetime) -> list[str]:
    if not meeting.is_open:
        return [f"Cuộc họp {meeting.get_state_display().lower()}; không báo vắng được nữa."]
    if meeting.starts_at <= at:
        return ["Cuộc họp đã bắt đầu; việc điểm danh do Trưởng Khối, Phó Trưởng Khối ghi."]
    return []


def reasons_not_to_excuse(attendance: Attendance) -> list[str]:
    if not attendance.meeting.is_open:
        return ["Cuộc họp đã kết thúc hoặc đã hủy. Sửa điểm danh ở trang điểm danh."]
    if not attendance.leave_reason:
        return [f"{attendance.unit} chưa xin vắng."]
    return ["Đơn vị này đã được đồng ý cho vắng."] if attendance.state == A.EXCUSED else []
