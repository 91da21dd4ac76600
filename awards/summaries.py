"""One line a settled round, for lists and dashboards: who leads it, and where the own unit stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from scoring.explain import listed
from scoring.models import Result, UnitResult
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class Summary:
    """`leaders` names everybody on rank 1, `leading_total` their total; `own` is the own unit's row or None."""

    result: Result
    units: int
    leaders: str
    leading_total: str
    own: UnitResult | None

    @property
    def round(self):
        return self.result.round

    @property
    def bloc(self):
        return self.result.round.campaign.bloc

    @property
    def own_total(self) -> str:
        return decimal_text(self.own.total) if self.own else ""


def summaries_of(results: Sequence[Result], *, own_unit: int | None = None) -> list[Summary]:
    """In the order given. Three queries, however many results."""
    leaders: dict[int, list[UnitResult]] = defaultdict(list)
    own: dict[int, UnitResult] = {}
    rows = UnitResult.objects.filter(result__in=results).select_related("sheet")
    for row in rows.filter(rank=1).order_by("sheet__position"):
        leaders[row.result_id].append(row)
    if own_unit is not None:
        own = {row.result_id: row for row in rows.filter(sheet__unit=own_unit)}
    counted = UnitResult.objects.filter(result__in=results).order_by().values_list("result").annotate(Count("pk"))
    sizes = dict(counted)
    return [_summary(result, sizes, leaders[result.pk], own.get(result.pk)) for result in results]


def _summary(result, sizes, leaders, own):
    return Summary(
        result=result,
        units=sizes.get(result.pk, 0),
        leaders=listed([row.sheet.unit_name for row in leaders]) or "Không có đơn vị được xếp hạng",
        leading_total=decimal_text(leaders[0].total) if leaders else "",
        own=own,
    )
