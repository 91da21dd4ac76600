import hashlib
import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from awards import papers
from awards.documents import RoundFacts
from awards.models import Paper, PaperFile
from awards.papers import (
    NumbersMoved,
    facts_to_be,
    issue_ready,
    issue_round_papers,
    missing_kinds,
    ready_papers,
    round_facts,
)
from awards.states import PaperKind
from campaigns.models import LegalBasis
from scoring.models import Round
from tests.scoring.sample import CONTENT
from tests.years import AT, BLOC_NAME, NAME, settle
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Papers rendered in no time; the list has every document that was rendered."""
    documents = []

    def draw(document):
        documents.append(document)
        return f"%PDF-1.7 {len(documents)}".encode()

    monkeypatch.setattr(papers, "render", draw)
    return documents


def numbers():
    return sorted(Paper.objects.exclude(number=None).values_list("bloc__number", "kind", "year", "number"))


def test_a_settled_round_has_five_papers_and_three_are_numbered(drawn):
    round = settle().round
    head = User.objects.create(username="head")
    issued = issue_round_papers(round, by=head, at=AT)
    assert [(paper.kind, paper.symbol, paper.issued_on, paper.issued_by) for paper in issued] == [
        ("score_table", "", date(2026, 12, 8), head),
        ("review_minutes", "01/BB-KTĐ02", date(2026, 12, 8), head),
        ("submission", "01/TTr-KTĐ02", date(2026, 12, 8), head),
        ("proposal_list", "", date(2026, 12, 8), head),
        ("result_report", "01/BC-KTĐ02", date(2026, 12, 8), head),
    ]
    assert {paper.result_sha256 for paper in issued} == {round.result.sha256}
    assert missing_kinds(round) == []


def test_papers_without_a_number_name_the_one_they_go_with(drawn):
    settle_and_issue(NAME)
    settle_and_issue(replace(NAME, round="Bổ sung"))
    table, _, submission, listed, _ = drawn[5:]
    assert "02/BB-KTĐ02" in json.dumps(papers.frozen(table), ensure_ascii=False)
    assert listed.frame.goes_with == submission.goes_with
    assert "02/TTr-KTĐ02" in listed.frame.goes_with


def settle_and_issue(name):
    round = settle(name).round
    issue_round_papers(round, by=None, at=AT)
    return round


def test_what_was_rendered_is_stored_byte_for_byte(drawn):
    settle_and_issue(NAME)
    stored = PaperFile.objects.order_by("paper").values_list("pdf", "paper__sha256", "paper__size")
    assert [(bytes(pdf), sha256, size) for pdf, sha256, size in stored] == [
        (pdf, hashlib.sha256(pdf).hexdigest(), len(pdf)) for pdf in (f"%PDF-1.7 {i}".encode() for i in range(1, 6))
    ]


def test_the_facts_of_a_paper_are_kept_as_plain_json(drawn):
    round = settle_and_issue(NAME)
    paper = Paper.objects.get(round=round, kind=PaperKind.SUBMISSION)
    assert paper.facts == json.loads(json.dumps(papers.frozen(drawn[2])))
    assert (paper.facts["round_name"], paper.facts["proposed"]) == ("Tổng kết năm 2026", 3)


def test_issuing_again_renders_nothing_and_changes_nothing(drawn):
    round = settle_and_issue(NAME)
    before = list(Paper.objects.values()), list(PaperFile.objects.values())
    assert issue_round_papers(round, by=None, at=datetime(2027, 5, 1, tzinfo=UTC)) == []
    assert len(drawn) == 5
    assert (list(Paper.objects.values()), list(PaperFile.objects.values())) == before


def test_a_paper_that_is_missing_is_issued_and_the_others_stay(drawn):
    round = settle().round
    facts = round_facts(round, on=AT.date())
    minutes = ready_papers(facts, [PaperKind.REVIEW_MINUTES], round.campaign.bloc, on=AT.date())
    [first] = issue_ready(round, minutes, by=None, at=AT)
    rest = issue_round_papers(round, by=None, at=AT)
    assert [paper.kind for paper in rest] == ["score_table", "submission", "proposal_list", "result_report"]
    assert (first.symbol, Paper.objects.filter(kind=PaperKind.REVIEW_MINUTES).count()) == ("01/BB-KTĐ02", 1)


def test_numbers_run_on_in_a_year_and_start_again_in_the_next_and_in_another_bloc(drawn):
    for name in ("Sơ kết", "Tổng kết"):
        settle_and_issue(replace(NAME, round=name))
    settle_and_issue(replace(NAME, number="03"))
    late = settle(replace(NAME, round="Bổ sung")).round
    issue_round_papers(late, by=None, at=datetime(2026, 12, 31, 17, 0, tzinfo=UTC))  # midnight in Hà Bắc
    kinds = ["result_report", "review_minutes", "submission"]
    assert numbers() == sorted(
        [("02", kind, 2026, n) for kind in kinds for n in (1, 2)]
        + [("03", kind, 2026, 1) for kind in kinds]
        + [("02", kind, 2027, 1) for kind in kinds]
    )
    assert set(late.papers.values_list("issued_on", flat=True)) == {date(2027, 1, 1)}


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_paper_that_fails_leaves_no_paper_and_no_gap(drawn, monkeypatch, failing):
    settle_and_issue(replace(NAME, round="Sơ kết"))
    round, before = settle().round, list(Paper.objects.values())
    draw, count = papers.render, iter(range(1, 100))

    def fail(document):
        if next(count) == failing:
            raise RuntimeError("hết giấy")
        return draw(document)

    with monkeypatch.context() as patched:
        patched.setattr(papers, "render", fail)
        with pytest.raises(RuntimeError, match="hết giấy"):
            issue_round_papers(round, by=None, at=AT)
    assert list(Paper.objects.values()) == before
    issue_round_papers(round, by=None, at=AT)
    assert list(
        Paper.objects.filter(kind=PaperKind.SUBMISSION).order_by("number").values_list("number", flat=True)
    ) == [
        1,
        2,
    ]


def test_a_database_that_fails_half_way_leaves_no_paper_and_no_gap(drawn, monkeypatch):
    round, issue = settle().round, papers.issue_paper

    def fail(round, kind, **facts):
        if kind is PaperKind.RESULT_REPORT:
            raise RuntimeError("mất điện")
        return issue(round, kind, **facts)

    with monkeypatch.context() as patched:
        patched.setattr(papers, "issue_paper", fail)
        with pytest.raises(RuntimeError, match="mất điện"):
            issue_round_papers(round, by=None, at=AT)
    assert (Paper.objects.count(), PaperFile.objects.count()) == (0, 0)
    assert [paper.number for paper in issue_round_papers(round, by=None, at=AT)] == [None, 1, 1, None, 1]


def test_numbers_somebody_took_meanwhile_are_made_anew(drawn, monkeypatch):
    """Another round's papers are issued while these are being rendered."""
    round, other = settle().round, settle(replace(NAME, round="Sơ kết")).round
    draw, busy = papers.render, [False]

    def interrupted(document):
        if not busy[0]:
            busy[0] = True
            issue_round_papers(other, by=None, at=AT)
        return draw(document)

    monkeypatch.setattr(papers, "render", interrupted)
    assert [paper.number for paper in issue_round_papers(round, by=None, at=AT)] == [None, 2, 2, None, 2]
    assert {kind: sorted(n for _, k, _, n in numbers() if k == kind) for _, kind, _, _ in numbers()} == {
        "review_minutes": [1, 2],
        "submission": [1, 2],
        "result_report": [1, 2],
    }


def test_papers_somebody_issued_meanwhile_are_not_issued_again(drawn, monkeypatch):
    round = settle().round
    draw, busy = papers.render, [False]

    def interrupted(document):
        if not busy[0]:
            busy[0] = True
            issue_round_papers(round, by=None, at=AT)
        return draw(document)

    monkeypatch.setattr(papers, "render", interrupted)
    assert issue_round_papers(round, by=None, at=AT) == []
    assert (Paper.objects.count(), {n for *_, n in numbers()}) == (5, {1})


def test_whoever_never_gets_a_number_is_told(drawn, monkeypatch):
    round = settle().round
    monkeypatch.setattr(papers, "issue_ready", lambda *args, **kwargs: (_ for _ in ()).throw(NumbersMoved))
    with pytest.raises(NumbersMoved, match="Chạy lại sau ít phút"):
        issue_round_papers(round, by=None, at=AT)


def test_papers_made_from_another_result_are_refused(drawn):
    round, other = settle().round, settle(replace(NAME, round="Sơ kết")).round
    ready = ready_papers(round_facts(other, on=AT.date()), list(PaperKind), round.campaign.bloc, on=AT.date())
    with pytest.raises(ValueError, match="another result"):
        issue_ready(round, ready, by=None, at=AT)
    assert Paper.objects.count() == 0


# Two at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [["Sơ kết", "Tổng kết"], ["Tổng kết", "Tổng kết"]])
def test_two_who_issue_at_once_get_different_numbers_without_a_gap(file_database, drawn, names):
    rounds = [settle(replace(NAME, round=name)).round.pk for name in dict.fromkeys(names)]
    barrier, answers = threading.Barrier(2), []

    def issue(pk):
        try:
            round = Round.objects.get(pk=pk)
            barrier.wait(10)
            answers.append(issue_round_papers(round, by=None, at=AT))
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(rounds[i % len(rounds)],)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(len, answers)) == sorted([5, 5] if len(rounds) == 2 else [0, 5])
    assert numbers() == sorted(
        ("02", kind, 2026, n + 1)
        for kind in ("review_minutes", "submission", "result_report")
        for n in range(len(rounds))
    )


# What they are made from --------------------------------------------------------------------------------------------


def test_the_facts_of_a_round_to_be_are_those_of_the_settled_one():
    before = facts_to_be(NAME, BLOC_NAME, CONTENT, None, on=AT.date())
    round = settle().round
    assert (
        round_facts(round, on=AT.date())
        == before
        == facts_to_be(NAME, BLOC_NAME, CONTENT, round.campaign.bloc, on=AT.date())
    )
    assert isinstance(before, RoundFacts)


def test_the_bloc_adds_its_founding_its_heads_office_and_what_is_in_force():
    round = settle().round
    bloc = round.campaign.bloc
    bloc.founded_by = "Quyết định số 34/QĐ-HĐTĐKT"
    bloc.save()
    Unit.objects.filter(code="VP").update(leader_title="Chánh Văn phòng HĐND và UBND")
    for position, (title, begins) in enumerate([("Luật cũ", None), ("Luật mới", date(2026, 12, 9))]):
        LegalBasis.objects.create(bloc=bloc, position=position, title=title, effective_from=begins)

    def surroundings(on):
        facts = round_facts(Round.objects.get(pk=round.pk), on=on)
        return facts.founded_by, facts.head_title, facts.legal_bases

    words = ("Quyết định số 34/QĐ-HĐTĐKT", "Chánh Văn phòng HĐND và UBND")
    assert surroundings(date(2026, 12, 8)) == (*words, ("Luật cũ",))
    assert surroundings(date(2026, 12, 9)) == (*words, ("Luật cũ", "Luật mới"))


def test_real_papers_are_pdfs_and_the_same_facts_give_the_same_bytes():
    facts = facts_to_be(NAME, BLOC_NAME, CONTENT, None, on=AT.date())
    kinds = [PaperKind.PROPOSAL_LIST]
    first, second = (ready_papers(facts, kinds, None, on=AT.date(), code=lambda: "0123456789") for _ in range(2))
    assert first == second
    assert [ready.code for ready in first] == ["0123456789"]
    assert first[0].pdf.startswith(b"%PDF-1.")
