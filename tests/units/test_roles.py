"""Roles by year: the actions, their reasons not to, and the administrator's pages."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import Campaign
from tests.admin_year import AT, a_world
from tests.reading import text_of
from tests.today import on_day
from toolkit.reasons import NotPossible
from units.actions import change_roles, hand_over_headship
from units.models import Membership, Role

world = pytest.fixture(a_world)
pytestmark = pytest.mark.django_db


def roles(bloc, year):
    rows = Membership.objects.in_year(bloc, year).order_by("position", "pk")
    return dict(rows.values_list("unit__code", "role"))


def unit(world, code):
    return world.year.bloc.units.get(code=code)


def hand_over(world, head="KT", deputy="HC", year=2027):
    units = [unit(world, code) if code else None for code in (head, deputy)]
    return hand_over_headship(world.year.bloc, year, *units, by=world["admin"], at=AT)


def test_the_headship_passes_and_the_last_year_stays(world):
    before = roles(world.year.bloc, 2026)

    made = hand_over(world)

    assert [membership.unit.code for membership in made] == ["VP", "KT", "HC", "TC"]
    assert roles(world.year.bloc, 2027) == {"VP": "member", "KT": "head", "HC": "deputy", "TC": "member"}
    assert roles(world.year.bloc, 2026) == before


def test_a_year_may_be_without_a_deputy(world):
    hand_over(world, deputy=None)
    assert Role.DEPUTY not in roles(world.year.bloc, 2027).values()


@pytest.mark.parametrize(
    ("head", "deputy", "year", "reasons"),
    [
        ("KT", "HC", 2026, ["Năm 2026 đã có vai trò. Đổi Trưởng Khối, Phó Trưởng Khối ở mục năm 2026."]),
        ("KT", "HC", 2028, ["Năm 2027 Khối chưa có đơn vị nào tham gia."]),
        ("KT", "KT", 2027, ["Trưởng Khối và Phó Trưởng Khối là hai đơn vị khác nhau."]),
    ],
)
def test_reasons_not_to_hand_over(world, head, deputy, year, reasons):
    before = Membership.objects.count()
    with pytest.raises(NotPossible) as refused:
        hand_over(world, head, deputy, year)
    assert (refused.value.reasons, Membership.objects.count()) == (reasons, before)


def test_a_unit_of_another_bloc_does_not_lead(world):
    stranger = world.other.bloc.units.get(code="YT")
    for action, year in ((hand_over_headship, 2027), (change_roles, 2026)):
        with pytest.raises(NotPossible) as refused:
            action(world.year.bloc, year, stranger, None, by=world["admin"], at=AT)
        assert refused.value.reasons == ["Trạm Y tế không tham gia Khối trong năm 2026."]


def test_head_and_deputy_change_places_within_a_year(world):
    change_roles(world.year.bloc, 2026, unit(world, "KT"), unit(world, "VP"), by=world["admin"], at=AT)
    assert roles(world.year.bloc, 2026) == {"VP": "deputy", "KT": "head", "HC": "member", "TC": "member"}


# Pages ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_every_year_latest_first(world):
    said = text_of(world.browser("admin").get(reverse("roles", args=[world.year.bloc.pk])))
    assert "Chuyển vai trò Trưởng Khối cho năm 2027" in said
    assert said.index("Năm 2026 Đổi vai trò năm 2026") < said.index("Năm 2025 Đổi vai trò năm 2025")
    for told in ("Văn phòng Trưởng Khối VP", "Phòng Kinh tế Phó Trưởng Khối KT", "Phòng Hành chính HC"):
        assert told in said


def test_a_changed_role_changes_the_next_request(world):
    """The same two sessions, before and after: what opens and what the head's right writes."""
    admin, old, new = (world.browser(who) for who in ("admin", "head", "deputy"))
    criterion = world.year.table.criteria.get()
    change = reverse("admin:scoring_criterion_change", args=[criterion.pk])
    assert (old.get(change).status_code, new.get(change).status_code) == (200, 403)

    form = {"head": unit(world, "KT").pk, "deputy": unit(world, "VP").pk}
    answer = admin.post(reverse("roles_of_year", args=[world.year.bloc.pk, 2026]), form, follow=True)

    assert "Đã đổi vai trò năm 2026: Trưởng Khối là Phòng Kinh tế, Phó Trưởng Khối là Văn phòng." in text_of(answer)
    assert (old.get(change).status_code, new.get(change).status_code) == (403, 200)
    assert (old.post(change).status_code, new.post(change).status_code) == (403, 200)


def test_the_headship_passes_in_the_browser(world):
    admin = world.browser("admin")
    address = reverse("hand_over", args=[world.year.bloc.pk])
    assert "Trưởng Khối năm 2026: Văn phòng." in text_of(admin.get(address))

    form = {"year": 2027, "head": unit(world, "KT").pk, "deputy": ""}
    assert admin.post(address, form).url == reverse("roles", args=[world.year.bloc.pk])
    assert roles(world.year.bloc, 2027)["KT"] == Role.HEAD

    # A page left open: the year it speaks of has roles by now, and no year is made by a second click.
    assert "Năm 2027 đã có vai trò." in text_of(admin.post(address, form))
    assert not roles(world.year.bloc, 2028)


def test_a_headship_given_ahead_leaves_this_year_to_its_head(world, monkeypatch):
    """The head keeps 2026 until 2027 begins, and writes nothing in 2027; the next head has 2027 at once."""
    next_year = Campaign.objects.create(bloc=world.year.bloc, year=2027, title="Phong trào 2027")
    this, that = (reverse("admin:campaigns_campaign_change", args=[c.pk]) for c in (world.year.campaign, next_year))
    hand_over(world)
    old, new = world.browser("head"), world.browser("deputy")  # of Phòng Kinh tế

    def may_write(browser):
        return [browser.post(page).status_code != 403 for page in (this, that)]

    on_day(monkeypatch, date(2026, 12, 31))
    assert (may_write(old), may_write(new)) == ([True, False], [False, True])
    assert "Việc của Trưởng Khối" in text_of(old.get("/"))
    assert "Việc của Phó Trưởng Khối" in text_of(new.get("/"))
    assert all(reverse("admin:index") in browser.get("/").content.decode() for browser in (old, new))

    on_day(monkeypatch, date(2027, 1, 1))
    assert (may_write(old), may_write(new)) == ([False, False], [False, True])
    assert old.get(reverse("campaign", args=[world.year.campaign.pk])).status_code == 200
    assert old.get("/quan-tri/").status_code == 403
    assert "Việc của Trưởng Khối" in text_of(new.get("/"))
    assert reverse("admin:index") not in old.get("/").content.decode()


def test_accounts_are_told_to_who_leads_the_year_or_the_next(world, monkeypatch):
    told = reverse("history", args=["tai-khoan", world["clerk"].pk])
    hand_over(world)
    old, new = world.browser("head"), world.browser("deputy")
    on_day(monkeypatch, date(2026, 12, 31))
    assert [browser.get(told).status_code for browser in (old, new)] == [200, 200]
    on_day(monkeypatch, date(2027, 1, 1))
    assert [browser.get(told).status_code for browser in (old, new)] == [404, 200]


def test_what_is_missing_stands_at_its_field(world):
    answer = world.browser("admin").post(reverse("hand_over", args=[world.year.bloc.pk]), {"year": 2027})
    assert answer.context["form"].errors == {"head": ["Chọn đơn vị làm Trưởng Khối."]}


def test_a_year_and_a_bloc_without_units_have_no_form(world):
    admin = world.browser("admin")
    assert admin.get(reverse("roles_of_year", args=[world.year.bloc.pk, 2031])).status_code == 404
    Membership.objects.filter(bloc=world.year.bloc).delete()
    assert "Khối chưa có năm nào" in text_of(admin.get(reverse("roles", args=[world.year.bloc.pk])))
    assert admin.get(reverse("hand_over", args=[world.year.bloc.pk])).status_code == 404


def test_a_person_moved_to_another_unit_has_that_units_rights(world):
    browser, clerk = world.browser("clerk"), world["clerk"]
    assert browser.get("/quan-tri/").status_code == 403
    form = {"username": clerk.username, "full_name": clerk.full_name, "unit": unit(world, "VP").pk, "is_active": "on"}
    moved = world.browser("admin").post(reverse("admin:units_user_change", args=[clerk.pk]), form)
    assert (moved.status_code, browser.get("/quan-tri/").status_code) == (302, 200)


def test_a_person_switched_off_is_out_with_the_next_request(world):
    browser, head = world.browser("head"), world["head"]
    assert browser.get("/").status_code == 200
    form = {"username": head.username, "full_name": head.full_name, "unit": head.unit_id}
    world.browser("admin").post(reverse("admin:units_user_change", args=[head.pk]), form)
    assert browser.get("/").url == "/dang-nhap/?next=/"
