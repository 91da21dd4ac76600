"""The legal bases a bloc cites, and which of them are in force on the plan's date."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import bases as actions
from campaigns.actions.year import reasons_not_to_edit
from campaigns.forms.year import BasisForm
from campaigns.models import LegalBasis
from campaigns.views.of_year import told
from campaigns.views.writing import campaign_to_edit, form_of, signed, step_of, trail, values_of
from campaigns.views.year import bases_on
from toolkit.forms import done


@require_safe
def bases(request, pk):
    campaign = campaign_to_edit(request, pk)
    found = bases_on(campaign)
    context = {
        "campaign": campaign,
        "bases": found,
        "in_force": sum(not basis.why for basis in found),
        "on": campaign.issued_on or timezone.localdate(),
        "reasons": reasons_not_to_edit(campaign),
    }
    return render(request, "campaigns/year/bases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def basis_add(request, pk):
    campaign = campaign_to_edit(request, pk)
    form = form_of(BasisForm, request)
    if form.is_valid() and done(form, actions.add_basis, campaign, values_of(form), **signed(request)):
        messages.success(request, "Đã thêm căn cứ.")
        return redirect("bases", pk=pk)
    return form_page(request, campaign, form, "Thêm căn cứ", "Thêm căn cứ", "can-cu-moi")


@require_http_methods(["GET", "HEAD", "POST"])
def basis_edit(request, pk, basis):
    campaign = campaign_to_edit(request, pk)
    row = basis_of(campaign, basis)
    form = form_of(BasisForm, request, row)
    if form.is_valid() and done(
        form, actions.edit_basis, campaign, row, values_of(form), seen=form.seen, **signed(request)
    ):
        messages.success(request, "Đã lưu căn cứ.")
        return redirect("bases", pk=pk)
    return form_page(request, campaign, form, "Sửa căn cứ", "Lưu căn cứ", f"can-cu-{basis}")


@require_POST
def basis_move(request, pk, basis):
    campaign = campaign_to_edit(request, pk)
    row = basis_of(campaign, basis)
    told(request, "Đã đổi chỗ căn cứ.", actions.move_basis, campaign, row, step_of(request), **signed(request))
    return redirect("bases", pk=pk)


@require_POST
def basis_remove(request, pk, basis):
    campaign = campaign_to_edit(request, pk)
    row = basis_of(campaign, basis)
    told(request, f"Đã bỏ căn cứ “{row.title}”.", actions.remove_basis, campaign, row, **signed(request))
    return redirect("bases", pk=pk)


def basis_of(campaign, pk) -> LegalBasis:
    return get_object_or_404(LegalBasis, bloc=campaign.bloc_id, pk=pk)


def form_page(request, campaign, form, heading, button, keep):
    back = reverse("bases", args=[campaign.pk])
    context = {
        "form": form,
        "heading": heading,
        "lead": "Văn bản chỉ dẫn căn cứ còn hiệu lực vào ngày của văn bản.",
        "trail": trail(campaign, ("Căn cứ", back)),
        "button": button,
        "cancel_url": back,
        "keep": f"{keep}-{campaign.pk}",
    }
    return render(request, "campaigns/year/form.html", context)
