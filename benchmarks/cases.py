"""What is measured for one size of bloc."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from awards.actions import settle_content_as_round
from awards.documents import ScoreTableDocument, render
from awards.papers import round_facts
from awards.workbook import read_workbook, workbook_of, write_workbook
from benchmarks import urls
from benchmarks.downloads import download_cases
from benchmarks.grid import grid_cases
from benchmarks.initiatives import initiative_cases
from benchmarks.measure import Cost, measure
from benchmarks.rounds import round_content, round_name
from benchmarks.rows import row_cases
from scoring.models import Round
from units.models import User

FEWEST = 6
RAW_TOTALS = """
    SELECT s.unit_name, r.rank, r.areas, r.base, r.bonus, r.penalty, r.total, r.classification
    FROM scoring_unitresult r JOIN scoring_scoresheet s ON s.id = r.sheet_id
    WHERE r.result_id = %s ORDER BY r.rank
"""


def run_cases(units: int, criteria: int) -> Iterator[Cost]:
    content = round_content(units, criteria)
    at = timezone.now()
    round = settle_content_as_round(round_name(units), f"Khối {units}", content, by=None, at=at).round
    client = head_client(round)
    ranking = reverse("ranking", args=[round.pk])
    page = client.get(ranking).content

    yield page_cost("ranking page", units, client, ranking)
    with constant_page(page) as address:
        yield page_cost("  floor: the same HTML from a constant", units, client, address)
    yield measure("  floor: the same rows in raw SQL", units, lambda: raw_rows(round), times=30)
    first_unit = round.sheets.order_by("position").values_list("unit__code", flat=True)[0]
    yield page_cost("trace page", units, client, reverse("trace", args=[round.pk, first_unit]))
    yield page_cost("XLSX export", units, client, reverse("ranking_xlsx", args=[round.pk]))
    yield page_cost("CSV export", units, client, reverse("ranking_csv", args=[round.pk]))
    again = replace(round_name(units), round="Đo thời gian chốt")
    yield measure(
        "loading and settling",
        units,
        lambda: settle_content_as_round(again, f"Khối {units}", content, by=None, at=at) and None,
        times=3,
        undo=True,
    )
    book = write_workbook(workbook_of(round.result))
    yield measure("reading the workbook", units, lambda: read_workbook(io.BytesIO(book)) and book, times=3)
    facts = round_facts(round, on=timezone.localdate(at))
    document = ScoreTableDocument.of(facts, on=timezone.localdate(at), number=None)
    yield measure("one paper (bảng tổng hợp điểm)", units, lambda: render(document), times=3)
    if units == FEWEST:  # a bloc of the usual size, with more initiatives than it will ever have
        yield from initiative_cases(client, round.campaign, page_cost)
        yield from row_cases(page_cost)
        yield from grid_cases(page_cost)
        yield from download_cases(client, round, at, page_cost, constant_page)


def head_client(round: Round) -> Client:
    head = round.sheets.get(role="head").unit
    client = Client()
    client.force_login(User.objects.create_user(username=f"head{round.pk}", unit=head))
    return client


def page_cost(what: str, units: int, client: Client, address: str) -> Cost:
    def run() -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer.getvalue()

    return measure(what, units, run)


@contextmanager
def constant_page(page: bytes) -> Iterator[str]:
    """The address of a view that answers with `page`."""
    urls.PAGE[0] = page
    with override_settings(ROOT_URLCONF="benchmarks.urls"):
        yield "/hang-so/"


def raw_rows(round: Round) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW_TOTALS, [round.result.pk])
        cursor.fetchall()
