"""Opening a year: as the one before it, or empty. One page, one button. Here because a year brings its award rules."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards.copying import copy_year, preview
from campaigns.actions.copying import Shift, campaign_before, texts_preview
from campaigns.actions.year import create_campaign, reasons_not_to_create
from campaigns.models import Campaign
from toolkit.access import may
from toolkit.reasons import NotPossible
from units.models import Bloc, Membership, Role

REFUSAL = "Năm mới do Trưởng Khối của năm ấy mở."


@dataclass(frozen=True, slots=True)
class YearOf:
    """A bloc's year that is not there yet, for the rules to be asked with."""

    bloc_id: int
    year: int


@require_http_methods(["GET", "HEAD", "POST"])
def open_year(request, pk, year):
    """Whoever heads the latest year sees what is missing until the new year has its roles."""
    bloc = bloc_of(request, pk, year)
    is_head = may(request.user, "campaigns.create_campaign", YearOf(bloc.pk, year))
    reasons = reasons_not_to_create(bloc, year)
    if not is_head and (request.method == "POST" or not waits_for_roles(request.user, bloc, year)):
        raise PermissionDenied(REFUSAL)
    if request.method == "POST" and (made := opened(request, bloc, year)):
        messages.success(request, f"Đã mở năm {year}. Xem lại nội dung, thời hạn rồi ban hành Kế hoạch.")
        return redirect("campaign", pk=made.pk)
    source = campaign_before(bloc, year)
    context = {
        "bloc": bloc,
        "year": year,
        "reasons": reasons,
        "there": Campaign.objects.filter(bloc=bloc, year=year).first(),
        "source": source,
        "copied": preview(source, year) if source and not reasons else [],
        "texts": texts_preview(source, Shift(source.year, year)) if source and not reasons else [],
        "members": Membership.objects.in_year(bloc, year).select_related("unit").order_by("position", "pk"),
    }
    return render(request, "campaigns/year/open.html", context)


def bloc_of(request, pk: int, year: int) -> Bloc:
    if not 2000 <= year <= 2100:
        raise Http404
    return get_object_or_404(Bloc.objects.visible_to(request.user).select_related("commune").distinct(), pk=pk)


def waits_for_roles(user, bloc: Bloc, year: int) -> bool:
    """The year has no roles yet, and the person's unit heads the latest that has."""
    if user.unit_id is None or Membership.objects.in_year(bloc, year).exists():
        return False
    latest = Membership.objects.filter(bloc=bloc, role=Role.HEAD).order_by("-year").first()
    return latest is not None and latest.unit_id == user.unit_id


def opened(request, bloc: Bloc, year: int) -> Campaign | None:
    """The year that was made; why it was not is said in a message."""
    make = create_campaign if request.POST.get("cach") == "trong" else copy_year
    try:
        return make(bloc, year, by=request.user, at=timezone.now())
    except NotPossible as problem:
        for reason in problem.reasons:
            messages.warning(request, reason)
    return None
