import pytest

from campaigns.actions import open_campaign
from campaigns.models import Campaign, ContentArea
from campaigns.states import CampaignState
from units.actions import register_bloc

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối thi đua số 02")


def areas_of(campaign):
    return list(campaign.areas.order_by("number").values_list("number", "title"))


def test_a_year_is_opened_with_its_areas_and_runs(bloc):
    campaign, areas = open_campaign(bloc, 2026, {1: "Chính trị", 2: "Chuyển đổi số"})
    assert (campaign.title, campaign.state) == (
        "Phong trào thi đua năm 2026 của Khối thi đua số 02",
        CampaignState.RUNNING,
    )
    assert areas_of(campaign) == [(number, areas[number].title) for number in (1, 2)]


def test_opening_again_keeps_what_people_wrote_and_changes_titles_alone(bloc):
    campaign, _ = open_campaign(bloc, 2026, {1: "Chính trị", 2: "Chuyển đổi số"})
    campaign.title = "Tên do người dùng đặt"
    campaign.save()
    again, _ = open_campaign(bloc, 2026, {1: "Nhiệm vụ chính trị", 3: "Kỷ cương"})
    assert (again, again.title, Campaign.objects.count()) == (campaign, "Tên do người dùng đặt", 1)
    assert areas_of(again) == [(1, "Nhiệm vụ chính trị"), (2, "Chuyển đổi số"), (3, "Kỷ cương")]


def test_a_year_under_review_is_not_started_again(bloc):
    reviewed = Campaign.objects.create(bloc=bloc, year=2026, title="Phong trào", state=CampaignState.REVIEWED)
    campaign, areas = open_campaign(bloc, 2026, {})
    assert (campaign, campaign.state, areas, ContentArea.objects.count()) == (
        reviewed,
        CampaignState.REVIEWED,
        {},
        0,
    )


def test_a_bloc_with_the_longest_name_has_a_title_that_fits():
    long = register_bloc(commune="Hà Bắc", city="Hải Phòng", number="9", name="K" * 255)
    campaign, _ = open_campaign(long, 2026, {})
    assert Campaign.objects.get().title == campaign.title == f"Phong trào thi đua năm 2026 của {'K' * 223}"
