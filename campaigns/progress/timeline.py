"""The year as a timeline: lanes of days and stretches, each at its place in per cent of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from campaigns.progress.base import Year
from campaigns.todo.base import lowered

MOST_OF_A_MONTH = 15  # a year that begins later in a month is labelled from the next


def month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from `day` to `end`."""

    day: date
    words: str
    end: date | None = None

    @property
    def last_day(self) -> date:
        return self.end or self.day


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Timeline:
    """From `first` to `last`, seen `on`; what lies outside is not drawn."""

    first: date
    last: date
    on: date
    lanes: Sequence[Lane]

    def place(self, day: date) -> str:
        """ "41.23%" from the left; with a point, for an attribute of an <svg>."""
        days = (self.last - self.first).days or 1
        inside = min(max((day - self.first).days, 0), days)
        return f"{100 * inside / days:.2f}%"

    @property
    def today(self) -> str | None:
        return self.place(self.on) if self.first <= self.on <= self.last else None

    @property
    def months(self) -> list[tuple[str, str]]:
        """The place and the name of each month's beginning; a first month of a few days has no room for its name."""
        found, day = [], self.first if self.first.day <= MOST_OF_A_MONTH else month_after(self.first)
        while day <= self.last:
            found.append((self.place(day), f"T{day.month}"))
            day = month_after(day)
        return found

    @property
    def drawn(self) -> list[tuple[str, list["Mark"]]]:
        return [(lane.title, [self._mark(event) for event in lane.events if self._shows(event)]) for lane in self.lanes]

    def _shows(self, event: Event) -> bool:
        return event.last_day >= self.first and event.day <= self.last

    def _mark(self, event: Event) -> "Mark":
        width = ""
        if event.end:
            width = f"{float(self.place(event.end)[:-1]) - float(self.place(event.day)[:-1]):.2f}%"
        return Mark(self.place(event.day), width, days_words(event), event.words, event.last_day < self.on)

    @property
    def coming(self) -> list[Event]:
        """The next few, soonest first."""
        events = [event for lane in self.lanes for event in lane.events if event.last_day >= self.on]
        return sorted(events, key=lambda event: (max(event.day, self.on), event.words))[:6]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an event is drawn; `width` is empty for a single day."""

    x: str
    width: str
    days: str
    words: str
    is_past: bool


def days_words(event: Event) -> str:
    return f"{event.day:%d/%m} đến {event.end:%d/%m}" if event.end else f"{event.day:%d/%m}"


def timeline_of(year: Year) -> Timeline:
    campaign = year.campaign
    lanes = [
        Lane("Mốc của năm", _milestones(year)),
        Lane("Báo cáo", _reports(year)),
        Lane("Họp, hoạt động", _meetings(year)),
        Lane("Đợt thi đua", _drives(year)),
    ]
    first = campaign.starts_on or date(campaign.year, 1, 1)
    last = campaign.ends_on or date(campaign.year, 12, 31)
    if first == last:
        first, last = date(campaign.year, 1, 1), date(campaign.year, 12, 31)
    return Timeline(first, last, year.on, [lane for lane in lanes if lane.events])


def _milestones(year: Year) -> list[Event]:
    campaign, pledge = year.campaign, getattr(year.campaign, "pledge", None)
    days = [
        (campaign.issued_on, "Ban hành kế hoạch"),
        (pledge and (pledge.signed_on or pledge.due_on), "Ký kết giao ước thi đua"),
        (campaign.plan_due_on, "Hạn gửi kế hoạch triển khai"),
        (campaign.initiative_due_on, "Hạn đăng ký sáng kiến"),
        (campaign.ends_on, "Kết thúc phong trào"),
    ]
    return [Event(day, words) for day, words in days if day]


def _reports(year: Year) -> list[Event]:
    return [Event(due.due_on, f"Hạn nộp {lowered(str(due))}") for due in year.due_dates]


def _meetings(year: Year) -> list[Event]:
    return [Event(timezone.localdate(meeting.starts_at), meeting.title) for meeting in year.meetings]


def _drives(year: Year) -> list[Event]:
    return [Event(drive.starts_on, drive.name, drive.ends_on) for drive in year.drives]
