"""Wrong passwords are counted for all server processes together; the account is locked for a while."""

import logging
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from khoi_thidua.lockout import client_address
from tests.cast import PASSWORD, person
from tests.databases import database_url

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db
WRONG = "mat-khau-go-nham"


def knock(username="clerk", password=WRONG, address="10.0.0.1", times=1):
    """The status of the last try."""
    for _ in range(times):
        answer = Client(REMOTE_ADDR=address).post(reverse("login"), {"username": username, "password": password})
    return answer


@pytest.fixture
def clerk(db):
    return person("clerk")


def test_ten_wrong_passwords_from_one_address_lock_the_account_there(clerk):
    assert knock(times=9).status_code == 200
    answer = knock()
    assert (answer.status_code, "Sau 15 phút đăng nhập lại được." in answer.content.decode()) == (429, True)
    assert knock(password=PASSWORD).status_code == 429
    assert knock(password=PASSWORD, address="10.0.0.2").status_code == 302


def test_twenty_from_anywhere_lock_it_everywhere(clerk):
    for place in range(19):
        assert knock(address=f"10.0.1.{place}").status_code == 200
    assert knock(address="10.0.1.99").status_code == 429
    assert knock(password=PASSWORD, address="10.0.9.9").status_code == 429


def test_another_account_is_not_locked_with_it(clerk):
    person("deputy")
    knock(times=10)
    assert knock("deputy", PASSWORD).status_code == 302


def test_a_name_nobody_has_is_locked_alike(db):
    assert [knock("khong-ai", times=9).status_code, knock("khong-ai").status_code] == [200, 429]


def test_after_a_quarter_of_an_hour_it_opens_again_and_trying_did_not_prolong_it(clerk):
    knock(times=10)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert knock(password=PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert knock(password=PASSWORD).status_code == 302


def test_the_right_password_forgets_the_wrong_ones(clerk):
    knock(times=9)
    assert knock(password=PASSWORD).status_code == 302
    assert knock(times=9).status_code == 200


def test_a_password_handed_over_opens_at_once(clerk):
    boss = Client()
    boss.force_login(person("boss", is_superuser=True, is_staff=True))
    knock(times=10)
    page = boss.post(f"/quan-tri/units/user/{clerk.pk}/cap-mat-khau/", {"cach": "mat-khau-tam"}).content.decode()
    password = re.search(r'id="mat-khau-tam"[^>]*value="([^"]*)"', page).group(1)
    assert knock(password=password).status_code == 302


def test_what_was_typed_is_neither_kept_nor_logged(clerk, caplog):
    caplog.set_level(logging.DEBUG)
    knock(times=10)
    kept = str(list(AccessAttempt.objects.values()))
    assert WRONG not in kept and WRONG not in caplog.text
    assert AccessAttempt.objects.get().failures_since_start == 10


@pytest.mark.parametrize(
    ("header", "behind_a_proxy", "address"),
    [
        ("", True, "10.0.0.1"),
        ("1.2.3.4", False, "10.0.0.1"),
        ("6.6.6.6, 1.2.3.4", True, "1.2.3.4"),
        ("không phải địa chỉ", True, "10.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(settings, header, behind_a_proxy, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind_a_proxy else None
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == address


# Two servers ------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(log: Path):
    """A gunicorn process of its own on this test's database; gives its address."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": database_url(), "DJANGO_READ_DOT_ENV": "off", "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "127.0.0.1", "SECURE_SSL": "off", "DEBUG": "on",
        "DJANGO_SETTINGS_MODULE": "tests.quick_settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "khoi_thidua.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address, log):
    for _ in range(300):
        try:
            return build_opener(ProxyHandler({})).open(f"{address}/healthz", timeout=30).read()
        except OSError:  # not yet listening
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def try_at(address, password) -> int:
    """A browser of its own: page, token, form. The status of the answer; 302 is in."""
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/dang-nhap/", timeout=30).read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    form = {"username": "clerk", "password": password, "csrfmiddlewaretoken": token}
    try:
        done = browser.open(Request(f"{address}/dang-nhap/", urlencode(form).encode()), timeout=30)
    except HTTPError as refused:
        return refused.code
    return 302 if "/dang-nhap/" not in done.url else done.status


@pytest.mark.django_db(transaction=True)
def test_twenty_wrong_passwords_lock_the_account_on_two_servers_alike(file_database, tmp_path):
    person("clerk")
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    with server(logs[0]) as one, server(logs[1]) as two:
        wait_for(one, logs[0])
        wait_for(two, logs[1])
        tries = [try_at((one, two)[number % 2], WRONG) for number in range(20)]
        assert tries == [200] * 9 + [429] * 11
        assert [try_at(address, PASSWORD) for address in (one, two)] == [429, 429]
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert [try_at(address, PASSWORD) for address in (two, one)] == [302, 302]
    assert not any(WRONG in log.read_text() for log in logs)
