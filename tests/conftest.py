"""What every test stands on: settings that need no server around them, and the cast."""

import tempfile

import pytest
from django.conf import settings

from tests.cast import Cast

STATIC = tempfile.TemporaryDirectory(prefix="khoi-thi-dua-static-")  # gone again when the run ends


def pytest_configure():
    """Plain http, unhashed static files and a quick password hasher; the rest is as it runs."""
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    settings.STATIC_ROOT = STATIC.name
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_REQUIRED = ()  # tests/khoi_thidua/test_second_factor.py asks for it


@pytest.fixture
def cast(db):
    return Cast()
