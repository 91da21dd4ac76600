"""Danh mục sáng kiến, mô hình, giải pháp: what the units registered in the year and what came of it, landscape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.wording import day, two
from campaigns.models import Author, Campaign, Initiative
from campaigns.states import InitiativeState
from toolkit.numbers import plain_text
from toolkit.text import clean

UNREAD = ("situation", "content", "novelty", "economic_effect", "social_effect", "scope", "conditions", "result")
MOST_ROWS = 500  # about nine cells a row at a millisecond each: five seconds


@dataclass(frozen=True, slots=True)
class Row:
    place: int
    title: str
    kind: str
    field: str
    unit: str
    authors: str
    applied: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeListDocument:
    slug: ClassVar[str] = "danh-muc-sang-kien"
    template: ClassVar[str] = "documents/initiative_list.html"

    frame: Frame
    rows: tuple[Row, ...]
    count_words: str
    unit_words: str
    recognised_words: str
    left_out: str

    @classmethod
    def of(
        cls, facts: YearFacts, campaign: Campaign, *, on: date, number: int | None = None, draft: bool = False
    ) -> "InitiativeListDocument":
        """What is handed in and not sent back, unit by unit. Two queries; the list has no number of its own."""
        found = _registered(campaign, facts)
        shown = found[:MOST_ROWS]
        return cls(
            frame=frame(
                facts,
                title="Danh mục sáng kiến, mô hình, giải pháp",
                subject=f"Năm {facts.year} của {facts.bloc}",
                on=on,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False),
            ),
            rows=tuple(row_of(i, initiative) for i, initiative in enumerate(shown, start=1)),
            count_words=two(len(found)),
            unit_words=two(len({initiative.unit_id for initiative in found})),
            recognised_words=two(sum(1 for i in found if i.state == InitiativeState.RECOGNISED)),
            left_out=two(len(found) - len(shown)) if len(found) > len(shown) else "",
        )


def _registered(campaign: Campaign, facts: YearFacts) -> list[Initiative]:
    places = {member.unit: i for i, member in enumerate(facts.members)}
    rows = Initiative.objects.filter(campaign=campaign).registered().defer(*UNREAD).select_related("unit")
    return sorted(rows.prefetch_related("authors").order_by("pk"), key=lambda row: places.get(row.unit_id, len(places)))


def row_of(place: int, initiative: Initiative) -> Row:
    """`initiative` with its unit and authors read."""
    return Row(
        place=place,
        title=clean(initiative.title),
        kind=initiative.get_kind_display(),
        field=clean(initiative.field),
        unit=clean(initiative.unit.name),
        authors=author_words(sorted_authors(initiative)),
        applied=day(initiative.applied_since) if initiative.applied_since else "",
        state=state_words(initiative),
    )


def sorted_authors(initiative: Initiative) -> list[Author]:
    return sorted(initiative.authors.all(), key=lambda author: (author.position, author.pk))


def author_words(authors: Sequence[Author]) -> str:
    """ "Trưởng nhóm (60 %), Chuyên viên (40 %)"; one alone has no share to say."""
    if len(authors) == 1:
        return clean(authors[0].name)
    return ", ".join(f"{clean(author.name)} ({share_words(author)}\u00a0%)" for author in authors)


def share_words(author: Author) -> str:
    return plain_text(author.share) if author.share is not None else "–"


def state_words(initiative: Initiative) -> str:
    """The state in words; a recognised one with its level and decision."""
    if initiative.state != InitiativeState.RECOGNISED:
        return initiative.get_state_display()
    number, on = clean(initiative.decision_number), initiative.decided_on
    decision = f"Quyết định số {number}" + (f" ngày {day(on)}" if on else "")
    return f"Được công nhận {initiative.get_level_display().lower()}, {decision}"
