"""Kiến nghị: sent by a unit within the window, withdrawn, answered by whoever appraises the line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.actions import objections as actions
from scoring.actions.objections import Answer, Plea, reasons_not_to_answer, reasons_not_to_object, window_words
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.forms.objections import AnswerForm, ObjectionForm
from scoring.models import Evidence, Mark, Objection, Round
from scoring.provisional import moment, provisional_of
from scoring.states import ObjectionState, RoundState
from scoring.stored import criterion_of
from scoring.views.standings import COUNCIL_READS_RESULTS, require_shown
from toolkit.access import get_permitted, may
from toolkit.forms import MEANWHILE, SeenForm, done

APPRAISES = "Đơn vị mình thẩm định dòng này: sửa điểm ở trang thẩm định, kèm lý do; không gửi kiến nghị cho chính mình."
NOT_A_MEMBER = "Kiến nghị do các đơn vị trong Khối gửi."
LINE = ("criterion__area", "criterion__criteria_set", "sheet__unit", "sheet__round__campaign__bloc__commune")
OF_LINE = tuple(f"mark__{path}" for path in LINE)


@require_safe
def objections(request, pk):
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_permitted(request, "scoring.open_scoring", visible, refusal=COUNCIL_READS_RESULTS, pk=pk)
    found = Objection.objects.in_round(round) if round.is_open_to_all else Objection.objects.none()
    rows = list(found.select_related("unit", *OF_LINE).order_by("filed_at", "pk"))
    context = {
        "round": round,
        "waiting": [one for one in map(told_of, rows) if one["objection"].is_open],
        "closed": [one for one in map(told_of, rows) if not one["objection"].is_open],
        "lead": lead_words(round, len(rows)),
        "window": when_words(round),
    }
    return render(request, "scoring/objections/list.html", context)


def lead_words(round: Round, count: int) -> str:
    until = f" đến {moment(round.objecting_until)}" if round.objecting_until else ""
    match round.phase:
        case RoundState.OBJECTING:
            return f"Đơn vị gửi được{until}; người thẩm định trả lời kèm lý do."
        case RoundState.REVIEWING:
            return "Đã hết thời gian gửi. Kiến nghị còn chờ phải được trả lời trước khi chốt."
        case RoundState.SETTLED:
            return "Kỳ chấm đã chốt."
    return window_words(round)


def when_words(round: Round) -> str:
    """What the empty page says: from when to when, or that it is over."""
    if round.phase.place > RoundState.OBJECTING.place:
        return "Không đơn vị nào gửi kiến nghị trong kỳ chấm này."
    if round.phase is RoundState.OBJECTING:
        until = f" đến {moment(round.objecting_until)}" if round.objecting_until else ""
        how = "mở bảng điểm công khai, chọn tổng điểm của một đơn vị, rồi chọn “Kiến nghị về tiêu chí này”."
        return f"Đơn vị gửi được{until}: {how}"
    return window_words(round)


def told_of(objection: Objection) -> dict:
    """An objection with its entries in words."""
    criterion = criterion_of(objection.mark.criterion)

    def words(entry: str) -> str:
        return entry_words(entry_from_text(entry), criterion)

    return {
        "objection": objection,
        "wanted": words(objection.wanted) if objection.wanted else "",
        "before": words(objection.entry_before),
        "after": words(objection.entry_after),
        "is_answered": objection.state == ObjectionState.ANSWERED,
    }


# A unit objects -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def objection_new(request, pk):
    mark = get_object_or_404(Mark.objects.visible_to(request.user).select_related(*LINE), pk=pk)
    round = mark.sheet.round
    if not may(request.user, "scoring.object", round):
        raise PermissionDenied(COUNCIL_READS_RESULTS if request.user.council_of_id else NOT_A_MEMBER)
    require_shown(round)
    if may(request.user, "scoring.appraise_sheet", mark.sheet):
        raise PermissionDenied(APPRAISES)
    reasons = reasons_not_to_object(round, timezone.now())
    if reasons and request.method != "POST":
        raise PermissionDenied(reasons[0])
    form = ObjectionForm(request.POST if request.method == "POST" else None, mark=mark)
    if form.is_valid() and done(
        form, actions.file_objection, mark, Plea(**form.cleaned_data), unit=request.user.unit, by=request.user,
        at=timezone.now(),
    ):  # fmt: skip
        messages.success(request, f"Đã gửi kiến nghị về tiêu chí {mark.criterion.code} của {mark.sheet.unit_name}.")
        return redirect("objection", form.result.pk)
    back = reverse("standing_of_unit", args=[round.pk, mark.sheet.unit.code])
    context = {"form": form, "button": "Gửi kiến nghị", "cancel_url": back, "keep": f"kien-nghi-{pk}"}
    return render(request, "scoring/objections/new.html", context | line_context(mark))


def line_context(mark: Mark) -> dict:
    """The line as it stands now, with its points and the rule in words."""
    found = provisional_of(mark.sheet.round)
    trace = found.trace(found.unit(mark.sheet.unit.code))
    told = next(li for group in trace.groups for li in group.lines if li.code == mark.criterion.code)
    evidence = Evidence.objects.filter(mark=mark).order_by("added_at", "pk")
    return {"round": mark.sheet.round, "mark": mark, "told": told, "evidence": evidence}


# It is read, withdrawn and answered -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk):
    """Everybody reads it; a POST is the answer of the line's appraiser."""
    found = _objection(request, pk)
    may_answer = may(request.user, "scoring.appraise_sheet", found.mark.sheet)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied(f"Kiến nghị này do {answered_by_words(found)} trả lời.")
    typed = request.POST if request.method == "POST" else None
    form = AnswerForm(typed, mark=found.mark, initial={"version": found.version})
    if form.is_valid() and done(form, _answer, found, form, by=request.user):
        messages.success(request, f"Đã trả lời kiến nghị của {found.unit.name}.")
        return redirect("objection", pk)
    if typed is not None:
        found = _objection(request, pk)
    is_answerable = may_answer and not reasons_not_to_answer(found, found.mark.sheet.round)
    context = {
        **told_of(found),
        **line_context(found.mark),
        "form": form,
        "is_answerable": is_answerable,
        "answerer": answered_by_words(found),
        "may_withdraw": may(request.user, "scoring.withdraw_objection", found)
        and not actions.reasons_not_to_withdraw(found, found.mark.sheet.round),
    }
    return render(request, "scoring/objections/objection.html", context)


def _objection(request, pk) -> Objection:
    """404 unseen; 403 while the round is not open to all (it may have stepped back)."""
    visible = Objection.objects.visible_to(request.user).select_related("unit", "answered_by__unit", *OF_LINE)
    found = get_permitted(request, "scoring.open_scoring", visible, refusal=COUNCIL_READS_RESULTS, pk=pk)
    require_shown(found.mark.sheet.round)
    return found


def _answer(found: Objection, form: AnswerForm, *, by):
    answer = Answer(form.cleaned_data["entry"], form.cleaned_data["reason"])
    return actions.answer_objection(
        found, answer, seen=form.seen, seen_mark=form.seen_mark, by=by, at=timezone.now()
    )  # fmt: skip


def answered_by_words(found: Objection) -> str:
    return "Phó Trưởng Khối" if found.mark.sheet.role == "head" else "Trưởng Khối"


@require_POST
def objection_withdraw(request, pk):
    found = _objection(request, pk)
    if not may(request.user, "scoring.withdraw_objection", found):
        raise PermissionDenied("Kiến nghị do chính đơn vị đã gửi rút về.")
    form = SeenForm(request.POST)
    if form.is_valid() and done(form, actions.withdraw_objection, found, seen=form.seen, by=request.user):
        messages.success(request, "Đã rút kiến nghị.")
    else:
        for sentence in form.non_field_errors():
            changed = "Kiến nghị vừa được xử lý, không rút được nữa."
            messages.error(request, changed if sentence == MEANWHILE else sentence)
    return redirect("objection", pk)
