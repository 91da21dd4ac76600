"""The head types an award from an old decision, corrects it, or takes it out."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from awards.actions import past_awards as actions
from awards.forms.past_awards import AwardForm
from awards.views.past_awards.fetching import award_to_keep, bloc_to_keep
from campaigns.views.of_year import told
from campaigns.views.writing import form_of, signed
from toolkit.forms import done
from units.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def past_award_new(request, pk):
    bloc = bloc_to_keep(request, pk)
    form = form_of(AwardForm, request, units=units_of(bloc.pk))
    if form.is_valid() and done(form, actions.add_award, bloc, form.values, **signed(request)):
        messages.success(request, f"Đã ghi: {form.result}.")
        return redirect("past_awards")
    return _page(request, form, button="Ghi", keep=f"da-khen-moi-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def past_award_edit(request, pk):
    award = award_to_keep(request, pk)
    if reasons := actions.reasons_not_to_change(award):
        messages.error(request, " ".join(reasons))
        return redirect("past_awards")
    shown = {"unit_name": "" if award.unit_id else award.unit_name}
    form = form_of(AwardForm, request, award, initial=shown, units=units_of(award.bloc_id))
    if form.is_valid() and done(form, actions.change_award, award, form.values, seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu: {form.result}.")
        return redirect("past_awards")
    return _page(request, form, award=award, button="Lưu", keep=f"da-khen-{pk}")


@require_POST
def past_award_remove(request, pk):
    award = award_to_keep(request, pk)
    told(request, f"Đã bỏ: {award}.", actions.remove_award, award, **signed(request))
    return redirect("past_awards")


def units_of(bloc_id: int):
    return Unit.objects.filter(bloc=bloc_id).order_by("name", "pk")


def _page(request, form, **more):
    return render(request, "awards/past_awards/form.html", {"form": form, "cancel_url": reverse("past_awards"), **more})
