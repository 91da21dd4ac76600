"""Giao ước thi đua: what the units promise each other, with a place to sign for every one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from campaigns.documents.facts import MemberFacts, YearFacts
from campaigns.documents.frame import NO_SIGNER, Frame, frame, recipients
from campaigns.documents.wording import lines_of, sentence, two
from campaigns.models import Pledge, PledgeConfirmation
from toolkit.text import clean
from units.models import Role

LEADER = "Thủ trưởng đơn vị"  # where neither the unit nor its confirmation says which office signs
DEFAULT_OPENING = "Để thực hiện thắng lợi phong trào thi đua năm {year}, {units} đơn vị thành viên {bloc} thống nhất:"
DEFAULT_CLOSING = "Các đơn vị cam kết thực hiện đầy đủ các nội dung giao ước nêu trên."


@dataclass(frozen=True, slots=True)
class Promise:
    number: int
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One unit's place to sign; `signer` the name typed when the unit confirmed."""

    role: str
    unit: str
    office: str
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeDocument:
    slug: ClassVar[str] = "giao-uoc"
    template: ClassVar[str] = "documents/pledge.html"

    frame: Frame
    opening: tuple[str, ...]
    promises: tuple[Promise, ...]
    closing: tuple[str, ...]
    pairs: tuple[tuple[SignatureBlock, ...], ...]

    @classmethod
    def of(
        cls, facts: YearFacts, pledge: Pledge | None, *, on: date, number: int | None = None, draft: bool = False
    ) -> "PledgeDocument":
        """The pledge has no number; it is dated with the day it was signed, else the day it is issued."""
        commitments = pledge.commitments.order_by("position", "pk") if pledge else ()
        promises = enumerate(commitments, start=1)
        default = DEFAULT_OPENING.format(year=facts.year, units=two(len(facts.members)), bloc=facts.bloc)
        return cls(
            frame=frame(
                facts,
                title="Giao ước thi đua",
                subject=f"Năm {facts.year} của {facts.bloc}",
                on=(pledge.signed_on if pledge else None) or on,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False),
            ),
            opening=lines_of(pledge.opening if pledge else "") or (default,),
            promises=tuple(
                Promise(i, sentence(clean(c.text).rstrip(";,")), clean(c.target).rstrip(".;")) for i, c in promises
            ),
            closing=tuple(map(sentence, lines_of(pledge.closing if pledge else "") or (DEFAULT_CLOSING,))),
            pairs=_pairs(facts, pledge),
        )


def _pairs(facts: YearFacts, pledge: Pledge | None) -> tuple[tuple[SignatureBlock, ...], ...]:
    """Two blocks a row, in the order of the year."""
    confirmed = {c.unit_id: c for c in PledgeConfirmation.objects.filter(pledge=pledge)} if pledge else {}
    blocks = [_block(member, confirmed) for member in facts.members]
    return tuple(tuple(blocks[i : i + 2]) for i in range(0, len(blocks), 2))


def _block(member: MemberFacts, confirmed: Mapping[int, PledgeConfirmation]) -> SignatureBlock:
    found = confirmed.get(member.unit)
    office = (clean(found.office) if found else "") or member.office or LEADER
    return SignatureBlock(
        role=Role(member.role).label.upper() if member.role != Role.MEMBER else "",
        unit=member.name.upper(),
        office=office.upper(),
        signer=(clean(found.signer) if found else "") or NO_SIGNER,
    )
