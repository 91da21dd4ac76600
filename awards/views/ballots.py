"""The secret ballots of a round: the list with what a tie asks for, one ballot, and what its chair does with it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import ballots as actions
from awards.actions import tallying
from awards.actions.votes import reasons_not_to_vote
from awards.ballot_results import result_rows
from awards.ballot_ties import offered
from awards.forms.ballots import BallotForm, CancelForm
from awards.models import Ballot, BallotVoter
from awards.states import BallotKind, BallotState
from awards.tally import share_words, voters_needed
from campaigns.views.meetings import units_of
from scoring.models import Round
from scoring.states import RoundState
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible

RUN = "awards.run_ballot"
THE_CHAIR = "Cuộc bỏ phiếu do Trưởng Khối, Phó Trưởng Khối điều hành."
TONES = {BallotState.OPEN: "tag-doing", BallotState.CLOSED: "tag-done"}
OF_ROUND = "round__campaign__bloc__commune"


def ballots_seen(request):
    return Ballot.objects.visible_to(request.user).select_related(
        OF_ROUND, "rule", "opened_by__unit", "closed_by__unit"
    )


def ballot_run(request, pk: int) -> Ballot:
    return get_permitted(request, RUN, ballots_seen(request), pk=pk, refusal=THE_CHAIR)


def round_seen(request, pk: int) -> Round:
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    return get_object_or_404(visible, pk=pk)


# The ballots of a round -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def ballots(request, pk):
    round = round_seen(request, pk)
    may_run = may(request.user, RUN, round)
    if request.method == "POST":
        require_permission(request, RUN, round, refusal=THE_CHAIR)
        return _prepared(request, round)
    rows = (
        ballots_seen(request)
        .filter(round=round)
        .annotate(electorate=Count("voters"), voted=Count("voters", filter=Q(voters__has_voted=True)))
    )
    context = {
        "round": round,
        "ties": offered(round) if may_run else [],
        "rows": [(row, TONES.get(row.state, "")) for row in rows.order_by("-pk")],
        "may_run": may_run,
        "may_review": may_run and round.phase is RoundState.REVIEWING,
    }
    return render(request, "awards/ballots/list.html", context)


def _prepared(request, round: Round):
    """The ballot one of the offered ties asks for."""
    tie = next((tie for tie in offered(round) if tie.key == request.POST.get("viec", "")[:40]), None)
    try:
        ballot = actions.prepare_tie(round, tie, by=request.user) if tie else None
    except NotPossible as problem:
        ballot = None
        for reason in problem.reasons:
            messages.warning(request, reason)
    else:
        if ballot is None:
            messages.warning(request, "Việc này không còn chờ bỏ phiếu. Xem lại danh sách dưới đây.")
    return redirect("ballot", pk=ballot.pk) if ballot else redirect("ballots", pk=round.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_new(request, pk):
    round = round_seen(request, pk)
    require_permission(request, RUN, round, refusal=THE_CHAIR)
    initial = {"way": "online", "quorum": "2/3", "threshold": "quá 1/2"}
    form = BallotForm(_sent(request), kind=BallotKind.REVIEW, units=units_of(round.campaign), initial=initial)
    if form.is_valid() and done(form, actions.prepare_review, round, form.values, form.units_chosen, by=request.user):
        messages.success(request, "Đã lập cuộc bỏ phiếu. Xem lại rồi mở bỏ phiếu.")
        return redirect("ballot", pk=form.result.pk)
    context = {"round": round, "form": form, "button": "Lưu", "cancel_url": reverse("ballots", args=[pk])}
    return render(request, "awards/ballots/form.html", context)


def _sent(request):
    return request.POST if request.method == "POST" else None


# One ballot ---------------------------------------------------------------------------------------------------------


@require_safe
def ballot(request, pk):
    found = get_object_or_404(ballots_seen(request), pk=pk)
    voters = list(found.voters.select_related("unit").order_by("pk"))
    voted, may_run = sum(voter.has_voted for voter in voters), may(request.user, RUN, found)
    mine = next((voter for voter in voters if voter.unit_id == request.user.unit_id), None)
    context = {
        "ballot": found,
        "tone": TONES.get(BallotState(found.state), ""),
        "items": list(found.items.select_related("unit").order_by("position", "pk")),
        "voters": voters,
        "voted": voted,
        "on_paper": sum(voter.on_paper for voter in voters),
        "needed": voters_needed(found.quorum, len(voters)) if voters else None,
        "threshold": share_words(found.threshold) if found.threshold else "",
        "quorum": share_words(found.quorum),
        "mine": mine,
        "may_vote": found.is_open and mine is not None and _may_vote(request, found),
        "may_run": may_run,
        "reasons": _reasons(found, voters) if may_run else [],
        "results": result_rows(found) if found.outcome else [],
        "problems": tallying.problems_of_ballot(found) if found.outcome else [],
    }
    return render(request, "awards/ballots/ballot.html", context)


def _may_vote(request, found: Ballot) -> bool:
    return may(request.user, "awards.vote", found) and not reasons_not_to_vote(found, request.user.unit_id)


def _reasons(found: Ballot, voters: list[BallotVoter]) -> list[str]:
    """What keeps the chair from the next step."""
    if found.state == BallotState.PREPARING:
        return actions.reasons_not_to_open(found, units_of(found.campaign).count())
    return tallying.reasons_not_to_close(found) if found.is_open else []


# What the chair does ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_edit(request, pk):
    found = ballot_run(request, pk)
    if reasons := actions.reasons_not_to_edit(found):
        messages.warning(request, reasons[0])
        return redirect("ballot", pk=pk)
    initial: dict[str, Any] = {name: getattr(found, name) for name in KEPT}
    initial["units"] = list(found.items.values_list("unit", flat=True))
    form = BallotForm(_sent(request), kind=found.kind, units=units_of(found.campaign), initial=initial)
    if form.is_valid() and done(
        form, actions.edit_ballot, found, form.values, form.units_chosen, seen=form.seen, by=request.user
    ):
        messages.success(request, "Đã lưu cuộc bỏ phiếu.")
        return redirect("ballot", pk=pk)
    context = {"round": found.round, "ballot": found, "form": form, "button": "Lưu"}
    context["cancel_url"] = reverse("ballot", args=[pk])
    return render(request, "awards/ballots/form.html", context)


KEPT = ("title", "way", "quorum", "threshold", "place", "tellers", "version")


@require_POST
def ballot_open(request, pk):
    found = ballot_run(request, pk)
    try:
        actions.open_ballot(found, by=request.user, at=timezone.now())
    except NotPossible as problem:
        for reason in problem.reasons:
            messages.warning(request, reason)
    else:
        messages.success(request, "Đã mở bỏ phiếu. Các đơn vị thấy ở mục Việc của tôi.")
    return redirect("ballot", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_cancel(request, pk):
    found = ballot_run(request, pk)
    if reasons := actions.reasons_not_to_cancel(found):
        messages.warning(request, reasons[0])
        return redirect("ballot", pk=pk)
    form = CancelForm(_sent(request))
    if form.is_valid() and done(form, actions.cancel_ballot, found, form.cleaned_data["reason"], by=request.user):
        messages.success(request, "Đã hủy cuộc bỏ phiếu.")
        return redirect("ballot", pk=pk)
    context = {"round": found.round, "ballot": found, "form": form, "button": "Hủy cuộc bỏ phiếu"}
    context["cancel_url"] = reverse("ballot", args=[pk])
    return render(request, "awards/ballots/cancel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def ballot_close(request, pk):
    """Asked before it is done: the outcome is written once."""
    found = ballot_run(request, pk)
    if not found.is_open:
        messages.warning(request, "Cuộc bỏ phiếu không đang mở.")
        return redirect("ballot", pk=pk)
    reasons = []
    if request.method == "POST":
        try:
            tallying.close_ballot(found, by=request.user, at=timezone.now())
        except NotPossible as problem:
            reasons = problem.reasons
        else:
            messages.success(request, "Đã đóng và kiểm phiếu.")
            return redirect("ballot", pk=pk)
    voters = list(found.voters.select_related("unit").order_by("pk"))
    context = {
        "ballot": found,
        "reasons": reasons or tallying.reasons_not_to_close(found),
        "absent": [voter.unit.name for voter in voters if not voter.has_voted],
        "voted": sum(voter.has_voted for voter in voters),
        "electorate": len(voters),
        "needed": voters_needed(found.quorum, len(voters)),
    }
    return render(request, "awards/ballots/close.html", context)
