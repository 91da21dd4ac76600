"""A fresh proof: how long it lasts, who is asked, what happens to a form that comes without."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from tests.admin_year import a_world
from tests.cast import PASSWORD
from toolkit.proof import PROVED_AT, fresh_proof_required, has_fresh_proof, note_proof
from units.models import Membership, Role, User

AT = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
world = pytest.fixture(a_world)


def request_of(session, method="get", path="/viec/?nam=2026"):
    request = getattr(RequestFactory(), method)(path)
    request.session = session
    request.user = SimpleNamespace(is_authenticated=True, is_active=True)
    return request


@pytest.mark.parametrize(("minutes", "is_fresh"), [(0, True), (9.9, True), (10, False), (-1, False)])
def test_a_proof_lasts_ten_minutes(minutes, is_fresh):
    request = request_of({})
    note_proof(request, AT)

    assert has_fresh_proof(request, AT + timedelta(minutes=minutes)) is is_fresh


def test_without_a_proof_there_is_none():
    assert not has_fresh_proof(request_of({}), AT)


def test_a_page_asks_before_it_shows_its_form():
    view = fresh_proof_required(lambda request: HttpResponse("viec"))

    answer = view(request_of({}))

    assert (answer.status_code, answer.url) == (302, "/xac-nhan/?next=%2Fviec%2F%3Fnam%3D2026")
    assert view(request_of({PROVED_AT: datetime.now(UTC).timestamp()})).content == b"viec"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_leads_the_whole_page_to_the_proof(method):
    request = request_of({}, method)
    request.META |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "https://thidua.example.vn/ky/1/?nam=2026"}

    answer = fresh_proof_required(lambda request: HttpResponse("viec"))(request)

    assert answer["HX-Redirect"] == "/xac-nhan/?next=%2Fky%2F1%2F%3Fnam%3D2026"


def test_the_wrapped_page_keeps_its_name():
    def round_settle(request):
        """Settle."""

    assert fresh_proof_required(round_settle).__name__ == "round_settle"


# In the admin -----------------------------------------------------------------------------------------------------


def page(model, name, *args):
    return reverse(f"admin:units_{model._meta.model_name}_{name}", args=args)


def writing_pages(world):
    person = world["clerk"]
    membership = Membership.objects.get(unit=person.unit, year=2026)
    return [
        page(User, "add"),
        page(User, "change", person.pk),
        page(User, "delete", world["deputy"].pk),
        page(User, "import"),
        page(User, "second_factor_reset", person.pk),
        reverse("admin:auth_user_password_change", args=[person.pk]),
        page(Membership, "add"),
        page(Membership, "change", membership.pk),
        page(Membership, "delete", membership.pk),
    ]


def unproved(world, who):
    browser = world.browser(who)
    session = browser.session
    session[PROVED_AT] = (datetime.now(UTC) - timedelta(minutes=11)).timestamp()
    session.save()
    return browser


def test_logging_in_is_a_proof(world):
    browser = world.browser("admin")

    assert {browser.get(url).status_code for url in writing_pages(world)} == {200}


def test_changing_rights_asks_for_a_proof_before_the_form(world):
    browser = unproved(world, "admin")

    answers = {url: browser.get(url) for url in writing_pages(world)}

    assert {url: (answer.status_code, getattr(answer, "url", "")) for url, answer in answers.items()} == {
        url: (302, f"/xac-nhan/?next={url.replace('/', '%2F')}") for url in answers
    }


def test_a_form_without_a_proof_changes_nothing_and_says_what_to_do(world):
    browser = unproved(world, "admin")
    membership = Membership.objects.get(unit__code="HC", year=2026)
    form = {"bloc": membership.bloc_id, "unit": membership.unit_id, "year": 2026, "role": Role.MEMBER, "position": 9}
    chosen = {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"}

    for url, data in (
        (page(Membership, "change", membership.pk), form),
        (page(Membership, "delete", membership.pk), {"post": "yes"}),
        (page(Membership, "changelist"), chosen),
        (page(User, "process_import"), {"token": "x"}),
        (page(User, "changelist"), {**chosen, "_selected_action": [world["deputy"].pk]}),
    ):
        answer = browser.post(url, data)
        assert answer.status_code == 403, url
        assert "Chưa ghi: cần xác nhận lại" in answer.content.decode()
        assert 'href="/xac-nhan/" target="_blank"' in answer.content.decode()

    membership.refresh_from_db()
    assert membership.position != 9
    assert User.objects.filter(pk=world["deputy"].pk).exists()


def test_after_the_proof_the_same_form_is_taken(world):
    browser = unproved(world, "admin")
    world["admin"].set_password(PASSWORD)
    world["admin"].save()
    browser.force_login(world["admin"])
    session = browser.session
    session[PROVED_AT] = 0
    session.save()
    membership = Membership.objects.get(unit__code="HC", year=2026)
    url = page(Membership, "change", membership.pk)
    form = {"bloc": membership.bloc_id, "unit": membership.unit_id, "year": 2026, "role": Role.MEMBER, "position": 9}

    assert browser.post(url, form).status_code == 403
    assert browser.post("/xac-nhan/", {"password": "sai", "next": url}).status_code == 200
    assert browser.post(url, form).status_code == 403
    assert browser.post("/xac-nhan/", {"password": PASSWORD, "next": url}).url == url
    assert browser.post(url, form).status_code == 302
    membership.refresh_from_db()
    assert membership.position == 9


def test_reading_asks_for_nothing(world):
    administrator, head = unproved(world, "admin"), unproved(world, "head")
    person = world["clerk"]

    for url in (page(User, "changelist"), page(User, "history", person.pk), page(User, "export")):
        assert administrator.get(url).status_code == 200, url
    assert administrator.post(page(User, "export"), {"format": 0}).status_code == 200
    assert head.get(page(User, "change", person.pk)).status_code == 200
    assert head.get(page(User, "add")).status_code == 403
    assert head.post(page(User, "change", person.pk), {}).status_code == 403
