"""Meetings and joint activities: planned, invited to, cancelled or held, with who came and what was concluded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.actions.files import attach, detach
from campaigns.models import Attachment, Attendance, Campaign, Meeting
from campaigns.states import AttendanceState, CampaignState, MeetingKind, MeetingState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import locked, save_seen
from units.models import Unit

A = AttendanceState


@dataclass(frozen=True, slots=True)
class Present:
    """What the roll-call says of one unit."""

    attendance: int
    state: str
    people: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The roll-call and the minutes as one page sends them. `why` corrects a meeting that was already held."""

    roll: Sequence[Present]
    discussion: str = ""
    conclusions: str = ""
    why: str = ""


# Planning ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(
    campaign: Campaign, values: Mapping[str, Any], units: Iterable[Unit], files: Sequence[AcceptedFile], *, by, at
) -> Meeting:
    require(reasons_not_to_plan(campaign))
    meeting = Meeting(campaign=campaign, **values)
    with acting("Lập lịch cuộc họp", by=by):
        meeting.save()
        _invite_list(meeting, units)
    attach(meeting, files, by=by, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, values: Mapping[str, Any], units: Iterable[Unit], files: Sequence[AcceptedFile], *, seen, by, at
) -> Meeting:
    """Raises ChangedMeanwhile when somebody saved after the version that was `seen`."""
    meeting = locked(meeting)
    require(reasons_not_to_change(meeting))
    for name, value in values.items():
        setattr(meeting, name, value)
    with acting("Sửa lịch cuộc họp", by=by):
        save_seen(meeting, seen=seen)
        _invite_list(meeting, units)
    attach(meeting, files, by=by, at=at)
    return meeting


@transaction.atomic
def remove_document(document: Attachment) -> None:
    require(reasons_not_to_change(locked(document.meeting)))
    detach(document)


@transaction.atomic
def invite_units(meeting: Meeting, *, by, at: datetime) -> None:
    meeting = locked(meeting)
    require(reasons_not_to_invite(meeting, at))
    with acting("Mời họp", by=by):
        meeting.invite()
        meeting.save()


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, *, by, at: datetime) -> None:
    meeting = locked(meeting)
    require(reasons_not_to_change(meeting))
    with acting("Hủy cuộc họp", by=by):
        meeting.cancel(remark=reason)
        meeting.save()


def _invite_list(meeting: Meeting, units: Iterable[Unit]) -> None:
    """The invited units become these; those who stay keep what they said."""
    wanted = {unit.pk: unit for unit in units}
    known = {row.unit_id: row for row in meeting.attendances.all()}
    for row in known.values():
        if row.unit_id not in wanted:
            row.delete()
    for key, unit in wanted.items():
        if key not in known:
            Attendance.objects.create(meeting=meeting, unit=unit)


# Roll-call and minutes --------------------------------------------------------------------------------------------


@transaction.atomic
def record_meeting(meeting: Meeting, record: Record, *, seen: int, by, at: datetime) -> Meeting:
    """Keep roll-call and minutes. Once the meeting is held the record stands and is corrected with a reason only."""
    meeting = locked(meeting)
    require(reasons_not_to_record(meeting, record, at, by=by))
    _write(meeting, record, seen=seen, by=by)
    return meeting


@transaction.atomic
def hold_meeting(meeting: Meeting, record: Record, *, seen: int, by, at: datetime) -> Meeting:
    """Keep the record and close the meeting: what it says counts from now on."""
    meeting = locked(meeting)
    require(reasons_not_to_record(meeting, record, at, by=by) or reasons_not_to_hold(meeting, record))
    _write(meeting, record, seen=seen, by=by)
    with acting("Kết thúc cuộc họp", by=by):
        meeting.hold()
        meeting.save()
    return meeting


def _write(meeting: Meeting, record: Record, *, seen: int, by) -> None:
    meeting.discussion, meeting.conclusions = record.discussion, record.conclusions
    rows = {row.pk: row for row in meeting.attendances.all()}
    with acting(record.why or "Ghi điểm danh, kết luận", by=by):
        save_seen(meeting, seen=seen)
        for said in record.roll:
            _call(rows[said.attendance], said)


def _call(row: Attendance, said: Present) -> None:
    people = said.people if said.state == A.PRESENT else None
    reason = said.reason if said.state in (A.EXCUSED, A.ABSENT) else ""
    if (row.state, row.people, row.reason) != (said.state, people, reason):
        row.state, row.people, row.reason = said.state, people, reason
        row.save()


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_plan(campaign: Campaign) -> list[str]:
    if campaign.state == CampaignState.REVIEWED:
        return [f"Năm {campaign.year} đã tổng kết; không lập hay sửa cuộc họp của năm ấy nữa."]
    return []


def reasons_not_to_change(meeting: Meeting) -> list[str]:
    if not meeting.is_open:
        return [f"Cuộc họp {meeting.get_state_display().lower()}; lịch không đổi được nữa."]
    return reasons_not_to_plan(meeting.campaign)


def reasons_not_to_invite(meeting: Meeting, at: datetime) -> list[str]:
    if meeting.state == MeetingState.INVITED:
        return ["Các đơn vị đã được mời."]
    reasons = reasons_not_to_change(meeting)
    if meeting.starts_at <= at:
        reasons.append("Giờ bắt đầu đã qua. Sửa ngày giờ trước khi mời.")
    if not meeting.attendances.exists():
        reasons.append("Chưa chọn đơn vị nào để mời.")
    return reasons


def reasons_not_to_record(meeting: Meeting, record: Record, at: datetime, *, by) -> list[str]:
    reasons = reasons_not_to_plan(meeting.campaign)
    if meeting.state == MeetingState.CANCELLED:
        reasons.append("Cuộc họp đã hủy; không có gì để điểm danh.")
    if meeting.starts_at > at:
        reasons.append("Cuộc họp chưa bắt đầu; điểm danh từ giờ bắt đầu.")
    if meeting.state == MeetingState.HELD:
        reasons += reasons_not_to_correct(meeting, record)
    return reasons or _reasons_in_roll(meeting, record, by)


def reasons_not_to_correct(meeting: Meeting, record: Record) -> list[str]:
    """A held meeting stays complete, and whoever corrects it says why."""
    reasons = [] if record.why else ["Cuộc họp đã kết thúc. Ghi lý do sửa để lưu."]
    return reasons + reasons_not_to_hold(meeting, record)


def reasons_not_to_hold(meeting: Meeting, record: Record) -> list[str]:
    reasons = []
    if missing := sum(said.state == A.UNKNOWN for said in record.roll):
        reasons.append(f"Còn {missing} đơn vị chưa điểm danh.")
    if meeting.kind == MeetingKind.MEETING and not record.conclusions:
        reasons.append("Chưa ghi kết luận của cuộc họp.")
    return reasons


def _reasons_in_roll(meeting: Meeting, record: Record, by) -> list[str]:
    rows = {row.pk: row for row in meeting.attendances.select_related("unit")}
    if {said.attendance for said in record.roll} != set(rows):
        return ["Danh sách đơn vị được mời vừa đổi. Tải lại trang rồi điểm danh."]
    return [reason for said in record.roll for reason in _reasons_in_line(rows[said.attendance], said, by)]


def _reasons_in_line(row: Attendance, said: Present, by) -> list[str]:
    name = row.unit.name
    if said.state == A.PRESENT and not said.people:
        return [f"{name}: có mặt thì ghi số người dự, từ 1 trở lên."]
    if said.state == A.EXCUSED and not said.reason:
        return [f"{name}: vắng có phép thì ghi lý do."]
    if said.state == A.EXCUSED and row.state != A.EXCUSED and row.unit_id == by.unit_id:
        return [f"{name}: đơn vị mình vắng có phép do đơn vị lãnh đạo khác của Khối ghi."]
    return []
