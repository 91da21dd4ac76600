"""What the database itself refuses in the rows of a year, each rule with a row it lets pass."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from campaigns.models import (
    Attachment,
    Author,
    Campaign,
    Commitment,
    ContentArea,
    DueDate,
    Extension,
    Initiative,
    Pledge,
    PledgeConfirmation,
    ReminderSent,
    Report,
    ReportDuty,
    Suggestion,
    UnitPlan,
    UnitPlanPart,
)
from campaigns.states import InitiativeState, PlanState, ReportState
from tests.constraints import put, violates
from units.models import Bloc, Commune, Unit, User

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
DAY = date(2026, 6, 1)


@pytest.fixture
def campaign():
    bloc = Bloc.objects.create(
        commune=Commune.objects.create(name="Hà Bắc", city="Hải Phòng"), number="02", name="Khối"
    )
    return Campaign.objects.create(bloc=bloc, year=2026, title="Phong trào thi đua năm 2026")


@pytest.fixture
def unit(campaign):
    return Unit.objects.create(bloc=campaign.bloc, code="KT", name="Phòng Kinh tế")


@pytest.fixture
def initiative(campaign, unit):
    return Initiative.objects.create(campaign=campaign, unit=unit, title="Số hóa hồ sơ")


@pytest.fixture
def plan(campaign, unit):
    return UnitPlan.objects.create(campaign=campaign, unit=unit)


@pytest.fixture
def due(campaign):
    duty = ReportDuty.objects.create(campaign=campaign, title="Báo cáo quý")
    return DueDate.objects.create(duty=duty, name="Quý II", due_on=DAY)


@pytest.fixture
def pledge(campaign):
    return Pledge.objects.create(campaign=campaign)


def test_a_campaign_ends_on_or_after_the_day_it_begins(campaign):
    put(campaign, starts_on=DAY, ends_on=DAY)
    with violates("campaign_ends_after_it_begins"):
        put(campaign, ends_on=DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("rule", "change"),
    [("initiative_state_is_known", {"state": "lost"}), ("initiative_kind_is_known", {"kind": "idea"})],
)
def test_state_and_kind_of_an_initiative_are_known_ones(initiative, rule, change):
    put(initiative, state=InitiativeState.ACCEPTED, kind="model")
    with violates(rule):
        put(initiative, **change)


@pytest.mark.parametrize("lacking", [{"level": ""}, {"decision_number": ""}, {"decided_on": None}])
def test_an_initiative_is_recognised_by_a_whole_decision(initiative, lacking):
    decision = {"level": "base", "decision_number": "12/QĐ-UBND", "decided_on": DAY}
    put(initiative, state=InitiativeState.RECOGNISED, **decision)
    with violates("initiative_recognised_by_a_decision"):
        put(initiative, **lacking)


def test_an_author_has_a_place_of_its_own_and_a_share_up_to_the_whole(initiative):
    first = Author.objects.create(initiative=initiative, position=1, name="Tổ một cửa", share=Decimal(100))
    Author.objects.create(initiative=initiative, position=2, name="Tổ số hóa", share=Decimal("0.01"))
    with violates("author_position_once_in_an_initiative"):
        Author.objects.create(initiative=initiative, position=2, name="Tổ khác", share=Decimal(1))
    for share in (Decimal(0), Decimal("100.01")):
        with violates("author_share_is_a_percentage"):
            put(first, share=share)


def test_a_unit_has_one_plan_a_year(campaign, plan):
    other = Unit.objects.create(bloc=campaign.bloc, code="VP", name="Văn phòng")
    UnitPlan.objects.create(campaign=campaign, unit=other)
    with violates("unit_plan_once_a_year"):
        UnitPlan.objects.create(campaign=campaign, unit=plan.unit)


def test_a_plan_that_was_filed_says_when(plan):
    put(plan, state=PlanState.FILED, filed_at=AT)
    with violates("unit_plan_filed_at_some_time"):
        put(plan, filed_at=None)
    with violates("unit_plan_state_is_known"):
        put(plan, state="lost")


def test_a_plan_has_one_part_for_an_area(campaign, plan):
    area = ContentArea.objects.create(campaign=campaign, number=1, title="Nhiệm vụ chính trị")
    UnitPlanPart.objects.create(plan=plan, area=area, text="Hoàn thành chỉ tiêu.")
    with violates("unit_plan_part_once_for_an_area"):
        UnitPlanPart.objects.create(plan=plan, area=area)


def test_a_duty_has_its_title_once_a_year_and_each_due_date_once(campaign, due):
    ReportDuty.objects.create(campaign=campaign, title="Báo cáo năm")
    with violates("report_duty_title_once_a_year"):
        ReportDuty.objects.create(campaign=campaign, title="Báo cáo quý")
    with violates("due_date_once_in_a_duty"):
        DueDate.objects.create(duty=due.duty, name="Quý III", due_on=DAY)


def test_a_unit_has_one_report_and_one_extension_for_a_due_date(due, unit):
    Report.objects.create(due=due, unit=unit)
    with violates("report_once_for_a_due_date"):
        Report.objects.create(due=due, unit=unit)
    Extension.objects.create(due=due, unit=unit, until=DAY, reason="Bão", given_at=AT)
    with violates("extension_once_for_a_due_date"):
        Extension.objects.create(due=due, unit=unit, until=DAY, reason="Bão", given_at=AT)


def test_a_report_that_was_filed_says_when(due, unit):
    report = Report.objects.create(due=due, unit=unit)
    put(report, state=ReportState.FILED, filed_at=AT)
    with violates("report_filed_at_some_time"):
        put(report, filed_at=None)
    with violates("report_state_is_known"):
        put(report, state="lost")


def a_file(path, **owners):
    return Attachment.objects.create(
        path=path, name="a.pdf", kind="pdf", sha256="0" * 64, size=1, added_at=AT, **owners
    )


def test_a_file_belongs_to_one_thing(initiative, plan):
    a_file("one", initiative=initiative)
    for owners in ({}, {"initiative": initiative, "unit_plan": plan}):
        with violates("attachment_has_one_owner"):
            a_file("two", **owners)


def test_a_pledge_is_drafted_or_open_and_its_commitments_have_their_places(pledge):
    Commitment.objects.create(pledge=pledge, position=1, text="Hoàn thành chỉ tiêu")
    with violates("commitment_position_once_in_a_pledge"):
        Commitment.objects.create(pledge=pledge, position=1, text="Việc khác")
    with violates("pledge_state_is_known"):
        put(pledge, state="lost")


def test_a_unit_confirms_a_pledge_once(pledge, unit):
    confirmed = {"pledge": pledge, "unit": unit, "office": "Trưởng phòng", "confirmed_at": AT}
    PledgeConfirmation.objects.create(**confirmed)
    with violates("pledge_confirmed_once_by_a_unit"):
        PledgeConfirmation.objects.create(**confirmed)


def test_a_person_is_reminded_once_a_day():
    person = User.objects.create(username="vanthu")
    for on in (DAY, DAY + timedelta(days=1)):
        ReminderSent.objects.create(person=person, on=on, count=1, sent_at=AT)
    with violates("reminder_once_a_day"):
        ReminderSent.objects.create(person=person, on=DAY, count=2, sent_at=AT)


def test_an_answer_says_when_it_was_given(campaign, unit):
    suggestion = Suggestion.objects.create(campaign=campaign, unit=unit, text="Thêm đợt thi đua.", sent_at=AT)
    put(suggestion, answer="Đã thêm.", answered_at=AT)
    with violates("suggestion_answered_at_some_time"):
        put(suggestion, answered_at=None)
