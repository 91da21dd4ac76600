"""Bảng tổng hợp điểm: units × areas, landscape, with what the numbers alone do not say beneath."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from awards.documents import notes
from awards.documents.facts import RoundFacts
from awards.documents.tables import Area, Row, areas_of, millimetres, number_width, rows_of
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.wording import bare_symbol, long_date, two
from scoring.arithmetic import scale_of
from toolkit.numbers import decimal_text

WIDTH = Decimal("251.6")  # millimetres between the margins of a landscape page
LARGE = Decimal(12)  # points
PLACE, RANK = Decimal(9), Decimal(13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Widths in millimetres, as text for the stylesheet, and the size of the letters in points."""

    size: str
    widths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTableDocument:
    slug: ClassVar[str] = "bang-tong-hop-diem"
    template: ClassVar[str] = "documents/score_table.html"

    frame: Frame
    scale: str
    areas: tuple[Area, ...]
    rows: tuple[Row, ...]
    columns: Columns
    units_words: str
    conversions: tuple[str, ...]
    caps: tuple[str, ...]
    ties: tuple[str, ...]
    exclusions: tuple[str, ...]

    @classmethod
    def of(cls, facts: RoundFacts, *, on: date, number: int | None = None, draft: bool = False) -> "ScoreTableDocument":
        """`number` is that of the minutes it goes with; the table has none of its own."""
        areas, rows = areas_of(facts), rows_of(facts)
        return cls(
            frame=frame(
                facts,
                hash_code=facts.hash_code,
                title="Bảng tổng hợp điểm thi đua",
                subject=facts.round_name,
                on=on,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False),
                goes_with=_goes_with(facts, on, number, draft=draft),
            ),
            scale=decimal_text(scale_of(facts.content.criteria)),
            areas=areas,
            rows=rows,
            columns=_columns(areas, rows),
            units_words=two(len(rows)),
            conversions=notes.conversion_notes(facts),
            caps=notes.cap_notes(facts),
            ties=notes.tie_notes(facts),
            exclusions=notes.exclusion_notes(facts),
        )


def _goes_with(facts: RoundFacts, on: date, number: int | None, *, draft: bool) -> str:
    if number is None or draft:
        return ""
    return f"(Kèm theo Biên bản {bare_symbol('BB', number, facts)} {long_date(on)} của {facts.bloc})"


def _columns(areas: tuple[Area, ...], rows: tuple[Row, ...]) -> Columns:
    """Numbers get what they need; the unit's name and the classification share the rest."""
    size = _size(len(areas))
    printed = [row.numbers for row in rows]
    heads = [area.maximum_text for area in areas] + ["0,00"] * 4
    head = size * Decimal("1.03") if size == LARGE else Decimal(0)  # "ND 5" on one line, where there is room
    least = [head] * len(areas) + [size * Decimal("1.42")] * 4  # "thưởng" on one line
    numbers = [
        number_width([head, *(row[i] for row in printed)], size, low)
        for i, (head, low) in enumerate(zip(heads, least, strict=True))
    ]
    rest = WIDTH - PLACE - RANK - sum(numbers)
    room = size * Decimal("3.5")  # "Hoàn thành nhiệm vụ" on one line
    classification = max(rest * 2 / 5, room) if rest > room * 2 else rest * 2 / 5
    return Columns(
        size=f"{size}pt",
        widths=tuple(millimetres(w) for w in (PLACE, rest - classification, *numbers, RANK, classification)),
    )


def _size(areas: int) -> Decimal:
    if areas <= 6:
        return LARGE
    return Decimal(11) if areas <= 9 else Decimal(10)
