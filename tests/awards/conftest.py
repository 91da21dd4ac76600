import sqlite3

import pytest
from django.db import connections

from tests.years import years

__all__ = ["file_database", "years"]


@pytest.fixture
def file_database(transactional_db, tmp_path):
    """Several connections at once. SQLite's tests run in memory, where they would not wait for each other."""
    memory = connections["default"]
    if memory.vendor != "sqlite":
        yield
        return
    memory.ensure_connection()
    path = tmp_path / "at-once.sqlite3"
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
