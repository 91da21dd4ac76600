"""Voting: the unit's own ballot, and the papers the chair gives out and counts.

Nothing of a choice goes into the session, a message, an address or the log; a vote that is looked at before it is cast
goes through the form's own hidden fields.
"""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from awards.actions import votes as actions
from awards.forms.ballots import CountForm, GiveForm, VoteForm
from awards.models import Ballot
from awards.states import BallotWay
from awards.tally import LEAST_A_WAY, Answer
from awards.views.ballots import ballot_run, ballots_seen
from toolkit.access import get_permitted
from toolkit.forms import done
from toolkit.reasons import NotPossible
from units.models import Unit

NOT_A_VOTER = "Bỏ phiếu là việc của các đơn vị thành viên Khối trong năm."


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request, pk):
    found = get_permitted(request, "awards.vote", ballots_seen(request), pk=pk, refusal=NOT_A_VOTER)
    if reasons := actions.reasons_not_to_vote(found, request.user.unit_id):
        return _turned_away(request, pk, reasons)
    items = found.items.select_related("unit").order_by("position", "pk")
    others = [item for item in items if item.unit_id != request.user.unit_id]
    form = VoteForm(request.POST if request.method == "POST" else None, ballot=found, items=others)
    step = request.POST.get("buoc", "")
    if step == "gui" and form.is_valid():
        return _cast(request, found, form)
    context = {"ballot": found, "form": form, "is_reviewed": step == "xem" and form.is_valid()}
    context["has_own"] = len(others) < len(items)
    return render(request, "awards/ballots/vote.html", context)


@sensitive_variables()
def _cast(request, found: Ballot, form: VoteForm):
    try:
        actions.cast_vote(found, form.answers(), by=request.user)
    except NotPossible as problem:
        return _turned_away(request, found.pk, problem.reasons)
    messages.success(request, "Đã bỏ phiếu. Lá phiếu không xem lại và không đổi được.")
    return redirect("ballot", pk=found.pk)


def _turned_away(request, pk: int, reasons: list[str]):
    for reason in reasons:
        messages.warning(request, reason)
    return redirect("ballot", pk=pk)


# Papers -------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_papers(request, pk):
    """Which units vote on paper."""
    found = ballot_run(request, pk)
    if not found.is_open or found.way != BallotWay.BOTH:
        return _turned_away(request, pk, actions.reasons_not_to_give(found, []))
    voters = list(found.voters.select_related("unit").order_by("pk"))
    units = Unit.objects.filter(pk__in=[voter.unit_id for voter in voters if voter.on_paper or not voter.has_voted])
    initial = {"units": [voter.unit_id for voter in voters if voter.on_paper]}
    form = GiveForm(request.POST if request.method == "POST" else None, units=units.order_by("pk"), initial=initial)
    if form.is_valid():
        chosen = {unit.pk for unit in form.cleaned_data["units"]}
        if done(form, actions.give_papers, found, chosen, by=request.user):
            messages.success(request, f"Đã ghi {len(chosen)} đơn vị nhận phiếu giấy.")
            return redirect("ballot", pk=pk)
    context = {"ballot": found, "form": form, "button": "Lưu", "cancel_url": reverse("ballot", args=[pk])}
    return render(request, "awards/ballots/papers.html", context | {"least": LEAST_A_WAY})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_count(request, pk):
    """What was counted on paper: it can be entered again until the ballot is closed."""
    found = ballot_run(request, pk)
    voters = list(found.voters.filter(on_paper=True).select_related("unit").order_by("pk"))
    if not found.is_open or not voters:
        return _turned_away(request, pk, ["Không có phiếu giấy nào đang chờ kiểm."])
    if reasons := actions.reasons_not_to_count(found, request.user.unit_id):
        return _turned_away(request, pk, reasons)
    items = list(found.items.select_related("unit").order_by("position", "pk"))
    form = CountForm(
        request.POST if request.method == "POST" else None,
        ballot=found,
        items=items,
        voters=voters,
        initial=_entered(found, voters, items),
    )
    if form.is_valid() and done(form, actions.record_papers, found, form.counted(), seen=form.seen, by=request.user):
        messages.success(request, "Đã ghi kết quả kiểm phiếu giấy.")
        return redirect("ballot", pk=pk)
    context = {"ballot": found, "form": form, "given": len(voters)}
    return render(request, "awards/ballots/count.html", context)


def _entered(found: Ballot, voters, items) -> dict[str, Any]:
    """What stands in the boxes: what was entered before, or how many papers were given."""
    entered: dict[str, Any] = {"version": found.version, "issued": found.paper_issued or len(voters)}
    if found.paper_returned is None:
        return entered
    entered |= {"issued": found.paper_issued, "returned": found.paper_returned, "invalid": found.paper_invalid}
    entered["came"] = [str(voter.unit_id) for voter in voters if voter.has_voted]
    for item in items:
        values = found.paper_counts.get(item.unit.code, ())
        entered |= {f"{answer}-{item.pk}": value for answer, value in zip(Answer, values, strict=False)}
    return entered
