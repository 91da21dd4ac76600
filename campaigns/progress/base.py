"""A matrix of the year: units by the things each of them does, in each cell what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from campaigns.models import Campaign, Drive, DueDate, Meeting
from campaigns.states import MeetingState
from units.models import Membership

COMMON = "Giao ước, kế hoạch"


class Mark(StrEnum):
    FINE = "fine"  # done, in time
    ODD = "odd"  # done, but late or not as wished
    MISSING = "missing"  # not done, and the day has passed
    OPEN = "open"  # not done, and there is time
    NONE = "none"  # nothing is asked of this unit

    @property
    def speaks(self) -> bool:
        """Exceptions are told in words; order is quiet."""
        return self in (Mark.ODD, Mark.MISSING)


@dataclass(frozen=True, slots=True)
class Cell:
    mark: Mark
    words: str
    note: str = ""


NOT_ASKED = Cell(Mark.NONE, "Không yêu cầu")


@dataclass(frozen=True, slots=True)
class Column:
    """A thing. `cells` by the unit's key; a unit without one is asked nothing. One of many like it is `is_repeated`."""

    group: str
    title: str
    cells: Mapping[int, Cell]
    day: date | None = None
    url: str = ""
    is_repeated: bool = False

    @property
    def full_title(self) -> str:
        """Where the group is not read with it."""
        return self.title if self.is_repeated or self.group == COMMON else f"{self.group}: {self.title.lower()}"


@dataclass(frozen=True)
class Year:
    """The campaign as it stands on the day `on`, and its days: matrix and timeline read them once."""

    campaign: Campaign
    members: Sequence[Membership]
    on: date

    @cached_property
    def due_dates(self) -> list[DueDate]:
        dates = DueDate.objects.in_campaign(self.campaign).select_related("duty")
        return list(dates.order_by("due_on", "pk"))

    @cached_property
    def meetings(self) -> list[Meeting]:
        meetings = Meeting.objects.in_campaign(self.campaign).exclude(state=MeetingState.CANCELLED)
        return list(meetings.order_by("starts_at", "pk"))

    @cached_property
    def drives(self) -> list[Drive]:
        return list(Drive.objects.in_campaign(self.campaign).order_by("starts_on", "pk"))

    @property
    def units(self) -> list[int]:
        return [member.unit_id for member in self.members]


@dataclass(frozen=True, slots=True)
class Matrix:
    year: Year
    columns: Sequence[Column]

    @property
    def rows(self) -> Iterator[tuple[Membership, list[tuple[Column, Cell]]]]:
        """By unit."""
        for member in self.year.members:
            yield member, [(column, column.cells.get(member.unit_id, NOT_ASKED)) for column in self.columns]

    @property
    def table(self) -> Iterator[tuple[str, list[tuple[Column, list[tuple[Membership, Cell]]]]]]:
        """As it is drawn: a line a thing, by groups of things. Units are few and keep their number; things are many."""
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            yield group, [(column, self._line(column)) for column in columns]

    def _line(self, column: Column) -> list[tuple[Membership, Cell]]:
        return [(member, column.cells.get(member.unit_id, NOT_ASKED)) for member in self.year.members]

    @property
    def width(self) -> int:
        return len(self.year.members) + 1

    @property
    def late(self) -> list[tuple[Membership, list[tuple[Column, Cell]]]]:
        """Units with something missing whose day has passed."""
        found = ((member, [pair for pair in pairs if pair[1].mark is Mark.MISSING]) for member, pairs in self.rows)
        return [(member, pairs) for member, pairs in found if pairs]


def each(units: Iterable[int], cell_of) -> dict[int, Cell]:
    return {unit: cell_of(unit) for unit in units}


def waiting(words: str, last_day: date | None, on: date) -> Cell:
    """Not done: missing once the day has passed."""
    if last_day is None:
        return Cell(Mark.OPEN, words)
    if last_day < on:
        return Cell(Mark.MISSING, words, f"quá {(on - last_day).days} ngày")
    return Cell(Mark.OPEN, words, f"hạn {last_day:%d/%m}")


def done(words: str, late_by: int) -> Cell:
    return Cell(Mark.ODD, f"Chậm {late_by} ngày", words) if late_by else Cell(Mark.FINE, words)
