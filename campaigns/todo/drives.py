"""Đợt thi đua: to be registered for, and its result to be handed in."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from campaigns.models import Drive, DriveEntry
from campaigns.todo.base import Desk, Source, Waiting, columns, lowered, place


def _unregistered(desk: Desk):
    """Until the drive ends: registering for one that is over makes no sense."""
    own = DriveEntry.objects.filter(drive=OuterRef("pk"), unit=desk.unit)
    found = Drive.objects.filter(~Exists(own), campaign__in=desk.open, ends_on__gte=desk.on)
    near = found.filter(Q(register_by__lte=desk.horizon) | Q(starts_on__lte=desk.horizon))
    return columns(near, about=F("name"), more=F("holiday"), due=Coalesce("register_by", "ends_on"))


def _named(name: str) -> str:
    """ "đợt thi đua “Chào mừng 22/12”"; a name that says what it is stands as it is."""
    return lowered(name) if name.lower().startswith("đợt ") else f"đợt thi đua “{name}”"


def _register(row: Waiting):
    note = f"Chào mừng {row.more}." if row.more else "Nội dung, chỉ tiêu đơn vị đăng ký thực hiện."
    return row.todo(f"Đăng ký {_named(row.about)}", note, place("drive", row.of), "Đăng ký")


def _unreported(desk: Desk):
    own = DriveEntry.objects.filter(drive__campaign__in=desk.open, unit=desk.unit, reported_at__isnull=True)
    due = Coalesce("drive__report_by", "drive__ends_on")
    begun = own.filter(drive__starts_on__lte=desk.on).annotate(last_day=due).filter(last_day__lte=desk.horizon)
    return columns(begun, campaign="drive__campaign", of="drive", about=F("drive__name"), due="last_day")


def _report(row: Waiting):
    words = f"Nộp kết quả {_named(row.about)}"
    return row.todo(words, "Kết quả so với nội dung đã đăng ký, kèm ảnh.", place("drive", row.of), "Nộp kết quả")


SOURCES = (
    Source("drive_to_register", _unregistered, _register),
    Source("drive_to_report", _unreported, _report),
)
