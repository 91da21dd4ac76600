"""How firm a ranking is: what smallest change of one line swaps two neighbours, and which areas' weights decide it.

Pure, and never part of the result. Two questions are asked of a settled ranking:

* Of each two units ranked one after the other: which line of either, changed by how little, puts the lower one first?
  A line moves only among the points its criterion allows (`allowed`); the bloc's best entry of a comparative
  criterion is held as it is, so that one line is one line. A line that does not apply stays so.
* Of each area: when its maxima, and the points of its lines with them, weigh a tenth more or a tenth less and
  everything else stays as it was, does every unit keep its rank?

Totals, ranks and ties are those of scoring.arithmetic; nothing is added up here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from scoring.arithmetic import (
    CENT,
    ZERO,
    Criterion,
    Entry,
    Kind,
    Settings,
    UnitOutcome,
    Verdict,
    half_up,
    ranking,
    scale_of,
    total_of,
)

HEAVIER, LIGHTER = Decimal("1.1"), Decimal("0.9")
SLACK = CENT  # what rounding a converted base may give or take; without the N/A rule nothing is rounded


@dataclass(frozen=True, slots=True)
class Change:
    """One line changed: whose, of which criterion, by how many points of the line (a penalty's are positive)."""

    unit: str
    criterion: str
    by: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours. `change` is None when no single line can swap them; `is_tied` when they share the rank."""

    upper: str
    lower: str
    gap: Decimal
    is_tied: bool
    change: Change | None


@dataclass(frozen=True, slots=True)
class Weight:
    """An area: whether every rank stays when it weighs a tenth more, and a tenth less."""

    area: int
    keeps_heavier: bool
    keeps_lighter: bool

    @property
    def kept(self) -> int:
        return self.keeps_heavier + self.keeps_lighter


@dataclass(frozen=True, slots=True)
class Firmness:
    pairs: tuple[Pair, ...]
    weights: tuple[Weight, ...]


def firmness_of(criteria: Sequence[Criterion], units: Sequence[UnitOutcome], settings: Settings) -> Firmness:
    """Of a settled ranking; units without a rank are left out."""
    ranked = sorted((u for u in units if u.rank is not None), key=lambda u: u.rank or 0)
    table = table_of(criteria, ranked, settings)
    pairs = tuple(_pair(table, upper, lower) for upper, lower in pairwise(ranked))
    areas = sorted({c.area for c in criteria if c.kind.is_base and c.area is not None})
    return Firmness(pairs, tuple(_weight(criteria, ranked, settings, area) for area in areas))


# Neighbours -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Table:
    """The criteria, and which points a line of each can have, lowest first."""

    criteria: Sequence[Criterion]
    settings: Settings
    allowed: Mapping[str, Sequence[Decimal]]


def table_of(criteria: Sequence[Criterion], units: Sequence[UnitOutcome], settings: Settings) -> Table:
    """Where a criterion has no maximum its points end beyond what could matter: the highest total above the most
    points any unit has of it."""
    highest = max((unit.total for unit in units), default=ZERO)
    most = {c.code: ZERO for c in criteria}
    for unit in units:
        for line in unit.lines:
            most[line.criterion] = max(most[line.criterion], line.points)
    return Table(criteria, settings, {c.code: allowed(c, settings.step, highest + most[c.code]) for c in criteria})


def allowed(criterion: Criterion, step: Decimal, beyond: Decimal) -> Sequence[Decimal]:
    """Every number of points the criterion can give, lowest first; up to `beyond` where it has no maximum."""
    top = beyond if criterion.maximum is None else criterion.maximum
    match criterion.kind:
        case Kind.PASS_FAIL:
            return (ZERO, half_up(top))
        case Kind.GRADED:
            return _multiples(step, top)
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            return _multiples(CENT, half_up(top))
    counted = _multiples(criterion.unit_points or CENT, top)
    return counted if criterion.maximum is None else tuple(sorted({*counted, half_up(top)}))


@lru_cache(maxsize=256)
def _multiples(of: Decimal, top: Decimal) -> Sequence[Decimal]:
    """0, once, twice … up to `top`; a step is a whole number of hundredths, so that nothing is rounded."""
    return tuple((of * i).quantize(CENT) for i in range(int(top / of) + 1))


def _pair(table: Table, upper: UnitOutcome, lower: UnitOutcome) -> Pair:
    is_tied = upper.rank == lower.rank
    change = None if is_tied else smallest_change(table, upper, lower)
    return Pair(upper.unit, lower.unit, upper.total - lower.total, is_tied, change)


def smallest_change(table: Table, upper: UnitOutcome, lower: UnitOutcome) -> Change | None:
    """The least change of one line after which `lower` stands before `upper`; of equal ones the first of the upper
    unit, in the order of the criteria."""
    best: Change | None = None
    for unit, other, is_upper in ((upper, lower, True), (lower, upper, False)):
        lines = _Lines(table, unit, other, is_upper)
        for criterion in table.criteria:
            found = lines.least(criterion, below=abs(best.by) if best else None)
            best = Change(unit.unit, criterion.code, found) if found is not None else best
    return best


class _Lines:
    """The lines of one of two neighbours, each of which may be tried otherwise."""

    def __init__(self, table: Table, unit: UnitOutcome, other: UnitOutcome, is_upper: bool):
        self.table, self.unit, self.other, self.is_upper = table, unit, other, is_upper
        self.entries: dict[str, Entry] = {line.criterion: line.appraised for line in unit.lines}
        self.points: dict[str, Decimal] = {line.criterion: line.points for line in unit.lines}
        base = [c for c in table.criteria if c.kind.is_base]
        scale = scale_of(base)
        left_out = scale_of(c for c in base if self.entries[c.code] is Verdict.NOT_APPLICABLE)
        self.stretch = scale / (scale - left_out) if scale > left_out else Decimal(1)
        self.known: dict[tuple[int | Kind | None, Decimal], bool] = {}

    def least(self, criterion: Criterion, *, below: Decimal | None) -> Decimal | None:
        """The least change of this line that swaps the two and is smaller than `below`, with its sign.

        The further a line goes, the more it helps, so that the first that swaps is found by halving.
        """
        now, tries = self.points[criterion.code], self._tries(criterion, below)
        if not tries or not self._swaps(criterion, tries[-1]):
            return None
        low, high = 0, len(tries) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._swaps(criterion, tries[middle]) else (middle + 1, high)
        return tries[low] - now

    def _tries(self, criterion: Criterion, below: Decimal | None) -> Sequence[Decimal]:
        """The points worth trying, the nearest first: no nearer than the two are apart, nearer than the best known."""
        if self.entries[criterion.code] is Verdict.NOT_APPLICABLE:
            return ()
        points, now = self.table.allowed[criterion.code], self.points[criterion.code]
        gap = abs(self.unit.total - self.other.total)
        is_stretched = criterion.kind.is_base and self.stretch != 1
        least = max(CENT, (gap - SLACK) / self.stretch if is_stretched else gap)
        if self.is_upper is (criterion.kind is Kind.PENALTY):  # the upper unit's penalty, the lower one's points go up
            end = len(points) if below is None else bisect_left(points, now + below)
            return points[bisect_left(points, now + least) : end]
        begin = 0 if below is None else bisect_right(points, now - below)
        return points[begin : bisect_right(points, now - least)][::-1]

    def _swaps(self, criterion: Criterion, points: Decimal) -> bool:
        """Lines of one area, or of one kind outside the areas, come to the same when they change by the same."""
        part = criterion.area if criterion.kind.is_base else criterion.kind
        key = (part, points - self.points[criterion.code])
        if key not in self.known:
            self.known[key] = self._swaps_indeed(criterion.code, points)
        return self.known[key]

    def _swaps_indeed(self, code: str, points: Decimal) -> bool:
        total = total_of(self.table.criteria, self.entries, self.points | {code: points}, self.table.settings)
        tried = replace(self.unit, areas=total.areas, base=total.base, total=total.total)
        first, second = (self.other, tried) if self.is_upper else (tried, self.other)
        return stands_before(first, second, self.table.settings)


def stands_before(first: UnitOutcome, second: UnitOutcome, settings: Settings) -> bool:
    places = ranking([first, second], settings.tie_break)
    return places[first.unit].rank < places[second.unit].rank


# Weights ----------------------------------------------------------------------------------------------------------


def _weight(criteria: Sequence[Criterion], ranked: Sequence[UnitOutcome], settings: Settings, area: int) -> Weight:
    places = {unit.unit: unit.rank for unit in ranked}

    def keeps(factor: Decimal) -> bool:
        otherwise = weighed(criteria, ranked, settings, area, factor)
        return {code: place.rank for code, place in ranking(otherwise, settings.tie_break).items()} == places

    return Weight(area, keeps(HEAVIER), keeps(LIGHTER))


def weighed(
    criteria: Sequence[Criterion], units: Sequence[UnitOutcome], settings: Settings, area: int, factor: Decimal
) -> list[UnitOutcome]:
    """The units with the maxima and the points of one area's lines times `factor`."""
    inside = {c.code for c in criteria if c.kind.is_base and c.area == area}
    table = [replace(c, maximum=(c.maximum or ZERO) * factor) if c.code in inside else c for c in criteria]
    return [_weighed(table, unit, settings, inside, factor) for unit in units]


def _weighed(
    table: Sequence[Criterion], unit: UnitOutcome, settings: Settings, inside: set[str], factor: Decimal
) -> UnitOutcome:
    entries: Mapping[str, Entry] = {line.criterion: line.appraised for line in unit.lines}
    points = {line.criterion: line.points * factor if line.criterion in inside else line.points for line in unit.lines}
    total = total_of(table, entries, points, settings)
    return replace(unit, areas=total.areas, base=total.base, total=total.total)
