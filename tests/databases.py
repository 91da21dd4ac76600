"""A test's database as others see it: several connections at once, or another process."""

import sqlite3
from urllib.parse import quote

import pytest
from django.db import connection, connections


@pytest.fixture
def file_database(transactional_db, tmp_path):
    """SQLite's tests run in memory, where connections would not wait for each other; here they share a file."""
    memory = connections["default"]
    if memory.vendor != "sqlite":
        yield
        return
    memory.ensure_connection()
    path = tmp_path / "shared.sqlite3"
    copy = sqlite3.connect(path)
    memory.connection.backup(copy)
    copy.close()
    name = memory.settings_dict["NAME"]
    memory.settings_dict["NAME"] = path  # the settings new connections are made from, too
    connections["default"] = on_file = connections.create_connection("default")
    try:
        yield
    finally:
        on_file.close()
        memory.settings_dict["NAME"] = name
        connections["default"] = memory


def database_url(given=None) -> str:
    """Where another process finds this test's database, or the one with the settings given."""
    given = given or connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{quote(given['USER'])}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
