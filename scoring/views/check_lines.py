"""One cross-check: what the unit handed in, what the checking unit says of it line by line, and when that is sent."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from scoring import arithmetic
from scoring.actions import checks as actions
from scoring.arithmetic import Kind, Verdict
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.forms.checks import CheckedMarkForm, CheckSendForm
from scoring.grid import shows_own
from scoring.grid_words import box_text
from scoring.models import CheckedMark, Criterion, CrossCheck, Evidence, Mark, ScoreSheet
from scoring.states import RoundState
from scoring.stored import criterion_of, rows_of
from scoring.views.appraisal_lines import int_or_none
from scoring.views.checks import may_read
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from toolkit.numbers import plain_text
from toolkit.reasons import NotPossible

NOT_YOUR_CHECK = "Điểm chấm chéo do đơn vị được giao nhập, ở bước thẩm định."
NOT_SHOWN_YET = "Kết quả chấm chéo đơn vị mình xem được khi kỳ chấm công khai trong Khối."
VERDICTS = (Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A criterion of the checked unit, every number in its printed form."""

    row: Criterion
    criterion: arithmetic.Criterion
    own: str
    own_note: str
    evidence: tuple[Evidence, ...]
    typed: str
    said: str
    note: str
    version: int
    errors: tuple[str, ...]
    collision: tuple[str, str] | None
    is_other: bool

    @property
    def verdicts(self) -> list[str]:
        return [entry_words(v, self.criterion) for v in VERDICTS] if self.criterion.kind is Kind.PASS_FAIL else []

    @property
    def most(self) -> str:
        return "" if self.criterion.maximum is None else plain_text(self.criterion.maximum)


def _check_or_404(request, pk) -> CrossCheck:
    visible = CrossCheck.objects.visible_to(request.user).select_related(
        "checker", "unit", "round__campaign__bloc__commune", "round__criteria_set"
    )
    found = get_object_or_404(visible.distinct(), pk=pk)
    if not may_read(request.user, found, found.round):
        require_permission(request, "scoring.cross_check", found, refusal=NOT_SHOWN_YET)
    return found


@require_safe
def check(request, pk):
    return check_page(request, _check_or_404(request, pk))


def check_page(request, found: CrossCheck, forms=None, send_form=None):
    lines = check_lines(request, found, rows_of(found.round.criteria_set), forms)
    is_open = may(request.user, "scoring.cross_check", found) and found.round.phase is RoundState.APPRAISING
    context = {
        "check": found,
        "round": found.round,
        "lines": lines,
        "may_enter": is_open and not found.done_at,
        "may_take_back": is_open and found.done_at,
        "is_checker": found.checker_id == request.user.unit_id,
        "is_early": found.round.phase in (RoundState.PREPARING, RoundState.SELF_SCORING),
        "entered": sum(bool(line.said) for line in lines),
        "others": sum(line.is_other for line in lines),
        "send_form": send_form,
        "remark": send_form.data.get("remark", "") if send_form else found.remark,
    }
    answer = render(request, "scoring/checks/check.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def check_lines(request, found: CrossCheck, rows: list[Criterion], forms=None) -> list[CheckLine]:
    """What the unit handed in with its evidence, and what the checking unit says. Four queries."""
    if found.round.phase in (RoundState.PREPARING, RoundState.SELF_SCORING):
        return []
    sheet = ScoreSheet.objects.filter(round=found.round_id, unit=found.unit_id).first()
    if sheet is None:
        return []
    sheet.round = found.round
    marks = {m.criterion_id: m for m in sheet.marks.filter(criterion__in=rows)} if shows_own(sheet) else {}
    shown: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(mark__in=list(marks.values())).order_by("added_at", "pk"):
        shown.setdefault(one.mark_id, []).append(one)
    said = {line.criterion_id: line for line in found.marks.filter(criterion__in=rows)}
    return [_check_line(row, marks.get(row.pk), shown, said.get(row.pk), (forms or {}).get(row.pk)) for row in rows]


def _check_line(row: Criterion, mark: Mark | None, shown, said: CheckedMark | None, form) -> CheckLine:
    criterion = criterion_of(row)
    is_there = mark is not None and not mark.is_returned
    entry = entry_from_text(said.entry) if said else None
    stored = box_text(entry, criterion)
    return CheckLine(
        row=row,
        criterion=criterion,
        own=entry_words(entry_from_text(mark.self_entry), criterion) if mark and is_there else "đang trả lại",
        own_note=mark.note if mark and is_there else "",
        evidence=tuple(shown.get(mark.pk, ())) if mark and is_there else (),
        typed=form.typed if form else stored,
        said=stored,
        note=str(form.data.get("note", "")) if form else said.note if said else "",
        version=int_or_none(str(form.data.get("version", ""))) or 0 if form else said.version if said else 0,
        errors=tuple(str(s) for those in form.errors.values() for s in those) if form else (),
        collision=_check_collision(form, criterion) if form else None,
        is_other=bool(said and said.entry and mark and is_there and said.entry != mark.self_entry),
    )


def _check_collision(form: CheckedMarkForm, criterion: arithmetic.Criterion) -> tuple[str, str] | None:
    if form.stored is None:
        return None
    return box_text(entry_from_text(form.stored.entry), criterion) or "trống", form.typed or "trống"


def checked_by_own_unit(request, pk) -> CrossCheck:
    visible = CrossCheck.objects.visible_to(request.user).select_related(
        "checker", "unit", "round__campaign__bloc__commune", "round__criteria_set"
    )
    return get_permitted(request, "scoring.cross_check", visible.distinct(), refusal=NOT_YOUR_CHECK, pk=pk)


@require_POST
def check_save(request, pk, criterion):
    found = checked_by_own_unit(request, pk)
    rows = found.round.criteria_set.criteria.select_related("area")
    row = get_object_or_404(rows, pk=criterion)
    form = CheckedMarkForm(request.POST, criterion=criterion_of(row), step=found.round.criteria_set.step)
    if form.is_valid() and _entered(request, form, found, row):
        messages.success(request, f"Đã lưu {timezone.localtime():%H:%M}: tiêu chí {row.code}.")
        if request.headers.get("HX-Request"):
            return redirect(f"{reverse('check_line', args=[pk, row.pk])}")
        return redirect(f"{reverse('check', args=[pk])}#dong-{row.pk}")
    if request.headers.get("HX-Request"):
        return line_answer(request, found, row, form)
    return check_page(request, found, {row.pk: form})


def _entered(request, form: CheckedMarkForm, found: CrossCheck, row: Criterion) -> bool:
    entry, note = form.cleaned_data["entry"], form.cleaned_data["note"]
    return done(form, actions.enter_check, found, row, entry, note, seen=form.seen, by=request.user)


@require_safe
def check_line(request, pk, criterion):
    """One line of the page, for the script."""
    found = _check_or_404(request, pk)
    row = get_object_or_404(found.round.criteria_set.criteria.select_related("area"), pk=criterion)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('check', args=[pk])}#dong-{criterion}")
    return line_answer(request, found, row)


def line_answer(request, found: CrossCheck, row: Criterion, form: CheckedMarkForm | None = None):
    lines = check_lines(request, found, [row], {row.pk: form})
    may_enter = may(request.user, "scoring.cross_check", found) and not found.done_at
    context = {"check": found, "line": next(iter(lines), None), "may_enter": may_enter}
    answer = render(request, "scoring/checks/_line_part.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_POST
def check_send(request, pk):
    found = checked_by_own_unit(request, pk)
    form = CheckSendForm(request.POST)
    if form.is_valid() and done(
        form, actions.send_check, found, form.cleaned_data["remark"], by=request.user, at=timezone.now()
    ):
        messages.success(request, f"Đã gửi kết quả chấm chéo {found.unit} lúc {timezone.localtime():%H:%M}.")
        return redirect("check", pk)
    return check_page(request, found, send_form=form)


@require_POST
def check_take_back(request, pk):
    found = checked_by_own_unit(request, pk)
    try:
        actions.take_back_check(found, by=request.user)
        messages.success(request, "Đã rút kết quả chấm chéo để sửa. Sửa xong thì gửi lại.")
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("check", pk)
