"""Who gets what from the pages of plan, pledge and unit plans; and how much those pages ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.areas import add_area, add_task
from campaigns.actions.files import attach
from campaigns.actions.plans import file_plan
from campaigns.models import LegalBasis
from tests.campaigns.year_builders import (
    AT,
    confirmed,
    drafted_plan,
    filed_plan,
    opened_pledge,
    roles_of_next_year,
    task,
)
from tests.cast import PEOPLE
from toolkit.private_files import Limits, accept_uploads
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

#        anonymous clerk stranger deputy head other_head council other_council admin
SECTION = "302 200 404 200 200 404 403 404 200"
FILED = "302 200 404 200 200 404 404 404 200"
OF_HEAD = "302 403 404 403 200 404 403 404 403"
HEADS_BUTTON = "302 403 404 403 302 404 403 404 403"
HEADS_ROW = "302 403 404 403 200 404 404 404 403"  # of a pledge the Council sees nothing
HEADS_ROW_BUTTON = "302 403 404 403 302 404 404 404 403"
OF_UNITS = "302 200 404 200 200 404 403 404 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"

TABLE = {
    "campaign": ("302 200 404 200 200 404 200 404 200", READ_ONLY),
    "campaign_edit": (OF_HEAD, OF_HEAD),
    "campaign_start": (READ_ONLY, HEADS_BUTTON),
    "campaign_close": (OF_HEAD, HEADS_BUTTON),
    "areas": (OF_HEAD, READ_ONLY),
    "area_add": (OF_HEAD, OF_HEAD),
    "area_edit": (OF_HEAD, OF_HEAD),
    "area_move": (READ_ONLY, HEADS_BUTTON),
    "area_remove": (READ_ONLY, HEADS_BUTTON),
    "task_add": (OF_HEAD, OF_HEAD),
    "task_edit": (OF_HEAD, OF_HEAD),
    "task_move": (READ_ONLY, HEADS_BUTTON),
    "bases": (OF_HEAD, READ_ONLY),
    "basis_add": (OF_HEAD, OF_HEAD),
    "basis_edit": (OF_HEAD, OF_HEAD),
    "basis_move": (READ_ONLY, HEADS_BUTTON),
    "pledge": (SECTION, READ_ONLY),
    "pledge_edit": (OF_HEAD, OF_HEAD),
    "pledge_open": (READ_ONLY, HEADS_BUTTON),
    "pledge_reopen": (READ_ONLY, HEADS_BUTTON),
    "pledge_confirm": (OF_UNITS, OF_UNITS),
    "commitment_add": (OF_HEAD, OF_HEAD),
    "commitment_edit": (HEADS_ROW, HEADS_ROW),
    "commitment_move": (READ_ONLY, HEADS_ROW_BUTTON),
    "unit_plans": (SECTION, READ_ONLY),
    "unit_plan_write": (OF_UNITS, "302 302 404 302 302 404 403 404 403"),  # nothing need be typed to keep a draft
    "unit_plan": (FILED, READ_ONLY),
    "unit_plan_take_back": (READ_ONLY, "302 302 404 404 404 404 404 404 403"),  # taken back, a draft once more
    "open_year": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 403 404 403 404 403"),
}
# These take away what the others look at: asked last, each with one of its own.
LAST = {
    "task_remove": (READ_ONLY, "302 403 404 403 302 404 404 404 404"),
    "basis_remove": (READ_ONLY, "302 403 404 403 302 404 403 404 403"),
    "commitment_remove": (READ_ONLY, HEADS_ROW_BUTTON),
    "unit_plan_file": (READ_ONLY, "302 302 404 403 403 404 404 404 403"),  # filed by the first who may
    "unit_plan_drop_file": (READ_ONLY, "302 302 404 404 404 404 404 404 404"),
}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


class Parts:
    """Something behind every address; `plan` is filed where it is only read, drafted where it is written."""

    def __init__(self, cast, name):
        self.cast, self.campaign = cast, cast.round.campaign
        self.task = task(self.campaign, "Nhiệm vụ")
        self.basis = LegalBasis.objects.create(bloc=cast.bloc, position=1, title="Luật")
        self.pledge = opened_pledge(self.campaign)
        self.commitment = self.pledge.commitments.get()
        writes = name in ("unit_plan_file", "unit_plan_drop_file")
        self.plan = None if name == "unit_plan_write" else self._plan(writes)

    def _plan(self, is_draft):
        plan = drafted_plan(self.campaign)
        files = accept_uploads([SimpleUploadedFile("ke-hoach.pdf", PDF)], Limits())
        (self.file,) = attach(plan, files, by=None, at=AT)
        return plan if is_draft else file_plan(plan, by=None, at=AT)

    def address(self, name):
        campaign, area = [self.campaign.pk], [self.campaign.areas.get(number=1).pk]
        match name.split("_"):
            case ["open", _]:
                return reverse(name, args=[self.cast.bloc.pk, 2027])
            case ["area", "add"] | ["basis", "add"] | ["commitment", "add"] | ["unit", "plan", "write"]:
                return reverse(name, args=campaign)
            case ["area", _] | ["task", "add"]:
                return reverse(name, args=area)
            case ["task", _]:
                return reverse(name, args=[self.task.pk])
            case ["basis", _]:
                return reverse(name, args=[*campaign, self.basis.pk])
            case ["commitment", _]:
                return reverse(name, args=[self.commitment.pk])
            case ["unit", "plan", "drop", _]:
                return reverse(name, args=[self.file.pk])
            case ["unit", "plan", *_]:
                return reverse(name, args=[self.plan.pk])
        return reverse(name, args=campaign)


@pytest.mark.parametrize("name", [*TABLE, *LAST])
def test_everybody_gets_the_answer_of_the_table(cast, name):
    parts = Parts(cast, name)
    url = parts.address(name)
    for method, expected in zip(("get", "post"), (TABLE | LAST)[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


def test_the_superuser_writes_nothing_of_a_year(cast):
    parts = Parts(cast, "campaign_edit")
    names = [name for name in [*TABLE, *LAST] if (TABLE | LAST)[name][1] != READ_ONLY]
    admin = cast.client("admin")
    statuses = {name: admin.post(parts.address(name), {}).status_code for name in names}
    assert set(statuses.values()) == {403}, statuses


# How much they ask --------------------------------------------------------------------------------------------------

MOST = {
    "campaign": 15, "areas": 11, "bases": 10, "campaign_edit": 9, "campaign_close": 10, "pledge": 15, "unit_plans": 12,
    "unit_plan": 11, "unit_plan_write": 13, "open_year": 25, "campaigns": 10,
}  # fmt: skip


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def counts(cast, plan):
    """By page: the head's, and the clerk's where a unit looks at its own."""
    campaign = cast.round.campaign
    head, deputy = cast.client("head"), cast.client("deputy")
    found = {
        name: queries(head, reverse(name, args=[campaign.pk]))
        for name in ("campaign", "areas", "bases", "campaign_edit", "campaign_close", "pledge", "unit_plans")
    }
    found["unit_plan"] = queries(cast.client("clerk"), reverse("unit_plan", args=[plan.pk]))
    found["unit_plan_write"] = queries(deputy, reverse("unit_plan_write", args=[campaign.pk]))
    found["open_year"] = queries(head, reverse("open_year", args=[cast.bloc.pk, 2027]))
    found["campaigns"] = queries(head, reverse("campaigns"))
    return found


def test_pages_ask_the_same_whatever_grows(cast):
    campaign = cast.round.campaign
    task(campaign, "Việc")
    drafted_plan(campaign, "VHXH")
    plan = filed_plan(campaign)
    pledge = opened_pledge(campaign)
    confirmed(pledge, "KT")
    LegalBasis.objects.create(bloc=cast.bloc, position=1, title="Luật")
    roles_of_next_year(cast.bloc)
    before = counts(cast, plan)
    assert {name: n for name, n in before.items() if n > MOST[name]} == {}

    for number in range(6):
        area = add_area(campaign, {"title": f"Nội dung {number}"}, by=None, at=AT)
        for each in range(3):
            add_task(area, {"text": f"Việc {each}"}, by=None, at=AT)
        LegalBasis.objects.create(bloc=cast.bloc, position=number + 2, title=f"Căn cứ {number}")
        unit = Unit.objects.create(bloc=cast.bloc, code=f"N{number}", name=f"Đơn vị mới {number}")
        Membership.objects.create(bloc=cast.bloc, unit=unit, year=2026, position=10 + number)
        filed_plan(campaign, unit.code)
        confirmed(pledge, unit.code)
    assert counts(cast, plan) == before
