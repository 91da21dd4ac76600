"""Chấm chéo: who checks whom and what it came to, and the page on which a unit checks another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from scoring.actions import checks as actions
from scoring.checking import findings_of
from scoring.forms.checks import RingForm
from scoring.models import CrossCheck, Round
from scoring.views.appraisal_lines import int_or_none
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from toolkit.reasons import NotPossible

COUNCIL_READS_RESULTS = "Chấm điểm là việc của các đơn vị trong Khối. Hội đồng xem kết quả đã chốt ở mục Kết quả."
HEAD_ASSIGNS = "Giao chấm chéo là việc của Trưởng Khối."


# Who checks whom ---------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request, pk):
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_permitted(request, "scoring.open_scoring", visible, refusal=COUNCIL_READS_RESULTS, pk=pk)
    units = list(round.sheets.order_by("position", "pk").values_list("unit_id", "unit_name"))
    form = None
    if request.method == "POST":
        require_permission(request, "scoring.edit_round", round, refusal=HEAD_ASSIGNS)
        form = RingForm(request.POST, units=units)
        if form.is_valid() and done(form, actions.assign_checks, round, form.pairs, by=request.user):
            messages.success(request, f"Đã giao chấm chéo cho {len(units)} đơn vị.")
            return redirect("checks", pk)
    return render(request, "scoring/checks/checks.html", _checks_context(request, round, units, form))


def _checks_context(request, round: Round, units, form: RingForm | None):
    seen = CrossCheck.objects.visible_to(request.user).filter(round=round).select_related("checker", "unit")
    found = list(seen.distinct())
    order = {unit: place for place, (unit, _) in enumerate(units)}
    found.sort(key=lambda check: order.get(check.checker_id, len(order)))
    readable = {check.pk for check in found if may_read(request.user, check, round)}
    reasons = actions.reasons_not_to_assign(round)
    may_assign = may(request.user, "scoring.edit_round", round) and not reasons
    shift = min(int_or_none(request.GET.get("cach")) or 1, max(len(units) - 1, 1))
    return {
        "round": round,
        "findings": findings_of(round, found, readable),
        "own_unit": request.user.unit_id,
        "leads": may(request.user, "scoring.see_appraisal", round),
        "may_assign": may_assign,
        "is_changed": bool(form) or "cach" in request.GET or not found,
        "form": form or _proposed(units, found, shift, "cach" in request.GET),
        "next_shift": shift % max(len(units) - 1, 1) + 1,
        "count": len(units),
        "is_assignable_phase": round.phase in actions.ASSIGNED_IN,
    }


def _proposed(units, found: list[CrossCheck], shift: int, is_asked: bool) -> RingForm:
    """The ring as it stands, or the one the order of the units gives."""
    pairs = [(check.checker_id, check.unit_id) for check in found]
    if is_asked or not pairs:
        pairs = actions.ring_of([pk for pk, _ in units], shift)
    return RingForm(units=units, initial={f"unit-{checker}": unit for checker, unit in pairs})


def may_read(user, check: CrossCheck, round: Round) -> bool:
    """The checking unit and who leads read it; the unit it is about only when the round is shown, whoever leads."""
    if round.is_open_to_all or check.checker_id == user.unit_id:
        return True
    return check.unit_id != user.unit_id and may(user, "scoring.see_appraisal", round)


@require_POST
def checks_take_back(request, pk):
    round = get_permitted(
        request,
        "scoring.edit_round",
        Round.objects.visible_to(request.user).select_related("campaign__bloc"),
        refusal=HEAD_ASSIGNS,
        pk=pk,
    )
    try:
        actions.take_back_checks(round, by=request.user)
        messages.success(request, "Đã bỏ việc giao chấm chéo.")
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("checks", pk)
