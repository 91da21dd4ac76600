"""Thẩm định: the grid of units and criteria, and one unit line by line. What is pressed on them is in appraising.py."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from scoring import arithmetic
from scoring.actions.sheets import reasons_not_to_send_back
from scoring.forms.appraisal import AppraisalForm
from scoring.grid import (
    CellState,
    Column,
    Grid,
    Group,
    grid_of,
)
from scoring.grid_html import bodies, changed_cells, total_rows
from scoring.grid_words import conversion_of, conversions
from scoring.models import Round
from scoring.states import RoundState
from scoring.views.appraisal_lines import LineView, int_or_none, line_views, panel_of
from toolkit.access import get_permitted, may
from toolkit.numbers import decimal_text

LEADERS_ONLY = (
    "Trang thẩm định dành cho Trưởng Khối và Phó Trưởng Khối. Các đơn vị xem điểm khi kỳ chấm công khai trong Khối."
)


# The grid ---------------------------------------------------------------------------


@require_safe
def appraisal(request, pk):
    grid = grid_for(request, pk)
    opened = wanted_line(grid, request.GET)
    if request.headers.get("HX-Request"):
        return part_answer(request, grid, opened, int_or_none(request.GET.get("tiep")))
    return grid_page(request, grid, opened)


def grid_for(request, pk) -> Grid:
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_permitted(request, "scoring.see_appraisal", visible, refusal=LEADERS_ONLY, pk=pk)
    return grid_of(
        round,
        own_unit=request.user.unit_id,
        judges=lambda sheet: may(request.user, "scoring.appraise_sheet", sheet),
    )


def wanted_line(grid: Grid, asked) -> int | None:
    """?o= names a line, ?tiep= the one before the wanted one; only what the person may appraise opens."""
    if "tiep" in asked:
        return grid.after(int_or_none(asked.get("tiep")) or 0)
    found = grid.find(int_or_none(asked.get("o")) or 0)
    return found[0].cells[found[1]].mark if found and found[0].may_judge else None


def grid_page(request, grid: Grid, opened: int | None, form: AppraisalForm | None = None, back=None):
    """`form` is what was typed into the open line and not saved; `back` the form that sends it back."""
    panel = panel_of(request, grid, opened, form, back) if opened else None
    on = _on_a_phone(request, grid, panel)
    context = {
        "round": grid.round,
        "grid": grid,
        "bodies": list(bodies(grid, opened, on)),
        "totals": list(total_rows(grid, on)),
        "on": on,
        "panel": panel,
        "span": 1 + 2 * len(grid.columns),
        "until": grid.round.until if grid.round.phase is RoundState.APPRAISING else None,
        "days_left": days_left(grid.round),
        "conversions": conversions(grid),
        "provisional": [c for c in grid.columns if c.left],
        "own": next((c for c in grid.columns if c.is_mine), None),
        "may_edit": may(request.user, "scoring.edit_round", grid.round),
    }
    answer = render(request, "scoring/appraisal/grid.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def days_left(round: Round) -> int | None:
    until = round.until
    return (timezone.localdate(until) - timezone.localdate()).days if until else None


def _on_a_phone(request, grid: Grid, panel) -> str:
    """The one unit a phone shows: the asked one, that of the open line, else the first with work left."""
    asked = grid.column_of(request.GET.get("don-vi", ""))
    if panel:
        return panel.column.code
    first = next((c for c in grid.columns if c.left), None) or next(iter(grid.columns), None)
    column = asked or first
    return column.code if column else ""


def part_answer(request, grid: Grid, opened: int | None, saved: int | None = None, form=None, back=None):
    """What changes of the grid: the panel, and after a line was saved whatever may look different."""
    panel = panel_of(request, grid, opened, form, back) if opened else None
    found = grid.find(saved) if saved else None
    on = panel.column.code if panel else found[0].code if found else ""
    changed = changed_cells(grid, found[0].code, grid.criteria[found[1]], on) if found else ""
    context = {
        "round": grid.round, "grid": grid, "panel": panel, "span": 1 + 2 * len(grid.columns),
        "changed": changed, "on": on, "provisional": [c for c in grid.columns if c.left],
        "conversions": conversions(grid),
    }  # fmt: skip
    answer = render(request, "scoring/appraisal/_part.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


# One unit ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """An area of one unit. `acceptable` are "line:version" of what can be taken over as the unit scored it."""

    group: Group
    own: str
    ours: str
    lines: tuple[LineView, ...]
    acceptable: tuple[str, ...]

    @property
    def value(self) -> str:
        return ",".join(self.acceptable)


@require_safe
def appraisal_of_unit(request, pk, code):
    grid = grid_for(request, pk)
    only = int_or_none(request.GET.get("dong"))
    if request.headers.get("HX-Request") and only:
        return row_answer(request, grid, code, only)
    return unit_page(request, grid, code)


def unit_page(request, grid: Grid, code: str, forms=None, backs=None, sheet_form=None):
    column = _column_or_404(grid, code)
    lines = dict(_lines_by_place(request, grid, column, forms, backs))
    codes = [c.code for c in grid.columns]
    place = codes.index(code)
    context = {
        "round": grid.round,
        "grid": grid,
        "column": column,
        "sections": [_section(grid, column, group, lines) for group in grid.groups],
        "sums": sums_of(column),
        "sheet_form": sheet_form,
        "may_send_back": may(request.user, "scoring.appraise_sheet", column.sheet)
        and not reasons_not_to_send_back(column.sheet),
        "before": codes[place - 1] if place else None,
        "following": codes[place + 1] if place + 1 < len(codes) else None,
        "until": grid.round.until if grid.round.phase is RoundState.APPRAISING else None,
        "days_left": days_left(grid.round),
        "conversion": conversion_of(grid, column),
    }
    answer = render(request, "scoring/appraisal/unit.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _column_or_404(grid: Grid, code: str) -> Column:
    column = grid.column_of(code)
    if column is None:
        raise Http404
    return column


def _lines_by_place(request, grid: Grid, column: Column, forms, backs):
    places = tuple(range(len(grid.criteria)))
    kept = [i for i in places if column.cells[i].mark]
    return zip(kept, line_views(request, grid, column, kept, forms, backs), strict=True)


def _section(grid: Grid, column: Column, group: Group, lines) -> Section:
    cells = [(column.cells[i], grid.criteria[i].kind) for i in group.places]
    can_take = column.may_judge and not grid.round.is_open_to_all
    found = [f"{c.mark}:{c.version}" for c, kind in cells if can_take and c.is_acceptable(kind)]
    own = ours = ""
    if group.area is not None:
        own = decimal_text(column.own.areas.get(group.area, arithmetic.ZERO)) if column.shows_own else "–"
        ours = decimal_text(column.ours.areas.get(group.area, arithmetic.ZERO)) if column.shows_ours else "–"
    return Section(group, own, ours, tuple(lines[i] for i in group.places if i in lines), tuple(found))


def sums_of(column: Column) -> dict[str, str]:
    """The sum bar: totals side by side, and the parts of the appraised one."""
    ours = column.ours
    return {
        "own": decimal_text(column.own.total) if column.shows_own else "–",
        "ours": decimal_text(ours.total) if column.shows_ours else "–",
        "parts": (
            f"nền {decimal_text(ours.base)} + thưởng {decimal_text(ours.bonus)} − trừ {decimal_text(ours.penalty)}"
            if column.shows_ours
            else ""
        ),
        "done": str(sum(cell.state is CellState.DONE for cell in column.cells)),
        "of": str(len(column.cells)),
    }


def row_answer(request, grid: Grid, code: str, only: int, form=None, back=None):
    """One row of the page of a unit, with the sums."""
    column = _column_or_404(grid, code)
    found = grid.find(only)
    if found is None or found[0] is not column:
        raise Http404
    [line] = line_views(request, grid, column, (found[1],), {only: form}, {only: back})
    group = next(g for g in grid.groups if found[1] in g.places)
    context = {
        "round": grid.round, "grid": grid, "column": column, "line": line, "sums": sums_of(column),
        "section": _section(grid, column, group, {}),
    }  # fmt: skip
    answer = render(request, "scoring/appraisal/_row_part.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
