"""The rows of a scoring table as the page shows them: by area, their numbers as text or as boxes to type in.

The cells are written here: a template that writes three hundred rows cell by cell is slow.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from campaigns.models import ContentArea
from scoring.forms.tables import LABELS
from scoring.forms.tables_weights import LONGEST, NAMES, WeightRow, WeightsForm, box_name, has_box, shown
from scoring.models import CriterionKind
from scoring.table_words import scale
from toolkit.numbers import decimal_text

NO_BOX = SafeString('<td role="cell" class="num c-none"></td>')
OUTSIDE = (CriterionKind.BONUS, CriterionKind.PENALTY)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A criterion; `cells` are its three numbers as table cells, boxes where they may be typed over."""

    pk: int
    code: str
    title: str
    kind: str
    source: str
    guidance: str
    cells: SafeString
    version: str
    stored: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """An area, or bonus, or penalty. `total` is empty outside the scale; `place` says where a new row would go."""

    key: str
    title: str
    total: str
    rows: list[ShownRow]
    place: str


def groups_of(form: WeightsForm, areas: list[ContentArea], *, is_edited: bool) -> list[Group]:
    """The areas by number, then bonus and penalty; empty ones only where something may be added to them."""
    found = [_area_group(form, area, is_edited=is_edited) for area in areas]
    found += [_outside_group(form, kind, is_edited=is_edited) for kind in OUTSIDE]
    return [group for group in found if group.rows or is_edited]


def _area_group(form: WeightsForm, area: ContentArea, *, is_edited: bool) -> Group:
    rows = [row for row in form.rows if row.row.area_id == area.pk]
    total = decimal_text(scale(row.criterion for row in rows))
    return Group(f"nd-{area.number}", str(area), total, _shown_rows(rows, is_edited=is_edited), f"noi-dung={area.pk}")


def _outside_group(form: WeightsForm, kind: CriterionKind, *, is_edited: bool) -> Group:
    rows = [row for row in form.rows if row.row.kind == kind]
    return Group(f"loai-{kind.value}", kind.label, "", _shown_rows(rows, is_edited=is_edited), f"loai={kind.value}")


def _shown_rows(rows: list[WeightRow], *, is_edited: bool) -> list[ShownRow]:
    return [_shown(row, is_edited=is_edited) for row in rows]


def _shown(row: WeightRow, *, is_edited: bool) -> ShownRow:
    stored = row.row
    cell = _box if is_edited else _number
    return ShownRow(
        pk=stored.pk,
        code=stored.code,
        title=stored.title,
        kind=stored.get_kind_display(),
        source=stored.get_source_display() if stored.source else "",
        guidance=stored.guidance,
        cells=format_html_join("", "{}", ((cell(row, name),) for name in NAMES)),
        version=row.version,
        stored=row.stored,
    )


def _number(row: WeightRow, name: str) -> SafeString:
    text = shown(name, getattr(row.row, name))
    if not text:
        words = "–" if has_box(row.row, name) else ""
        return format_html('<td role="cell" class="num c-none">{}</td>', words)
    return format_html('<td role="cell" class="num" data-label="{}">{}</td>', LABELS[name], text)


def _box(row: WeightRow, name: str) -> SafeString:
    if not has_box(row.row, name):
        return NO_BOX
    box, problem = box_name(name, row.row.pk), row.problems.get(name, "")
    wrong = format_html('aria-invalid="true" aria-describedby="loi-{}" ', box) if problem else ""
    said = format_html('<span class="box-problem" id="loi-{}">{}</span>', box, problem) if problem else ""
    return format_html(
        '<td role="cell" class="num c-box" data-label="{}"><span><input class="form-control num{}" {}id="id_{}" '
        'name="{}" value="{}" inputmode="decimal" autocomplete="off" maxlength="{}" aria-label="{}, tiêu chí {}">{}'
        "</span></td>",
        LABELS[name],
        " is-invalid" if problem else "",
        wrong,
        box,
        box,
        row.texts[name],
        LONGEST,
        LABELS[name],
        row.row.code,
        said,
    )
