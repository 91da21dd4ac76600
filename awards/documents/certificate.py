"""Giấy khen: one sheet for everybody who was awarded, all in the words of a design. Landscape A4."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.models import CertificateDesign, CouncilDecision, GrantedAward
from campaigns.documents.wording import long_date
from toolkit.text import clean

FIELD = re.compile(r"\{([a-z_]*)\}")
FIELDS = {
    "ten": "tên tập thể hoặc họ và tên",
    "chuc_vu": "chức vụ của cá nhân",
    "don_vi": "tên đơn vị",
    "hinh_thuc": "hình thức khen thưởng",
    "so": "số quyết định",
    "ngay": "ngày quyết định",
    "nam": "năm",
    "co_quan": "cơ quan quyết định",
    "ky": "kỳ chấm",
}
# Millimetres of each place on the sheet (templates/documents/certificate.html), and the sizes it may take in points.
PLACES = {
    "heading": (220, 12, (15, 14, 13, 12, 11, 10, 9, 8, 7)),
    "title": (235, 17, (38, 34, 30, 26, 22, 18, 15, 12)),
    "recipient": (235, 13, (22, 20, 18, 16, 14, 12, 11, 10, 9, 8)),
    "under": (235, 9, (13, 12, 11, 10, 9, 8, 7, 6, 5)),
    "merit": (225, 31, (16, 15, 14, 13, 12, 11, 10, 9, 8, 7)),
    "decision": (104, 40, (13, 12, 11, 10, 9, 8, 7)),
    "place": (118, 7, (13, 12, 11, 10, 9, 8, 7, 6)),
    "office": (118, 12, (13, 12, 11, 10, 9, 8, 7, 6)),
    "signer": (118, 9, (14, 13, 12, 11, 10, 9, 8, 7)),
}
LINE_HEIGHT = 1.3
POINT = 25.4 / 72  # of type, in millimetres


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its place, its lines, and the size at which it fits there."""

    lines: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """`under` is where a person works."""

    heading: Words
    title: Words
    recipient: Words
    under: Words
    merit: Words
    decision: Words
    place_and_date: Words
    office: Words
    signer: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDocument:
    slug: ClassVar[str] = "giay-khen"
    template: ClassVar[str] = "documents/certificate.html"

    pdf_title: str
    author: str
    layout: str
    has_nation: bool
    has_emblem_space: bool
    is_text_only: bool
    right: str
    down: str
    sheets: tuple[CertificateSheet, ...]

    @classmethod
    def of(
        cls, design: CertificateDesign, decision: CouncilDecision, awards: Sequence[GrantedAward], *, author: str
    ) -> "CertificateDocument":
        """`awards` of the decision, a sheet each, in their order."""
        sheets = tuple(_sheet(design, decision, award) for award in awards)
        return cls(
            pdf_title=f"{clean(design.title) or 'Giấy khen'} - {decision}",
            author=author,
            layout=design.layout,
            has_nation=design.has_nation,
            has_emblem_space=design.has_emblem_space,
            is_text_only=design.is_text_only,
            right=f"{design.offset_right if design.is_text_only else 0}",
            down=f"{design.offset_down if design.is_text_only else 0}",
            sheets=sheets,
        )


def sample(design: CertificateDesign, *, on: date) -> tuple[CouncilDecision, list[GrantedAward]]:
    """What a design is previewed with: blanks in the words of the form, stored nowhere."""
    decision = CouncilDecision(number="…/QĐ-UBND", decided_on=on, body=f"Chủ tịch UBND {design.bloc.commune.title}")
    award = GrantedAward(
        year=on.year, unit_name="(Tên tập thể)", form="Giấy khen", decision_number=decision.number, decided_on=on
    )
    award.body = decision.body
    return decision, [award]


def _sheet(design: CertificateDesign, decision: CouncilDecision, award: GrantedAward) -> CertificateSheet:
    values = values_of(decision, award)
    works_at = ", ".join(part for part in (award.office, award.unit_name) if part) if award.person_name else ""
    place = filled(design.place, values)
    return CertificateSheet(
        heading=fitted("heading", filled(design.heading, values).upper(), capitals=True),
        title=fitted("title", filled(design.title, values).upper(), capitals=True),
        recipient=fitted("recipient", filled(design.recipient, values), bold=True),
        under=fitted("under", works_at),
        merit=fitted("merit", filled(design.merit, values)),
        decision=fitted("decision", filled(design.decision_line, values)),
        place_and_date=fitted("place", f"{place}, {long_date(award.decided_on)}" if place else ""),
        office=fitted("office", (decision.signer_office or filled(design.office, values)).upper(), capitals=True),
        signer=fitted("signer", decision.signer or design.signer, bold=True),
    )


# Words --------------------------------------------------------------------------------------------------------------


def values_of(decision: CouncilDecision, award: GrantedAward) -> dict[str, str]:
    return {
        "ten": award.person_name or award.unit_name,
        "chuc_vu": award.office,
        "don_vi": award.unit_name,
        "hinh_thuc": award.form,
        "so": award.decision_number,
        "ngay": f"{award.decided_on:%d/%m/%Y}",
        "nam": str(award.year),
        "co_quan": award.body,
        "ky": decision.round.name if decision.round_id else "(kỳ chấm)",
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """`{ten}` is replaced, once: what a value says is never read as a field again."""
    return FIELD.sub(lambda match: values.get(match[1], match[0]), text)


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no field."""
    return [found for found in re.findall(r"\{[^{}]*\}?|\}", text) if found.strip("{}") not in FIELDS]


# Sizes --------------------------------------------------------------------------------------------------------------


def fitted(place: str, text: str, *, bold: bool = False, capitals: bool = False) -> Words:
    """The largest size at which the text, broken into lines, stays within its place; the smallest one otherwise."""
    width, height, sizes = PLACES[place]
    lines = tuple(line for raw in text.replace(" / ", "\n").splitlines() if (line := clean(raw)))
    weight = 1.08 if bold or capitals else 1.0
    size = next((size for size in sizes if _fits(lines, size, width, height, weight)), sizes[-1])
    return Words(lines, size)


def _fits(lines: Sequence[str], size: int, width: float, height: float, weight: float) -> bool:
    many = sum(_rows(line, width / (size * POINT * weight)) for line in lines)
    return many * size * LINE_HEIGHT * POINT <= height


def _rows(line: str, ems: float) -> int:
    """How many lines a text takes that is broken between words, and inside a word that is longer than a line."""
    rows, used = 1, 0.0
    for word in line.split():
        wide = sum(map(_ems, word))
        if used and used + 0.25 + wide > ems:
            rows, used = rows + 1, 0.0
        while wide > ems:
            rows, wide = rows + 1, wide - ems
        used += wide + (0.25 if used else 0)
    return rows


def _ems(letter: str) -> float:
    """How wide a letter of the typeface is at most, roughly."""
    if letter in "mwMW%…—":
        return 0.95
    if letter.isupper():
        return 0.74
    return 0.33 if letter in "ijltf.,:;'()[]-" else 0.52
