"""What waits for a person: one line each, the same whatever noun it comes from.

Every source gives a queryset with the same columns, so that all of them are asked in one query (campaigns.todo).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.states import CampaignState
from units.models import Role

SOON = 7  # days: what falls due within them is told apart, and reminded of
AHEAD = 31  # days: what comes again and again (reports, drives, meetings) waits from then on
NO_DAY = Cast(Value(None), DateField())


class Progress(StrEnum):
    NOT_STARTED = ""
    DOING = "doing"
    RETURNED = "returned"
    COMING = "coming"  # nothing to hand in: a day to be somewhere
    OPTIONAL = "optional"  # told while it is possible; nobody has to


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do, seen on the day `on`. `words` begin with the verb; `button` is what the page's button says."""

    words: str
    note: str
    url: str
    button: str
    due: date | None
    progress: Progress
    on: date

    @property
    def days(self) -> int | None:
        """Days left; negative when overdue."""
        return None if self.due is None else (self.due - self.on).days

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON

    @property
    def is_pressing(self) -> bool:
        return self.progress is not Progress.OPTIONAL and self._presses

    @property
    def _presses(self) -> bool:
        return self.is_late or self.is_soon or self.progress is Progress.RETURNED

    @property
    def days_words(self) -> str:
        match self.days:
            case None:
                return ""
            case 0:
                return "hôm nay"
            case days if days < 0:
                return f"quá {-days} ngày"
            case days:
                return f"còn {days} ngày"

    @property
    def tag(self) -> tuple[str, str]:
        """The word and the class that colours it."""
        if self.progress is Progress.RETURNED:
            return "Trả lại", "tag-late"
        if self.progress is Progress.OPTIONAL:
            return "Nếu cần", ""
        if self.is_late:
            return "Quá hạn", "tag-late"
        if self.progress is Progress.COMING:
            return "Sắp diễn ra", "tag-soon" if self.is_soon else "tag-doing"
        if self.is_soon:
            return "Sắp đến hạn", "tag-soon"
        return ("Đang làm", "tag-doing") if self.progress is Progress.DOING else ("Chưa làm", "")

    @property
    def urgency(self) -> tuple[int, date, str]:
        """The order of the list: overdue, soon, returned, the rest; each by its day."""
        rank = 3 if not self.is_pressing else 0 if self.is_late else 1 if self.is_soon else 2
        return rank, self.due or date.max, self.words


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose work it is, and when: the unit, its campaigns by key and its role in each. Drafts are the head's alone."""

    unit: int
    code: str
    at: datetime
    on: date
    campaigns: Mapping[int, Campaign]
    roles: Mapping[int, str]

    def _keys(self, states: tuple[str, ...], role: str | None = None) -> list[int]:
        return [pk for pk, found in self.campaigns.items() if found.state in states and role in (None, self.roles[pk])]

    @property
    def open(self) -> list[int]:
        return self._keys((CampaignState.ISSUED, CampaignState.RUNNING))

    @property
    def headed(self) -> list[int]:
        return self._keys((CampaignState.ISSUED, CampaignState.RUNNING), Role.HEAD)

    @property
    def deputised(self) -> list[int]:
        return self._keys((CampaignState.ISSUED, CampaignState.RUNNING), Role.DEPUTY)

    @property
    def led(self) -> list[int]:
        return [*self.headed, *self.deputised]

    @property
    def drafted(self) -> list[int]:
        return self._keys((CampaignState.DRAFTING,), Role.HEAD)

    @property
    def horizon(self) -> date:
        return self.on + timedelta(days=AHEAD)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row as it came out of the one query: `of` is the key of the thing, `count` how many it stands for."""

    desk: Desk
    source: str
    of: int
    campaign: int
    about: str
    more: str
    due: date | None
    count: int
    progress: str

    @property
    def year(self) -> int:
        return self.desk.campaigns[self.campaign].year

    def todo(self, words: str, note: str, url: str, button: str, progress: Progress | None = None) -> Todo:
        state = Progress(self.progress) if progress is None else progress
        return Todo(words, note, url, button, self.due, state, self.desk.on)


@dataclass(frozen=True, slots=True)
class Source:
    """`rows` gives the queryset, made by `columns`, or None where the person has no such work."""

    key: str
    rows: Callable[[Desk], QuerySet[Any] | None]
    tell: Callable[[Waiting], Todo]


def columns(
    rows: QuerySet[Any],
    *,
    campaign: Any = "campaign",
    of: Any = "pk",
    about: Any = "",
    more: Any = "",
    due: Any = None,
    count: Any = 1,
    progress: Any = Progress.NOT_STARTED,
) -> QuerySet[Any]:
    """The columns every source has, in the order of Waiting. `about`, `more` and `progress` take an expression or
    the text itself; `campaign`, `of` and `due` a path or an expression."""
    return rows.order_by().values_list(
        _field(of),
        _field(campaign),
        _text(about),
        _text(more),
        NO_DAY if due is None else _field(due),
        Value(count, output_field=IntegerField()) if isinstance(count, int) else count,
        _text(progress),
    )


def _field(path: Any) -> Any:
    return F(path) if isinstance(path, str) else path


def _text(given: Any) -> Any:
    if isinstance(given, str):
        return Value(str(given), output_field=CharField())
    return Coalesce(given, Value(""), output_field=CharField())


def waiting_rows(desk: Desk, sources: tuple[Source, ...]) -> Iterator[Waiting]:
    """Everything that waits, in one query."""
    asked = [
        found.annotate(source_key=Value(source.key, output_field=CharField()))
        for source in sources
        if (found := source.rows(desk)) is not None
    ]
    if asked:
        for *row, key in asked[0].union(*asked[1:], all=True):
            yield Waiting(desk, key, *row)


def place(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def lowered(title: str) -> str:
    """ "Báo cáo quý" in the middle of a sentence: "báo cáo quý"; abbreviations stay."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
