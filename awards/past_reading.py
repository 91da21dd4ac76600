"""A unit's settled rounds out of the database, in a fixed number of queries.

Appraised points are the stored rows of the results; the unit's own points of an area are worked out from its marks by
scoring.arithmetic, because the kept documents (a megabyte each for a large bloc) stay unread.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Q

from awards.past import AreaPast, Past, RoundPast, same_area
from scoring.arithmetic import (
    ZERO,
    Criterion,
    Entry,
    Kind,
    Verdict,
    area_subtotals,
    best_entries,
    line_points,
    scale_of,
)
from scoring.entries import entry_from_text
from scoring.models import Criterion as CriterionRow
from scoring.models import Mark, UnitResult
from scoring.states import RoundKind
from scoring.stored import criterion_of
from units.models import Unit

Pairs = Mapping[str, tuple[Entry, Entry]]  # what the unit and its appraiser entered, by criterion


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the rounds were scored by and what was entered: criteria by table, entries by sheet, B by round.

    `field` is (how many have a rank, the leader's total) by result.
    """

    criteria: Mapping[int, Sequence[Criterion]]
    short_titles: Mapping[tuple[int, int, str], str]
    entries: Mapping[int, Pairs]
    best: Mapping[int, Mapping[str, Decimal]]
    field: Mapping[int, tuple[int, Decimal | None]]


def past_of(unit: Unit, user) -> Past:
    """The rounds of the unit whose results the person may see. Five queries, however many there are."""
    seen = UnitResult.objects.visible_to(user).filter(sheet__unit=unit)
    rows = list(
        seen.select_related("sheet", "result__round__campaign__bloc__commune")
        .defer("result__document")
        .order_by("result__round__campaign__year", "result__settled_at", "pk")
    )
    tables = _tables_of(rows)
    return Past(unit, tuple(_round(row, tables) for row in rows))


def _tables_of(rows: Sequence[UnitResult]) -> _Tables:
    rounds = {row.result.round_id: row.result.round.criteria_set_id for row in rows}
    found = CriterionRow.objects.filter(criteria_set__in=rounds.values()).select_related("area")
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    titles = {}
    for one in found.order_by("position", "pk"):
        criteria[one.criteria_set_id].append(criterion_of(one))
        if one.area and one.area.short_title:
            titles[one.criteria_set_id, one.area.number, one.area.title] = one.area.short_title
    field = UnitResult.objects.filter(result__in=[row.result_id for row in rows]).order_by().values_list("result")
    counted = field.annotate(ranked=Count("rank"), best=Max("total", filter=Q(rank__isnull=False)))
    return _Tables(
        criteria=criteria,
        short_titles=titles,
        entries=_entries_of([row.sheet_id for row in rows]),
        best=_best_of(rounds, criteria),
        field={result: (ranked, best) for result, ranked, best in counted},
    )


def _entries_of(sheets: Sequence[int]) -> Mapping[int, Pairs]:
    found: dict[int, dict[str, tuple[Entry, Entry]]] = defaultdict(dict)
    marks = Mark.objects.filter(sheet__in=sheets).order_by()
    for sheet, code, own, ours in marks.values_list("sheet", "criterion__code", "self_entry", "appraised_entry"):
        found[sheet][code] = (entry_from_text(own), entry_from_text(ours))
    return found


def _best_of(rounds: Mapping[int, int], criteria: Mapping[int, Sequence[Criterion]]) -> dict[int, dict[str, Decimal]]:
    """The largest own entry of every comparative criterion, by round: what self-scores are measured against."""
    marks = Mark.objects.filter(sheet__round__in=rounds, criterion__kind=Kind.COMPARATIVE.value).exclude(self_entry="")
    rows: dict[int, list[dict[str, Entry]]] = defaultdict(list)
    for round, code, own in marks.order_by().values_list("sheet__round", "criterion__code", "self_entry"):
        rows[round].append({code: entry_from_text(own)})
    return {round: best_entries(criteria[table], rows[round]) for round, table in rounds.items()}


def _round(row: UnitResult, tables: _Tables) -> RoundPast:
    result, round = row.result, row.result.round
    ranked, best = tables.field[row.result_id]
    return RoundPast(
        round_pk=round.pk,
        name=round.name,
        kind=RoundKind(round.kind),
        year=round.campaign.year,
        bloc=str(round.campaign.bloc),
        settled_at=result.settled_at,
        scale=scale_of(tables.criteria[round.criteria_set_id]),
        total=row.total,
        self_total=row.self_total,
        rank=row.rank,
        ranked=ranked,
        best=row.total if best is None else best,
        classification=row.classification,
        excluded=row.sheet.exclusion_reason,
        areas=_areas(row, tables),
    )


def _areas(row: UnitResult, tables: _Tables) -> dict[str, AreaPast]:
    table = row.result.round.criteria_set_id
    criteria, entries = tables.criteria[table], tables.entries.get(row.sheet_id, {})
    own = area_subtotals(criteria, own_points(criteria, entries, tables.best[row.result.round_id]))
    most = _most(criteria, entries)
    titles = {int(number): title for number, title in row.result.area_titles.items()}
    found: dict[str, AreaPast] = {}
    for number, reachable in most.items():
        key = same_area(titles.get(number, ""))
        found[f"{key} {number}" if key in found else key] = AreaPast(
            number=number,
            title=_title(table, number, titles, tables),
            points=Decimal(row.areas.get(str(number), ZERO)),
            own=own.get(number, ZERO),
            most=reachable,
        )
    return found


def _title(table: int, number: int, titles: Mapping[int, str], tables: _Tables) -> str:
    """The short title the year gives the area, where the long one has not changed since."""
    title = titles.get(number, f"Nội dung {number}")
    return tables.short_titles.get((table, number, title), title)


def own_points(criteria: Iterable[Criterion], entries: Pairs, best: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {c.code: line_points(c, entries.get(c.code, (None, None))[0], best.get(c.code)) for c in criteria}


def _most(criteria: Iterable[Criterion], entries: Pairs) -> dict[int, Decimal]:
    """What can be reached in each area by the criteria that apply to the unit; areas by number."""
    most: dict[int, Decimal] = {}
    for criterion in criteria:
        if criterion.area is not None and criterion.maximum is not None:
            applies = entries.get(criterion.code, (None, None))[1] is not Verdict.NOT_APPLICABLE
            most[criterion.area] = most.get(criterion.area, ZERO) + (criterion.maximum if applies else ZERO)
    return dict(sorted(most.items()))
