"""Communes, blocs, units, memberships and people in the admin."""

import re
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin_year import PASSWORD, a_world
from units.links import latest_link
from units.models import Bloc, Membership, Unit, User

world = pytest.fixture(a_world)


def page(model, name, *args):
    return reverse(f"admin:units_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def admin(world):
    return world.browser("admin")


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["adminform"].form.errors.items()}


PERSON = {"username": "moi", "full_name": "Người Mới", "email": ""}


def test_an_administrator_makes_an_account_without_a_password(world, admin):
    unit = world.year.bloc.units.get(code="HC")

    answer = admin.post(page(User, "add"), {**PERSON, "unit": unit.pk})

    person = User.objects.get(username="moi")
    assert (person.unit, person.is_superuser, person.has_usable_password()) == (unit, False, False)
    assert answer.url == page(User, "change", person.pk)
    assert "Chưa có mật khẩu." in admin.get(answer.url).content.decode()


# The way in, handed over ------------------------------------------------------------------------------------------


def handed_over(browser, person, how):
    url = reverse("admin:units_user_hand_over_password_change", args=[person.pk])
    answer = browser.post(url, {"cach": how})
    found = re.search(r'class="handed-over"[^>]*value="([^"]*)"', answer.content.decode())
    return found and found.group(1)


def test_a_link_is_shown_once_and_sets_the_own_password_once(world, admin, client):
    link = handed_over(admin, world["clerk"], "lien-ket")
    assert "cap-mat-khau" not in link
    assert link not in admin.get(page(User, "change", world["clerk"].pk)).content.decode()

    form = client.get(link, follow=True)
    new = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    done = client.post(form.redirect_chain[-1][0], new)

    assert done.url == "/dang-nhap/?vi=da-dat-mat-khau"
    world["clerk"].refresh_from_db()
    assert (world["clerk"].check_password(PASSWORD), world["clerk"].must_change_password) == (True, False)
    assert "không còn dùng được" in Client().get(link, follow=True).content.decode()


def test_a_link_ends_after_three_days(world, admin, client):
    link = handed_over(admin, world["clerk"], "lien-ket")

    later = datetime.now() + timedelta(days=3, minutes=1)  # noqa: DTZ005  (as Django's own token generator counts)
    with patch.object(latest_link, "_now", return_value=later):
        assert "không còn dùng được" in client.get(link, follow=True).content.decode()


def test_a_temporary_password_works_until_it_is_changed(world, admin):
    world["clerk"].must_change_password = False
    password = handed_over(admin, world["clerk"], "mat-khau-tam")

    world["clerk"].refresh_from_db()
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password)
    assert (world["clerk"].check_password(password), world["clerk"].must_change_password) == (True, True)


@pytest.mark.parametrize("how", ["lien-ket", "mat-khau-tam"])
def test_what_is_handed_over_is_nowhere_in_the_log(world, admin, how):
    secret = handed_over(admin, world["clerk"], how)

    entries = list(LogEntry.objects.values_list("change_message", flat=True))
    assert len(entries) == 1 and secret not in entries[0]


@pytest.mark.parametrize("who", ["head", "deputy", "clerk", "council"])
def test_nobody_but_an_administrator_hands_over(world, who):
    before = world["stranger"].password
    url = reverse("admin:units_user_hand_over_password_change", args=[world["clerk"].pk])
    browser = world.browser(who)

    assert (browser.get(url).status_code, browser.post(url, {"cach": "mat-khau-tam"}).status_code) == (403, 403)
    world["stranger"].refresh_from_db()
    assert world["stranger"].password == before


def test_an_account_out_of_use_gets_nothing(world, admin):
    User.objects.filter(pk=world["clerk"].pk).update(is_active=False)

    assert [handed_over(admin, world["clerk"], how) for how in ("lien-ket", "mat-khau-tam")] == [None, None]


def test_nobody_is_of_a_unit_and_of_the_council(world, admin):
    unit, commune = world.year.bloc.units.first(), world.year.bloc.commune
    both = {**PERSON, "unit": unit.pk, "council_of": commune.pk}

    for form in (both, {**both, "is_superuser": "on"}):
        assert errors(admin.post(page(User, "add"), form)) == {
            "council_of": ["Một người thuộc một đơn vị hoặc thuộc Hội đồng TĐKT, không cả hai."]
        }


def test_nobody_takes_the_administration_from_themselves(world, admin):
    form = {"username": "quantri", "full_name": "Quản trị", "email": ""}

    answer = admin.post(page(User, "change", world["admin"].pk), form)

    sentence = "Không tự đổi mục này của chính mình. Nhờ người quản trị khác."
    assert errors(answer) == {"is_superuser": [sentence], "is_active": [sentence]}


def test_an_administrator_gives_a_password(world, admin):
    url = reverse("admin:auth_user_password_change", args=[world["clerk"].pk])
    form = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    assert admin.post(url, form).status_code == 302
    world["clerk"].refresh_from_db()
    assert (world["clerk"].check_password(PASSWORD), world["clerk"].must_change_password) == (True, True)
    assert world.browser("head").get(url).status_code == 403


def test_the_own_password_is_changed_on_the_own_page(world, admin):
    url = reverse("admin:auth_user_password_change", args=[world["admin"].pk])
    assert admin.get(url).url == reverse("password_change")


def test_a_weak_password_given_by_an_administrator_is_refused(world, admin):
    url = reverse("admin:auth_user_password_change", args=[world["clerk"].pk])
    form = {"password1": "12345678", "password2": "12345678", "usable_password": "true"}
    assert admin.post(url, form).status_code == 200


def test_who_has_logged_in_is_switched_off_and_not_deleted(world, admin):
    User.objects.filter(pk=world["clerk"].pk).update(last_login="2026-01-01T00:00:00Z")

    assert admin.post(page(User, "delete", world["clerk"].pk), {"post": "yes"}).status_code == 403
    assert admin.post(page(User, "delete", world["admin"].pk), {"post": "yes"}).status_code == 403
    assert admin.post(page(User, "delete", world["deputy"].pk), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(username="phokhoi").exists()


def test_a_head_sees_the_people_of_the_bloc_without_their_passwords(world):
    User.objects.filter(pk=world["clerk"].pk).update(password="pbkdf2_sha256$1$salt$hash")
    answer = world.browser("head").get(page(User, "change", world["clerk"].pk)).content.decode()

    assert "donvi" in answer
    assert "pbkdf2" not in answer and "salt" not in answer and "password" not in answer


def test_groups_and_permissions_are_not_in_the_admin(world, admin):
    answer = admin.get(page(User, "change", world["clerk"].pk)).content.decode()

    assert 'name="is_superuser"' in answer
    assert 'name="groups"' not in answer and 'name="is_staff"' not in answer
    assert "auth/group" not in admin.get(reverse("admin:index")).content.decode()


def test_a_year_has_one_head_and_units_stay_in_their_bloc(world, admin):
    bloc, hc = world.year.bloc, world.year.bloc.units.get(code="HC")
    member = Membership.objects.get(unit=hc, year=2026)
    form = {"bloc": bloc.pk, "unit": hc.pk, "year": 2026, "role": "head", "position": 3}

    assert errors(admin.post(page(Membership, "change", member.pk), form)) == {
        "role": ["Khối đã có Trưởng Khối của năm này. Đổi vai trò của đơn vị kia trước."]
    }
    stranger = world.other.bloc.units.get(code="GD")
    answer = admin.post(page(Membership, "add"), {**form, "unit": stranger.pk, "year": 2027})
    assert errors(answer) == {"unit": [f"Trường Tiểu học không thuộc {bloc}."]}
    assert admin.post(page(Membership, "add"), {**form, "year": 2027}).status_code == 302


def test_what_a_settled_result_is_found_by_stays(world, admin):
    """Code and bloc of a unit, number and commune of a bloc; names may follow the times."""
    unit, bloc = world.year.bloc.units.get(code="VP"), world.year.bloc

    admin.post(page(Unit, "change", unit.pk), {"code": "XX", "name": "Văn phòng mới", "leader_title": ""})
    admin.post(page(Bloc, "change", bloc.pk), {"number": "99", "name": "Khối mới", "founded_by": ""})

    unit.refresh_from_db()
    bloc.refresh_from_db()
    assert (unit.code, unit.name) == ("VP", "Văn phòng mới")
    assert (bloc.number, bloc.name) == ("02", "Khối mới")


def test_the_code_of_a_unit_without_results_may_change(world, admin):
    unit = Unit.objects.create(bloc=world.year.bloc, code="MOI", name="Đơn vị mới")

    form = {"bloc": unit.bloc_id, "code": "DVM", "name": unit.name, "leader_title": ""}
    assert admin.post(page(Unit, "change", unit.pk), form).status_code == 302
    unit.refresh_from_db()
    assert unit.code == "DVM"


@pytest.mark.parametrize("road", ["page", "action"])
def test_what_others_rest_on_is_not_deleted_and_the_page_says_why(world, admin, road):
    unit = world.year.bloc.units.get(code="VP")
    if road == "page":
        answer = admin.post(page(Unit, "delete", unit.pk), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [unit.pk], "post": "yes"}
        answer = admin.post(page(Unit, "changelist"), chosen)

    assert answer.status_code in (200, 403)
    assert Unit.objects.filter(pk=unit.pk).exists()
    if answer.status_code == 200:
        assert "Không xóa được" in answer.content.decode()


def test_a_list_costs_the_same_for_many_rows(world):
    def queries(model):
        with CaptureQueriesContext(connection) as counted:
            assert world.browser("admin").get(page(model, "changelist")).status_code == 200
        return len(counted)

    few = {model: queries(model) for model in (Unit, User, Membership)}
    for number in range(40):
        unit = Unit.objects.create(bloc=world.year.bloc, code=f"U{number}", name=f"Đơn vị {number}")
        Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026)
        User.objects.create(username=f"u{number}", unit=unit, password="!")

    assert {model: queries(model) for model in (Unit, User, Membership)} == few
