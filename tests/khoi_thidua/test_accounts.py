"""The way in and out: temporary passwords, links, mail, idle sessions, every device at once."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from khoi_thidua import middleware
from tests.cast import PASSWORD
from tests.reading import text_of
from units.actions import issue_password_link, issue_temporary_password

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "mau-dem-dai-2", "new_password2": "mau-dem-dai-2"}


def log_in(username, password=PASSWORD, **meta):
    client = Client(**meta)
    client.post(reverse("login"), {"username": username, "password": password})
    return client


# A temporary password ---------------------------------------------------------------------------------------------


def test_a_temporary_password_opens_the_page_where_it_is_changed_and_no_other(cast):
    password = issue_temporary_password(cast.clerk)
    client = log_in("clerk", password)

    for url in ("/", "/quan-tri/", "/khong-co/", reverse("ranking", args=[cast.round.pk])):
        assert client.get(url).url == reverse("password_change")
    assert "đang dùng mật khẩu tạm" in text_of(client.get(reverse("password_change")))
    assert client.post(reverse("password_change"), NEW | {"old_password": password}).status_code == 302
    assert client.get("/").status_code == 200
    assert client.get(reverse("password_change")).status_code == 200


def test_who_has_a_temporary_password_may_leave(cast):
    for name in ("logout", "logout_everywhere"):
        client = log_in("clerk", issue_temporary_password(cast.clerk))
        assert client.post(reverse(name)).url.startswith(reverse("login"))


def test_a_temporary_password_ends_the_sessions_of_the_old_one(cast):
    client = log_in("clerk")
    issue_temporary_password(cast.clerk)
    assert client.get("/").url == "/dang-nhap/?next=/"


def test_two_temporary_passwords_differ(cast):
    assert issue_temporary_password(cast.clerk) != issue_temporary_password(cast.clerk)


# A link -----------------------------------------------------------------------------------------------------------


def page_of(client, person):
    return client.get(reverse("password_set", args=issue_password_link(person)), follow=True)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngan", "Mật khẩu mới chưa đủ 10 ký tự."),
        ("12345678901", "Mật khẩu mới chỉ gồm chữ số."),
        ("password123", "nhiều người dùng, dễ bị đoán"),
        ("other_council1", "quá giống tên đăng nhập"),
    ],
)
def test_a_weak_first_password_is_refused_in_words(cast, client, password, sentence):
    address = page_of(client, cast.other_council).redirect_chain[-1][0]
    assert sentence in text_of(client.post(address, {"new_password1": password, "new_password2": password}))


def test_a_link_of_an_account_out_of_use_opens_nothing(cast, client):
    parts = issue_password_link(cast.clerk)
    cast.clerk.is_active = False
    cast.clerk.save()
    assert "không còn dùng được" in text_of(client.get(reverse("password_set", args=parts)))


def test_the_login_page_says_the_password_is_set(client, db):
    assert "Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới." in text_of(client.get("/dang-nhap/?vi=da-dat-mat-khau"))
    assert 'role="status"' not in client.get("/dang-nhap/?vi=<b>").content.decode()


# Mail -------------------------------------------------------------------------------------------------------------


def test_without_mail_the_login_page_sends_to_the_administrator(client, db):
    said = text_of(client.get(reverse("login")))
    assert "Quên mật khẩu? Xin báo người quản trị để được cấp lại." in said
    assert "thư điện tử" not in said


def test_with_mail_the_link_is_sent_to_the_address_of_the_account(cast, client, settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "thidua@example.vn"
    cast.clerk.email = "kinhte@example.vn"
    cast.clerk.save()
    assert reverse("password_reset") in client.get(reverse("login")).content.decode()
    assert client.get(reverse("password_reset")).status_code == 200

    done = client.post(reverse("password_reset"), {"email": "kinhte@example.vn"}, follow=True)

    assert "Xem hộp thư" in text_of(done)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Khối thi đua: đặt lại mật khẩu", ["kinhte@example.vn"])
    link = re.search(r"http://testserver(\S+)", sent.body).group(1)
    address = client.get(link, follow=True).redirect_chain[-1][0]
    assert client.post(address, NEW).url == "/dang-nhap/?vi=da-dat-mat-khau"
    assert log_in("clerk", NEW["new_password1"]).get("/").status_code == 200


def test_an_unknown_address_gets_the_same_answer_and_no_mail(cast, client, settings):
    settings.HAS_MAIL = True
    done = client.post(reverse("password_reset"), {"email": "khong-ai@example.vn"}, follow=True)
    assert "Xem hộp thư" in text_of(done)
    assert mail.outbox == []


def test_mail_is_sent_three_times_an_hour_and_then_the_page_says_what_to_do(cast, client, settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "thidua@example.vn"
    cast.clerk.email = "kinhte@example.vn"
    cast.clerk.save()
    answers = [client.post(reverse("password_reset"), {"email": "kinhte@example.vn"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Đã xin liên kết nhiều lần" in answers[-1].content.decode()
    assert len(mail.outbox) == 3

    unknown = [client.post(reverse("password_reset"), {"email": "khong-ai@example.vn"}) for _ in range(4)]
    assert [answer.status_code for answer in unknown] == [302, 302, 302, 429]


def test_a_second_link_ends_the_first(cast, client):
    first, second = issue_password_link(cast.clerk), issue_password_link(cast.clerk)
    assert "không còn dùng được" in text_of(client.get(reverse("password_set", args=first)))
    address = client.get(reverse("password_set", args=second), follow=True).redirect_chain[-1][0]
    assert client.post(address, NEW).url == "/dang-nhap/?vi=da-dat-mat-khau"


def test_what_is_wrong_with_the_login_is_said_once(cast, client):
    said = text_of(client.post(reverse("login"), {"username": "clerk", "password": "khong-phai"}))
    assert said.count("Tên đăng nhập hoặc mật khẩu chưa đúng.") == 1


# Idle sessions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """The middleware's clock; `clock.minutes = 59` is 59 minutes after the start."""

    class Clock:
        minutes = 0

    monkeypatch.setattr(middleware, "time", lambda: 1_800_000_000 + Clock.minutes * 60)
    return Clock


def test_a_session_nobody_uses_ends_and_leads_back(cast, clock):
    client = log_in("clerk")
    asked = reverse("ranking", args=[cast.round.pk])
    client.get("/")
    clock.minutes = 61

    login = client.get(f"{asked}?a=1").url

    assert login == f"/dang-nhap/?vi=het-phien&next={asked.replace('/', '%2F')}%3Fa%3D1"
    assert "Phiên làm việc đã kết thúc vì 60 phút không dùng." in text_of(client.get(login))
    done = client.post(login, {"username": "clerk", "password": PASSWORD, "next": f"{asked}?a=1"})
    assert done.url == f"{asked}?a=1"


def test_every_page_gives_the_session_its_time_anew(cast, clock):
    client = log_in("clerk")
    for clock.minutes in (0, 50, 100, 159):
        assert client.get("/").status_code == 200


def test_a_session_in_use_ends_after_twelve_hours(cast, clock):
    client = log_in("clerk")
    for clock.minutes in range(0, 721, 45):
        assert client.get("/").status_code == 200
    clock.minutes = 721
    login = client.get("/").url
    assert login == "/dang-nhap/?vi=phien-dai&next=%2F"
    assert "Phiên làm việc đã dài 12 giờ." in text_of(client.get(login))
    client.post(login, {"username": "clerk", "password": PASSWORD})
    assert client.get("/").status_code == 200


def test_the_idle_time_is_a_setting(cast, clock, settings):
    settings.SESSION_IDLE_MINUTES = 5
    client = log_in("clerk")
    client.get("/")
    clock.minutes = 6
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/ket-qua/?nam=2026", "%2Fket-qua%2F%3Fnam%3D2026"), ("https://example.com/x", "%2F")],
)
def test_a_form_sent_too_late_leads_back_to_its_page(cast, clock, referer, back):
    client = log_in("clerk")
    client.get("/")
    clock.minutes = 61
    assert client.post("/mat-khau/", HTTP_REFERER=referer).url == f"/dang-nhap/?vi=het-phien&next={back}"


def test_a_part_of_a_page_leads_the_whole_page_to_the_login(cast, clock):
    client = log_in("clerk")
    client.get("/")
    clock.minutes = 61
    answer = client.get("/ket-qua/", HTTP_HX_REQUEST="true", HTTP_REFERER="http://testserver/van-ban/")
    assert answer["HX-Redirect"] == "/dang-nhap/?vi=het-phien&next=%2Fvan-ban%2F"


# Every device -----------------------------------------------------------------------------------------------------


def test_logging_out_everywhere_ends_every_session_of_that_person(cast):
    here, there, other = log_in("clerk"), log_in("clerk"), log_in("deputy")

    assert here.post(reverse("logout_everywhere")).url == "/dang-nhap/?vi=moi-thiet-bi"

    assert [client.get("/").status_code for client in (here, there, other)] == [302, 302, 200]
    assert "Đã đăng xuất trên mọi thiết bị." in text_of(here.get("/dang-nhap/?vi=moi-thiet-bi"))
    assert log_in("clerk").get("/").status_code == 200


def test_the_account_menu_offers_it(cast):
    assert "Đăng xuất mọi thiết bị" in text_of(cast.client("clerk").get("/"))
