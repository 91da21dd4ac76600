"""What a unit did in a year, as its own papers tell it: a few queries, sentences and rows out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from campaigns.documents.initiative_list import UNREAD, Row, row_of
from campaigns.documents.wording import day, joined, two
from campaigns.models import Attendance, Campaign, DriveEntry, DueDate, Exemplar, Initiative
from campaigns.punctuality import Kind
from campaigns.states import AttendanceState, ExemplarState, MeetingState
from toolkit.text import clean
from units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYear:
    """`drives` and `exemplars` are phrases without their final punctuation; `reports` and `meetings` sentences."""

    initiatives: tuple[Row, ...]
    reports: str
    meetings: str
    drives: tuple[str, ...]
    exemplars: tuple[str, ...]


def unit_year(campaign: Campaign, unit: Unit, *, on: date) -> UnitYear:
    """Six queries."""
    return UnitYear(
        initiatives=initiatives_of(campaign, unit),
        reports=_reports(campaign, unit, on),
        meetings=_meetings(campaign, unit),
        drives=tuple(_drive(entry) for entry in entries_of(campaign, unit)),
        exemplars=_exemplars(campaign, unit),
    )


def initiatives_of(campaign: Campaign, unit: Unit) -> tuple[Row, ...]:
    rows = Initiative.objects.filter(campaign=campaign, unit=unit).registered().defer(*UNREAD).select_related("unit")
    ordered = rows.prefetch_related("authors").order_by("registered_at", "pk")
    return tuple(row_of(i, row) for i, row in enumerate(ordered, start=1))


def entries_of(campaign: Campaign, unit: Unit) -> list[DriveEntry]:
    rows = DriveEntry.objects.filter(drive__campaign=campaign, unit=unit).select_related("drive")
    return list(rows.order_by("drive__starts_on", "pk"))


def _reports(campaign: Campaign, unit: Unit, on: date) -> str:
    owed = [one for one in DueDate.objects.in_campaign(campaign).obligations() if one.unit == unit.pk]
    kinds = [one.standing(on).kind for one in owed]
    due = [kind for kind in kinds if kind is not Kind.WAITING]
    if not due:
        return "Đến ngày lập báo cáo chưa có báo cáo nào đến hạn."
    counts = (
        (due.count(Kind.ON_TIME), "đúng hạn"),
        (due.count(Kind.LATE), "chậm"),
        (due.count(Kind.MISSING), "quá hạn chưa nộp"),
    )
    return f"Số báo cáo phải nộp đến ngày {day(on)}: {two(len(due))}, trong đó {_counted(counts)}."


def _meetings(campaign: Campaign, unit: Unit) -> str:
    rows = Attendance.objects.filter(meeting__campaign=campaign, meeting__state=MeetingState.HELD, unit=unit)
    states = list(rows.values_list("state", flat=True))
    if not states:
        return "Chưa có cuộc họp, hoạt động chung nào của Khối mời đơn vị."
    counts = (
        (states.count(AttendanceState.PRESENT), "có mặt"),
        (states.count(AttendanceState.EXCUSED), "vắng có phép"),
        (states.count(AttendanceState.ABSENT), "vắng không phép"),
    )
    return f"Số cuộc họp, hoạt động chung của Khối được mời: {two(len(states))}, trong đó {_counted(counts)}."


def _counted(counts: Iterable[tuple[int, str]]) -> str:
    """ "03 đúng hạn và 01 chậm"; what did not happen is not said."""
    return joined([f"{two(count)} {what}" for count, what in counts if count]) or "chưa điểm danh"


def _drive(entry: DriveEntry) -> str:
    told, what = _bare(entry.result or entry.registration), "kết quả" if entry.result else "đăng ký"
    return f"{clean(entry.drive.name)}, {what}: {told}" if told else f"{clean(entry.drive.name)}, đã {what}"


def _exemplars(campaign: Campaign, unit: Unit) -> tuple[str, ...]:
    shown = (ExemplarState.INTRODUCED, ExemplarState.PUBLISHED)
    rows = Exemplar.objects.filter(campaign=campaign, unit=unit, state__in=shown).order_by("introduced_at", "pk")
    return tuple(
        f"{row.get_kind_display()} {clean(row.name)}: {_bare(row.deed)} ({row.get_state_display().lower()})"
        for row in rows.defer("narrative")
    )


def _bare(phrase: str) -> str:
    return clean(phrase).rstrip(".;")
