"""The initiatives of a year: the list with its filters, the rule "ít nhất N" by unit, and the list to take away."""

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Greatest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.forms.initiatives import FilterForm
from campaigns.models import Initiative
from campaigns.resources import INITIATIVE_WIDTHS, initiative_table
from campaigns.views.initiatives.fetching import campaign_of, may_write_in
from toolkit.downloads import attachment
from toolkit.history import Place
from toolkit.spreadsheets import NewSheet, write_csv, write_sheets
from units.actions import note_reading
from units.models import Membership, ReadingKind

LINES = 50  # to a page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def initiatives(request, pk):
    campaign = campaign_of(request, pk)
    form, found = _asked_for(request, campaign)
    by_unit = list(initiatives_by_unit(campaign).annotate(found=found.number()))
    form.offer_units(row.unit for row in by_unit)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "campaign": campaign,
        "form": form,
        "page": _paginator(found, by_unit).get_page(request.GET.get("trang")),
        "query": query.urlencode(),
        "by_unit": by_unit,
        "mine": next((row for row in by_unit if row.unit_id == request.user.unit_id), None),
        "short": [row for row in by_unit if row.lacking],
        "may_write": may_write_in(request, campaign),
        "today": timezone.localdate(),
    }
    return render(request, "campaigns/initiative/list.html", context)


def _paginator(found, by_unit) -> Paginator:
    """Its count came with the units, so that the rows are counted once."""
    paginator = Paginator(found, LINES)
    if by_unit:
        paginator.count = by_unit[0].found
    return paginator


@require_safe
def initiatives_xlsx(request, pk):
    campaign = campaign_of(request, pk)
    header, rows = initiative_table(_asked_for(request, campaign)[1])
    sheet = NewSheet("Danh mục sáng kiến", [header, *rows], widths=INITIATIVE_WIDTHS, frozen_columns=2)
    return _file(request, campaign, write_sheets([sheet]), XLSX, "xlsx")


@require_safe
def initiatives_csv(request, pk):
    campaign = campaign_of(request, pk)
    header, rows = initiative_table(_asked_for(request, campaign)[1])
    return _file(request, campaign, write_csv(header, rows), "text/csv; charset=utf-8", "csv")


def initiatives_by_unit(campaign):
    """The memberships of the year with `registered`, `recognised`, and how many the plan's least still lacks."""
    of_unit = Initiative.objects.in_campaign(campaign).of_unit(OuterRef("unit"))
    registered, recognised = of_unit.registered().number(), of_unit.recognised().number()
    members = Membership.objects.in_year(campaign.bloc, campaign.year).select_related("unit")
    counted = members.annotate(registered=registered, recognised=recognised)
    lacking = Greatest(Value(campaign.least_initiatives) - F("registered"), Value(0))
    return counted.annotate(lacking=lacking).order_by("position", "pk")


def _asked_for(request, campaign):
    """The bound filters and the rows they leave, the newest first: the same for the page and for the files."""
    form = FilterForm(request.GET, areas=campaign.areas.order_by("number"))
    seen = Initiative.objects.visible_to(request.user).in_campaign(campaign)
    return form, form.applied_to(seen).listed().order_by("-pk")


def _file(request, campaign, content, content_type, extension):
    """A GET that writes: who took the list is kept, at the cost of one row."""
    if request.method == "GET":
        place = Place(of=campaign.pk, bloc=campaign.bloc_id, year=campaign.year)
        about = f"Danh mục sáng kiến năm {campaign.year} ({extension.upper()})"
        kind, at = ReadingKind.EXPORT, timezone.now()
        note_reading(request.user, kind, about, at=at, page="phong-trao", place=place)
    name = f"danh-muc-sang-kien-khoi-{campaign.bloc.number}-nam-{campaign.year}.{extension}"
    return attachment(HttpResponse(content, content_type=content_type), name)
