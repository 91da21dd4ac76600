"""What many tests start from: made once a process, put back row by row whenever a test asks for it.

Settling years costs a good part of a second, their rows some milliseconds. Every test gets rows and objects of its own.
"""

import copy
import io
from functools import cache

from django.db import connection, transaction


def put_back(make):
    """What `make()` returned the first time, and in the database what it wrote."""
    return _photograph(make).put_back()


class Photograph:
    def __init__(self, make):
        with transaction.atomic():
            before = {table: _rows(table) for table in _tables()}
            self.made = make()
            self.rows = {table: rows for table in before if (rows := _rows(table)) != before[table]}
            transaction.set_rollback(True)
        assert not any(before[table] for table in self.rows), "It must only fill tables that were empty."

    def put_back(self):
        with transaction.atomic():
            for table, rows in self.rows.items():
                _insert(table, rows)
        return copy.deepcopy(self.made)


_photograph = cache(Photograph)


def _tables():
    return connection.introspection.django_table_names(only_existing=True)


def _rows(table):
    """As the database writes them itself: nothing is read into Python's types and written back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f"COPY {table} TO STDOUT", lines := io.BytesIO())
            return lines.getvalue()
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


def _insert(table, rows):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(rows))
        else:
            cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
