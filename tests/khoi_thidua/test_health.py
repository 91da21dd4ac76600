import json
import logging

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from khoi_thidua import readiness

WELL = {"database": "ok", "migrations": "ok", "fonts": "ok", "storage": "ok"}


def asked(client):
    answer = client.get(reverse("readyz"))
    return answer.status_code, answer.json()


def test_the_process_answers_without_asking_the_database(client):
    """pytest-django refuses the database to a test that does not ask for it."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_a_server_that_is_ready_says_so_in_two_queries_and_no_details(
    client, db, django_assert_max_num_queries, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    readiness.known_migrations()
    with django_assert_max_num_queries(3):
        assert asked(client) == (200, WELL)


def test_a_database_that_is_away_is_told_without_its_name(client, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise DatabaseError("connection to 10.1.2.3 as khoi failed")

    monkeypatch.setattr(connection, "cursor", away)
    status, words = asked(client)
    assert (status, words["database"], words["migrations"]) == (503, "not ok", "not ok")
    assert "10.1.2.3" not in json.dumps(words)
    assert [record.levelno for record in caplog.records if record.name == "khoi_thidua.readiness"] == [
        logging.ERROR
    ] * 2


def test_a_migration_that_waits_holds_people_back(client, db, monkeypatch):
    """The tables of the tests come from the models, so what is known and what was done is told here."""
    first, second = ("units", "0001_a"), ("units", "0002_b")
    monkeypatch.setattr(readiness, "known_migrations", lambda: frozenset({first, second}))
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {first: None})
    assert asked(client) == (503, WELL | {"migrations": "not ok"})
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {first: None, second: None})
    assert asked(client) == (200, WELL)


def test_a_lost_font_holds_people_back(client, db, monkeypatch, tmp_path):
    monkeypatch.setattr(readiness, "FONTS", tmp_path)
    assert asked(client) == (503, WELL | {"fonts": "not ok"})


def test_a_folder_nobody_can_write_to_holds_people_back(client, db, monkeypatch):
    monkeypatch.setattr(readiness.os, "access", lambda path, mode: mode != readiness.os.W_OK)
    assert asked(client) == (503, WELL | {"storage": "not ok"})


def test_a_bucket_is_asked_whether_it_answers(client, db, monkeypatch):
    class Bucket:
        def exists(self, name):
            raise OSError("no route to s3.example.vn")

    monkeypatch.setattr(readiness, "default_storage", Bucket())
    assert asked(client) == (503, WELL | {"storage": "not ok"})


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_who_watches_from_inside_is_not_sent_to_https(client, db, settings, name):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(reverse(name)).status_code == 200
    assert client.get("/").status_code == 301
