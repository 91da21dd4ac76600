"""The proposals of a round on their way: gone through and confirmed by the head, read, reopened, submitted."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from awards.actions import submissions as actions
from awards.actions.submissions import MOVED, MovedMeanwhile, reasons_not_to_submit, submission_of, submission_paper
from awards.forms.submissions import ReasonForm, sheet_of
from awards.models import CouncilDecision, Submission
from awards.proposing import Given, given_of
from awards.states import SubmissionState
from awards.submission_page import page_of
from awards.views.results import visible_results
from scoring.models import Round
from toolkit.access import may, require_permission
from toolkit.forms import done
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible
from units.predicates import is_council

CONFIRM = "awards.confirm_proposals"
THE_HEADS = "Đề nghị khen thưởng do Trưởng Khối xác nhận và trình."
TONES = {SubmissionState.CONFIRMED: "tag-doing", SubmissionState.SUBMITTED: "tag-done"}


def settled_round(request, pk: int) -> Round:
    """Of a round somebody may see whose result stands; 404 otherwise."""
    round: Round = get_object_or_404(visible_results(request.user), round=pk).round
    return round


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request, pk):
    """The head's desk until it is confirmed; a page to read for everybody else, and for the head afterwards."""
    round = settled_round(request, pk)
    if request.method == "POST":
        require_permission(request, CONFIRM, round, refusal=THE_HEADS)
    found = submission_of(round)
    is_open = found is None or not found.is_confirmed
    if may(request.user, CONFIRM, round) and (is_open or request.method == "POST"):
        return _review(request, round, found)
    return render(request, "awards/submissions/submission.html", _read(request, round, found))


# The head's desk ----------------------------------------------------------------------------------------------------


@fresh_proof_required
def _review(request, round: Round, found: Submission | None):
    given = given_of(round, found)
    typed = request.POST if request.method == "POST" else None
    sheet = sheet_of(given, found, own_unit=request.user.unit_id, typed=typed)
    said: list[str] = []
    if typed is not None and not sheet.problems:
        try:
            actions.confirm_submission(
                round, sheet.review, seen=typed.get("da-xem", ""), by=request.user, at=timezone.now()
            )
        except MovedMeanwhile:
            said = [MOVED]
        except NotPossible as problem:
            said = problem.reasons
        else:
            messages.success(request, f"Đã xác nhận đề nghị khen thưởng {round.name}.")
            return redirect("submission", pk=round.pk)
    return render(request, "awards/submissions/review.html", _desk(round, found, given, sheet, said))


def _desk(round: Round, found: Submission | None, given: Given, sheet: Any, said: list[str]) -> dict[str, Any]:
    return {
        "round": round,
        "submission": found,
        "given": given,
        "sheet": sheet,
        "said": said,
        "over": over_quota(given, sheet),
        "is_empty": not (given.rules or given.people),
    }


def over_quota(given: Given, sheet: Any) -> list[str]:
    """What departures put above a rule's places, in words."""
    chosen = [line.chosen for line in sheet.units]
    places = given.places
    return [
        f"{rule.form}: chọn {many} đơn vị, quy định nhiều nhất {places[rule.pk]}."
        for rule in given.rules
        if (many := chosen.count(str(rule.pk))) > places[rule.pk]
    ]


# Read ---------------------------------------------------------------------------------------------------------------


def _read(request, round: Round, found: Submission | None, form: ReasonForm | None = None) -> dict[str, Any]:
    is_shown = found is not None and _is_shown_to(request.user, found)
    is_head = may(request.user, CONFIRM, round)
    reasons = reasons_not_to_submit(found) if found and is_head else []
    return {
        "round": round,
        "submission": found,
        "tone": TONES.get(found.state, "") if found else "",
        "page": page_of(found) if found and is_shown else None,
        "paper": submission_paper(found) if found and is_shown else None,
        "is_head": is_head,
        "may_reopen": is_head and found is not None and found.state == SubmissionState.CONFIRMED,
        "reasons": reasons,
        "decisions": CouncilDecision.objects.filter(round=round).order_by("decided_on", "pk") if is_shown else [],
        "may_record": may(request.user, "awards.record_decision", round),
        "form": form or ReasonForm(),
        "sees_history": not is_council(request.user),
    }


def _is_shown_to(user, found: Submission) -> bool:
    """The bloc reads what is confirmed, the Council what was sent to it."""
    return found.state == SubmissionState.SUBMITTED or (found.is_confirmed and not is_council(user))


# One press ----------------------------------------------------------------------------------------------------------


def _permitted(request, pk: int) -> tuple[Round, Submission]:
    round = settled_round(request, pk)
    require_permission(request, CONFIRM, round, refusal=THE_HEADS)
    found = submission_of(round)
    if found is None:
        raise Http404
    return round, found


@require_POST
def submission_reopen(request, pk):
    round, found = _permitted(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid() and done(
        form, actions.reopen_submission, found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
    ):
        messages.success(request, "Đã mở lại đề nghị. Sửa rồi xác nhận lại.")
        return redirect("submission", pk=pk)
    return render(request, "awards/submissions/submission.html", _read(request, round, found, form))


@require_POST
def submission_submit(request, pk):
    round, found = _permitted(request, pk)
    try:
        actions.submit_to_council(found, by=request.user, at=timezone.now())
    except NotPossible as problem:
        for reason in problem.reasons:
            messages.warning(request, reason)
    else:
        messages.success(request, f"Đã trình Hội đồng đề nghị khen thưởng {round.name}.")
    return redirect(reverse("submission", args=[pk]))
