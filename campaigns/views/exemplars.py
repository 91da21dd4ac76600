"""Exemplars: the page every unit sees, one exemplar, and what its unit does with it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import exemplars as actions
from campaigns.forms.exemplars import ExemplarForm
from campaigns.models import Attachment, Campaign, Exemplar
from campaigns.states import ExemplarState
from campaigns.views.of_year import seen_in_year, told, year_seen
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.models import Membership

WRITE, SELECT, SPREAD = "campaigns.write_exemplar", "campaigns.select_exemplar", "campaigns.spread_exemplar"
NOT_YOURS = "Đơn vị nào giới thiệu thì đơn vị đó soạn và sửa."
LINES = 50
TONES = {
    ExemplarState.DRAFTING: "",
    ExemplarState.INTRODUCED: "tag-doing",
    ExemplarState.RETURNED: "tag-late",
    ExemplarState.PUBLISHED: "tag-done",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An exemplar as the list shows it: the first photo, the tone of its tag."""

    exemplar: Exemplar
    photo: Attachment | None
    tone: str


def card_of(exemplar: Exemplar) -> Card:
    return Card(exemplar, next(iter(exemplar.attachments.all()), None), TONES[exemplar.state])


def exemplars_seen(request):
    return Exemplar.objects.visible_to(request.user).select_related("campaign__bloc__commune", "unit")


def exemplar_written(request, pk: int) -> Exemplar:
    return get_permitted(request, WRITE, exemplars_seen(request), pk=pk, refusal=NOT_YOURS)


# Reading ----------------------------------------------------------------------------------------------------------


@require_safe
def exemplars(request, pk):
    """Published ones as cards; above them what the reader still has to do with others."""
    campaign = year_seen(request, pk)
    # Who sees what is a set of keys: distinct rows of joined tables cannot be counted beside it.
    seen = Exemplar.objects.visible_to(request.user).in_campaign(campaign).order_by().values("pk")
    # The role of each one's unit comes along, because may() asks for it row by row (campaigns.predicates).
    role = Membership.objects.filter(unit=OuterRef("unit"), year=campaign.year).values("role")[:1]
    found = (
        Exemplar.objects.filter(pk__in=seen)
        .annotate(told=Count("spreads"), _role_of_unit=Subquery(role))
        .select_related("unit", "campaign")
        .prefetch_related(Prefetch("attachments", Attachment.objects.order_by("added_at", "pk")))
    )
    published = found.published().order_by("-published_at", "-pk")
    page = Paginator(published, LINES).get_page(request.GET.get("trang"))
    waiting = found.exclude(state=ExemplarState.PUBLISHED).order_by("-introduced_at", "-pk")[:LINES]
    to_choose = {each.pk for each in waiting if _may_choose(request.user, each)}
    context = {
        "campaign": campaign,
        "cards": [card_of(exemplar) for exemplar in page],
        "page": page,
        "to_choose": [card_of(each) for each in waiting if each.pk in to_choose],
        "others": [card_of(each) for each in waiting if each.pk not in to_choose],
        "told": campaign.exemplars.published().aggregate(n=Count("spreads"))["n"],
        "may_write": may(request.user, WRITE, Exemplar(campaign=campaign, unit_id=request.user.unit_id)),
    }
    return render(request, "campaigns/exemplar/list.html", context)


def _may_choose(user, exemplar: Exemplar) -> bool:
    return exemplar.state == ExemplarState.INTRODUCED and may(user, SELECT, exemplar)


@require_safe
def exemplar(request, pk):
    found = seen_in_year(request, exemplars_seen(request), pk)
    writes, selects = may(request.user, WRITE, found), may(request.user, SELECT, found)
    is_published = found.state == ExemplarState.PUBLISHED
    spreads = found.spreads.select_related("added_by__unit").order_by("-on", "-pk")
    context = {
        "exemplar": found,
        "tone": TONES[found.state],
        "photos": found.attachments.order_by("added_at", "pk"),
        "spreads": [(spread, selects or _added(request.user, spread)) for spread in spreads],
        "writes": writes and found.state in (ExemplarState.DRAFTING, ExemplarState.RETURNED),
        "selects": selects and found.state == ExemplarState.INTRODUCED,
        "may_withdraw": is_published and (selects or writes),
        "may_spread": is_published and may(request.user, SPREAD, found),
        "sees_history": writes or selects or may(request.user, "campaigns.run_meeting", found),
    }
    return render(request, "campaigns/exemplar/detail.html", context)


def _added(user, spread) -> bool:
    return user.unit_id is not None and spread.added_by is not None and spread.added_by.unit_id == user.unit_id


# The unit ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_new(request, pk):
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("bloc__commune"), pk=pk)
    require_permission(request, WRITE, Exemplar(campaign=campaign, unit_id=request.user.unit_id), refusal=NOT_YOURS)
    form = ExemplarForm(*_sent(request))
    if form.is_valid() and done(
        form,
        actions.draft_exemplar,
        campaign,
        request.user.unit,
        form.values,
        form.cleaned_data["photos"],
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, "Đã lưu bản soạn; chỉ đơn vị mình thấy cho đến khi giới thiệu.")
        return redirect("exemplar", pk=form.result.pk)
    context = {"campaign": campaign, "form": form, "button": "Lưu bản soạn", "keep": f"dien-hinh-moi-{campaign.pk}"}
    context["cancel_url"] = reverse("exemplars", args=[campaign.pk])
    return render(request, "campaigns/exemplar/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_edit(request, pk):
    found = exemplar_written(request, pk)
    form = ExemplarForm(*_sent(request), initial=ExemplarForm.initial_of(found))
    if form.is_valid() and done(
        form,
        actions.change_exemplar,
        found,
        form.values,
        form.cleaned_data["photos"],
        seen=form.seen,
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, "Đã lưu.")
        return redirect("exemplar", pk=found.pk)
    context = {
        "campaign": found.campaign,
        "exemplar": found,
        "form": form,
        "button": "Lưu",
        "keep": f"dien-hinh-{found.pk}-{found.campaign_id}",
        "cancel_url": reverse("exemplar", args=[found.pk]),
        "photos": found.attachments.order_by("added_at", "pk"),
    }
    return render(request, "campaigns/exemplar/form.html", context)


@require_POST
def exemplar_introduce(request, pk):
    found = exemplar_written(request, pk)
    said = "Đã giới thiệu với Khối. Phó Trưởng Khối xem và công bố."
    told(request, said, actions.introduce_exemplar, found, by=request.user, at=timezone.now())
    return redirect("exemplar", pk=found.pk)


@require_POST
def exemplar_remove(request, pk):
    found = exemplar_written(request, pk)
    if told(request, "Đã bỏ bản soạn.", actions.remove_exemplar, found, by=request.user, at=timezone.now()):
        return redirect("exemplars", pk=found.campaign_id)
    return redirect("exemplar", pk=pk)


@require_POST
def exemplar_photo_remove(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(exemplar__isnull=False)
    photo = get_object_or_404(visible.select_related("exemplar__campaign"), pk=pk)
    require_permission(request, WRITE, photo.exemplar, refusal=NOT_YOURS)
    told(request, f"Đã bỏ ảnh {photo.name}.", actions.remove_photo, photo)
    return redirect("exemplar_edit", pk=photo.exemplar_id)


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()
