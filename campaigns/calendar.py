"""The calendar of a year: what happens on which day, from meetings, drives and everything that falls due.

Events are plain values; the page and the .ics feed read the same ones. Each kind is one query, whatever the year holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign, Drive, DueDate, Extension, Meeting
from campaigns.predicates import leads_year
from campaigns.states import MeetingKind, MeetingState


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day or from a day to a day (both belong to it), or at a time when `starts_at` is there.

    `key` stays the same whatever changes in it; `page` and `of` name the page it leads to.
    """

    key: str
    noun: str
    title: str
    starts_on: date
    ends_on: date
    page: str
    of: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    note: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False

    @property
    def url(self) -> str:
        return reverse(self.page, args=[self.of])

    @property
    def order(self) -> tuple:
        """By day, what lasts all day first, then by the hour."""
        hour = self.starts_at.timestamp() if self.starts_at else 0.0
        return self.starts_on, self.starts_at is not None, hour, self.key

    def is_past(self, today: date) -> bool:
        return self.ends_on < today


def events_of(campaigns: Iterable[Campaign], user) -> list[Event]:
    """What the person's calendar holds of these years, in order. A member unit sees the reports it owes itself."""
    years = {campaign.pk: campaign for campaign in campaigns}
    found = [
        *_deadlines(years.values()),
        *_meetings(years),
        *_drives(years),
        *_reports(years, user),
    ]
    return sorted(found, key=lambda event: event.order)


def _day(key: str, noun: str, title: str, on: date, page: str, of: int, note: str = "") -> Event:
    return Event(key, noun, title, on, on, page, of, note=note)


def _deadlines(campaigns: Iterable[Campaign]) -> Iterator[Event]:
    """The campaigns come with their pledges (`select_related("pledge")`)."""
    for campaign in campaigns:
        of = campaign.pk
        if campaign.plan_due_on:
            yield _day(
                f"han-ke-hoach-{of}", "Kế hoạch", "Hạn gửi kế hoạch của đơn vị", campaign.plan_due_on, "unit_plans", of
            )
        if campaign.initiative_due_on:
            yield _day(
                f"han-sang-kien-{of}",
                "Sáng kiến",
                "Hạn đăng ký sáng kiến",
                campaign.initiative_due_on,
                "initiatives",
                of,
            )
        pledge = getattr(campaign, "pledge", None)
        if pledge and pledge.due_on:
            yield _day(f"han-giao-uoc-{of}", "Giao ước", "Hạn xác nhận giao ước thi đua", pledge.due_on, "pledge", of)
        if pledge and pledge.signed_on:
            yield _day(f"ky-giao-uoc-{of}", "Giao ước", "Ký kết giao ước thi đua", pledge.signed_on, "pledge", of)


def _meetings(years: dict[int, Campaign]) -> Iterator[Event]:
    for meeting in Meeting.objects.filter(campaign__in=years):
        starts = timezone.localtime(meeting.starts_at)
        ends = timezone.localtime(meeting.ends_at) if meeting.ends_at else None
        yield Event(
            f"hop-{meeting.pk}",
            "Hoạt động chung" if meeting.kind == MeetingKind.ACTIVITY else "Họp",
            meeting.title,
            starts.date(),
            (ends or starts).date(),
            "meeting",
            meeting.pk,
            starts_at=starts,
            ends_at=ends,
            place=meeting.place,
            note=meeting.agenda,
            is_cancelled=meeting.state == MeetingState.CANCELLED,
            is_tentative=meeting.state == MeetingState.PLANNED,
        )


def _drives(years: dict[int, Campaign]) -> Iterator[Event]:
    for drive in Drive.objects.filter(campaign__in=years):
        of, name = drive.pk, drive.name
        yield Event(f"dot-{of}", "Đợt thi đua", name, drive.starts_on, drive.ends_on, "drive", of, note=drive.theme)
        if drive.register_by:
            yield _day(f"han-dang-ky-dot-{of}", "Đợt thi đua", f"Hạn đăng ký: {name}", drive.register_by, "drive", of)
        if drive.report_by:
            yield _day(f"han-ket-qua-dot-{of}", "Đợt thi đua", f"Hạn nộp kết quả: {name}", drive.report_by, "drive", of)


def _reports(years: dict[int, Campaign], user) -> Iterator[Event]:
    """Due dates; a unit that was given more time sees its own date."""
    longer = Extension.objects.filter(unit=user.unit_id)
    dues = DueDate.objects.filter(duty__campaign__in=years).select_related("duty")
    if not_led := [year.pk for year in years.values() if user.unit_id and not leads_year(user, year)]:
        owed = Q(duty__owed_by=user.unit_id) | Q(duty__owed_by__isnull=True) | ~Q(duty__campaign__in=not_led)
        dues = dues.filter(owed).distinct()
    for due in dues.prefetch_related(Prefetch("extensions", longer, to_attr="own_extensions")):
        until = max([due.due_on, *(extension.until for extension in due.own_extensions)])
        note = f"Được gia hạn từ {due.due_on:%d/%m/%Y}." if until != due.due_on else ""
        yield _day(f"bao-cao-{due.pk}", "Báo cáo", f"Hạn nộp: {due}", until, "reports", due.duty.campaign_id, note)


# The page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a month. `is_next` is the first one that is not past: before it the page marks today."""

    event: Event
    is_past: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    number: int
    is_now: bool
    is_past: bool
    entries: tuple[Entry, ...]

    @property
    def has_next(self) -> bool:
        return any(entry.is_next for entry in self.entries)


def months_of(year: int, events: Iterable[Event], today: date) -> list[Month]:
    """The twelve months of the year, and those around it in which something of the year falls."""
    by_month: dict[tuple[int, int], list[Event]] = {(year, number): [] for number in range(1, 13)}
    for event in events:
        by_month.setdefault((event.starts_on.year, event.starts_on.month), []).append(event)
    return [_month(month, found, today) for month, found in sorted(by_month.items())]


def _month(month: tuple[int, int], events: list[Event], today: date) -> Month:
    is_now = month == (today.year, today.month)
    coming = next((event.key for event in events if event.starts_on >= today), None) if is_now else None
    entries = tuple(Entry(event, event.is_past(today), event.key == coming) for event in events)
    return Month(*month, is_now, month < (today.year, today.month), entries)


def years_around(today: date) -> tuple[int, int]:
    """The years a feed carries: last year's, this one's and the next's."""
    return today.year - 1, today.year + 1
