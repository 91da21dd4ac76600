import pytest

from awards import papers
from awards.models import Paper
from khoi_thidua.demo import ACCOUNTS, DEMO_PASSWORD, DemoRefused, make_accounts, make_demo
from khoi_thidua.plan import load_plan
from scoring.models import Round
from tests.scoring.sample import OUTCOME
from units.models import User
from units.predicates import is_administrator, is_council, is_deputy, is_head, is_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, monkeypatch, tmp_path):
    """The demo year with debug on; its papers are drawn in no time."""
    settings.DEBUG = True
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(papers, "render", lambda document: b"%PDF-1.7")
    make_demo()


def test_the_demo_year_is_the_sample_workbook_with_its_papers(demo):
    round = Round.objects.settled().get()
    rows = round.result.units.select_related("sheet__unit")
    assert {row.sheet.unit.code: (str(row.total), row.rank) for row in rows} == {
        code: (expected[4], expected[6]) for code, expected in OUTCOME.items()
    }
    assert Paper.objects.filter(round=round).count() == 5


def test_everybody_of_the_cast_has_an_account_and_its_role(demo):
    round = Round.objects.settled().get()

    def facts(user):
        found = {
            "head": is_head(user, round),
            "deputy": is_deputy(user, round),
            "member": is_member(user, round),
            "council": is_council(user),
            "administrator": is_administrator(user),
        }
        return [name for name, is_so in found.items() if is_so]

    assert {user.username: facts(user) for user in User.objects.all()} == {
        "truongkhoi": ["head", "member"],
        "phokhoi": ["deputy", "member"],
        "donvi": ["member"],
        "hoidong": ["council"],
        "quantri": ["administrator"],
    }
    assert all(user.is_demo and user.check_password(DEMO_PASSWORD) for user in User.objects.all())


def test_the_demo_year_is_lived_in(demo):
    campaign = Round.objects.settled().get().campaign
    assert (campaign.initiatives.count(), campaign.meetings.count(), campaign.drives.count()) == (10, 4, 4)


def test_making_the_demo_again_makes_nothing_twice(demo):
    before = list(User.objects.values()), list(Round.objects.values()), list(Paper.objects.values())
    make_demo()
    assert (list(User.objects.values()), list(Round.objects.values()), list(Paper.objects.values())) == before


def test_an_account_somebody_closed_stays_closed(demo):
    User.objects.filter(username="donvi").update(is_active=False)
    make_demo()
    assert not User.objects.get(username="donvi").is_active


def test_a_real_account_of_the_same_name_is_left_alone():
    campaign, _ = load_plan()
    real = User.objects.create_user("donvi", password="mot-mat-khau-rieng")
    make_accounts(campaign.bloc)
    kept = User.objects.get(username="donvi")
    assert (kept, kept.is_demo, kept.check_password(DEMO_PASSWORD)) == (real, False, False)
    assert User.objects.filter(is_demo=True).count() == len(ACCOUNTS) - 1


def test_with_debug_off_there_is_no_demo(settings):
    settings.DEBUG = False
    with pytest.raises(DemoRefused, match="DEBUG=on"):
        make_demo()
    assert (User.objects.count(), Round.objects.count()) == (0, 0)
