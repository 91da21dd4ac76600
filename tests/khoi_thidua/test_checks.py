import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError

from khoi_thidua import checks
from units.models import User

WSGI = Path(checks.__file__).with_name("wsgi.py")


@pytest.fixture
def demo_account(db):
    user = User(username="donvi", is_demo=True)
    user.set_password("thi-dua-2026")
    user.save()
    return user


def found():
    return [(problem.id, problem.msg, problem.hint) for problem in checks.demo_accounts_off_debug(None)]


REFUSED = [
    (
        "khoi_thidua.E001",
        "Cơ sở dữ liệu có tài khoản dùng thử mà DEBUG đang tắt.",
        "Chạy: python manage.py remove_demo_accounts",
    )
]


def test_demo_accounts_are_refused_with_debug_off_and_wanted_with_debug_on(demo_account, settings):
    settings.DEBUG = False
    assert found() == REFUSED
    settings.DEBUG = True
    assert found() == []


def test_other_accounts_are_nothing_to_warn_of(demo_account):
    demo_account.is_demo = False
    demo_account.save()
    assert found() == []


def test_closed_demo_accounts_are_nothing_to_warn_of_and_nobody_logs_in_with_them(demo_account, client, capsys):
    call_command("remove_demo_accounts")
    assert capsys.readouterr().out == "Đã khóa 1 tài khoản dùng thử.\n"
    assert found() == []
    client.post("/dang-nhap/", {"username": "donvi", "password": "thi-dua-2026"})
    assert "_auth_user_id" not in client.session
    call_command("remove_demo_accounts")
    assert capsys.readouterr().out == "Đã khóa 0 tài khoản dùng thử.\n"
    assert User.objects.get() == demo_account


def test_a_database_without_tables_has_nothing_to_protect(monkeypatch):
    def no_table(**kwargs):
        raise DatabaseError("no such table: units_user")

    monkeypatch.setattr(User.objects, "filter", no_table)
    assert found() == []


def test_the_server_does_not_start_with_demo_accounts(demo_account):
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(WSGI))
    assert str(refused.value) == f"{REFUSED[0][1]} {REFUSED[0][2]}"


def test_the_server_starts_without_them(db):
    assert callable(runpy.run_path(str(WSGI))["application"])


def test_a_server_answers_to_a_name(settings):
    settings.ALLOWED_HOSTS = ["thidua.example.vn"]
    assert checks.hosts_are_named(None) == []
    settings.ALLOWED_HOSTS = []
    assert [problem.id for problem in checks.hosts_are_named(None)] == ["khoi_thidua.E002"]


def test_papers_without_an_address_to_check_them_at_are_warned_of(settings):
    settings.DEBUG, settings.SITE_URL = False, ""
    [problem] = checks.papers_can_be_checked(None)
    assert (problem.id, problem.msg) == (
        "khoi_thidua.W001",
        "SITE_URL đang trống: văn bản ban hành không có mã QR và địa chỉ để kiểm tra.",
    )
    assert problem.hint.startswith("Ghi SITE_URL=https://")
    settings.SITE_URL = "https://thidua.example.vn"
    assert checks.papers_can_be_checked(None) == []
    settings.DEBUG, settings.SITE_URL = True, ""
    assert checks.papers_can_be_checked(None) == []
