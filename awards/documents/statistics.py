"""Figures of the report: only what a reader can find again by hand in the tables beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from awards.documents.facts import RoundFacts
from awards.documents.notes import differences, names_of
from awards.documents.tables import Area
from campaigns.documents.wording import two
from scoring.arithmetic import ZERO, UnitOutcome
from scoring.charts import by_rank
from toolkit.numbers import decimal_text
from toolkit.text import clean

NAMED = 3  # more units than these are counted, not named


@dataclass(frozen=True, slots=True)
class Extremes:
    highest: str
    highest_units: str
    lowest: str
    lowest_units: str
    spread: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    number: int
    title: str
    maximum: str
    highest: str
    lowest: str


@dataclass(frozen=True, slots=True)
class BandRow:
    name: str
    condition: str
    count: str
    units: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    name: str
    self_total: str
    total: str
    difference: str


@dataclass(frozen=True, slots=True)
class DifferenceReason:
    name: str
    lines: tuple[str, ...]


def named(units: Sequence[UnitOutcome]) -> str:
    return names_of(units) if len(units) <= NAMED else f"{two(len(units))} đơn vị"


def extremes(units: Sequence[UnitOutcome], values: Sequence[Decimal]) -> Extremes:
    """Highest and lowest with who has them, and the step between."""
    pairs = list(zip(units, values, strict=True))
    highest, lowest = max(values), min(values)
    return Extremes(
        highest=decimal_text(highest),
        highest_units=named([unit for unit, value in pairs if value == highest]),
        lowest=decimal_text(lowest),
        lowest_units=named([unit for unit, value in pairs if value == lowest]),
        spread=decimal_text(highest - lowest),
    )


def area_rows(facts: RoundFacts, areas: Sequence[Area]) -> tuple[AreaRow, ...]:
    units = by_rank(facts.settled.units)
    return tuple(
        AreaRow(area.number, area.title, area.maximum_text, decimal_text(max(points)), decimal_text(min(points)))
        for area in areas
        for points in [[unit.areas.get(area.number, ZERO) for unit in units]]
    )


def band_rows(facts: RoundFacts) -> tuple[BandRow, ...]:
    """Every band from the highest, also an empty one; then the units below all bands and the excluded ones."""
    units = by_rank(facts.settled.units)
    bands = sorted(facts.content.settings.bands, key=lambda band: -band.lowest_total)
    rows = [
        _band(
            band.name, f"từ {decimal_text(band.lowest_total)} điểm", [u for u in units if u.classification == band.name]
        )
        for band in bands
    ]
    below = [u for u in units if not u.excluded and u.classification is None]
    excluded = [u for u in units if u.excluded]
    if bands and below:
        rows.append(_band("Chưa xếp loại", f"dưới {decimal_text(bands[-1].lowest_total)} điểm", below))
    if bands and excluded:
        rows.append(_band("Không xếp loại", "có điều kiện loại", excluded))
    return tuple(rows)


def _band(name: str, condition: str, units: Sequence[UnitOutcome]) -> BandRow:
    shown = "–" if not units else names_of(units) if len(units) <= 2 * NAMED else "Xem bảng xếp hạng"
    return BandRow(clean(name), condition, two(len(units)), shown)


def extra_words(facts: RoundFacts) -> tuple[str, str]:
    """One sentence on the bonuses, one on the penalties; the ranking has each unit's points."""
    units = by_rank(facts.settled.units)
    bonuses, penalties = [unit.bonus for unit in units], [unit.penalty for unit in units]
    return _extra("có điểm thưởng", units, bonuses), _extra("bị trừ điểm", units, penalties)


def _extra(what: str, units: Sequence[UnitOutcome], points: Sequence[Decimal]) -> str:
    count = sum(1 for value in points if value)
    if not count:
        return f"Không đơn vị nào {what}."
    most = max(points)
    who = named([unit for unit, value in zip(units, points, strict=True) if value == most])
    return f"{two(count)} đơn vị {what}, nhiều nhất là {decimal_text(most)} điểm ({who})."


def difference_rows(facts: RoundFacts) -> tuple[DifferenceRow, ...]:
    return tuple(
        DifferenceRow(
            clean(unit.name),
            decimal_text(unit.self_total),
            decimal_text(unit.total),
            signed(unit.total - unit.self_total),
        )
        for unit in by_rank(facts.settled.units)
        if unit.total != unit.self_total
    )


def difference_reasons(facts: RoundFacts) -> tuple[DifferenceReason, ...]:
    return tuple(DifferenceReason(clean(unit.name), lines) for unit, lines in differences(facts))


def signed(value: Decimal) -> str:
    """+1,50 or −1,50 (a real minus sign)."""
    return ("+" if value > 0 else "−" if value < 0 else "") + decimal_text(abs(value))
