"""One line of an appraisal with everything beside it, as the panel of the grid and the page of a unit show it."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from scoring import arithmetic
from scoring.arithmetic import Kind, Verdict
from scoring.dossier import Dossier, dossiers_of
from scoring.entries import entry_from_text
from scoring.explain import entry_words, how
from scoring.forms.appraisal import AppraisalForm
from scoring.grid import (
    Cell,
    CellState,
    Column,
    Grid,
)
from scoring.grid_words import box_text, signed, under_points
from scoring.models import Criterion, Mark
from toolkit.numbers import plain_text

VERDICTS = (Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE)


def int_or_none(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with everything beside it, every number in its printed form.

    `collision` is (what is stored, its reason, who and when, what was typed) when somebody saved it meanwhile.
    """

    column: Column
    cell: Cell
    row: Criterion
    criterion: arithmetic.Criterion
    dossier: Dossier
    own: str
    own_under: str
    note: str
    remark: str
    ours: str
    how: str
    typed: str
    reason: str
    version: int
    errors: tuple[str, ...]
    wants_reason: bool
    remark_typed: str
    remark_errors: tuple[str, ...]
    collision: tuple[str, str, str, str] | None
    state_words: str

    @property
    def is_todo(self) -> bool:
        return self.cell.state is CellState.TODO

    @property
    def is_returned(self) -> bool:
        return self.cell.state is CellState.RETURNED

    @property
    def verdicts(self) -> list[str]:
        return [entry_words(v, self.criterion) for v in VERDICTS] if self.criterion.kind is Kind.PASS_FAIL else []

    @property
    def most(self) -> str:
        return "" if self.criterion.maximum is None else plain_text(self.criterion.maximum)

    @property
    def unit_of_entry(self) -> str:
        """What stands behind the box: "/ 4", "chỉ tiêu 98", "× 0,5"."""
        if self.criterion.target is not None:
            return f"chỉ tiêu {plain_text(self.criterion.target)}"
        if self.criterion.unit_points is not None:
            return f"× {plain_text(self.criterion.unit_points)}"
        return f"/ {self.most}" if self.criterion.kind is Kind.GRADED else ""


def panel_of(request, grid: Grid, opened: int, form: AppraisalForm | None, back=None) -> LineView:
    found = grid.find(opened)
    if found is None:
        raise Http404
    return line_views(request, grid, found[0], (found[1],), {opened: form}, {opened: back})[0]


def line_views(request, grid: Grid, column: Column, places, forms=None, backs=None) -> list[LineView]:
    pks = [column.cells[i].mark for i in places]
    marks = {mark.pk: mark for mark in Mark.objects.filter(pk__in=pks)}
    for i in places:  # the rows are known: nothing more is asked for
        if column.cells[i].mark in marks:
            marks[column.cells[i].mark].criterion = grid.rows[i]
    shows_check = column.shows_ours
    beside = dossiers_of(
        column.sheet, list(marks.values()), grid.round,
        user=request.user, on=timezone.localdate(), with_check=shows_check,
    )  # fmt: skip
    forms, backs = forms or {}, backs or {}
    return [
        _line_view(grid, column, i, marks[pk], beside[pk], forms.get(pk), backs.get(pk))
        for i, pk in zip(places, pks, strict=True)
        if pk in marks
    ]


def _line_view(grid: Grid, column: Column, place: int, mark: Mark, beside: Dossier, form, back) -> LineView:
    cell, criterion = column.cells[place], grid.criteria[place]
    hides = not column.shows_own or cell.state is CellState.RETURNED
    is_na = cell.ours is Verdict.NOT_APPLICABLE
    ruled = "" if cell.state is not CellState.DONE else "Không áp dụng" if is_na else signed(criterion, cell.points)
    offered = cell.ours if cell.state is CellState.DONE else cell.own
    return LineView(
        column=column,
        cell=cell,
        row=grid.rows[place],
        criterion=criterion,
        dossier=beside if not hides else Dossier(fact=beside.fact, last=beside.last),
        own="–" if hides else _own_words(criterion, cell),
        own_under="" if hides else under_points(criterion, cell.own),
        note="" if hides else mark.note,
        remark=mark.remark,
        ours=ruled if column.shows_ours else "",
        how=how(criterion, cell.ours, grid.best.get(criterion.code)) if ruled and column.shows_ours else "",
        typed=form.typed if form else box_text(offered, criterion) if column.may_judge else "",
        reason=str(form.data.get("reason", "")) if form else cell.reason if column.shows_ours else "",
        version=int_or_none(str(form.data.get("version", ""))) or 0 if form else cell.version,
        errors=_sentences(form),
        wants_reason=bool(form and "reason" in form.errors),
        remark_typed=str(back.data.get("remark", "")) if back else "",
        remark_errors=_sentences(back),
        collision=_collision(form, criterion) if form else None,
        state_words=_state_words(cell, mark) if column.shows_ours else "",
    )


def _own_words(criterion: arithmetic.Criterion, cell: Cell) -> str:
    if cell.own is None:
        return entry_words(None, criterion)
    return "Không áp dụng" if cell.own is Verdict.NOT_APPLICABLE else signed(criterion, cell.own_points)


def _sentences(form) -> tuple[str, ...]:
    return tuple(str(sentence) for those in form.errors.values() for sentence in those) if form else ()


def _collision(form: AppraisalForm, criterion: arithmetic.Criterion):
    now = form.stored
    if now is None:
        return None
    last = now.history.order_by("-history_id").first()
    when = f"{timezone.localtime(last.history_date):%H:%M}" if last else ""
    who = (last.history_by if last else "") or "Người khác"
    stored = box_text(entry_from_text(now.appraised_entry), criterion) or "chưa có điểm"
    return stored, now.reason, f"{who} lưu lúc {when}" if when else who, form.typed or "trống"


def _state_words(cell: Cell, mark: Mark) -> str:
    if cell.state is CellState.DONE and mark.appraised_at:
        return f"Đã lưu {timezone.localtime(mark.appraised_at):%H:%M %d/%m/%Y}"
    return "Đã thẩm định" if cell.state is CellState.DONE else ""
