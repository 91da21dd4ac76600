"""Draft tables for the tests of the editor: the settled year's table taken up anew."""

from scoring.actions.tables import draft_edition
from scoring.actions.tables_rows import in_order
from scoring.forms.tables_weights import NAMES, VERSION, WeightsForm, box_name, has_box
from scoring.models import CriteriaSet, Criterion
from scoring.stored import rows_of
from tests.cast import AT


def a_draft(cast) -> CriteriaSet:
    """Edition 2 of the settled round's table, with the sample's rows."""
    made = draft_edition(cast.round.criteria_set, by=cast.head, at=AT)
    return CriteriaSet.objects.select_related("campaign__bloc__commune").get(pk=made.pk)


def row_of(table: CriteriaSet, code: str) -> Criterion:
    return table.criteria.select_related("area", "criteria_set__campaign__bloc__commune").get(code=code)


def codes_of(table: CriteriaSet) -> list[str]:
    return list(table.criteria.order_by("position", "pk").values_list("code", flat=True))


def boxes(table: CriteriaSet, **typed: str) -> dict[str, str]:
    """What a browser sends of the whole page; `typed` by number and code: "maximum_1.2"."""
    form = WeightsForm(in_order(rows_of(table)))
    data: dict = {"thu-tu": [], "thu-tu-cu": ",".join(str(row.row.pk) for row in form.rows)}
    for row in form.rows:
        data["thu-tu"].append(str(row.row.pk))
        data[f"{VERSION}-{row.row.pk}"] = row.version
        for name in NAMES:
            if has_box(row.row, name):
                data[box_name(name, row.row.pk)] = typed.get(f"{name}_{row.row.code}", row.texts[name])
    return data
