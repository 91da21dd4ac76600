"""The pages of the second factor, and whom they stand in the way of."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from khoi_thidua.second_factor import VERIFIED, must_have
from khoi_thidua.second_factor_forms import wait_sentence
from tests.cast import PASSWORD, Cast
from tests.khoi_thidua.test_settings import KEY, settings_from
from tests.second_factor import code_of, give_app, let_in, used_code, wrong_code
from toolkit.proof import PROVED_AT
from toolkit.second_factor import device_of, recovery_codes_left
from units.models import Membership, Role

__all__ = ["settings_from"]
pytestmark = pytest.mark.django_db

CHECK, PROOF, SECURITY, SETUP = "/xac-thuc/", "/xac-nhan/", "/bao-mat/", "/bao-mat/thiet-lap/"
CODES, REMOVE = "/bao-mat/ma-du-phong/", "/bao-mat/bo/"


def text_of(answer) -> str:
    return answer.content.decode()


def errors(answer):
    return [sentence for sentences in answer.context["form"].errors.values() for sentence in sentences]


def let_proof_grow_old(client):
    session = client.session
    session[PROVED_AT] = (datetime.now(UTC) - timedelta(minutes=11)).timestamp()
    session.save()


def log_in(username="clerk", wanted=""):
    client = Client()
    answer = client.post("/dang-nhap/", {"username": username, "password": PASSWORD, "next": wanted})
    return client, answer


# After the password -----------------------------------------------------------------------------------------------


def test_the_code_comes_between_the_password_and_the_page_asked_for(cast):
    key, _ = give_app(cast.clerk)
    asked = reverse("ranking", args=[cast.round.pk])
    client, answer = log_in("clerk", asked)
    assert answer.url == asked

    led = client.get(asked)
    assert led.url == f"{CHECK}?next={asked.replace('/', '%2F')}"
    assert client.get(led.url).status_code == 200
    before = client.session.session_key
    done = client.post(CHECK, {"code": code_of(key, 1), "next": asked})

    assert done.url == asked
    assert client.get(asked).status_code == 200
    assert client.session.session_key != before, "the session has a new key, as after a login"


def test_before_the_code_nothing_opens_but_the_code_and_the_way_out(cast):
    give_app(cast.head)
    client, _ = log_in("head")
    names = ["dashboard", "campaigns", "rounds", "results", "papers", "password_change", "proof", "security"]
    names += ["second_factor_setup", "recovery_codes", "second_factor_remove", "admin:index", "logout_everywhere"]

    for url in [reverse(name) for name in names] + [reverse("ranking", args=[cast.round.pk])]:
        assert client.get(url).url.startswith(CHECK), url
        assert client.post(url).url == CHECK, url
    assert client.get(reverse("healthz")).status_code == 200
    assert client.post(reverse("logout")).url == "/dang-nhap/"
    assert client.get("/").url == "/dang-nhap/?next=/"


def test_a_part_of_a_page_leads_the_whole_page_to_the_code(cast):
    give_app(cast.clerk)
    client, _ = log_in()

    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == CHECK


def test_the_way_on_stays_on_this_site(cast):
    key, _ = give_app(cast.clerk)
    client, _ = log_in()

    assert client.post(CHECK, {"code": code_of(key, 1), "next": "https://example.com/"}).url == "/"


def test_a_wrong_and_a_used_code_are_refused_in_words(cast):
    key, _ = give_app(cast.clerk)
    client, _ = log_in()

    assert errors(client.post(CHECK, {"code": ""})) == ["Nhập mã."]
    answer = client.post(CHECK, {"code": used_code(cast.clerk)})
    assert errors(answer) == ["Mã chưa đúng, hoặc đã dùng một lần. Chờ ứng dụng đổi sang mã mới rồi nhập."]
    TOTPDevice.objects.update(throttling_failure_count=8)
    assert errors(client.post(CHECK, {"code": code_of(key, 1)})) == ["Đã nhập sai nhiều lần. Chờ 3 phút rồi nhập lại."]
    assert VERIFIED not in client.session
    assert client.get("/").url.startswith(CHECK)


def test_how_long_to_wait_is_said_in_seconds_or_minutes():
    assert wait_sentence(119) == "Đã nhập sai nhiều lần. Chờ 119 giây rồi nhập lại."
    assert wait_sentence(121) == "Đã nhập sai nhiều lần. Chờ 3 phút rồi nhập lại."


def test_wrong_codes_wait_in_every_session_of_the_person(cast):
    key, _ = give_app(cast.clerk)
    one, other = log_in()[0], log_in()[0]
    one.post(CHECK, {"code": wrong_code(key)})
    TOTPDevice.objects.update(throttling_failure_count=8)

    assert "Chờ 3 phút rồi nhập lại." in errors(other.post(CHECK, {"code": code_of(key, 1)}))[0]


def test_a_recovery_code_opens_once(cast):
    _, codes = give_app(cast.clerk)
    one, other = log_in()[0], log_in()[0]

    assert one.post(CHECK, {"code": codes[0].upper()}).url == "/"
    assert errors(other.post(CHECK, {"code": codes[0]})) == [
        "Mã dự phòng chưa đúng, hoặc đã dùng. Mỗi mã dự phòng chỉ dùng được một lần."
    ]
    assert "Còn 9 mã dự phòng" in text_of(one.get(SECURITY))


def test_a_new_login_asks_anew(cast):
    key, _ = give_app(cast.clerk)
    client, _ = log_in()
    client.post(CHECK, {"code": code_of(key, 1)})
    assert client.get("/").status_code == 200

    client.force_login(cast.clerk)  # the same session, the same person: a password reset does this

    assert client.get("/").url.startswith(CHECK)


def test_a_new_phone_asks_every_other_session_anew(cast):
    give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)
    assert client.get("/").status_code == 200

    give_app(cast.clerk)

    assert client.get("/").url.startswith(CHECK)


def test_a_temporary_password_and_an_app_do_not_send_in_circles(cast):
    key, _ = give_app(cast.clerk)
    cast.clerk.must_change_password = True
    cast.clerk.save()
    client, _ = log_in()

    assert client.get(CHECK).status_code == 200
    assert client.post(CHECK, {"code": code_of(key, 1), "next": reverse("password_change")}).status_code == 302
    assert client.get(reverse("password_change")).status_code == 200


def test_of_two_browsers_with_the_same_code_at_once_one_is_let_in(file_database):
    cast = Cast()
    key, _ = give_app(cast.clerk)
    clients, code = [log_in()[0], log_in()[0]], code_of(key, 1)
    barrier, answers = threading.Barrier(2), []

    def enter(client):
        try:
            barrier.wait(10)
            answers.append(client.post(CHECK, {"code": code}).status_code)
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, answers)) == ["200", "302"]
    assert sorted(VERIFIED in client.session for client in clients) == [False, True]


# Setting up, renewing, removing ----------------------------------------------------------------------------------


def test_setting_up_takes_one_right_code_and_shows_recovery_codes_once(cast):
    client = cast.client("clerk")
    page = text_of(client.get(SETUP))
    key = client.session["second_factor_key"]
    assert '<svg viewBox="0 0' in page and "<code>" in page
    assert text_of(client.get(SETUP)).count(key) == 0
    assert client.session["second_factor_key"] == key, "the same QR code when the page is loaded again"

    refused = client.post(SETUP, {"code": wrong_code(key)})
    assert errors(refused) == ["Mã chưa khớp. Xem giờ của điện thoại có đúng không, rồi nhập mã đang hiện."]
    assert device_of(cast.clerk) is None

    done = client.post(SETUP, {"code": f"{code_of(key)[:3]} {code_of(key)[3:]}", "next": "/ket-qua/"})

    codes = done.context["codes"]
    assert len(codes) == 10 and all(code in text_of(done) for code in codes)
    assert 'href="/ket-qua/"' in text_of(done)
    assert device_of(cast.clerk).key == key
    assert "second_factor_key" not in client.session
    assert client.get("/").status_code == 200, "this browser has just shown a code"
    assert all(code not in text_of(client.get(url)) for url in (SECURITY, CODES) for code in codes)
    assert history_of(cast.clerk) == ["Thiết lập xác thực hai lớp."]


def history_of(person):
    return [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=person.pk).order_by("pk")]


def test_a_new_phone_replaces_the_old_one(cast):
    give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)

    assert "Máy mới thay máy cũ" in text_of(client.get(SETUP))
    key = client.session["second_factor_key"]
    client.post(SETUP, {"code": code_of(key)})

    assert TOTPDevice.objects.get(user=cast.clerk).key == key
    assert client.get("/").status_code == 200


def test_recovery_codes_are_made_anew(cast):
    _, old = give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)

    assert "Còn 10 mã chưa dùng" in text_of(client.get(CODES))
    new = client.post(CODES).context["codes"]

    assert set(new).isdisjoint(old)
    assert history_of(cast.clerk) == ["Tạo mã dự phòng mới."]


def test_the_second_factor_is_removed(cast):
    give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)

    assert client.get(REMOVE).status_code == 200
    assert device_of(cast.clerk) is not None
    assert client.post(REMOVE).url == SECURITY

    assert (device_of(cast.clerk), recovery_codes_left(cast.clerk)) == (None, 0)
    assert not StaticDevice.objects.exists()
    assert "Chưa dùng" in text_of(client.get(SECURITY))
    assert history_of(cast.clerk) == ["Bỏ xác thực hai lớp."]


@pytest.mark.parametrize("url", [SETUP, CODES, REMOVE])
def test_each_change_of_the_second_factor_wants_a_fresh_proof(cast, url):
    key, _ = give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)
    let_proof_grow_old(client)
    before = list(TOTPDevice.objects.values())

    assert client.get(url).url == f"{PROOF}?next={url.replace('/', '%2F')}"
    assert client.post(url, {"code": code_of(key, 1)}).status_code == 403
    assert list(TOTPDevice.objects.values()) == before

    assert client.post(PROOF, {"code": code_of(key, 1), "next": url}).url == url
    assert client.get(url).status_code == 200


# Once more -------------------------------------------------------------------------------------------------------


def test_who_has_an_app_proves_with_its_code_and_not_with_the_password(cast):
    give_app(cast.clerk)
    client = cast.client("clerk")
    let_in(client, cast.clerk)
    let_proof_grow_old(client)

    assert errors(client.post(PROOF, {"password": PASSWORD})) == ["Nhập mã."]
    assert client.get(CODES).status_code == 302


def test_who_has_none_proves_with_the_password(cast):
    client = cast.client("clerk")
    let_proof_grow_old(client)

    assert errors(client.post(PROOF, {"password": "sai"})) == [
        "Mật khẩu chưa đúng. Chữ hoa và chữ thường là khác nhau."
    ]
    assert client.get(SETUP).status_code == 302
    assert client.post(PROOF, {"password": PASSWORD, "next": SETUP}).url == SETUP
    assert client.get(SETUP).status_code == 200


def test_guessing_the_password_at_the_proof_is_limited_like_a_login(cast):
    client = cast.client("clerk")

    for _ in range(10):
        client.post(PROOF, {"password": "sai"})

    assert client.post(PROOF, {"password": PASSWORD}).status_code == 429


def test_somebody_elses_password_proves_nothing(cast):
    cast.head.set_password("mat-khau-cua-truong-khoi")
    cast.head.save()
    client = cast.client("clerk")

    assert client.post(PROOF, {"password": "mat-khau-cua-truong-khoi"}).status_code == 200


def test_the_proof_leads_to_no_other_site_and_says_when_it_is_done(cast):
    client = cast.client("clerk")

    assert client.post(PROOF, {"password": PASSWORD, "next": "//example.com/"}).url == PROOF
    assert "Trở lại thẻ đang làm dở" in text_of(client.get(PROOF))


# Who must --------------------------------------------------------------------------------------------------------

EVERY_ROLE = ("head", "council", "administrator")
ON = date(2026, 12, 18)


def test_who_must_follows_the_setting(cast, settings):
    people = ("clerk", "deputy", "head", "council", "admin")

    def those_of(*roles):
        settings.SECOND_FACTOR_REQUIRED = roles
        return [who for who in people if must_have(getattr(cast, who), ON)]

    assert those_of() == []
    assert those_of("head") == ["head"]
    assert those_of("council") == ["council"]
    assert those_of("administrator") == ["admin"]
    assert those_of(*EVERY_ROLE) == ["head", "council", "admin"]


def test_who_must_follows_the_membership_of_the_year(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE
    old, new = cast.head, cast.clerk
    Membership.objects.create(bloc=cast.bloc, unit=new.unit, year=2027, role=Role.HEAD)
    Membership.objects.create(bloc=cast.bloc, unit=old.unit, year=2027, role=Role.MEMBER)

    assert (must_have(old, ON), must_have(new, ON)) == (True, True), "one leads this year, one prepares the next"
    assert (must_have(old, date(2027, 1, 2)), must_have(new, date(2027, 1, 2))) == (False, True)


def test_last_years_head_must_until_the_new_year_is_opened(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE

    assert must_have(cast.head, date(2027, 1, 2))


def test_who_must_and_has_none_gets_to_the_setup_and_nowhere_else(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE
    client, _ = log_in("council")

    assert client.get("/ket-qua/").url == f"{SETUP}?next=%2Fket-qua%2F"
    assert client.get(SECURITY).url.startswith(SETUP)
    page = client.get(f"{SETUP}?next=/ket-qua/")
    assert "Tài khoản này phải có xác thực hai lớp mới vào được các trang khác." in text_of(page)
    done = client.post(SETUP, {"code": code_of(client.session["second_factor_key"]), "next": "/ket-qua/"})
    assert 'href="/ket-qua/"' in text_of(done)
    assert client.get("/ket-qua/").status_code == 200


def test_who_must_with_an_old_proof_can_prove_and_go_on(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE
    client, _ = log_in("head")
    let_proof_grow_old(client)

    assert client.get(SETUP).url.startswith(PROOF)
    assert client.post(PROOF, {"password": PASSWORD, "next": SETUP}).url == SETUP
    assert client.get(SETUP).status_code == 200


def test_who_must_cannot_remove_it(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE
    give_app(cast.council)
    client = cast.client("council")
    let_in(client, cast.council)

    assert "Bỏ xác thực hai lớp" not in text_of(client.get(SECURITY))
    assert client.post(REMOVE).status_code == 403
    assert device_of(cast.council) is not None


def test_a_member_is_asked_for_nothing(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = EVERY_ROLE
    client, _ = log_in("clerk")

    assert client.get("/").status_code == 200


def test_the_setting_is_read_strictly(settings_from):
    def required(**environment):
        return settings_from(SECRET_KEY=KEY, **environment)["SECOND_FACTOR_REQUIRED"]

    assert required(DEBUG="on") == required(SECOND_FACTOR_REQUIRED="none") == ()
    assert required() == EVERY_ROLE
    assert required(DEBUG="on", SECOND_FACTOR_REQUIRED="head, council") == ("head", "council")
    with pytest.raises(ImproperlyConfigured, match="SECOND_FACTOR_REQUIRED: heads không hợp lệ"):
        required(SECOND_FACTOR_REQUIRED="heads")


# A lost phone ----------------------------------------------------------------------------------------------------


def reset_url(person):
    return reverse("admin:units_user_second_factor_reset", args=[person.pk])


def test_the_administrator_takes_it_off_and_it_is_written_down(cast):
    give_app(cast.clerk)
    on_the_lost_phone = cast.client("clerk")
    let_in(on_the_lost_phone, cast.clerk)
    client = cast.client("admin")
    change = reverse("admin:units_user_change", args=[cast.clerk.pk])

    assert reset_url(cast.clerk) in text_of(client.get(change))
    assert client.get(reset_url(cast.clerk)).status_code == 200
    assert device_of(cast.clerk) is not None
    assert client.post(reset_url(cast.clerk)).url == change

    assert (device_of(cast.clerk), recovery_codes_left(cast.clerk)) == (None, 0)
    assert history_of(cast.clerk) == ["Bỏ xác thực hai lớp của người này."]
    assert LogEntry.objects.get().user == cast.admin
    assert reset_url(cast.clerk) not in text_of(client.get(change))
    assert "không dùng xác thực hai lớp" in text_of(client.get(reset_url(cast.clerk)))
    assert on_the_lost_phone.get("/").url.startswith("/dang-nhap/")


@pytest.mark.parametrize("who", ["anonymous", "clerk", "deputy", "head", "council"])
def test_nobody_else_takes_it_off(cast, who):
    give_app(cast.stranger)

    for method in ("get", "post"):
        assert getattr(cast.client(who), method)(reset_url(cast.stranger)).status_code in (302, 403)
    assert device_of(cast.stranger) is not None


def test_the_administration_shows_no_key(cast):
    from django.contrib import admin

    assert not {model for model in admin.site._registry if model._meta.app_label.startswith("otp_")}


# In the browser's eyes -------------------------------------------------------------------------------------------


def test_no_page_has_what_the_content_security_policy_refuses_or_a_cache_may_keep(cast):
    key, _ = give_app(cast.clerk)
    client, _ = log_in()
    answers = [client.get(CHECK)]
    client.post(CHECK, {"code": code_of(key, 1)})
    answers += [client.get(url) for url in (PROOF, SECURITY, SETUP, CODES, REMOVE)]
    answers += [client.post(CODES), client.post(SETUP, {"code": "1"})]
    let_proof_grow_old(client)
    answers.append(client.post(REMOVE))

    for answer in answers:
        page = text_of(answer)
        assert [mark for mark in ("<style", " style=", "<script>", " onclick=", "data:") if mark in page] == []
        assert "no-store" in answer["Cache-Control"]
