"""The unit writes a nomination, hands it in and takes it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from awards.actions import nominations as actions
from awards.forms.nominations import NominationForm, StartForm, initial_of
from awards.person_report import told_parts
from awards.views.people.fetching import campaign_to_nominate_in, instead, nomination_to_write
from awards.views.people.rules import rules_of
from campaigns.models import Initiative
from campaigns.states import InitiativeState
from campaigns.views.of_year import told
from campaigns.views.writing import signed, values_of
from toolkit.forms import done
from toolkit.reasons import NotPossible


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    campaign = campaign_to_nominate_in(request, pk)
    form = StartForm(request.POST if request.method == "POST" else None, rules=rules_of(campaign))
    if form.is_valid() and done(
        form, actions.draft_nomination, campaign, request.user.unit, form.cleaned_data, **signed(request)
    ):
        messages.success(request, "Đã lưu bản soạn; chỉ đơn vị mình thấy cho đến khi gửi.")
        return redirect("nomination_edit", form.result.pk)
    context = {
        "campaign": campaign,
        "form": form,
        "has_rules": rules_of(campaign).exists(),
        "button": "Tiếp tục soạn báo cáo",
        "keep": f"de-nghi-moi-{pk}",
        "cancel_url": reverse("people_awards", args=[pk]),
    }
    return render(request, "awards/people/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    found = nomination_to_write(request, pk)
    form = NominationForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(found),
        rules=rules_of(found.campaign),
        initiatives=_initiatives(found),
    )
    if form.is_valid() and done(
        form, actions.write_nomination, found, values_of(form), seen=form.seen, **signed(request)
    ):
        messages.success(request, "Đã lưu.")
        return redirect("nomination", pk)
    context = {
        "campaign": found.campaign,
        "nomination": found,
        "form": form,
        "reasons": actions.reasons_not_to_change(found),
        "offered": actions.initiatives_to_choose(found.campaign, found.unit, found.full_name),
        "kept": told_parts(found),
        "button": "Lưu",
        "keep": f"de-nghi-{pk}-{found.campaign_id}",
        "cancel_url": reverse("nomination", args=[pk]),
    }
    return render(request, "awards/people/form.html", context)


def _initiatives(found):
    """The unit's recognised ones of the year; one chosen before stays on offer."""
    rows = Initiative.objects.filter(campaign=found.campaign_id, unit=found.unit_id, state=InitiativeState.RECOGNISED)
    return rows.prefetch_related("authors").order_by("decided_on", "pk")


@require_POST
def refill(request, pk):
    found = nomination_to_write(request, pk)
    said = "Đã lấy lại phần III, IV theo dữ liệu đang có."
    told(request, said, actions.refill_nomination, found, **signed(request))
    return redirect("nomination_edit", pk)


@require_POST
def submit(request, pk):
    found = nomination_to_write(request, pk)
    try:
        actions.submit_nomination(found, **signed(request))
    except NotPossible as problem:
        return instead(request, found, problem.reasons)
    messages.success(request, f"Đã gửi đề nghị cho {found.full_name}. Rút lại được đến khi xét.")
    return redirect("nomination", pk)


@require_POST
def withdraw(request, pk):
    found = nomination_to_write(request, pk)
    said = "Đã rút về bản soạn. Sửa rồi gửi lại."
    told(request, said, actions.withdraw_nomination, found, **signed(request))
    return redirect("nomination", pk)


@require_POST
def remove(request, pk):
    found = nomination_to_write(request, pk)
    if told(request, "Đã bỏ bản soạn.", actions.remove_nomination, found, **signed(request)):
        return redirect("people_awards", found.campaign_id)
    return redirect("nomination", pk)
