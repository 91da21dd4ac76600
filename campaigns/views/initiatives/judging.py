"""Whoever judges accepts a registration, sends it back, recognises the result or declines to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import initiatives as actions
from campaigns.forms.initiatives import DeclineForm, RecogniseForm, SeenOnlyForm, SendBackForm
from campaigns.states import InitiativeState
from campaigns.views.initiatives.fetching import initiative_to_judge, instead
from toolkit.forms import MEANWHILE, SeenForm, done

S = InitiativeState


@dataclass(frozen=True)
class Judgement:
    """A page with one form: what it is called, from which states, and what is said when it is done."""

    slug: str
    heading: str
    lead: str
    button: str
    said: str
    states: tuple[S, ...]
    form: type[SeenForm]


SEND_BACK = Judgement(
    "tra-lai", "Trả lại đơn vị", "Đơn vị đọc ý kiến, sửa và đăng ký lại.", "Trả lại", "Đã trả lại đơn vị",
    (S.REGISTERED, S.ACCEPTED, S.REPORTED), SendBackForm,
)  # fmt: skip
RECOGNISE = Judgement(
    "cong-nhan", "Công nhận", "Ghi cấp công nhận, số và ngày của quyết định. Ghi rồi không đổi được.", "Công nhận",
    "Đã ghi công nhận", (S.REPORTED,), RecogniseForm,
)  # fmt: skip
DECLINE = Judgement(
    "khong-cong-nhan", "Không công nhận", "Ghi lý do; đơn vị đọc được. Ghi rồi không đổi được.", "Không công nhận",
    "Đã ghi không công nhận", (S.REPORTED,), DeclineForm,
)  # fmt: skip


@require_POST
def accept(request, pk):
    initiative = initiative_to_judge(request, pk)
    form = SeenOnlyForm(request.POST)
    if form.is_valid() and done(form, actions.accept_initiative, initiative, seen=form.seen, by=request.user):
        messages.success(request, f"Đã nhận đăng ký “{initiative.title}”. Đơn vị thực hiện rồi nộp kết quả.")
        return redirect("initiative", pk=pk)
    return instead(request, initiative, _reasons(form))


def _reasons(form) -> list[str]:
    """There is nothing typed to keep: the page is shown as it is now, with why."""
    changed = "Đơn vị vừa sửa nội dung. Đọc lại rồi nhận đăng ký."
    return [changed if reason == MEANWHILE else str(reason) for reason in form.non_field_errors()]


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request, pk):
    def act(initiative, form):
        return actions.send_back_initiative(
            initiative, form.cleaned_data["remark"], seen=form.seen, by=request.user
        )  # fmt: skip

    return _judge(request, pk, SEND_BACK, act)


@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request, pk):
    def act(initiative, form):
        names = ("level", "decision_number", "decided_on")
        decision = {name: form.cleaned_data[name] for name in names}
        return actions.recognise_initiative(
            initiative, **decision, seen=form.seen, by=request.user, at=timezone.now()
        )  # fmt: skip

    return _judge(request, pk, RECOGNISE, act)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, pk):
    def act(initiative, form):
        remark = form.cleaned_data["remark"]
        return actions.decline_initiative(initiative, remark, seen=form.seen, by=request.user, at=timezone.now())

    return _judge(request, pk, DECLINE, act)


def _judge(request, pk, judgement: Judgement, act: Callable[[Any, Any], Any]):
    initiative = initiative_to_judge(request, pk)
    if reasons := actions.reasons_not_in_state(initiative, *judgement.states):
        return instead(request, initiative, reasons)
    form = judgement.form(request.POST if request.method == "POST" else None, initial={"version": initiative.version})
    if form.is_valid() and done(form, act, initiative, form):
        messages.success(request, f"{judgement.said} “{initiative.title}”.")
        return redirect("initiative", pk=pk)
    context = {
        "form": form,
        "judgement": judgement,
        "initiative": initiative,
        "campaign": initiative.campaign,
        "button": judgement.button,
        "cancel_url": reverse("initiative", args=[pk]),
        "keep": f"{judgement.slug}-{pk}-{initiative.campaign_id}",
    }
    return render(request, "campaigns/initiative/judge.html", context)
