from datetime import date

import pytest
from django_fsm import TransitionNotAllowed

from campaigns.models import Campaign, ContentArea, LegalBasis, Task
from campaigns.states import CampaignState
from tests.constraints import put, violates
from units.models import Bloc, Commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    commune = Commune.objects.create(name="Hà Bắc", city="Hải Phòng")
    return Bloc.objects.create(commune=commune, number="02", name="Khối thi đua số 02")


@pytest.fixture
def campaign(bloc):
    return Campaign.objects.create(bloc=bloc, year=2026, title="Phong trào thi đua năm 2026")


@pytest.fixture
def area(campaign):
    return ContentArea.objects.create(campaign=campaign, number=1, title="Nhiệm vụ chính trị")


def test_a_bloc_has_one_campaign_a_year_and_another_the_next(campaign):
    Campaign.objects.create(bloc=campaign.bloc, year=2027, title="Phong trào thi đua năm 2027")
    with violates("campaign_once_a_year"):
        Campaign.objects.create(bloc=campaign.bloc, year=2026, title="Phong trào khác")


@pytest.mark.parametrize("year", [1999, 2101])
def test_the_year_of_a_campaign_lies_in_this_century(campaign, year):
    for allowed in (2000, 2100):
        put(campaign, year=allowed)
    with violates("campaign_year_is_sensible"):
        put(campaign, year=year)


def test_the_state_of_a_campaign_is_a_known_one(campaign):
    put(campaign, state=CampaignState.REVIEWED)
    with violates("campaign_state_is_known"):
        put(campaign, state="forgotten")


def test_an_area_number_stands_once_in_a_campaign_and_may_stand_in_the_next(area):
    next_year = Campaign.objects.create(bloc=area.campaign.bloc, year=2027, title="Phong trào")
    ContentArea.objects.create(campaign=next_year, number=1, title="Nhiệm vụ chính trị")
    with violates("area_number_once_in_a_campaign"):
        ContentArea.objects.create(campaign=area.campaign, number=1, title="Nội dung khác")


def test_areas_are_numbered_from_one(area):
    put(area, number=9)
    with violates("area_number_is_positive"):
        put(area, number=0)


def test_a_task_has_a_place_of_its_own_in_its_area(area):
    Task.objects.create(area=area, position=1, text="Tham mưu")
    Task.objects.create(area=area, position=2, text="Phục vụ Nhân dân")
    with violates("task_position_once_in_an_area"):
        Task.objects.create(area=area, position=2, text="Việc khác")


def test_a_legal_basis_stands_once_in_a_bloc_and_may_stand_in_another(bloc):
    other = Bloc.objects.create(commune=bloc.commune, number="03", name="Khối thi đua số 03")
    for its_bloc in (bloc, other):
        LegalBasis.objects.create(bloc=its_bloc, position=1, title="Luật Thi đua, khen thưởng")
    with violates("legal_basis_once_in_a_bloc"):
        LegalBasis.objects.create(bloc=bloc, position=2, title="Luật Thi đua, khen thưởng")


def test_a_legal_basis_ends_on_or_after_the_day_it_begins(bloc):
    basis = LegalBasis.objects.create(bloc=bloc, position=1, title="Nghị định")
    day, day_before = date(2026, 6, 1), date(2026, 5, 31)
    for begins, ends in [(day, day), (None, day_before), (day, None)]:
        put(basis, effective_from=begins, effective_to=ends)
    with violates("legal_basis_ends_after_it_begins"):
        put(basis, effective_from=day, effective_to=day_before)


@pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.ISSUED])
def test_a_campaign_starts_from_its_draft_and_from_its_plan(bloc, state):
    campaign = Campaign(bloc=bloc, year=2026, title="Phong trào", state=state)
    campaign.start()
    assert campaign.state == CampaignState.RUNNING


@pytest.mark.parametrize("state", [CampaignState.RUNNING, CampaignState.REVIEWED])
def test_a_campaign_does_not_start_twice(bloc, state):
    campaign = Campaign(bloc=bloc, year=2026, title="Phong trào", state=state)
    with pytest.raises(TransitionNotAllowed):
        campaign.start()
    assert campaign.state == state


def test_the_state_of_a_campaign_changes_by_its_transitions_alone(campaign):
    with pytest.raises(AttributeError):
        campaign.state = CampaignState.REVIEWED
