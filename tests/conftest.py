"""What every test stands on: settings that need no server around them, and the cast."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import SimpleTestCase

from tests.cast import Cast
from tests.photograph import put_back

ROOT = Path(__file__).parent
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
    return put_back(Cast)


DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup", "live_server"}
# Tests that share what is dear to make, five long PDFs or a browser: one worker runs them all (`--dist loadgroup`).
TOGETHER = ("awards/documents", "campaigns/documents", "journeys")
# What is measured in a finished PDF does not depend on the database its rows came from.
MEASURED = ("campaigns/documents/test_layout", "campaigns/documents/test_accessible")


def touches_the_database(item):
    if isinstance(item, pytest.Function) and item.cls and issubclass(item.cls, SimpleTestCase):
        return True
    return bool(DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"))


def pytest_collection_modifyitems(items):
    """Mark what touches no database: it says the same on SQLite and on PostgreSQL, and runs once (Makefile)."""
    for item in items:
        if not touches_the_database(item):
            item.add_marker(pytest.mark.pure)
        where = str(item.path.relative_to(ROOT))
        if where.startswith(MEASURED):
            item.add_marker(pytest.mark.measured)
        for folder in TOGETHER:
            if where.startswith(folder):
                item.add_marker(pytest.mark.xdist_group(folder))
