"""Whoever judges accepts a nomination, sends it back or declines it. Never one of the own unit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from awards.actions import nominations as actions
from awards.forms.nominations import RemarkForm, SeenOnlyForm
from awards.states import NominationState
from awards.views.people.fetching import instead, nomination_to_judge
from campaigns.views.writing import signed
from toolkit.forms import MEANWHILE, done

S = NominationState
CHANGED = "Đơn vị vừa sửa nội dung. Đọc lại rồi xét."


@require_POST
def accept(request, pk):
    found = nomination_to_judge(request, pk)
    form = SeenOnlyForm(request.POST)
    if form.is_valid() and done(form, actions.accept_nomination, found, seen=form.seen, **signed(request)):
        messages.success(request, f"{found.full_name} đủ điều kiện đề nghị {found.rule.form}.")
        return redirect("nomination", pk)
    return instead(request, found, [CHANGED if why == MEANWHILE else why for why in form.non_field_errors()])


@dataclass(frozen=True)
class Judgement:
    """A page with one form: what it is called, from which states, and what is said when it is done."""

    slug: str
    heading: str
    lead: str
    label: str
    said: str
    states: tuple[S, ...]
    action: Callable[..., Any]


SEND_BACK = Judgement(
    "tra-lai", "Trả lại đơn vị", "Đơn vị đọc ý kiến, sửa và gửi lại.", "Cần sửa, bổ sung gì", "Đã trả lại đơn vị",
    (S.SUBMITTED, S.ACCEPTED), actions.return_nomination,
)  # fmt: skip
DECLINE = Judgement(
    "khong-de-nghi", "Không đề nghị", "Ghi lý do; các đơn vị đọc được. Ghi rồi không đổi được.", "Lý do",
    "Đã ghi không đề nghị", (S.SUBMITTED,), actions.decline_nomination,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request, pk):
    return _judge(request, pk, SEND_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, pk):
    return _judge(request, pk, DECLINE)


def _judge(request, pk, judgement: Judgement):
    found = nomination_to_judge(request, pk)
    if reasons := actions.reasons_not_in(found, *judgement.states):
        return instead(request, found, reasons)
    form = RemarkForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    form.fields["remark"].label = judgement.label
    form.fields["remark"].error_messages["required"] = f"{judgement.label}: chưa ghi."
    if form.is_valid() and done(
        form, judgement.action, found, form.cleaned_data["remark"], seen=form.seen, **signed(request)
    ):
        messages.success(request, f"{judgement.said}: {found.full_name}.")
        return redirect("nomination", pk)
    context = {
        "form": form,
        "judgement": judgement,
        "nomination": found,
        "campaign": found.campaign,
        "button": judgement.heading,
        "cancel_url": reverse("nomination", args=[pk]),
        "keep": f"{judgement.slug}-{pk}-{found.campaign_id}",
    }
    return render(request, "awards/people/judge.html", context)
