"""Who gets what from the addresses of initiatives: those of the clerk's unit unless a name says otherwise."""

import pytest
from django.urls import reverse

from campaigns.models import Attachment
from campaigns.states import InitiativeState
from tests.campaigns.initiative_builders import AT, draft, in_state, registered
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db

#               anonymous clerk stranger deputy head other_head council other_council admin
LIST = "302 200 404 200 200 404 403 404 200"
NEW = "302 200 404 200 200 404 403 404 403"  # head and deputy write for their own units
OWN_DRAFT = "302 200 404 404 404 404 404 404 403"
OWN = "302 200 404 403 403 404 404 404 403"
OWN_AWAY = "302 302 404 403 403 404 404 404 403"  # led away: there is nothing to register yet, or the step is done
OWN_POST = OWN_AWAY
SEEN = "302 200 404 200 200 404 404 404 200"
JUDGE = "302 403 404 403 200 404 404 404 403"
JUDGE_POST = "302 403 404 403 302 404 404 404 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"

# URL name: what it is about, GET and POST.
TABLE = {
    "initiatives": ("campaign", LIST, READ_ONLY),
    "initiatives_xlsx": ("campaign", LIST, READ_ONLY),
    "initiatives_csv": ("campaign", LIST, READ_ONLY),
    "initiative_new": ("campaign", NEW, NEW),
    "initiative_autosave": ("campaign", READ_ONLY, NEW),
    "initiative": ("registered", SEEN, READ_ONLY),
    "initiative_edit": ("draft", OWN_DRAFT, OWN_DRAFT),
    "initiative_register": ("draft", OWN_DRAFT, "302 302 404 404 404 404 404 404 403"),
    "initiative_delete": ("draft", OWN_DRAFT, "302 302 404 404 404 404 404 404 403"),
    "initiative_result": ("accepted", OWN, OWN),
    "initiative_accept": ("registered", READ_ONLY, JUDGE_POST),
    "initiative_send_back": ("registered", JUDGE, JUDGE),
    "initiative_recognise": ("reported", JUDGE, JUDGE),
    "initiative_decline": ("reported", JUDGE, JUDGE),
    "initiative_file_remove": ("file", READ_ONLY, "302 302 404 404 404 404 404 404 403"),
}


def subjects(cast):
    campaign = cast.round.campaign

    def at_state(state):
        return in_state(state, campaign, cast.clerk, cast.head)

    unwritten = draft(campaign, cast.clerk)
    file = Attachment.objects.create(
        path="phong-trao/x", name="x.pdf", kind="pdf", sha256="0" * 64, size=1, added_at=AT, initiative=unwritten
    )
    return {
        "campaign": campaign,
        "draft": unwritten,
        "registered": at_state(InitiativeState.REGISTERED),
        "accepted": at_state(InitiativeState.ACCEPTED),
        "reported": at_state(InitiativeState.REPORTED),
        "file": file,
    }


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    about, *expected = TABLE[name]
    url = reverse(name, args=[subjects(cast)[about].pk])
    for method, statuses in zip(("get", "post"), expected, strict=True):
        people = PEOPLE if method == "get" else sorted(PEOPLE, key=lambda who: who == "clerk")  # who changes it, last
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in people}
        assert answers == dict(zip(PEOPLE, statuses.split(), strict=True)), method


def test_the_table_has_every_address(cast):
    from campaigns.urls.initiatives import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == set(TABLE)


@pytest.mark.parametrize(("owner", "judge"), [("clerk", "head"), ("deputy", "head"), ("head", "deputy")])
def test_the_head_judges_every_unit_but_the_own_which_the_deputy_judges(cast, owner, judge):
    row = registered(cast.round.campaign, getattr(cast, owner))
    url = reverse("initiative_send_back", args=[row.pk])
    allowed = {who for who in ("clerk", "head", "deputy", "admin") if cast.client(who).get(url).status_code == 200}
    assert allowed == {judge}


def test_a_draft_is_seen_by_its_unit_and_the_administrator(cast):
    url = reverse("initiative", args=[draft(cast.round.campaign, cast.clerk).pk])
    assert {who for who in PEOPLE if cast.client(who).get(url).status_code == 200} == {"clerk", "admin"}
