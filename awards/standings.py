"""A settled round as the pages show it: the stored rows of every unit, ready to read, in a fixed number of queries.

The rows are UnitResult and Proposal as they were settled; the kept document (a megabyte for a large bloc) stays
unread. Every number is already text when a template sees it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Sum

from scoring.arithmetic import ZERO, Band, Criterion, Kind, Line, UnitOutcome, Verdict
from scoring.models import BASE_KINDS, Mark, Result, UnitResult
from toolkit.numbers import decimal_text

FIELDS = (
    "sheet_id",
    "sheet__unit_id",
    "sheet__unit__code",
    "sheet__unit_name",
    "sheet__role",
    "sheet__exclusion_reason",
    "sheet__votes",
    "areas",
    "base",
    "bonus",
    "penalty",
    "total",
    "self_total",
    "rank",
    "tie_decided_by",
    "classification",
    "proposal__rule__form",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit of a result: who it is, its outcome (with its N/A lines only), and the award it is proposed for."""

    unit_id: int
    outcome: UnitOutcome
    left_out: tuple[Criterion, ...]
    award: str

    @property
    def code(self) -> str:
        return self.outcome.unit


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A row of the ranking table; every number in its printed form. `areas` are (class, head, points)."""

    code: str
    name: str
    rank: int | None
    areas: tuple[tuple[str, str, str], ...]
    base: str
    is_converted: bool
    bonus: str
    penalty: str
    total: str
    classification: str
    award: str
    excluded: str
    is_tied: bool
    is_mine: bool


def standings_of(result: Result) -> list[Standing]:
    """Every unit, best first, excluded ones last. Two queries."""
    left_out = _left_out(result)
    rows = UnitResult.objects.filter(result=result).ranked().values_list(*FIELDS)
    return [_standing(row, left_out.get(row[0], ())) for row in rows]


def _left_out(result: Result) -> Mapping[int, tuple[Criterion, ...]]:
    """The criteria that do not apply to a unit, by sheet."""
    found: dict[int, tuple[Criterion, ...]] = {}
    marks = Mark.objects.filter(sheet__round=result.round_id, appraised_entry=Verdict.NOT_APPLICABLE.value)
    columns = ("sheet_id", "criterion__code", "criterion__kind", "criterion__title", "criterion__maximum")
    for sheet, code, kind, title, maximum in marks.order_by("criterion__position").values_list(*columns):
        found[sheet] = (*found.get(sheet, ()), Criterion(code, Kind(kind), title, maximum=maximum))
    return found


def _standing(row: tuple, left_out: tuple[Criterion, ...]) -> Standing:
    _, unit_id, code, name, role, excluded, votes, areas, *points, rank, step, band, award = row
    base, bonus, penalty, total, own = points
    outcome = UnitOutcome(
        unit=code,
        name=name,
        role=role,
        excluded=excluded,
        votes=votes,
        lines=tuple(Line(c.code, None, ZERO, Verdict.NOT_APPLICABLE, ZERO, "") for c in left_out),
        areas={int(number): Decimal(points) for number, points in areas.items()},
        base=base,
        bonus=bonus,
        penalty=penalty,
        total=total,
        self_total=own,
        rank=rank,
        tie_decided_by=step or None,
        classification=band or None,
    )
    return Standing(unit_id, outcome, left_out, award or "")


def titles_of(result: Result) -> list[tuple[int, str]]:
    """The areas the round was settled under, by number."""
    return sorted((int(number), title) for number, title in result.area_titles.items())


def maxima_of(result: Result) -> dict[int, Decimal]:
    """The points that can be reached in each area; together they are the scale. One query."""
    criteria = result.round.criteria_set.criteria.filter(kind__in=BASE_KINDS)
    pairs = criteria.order_by().values_list("area__number").annotate(most=Sum("maximum"))
    return dict(sorted(pairs))


def bands_of(result: Result) -> tuple[Band, ...]:
    rows = result.round.bands.order_by("-lowest_total").values_list("name", "lowest_total")
    return tuple(Band(name, lowest) for name, lowest in rows)


def ranking_rows(
    standings: Sequence[Standing], areas: Sequence[tuple[int, str]], own_unit: int | None
) -> list[RankingRow]:
    shared = _shared_ranks(standings)
    return [_row(s, areas, shared, own_unit) for s in standings]


def _shared_ranks(standings: Sequence[Standing]) -> set[int]:
    """Ranks more than one unit has: open ties."""
    ranks = [s.outcome.rank for s in standings if s.outcome.rank is not None]
    return {rank for rank, following in pairwise(ranks) if rank == following}


# Where a row of cells begins on a phone, which shows four to a line.
LINE_STARTS = {0: " first", 4: " fifth", 8: " ninth"}


def _row(
    standing: Standing, areas: Sequence[tuple[int, str]], shared: set[int], own_unit: int | None
) -> RankingRow:
    unit = standing.outcome
    return RankingRow(
        code=unit.unit,
        name=unit.name,
        rank=unit.rank,
        areas=tuple(
            (LINE_STARTS.get(i, ""), f"ND {number}", decimal_text(unit.areas.get(number, ZERO)))
            for i, (number, _) in enumerate(areas)
        ),
        base=decimal_text(unit.base),
        is_converted=bool(standing.left_out),
        bonus=decimal_text(unit.bonus),
        penalty=f"−{decimal_text(unit.penalty)}" if unit.penalty else decimal_text(unit.penalty),
        total=decimal_text(unit.total),
        classification=_classification(unit),
        award=standing.award,
        excluded=unit.excluded,
        is_tied=unit.rank in shared,
        is_mine=standing.unit_id == own_unit,
    )


def _classification(unit: UnitOutcome) -> str:
    if unit.excluded:
        return "Không xếp loại"
    return unit.classification or "Chưa xếp loại"
