"""Rows of the database as the frozen dataclasses of scoring.arithmetic, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable

from scoring import models
from scoring.arithmetic import Band, Criterion, Kind, Mark, Settings, Sheet
from scoring.entries import entry_from_text


def criterion_of(row: models.Criterion) -> Criterion:
    """`row.area` is read: select it with the row."""
    return Criterion(
        code=row.code,
        kind=Kind(row.kind),
        title=row.title,
        area=row.area.number if row.area else None,
        maximum=row.maximum,
        unit_points=row.unit_points,
        target=row.target,
    )


def rows_of(table: models.CriteriaSet) -> list[models.Criterion]:
    """The rows of a table in their order, with their areas. One query."""
    return list(table.criteria.select_related("area").order_by("position", "pk"))


def criteria_of(rows: Iterable[models.Criterion]) -> tuple[Criterion, ...]:
    return tuple(criterion_of(row) for row in rows)


def settings_of(round: models.Round) -> Settings:
    """One query; the table is read too: select it with the round."""
    return Settings(
        step=round.criteria_set.step,
        bonus_cap=round.criteria_set.bonus_cap,
        tie_break=tuple(filter(None, round.tie_break.split(";"))),
        bands=tuple(Band(b.name, b.lowest_total) for b in round.bands.order_by("-lowest_total")),
    )


def sheets_of(round: models.Round) -> tuple[Sheet, ...]:
    """Every sheet with its marks. Two queries, however many there are."""
    marks: dict[int, dict[str, Mark]] = defaultdict(dict)
    values = models.Mark.objects.filter(sheet__round=round).values_list(
        "sheet_id", "criterion__code", "self_entry", "appraised_entry", "reason"
    )
    for sheet, code, own, appraised, reason in values.order_by():
        marks[sheet][code] = Mark(entry_from_text(own), entry_from_text(appraised), reason)
    return tuple(
        Sheet(
            unit=row.unit.code,
            name=row.unit_name,
            role=row.role,
            excluded=row.exclusion_reason,
            votes=row.votes,
            marks=marks[row.pk],
        )
        for row in round.sheets.select_related("unit").order_by("position", "pk")
    )
