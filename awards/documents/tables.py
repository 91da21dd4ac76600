"""The rows and columns of the papers' tables, every number already in its printed form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from awards.documents.facts import RoundFacts
from scoring.arithmetic import ZERO, UnitOutcome
from scoring.charts import by_rank
from toolkit.numbers import decimal_text
from toolkit.text import clean

DASH = "–"
TENTH = Decimal("0.1")
TABLE_LETTERS = Decimal(12)  # points


@dataclass(frozen=True, slots=True)
class Area:
    """A content area with the points that can be reached in it."""

    number: int
    title: str
    maximum: Decimal

    @property
    def head(self) -> str:
        return f"ND {self.number}"

    @property
    def maximum_text(self) -> str:
        return decimal_text(self.maximum)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in a table; `place` counts the rows, `rank` is a dash for an excluded unit."""

    place: int
    name: str
    areas: tuple[str, ...]
    base: str
    bonus: str
    penalty: str
    total: str
    self_total: str
    rank: str
    classification: str

    @property
    def numbers(self) -> tuple[str, ...]:
        return (*self.areas, self.base, self.bonus, self.penalty, self.total)


def areas_of(facts: RoundFacts) -> tuple[Area, ...]:
    """The areas that have a criterion, by number."""
    titles = {number: clean(title) for number, title in facts.content.area_titles}
    maxima: dict[int, Decimal] = {}
    for criterion in facts.content.criteria:
        if criterion.kind.is_base and criterion.area is not None:
            maxima[criterion.area] = maxima.get(criterion.area, ZERO) + (criterion.maximum or ZERO)
    return tuple(Area(n, titles.get(n, "") or f"Nội dung {n}", maxima[n]) for n in sorted(maxima))


def rows_of(facts: RoundFacts) -> tuple[Row, ...]:
    """Units by rank, the excluded ones last."""
    areas = areas_of(facts)
    return tuple(_row(facts, i, unit, areas) for i, unit in enumerate(by_rank(facts.settled.units), start=1))


def _row(facts: RoundFacts, place: int, unit: UnitOutcome, areas: Sequence[Area]) -> Row:
    return Row(
        place=place,
        name=clean(unit.name),
        areas=tuple(decimal_text(unit.areas.get(area.number, ZERO)) for area in areas),
        base=decimal_text(unit.base),
        bonus=decimal_text(unit.bonus),
        penalty=decimal_text(unit.penalty),
        total=decimal_text(unit.total),
        self_total=decimal_text(unit.self_total),
        rank=DASH if unit.rank is None else str(unit.rank),
        classification=classification(facts, unit),
    )


def classification(facts: RoundFacts, unit: UnitOutcome) -> str:
    """The band's name, or in words why there is none; a dash in a round without bands."""
    if not facts.content.settings.bands:
        return DASH
    if unit.excluded:
        return "Không xếp loại"
    return clean(unit.classification) if unit.classification else "Chưa xếp loại"


def number_width(texts: Sequence[str], size: Decimal, least: Decimal = ZERO) -> Decimal:
    """Millimetres a column of numbers needs at `size` points: digits of half an em, padding of 1.1 mm on each side."""
    longest = max((len(text) for text in texts), default=4)
    point = Decimal(254) / 720
    width = longest * size / 2 * point + Decimal("2.2")
    return max(least, width.quantize(TENTH, ROUND_CEILING))


def millimetres(width: Decimal) -> str:
    """For a stylesheet, with a point whatever the language of the page."""
    return f"{width.quantize(TENTH):f}mm"
