"""What an appraiser presses: a line saved or taken over, an area taken over, a line or a sheet sent back.

With the header of the script the answer is the part of the page that changed; without it, the page.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from scoring.actions.appraisal import Accepted, accept_lines
from scoring.actions.marks import Appraisal, appraise_mark, send_back_mark
from scoring.actions.sheets import send_back_sheet
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.forms.appraisal import AppraisalForm, RemarkForm
from scoring.grid import with_role
from scoring.models import Mark, ScoreSheet
from scoring.stored import criterion_of
from scoring.views.appraisal import grid_for, grid_page, part_answer, row_answer, unit_page
from scoring.views.appraisal_lines import int_or_none
from toolkit.access import get_permitted
from toolkit.forms import done
from toolkit.reasons import NotPossible

NOT_YOURS = (
    "Điểm của đơn vị này do người khác thẩm định: Trưởng Khối thẩm định các đơn vị, Phó Trưởng Khối thẩm định đơn vị "
    "Trưởng Khối. Không ai thẩm định đơn vị mình."
)
FROM_UNIT = "don-vi"
MOST_LINES = 500


def judged_mark(request, pk) -> Mark:
    """The line, when the person may appraise it."""
    marks = Mark.objects.visible_to(request.user).select_related(
        "criterion__area", "criterion__criteria_set", "sheet__unit", "sheet__round__campaign__bloc"
    )
    marks = with_role(marks, "sheet__unit", "sheet__round")
    return get_permitted(request, "scoring.appraise_sheet", marks, refusal=NOT_YOURS, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_appraise(request, pk):
    mark = judged_mark(request, pk)
    if request.method != "POST":
        return redirect(f"{reverse('appraisal', args=[mark.sheet.round_id])}?o={pk}")
    form = AppraisalForm(request.POST, criterion=criterion_of(mark.criterion), step=mark.criterion.criteria_set.step)
    if form.is_valid() and _appraised(request, form, mark):
        entry = entry_words(entry_from_text(form.result.appraised_entry), criterion_of(mark.criterion))
        messages.success(request, f"Đã lưu {_now()}: {mark.sheet.unit_name}, tiêu chí {mark.criterion.code}: {entry}.")
        return _onwards(request, mark)
    return _refused(request, mark, form=form)


def _appraised(request, form: AppraisalForm, mark: Mark) -> bool:
    appraisal = form.appraisal
    if "nhan" in request.POST:
        if not mark.self_entry and mark.criterion.is_base:
            form.add_error(None, "Đơn vị chưa chấm tiêu chí này. Nhập điểm thẩm định.")
            return False
        appraisal = Appraisal(mark.self_entry, "" if not mark.sheet.round.is_open_to_all else appraisal.reason)
    return done(form, appraise_mark, mark, appraisal, seen=form.seen, by=request.user, at=timezone.now())


def _now() -> str:
    return f"{timezone.localtime():%H:%M}"


def _onwards(request, mark: Mark):
    """To the next line of the grid, or back to the row of the page of the unit."""
    round = mark.sheet.round_id
    if request.POST.get("tu") != FROM_UNIT:
        return redirect(f"{reverse('appraisal', args=[round])}?{urlencode({'tiep': mark.pk})}")
    address = reverse("appraisal_of_unit", args=[round, mark.sheet.unit.code])
    return redirect(f"{address}?dong={mark.pk}#dong-{mark.pk}")


def _refused(request, mark: Mark, *, form=None, back=None):
    """The line again, with what was typed and why it was not saved."""
    grid = grid_for(request, mark.sheet.round_id)
    is_part, code = request.headers.get("HX-Request"), mark.sheet.unit.code
    if request.POST.get("tu") == FROM_UNIT:
        if is_part:
            return row_answer(request, grid, code, mark.pk, form, back)
        return unit_page(request, grid, code, {mark.pk: form}, {mark.pk: back})
    if is_part:
        return part_answer(request, grid, mark.pk, None, form, back)
    return grid_page(request, grid, mark.pk, form, back)


@require_POST
def mark_send_back(request, pk):
    mark = judged_mark(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        remark, signed = form.cleaned_data["remark"], {"by": request.user, "at": timezone.now()}
        if done(form, send_back_mark, mark, remark, seen=form.seen, **signed):
            messages.success(request, f"Đã trả lại tiêu chí {mark.criterion.code} cho {mark.sheet.unit_name}.")
            return _onwards(request, mark)
    return _refused(request, mark, back=form)


# Many at once ---------------------------------------------------------------------------


@require_POST
def lines_accept(request, pk):
    """`dong` is "line:version,line:version" as the page showed them, all of one sheet."""
    seen = _seen(request.POST.get("dong", ""))
    sheets = ScoreSheet.objects.visible_to(request.user).filter(round=pk, marks__in=seen).distinct()
    sheets = with_role(sheets.select_related("unit", "round__campaign__bloc"), "unit", "round")
    found = list(sheets[:2])
    if len(found) != 1:
        raise Http404
    sheet = get_permitted(request, "scoring.appraise_sheet", sheets, refusal=NOT_YOURS, pk=found[0].pk)
    try:
        accepted = accept_lines(sheet, seen, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        _tell(request, sheet, accepted)
    if request.POST.get("tu") == FROM_UNIT:
        return redirect("appraisal_of_unit", pk, sheet.unit.code)
    return redirect(f"{reverse('appraisal', args=[pk])}?{urlencode({'don-vi': sheet.unit.code})}")


def _seen(text: str) -> dict[int, int]:
    """Raises Http404 for what no page of ours sends."""
    pairs = [pair.split(":") for pair in text.split(",")][: MOST_LINES + 1]
    numbers = [[int_or_none(part) for part in pair] for pair in pairs]
    if len(pairs) > MOST_LINES or any(len(pair) != 2 or None in pair for pair in numbers):
        raise Http404
    return {mark: version for mark, version in numbers if mark is not None and version is not None}


def _tell(request, sheet: ScoreSheet, accepted: Accepted) -> None:
    if accepted.taken:
        said = f"Đã nhận {len(accepted.taken)} tiêu chí của {sheet.unit_name} như tự chấm: {_codes(accepted.taken)}."
        messages.success(request, said)
    if accepted.changed:
        said = f"Để nguyên tiêu chí {_codes(accepted.changed)} của {sheet.unit_name}: vừa có người khác sửa. Xem lại."
        messages.warning(request, said)
    if accepted.empty:
        said = f"{sheet.unit_name} chưa chấm tiêu chí {_codes(accepted.empty)}: nhập điểm thẩm định."
        messages.warning(request, said)


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes)


@require_POST
def sheet_send_back(request, pk, code):
    sheets = ScoreSheet.objects.visible_to(request.user).filter(round=pk)
    sheets = with_role(sheets.select_related("unit", "round__campaign__bloc"), "unit", "round")
    sheet = get_object_or_404(sheets, unit__code=code)
    get_permitted(request, "scoring.appraise_sheet", sheets, refusal=NOT_YOURS, pk=sheet.pk)
    form = RemarkForm(request.POST)
    if form.is_valid() and done(
        form, send_back_sheet, sheet, form.cleaned_data["remark"], by=request.user, at=timezone.now()
    ):
        messages.success(request, f"Đã trả lại phiếu cho {sheet.unit_name}.")
        return redirect("appraisal_of_unit", pk, code)
    return unit_page(request, grid_for(request, pk), code, sheet_form=form)
