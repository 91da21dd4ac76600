"""One nomination: who, for what, each condition with its state, the report, and what can be done."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.nominations import SeenOnlyForm
from awards.person_checks import checks_of
from awards.states import NominationState
from awards.views.people.fetching import JUDGE, WRITE, nomination_seen
from campaigns.predicates import is_own_unit, leads_year
from toolkit.access import may
from units.predicates import is_administrator

S = NominationState
PARTS = (
    ("background", "I. Sơ lược lý lịch", "Chưa viết."),
    ("achievements", "II. Thành tích đạt được", "Chưa viết."),
    ("past_awards", "III. Đã được khen thưởng", "Chưa có."),
    ("discipline", "IV. Kỷ luật", "Không có."),
)
sees_history = is_own_unit | leads_year | is_administrator


@require_safe
def nomination(request, pk):
    found = nomination_seen(request, pk)
    writes, judges = may(request.user, WRITE, found), may(request.user, JUDGE, found)
    checks = checks_of(found, on=timezone.localdate())
    context = {
        "nomination": found,
        "campaign": found.campaign,
        "checks": checks,
        "blocked": any(check.stops_handing_in for check in checks),
        "unmet": [check for check in checks if not check.is_met],
        "parts": [(slug, label, getattr(found, slug), empty) for slug, label, empty in PARTS],
        "writes": writes and found.campaign.is_open,
        "judges": judges,
        "seen": SeenOnlyForm(initial={"version": found.version}),
        "sees_history": sees_history(request.user, found),
    }
    return render(request, "awards/people/nomination.html", context)
