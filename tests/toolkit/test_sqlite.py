"""A file of SQLite is opened by several at once, on whatever database the tests run."""

import sqlite3
import threading

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    """A fresh file that does not write ahead yet."""
    path = tmp_path / "fresh.sqlite3"
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE line (number)")
    file.commit()
    file.close()
    return path


def connection_to(path):
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    settings = {**connections["default"].settings_dict, "NAME": path, "OPTIONS": options}
    return DatabaseWrapper(settings, "file")


def test_a_file_writes_ahead_from_the_first_connection_on(path):
    connection = connection_to(path)
    with connection.cursor() as cursor:
        pragmas = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    connection.close()
    assert pragmas == ["wal", 1, 20000, 1]


def test_one_who_opens_a_file_another_is_writing_waits_instead_of_failing(path):
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")  # here the switch is refused at once
    end = threading.Timer(0.2, lambda: writer.execute("COMMIT"))
    end.start()
    connection = connection_to(path)
    with connection.cursor() as cursor:
        assert cursor.execute("INSERT INTO line VALUES (1)").rowcount == 1
    connection.close()
    end.join()
    writer.close()
