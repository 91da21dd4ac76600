"""Phiếu đăng ký sáng kiến, mô hình, giải pháp: the fields of Thông tư 18/2013/TT-BKHCN, Phụ lục."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import NO_SIGNER, Frame, frame
from campaigns.documents.initiative_list import share_words, sorted_authors
from campaigns.documents.wording import day, lines_of
from campaigns.models import Author, Initiative
from toolkit.numbers import plain_text
from toolkit.text import clean

LEADER = "Thủ trưởng đơn vị"
EMPTY = "Không có thông tin."
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class AuthorRow:
    place: int
    name: str
    office: str
    role: str
    share: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A field of the form: its heading and the paragraphs typed there."""

    letter: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFormDocument:
    slug: ClassVar[str] = "phieu-dang-ky"
    template: ClassVar[str] = "documents/initiative_form.html"

    frame: Frame
    addressee: str
    title: str
    kind: str
    unit: str
    field: str
    area: str
    applied_where: str
    applied_since: str
    authors: tuple[AuthorRow, ...]
    total: str
    essence: tuple[Answer, ...]
    benefits: tuple[Answer, ...]
    conditions: tuple[str, ...]
    result: tuple[str, ...]
    first_author: str
    is_group: bool

    @classmethod
    def of(
        cls, facts: YearFacts, initiative: Initiative, *, on: date, number: int | None = None, draft: bool = False
    ) -> "InitiativeFormDocument":
        """One initiative; its unit hands the form to the bloc. The form has no number."""
        authors = sorted_authors(initiative)
        return cls(
            frame=_frame(facts, initiative, on, draft=draft),
            addressee=f"{facts.bloc} {facts.commune_phrase}",
            title=clean(initiative.title),
            kind=initiative.get_kind_display(),
            unit=clean(initiative.unit.name),
            field=clean(initiative.field) or EMPTY,
            area=f"{initiative.area.number}. {clean(initiative.area.title)}" if initiative.area else "",
            applied_where=clean(initiative.applied_where) or EMPTY,
            applied_since=day(initiative.applied_since) if initiative.applied_since else EMPTY,
            authors=tuple(_author(i, author) for i, author in enumerate(authors, start=1)),
            total=plain_text(sum((author.share or ZERO for author in authors), ZERO)),
            essence=_answers(
                ("Tình trạng trước khi áp dụng", initiative.situation),
                ("Nội dung giải pháp", initiative.content),
                ("Điểm mới", initiative.novelty),
                ("Khả năng, phạm vi nhân rộng", initiative.scope),
            ),
            benefits=_answers(
                ("Hiệu quả kinh tế", initiative.economic_effect), ("Hiệu quả xã hội", initiative.social_effect)
            ),
            conditions=lines_of(initiative.conditions) or (EMPTY,),
            result=lines_of(initiative.result),
            first_author=(clean(authors[0].name) if authors else "") or NO_SIGNER,
            is_group=len(authors) > 1,
        )


def _frame(facts: YearFacts, initiative: Initiative, on: date, *, draft: bool) -> Frame:
    """Above the unit stands its bloc."""
    return frame(
        facts,
        title=f"Phiếu đăng ký {initiative.get_kind_display()}",
        subject=f"Năm {facts.year}",
        on=on,
        draft=draft,
        above=(facts.bloc,),
        body=clean(initiative.unit.name),
        signs=(clean(initiative.unit.leader_title) or LEADER,),
    )


def _author(place: int, author: Author) -> AuthorRow:
    return AuthorRow(place, clean(author.name), clean(author.office), clean(author.role), share_words(author))


def _answers(*fields: tuple[str, str]) -> tuple[Answer, ...]:
    return tuple(
        Answer(letter, heading, lines_of(text) or (EMPTY,))
        for letter, (heading, text) in zip("abcdđe", fields, strict=False)
    )
