"""Thư nhắc việc: who is written to, what stands in it, once a person and day."""

import runpy
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from campaigns.models import Campaign, ReminderSent
from khoi_thidua import reminders
from tests.campaigns.todo_builders import AT, day, due_date, initiative, plan, pledge, report
from units.models import Unit, User

pytestmark = pytest.mark.django_db
ON = "15/09/2026"
ROOT = Path(__file__).resolve().parents[2]


def orderly(cast):
    """The year with nothing pressing."""
    campaign = cast.round.campaign
    pledge(campaign, due_on=None)
    for unit in Unit.objects.filter(bloc=cast.bloc):
        plan(campaign, unit)
        initiative(campaign, unit, "recognised")
        campaign.pledge.confirmations.create(unit=unit, office="Trưởng phòng", confirmed_at=AT)
    return campaign


@pytest.fixture
def year(cast, settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "Khối thi đua <thidua@example.vn>"
    settings.SITE_URL = "https://thidua.example.vn"
    for who in ("head", "deputy", "clerk", "stranger", "council", "admin"):
        User.objects.filter(username=who).update(email=f"{who}@example.vn")
    return orderly(cast)


def run(*arguments):
    """What it said, and its exit status."""
    out = StringIO()
    try:
        call_command("send_reminders", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue().strip(), end.code
    return out.getvalue().strip(), 0


def summary(sent=0, before=0, nothing=0, failed=0):
    return (
        f"Nhắc việc ngày {ON}: gửi {sent} thư, {before} đã gửi trước đó, "
        f"{nothing} người không có việc gấp, {failed} không gửi được."
    )


def receivers():
    return sorted(address for message in mail.outbox for address in message.to)


def test_nobody_is_written_to_when_nothing_presses(year):
    due_date(year, day(20))
    assert run("--on", ON) == (summary(nothing=4), 0)
    assert (mail.outbox, ReminderSent.objects.count()) == ([], 0)


def test_the_mail_tells_what_is_overdue_and_what_is_due_soon(cast, year):
    due_date(year, day(-2), title="Báo cáo tháng", name="Tháng 8", owed_by=[cast.clerk.unit])
    due_date(year, day(3), title="Báo cáo tháng", name="Tháng 9")
    returned = initiative(year, cast.clerk.unit, "returned")
    User.objects.exclude(username="clerk").update(email="")
    assert run("--on", ON) == (summary(sent=1), 0)
    [message] = mail.outbox
    assert (message.subject, message.to) == (
        "Khối thi đua: 1 việc quá hạn, 1 việc đến hạn trong 7 ngày",
        ["clerk@example.vn"],
    )
    first, second = year.report_duties.get().due_dates.order_by("due_on")
    assert message.body.split("\n") == [
        "Việc của Phòng Kinh tế, tính đến 15/09/2026.",
        "",
        "Quá hạn",
        "",
        "- Nộp báo cáo tháng, tháng 8: hạn 13/09/2026, quá 2 ngày",
        f"  https://thidua.example.vn/bao-cao/{first.pk}/don-vi/KT/",
        "",
        "Trong 7 ngày tới",
        "",
        "- Nộp báo cáo tháng, tháng 9: hạn 18/09/2026, còn 3 ngày",
        f"  https://thidua.example.vn/bao-cao/{second.pk}/don-vi/KT/",
        "",
        "Bị trả lại",
        "",
        "- Sửa sáng kiến bị trả lại rồi gửi lại",
        f"  https://thidua.example.vn/sang-kien/{returned.pk}/",
        "",
        "Mọi việc: https://thidua.example.vn/",
        "",
        "Thư gửi tự động, mỗi ngày nhiều nhất một lần, khi có việc quá hạn hoặc sắp đến hạn.",
        "",
        "",
    ]


def test_the_leaders_read_which_units_are_late(cast, year):
    due = due_date(year, day(-2))
    for unit in Unit.objects.filter(bloc=cast.bloc).exclude(pk=cast.clerk.unit_id):
        report(due, unit)
    run("--on", ON)
    bodies = {message.to[0].partition("@")[0]: message.body for message in mail.outbox}
    line = "- Phòng Kinh tế quá hạn 1 việc: Báo cáo quý, Quý III (chưa nộp, quá 2 ngày)."
    assert {who: line in body for who, body in bodies.items()} == {"head": True, "deputy": True, "clerk": False}


def test_the_same_day_sends_once_and_the_next_day_again(cast, year):
    due_date(year, day(-2), owed_by=[cast.clerk.unit])
    User.objects.exclude(username="clerk").update(email="")
    assert [run("--on", ON)[0] for _ in range(2)] == [summary(sent=1), summary(before=1)]
    run("--on", "16/09/2026")
    assert receivers() == ["clerk@example.vn"] * 2
    assert list(ReminderSent.objects.order_by("on").values_list("person__username", "on", "count")) == [
        ("clerk", day(0), 1),
        ("clerk", day(1), 1),
    ]


def test_a_mail_that_fails_goes_with_the_next_run(cast, year, monkeypatch):
    due_date(year, day(-2), owed_by=[cast.clerk.unit, cast.deputy.unit])
    User.objects.exclude(username__in=["clerk", "deputy"]).update(email="")

    def refuse(digest, deliver=reminders.mail):
        if digest.person.username == "clerk":
            raise OSError("no route")
        deliver(digest)

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "mail", refuse)
        assert run("--on", ON) == (summary(sent=1, failed=1), 1)
    assert run("--on", ON) == (summary(sent=1, before=1), 0)
    assert receivers() == ["clerk@example.vn", "deputy@example.vn"]


def test_a_run_that_is_stopped_leaves_no_claim(cast, year, monkeypatch):
    due_date(year, day(-2))

    def stop(digest):
        raise KeyboardInterrupt

    monkeypatch.setattr(reminders, "mail", stop)
    with pytest.raises(KeyboardInterrupt):
        run("--on", ON)
    assert not ReminderSent.objects.exists()


def test_who_is_out_of_use_or_has_no_address_gets_none(cast, year):
    due_date(year, day(-2))
    User.objects.filter(username="clerk").update(is_active=False)
    User.objects.filter(username="deputy").update(email="")
    run("--on", ON)
    assert receivers() == ["head@example.vn"]


def test_a_closed_year_reminds_nobody(year):
    due_date(year, day(-2))
    Campaign.objects.filter(pk=year.pk).update(state="reviewed")
    assert run("--on", ON) == (summary(nothing=4), 0)


def test_a_dry_run_shows_the_mails_and_sends_none(cast, year):
    due_date(year, day(-2), owed_by=[cast.clerk.unit])
    said, status = run("--on", ON, "--dry-run")
    assert said.count("- Nộp báo cáo quý, quý III: hạn 13/09/2026, quá 2 ngày") == 1
    assert said.endswith("Sẽ gửi 3 thư.")  # head and deputy read of the late unit
    assert (status, mail.outbox, ReminderSent.objects.count()) == (0, [], 0)


def test_without_a_mail_server_it_is_printed(cast, year, settings, capsys):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = False, ""
    due_date(year, day(-2), owed_by=[cast.clerk.unit])
    User.objects.exclude(username="clerk").update(email="")
    assert run("--on", ON) == (summary(sent=1), 0)
    assert "To: clerk@example.vn" in capsys.readouterr().out
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["2026-09-15", "31/02/2026", "hôm nay"])
def test_a_day_that_is_none_is_refused(year, typed):
    with pytest.raises(CommandError, match=r"chưa đúng\. Ghi như 05/06/2026\."):
        run("--on", typed)


def test_without_the_sites_address_nothing_is_sent(year, settings):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match=r"SITE_URL chưa được đặt\."):
        run()


def test_today_is_the_bloc_s_own_day(cast, year):
    today = timezone.localdate()
    due_date(year, today, owed_by=[cast.clerk.unit])
    User.objects.exclude(username="clerk").update(email="")
    said, _ = run()
    assert said.startswith(f"Nhắc việc ngày {today:%d/%m/%Y}: gửi 1 thư")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_once(file_database, cast, year, monkeypatch):
    due_date(year, day(-2), owed_by=[cast.clerk.unit])
    User.objects.exclude(username="clerk").update(email="")
    both, outcomes = Barrier(2), []

    def one():
        digest = reminders.digest_of(User.objects.get(username="clerk"), at=AT)
        both.wait()
        outcomes.append(reminders.send(digest, at=AT).value)
        connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), receivers()) == (["before", "sent"], ["clerk@example.vn"])


# SITE_URL ---------------------------------------------------------------------------------------------------------


def site_url(monkeypatch, **environment):
    for name in ("SITE_URL", "DEBUG", "EMAIL_URL", "STORAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"DJANGO_READ_DOT_ENV": "off", "SECRET_KEY": "x" * 60} | environment).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "khoi_thidua/settings.py"))["SITE_URL"]


def test_the_sites_address_is_read_without_its_slash(monkeypatch):
    assert site_url(monkeypatch, SITE_URL="https://thidua.example.vn/") == "https://thidua.example.vn"
    assert (site_url(monkeypatch), site_url(monkeypatch, DEBUG="on")) == ("", "http://127.0.0.1:8000")


@pytest.mark.parametrize(
    "typed", ["thidua.example.vn", "https://a.vn/khoi", "ftp://a.vn", "https://u:p@a.vn", "https://"]
)
def test_another_address_is_refused(monkeypatch, typed):
    with pytest.raises(ImproperlyConfigured, match=r"không hợp lệ\. Ghi như https://thidua\.example\.vn\."):
        site_url(monkeypatch, SITE_URL=typed)
