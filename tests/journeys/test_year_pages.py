"""Every page of a lived year, as its reader: axe finds nothing, and nothing is wider than the window."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.campaigns import todo_builders as a

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_THE_YEAR = (
    "campaign", "pledge", "unit_plans", "initiatives", "reports", "meetings", "drives", "exemplars", "suggestions",
    "calendar", "facts",
)  # fmt: skip
WRITTEN = {
    "head": ("campaign_edit", "areas", "bases", "report_duty_new", "meeting_new", "drive_new"),
    "clerk": ("initiative_new", "exemplar_new", "suggestion_new", "unit_plan_write", "pledge_confirm"),
}


@pytest.fixture
def lived(cast):
    """One of each noun, of the clerk's unit."""
    campaign, unit, today = cast.round.campaign, cast.clerk.unit, timezone.localdate()
    due = a.due_date(campaign, today + timedelta(days=3))
    drive = a.drive(campaign)
    a.pledge(campaign)
    a.entry(drive, unit)
    a.report(due, unit)
    return cast, {
        "unit_plan": [a.plan(campaign, unit).pk],
        "initiative": [a.initiative(campaign, unit).pk],
        "report": [due.pk, unit.code],
        "meeting": [a.meeting(campaign, timezone.now() + timedelta(days=2), unit).pk],
        "drive": [drive.pk],
        "exemplar": [a.exemplar(campaign, unit, "published", published_at=timezone.now()).pk],
        "suggestion": [a.suggestion(campaign, unit).pk],
    }


@pytest.mark.parametrize("who", WRITTEN)
def test_the_pages_of_the_year_are_accessible_and_fit_every_window(lived, visit, who):
    cast, things = lived
    of_the_year = {name: [cast.round.campaign_id] for name in (*OF_THE_YEAR, *WRITTEN[who])}
    visitor, faults = visit().come_as(who), {}
    for name, arguments in (of_the_year | things).items():
        assert visitor.go(reverse(name, args=arguments)).status == 200
        if found := visitor.faults(390, 1280):
            faults[name] = found
    assert faults == {}
