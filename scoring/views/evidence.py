"""Minh chứng: shown, added to a line, taken away, and a unit's whole pack."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.actions.evidence import add_files, add_link, remove_evidence
from scoring.actions.marks import reasons_not_to_enter
from scoring.evidence_pack import pack_name, packed
from scoring.forms.evidence import EvidenceForm
from scoring.models import Evidence, Mark
from scoring.reuse import reuse_of
from scoring.sheet_page import standing
from scoring.views.sheets import ENTER, NOT_YOUR_SHEET, PREVIEWS, permitted_mark, sheet_or_404
from toolkit.access import may, require_permission
from toolkit.downloads import attachment, private_response
from toolkit.forms import done
from toolkit.history import Place
from toolkit.private_files import open_kept
from toolkit.reasons import NotPossible
from units.actions import note_reading
from units.models import ReadingKind

READ_WITH = ("mark__criterion", "mark__sheet__unit", "mark__sheet__round__campaign__bloc__commune", "added_by")
GONE = "Kho tệp không còn tệp này."


# One piece ------------------------------------------------------------------------------------------------------------


@require_safe
@xframe_options_sameorigin
@csp_update(PREVIEWS)  # type: ignore[arg-type]  # typed for views of one argument
def evidence(request, pk):
    """The page of a piece of evidence with its preview; `?xem` is the file as the preview shows it, `?tai` to save."""
    visible = Evidence.objects.visible_to(request.user).select_related(*READ_WITH)
    found = get_object_or_404(visible, pk=pk)
    if not found.is_link and ("xem" in request.GET or "tai" in request.GET):
        return file_answer(found, is_shown="xem" in request.GET)
    template = "scoring/evidence/_preview.html" if request.htmx else "scoring/evidence/evidence.html"
    return render(request, template, evidence_context(request, found))


def file_answer(found: Evidence, *, is_shown: bool) -> FileResponse:
    """A preview may stand in a page of this site, and of no other."""
    try:
        file = open_kept(found.path or "")
    except FileNotFoundError:
        raise Http404(GONE) from None
    response = private_response(file, found.name, found.file_kind, inline=is_shown)
    if is_shown:
        policy = response["Content-Security-Policy"]
        response["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return response


def evidence_context(request, found: Evidence) -> dict:
    mark = found.mark
    may_enter = may(request.user, ENTER, found)
    shared = reuse_of(Mark.objects.filter(pk=mark.pk), user=request.user).get(mark.pk, ())
    return {
        "one": found,
        "mark": mark,
        "sheet": mark.sheet,
        "round": mark.sheet.round,
        "reuse": [reuse for reuse in shared if reuse.evidence == found.pk],
        "is_image": not found.is_link and found.file_kind.is_shown and found.kind != "pdf",
        "is_pdf": found.kind == "pdf",
        "may_remove": may_enter and not reasons_not_to_enter(standing(mark), timezone.now()),
    }


# Adding and taking away -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request, pk):
    """A page of its own; the script shows its form over the sheet, and sends files that were dropped onto a row."""
    mark = permitted_mark(request, pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid() and is_added(request, form, mark):
        return after_change(request, mark, "Đã thêm minh chứng.")
    if form.is_bound and "tha" in request.POST:
        return chips_answer(request, mark, form.sentences)
    template = "scoring/evidence/_add.html" if request.htmx else "scoring/evidence/add.html"
    return render(request, template, add_context(mark, form))


def is_added(request, form: EvidenceForm, mark: Mark) -> bool:
    signed = {"by": request.user, "at": timezone.now()}
    if files := form.cleaned_data["new_files"]:
        return done(form, add_files, mark, files, **signed)
    return done(form, add_link, mark, form.cleaned_data["url"], form.cleaned_data["name"], **signed)


def add_context(mark: Mark, form: EvidenceForm) -> dict:
    return {
        "mark": mark,
        "round": mark.sheet.round,
        "sheet": mark.sheet,
        "form": form,
        "button": "Thêm minh chứng",
        "cancel_url": sheet_row(mark),
    }


def sheet_row(mark: Mark) -> str:
    return reverse("sheet", args=[mark.sheet.round_id, mark.sheet.unit.code]) + f"#dong-{mark.pk}"


def after_change(request, mark: Mark, words: str) -> HttpResponse:
    """The chips of the row for the script, else the sheet at that row."""
    if request.htmx:
        return chips_answer(request, mark)
    messages.success(request, words)
    return redirect(sheet_row(mark))


def chips_answer(request, mark: Mark, problems=()) -> HttpResponse:
    context = {
        "evidence": mark.evidence.order_by("added_at", "pk"),
        "reuse": reuse_of(Mark.objects.filter(pk=mark.pk), user=request.user).get(mark.pk, ()),
        "problems": problems,
        "pk": mark.pk,
        "code": mark.criterion.code,
        "is_writable": True,
    }
    return render(request, "scoring/evidence/_chips.html", context)


@require_POST
def evidence_remove(request, pk):
    visible = Evidence.objects.visible_to(request.user).select_related(*READ_WITH)
    found = get_object_or_404(visible, pk=pk)
    require_permission(request, ENTER, found, refusal=NOT_YOUR_SHEET)
    try:
        remove_evidence(found, by=request.user, at=timezone.now())
    except NotPossible as problem:
        if request.htmx:
            return chips_answer(request, found.mark, problem.reasons)
        messages.error(request, str(problem))
        return redirect(sheet_row(found.mark))
    return after_change(request, found.mark, f"Đã bỏ minh chứng {found.name}.")


# The whole pack -------------------------------------------------------------------------------------------------------


@require_safe
def evidence_pack(request, pk, code):
    """Everything a unit shows in a round as one ZIP, for whoever sees the sheet."""
    sheet = sheet_or_404(request, pk, code)
    rows = Evidence.objects.filter(mark__sheet=sheet).select_related("mark__criterion")
    ordered = list(rows.order_by("mark__criterion__position", "added_at", "pk"))
    if not ordered:
        raise Http404("Đơn vị chưa có minh chứng nào trong kỳ chấm này.")
    response = FileResponse(packed(sheet, ordered), content_type="application/zip")
    about = f"Bộ minh chứng của {sheet.unit_name}, {sheet.round.name}"
    place = Place(of=sheet.pk, bloc=sheet.bloc_id, year=sheet.year, unit=sheet.unit_id)
    note_reading(request.user, ReadingKind.EXPORT, about, at=timezone.now(), page="phieu", place=place)
    return attachment(response, pack_name(sheet))
