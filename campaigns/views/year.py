"""A bloc's year: the list of years, the home page of one, and the head's way from drafting to closing it."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import year as actions
from campaigns.forms.year import CampaignForm
from campaigns.models import Campaign, LegalBasis
from campaigns.states import CampaignState
from campaigns.views.of_year import told
from campaigns.views.writing import campaign_to_edit, form_of, signed, trail, values_of
from toolkit.access import may
from toolkit.forms import done
from units.models import Membership, Role
from units.predicates import is_council


@require_safe
def campaign_list(request):
    campaigns = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    ordered = campaigns.order_by("-year", "bloc__commune__name", "bloc__number", "pk")
    context = {"campaigns": ordered, "next_year": year_to_open(request.user)}
    return render(request, "campaigns/campaign_list.html", context)


def year_to_open(user) -> tuple[int, int] | None:
    """(bloc, year) to open next: the latest year the person's unit heads, or, once that is there, the one after.

    Where the year after has its roles already, it is for the unit that heads it to open.
    """
    headed = Membership.objects.filter(unit=user.unit_id, role=Role.HEAD) if user.unit_id else Membership.objects.none()
    latest = headed.order_by("-year").values_list("bloc", "year").first()
    if latest is None:
        return None
    bloc, year = latest
    if not Campaign.objects.filter(bloc=bloc, year=year).exists():
        return bloc, year
    return None if Membership.objects.in_year(bloc, year + 1).exists() else (bloc, year + 1)


@require_safe
def campaign(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    found = get_object_or_404(visible, pk=pk)
    members = Membership.objects.visible_to(request.user).in_year(found.bloc, found.year)
    context = {
        "campaign": found,
        "areas": found.areas.prefetch_related("tasks").order_by("number"),
        "members": members.select_related("unit").order_by("position", "pk"),
        "bases": bases_on(found),
        "rounds": found.rounds.settled().visible_to(request.user).order_by("-pk"),
        "steps": steps_of(found),
        "is_head": may(request.user, "campaigns.edit_campaign", found),
        "sees_year": may(request.user, "campaigns.see_year", found),
        "sees_history": not is_council(request.user),
        "sees_every_role": may(request.user, "campaigns.see_roles", found),
    }
    return render(request, "campaigns/campaign.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request, pk):
    found = campaign_to_edit(request, pk)
    form = form_of(CampaignForm, request, found)
    if form.is_valid() and done(form, actions.edit_campaign, found, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, "Đã lưu kế hoạch của năm.")
        return redirect("campaign", pk=pk)
    context = {
        "form": form,
        "heading": f"Sửa kế hoạch năm {found.year}",
        "lead": "Các ngày và lời văn vào Kế hoạch khi ban hành; mỗi lần sửa có trong lịch sử.",
        "trail": trail(found),
        "button": "Lưu kế hoạch",
        "cancel_url": reverse("campaign", args=[pk]),
        "keep": f"ke-hoach-nam-{pk}-{pk}",
    }
    return render(request, "campaigns/year/form.html", context)


@require_POST
def campaign_start(request, pk):
    found = campaign_to_edit(request, pk)
    told(request, f"Năm {found.year} đang thực hiện.", actions.start_campaign, found, **signed(request))
    return redirect("campaign", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_close(request, pk):
    """The page says what closing means and what stands in its way."""
    found = campaign_to_edit(request, pk)
    if request.method == "POST":
        if told(request, f"Đã tổng kết năm {found.year}.", actions.close_campaign, found, **signed(request)):
            return redirect("campaign", pk=pk)
        return redirect("campaign_close", pk=pk)
    context = {"campaign": found, "reasons": actions.reasons_not_to_close(found), "trail": trail(found)}
    return render(request, "campaigns/year/close.html", context)


# The parts of the home page -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the way of the year: `when` its dates in words, `place` done, now or ahead."""

    words: str
    when: str
    place: str


def steps_of(campaign: Campaign) -> list[Step]:
    """The four states; the one after the present is what comes next."""
    order = list(CampaignState)
    now = order.index(CampaignState(campaign.state))
    dates = {
        CampaignState.ISSUED: _day(campaign.issued_on),
        CampaignState.RUNNING: " đến ".join(filter(None, (_day(campaign.starts_on), _day(campaign.ends_on)))),
    }
    places = ["done"] * now + ["now"] + ["ahead"] * (len(order) - now - 1)
    if campaign.state == CampaignState.REVIEWED:
        places[now] = "done"
    return [Step(state.label, dates.get(state, ""), place) for state, place in zip(order, places, strict=True)]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis on the day of the plan; `why` it is not in force then, or empty."""

    row: LegalBasis
    why: str


def bases_on(campaign: Campaign) -> list[Basis]:
    """The bloc's bases in their order, judged on the plan's date (today until it is issued)."""
    on = campaign.issued_on or timezone.localdate()
    rows = LegalBasis.objects.filter(bloc=campaign.bloc_id).order_by("position", "pk")
    return [Basis(row, why_not_in_force(row, on)) for row in rows]


def why_not_in_force(basis: LegalBasis, on: date) -> str:
    """What LegalBasisQuerySet.in_force leaves out, said of one row."""
    if basis.effective_from and basis.effective_from > on:
        return f"Chưa có hiệu lực ngày {on:%d/%m/%Y}"
    if basis.effective_to and basis.effective_to < on:
        return f"Đã hết hiệu lực ngày {on:%d/%m/%Y}"
    return ""
