"""What every test stands on: settings that need no server around them, and the cast."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import Cast

ROOT = Path(__file__).parent
STATIC = tempfile.TemporaryDirectory(prefix="khoi-thi-dua-static-")  # gone again when the run ends


def pytest_configure():
    """Plain http, unhashed static files and a quick password hasher; the rest is as it runs."""
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.STATIC_ROOT = STATIC.name
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db):
    return Cast()


# Folders and files whose tests mostly compute; one that does ask for a database is not marked.
MAY_BE_PURE = ("toolkit", "awards/documents", "awards/workbook", "awards/test_arithmetic", "scoring/test_arithmetic")
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(items):
    """Mark what touches no database: it says the same on SQLite and on PostgreSQL, and runs once (Makefile)."""
    for item in items:
        where = str(item.path.relative_to(ROOT).with_suffix(""))
        asks = DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db")
        if where.startswith(MAY_BE_PURE) and not asks:
            item.add_marker(pytest.mark.pure)
