import importlib.util
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
KEY = "x" * 60
DEMO_KEY = "khoi-thi-dua-chi-dung-de-thu-khong-dung-cho-may-chu-that"
NAMES = [
    "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT",
    "SECURE_SSL", "LOG_LEVEL", "SECOND_FACTOR_REQUIRED",
    "SESSION_IDLE_MINUTES", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "SITE_URL",
    "STORAGE", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_ENDPOINT_URL", "S3_REGION",
]  # fmt: skip


@pytest.fixture
def settings_from(monkeypatch):
    """The settings file, run anew with this environment and no other."""

    def run(**environment):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DJANGO_READ_DOT_ENV", "off")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "khoi_thidua/settings.py"))

    return run


def test_off_is_what_nobody_said(settings_from):
    found = settings_from(SECRET_KEY=KEY)
    assert {name: found[name] for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL", "LOG_LEVEL")} == {
        "DEBUG": False,
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": [],
        "SECURE_SSL": True,
        "LOG_LEVEL": "INFO",
    }


def test_with_debug_on_everything_has_a_value_to_try_with(settings_from):
    found = settings_from(DEBUG="on")
    assert {name: found[name] for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL")} == {
        "DEBUG": True,
        "SECRET_KEY": DEMO_KEY,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SECURE_SSL": False,
    }


def test_a_name_without_a_value_is_a_name_nobody_set(settings_from):
    blank = dict.fromkeys(NAMES, "")
    found, unset = settings_from(**blank | {"DEBUG": "on"}), settings_from(DEBUG="on")
    unread = [name for name in NAMES if name not in found]  # read into a setting of another name
    assert unread == ["DATABASE_URL", *(name for name in NAMES if name.startswith(("STORAGE", "S3_", "EMAIL_URL")))]
    for name in [*(name for name in NAMES if name in found), "DATABASES", "STORAGES"]:
        assert found[name] == unset[name], name


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY chưa được đặt."),
        ({"SECRET_KEY": ""}, "SECRET_KEY chưa được đặt."),
        ({"SECRET_KEY": DEMO_KEY}, "SECRET_KEY đang là khóa dùng thử."),
        ({"SECRET_KEY": DEMO_KEY, "DEBUG": "off"}, "SECRET_KEY đang là khóa dùng thử."),
        ({"SECRET_KEY": KEY, "DEBUG": "maybe"}, "DEBUG=maybe không hợp lệ. Ghi on hoặc off."),
        ({"SECRET_KEY": KEY, "SECURE_SSL": "onn"}, "SECURE_SSL=onn không hợp lệ. Ghi on hoặc off."),
        ({"SECRET_KEY": KEY, "LOG_LEVEL": "loud"}, "LOG_LEVEL=LOUD không hợp lệ."),
        ({"SECRET_KEY": KEY, "STORAGE": "ftp"}, "STORAGE=ftp không hợp lệ. Ghi filesystem hoặc s3."),
        ({"SECRET_KEY": KEY, "STORAGE": "s3"}, "STORAGE=s3 cần gói django-storages. Cài: .venv/bin/pip install"),
        ({"SECRET_KEY": KEY, "SESSION_IDLE_MINUTES": "4"}, "SESSION_IDLE_MINUTES=4 không hợp lệ. Ghi số nguyên từ 5"),
        ({"SECRET_KEY": KEY, "SESSION_IDLE_MINUTES": "một giờ"}, "SESSION_IDLE_MINUTES=một giờ không hợp lệ."),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "smtp.example.vn"}, "EMAIL_URL không hợp lệ. Ghi smtp+tls://"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "smtp://h"}, "DEFAULT_FROM_EMAIL chưa được đặt."),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "mysql://u@h/n"}, "DATABASE_URL không hợp lệ."),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "var/x.sqlite3"}, "DATABASE_URL không hợp lệ."),
    ],
)
def test_a_value_it_must_not_run_with_is_refused_with_a_sentence(settings_from, environment, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(**environment)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("typed", "value"), [("on", True), ("True", True), ("1", True), ("yes", True), (" OFF ", False), ("0", False)]
)
def test_a_switch_understands_the_usual_words(settings_from, typed, value):
    assert settings_from(SECRET_KEY=KEY, SECURE_SSL=typed)["SECURE_SSL"] is value


def test_secure_ssl_turns_everything_about_tls_on_and_off_together(settings_from):
    names = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    for typed, value in [("on", True), ("off", False)]:
        found = settings_from(SECRET_KEY=KEY, SECURE_SSL=typed)
        assert [found[name] for name in names] == [value] * 4
        assert (found["SECURE_HSTS_SECONDS"] > 0, found["SECURE_PROXY_SSL_HEADER"] is not None) == (value, value)


def test_mail_is_there_only_where_a_server_is_named(settings_from):
    assert settings_from(SECRET_KEY=KEY)["HAS_MAIL"] is False
    found = settings_from(SECRET_KEY=KEY, EMAIL_URL="smtp+tls://u:p@mail.vn:587", DEFAULT_FROM_EMAIL="a@mail.vn")
    names = ["HAS_MAIL", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"]
    assert [found[name] for name in names] == [True, "mail.vn", 587, "u", True, "a@mail.vn"]


def test_a_session_outlives_every_idle_time_so_that_its_end_can_be_told(settings_from):
    found = settings_from(SECRET_KEY=KEY, SESSION_IDLE_MINUTES="480")
    assert found["SESSION_COOKIE_AGE"] > found["SESSION_IDLE_MINUTES"] * 60


def test_cookies_belong_to_this_host_alone_over_tls_and_have_plain_names_without(settings_from):
    names = {
        typed: [settings_from(SECRET_KEY=KEY, SECURE_SSL=typed)[f"{kind}_COOKIE_NAME"] for kind in ("SESSION", "CSRF")]
        for typed in ("on", "off")
    }
    assert names == {"on": ["__Host-sessionid", "__Host-csrftoken"], "off": ["sessionid", "csrftoken"]}


def test_files_lie_in_a_folder_that_only_the_server_reads(settings_from):
    assert settings_from(SECRET_KEY=KEY)["STORAGES"]["default"] == {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    }


BUCKET = {"STORAGE": "s3", "S3_BUCKET": "thidua", "S3_ACCESS_KEY": "k", "S3_SECRET_KEY": "s"}


@pytest.fixture
def installed(monkeypatch):
    """As if django-storages were installed; the suite runs without it."""
    found = importlib.util.find_spec
    here = importlib.util.find_spec("pathlib")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: here if name in ("storages", "boto3") else found(name, *rest)
    )


def test_files_lie_in_a_private_bucket_when_that_is_said(settings_from, installed):
    default = settings_from(
        SECRET_KEY=KEY, S3_ENDPOINT_URL="https://s3.example.vn", S3_REGION="hn-1", **BUCKET
    )["STORAGES"]["default"]  # fmt: skip
    assert default == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "thidua",
            "access_key": "k",
            "secret_key": "s",
            "endpoint_url": "https://s3.example.vn",
            "region_name": "hn-1",
            "default_acl": "private",
            "file_overwrite": False,
            "signature_version": "s3v4",
        },
    }
    plain = settings_from(SECRET_KEY=KEY, **BUCKET)["STORAGES"]["default"]["OPTIONS"]
    assert (plain["endpoint_url"], plain["region_name"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"S3_BUCKET": ""}, "STORAGE=s3 cần đủ S3_BUCKET, S3_ACCESS_KEY và S3_SECRET_KEY."),
        ({"S3_SECRET_KEY": ""}, "STORAGE=s3 cần đủ S3_BUCKET, S3_ACCESS_KEY và S3_SECRET_KEY."),
        ({"S3_ENDPOINT_URL": "http://s3.example.vn"}, "S3_ENDPOINT_URL=http://s3.example.vn không hợp lệ."),
    ],
)
def test_half_a_bucket_is_refused_with_a_sentence(settings_from, installed, change, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(SECRET_KEY=KEY, **BUCKET | change)
    assert str(refused.value).startswith(sentence)


def test_lists_are_separated_by_commas_whatever_stands_around_them(settings_from):
    found = settings_from(SECRET_KEY=KEY, ALLOWED_HOSTS="a.vn, b.vn,", CSRF_TRUSTED_ORIGINS=" https://a.vn ")
    assert (found["ALLOWED_HOSTS"], found["CSRF_TRUSTED_ORIGINS"]) == (["a.vn", "b.vn"], ["https://a.vn"])


def test_a_relative_path_means_the_same_folder_wherever_one_stands(settings_from, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    found = settings_from(
        SECRET_KEY=KEY, DATABASE_URL="sqlite:///var/x.sqlite3", MEDIA_ROOT="var/m", STATIC_ROOT=str(tmp_path / "s")
    )
    assert (found["DATABASES"]["default"]["NAME"], found["MEDIA_ROOT"], found["STATIC_ROOT"]) == (
        ROOT / "var/x.sqlite3",
        ROOT / "var/m",
        tmp_path / "s",
    )
    assert list(tmp_path.iterdir()) == []


def test_sqlite_waits_for_its_turn_and_postgresql_is_left_as_it_is(settings_from):
    sqlite = settings_from(SECRET_KEY=KEY)["DATABASES"]["default"]
    assert (sqlite["ENGINE"], sqlite["OPTIONS"]["transaction_mode"], sqlite["OPTIONS"]["timeout"]) == (
        "django.db.backends.sqlite3",
        "IMMEDIATE",
        20,
    )
    postgres = settings_from(SECRET_KEY=KEY, DATABASE_URL="postgres://u:p%40@h:5433/n")["DATABASES"]["default"]
    assert postgres == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "n",
        "USER": "u",
        "PASSWORD": "p@",
        "HOST": "h",
        "PORT": 5433,
    }


def manage(*arguments, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in {*NAMES, "DJANGO_ALLOW_ASYNC_UNSAFE"}}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env=clean | {"DJANGO_READ_DOT_ENV": "off"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_command_without_a_key_ends_with_the_sentence():
    done = manage("check")
    assert done.returncode != 0
    assert "SECRET_KEY chưa được đặt." in done.stderr


def test_a_server_set_up_as_the_manual_says_has_nothing_to_warn_of(tmp_path):
    secret = "".join(chr(33 + i * 7 % 90) for i in range(60))
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING",
        SECRET_KEY=secret, ALLOWED_HOSTS="thidua.example.vn", DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}",
        SITE_URL="https://thidua.example.vn",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_a_server_that_answers_to_no_name_is_told(tmp_path):
    done = manage(
        "check", "--deploy", SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}"
    )  # fmt: skip
    assert done.returncode == 1
    assert "ALLOWED_HOSTS đang trống." in done.stderr
