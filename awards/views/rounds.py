"""A new round. Here because a round begins with the award rules of the last settled one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards.settlement import create_round_with_awards
from campaigns.models import Campaign
from scoring.arithmetic import DEFAULT_TIE_BREAK
from scoring.forms.rounds import RoundForm, bands_of, proposed_dates, proposed_name
from scoring.models import Round
from scoring.views.rounds.asking import THE_HEADS
from scoring.views.rounds.editing import MORE, with_more_rows
from toolkit.access import get_permitted
from toolkit.forms import done


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, "scoring.edit_round", visible, refusal=THE_HEADS, pk=pk)
    form = form_of(request, campaign)
    if request.method == "POST" and MORE in request.POST:
        form = with_more_rows(form)
    elif form.is_valid() and made(request, form, campaign):
        messages.success(request, f"Đã lập {form.result.name}. Xem lại rồi mở tự chấm.")
        return redirect("round", pk=form.result.pk)
    context = {
        "form": form,
        "campaign": campaign,
        "heading": f"Lập kỳ chấm năm {campaign.year}",
        "lead": "Kỳ chấm mới ở bước chuẩn bị; đơn vị chỉ thấy khi Trưởng Khối mở tự chấm.",
        "button": "Lập kỳ chấm",
        "cancel_url": reverse("rounds"),
        "has_tables": form.fields["criteria_set"].queryset.exists(),
    }
    return render(request, "scoring/rounds/form.html", context)


def form_of(request, campaign: Campaign) -> RoundForm:
    if request.method == "POST":
        return RoundForm(request.POST, campaign=campaign)
    latest = Round.objects.filter(campaign__bloc=campaign.bloc_id).order_by("-campaign__year", "-pk").first()
    table = campaign.criteria_sets.order_by("-state", "-pk").values_list("pk", flat=True).first()
    initial = {
        "tie_break": latest.tie_break if latest else ";".join(DEFAULT_TIE_BREAK),
        "criteria_set": table,
        **proposed_name(campaign),
        **proposed_dates(timezone.now()),
    }
    return RoundForm(initial=initial, campaign=campaign, bands=bands_of(latest) if latest else [])


def made(request, form: RoundForm, campaign: Campaign) -> bool:
    round = Round(campaign=campaign, **form.values)
    return done(form, create_round_with_awards, round, form.bands, by=request.user, at=timezone.now())
