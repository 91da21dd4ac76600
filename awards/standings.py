"""A settled round as the pages show it: the stored rows of every unit, ready to read, in a fixed number of queries.

The rows are UnitResult and Proposal as they were settled; the kept document (a megabyte for a large bloc) stays
unread. Every number is already text when a template sees it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from scoring.arithmetic import ZERO, Band, Criterion, Kind, Line, UnitOutcome, Verdict
from scoring.models import BASE_KINDS, Mark, Result, UnitResult
from scoring.ranking_rows import RankingRow, address_of, cell_heads, cells_of, shared_ranks
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


def short_titles_of(result: Result) -> list[tuple[int, str]]:
    """The same with the short titles the year gives its areas, where the long ones have not changed since."""
    areas = result.round.campaign.areas.exclude(short_title="").values_list("number", "title", "short_title")
    short = {(number, title): name for number, title, name in areas}
    return [(number, short.get((number, title), title)) for number, title in titles_of(result)]


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
    shared = shared_ranks([s.outcome for s in standings])
    heads = cell_heads([number for number, _ in areas])
    return [_row(s, areas, heads, shared, own_unit) for s in standings]


def _row(
    standing: Standing,
    areas: Sequence[tuple[int, str]],
    heads: Sequence[str],
    shared: set[int],
    own_unit: int | None,
) -> RankingRow:
    unit = standing.outcome
    is_mine = standing.unit_id == own_unit
    return RankingRow(
        path=address_of(unit.unit),
        name=unit.name,
        rank=unit.rank,
        cells=cells_of(unit, [number for number, _ in areas], heads, is_converted=bool(standing.left_out)),
        total=decimal_text(unit.total),
        classification=_classification(unit),
        notes=tuple(_notes(standing, is_mine, unit.rank in shared)),
        is_mine=is_mine,
    )


def _notes(standing: Standing, is_mine: bool, is_tied: bool) -> Iterator[tuple[str, str]]:
    if is_mine:
        yield "unit-role", "Đơn vị mình"
    if standing.award:
        yield "award", f"Đề nghị {standing.award}"
    if standing.outcome.excluded:
        yield "why-not", f"Không xếp hạng: {standing.outcome.excluded}"
    if is_tied:
        yield "why-not", "Đồng hạng, cần bỏ phiếu"


def _classification(unit: UnitOutcome) -> str:
    if unit.excluded:
        return "Không xếp loại"
    return unit.classification or "Chưa xếp loại"
