"""On time, late, still to come or missing: counted in days, for whoever has to file something by a day.

The day due itself is on time. Days are days of the calendar at the bloc's own place; whoever asks brings them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands on a day. `days`: late by, overdue by or left; 0 when filed on time.

    `deadline` is the last day that is on time, which more time given has moved.
    """

    kind: Kind
    deadline: date
    days: int

    @property
    def is_filed(self) -> bool:
        return self.kind in (Kind.ON_TIME, Kind.LATE)

    @property
    def words(self) -> str:
        match self.kind:
            case Kind.ON_TIME:
                return "Đúng hạn"
            case Kind.LATE:
                return f"Chậm {self.days} ngày"
            case Kind.MISSING:
                return f"Quá hạn {self.days} ngày"
        return "Chưa nộp"

    @property
    def days_words(self) -> str:
        """ "còn 5 ngày", "hạn là hôm nay", "quá hạn 3 ngày"; nothing once it is filed."""
        if self.is_filed:
            return ""
        if self.kind == Kind.MISSING:
            return f"quá hạn {self.days} ngày"
        return f"còn {self.days} ngày" if self.days else "hạn là hôm nay"


def standing(due_on: date, extended_to: date | None, filed_on: date | None, today: date) -> Standing:
    """Nothing filed: `filed_on` None. What is filed counts by the day it was filed, whatever `today` is.

    An extension gives time and never takes any: one that ends before the due date changes nothing.
    """
    deadline = max(due_on, extended_to or due_on)
    if filed_on is not None:
        late = (filed_on - deadline).days
        return Standing(Kind.LATE, deadline, late) if late > 0 else Standing(Kind.ON_TIME, deadline, 0)
    left = (deadline - today).days
    return Standing(Kind.WAITING, deadline, left) if left >= 0 else Standing(Kind.MISSING, deadline, -left)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one unit owes for one due date, and what came of it; keys are those of the database.

    `filed_on` is the day of the last filing; a report that was sent back has not been filed.
    """

    due: int
    unit: int
    code: str
    title: str
    due_on: date
    extended_to: date | None = None
    filed_on: date | None = None
    is_returned: bool = False
    report: int | None = None

    def standing(self, today: date) -> Standing:
        return standing(self.due_on, self.extended_to, self.filed_on, today)

    def words(self, today: date) -> str:
        """ "Chậm 3 ngày", "Trả lại, quá hạn 2 ngày"."""
        found = self.standing(today)
        return f"Trả lại, {found.days_words}" if self.is_returned else found.words
