"""Giấy mời: who is invited to what, when, where and with which agenda."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame, frame
from campaigns.documents.meetings import attendances_of, opened_words
from campaigns.documents.wording import dashed, lines_of, listed
from campaigns.models import Meeting
from campaigns.states import MeetingKind
from toolkit.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDocument:
    slug: ClassVar[str] = "giay-moi"
    template: ClassVar[str] = "documents/invitation.html"

    frame: Frame
    bloc: str
    invited: tuple[str, ...]
    what: str
    title: str
    time: str
    place: str
    chair: str
    agenda: tuple[str, ...]

    @classmethod
    def of(
        cls, facts: YearFacts, meeting: Meeting, *, on: date, number: int | None = None, draft: bool = False
    ) -> "InvitationDocument":
        """The units are those invited; nobody invited yet means every unit of the year. One query."""
        invited = [clean(row.unit.name) for row in attendances_of(facts, meeting)] or list(facts.unit_names)
        return cls(
            frame=frame(
                facts,
                title="Giấy mời",
                subject=clean(meeting.title),
                on=on,
                type_="GM",
                number=number,
                draft=draft,
                recipients=("- Như trên;", f"- {facts.council} (để báo cáo);", f"- Lưu: HS {facts.code}."),
            ),
            bloc=facts.bloc,
            invited=listed(invited),
            what="cuộc họp" if meeting.kind == MeetingKind.MEETING else "hoạt động chung của Khối",
            title=clean(meeting.title).rstrip("."),
            time=opened_words(meeting.starts_at),
            place=clean(meeting.place).rstrip("."),
            chair=clean(meeting.chair).rstrip("."),
            agenda=dashed(listed(lines_of(meeting.agenda))),
        )
