"""Biên bản họp: what was written down of a meeting; what was not is left to be written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils import timezone

from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import NO_SIGNER, Frame, frame, recipients
from campaigns.documents.meetings import attendances_of, clock_words
from campaigns.documents.wording import dashed, lines_of, listed, long_date, sentence, two
from campaigns.models import Attendance, Meeting
from campaigns.states import AttendanceState, MeetingKind
from toolkit.text import clean

TITLES = ("ông ", "bà ", "đồng chí ", "đ/c ")
ABSENT = {AttendanceState.EXCUSED: "vắng có phép", AttendanceState.ABSENT: "vắng không phép"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinutesDocument:
    slug: ClassVar[str] = "bien-ban"
    template: ClassVar[str] = "documents/meeting_minutes.html"

    frame: Frame
    what: str
    opened: str
    opened_on: str
    place: str
    chair: str
    secretary: str
    chair_signer: str
    secretary_signer: str
    units_words: str
    present_words: str
    people_words: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    agenda: tuple[str, ...]
    discussion: tuple[str, ...]
    conclusions: tuple[str, ...]
    closed_at: str
    closed_on: str

    @classmethod
    def of(
        cls, facts: YearFacts, meeting: Meeting, *, on: date, number: int | None = None, draft: bool = False
    ) -> "MeetingMinutesDocument":
        """Minutes carry the day of the meeting in their first sentence and have no place-and-date line. One query."""
        rows = attendances_of(facts, meeting)
        came = [row for row in rows if row.state == AttendanceState.PRESENT]
        return cls(
            frame=frame(
                facts,
                title="Biên bản",
                subject=clean(meeting.title),
                on=None,
                type_="BB",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False, by_name=False),
            ),
            what="Cuộc họp" if meeting.kind == MeetingKind.MEETING else "Hoạt động",
            opened=clock_words(meeting.starts_at),
            opened_on=long_date(timezone.localdate(meeting.starts_at)),
            place=clean(meeting.place).rstrip("."),
            chair=clean(meeting.chair).rstrip("."),
            secretary=clean(meeting.secretary).rstrip("."),
            chair_signer=signer_of(meeting.chair),
            secretary_signer=signer_of(meeting.secretary),
            units_words=two(len(rows)),
            present_words=two(len(came)),
            people_words=_people(came),
            present=listed([_came(row) for row in came]),
            absent=listed([_absent(row) for row in rows if row.state in ABSENT]),
            agenda=dashed(listed(lines_of(meeting.agenda))),
            discussion=dashed([sentence(line) for line in lines_of(meeting.discussion)]),
            conclusions=dashed([sentence(line) for line in lines_of(meeting.conclusions)]),
            closed_at=clock_words(meeting.ends_at) if meeting.ends_at else "",
            closed_on=_closed_on(meeting),
        )


def signer_of(typed: str) -> str:
    """The name out of "Ông Nguyễn Văn A, Chánh Văn phòng"; an office without a person is signed by hand."""
    first = clean(typed).partition(",")[0]
    title = next((title for title in TITLES if first.lower().startswith(title)), "")
    return first[len(title) :] if title else NO_SIGNER


def _people(came: Sequence[Attendance]) -> str:
    """How many people came, when every unit present was counted."""
    counts = [row.people for row in came]
    return two(sum(counts)) if counts and all(counts) else ""  # type: ignore[arg-type]  # all() leaves no None


def _came(row: Attendance) -> str:
    people = f": {two(row.people)} người" if row.people else ""
    return f"{clean(row.unit.name)}{people}"


def _absent(row: Attendance) -> str:
    reason = clean(row.reason or row.leave_reason).rstrip(".;")
    words = f"{clean(row.unit.name)}: {ABSENT[AttendanceState(row.state)]}"
    return f"{words}, lý do: {reason}" if reason else words


def _closed_on(meeting: Meeting) -> str:
    """ "cùng ngày", or the day it went on to."""
    ended = timezone.localdate(meeting.ends_at or meeting.starts_at)
    return "cùng ngày" if ended == timezone.localdate(meeting.starts_at) else long_date(ended)
