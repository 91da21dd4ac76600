"""A download of an issued paper, beside a static file of that size and beside the same bytes from a constant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from awards.actions import issue_paper
from awards.states import PaperKind
from benchmarks.measure import Cost
from scoring.models import Round

STATIC = "do-van-ban.pdf"
SIZES = (80, 1000)  # KB: a usual paper, the longest


def download_cases(client: Client, round: Round, at, page_cost: Callable, constant: Callable) -> Iterator[Cost]:
    for kind, size in zip((PaperKind.SUBMISSION, PaperKind.RESULT_REPORT), SIZES, strict=True):
        pdf = b"%PDF-1.7\n" + b"x" * (size * 1024 - 9)
        paper = issue_paper(round, kind, number=1, title="Đo tải", facts={}, pdf=pdf, by=None, at=at, on=at.date())
        yield page_cost(f"download of a paper of {size} KB", size, client, reverse("paper", args=[paper.pk]))
        with constant(pdf) as address:
            yield page_cost("  floor: the same bytes from a constant", size, client, address)
        with static_file(pdf) as address:
            yield page_cost("  floor: a static file of that size", size, Client(), address)


@contextmanager
def static_file(data: bytes) -> Iterator[str]:
    """Where WhiteNoise serves it; it looks into its folder once, when a client's first request loads it."""
    path = Path(settings.STATIC_ROOT) / STATIC
    path.write_bytes(data)
    try:
        yield f"/{settings.STATIC_URL.strip('/')}/{STATIC}"
    finally:
        path.unlink()
