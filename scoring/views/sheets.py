"""Phiếu tự chấm: a unit's sheet, saved row by row or whole, looked over and handed in."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from scoring.actions.marks import LOCKED_TOGETHER, hand_in_mark
from scoring.actions.sheets import reasons_not_to_submit, submit_sheet, withdraw_sheet
from scoring.forms.sheets import typed_in
from scoring.models import Mark, ScoreSheet
from scoring.predicates import sees_history
from scoring.sheet_page import (
    SheetPage,
    beside,
    left_words,
    marks_of,
    may_be_taken_back,
    page_of,
    tag_of,
    until_words,
)
from scoring.sheet_rows import NOTHING, Answer
from scoring.states import RoundState, SheetState
from scoring.views.sheet_saving import save_row
from toolkit.access import get_permitted, may, require_permission
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

ENTER = "scoring.enter_scores"
APPRAISE = "scoring.appraise_sheet"
NOT_YOUR_SHEET = "Phiếu tự chấm do chính đơn vị nhập; không ai chấm thay."
PREVIEWS = {"frame-src": ["'self'"]}  # a PDF that is looked at beside its row
READ_WITH = ("unit", "round__campaign__bloc__commune", "round__criteria_set")


def sheet_or_404(request, pk: int, code: str) -> ScoreSheet:
    visible = ScoreSheet.objects.visible_to(request.user).select_related(*READ_WITH)
    return get_object_or_404(visible, round=pk, unit__code=code)


def own_sheet(request, pk: int, code: str) -> ScoreSheet:
    sheet = sheet_or_404(request, pk, code)
    require_permission(request, ENTER, sheet, refusal=NOT_YOUR_SHEET)
    return sheet


# The sheet ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update(PREVIEWS)  # type: ignore[arg-type]  # typed for views of one argument
def sheet(request, pk, code):
    """POST saves every row that was changed; what cannot be saved stays as it was typed."""
    found = sheet_or_404(request, pk, code)
    if request.method != "POST":
        return sheet_answer(request, found, marks_of(found))
    require_permission(request, ENTER, found, refusal=NOT_YOUR_SHEET)
    marks = marks_of(found)
    answers = save_rows(marks, request)
    if any(answer.is_open for answer in answers.values()):
        return sheet_answer(request, found, with_saved(marks, answers), answers)
    saved = sum(answer.is_saved for answer in answers.values())
    if "kiem-tra" in request.POST:
        return redirect("sheet_submit", pk, code)
    messages.success(request, f"Đã lưu {saved} dòng." if saved else "Không có dòng nào thay đổi.")
    return redirect(found_row(pk, code, next((key for key in request.POST if key.startswith("lay-")), "")))


def found_row(pk: int, code: str, button: str) -> str:
    """The sheet, at the row whose button was pressed."""
    place = button.removeprefix("lay-")
    return reverse("sheet", args=[pk, code]) + (f"#dong-{place}" if place.isdecimal() else "")


def sheet_answer(request, sheet: ScoreSheet, marks, answers=None, status=200) -> HttpResponse:
    now, may_enter = timezone.now(), may(request.user, ENTER, sheet)
    is_entering = may_enter and sheet.round.state in (RoundState.SELF_SCORING, RoundState.APPRAISING)
    around = beside(sheet, marks, user=request.user, at=now, with_facts=is_entering)
    page = page_of(sheet, marks, at=now, may_enter=may_enter, answers=answers, around=around)
    return render(
        request, "scoring/sheet/sheet.html", sheet_context(request, sheet, page, now, may_enter), status=status
    )


def sheet_context(request, sheet: ScoreSheet, page: SheetPage, now, may_enter: bool) -> dict:
    round = sheet.round
    until = round.self_scoring_until
    return {
        "sheet": sheet,
        "round": round,
        "page": page,
        "sums": page.sums,
        "tag": tag_of(sheet),
        "may_enter": may_enter,
        "is_writable": page.is_writable,
        "may_submit": may_enter and page.is_writable and (is_self_scoring(sheet) or is_returned(sheet)),
        "is_single": round.state == RoundState.APPRAISING and not is_returned(sheet),
        "may_withdraw": may_enter and may_be_taken_back(sheet, now),
        "until": until_words(until),
        "left": left_words(until, now) if until else "",
        "submitted": until_words(sheet.submitted_at),
        "step": round.criteria_set.step,
        "has_evidence": any(row.evidence for row in page.rows),
        "returned": [row for row in page.rows if row.remark],
        "may_appraise": round.state == RoundState.APPRAISING and may(request.user, APPRAISE, sheet),
        "sees_history": sees_history(request.user, sheet, round),
    }


def is_self_scoring(sheet: ScoreSheet) -> bool:
    return sheet.round.state == RoundState.SELF_SCORING


def is_returned(sheet: ScoreSheet) -> bool:
    return sheet.state == SheetState.RETURNED


# Saving rows ----------------------------------------------------------------------------------------------------------


def save_rows(marks, request) -> dict[int, Answer]:
    """What became of every row that was sent, by the key of its line."""
    sent = {mark.pk: (mark, typed) for mark in marks if (typed := typed_in(request.POST, mark.pk))}
    now = timezone.now()
    return {pk: save_row(mark, typed, by=request.user, at=now) for pk, (mark, typed) in sent.items()}


def with_saved(marks, answers) -> list[Mark]:
    """The marks as they are stored now, on the objects the page was read with."""
    found = []
    for mark in marks:
        now = answers[mark.pk].mark if mark.pk in answers else mark
        now.sheet, now.criterion = mark.sheet, mark.criterion
        found.append(now)
    return found


# One row --------------------------------------------------------------------------------------------------------------


def permitted_mark(request, pk: int) -> Mark:
    visible = Mark.objects.visible_to(request.user).select_related(*LOCKED_TOGETHER, "sheet__round__criteria_set")
    mark = get_permitted(request, ENTER, visible, pk=pk, refusal=NOT_YOUR_SHEET)
    request.user.unit = mark.sheet.unit  # the same unit, for the history: not asked for again
    return mark


@require_POST
@csp_update(PREVIEWS)  # type: ignore[arg-type]  # typed for views of one argument
def mark_save(request, pk):
    """One row. The script asks for the parts that changed; without it the answer is the sheet."""
    mark = permitted_mark(request, pk)
    answer = saved_or_same(request, mark)
    marks = with_saved(marks_of(mark.sheet), {mark.pk: answer})
    if not request.htmx:
        if answer.is_open:
            return sheet_answer(request, mark.sheet, marks, {mark.pk: answer})
        return redirect(found_row(mark.sheet.round_id, mark.sheet.unit.code, str(pk)))
    return row_answer(request, mark.sheet, marks, {mark.pk: answer}, pk)


def saved_or_same(request, mark: Mark) -> Answer:
    typed = typed_in(request.POST, mark.pk)
    return save_row(mark, typed, by=request.user, at=timezone.now()) if typed else Answer(mark)


def row_answer(request, sheet: ScoreSheet, marks, answers, pk: int) -> HttpResponse:
    page = page_of(sheet, marks, at=timezone.now(), may_enter=True, answers=answers, around=NOTHING)
    context = {"row": page.row(pk), "group": page.group_of(pk), "sums": page.sums, "is_open": answers[pk].is_open}
    return render(request, "scoring/sheet/_parts.html", context)


@require_POST
@csp_update(PREVIEWS)  # type: ignore[arg-type]  # typed for views of one argument
def mark_hand_in(request, pk):
    """Hand a line in again that was sent back, with what was typed last."""
    mark = permitted_mark(request, pk)
    answer = saved_or_same(request, mark)
    if not answer.is_open:
        try:
            hand_in_mark(answer.mark, seen=answer.mark.version, by=request.user, at=timezone.now())
            messages.success(request, f"Đã gửi lại tiêu chí {mark.criterion.code}.")
        except NotPossible as problem:
            messages.error(request, str(problem))
        except ChangedMeanwhile:
            messages.error(request, f"Tiêu chí {mark.criterion.code} vừa được người khác sửa. Xem lại rồi gửi.")
        return redirect(found_row(mark.sheet.round_id, mark.sheet.unit.code, str(pk)))
    marks = with_saved(marks_of(mark.sheet), {mark.pk: answer})
    return sheet_answer(request, mark.sheet, marks, {mark.pk: answer})


# Handing in -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_submit(request, pk, code):
    """Xem lại trước khi nộp; POST hands it in."""
    found, now = own_sheet(request, pk, code), timezone.now()
    reasons: list[str] = []
    if request.method == "POST":
        try:
            submit_sheet(found, by=request.user, at=now)
            messages.success(request, f"Đã nộp phiếu tự chấm lúc {timezone.localtime(now):%H:%M}.")
            return redirect("sheet", pk, code)
        except NotPossible as problem:
            reasons = problem.reasons
    page = page_of(found, marks_of(found), at=now, may_enter=True)
    context = sheet_context(request, found, page, now, may_enter=True)
    context |= {"reasons": reasons, "blocking": reasons_not_to_submit(found, now), "may_undo": is_self_scoring(found)}
    return render(request, "scoring/sheet/submit.html", context)


@require_POST
def sheet_withdraw(request, pk, code):
    found = own_sheet(request, pk, code)
    try:
        withdraw_sheet(found, by=request.user, at=timezone.now())
        messages.success(request, "Đã rút phiếu về. Sửa xong thì nộp lại.")
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("sheet", pk, code)
