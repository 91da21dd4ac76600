"""Meetings, drives and exemplars for the tests, in the cast's year 2026."""

import io
from datetime import UTC, date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from campaigns.actions import drives, exemplars, meetings
from campaigns.models import Attendance, Drive, DriveEntry, Exemplar, Meeting
from units.models import Membership, Unit

AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)  # 10.00 in the bloc's own time
HOUR = timedelta(hours=1)


def units_of(campaign) -> list[Unit]:
    rows = Membership.objects.in_year(campaign.bloc_id, campaign.year).select_related("unit")
    return [row.unit for row in rows.order_by("position", "pk")]


def meeting_of(cast, **more) -> Meeting:
    """A planned meeting an hour from AT, to which every unit is invited."""
    values = {"title": "Họp giao ban quý II", "place": "Phòng họp tầng 2", "starts_at": AT + HOUR} | more
    units = values.pop("units", None)
    invited = units_of(cast.round.campaign) if units is None else units
    return meetings.plan_meeting(cast.round.campaign, values, invited, [], by=cast.head, at=AT)


def invitation_of(meeting: Meeting, user) -> Attendance:
    return Attendance.objects.get(meeting=meeting, unit=user.unit)


def roll_of(meeting: Meeting, state: str = "present", people: int | None = 1) -> dict[int, meetings.Present]:
    rows = meeting.attendances.order_by("pk")
    return {row.unit_id: meetings.Present(row.pk, state, people) for row in rows}


def record_of(meeting: Meeting, *changed: tuple, conclusions: str = "Thống nhất.", why: str = "") -> meetings.Record:
    """Everybody present but for `changed`: (unit key, state, people, reason)."""
    roll = roll_of(meeting)
    for unit, *said in changed:
        roll[unit] = meetings.Present(roll[unit].attendance, *said)
    return meetings.Record(list(roll.values()), conclusions=conclusions, why=why)


def drive_of(cast, **more) -> Drive:
    values = {"name": "Chào mừng 02/9", "starts_on": date(2026, 8, 1), "ends_on": date(2026, 9, 2)}
    return drives.set_up_drive(cast.round.campaign, values | more, by=cast.head, at=AT)


def entry_of(drive: Drive, user, at: datetime = AT) -> DriveEntry:
    return drives.register_for_drive(drive, user.unit, "Một công trình chào mừng", seen=0, by=user, at=at)


def exemplar_of(cast, user, *, state: str = "drafting", **more) -> Exemplar:
    """By the user's unit; "introduced" and "published" take it on."""
    values = {"kind": "collective", "name": "Tổ một cửa", "deed": "Không hồ sơ trễ hạn", "narrative": "Cả năm."}
    values |= {"has_consent": True} | more
    found = exemplars.draft_exemplar(cast.round.campaign, user.unit, values, [], by=user, at=AT)
    if state in ("introduced", "published"):
        exemplars.introduce_exemplar(found, by=user, at=AT)
    if state == "published":
        exemplars.publish_exemplar(found, by=cast.deputy, at=AT)
    return Exemplar.objects.get(pk=found.pk)


def photo(name: str = "anh.png") -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(kept, "PNG" if name.endswith("png") else "JPEG")
    return SimpleUploadedFile(name, kept.getvalue())


def typed(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"
