"""The numbers: how entries become points, points a total, and totals a ranking.

Pure: frozen dataclasses of Decimal go in and come out; no Django, clock, settings or float. Every quotient is an exact
fraction and is rounded once per criterion line, half up, to 0.01; every sum after that is the plain sum of the rounded
lines, so a printed table adds up by hand. docs/scoring.md states the rules in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


class Kind(StrEnum):
    """What a criterion asks for, and so how its points are made."""

    GRADED = "graded"
    PASS_FAIL = "pass_fail"  # noqa: S105  (a kind of criterion, not a password)
    PROPORTIONAL = "proportional"
    COMPARATIVE = "comparative"
    COUNTED = "counted"
    BONUS = "bonus"
    PENALTY = "penalty"

    @property
    def is_base(self) -> bool:
        """The first five kinds make up the scale; bonus and penalty stand outside it."""
        return self not in (Kind.BONUS, Kind.PENALTY)

    @property
    def has_unit_points(self) -> bool:
        return self in (Kind.COUNTED, Kind.BONUS, Kind.PENALTY)

    @property
    def has_target(self) -> bool:
        return self in (Kind.PROPORTIONAL, Kind.COMPARATIVE)


class Verdict(StrEnum):
    """An entry that is a word."""

    PASSED = "Đạt"
    FAILED = "Không đạt"
    NOT_APPLICABLE = "N/A"


# What a person typed for one unit and one criterion; None is an empty cell.
Entry = Decimal | Verdict | None

BASE_STEP = "base"
BALLOT_STEP = "ballot"
DEFAULT_TIE_BREAK = (BASE_STEP, "area:1", BALLOT_STEP)


def area_step(number: int) -> str:
    return f"area:{number}"


def area_of_step(step: str) -> int | None:
    """The area a tie-break step compares, or None for the base and the ballot."""
    return int(step.removeprefix("area:")) if step.startswith("area:") else None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the scoring table. `maximum` and `unit_points` are points; `target` is in the entry's own unit."""

    code: str
    kind: Kind
    title: str
    area: int | None = None
    maximum: Decimal | None = None
    unit_points: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Both entries of one line, and why the appraised one differs."""

    self_entry: Entry = None
    appraised: Entry = None
    reason: str = ""


EMPTY = Mark()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit in a round. `marks` by criterion code; `excluded` is the reason or empty; `votes` of the ballot."""

    unit: str
    name: str
    role: str = "member"
    excluded: str = ""
    votes: int | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def mark(self, criterion: Criterion) -> Mark:
        return self.marks.get(criterion.code, EMPTY)


@dataclass(frozen=True, slots=True)
class Band:
    """A classification (xếp loại) and the lowest total that reaches it."""

    name: str
    lowest_total: Decimal


@dataclass(frozen=True, slots=True)
class Settings:
    step: Decimal = CENT
    bonus_cap: Decimal | None = None
    tie_break: tuple[str, ...] = DEFAULT_TIE_BREAK
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one unit, worked out. A penalty's points are positive; the total subtracts them."""

    criterion: str
    self_entry: Entry
    self_points: Decimal
    appraised: Entry
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """A unit's total with the rungs that lead to it, each with two decimals.

    `areas` are the subtotals before the N/A rule; `bonus` is after the cap; `penalty` is a positive number.
    """

    areas: Mapping[int, Decimal]
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """What settling says of one unit. `rank` is None when excluded; `tied_with` names an open tie."""

    unit: str
    name: str
    role: str
    excluded: str
    votes: int | None
    lines: tuple[Line, ...]
    areas: Mapping[int, Decimal]
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    self_total: Decimal
    rank: int | None = None
    tied_with: tuple[str, ...] = ()
    tie_decided_by: str | None = None
    classification: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a round cannot be settled: a unit, a criterion or None for the whole sheet, and what is wrong."""

    unit: str
    criterion: str | None
    what: str


class NotSettleable(ValueError):
    """The round has problems; each names its unit and criterion."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.unit}, {p.criterion or 'phiếu'}: {p.what}" for p in problems))


def half_up(value: Fraction | Decimal) -> Decimal:
    """Round to 0.01, halves upward; exact for every rational, whatever precision the decimal context has."""
    n, d = value.as_integer_ratio()
    return Decimal(f"{(200 * n + d) // (2 * d)}E-2")  # floor(100 · n/d + 1/2), in whole numbers


# Points of one line -----------------------------------------------------------------------------------------------


def graded_points(entry: Decimal) -> Fraction:
    return Fraction(entry)


def pass_fail_points(maximum: Decimal, verdict: Entry) -> Fraction:
    return Fraction(maximum if verdict is Verdict.PASSED else 0)


def proportional_points(maximum: Decimal, actual: Decimal, target: Decimal) -> Fraction:
    return Fraction(maximum) * min(Fraction(1), Fraction(actual) / Fraction(target))


def comparative_points(maximum: Decimal, actual: Decimal, target: Decimal, best: Decimal) -> Fraction:
    """Half the maximum for reaching the target, the other half shared out between the target and the bloc's best."""
    half = Fraction(maximum) / 2
    if actual <= target:
        return half * Fraction(actual) / Fraction(target)
    return half + half * (Fraction(actual) - Fraction(target)) / (Fraction(best) - Fraction(target))


def counted_points(maximum: Decimal | None, count: Decimal, unit_points: Decimal) -> Fraction:
    points = Fraction(count) * Fraction(unit_points)
    return points if maximum is None else min(Fraction(maximum), points)


def line_points(criterion: Criterion, entry: Entry, best: Decimal | None = None) -> Decimal:
    """Points of one entry, rounded half up to 0.01. An empty or not applicable entry gives 0.

    `best` is the largest entry of the bloc for a comparative criterion (B).
    """
    if entry is None or entry is Verdict.NOT_APPLICABLE:
        return ZERO
    return half_up(_exact_points(criterion, entry, best))


def _exact_points(criterion: Criterion, entry: Decimal | Verdict, best: Decimal | None) -> Fraction:
    match criterion.kind, entry:
        case Kind.GRADED, Decimal():
            return graded_points(entry)
        case Kind.PASS_FAIL, Verdict():
            return pass_fail_points(_maximum(criterion), entry)
        case Kind.PROPORTIONAL, Decimal():
            return proportional_points(_maximum(criterion), entry, _target(criterion))
        case Kind.COMPARATIVE, Decimal():
            best = max(entry, best or entry)  # the largest entry of the bloc is never less than this one
            return comparative_points(_maximum(criterion), entry, _target(criterion), best)
        case Kind.COUNTED, Decimal():
            return counted_points(_maximum(criterion), entry, _unit_points(criterion))
        case ((Kind.BONUS | Kind.PENALTY), Decimal()):
            return counted_points(criterion.maximum, entry, _unit_points(criterion))
    raise TypeError(f"{criterion.code}: {entry!r} is not an entry of a criterion of kind {criterion.kind}")


def _maximum(criterion: Criterion) -> Decimal:
    return _given(criterion, "maximum", criterion.maximum)


def _target(criterion: Criterion) -> Decimal:
    return _given(criterion, "target", criterion.target)


def _unit_points(criterion: Criterion) -> Decimal:
    return _given(criterion, "unit points", criterion.unit_points)


def _given(criterion: Criterion, name: str, value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError(f"{criterion.code}: a criterion of kind {criterion.kind} needs its {name}")
    return value


# A unit's total ---------------------------------------------------------------------------------------------------


def scale_of(criteria: Iterable[Criterion]) -> Decimal:
    """The scale (thang điểm): the sum of the maxima of the first five kinds."""
    return _sum(_maximum(c) for c in criteria if c.kind.is_base)


def base_after_na(points: Decimal, scale: Decimal, not_applicable: Decimal) -> Decimal:
    """Bring the points of what applies to the whole scale (the N/A rule). ZeroDivisionError when nothing applies."""
    return half_up(Fraction(points) * Fraction(scale) / (Fraction(scale) - Fraction(not_applicable)))


def total_of(
    criteria: Sequence[Criterion], entries: Mapping[str, Entry], points: Mapping[str, Decimal], settings: Settings
) -> Total:
    """Sum one unit's rounded lines: base after the N/A rule, capped bonus, penalty, and never below 0.

    Where nothing applies the base is 0; `problems` keeps such a round from being settled.
    """
    base_criteria = [c for c in criteria if c.kind.is_base]
    reached = _sum(points[c.code] for c in base_criteria)
    scale = scale_of(base_criteria)
    not_applicable = scale_of(c for c in base_criteria if entries.get(c.code) is Verdict.NOT_APPLICABLE)
    base = ZERO if not_applicable == scale else base_after_na(reached, scale, not_applicable)
    bonus = _sum(points[c.code] for c in criteria if c.kind is Kind.BONUS)
    if settings.bonus_cap is not None:
        bonus = min(bonus, half_up(settings.bonus_cap))
    penalty = _sum(points[c.code] for c in criteria if c.kind is Kind.PENALTY)
    return Total(area_subtotals(criteria, points), base, bonus, penalty, max(ZERO, base + bonus - penalty))


def area_subtotals(criteria: Iterable[Criterion], points: Mapping[str, Decimal]) -> dict[int, Decimal]:
    """Each area's lines of the first five kinds, before the N/A rule; areas in the order of their numbers."""
    areas: dict[int, Decimal] = {}
    for criterion in criteria:
        if criterion.kind.is_base and criterion.area is not None:
            areas[criterion.area] = areas.get(criterion.area, ZERO) + points[criterion.code]
    return dict(sorted(areas.items()))


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, ZERO)


def best_entries(criteria: Iterable[Criterion], entries: Iterable[Mapping[str, Entry]]) -> dict[str, Decimal]:
    """B of every comparative criterion: the bloc's largest entry, excluded units included, N/A left out."""
    rows = list(entries)
    numbers = {
        c.code: [entry for row in rows if isinstance(entry := row.get(c.code), Decimal)]
        for c in criteria
        if c.kind is Kind.COMPARATIVE
    }
    return {code: max(found) for code, found in numbers.items() if found}


def score(
    criteria: Sequence[Criterion], rows: Sequence[Mapping[str, Entry]], settings: Settings
) -> list[tuple[dict[str, Decimal], Total]]:
    """Points by criterion code and the total, one pair for each row of entries, in the rows' order."""
    best = best_entries(criteria, rows)
    scored = []
    for row in rows:
        points = {c.code: line_points(c, row.get(c.code), best.get(c.code)) for c in criteria}
        scored.append((points, total_of(criteria, row, points, settings)))
    return scored


# Rank -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in the ranking; `tied_with` are the units that share it, in the order they came."""

    rank: int
    tied_with: tuple[str, ...] = ()
    decided_by: str | None = None


def ranking(units: Sequence[UnitOutcome], tie_break: Sequence[str]) -> dict[str, Standing]:
    """Rank units that are not excluded by total, then by the tie-break chain; equals share a rank (1, 2, 2, 4)."""
    standings: dict[str, Standing] = {}
    ranked = [u for u in units if not u.excluded]
    place = 1
    for group in _split(ranked, lambda u: u.total):
        for equals, decided_by in _break_tie(group, tuple(tie_break), None):
            codes = tuple(u.unit for u in equals)
            for code in codes:
                standings[code] = Standing(place, tuple(c for c in codes if c != code), decided_by)
            place += len(equals)
    return standings


def _split(units: Sequence[UnitOutcome], key: Callable[[UnitOutcome], Decimal | int]) -> list[list[UnitOutcome]]:
    """Groups of equal key, the highest first; inside a group the order of the sheet."""
    groups: dict[Decimal | int, list[UnitOutcome]] = {}
    for unit in units:
        groups.setdefault(key(unit), []).append(unit)
    return [groups[value] for value in sorted(groups, reverse=True)]


def _break_tie(
    group: list[UnitOutcome], steps: tuple[str, ...], decided_by: str | None
) -> list[tuple[list[UnitOutcome], str | None]]:
    """Apply the chain to units still equal; a split overwrites the deciding step of every unit of its group."""
    if len(group) == 1 or not steps:
        return [(group, decided_by)]
    step, rest = steps[0], steps[1:]
    if step == BALLOT_STEP and any(unit.votes is None for unit in group):
        return _break_tie(group, rest, decided_by)
    parts = _split(group, lambda unit: tie_value(unit, step))
    if len(parts) == 1:
        return _break_tie(group, rest, decided_by)
    return [pair for part in parts for pair in _break_tie(part, rest, step)]


def tie_value(unit: UnitOutcome, step: str) -> Decimal | int:
    """What a tie-break step compares: the base, an area's subtotal (0 when there is no such area), or the votes."""
    if step == BASE_STEP:
        return unit.base
    if step == BALLOT_STEP:
        return unit.votes or 0
    area = area_of_step(step)
    if area is None:
        raise ValueError(f"not a tie-break step: {step!r}")
    return unit.areas.get(area, ZERO)


def classify(total: Decimal, bands: Iterable[Band]) -> str | None:
    """The highest band the total reaches, or None."""
    reached = [band for band in bands if total >= band.lowest_total]
    return max(reached, key=lambda band: band.lowest_total).name if reached else None


# Settling ---------------------------------------------------------------------------------------------------------


def problems(criteria: Sequence[Criterion], sheets: Sequence[Sheet]) -> list[Problem]:
    """Everything that keeps a round from being settled: by sheet, the whole sheet first, then line by line."""
    return [problem for sheet in sheets for problem in _problems_of(criteria, sheet)]


def _problems_of(criteria: Sequence[Criterion], sheet: Sheet) -> Iterable[Problem]:
    base_marks = [sheet.mark(c) for c in criteria if c.kind.is_base]
    if all(m.self_entry is Verdict.NOT_APPLICABLE for m in base_marks):
        yield Problem(sheet.unit, None, "không có tiêu chí nào áp dụng (tự chấm)")
    if all(m.appraised is Verdict.NOT_APPLICABLE for m in base_marks):
        yield Problem(sheet.unit, None, "không có tiêu chí nào áp dụng (thẩm định)")
    for criterion in criteria:
        mark = sheet.mark(criterion)
        if mark.appraised is None and criterion.kind.is_base:
            yield Problem(sheet.unit, criterion.code, "chưa có điểm thẩm định")
        if differs(criterion, mark) and not mark.reason.strip():
            yield Problem(sheet.unit, criterion.code, "điểm thẩm định khác tự chấm mà chưa có lý do")


def differs(criterion: Criterion, mark: Mark) -> bool:
    """Whether the appraised entry departs from a self entry that is there.

    An empty appraised bonus or penalty is 0; an empty one of the first five kinds has not been appraised yet.
    """
    if mark.self_entry is None:
        return False
    if mark.appraised is None:
        return not criterion.kind.is_base and mark.self_entry != 0
    return mark.appraised != mark.self_entry


def settle(criteria: Sequence[Criterion], sheets: Sequence[Sheet], settings: Settings) -> tuple[UnitOutcome, ...]:
    """Work out lines, totals, ranks and classifications, in the order of the sheets. Raises NotSettleable."""
    if found := problems(criteria, sheets):
        raise NotSettleable(found)
    outcomes = outcome_lines(criteria, sheets, settings)
    standings = ranking(outcomes, settings.tie_break)
    return tuple(_placed(outcome, standings.get(outcome.unit), settings.bands) for outcome in outcomes)


def outcome_lines(
    criteria: Sequence[Criterion], sheets: Sequence[Sheet], settings: Settings
) -> tuple[UnitOutcome, ...]:
    """The lines and totals of every unit, self and appraised, before anybody is ranked."""
    self_scores = score(criteria, [{c.code: s.mark(c).self_entry for c in criteria} for s in sheets], settings)
    appraised = score(criteria, [{c.code: s.mark(c).appraised for c in criteria} for s in sheets], settings)
    return tuple(
        _outcome(criteria, sheet, self_points, self_total, points, total)
        for sheet, (self_points, self_total), (points, total) in zip(sheets, self_scores, appraised, strict=True)
    )


def _outcome(
    criteria: Sequence[Criterion],
    sheet: Sheet,
    self_points: Mapping[str, Decimal],
    self_total: Total,
    points: Mapping[str, Decimal],
    total: Total,
) -> UnitOutcome:
    return UnitOutcome(
        unit=sheet.unit,
        name=sheet.name,
        role=sheet.role,
        excluded=sheet.excluded,
        votes=sheet.votes,
        lines=tuple(_line(c.code, sheet.mark(c), self_points[c.code], points[c.code]) for c in criteria),
        areas=total.areas,
        base=total.base,
        bonus=total.bonus,
        penalty=total.penalty,
        total=total.total,
        self_total=self_total.total,
    )


def _line(code: str, mark: Mark, self_points: Decimal, points: Decimal) -> Line:
    return Line(code, mark.self_entry, self_points, mark.appraised, points, mark.reason)


def _placed(outcome: UnitOutcome, standing: Standing | None, bands: Sequence[Band]) -> UnitOutcome:
    if standing is None:
        return outcome
    return replace(
        outcome,
        rank=standing.rank,
        tied_with=standing.tied_with,
        tie_decided_by=standing.decided_by,
        classification=classify(outcome.total, bands),
    )
