"""Every unit over its settled rounds, a line each: where it stands, and how it scores itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from awards.past import has_own, mean, share_of
from awards.past_page import per_cent
from scoring.arithmetic import ZERO
from scoring.models import Criterion, Result, UnitResult
from toolkit.numbers import decimal_text
from toolkit.text import fold


@dataclass(frozen=True, slots=True)
class UnitPast:
    """A unit in the list: how many rounds it has, and what the latest said.

    `lean` is the mean difference of all it scored itself in, None where there is none.
    """

    unit_pk: int
    name: str
    bloc: str
    rounds: int
    latest: str
    rank: int | None
    total: Decimal
    share: Decimal
    lean: Decimal | None


def units_of(user) -> list[UnitPast]:
    """Every unit with a settled round the person may see, by bloc and name. Three queries."""
    results = list(
        Result.objects.visible_to(user)
        .select_related("round__campaign__bloc__commune")
        .defer("document")
        .order_by("round__campaign__year", "settled_at", "pk")
    )
    scales = _scales([result.round.criteria_set_id for result in results])
    known = {result.pk: (result, scales[result.round.criteria_set_id]) for result in results}
    found: dict[int, list[tuple]] = defaultdict(list)
    columns = ("result", "sheet__unit", "sheet__unit__name", "rank", "total", "self_total")
    rows = UnitResult.objects.filter(result__in=known).order_by(
        "result__round__campaign__year", "result__settled_at", "result"
    )
    for result, unit, *said in rows.values_list(*columns):
        found[unit].append((*known[result], *said))
    units = [_unit_past(unit, said) for unit, said in found.items()]
    return sorted(units, key=lambda one: (one.bloc, fold(one.name)))


def _scales(tables: Iterable[int]) -> dict[int, Decimal]:
    scales: dict[int, Decimal] = defaultdict(lambda: ZERO)
    rows = Criterion.objects.filter(criteria_set__in=tables, area__isnull=False).order_by()
    for table, maximum in rows.values_list("criteria_set", "maximum"):
        scales[table] += maximum or ZERO
    return scales


def _unit_past(unit: int, said: Sequence[tuple]) -> UnitPast:
    result, scale, name, rank, total, _ = said[-1]
    differences = [share_of(own - ours, its) for _, its, _, _, ours, own in said if has_own(own, ours)]
    return UnitPast(
        unit_pk=unit,
        name=name,
        bloc=str(result.round.campaign.bloc),
        rounds=len(said),
        latest=result.round.name,
        rank=rank,
        total=total,
        share=share_of(total, scale),
        lean=mean(differences),
    )


# In words ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitRow:
    pk: int
    name: str
    bloc: str
    rounds: int
    latest: str
    rank: str
    total: str
    share: str
    lean: str
    is_mine: bool


def unit_rows(units: Sequence[UnitPast], own_unit: int | None) -> list[UnitRow]:
    return [_unit_row(unit, own_unit) for unit in units]


def _unit_row(unit: UnitPast, own_unit: int | None) -> UnitRow:
    return UnitRow(
        pk=unit.unit_pk,
        name=unit.name,
        bloc=unit.bloc,
        rounds=unit.rounds,
        latest=unit.latest,
        rank=f"Hạng {unit.rank}" if unit.rank else "Không xếp hạng",
        total=decimal_text(unit.total),
        share=per_cent(unit.share),
        lean=lean_words(unit.lean),
        is_mine=unit.unit_pk == own_unit,
    )


def lean_words(lean: Decimal | None) -> str:
    if lean is None:
        return "Không tự chấm"
    if not lean:
        return "Bằng nhau"
    return f"{'Cao hơn' if lean > 0 else 'Thấp hơn'} {per_cent(abs(lean))}"
