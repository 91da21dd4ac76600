from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.actions import people as actions
from awards.forms.people import HeadcountForm
from awards.models import Headcount
from awards.views.people.fetching import campaign_to_nominate_in
from campaigns.views.writing import form_of, signed
from toolkit.forms import done


@require_http_methods(["GET", "HEAD", "POST"])
def headcount(request, pk):
    """The own unit's."""
    campaign = campaign_to_nominate_in(request, pk)
    row = Headcount.objects.filter(campaign=campaign, unit=request.user.unit_id).first()
    form = form_of(HeadcountForm, request, row)
    if form.is_valid() and done(
        form,
        actions.enter_headcount,
        campaign,
        request.user.unit,
        form.cleaned_data["people"],
        seen=form.seen,
        **signed(request),
    ):
        messages.success(request, f"Đã ghi {form.result.people} người.")
        return redirect("people_awards", pk)
    context = {"campaign": campaign, "form": form, "button": "Lưu", "unit": request.user.unit}
    context["cancel_url"] = reverse("people_awards", args=[pk])
    return render(request, "awards/people/headcount.html", context)
