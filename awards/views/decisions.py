"""The Council's decision: recorded and edited by the head, read beside the proposals by the bloc and the Council."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions.decisions import edit_decision, open_lines, record_decision
from awards.actions.submissions import submission_of
from awards.decision_page import comparison_of
from awards.forms.decisions import MORE, OUTCOMES, DecisionForm
from awards.models import AwardRule, CertificateDesign, CouncilDecision, Submission
from awards.states import SubmissionState
from awards.views.submissions import settled_round
from scoring.models import Round, ScoreSheet
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.predicates import is_council

RECORD = "awards.record_decision"
THE_HEADS = "Quyết định khen thưởng do Trưởng Khối ghi."
NOT_SUBMITTED = "Đề nghị chưa trình Hội đồng. Xác nhận và trình trước, rồi ghi quyết định."


def decisions_seen(request):
    related = ("round__campaign__bloc__commune", "round__submission", "recorded_by")
    return CouncilDecision.objects.visible_to(request.user).select_related(*related)


@require_safe
def decision(request, pk):
    found = get_object_or_404(decisions_seen(request), pk=pk)
    designs = CertificateDesign.objects.filter(bloc=found.bloc_id).order_by("name", "pk")
    may_print = may(request.user, "awards.design_certificate", found)
    context = {
        "decision": found,
        "round": found.round,
        "compared": comparison_of(found, submission_of(found.round)),
        "may_edit": may(request.user, RECORD, found),
        "may_print": may_print,
        "designs": list(designs) if may_print else [],
        "forms": forms_of(found) if may_print else [],
        "sees_history": not is_council(request.user),
    }
    return render(request, "awards/decisions/decision.html", context)


def forms_of(decision: CouncilDecision) -> list[tuple[str, int]]:
    """(award, how many got it): what is printed as a certificate first. One query."""
    counted = Counter(decision.awards.values_list("form", flat=True))
    return sorted(counted.items(), key=lambda found: (not found[0].casefold().startswith("giấy khen"), found[0]))


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request, pk):
    round = settled_round(request, pk)
    require_permission(request, RECORD, round, refusal=THE_HEADS)
    submission = submission_of(round)
    if submission is None or submission.state != SubmissionState.SUBMITTED:
        messages.warning(request, NOT_SUBMITTED)
        return redirect("submission", pk=pk)
    form = form_of(request, submission)
    if _is_saved(request, form) and done(
        form, record_decision, submission, form.content, by=request.user, at=timezone.now()
    ):
        messages.success(request, f"Đã ghi {form.result}.")
        return redirect("decision", pk=form.result.pk)
    context = {
        "heading": "Ghi quyết định khen thưởng",
        "button": "Ghi quyết định",
        "cancel_url": reverse("submission", args=[pk]),
        "keep": f"quyet-dinh-moi-{pk}",
    }
    return render(request, "awards/decisions/form.html", context | _shown(round, form))


@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request, pk):
    found = get_permitted(request, RECORD, decisions_seen(request), pk=pk, refusal=THE_HEADS)
    form = form_of(request, found.round.submission, found)
    if _is_saved(request, form) and done(
        form, edit_decision, found, form.content, seen=form.seen, by=request.user, at=timezone.now()
    ):
        messages.success(request, f"Đã lưu {found}.")
        return redirect("decision", pk=pk)
    context = {
        "heading": f"Sửa {found}",
        "button": "Lưu quyết định",
        "cancel_url": reverse("decision", args=[pk]),
        "keep": f"quyet-dinh-{pk}",
    }
    return render(request, "awards/decisions/form.html", context | _shown(found.round, form))


def form_of(request, submission: Submission, decision: CouncilDecision | None = None) -> DecisionForm:
    sheets = ScoreSheet.objects.filter(round=submission.round_id).order_by("position", "pk")
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        lines=open_lines(submission, decision),
        units=list(sheets.values_list("unit_id", "unit_name")),
        decision=decision,
        initial={"body": _usual_body(submission.round)},
    )
    return form.with_more_rows() if MORE in request.POST else form


def _usual_body(round: Round) -> str:
    """Who decides on the last of the awards, the usual certificate."""
    rules = AwardRule.objects.filter(round=round).exclude(authority="").order_by("-position", "-pk")
    return rules.values_list("authority", flat=True).first() or f"Chủ tịch UBND {round.campaign.bloc.commune.title}"


def _is_saved(request, form: DecisionForm) -> bool:
    return request.method == "POST" and MORE not in request.POST and form.is_valid()


def _shown(round: Round, form: DecisionForm) -> dict[str, Any]:
    return {"round": round, "form": form, "outcomes": OUTCOMES, "more": MORE}
