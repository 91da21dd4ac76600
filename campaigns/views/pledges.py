"""The pledge of a year: its text, who has confirmed it, and what head and units do with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import pledges as actions
from campaigns.forms.pledges import CommitmentForm, ConfirmForm, PledgeForm
from campaigns.models import Campaign, Commitment, Pledge, PledgeConfirmation
from campaigns.states import PledgeState
from campaigns.views.of_year import told, year_seen
from campaigns.views.units_done import deadline_words, unit_rows
from campaigns.views.writing import form_of, permitted_campaign, signed, step_of, trail, values_of
from toolkit.access import may, require_permission
from toolkit.forms import done

THE_HEADS = "Giao ước do Trưởng Khối soạn."
THE_UNITS = "Giao ước do các đơn vị tham gia trong năm xác nhận."


@require_safe
def pledge(request, pk):
    campaign = year_seen(request, pk)
    found = Pledge.objects.filter(campaign=campaign).first()
    confirmations = confirmations_of(found)
    rows = unit_rows(
        campaign,
        confirmations,
        {unit: timezone.localdate(row.confirmed_at) for unit, row in confirmations.items()},
        found.due_on if found else None,
        request.user,
    )
    context = {
        "campaign": campaign,
        "pledge": found,
        "is_open": found is not None and found.state == PledgeState.OPEN,
        "commitments": found.commitments.order_by("position", "pk") if found else (),
        "rows": rows,
        "confirmed": len(confirmations),
        "deadline": deadline_words(found.due_on if found else None),
        "is_head": may(request.user, "campaigns.edit_pledge", campaign),
        "may_confirm": may_confirm(request.user, found, confirmations),
        "reasons": actions.reasons_not_to_open(found) if found else [],
        "may_edit": campaign.state != "reviewed",
    }
    return render(request, "campaigns/pledge/pledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_edit(request, pk):
    campaign = campaign_to_pledge(request, pk)
    form = form_of(PledgeForm, request, Pledge.objects.filter(campaign=campaign).first())
    if form.is_valid() and done(
        form, actions.edit_pledge, campaign, values_of(form), seen=form.seen, **signed(request)
    ):
        messages.success(request, "Đã lưu giao ước.")
        return redirect("pledge", pk=pk)
    return form_page(request, campaign, form, "Soạn giao ước", "Lưu giao ước", "giao-uoc")


@require_POST
def pledge_open(request, pk):
    found = pledge_to_edit(request, pk)
    told(request, "Giao ước đã mở để các đơn vị xác nhận.", actions.open_pledge, found, **signed(request))
    return redirect("pledge", pk=pk)


@require_POST
def pledge_reopen(request, pk):
    found = pledge_to_edit(request, pk)
    told(request, "Giao ước trở lại soạn thảo.", actions.reopen_pledge, found, **signed(request))
    return redirect("pledge", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_add(request, pk):
    campaign = campaign_to_pledge(request, pk)
    form = form_of(CommitmentForm, request)
    if form.is_valid() and done(form, actions.add_commitment, campaign, values_of(form), **signed(request)):
        messages.success(request, "Đã thêm nội dung cam kết.")
        return redirect("pledge", pk=pk)
    return form_page(request, campaign, form, "Thêm nội dung cam kết", "Thêm nội dung", "cam-ket-moi")


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_edit(request, pk):
    row = commitment_of(request, pk)
    campaign = row.pledge.campaign
    form = form_of(CommitmentForm, request, row)
    if form.is_valid() and done(form, actions.edit_commitment, row, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, "Đã lưu nội dung cam kết.")
        return redirect("pledge", pk=campaign.pk)
    return form_page(request, campaign, form, "Sửa nội dung cam kết", "Lưu nội dung", f"cam-ket-{pk}")


@require_POST
def commitment_move(request, pk):
    row = commitment_of(request, pk)
    sentence = "Đã đổi chỗ nội dung cam kết."
    told(request, sentence, actions.move_commitment, row, step_of(request), **signed(request))
    return redirect("pledge", pk=row.pledge.campaign_id)


@require_POST
def commitment_remove(request, pk):
    row = commitment_of(request, pk)
    told(request, f"Đã bỏ nội dung “{row.text}”.", actions.remove_commitment, row, **signed(request))
    return redirect("pledge", pk=row.pledge.campaign_id)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_confirm(request, pk):
    """The unit's leader reads the text once more and signs with office and name. Not taken back."""
    campaign = year_seen(request, pk)
    found = get_object_or_404(Pledge.objects.select_related("campaign__bloc"), campaign=campaign)
    unit = request.user.unit
    if unit is None or not may(request.user, "campaigns.confirm_pledge", PledgeConfirmation(pledge=found, unit=unit)):
        raise PermissionDenied(THE_UNITS)
    if reasons := actions.reasons_not_to_confirm(found, unit):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect("pledge", pk=pk)
    form = form_of(ConfirmForm, request, initial={"office": unit.leader_title})
    if form.is_valid() and done(form, actions.confirm_pledge, found, unit, **form.cleaned_data, **signed(request)):
        messages.success(request, f"{unit.name} đã xác nhận giao ước.")
        return redirect("pledge", pk=pk)
    context = {
        "form": form,
        "campaign": campaign,
        "pledge": found,
        "unit": unit,
        "commitments": found.commitments.order_by("position", "pk"),
        "trail": trail(campaign, ("Giao ước", reverse("pledge", args=[pk]))),
    }
    return render(request, "campaigns/pledge/confirm.html", context)


# What they share --------------------------------------------------------------------------------------------------


def confirmations_of(pledge: Pledge | None) -> dict[int, PledgeConfirmation]:
    """By key of unit."""
    if pledge is None:
        return {}
    return {row.unit_id: row for row in pledge.confirmations.select_related("confirmed_by").order_by("pk")}


def may_confirm(user, pledge: Pledge | None, confirmations) -> bool:
    """Whether the person's unit has its word still to give."""
    if pledge is None or pledge.state != PledgeState.OPEN or not pledge.campaign.is_open:
        return False
    if user.unit_id is None or user.unit_id in confirmations:
        return False
    return may(user, "campaigns.confirm_pledge", PledgeConfirmation(pledge=pledge, unit_id=user.unit_id))


def campaign_to_pledge(request, pk) -> Campaign:
    return permitted_campaign(request, "campaigns.edit_pledge", pk, refusal=THE_HEADS)


def pledge_to_edit(request, pk) -> Pledge:
    found = Pledge.objects.filter(campaign=campaign_to_pledge(request, pk)).first()
    if found is None:
        raise Http404
    return found


def commitment_of(request, pk) -> Commitment:
    visible = Commitment.objects.filter(pledge__in=Pledge.objects.visible_to(request.user))
    row = get_object_or_404(visible.select_related("pledge__campaign__bloc"), pk=pk)
    require_permission(request, "campaigns.edit_pledge", row.pledge, refusal=THE_HEADS)
    return row


def form_page(request, campaign, form, heading, button, keep):
    back = reverse("pledge", args=[campaign.pk])
    context = {
        "form": form,
        "heading": heading,
        "lead": "Lời văn sửa được đến khi mở lấy xác nhận.",
        "trail": trail(campaign, ("Giao ước", back)),
        "button": button,
        "cancel_url": back,
        "keep": f"{keep}-{campaign.pk}",
    }
    return render(request, "campaigns/year/form.html", context)
