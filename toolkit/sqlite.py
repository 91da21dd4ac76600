"""What a SQLite connection needs before its first query."""

import sqlite3
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def prepare_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created: write ahead, and wait for the disk at checkpoints only.

    Whether a file writes ahead is kept in the file, and SQLite does not wait for the lock that switching takes
    (sqlite.org/pragma.html, journal_mode): of two who open a fresh or restored file at the same moment one is told
    "database is locked". The other is switching it just then, so that one goes on.
    """
    if connection.vendor != "sqlite":
        return
    try:
        connection.connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    connection.connection.execute("PRAGMA synchronous=NORMAL")
