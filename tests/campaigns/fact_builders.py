"""A year that leaves facts behind: rows as the other parts of the year would have left them."""

from datetime import date

from campaigns.models import Attendance, Drive, DriveEntry, Exemplar, Initiative, Meeting
from campaigns.states import AttendanceState, MeetingState
from tests.campaigns.report_builders import a_due, at, filed, unit_of

DAY = date(2026, 3, 10)


def an_initiative(campaign, code, title, state="registered") -> Initiative:
    decided = {"level": "base", "decision_number": "1/QĐ", "decided_on": DAY} if state == "recognised" else {}
    return Initiative.objects.create(
        campaign=campaign, unit=unit_of(campaign, code), title=title, state=state, registered_at=at(DAY), **decided
    )


def a_meeting(campaign, title, state=MeetingState.HELD, **came) -> Meeting:
    """`came` is the attendance by the code of a unit."""
    meeting = Meeting.objects.create(campaign=campaign, title=title, starts_at=at(DAY), place="Hội trường", state=state)
    for code, attendance in came.items():
        Attendance.objects.create(meeting=meeting, unit=unit_of(campaign, code), state=attendance)
    return meeting


def an_exemplar(campaign, code, name, state="introduced") -> Exemplar:
    return Exemplar.objects.create(
        campaign=campaign, unit=unit_of(campaign, code), name=name, deed="Việc tốt", state=state,
        has_consent=True, introduced_at=at(DAY),
    )  # fmt: skip


def a_drive(campaign, name, *codes) -> Drive:
    drive = Drive.objects.create(campaign=campaign, name=name, starts_on=DAY, ends_on=DAY)
    for code in codes:
        unit = unit_of(campaign, code)
        DriveEntry.objects.create(drive=drive, unit=unit, registration="Tham gia", registered_at=at(DAY))
    return drive


def a_lived_year(campaign):
    """KT did some of everything, HCC only little, the others nothing."""
    an_initiative(campaign, "KT", "Một cửa số")
    an_initiative(campaign, "KT", "Tổ công nghệ", "recognised")
    an_initiative(campaign, "KT", "Nháp", "drafting")
    an_initiative(campaign, "HCC", "Trả lại", "returned")
    due = a_due(campaign, owed_by=[unit_of(campaign, "KT"), unit_of(campaign, "HCC")])
    filed(due, "KT", date(2026, 3, 23))
    a_meeting(campaign, "Sơ kết", KT=AttendanceState.ABSENT, HCC=AttendanceState.EXCUSED, VP=AttendanceState.PRESENT)
    a_meeting(campaign, "Bị hủy", MeetingState.CANCELLED, KT=AttendanceState.ABSENT)
    an_exemplar(campaign, "KT", "Tổ Một cửa")
    an_exemplar(campaign, "KT", "Tổ Tiếp dân", "published")
    an_exemplar(campaign, "HCC", "Tổ nháp", "drafting")
    a_drive(campaign, "Chào mừng 30/4", "KT", "HCC")
    return due
