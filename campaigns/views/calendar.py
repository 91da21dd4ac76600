"""The calendar of a year as a page, and as a feed a calendar program reads under a secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from campaigns.actions.calendar import renew_calendar_address
from campaigns.calendar import events_of, months_of, years_around
from campaigns.calendar_file import CONTENT_TYPE, calendar_file
from campaigns.models import CalendarFeed, Campaign
from campaigns.views.of_year import SEE_YEAR, year_seen
from toolkit.access import may


@require_safe
def calendar(request, pk):
    campaign, today = _with_pledge(request, pk), timezone.localdate()
    events = events_of([campaign], request.user)
    feed = CalendarFeed.objects.filter(person=request.user).first()
    context = {
        "campaign": campaign,
        "months": months_of(campaign.year, events, today),
        "today": today,
        "coming": next((event for event in events if event.starts_on >= today and not event.is_cancelled), None),
        "feed": feed,
        "feed_address": _address(request, feed) if feed else "",
        "feed_link": _address(request, feed).replace("https://", "webcal://", 1)
        if feed and request.is_secure()
        else "",
    }
    return render(request, "campaigns/calendar/year.html", context)


def _with_pledge(request, pk: int) -> Campaign:
    return year_seen(request, pk, Campaign.objects.visible_to(request.user).select_related("pledge"))


def _address(request, feed: CalendarFeed) -> str:
    return request.build_absolute_uri(reverse("calendar_feed", args=[feed.key]))


@require_POST
def calendar_key(request, pk):
    """A new address for this person's calendar program; the old one stops."""
    campaign = year_seen(request, pk)
    renew_calendar_address(by=request.user, at=timezone.now())
    messages.success(request, "Đã tạo địa chỉ lịch. Địa chỉ cũ, nếu có, không dùng được nữa.")
    return redirect(reverse("calendar", args=[campaign.pk]) + "#lich-dien-thoai")


@login_not_required
@require_safe
def calendar_feed(request, key):
    """For programs, which do not log in: whoever has the address reads what its person sees, and nothing else."""
    feed = CalendarFeed.objects.filter(key=key, person__is_active=True).select_related("person__unit").first()
    if feed is None:
        raise Http404("Địa chỉ lịch này không còn dùng.")
    first, last = years_around(timezone.localdate())
    visible = Campaign.objects.visible_to(feed.person).filter(year__gte=first, year__lte=last)
    years = [year for year in visible.select_related("bloc", "pledge") if _is_for(feed.person, year)]
    name = f"Lịch {years[0].bloc.name}" if len({year.bloc_id for year in years}) == 1 else "Lịch khối thi đua"
    content = calendar_file(
        name,
        events_of(years, feed.person),
        at=timezone.now(),
        host=request.get_host(),
        address=request.build_absolute_uri("/").rstrip("/"),
    )
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="lich.ics"'
    return response


def _is_for(person, year: Campaign) -> bool:
    return may(person, SEE_YEAR, year)
