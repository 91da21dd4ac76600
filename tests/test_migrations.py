"""Tests make their tables from the models; here the migrations make the same, on a database of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.databases import database_url

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fresh(tmp_path):
    """A connection to an empty database beside the one of the tests."""
    other = connections.create_connection("default")
    other.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "fresh.sqlite3")}
    if connection.vendor == "postgresql":
        other.settings_dict["NAME"] = name = f"{connection.settings_dict['NAME']}_fresh"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    yield other
    other.close()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def shape_of(database):
    """Columns and named constraints by table."""
    with database.cursor() as cursor:
        tables = sorted(set(database.introspection.table_names(cursor)) - {"django_migrations"})
        return {
            table: (
                sorted(column.name for column in database.introspection.get_table_description(cursor, table)),
                sorted(_named(database.introspection.get_constraints(cursor, table))),
            )
            for table in tables
        }


def _named(constraints):
    """Those we named; names the database made up for keys and indexes differ."""
    return [name for name, found in constraints.items() if found["check"] or (found["unique"] and "uniq" not in name)]


def test_migrations_from_nothing_make_what_the_models_say(fresh):
    url = database_url(fresh.settings_dict)
    made = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_READ_DOT_ENV": "off"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert shape_of(fresh) == shape_of(connection)
