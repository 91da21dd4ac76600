"""A settled round as the pages show it: the stored rows of every unit, ready to read, in a fixed number of queries.

The rows are UnitResult and Proposal as they were settled; the kept document (a megabyte for a large bloc) stays
unread. Every number is already text when a template sees it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote

from django.db.models import Sum
from django.utils.safestring import SafeString, mark_safe

from scoring.arithmetic import ZERO, Band, Criterion, Kind, Line, UnitOutcome, Verdict
from scoring.models import BASE_KINDS, Mark, Result, UnitResult
from toolkit.numbers import decimal_text

CELLS_A_LINE = 5  # on a phone

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
    """A row of the ranking table, every number in its printed form.

    `path` is the code as an address has it; `cells` are the table cells of the areas and parts, whole, because a
    template that writes 200 rows cell by cell takes a quarter of a second; `notes` are (class, words) under the name.
    """

    path: str
    name: str
    rank: int | None
    cells: SafeString
    total: str
    classification: str
    notes: tuple[tuple[str, str], ...]
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
    shared = _shared_ranks(standings)
    heads = _cell_heads(areas)
    return [_row(s, areas, heads, shared, own_unit) for s in standings]


def _shared_ranks(standings: Sequence[Standing]) -> set[int]:
    """Ranks more than one unit has: open ties."""
    ranks = [s.outcome.rank for s in standings if s.outcome.rank is not None]
    return {rank for rank, following in pairwise(ranks) if rank == following}


def _cell_heads(areas: Sequence[tuple[int, str]]) -> list[str]:
    """The opening tag of every cell; on a phone each cell names its column, and five stand on a line."""
    names = [("c-area" if i % CELLS_A_LINE else "c-area line", f"ND {n}") for i, (n, _) in enumerate(areas)]
    names += [("c-part c-base", "Nền"), ("c-part", "Thưởng"), ("c-part", "Trừ")]
    return [f'<td role="cell" class="num {css}" data-label="{name}">' for css, name in names]


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
        cells=_cells(standing, areas, heads),
        total=decimal_text(unit.total),
        classification=_classification(unit),
        notes=tuple(_notes(standing, is_mine, unit.rank in shared)),
        is_mine=is_mine,
    )


def address_of(code: str) -> str:
    """A unit's code as the address of its trace has it."""
    return quote(code, safe="/")


def _cells(standing: Standing, areas: Sequence[tuple[int, str]], heads: Sequence[str]) -> SafeString:
    unit = standing.outcome
    texts = [decimal_text(unit.areas.get(number, ZERO)) for number, _ in areas]
    base = decimal_text(unit.base) + ("<sup>*</sup>" if standing.left_out else "")
    texts += [base, decimal_text(unit.bonus), f"{'−' if unit.penalty else ''}{decimal_text(unit.penalty)}"]
    cells = "</td>".join(head + text for head, text in zip(heads, texts, strict=True))
    return mark_safe(f"{cells}</td>")  # noqa: S308  # nosec B308, B703  # digits and our own tags, nothing typed


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
