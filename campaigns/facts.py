"""Facts of the year that scores can stand on: counted per unit, each with the list behind the number.

A criterion names a source by its value ("reports_late"), so the values stay what they are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Attendance, Campaign, DriveEntry, DueDate, Exemplar, Initiative
from campaigns.punctuality import Kind
from campaigns.states import AttendanceState, ExemplarState, InitiativeState, MeetingState


class FactSource(TextChoices):
    INITIATIVES_REGISTERED = "initiatives_registered", "Sáng kiến đã đăng ký"
    INITIATIVES_RECOGNISED = "initiatives_recognised", "Sáng kiến được công nhận"
    REPORTS_LATE = "reports_late", "Báo cáo nộp chậm"
    REPORTS_MISSING = "reports_missing", "Báo cáo quá hạn chưa nộp"
    MEETINGS_MISSED = "meetings_missed", "Vắng không phép (họp, hoạt động chung)"
    MEETINGS_EXCUSED = "meetings_excused", "Vắng có phép (họp, hoạt động chung)"
    EXEMPLARS_INTRODUCED = "exemplars_introduced", "Điển hình đã giới thiệu"
    DRIVES_JOINED = "drives_joined", "Đợt thi đua đã tham gia"

    @property
    def counts_against(self) -> bool:
        """Whether more of it is worse."""
        return self in AGAINST


AGAINST = (FactSource.REPORTS_LATE, FactSource.REPORTS_MISSING, FactSource.MEETINGS_MISSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that counts: what it is and the page where it stands.

    `closed_words` is told instead to units that may not read that page yet; "" where every unit of the bloc may.
    """

    words: str
    url_name: str
    args: tuple = ()
    closed_words: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number is the length of its list."""

    lines: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        return len(self.lines)


NO_FACT = Fact()


def facts_of(campaign: Campaign, source: FactSource, *, on: date) -> dict[int, Fact]:
    """The fact of every unit by its key, in one query; a unit without any is left out (NO_FACT).

    `on` is the day that is asked about: a report is missing from the day after its deadline.
    """
    return _by_unit((unit, line) for found, unit, line in READERS[source](campaign, on) if found == source)


def all_facts(campaign: Campaign, *, on: date) -> dict[FactSource, dict[int, Fact]]:
    """Every source by unit; what reads the same rows reads them once."""
    found = [line for reader in dict.fromkeys(READERS.values()) for line in reader(campaign, on)]
    return {source: _by_unit((unit, line) for its, unit, line in found if its == source) for source in FactSource}


def _by_unit(lines: Iterable[tuple[int, Line]]) -> dict[int, Fact]:
    found: dict[int, list[Line]] = {}
    for unit, line in lines:
        found.setdefault(unit, []).append(line)
    return {unit: Fact(tuple(those)) for unit, those in found.items()}


# What is read, one query each -----------------------------------------------------------------------------------------

Found = Iterator[tuple[FactSource, int, Line]]


def _initiatives(campaign: Campaign, on: date) -> Found:
    rows = Initiative.objects.in_campaign(campaign).registered().order_by("registered_at", "pk")
    for row in rows.only("unit", "kind", "title", "state"):
        words = f"{row.get_kind_display()} “{row.title}”: {row.get_state_display().lower()}"
        line = Line(words, "initiative", (row.pk,))
        yield FactSource.INITIATIVES_REGISTERED, row.unit_id, line
        if row.state == InitiativeState.RECOGNISED:
            yield FactSource.INITIATIVES_RECOGNISED, row.unit_id, line


REPORTS = {Kind.LATE: FactSource.REPORTS_LATE, Kind.MISSING: FactSource.REPORTS_MISSING}


def _reports(campaign: Campaign, on: date) -> Found:
    for one in DueDate.objects.in_campaign(campaign).obligations():
        found = one.standing(on)
        if found.kind in REPORTS:
            words = f"{one.title}, hạn {found.deadline:%d/%m/%Y}: {one.words(on).lower()}"
            yield REPORTS[found.kind], one.unit, Line(words, "report", (one.due, one.code))


ABSENCES = {
    AttendanceState.ABSENT: FactSource.MEETINGS_MISSED,
    AttendanceState.EXCUSED: FactSource.MEETINGS_EXCUSED,
}


def _absences(campaign: Campaign, on: date) -> Found:
    rows = Attendance.objects.in_campaign(campaign).filter(meeting__state=MeetingState.HELD, state__in=ABSENCES)
    for row in rows.select_related("meeting").order_by("meeting__starts_at", "pk"):
        words = f"{row.meeting.title}, {timezone.localtime(row.meeting.starts_at):%d/%m/%Y}"
        words += f": {row.reason}" if row.reason else ""
        yield ABSENCES[AttendanceState(row.state)], row.unit_id, Line(words, "meeting", (row.meeting_id,))


def _exemplars(campaign: Campaign, on: date) -> Found:
    rows = Exemplar.objects.in_campaign(campaign).filter(state__in=(ExemplarState.INTRODUCED, ExemplarState.PUBLISHED))
    for row in rows.order_by("introduced_at", "pk"):
        is_published = row.state == ExemplarState.PUBLISHED
        closed = "" if is_published else f"{row.get_kind_display()}, chưa công bố"
        words = f"{row.get_kind_display()} {row.name}: {row.get_state_display().lower()}"
        yield FactSource.EXEMPLARS_INTRODUCED, row.unit_id, Line(words, "exemplar", (row.pk,), closed)


def _drives(campaign: Campaign, on: date) -> Found:
    rows = DriveEntry.objects.in_campaign(campaign).select_related("drive")
    for row in rows.order_by("drive__starts_on", "pk"):
        words = f"{row.drive.name}: {'đã nộp kết quả' if row.result else 'đã đăng ký'}"
        yield FactSource.DRIVES_JOINED, row.unit_id, Line(words, "drive", (row.drive_id,))


READERS: dict[FactSource, Callable[[Campaign, date], Found]] = {
    FactSource.INITIATIVES_REGISTERED: _initiatives,
    FactSource.INITIATIVES_RECOGNISED: _initiatives,
    FactSource.REPORTS_LATE: _reports,
    FactSource.REPORTS_MISSING: _reports,
    FactSource.MEETINGS_MISSED: _absences,
    FactSource.MEETINGS_EXCUSED: _absences,
    FactSource.EXEMPLARS_INTRODUCED: _exemplars,
    FactSource.DRIVES_JOINED: _drives,
}
