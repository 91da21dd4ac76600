import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from awards import papers
from khoi_thidua.management.commands import serve
from scoring.models import Round
from tests.constraints import OURS
from units.models import User

ROOT = Path(__file__).resolve().parents[2]


def everything():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def quick(monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path / "static", tmp_path / "media"
    monkeypatch.setattr(papers, "render", lambda document: b"%PDF-1.7")


@pytest.mark.django_db
def test_preparing_twice_makes_nothing_twice_and_the_second_time_is_quiet(quick, settings, capsys):
    settings.DEBUG = True
    call_command("prepare")
    assert capsys.readouterr().out == "Đã nạp kế hoạch năm 2026 của Khối thi đua số 02.\n"
    before = everything()
    assert (len(before["User"]), len(before["Result"]), len(before["Paper"])) == (5, 1, 5)
    call_command("prepare")
    said = capsys.readouterr()
    assert (said.out, said.err, everything()) == ("", "", before)
    assert (Path(settings.STATIC_ROOT) / "vendor/htmx.min.js").exists()


@pytest.mark.django_db
def test_with_debug_off_the_plan_is_loaded_and_no_demo(quick, settings, capsys):
    settings.DEBUG = False
    call_command("prepare")
    assert (User.objects.count(), Round.objects.count()) == (0, 0)
    assert capsys.readouterr().out == "Đã nạp kế hoạch năm 2026 của Khối thi đua số 02.\n"


def process(*arguments, **settings):
    return subprocess.run(
        [sys.executable, "-W", "error", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_READ_DOT_ENV": "off"} | settings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_an_empty_machine_is_prepared_in_one_go_and_a_server_refuses_the_demo_in_it(tmp_path):
    file = tmp_path / "sub" / "new.sqlite3"
    folders = {"STATIC_ROOT": str(tmp_path / "static"), "MEDIA_ROOT": str(tmp_path / "media")}
    where = {"DATABASE_URL": f"sqlite:///{file}", **folders}
    first = process("manage.py", "prepare", DEBUG="on", SECRET_KEY="", **where)
    assert (first.returncode, first.stderr) == (0, "")
    database = sqlite3.connect(file)
    assert database.execute("SELECT count(*) FROM units_user WHERE is_demo").fetchone() == (5,)
    assert database.execute("SELECT count(*) FROM awards_paperfile WHERE length(pdf) > 10000").fetchone() == (5,)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()

    production = {"DEBUG": "off", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a.vn", **where}
    serving = process("-c", "import khoi_thidua.wsgi", **production)
    assert serving.returncode != 0
    assert "Cơ sở dữ liệu có tài khoản dùng thử mà DEBUG đang tắt." in serving.stderr
    closed = process("manage.py", "remove_demo_accounts", **production)
    assert (closed.returncode, closed.stdout) == (0, "Đã khóa 5 tài khoản dùng thử.\n")


# Serving ------------------------------------------------------------------------------------------------------------


def refused(capsys, port):
    with pytest.raises(SystemExit) as stop:
        call_command("serve", "--port", str(port))
    said = capsys.readouterr()
    return stop.value.code, said.out, said.err


def test_a_port_somebody_uses_is_told(capsys, settings):
    settings.DEBUG = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused(capsys, port) == (
            2,
            "",
            f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: make run PORT={port + 1}\n",
        )


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_told(capsys, settings, port):
    settings.DEBUG = True
    assert refused(capsys, port) == (2, "", f"Cổng {port} không có. Chọn từ 1 đến 65535: make run PORT=8001\n")


def test_the_trial_server_does_not_serve_with_debug_off(capsys, settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(serve, "is_busy", lambda port: False)
    status, out, err = refused(capsys, 8000)
    assert (status, out) == (2, "")
    assert err == "Lệnh này chỉ để dùng thử (DEBUG=on). Máy chủ thật: xem docs/operations.md.\n"


def test_a_free_port_is_prepared_and_served_with_the_accounts_to_try(capsys, settings, monkeypatch):
    settings.DEBUG = True
    called = []
    monkeypatch.setattr(serve, "is_busy", lambda port: False)
    monkeypatch.setattr(serve, "call_command", lambda *args, **options: called.append(args))
    monkeypatch.setattr(serve, "background_worker", nullcontext)
    call_command("serve", "--port", "8123")
    out = capsys.readouterr().out
    assert called == [("prepare",), ("runserver", "127.0.0.1:8123")]
    assert "Khối thi đua: http://127.0.0.1:8123/" in out
    assert [name for name in ("truongkhoi", "phokhoi", "donvi", "hoidong", "quantri") if name in out] == [
        "truongkhoi",
        "phokhoi",
        "donvi",
        "hoidong",
        "quantri",
    ]


def test_a_port_nobody_uses_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert serve.is_busy(port)
    assert not serve.is_busy(port)


def test_the_worker_beside_the_trial_server_ends_with_it(monkeypatch, tmp_path):
    """On a database of its own: one that is empty gives it nothing to do."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'khong.sqlite3'}")
    before = signal.getsignal(signal.SIGTERM)
    with serve.background_worker() as worker:
        assert worker.args[2:4] == ["db_worker", "--no-reload"]
        assert signal.getsignal(signal.SIGTERM) is not before
    assert worker.returncode is not None
    assert signal.getsignal(signal.SIGTERM) is before
