"""Proposals and papers leave a trace; what leaves the house is kept with who took it."""

import pytest
from django.urls import reverse

from awards.models import Paper, Proposal
from units.models import Reading

pytestmark = pytest.mark.django_db

EXPORTS = ("ranking_xlsx", "ranking_csv", "workbook", "result_document")


def test_a_proposal_and_a_paper_are_told_when_they_are_made(cast):
    proposal = Proposal.history.filter(history_bloc=cast.bloc.pk).first()
    assert proposal.history_about.startswith("Đề nghị ")
    paper = cast.paper.history.get()
    assert (paper.history_type, paper.history_change_reason) == ("+", "Ban hành văn bản")
    assert paper.history_words["số"] == "01/TTr-KTĐ02"
    assert Paper.history.count() == Paper.objects.count()


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_kept(cast, name):
    cast.client("clerk").get(reverse(name, args=[cast.round.pk]))
    reading = Reading.objects.get()
    assert (reading.by, reading.kind, reading.of, reading.bloc, reading.year) == (
        cast.clerk,
        "export",
        cast.round.pk,
        cast.bloc.pk,
        2026,
    )
    assert reading.about.startswith("Tổng kết năm 2026: ")


def test_only_the_councils_downloads_of_papers_are_kept(cast):
    url = reverse("paper", args=[cast.paper.pk])
    cast.client("clerk").get(url)
    assert Reading.objects.count() == 0
    council = cast.client("council")
    first = council.get(url)
    council.get(url, headers={"If-None-Match": first["ETag"]})
    reading = Reading.objects.get()
    assert (reading.kind, reading.by_name, reading.by_place, reading.of) == (
        "download",
        "council",
        "Hội đồng TĐKT xã Hà Bắc",
        cast.paper.pk,
    )


def test_pages_that_only_look_keep_nothing(cast):
    client = cast.client("council")
    for name in ("ranking", "proposals", "verification"):
        client.get(reverse(name, args=[cast.round.pk]))
    client.get(reverse("papers"))
    assert Reading.objects.count() == 0
