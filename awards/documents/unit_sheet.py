"""Phiếu chấm điểm of one unit: self beside appraised, the reason where they differ, and how the total was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from awards.documents.scored import Scored, ScoredSheet
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame, frame
from campaigns.documents.wording import sentence, two
from scoring.arithmetic import ZERO, Criterion, Kind, Line, Mark, UnitOutcome, differs, scale_of
from scoring.explain import (
    NO_ENTRY,
    Rung,
    conversion_sentence,
    entry_words,
    ladder,
    not_applicable,
    own_tie_sentence,
)
from toolkit.numbers import decimal_text, plain_text
from toolkit.text import clean

SO_FAR = "(Số liệu tạm tính, kỳ chấm chưa chốt)"
OUTSIDE = ((Kind.BONUS, "Điểm thưởng"), (Kind.PENALTY, "Điểm trừ"))


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One criterion, every number in its printed form."""

    code: str
    title: str
    maximum: str
    own: str
    own_points: str
    ours: str
    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """An area, the bonuses or the penalties, with the sums of its lines."""

    title: str
    own_points: str
    points: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheetDocument:
    slug: ClassVar[str] = "phieu-cham-diem"
    template: ClassVar[str] = "documents/unit_sheet.html"

    frame: Frame
    unit: str
    groups: tuple[SheetGroup, ...]
    rungs: tuple[Rung, ...]
    self_total: str
    total: str
    standing: str
    notes: tuple[str, ...]
    lines_words: str

    @classmethod
    def of(
        cls, facts: YearFacts, thing: ScoredSheet, *, on: date, number: int | None = None, draft: bool = False
    ) -> "UnitSheetDocument":
        """Raises ValueError before the units may read the round."""
        scored = thing.scored
        if scored is None:
            raise ValueError("the round is not shown yet")
        unit, name = scored.unit(thing.sheet.unit.code), clean(thing.sheet.unit_name)
        return cls(
            frame=frame(
                facts,
                title="Phiếu chấm điểm thi đua",
                subject=f"{name} - {scored.round_name}",
                on=on,
                draft=draft,
                hash_code=scored.hash_code,
                goes_with="" if scored.is_settled else SO_FAR,
                recipients=(f"- {name};", f"- Lưu: HS {facts.code}."),
            ),
            unit=name,
            groups=_groups(scored, unit),
            rungs=tuple(ladder(unit, scored.criteria, scored.settings.bonus_cap)),
            self_total=decimal_text(unit.self_total),
            total=decimal_text(unit.total),
            standing=_standing(scored, unit),
            notes=_notes(scored, unit),
            lines_words=two(len(scored.criteria)),
        )


def _groups(scored: Scored, unit: UnitOutcome) -> tuple[SheetGroup, ...]:
    """The areas by number, then what stands outside the scale."""
    lines, titles = {line.criterion: line for line in unit.lines}, dict(scored.titles)
    numbers = sorted({c.area for c in scored.criteria if c.kind.is_base and c.area is not None})
    areas = [
        (_area_title(number, titles), [c for c in scored.criteria if c.kind.is_base and c.area == number])
        for number in numbers
    ]
    others = [(title, [c for c in scored.criteria if c.kind is kind]) for kind, title in OUTSIDE]
    return tuple(_group(title, rows, lines) for title, rows in (*areas, *others) if rows)


def _area_title(number: int, titles: Mapping[int, str]) -> str:
    return f"{number}. {clean(titles[number])}" if titles.get(number) else f"Nội dung {number}"


def _group(title: str, criteria: Sequence[Criterion], lines: Mapping[str, Line]) -> SheetGroup:
    found = [lines[c.code] for c in criteria]
    own = sum((line.self_points for line in found), ZERO)
    ours = sum((line.points for line in found), ZERO)
    return SheetGroup(
        title=title,
        own_points=_signed(criteria[0], own),
        points=_signed(criteria[0], ours),
        lines=tuple(_line(c, line) for c, line in zip(criteria, found, strict=True)),
    )


def _line(criterion: Criterion, line: Line) -> SheetLine:
    departs = differs(criterion, Mark(line.self_entry, line.appraised, line.reason))
    return SheetLine(
        code=criterion.code,
        title=clean(criterion.title),
        maximum=NO_ENTRY if criterion.maximum is None else plain_text(criterion.maximum),
        own=entry_words(line.self_entry, criterion),
        own_points=_signed(criterion, line.self_points),
        ours=entry_words(line.appraised, criterion),
        points=_signed(criterion, line.points),
        reason=clean(line.reason) if departs else "",
    )


def _signed(criterion: Criterion, points: Decimal) -> str:
    """A penalty with its minus sign."""
    return f"−{decimal_text(points)}" if criterion.kind is Kind.PENALTY and points else decimal_text(points)


def _standing(scored: Scored, unit: UnitOutcome) -> str:
    """ "Hạng 4 trong 6 đơn vị; xếp loại: Hoàn thành nhiệm vụ."."""
    rank, band = scored.rank_words(unit), scored.band_words(unit)
    return sentence("; ".join([rank, f"xếp loại: {clean(band)}"] if band else [rank]))


def _notes(scored: Scored, unit: UnitOutcome) -> tuple[str, ...]:
    """The N/A rule in words, what leaves a unit out of the ranking, and how an equal total was told apart."""
    left_out = not_applicable(unit, scored.criteria)
    equals = [u for u in scored.units if u.rank is not None and u.total == unit.total]
    equals.sort(key=lambda u: u.rank or 0)
    found = [
        conversion_sentence(unit, left_out, scale_of(scored.criteria)) if left_out else "",
        sentence(f"Điều kiện loại: {clean(unit.excluded)}") if unit.excluded else "",
        own_tie_sentence(unit, equals, scored.settings.tie_break),
    ]
    return tuple(clean(note) for note in found if note)
