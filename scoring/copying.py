"""Next year's scoring from this year's: the tables, and each round drafted anew with a sheet a unit."""

from collections.abc import Mapping, Sequence
from typing import Any

from simple_history.utils import bulk_create_with_history

from campaigns.actions.copying import Copied, Shift
from campaigns.models import Campaign, ContentArea
from scoring.models import Band, CriteriaSet, Criterion, Round, ScoreSheet
from units.models import Membership


def copy_rounds(source: Campaign, target: Campaign, areas: Mapping[int, ContentArea], shift: Shift) -> dict[int, Round]:
    """Every table of the year, and every round in preparation: bands and tie-break as they were, no mark.

    The new rounds by the key of the old one. The caller holds the transaction and signs.
    """
    sets = _copy_tables(source, target, areas, shift)
    members = list(Membership.objects.in_year(target.bloc, target.year).select_related("unit").order_by("position"))
    return {
        round.pk: _copy_round(round, target, sets[round.criteria_set_id], members, shift)
        for round in source.rounds.order_by("pk")
    }


def _copy_tables(
    source: Campaign, target: Campaign, areas: Mapping[int, ContentArea], shift: Shift
) -> dict[int, CriteriaSet]:
    """The latest edition of each table, a draft again; by the key of every edition it stands for."""
    tables = list(source.criteria_sets.order_by("edition", "pk"))
    latest = {table.name: table for table in tables}
    copies = {name: _copy_table(table, target, areas, shift) for name, table in latest.items()}
    return {table.pk: copies[table.name] for table in tables}


def _copy_table(table: CriteriaSet, target: Campaign, areas: Mapping[int, ContentArea], shift: Shift) -> CriteriaSet:
    new: CriteriaSet = shift.row(table, campaign=target, edition=1, based_on=None, approved_at=None)
    new.save()
    rows = [_copy_criterion(row, new, areas, shift) for row in table.criteria.order_by("position", "pk")]
    bulk_create_with_history(rows, Criterion)
    return new


def _copy_criterion(row: Criterion, table: CriteriaSet, areas: Mapping[int, ContentArea], shift: Shift) -> Any:
    area = None if row.area_id is None else areas[row.area_id]
    return shift.row(row, criteria_set=table, area=area)


def _copy_round(
    round: Round, target: Campaign, table: CriteriaSet, members: Sequence[Membership], shift: Shift
) -> Round:
    new: Round = shift.row(round, campaign=target, criteria_set=table, back_reason="")
    new.save()
    bulk_create_with_history([shift.row(band, round=new) for band in round.bands.all()], Band)
    sheets = [
        ScoreSheet(round=new, unit=m.unit, unit_name=m.unit.name, role=m.role, position=position)
        for position, m in enumerate(members, 1)
    ]
    bulk_create_with_history(sheets, ScoreSheet)
    return new


def rounds_preview(source: Campaign, shift: Shift) -> list[Copied]:
    """What `copy_rounds` will make. Three queries."""
    names = [shift.text(name) for name in source.rounds.order_by("pk").values_list("name", flat=True)]
    criteria = Criterion.objects.filter(criteria_set__campaign=source).count()
    return [
        Copied("Bộ tiêu chí", source.criteria_sets.count(), f"{criteria} tiêu chí" if criteria else ""),
        Copied("Kỳ chấm, ở bước chuẩn bị", len(names), "; ".join(names)),
    ]
