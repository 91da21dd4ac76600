from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from awards import arithmetic
from awards.actions import issue_paper
from awards.models import AwardRule, Paper, PaperFile, Proposal, Refusal, RefusalReason
from awards.states import CODE_LENGTH, CODE_LETTERS, PaperKind, PaperState
from scoring.querysets import Frozen
from tests.constraints import put, violates
from tests.years import AT, NAME, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return settle().round


@pytest.fixture
def paper(round):
    return issued(round, PaperKind.SUBMISSION, 1)


def issued(round, kind, number):
    return issue_paper(
        round, kind, number=number, title=kind.label, facts={}, pdf=b"%PDF-1.7", by=None, at=AT, on=AT.date()
    )  # fmt: skip


def test_an_award_rule_has_a_code_of_its_own_in_a_round(round):
    first = round.award_rules.first()
    put(first, code="HC")
    with violates("award_rule_code_once_in_a_round"):
        put(first, code="BK")


@pytest.mark.parametrize(
    "refused",
    [
        {"quota_number": None, "quota_percent": None},
        {"quota_number": 1, "quota_percent": Decimal(30)},
        {"quota_number": None, "quota_percent": Decimal(0)},
        {"quota_number": None, "quota_percent": Decimal("100.000001")},
    ],
)
def test_a_quota_is_a_number_or_a_percentage(round, refused):
    rule = round.award_rules.first()
    for allowed in (
        {"quota_number": 0, "quota_percent": None},
        {"quota_number": None, "quota_percent": Decimal("0.000001")},
        {"quota_number": None, "quota_percent": Decimal(100)},
    ):
        put(rule, **allowed)
    with violates("award_rule_quota_is_a_number_or_a_percentage"):
        put(rule, **refused)


@pytest.mark.parametrize(
    ("constraint", "field", "allowed", "refused"),
    [
        ("award_rule_lowest_total_not_negative", "lowest_total", [None, Decimal(0)], Decimal("-0.01")),
        ("award_rule_worst_rank_from_one", "worst_rank", [None, 1], 0),
    ],
)
def test_the_conditions_of_a_rule_make_sense(round, constraint, field, allowed, refused):
    rule = round.award_rules.first()
    for value in allowed:
        put(rule, **{field: value})
    with violates(constraint):
        put(rule, **{field: refused})


def test_a_rule_refuses_a_unit_once(round):
    refusal = Refusal.objects.get(rule__code="CO", unit_result__sheet__unit__code="QLDA")
    other = round.award_rules.get(code="BK")
    assert Refusal.objects.filter(rule=other, unit_result=refusal.unit_result).count() == 1
    with violates("refusal_once_for_a_rule_and_a_unit"):
        put(refusal, rule=other)


def test_the_reason_of_a_refusal_is_one_the_arithmetic_gives(round):
    refusal = Refusal.objects.first()
    put(refusal, reason=RefusalReason.BELOW_OPEN_TIE)
    with violates("refusal_reason_is_known"):
        put(refusal, reason="disliked")


def test_every_reason_of_the_arithmetic_has_its_words():
    assert [reason.value for reason in RefusalReason] == [reason.value for reason in arithmetic.Reason]


def test_a_unit_gets_one_award_of_a_round(round):
    proposal = Proposal.objects.get(rule__code="CO")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(rule=round.award_rules.get(code="GK"), unit_result=proposal.unit_result)


def test_a_number_stands_once_in_the_series_of_a_bloc_a_kind_and_a_year(round, paper):
    other = settle(replace(NAME, round="Sơ kết")).round
    issued(other, PaperKind.RESULT_REPORT, 1)
    with violates("paper_number_once_in_its_series"):
        issued(other, PaperKind.SUBMISSION, 1)
    issued(other, PaperKind.SUBMISSION, 2)
    put(paper, year=2027)


def test_papers_without_a_number_do_not_stand_in_each_others_way(round):
    issued(round, PaperKind.SCORE_TABLE, None)
    issued(settle(replace(NAME, round="Sơ kết")).round, PaperKind.SCORE_TABLE, None)
    assert Paper.objects.filter(kind=PaperKind.SCORE_TABLE, number=None).count() == 2


def test_a_round_has_one_paper_of_a_kind_in_force(round, paper):
    issued(round, PaperKind.RESULT_REPORT, 1)
    with violates("paper_kind_once_in_force_in_a_round"):
        issued(round, PaperKind.SUBMISSION, 2)


@pytest.mark.parametrize(
    ("kind", "number"), [(PaperKind.SUBMISSION, None), (PaperKind.SUBMISSION, 0), (PaperKind.SCORE_TABLE, 1)]
)
def test_a_numbered_kind_has_a_number_and_another_has_none(round, kind, number):
    with violates("paper_number_only_in_a_series"):
        issued(round, kind, number)
    issued(round, PaperKind.REVIEW_MINUTES, 1)
    issued(round, PaperKind.PROPOSAL_LIST, None)


@pytest.mark.parametrize("model", [Proposal, Refusal, Paper, PaperFile])
def test_awards_and_papers_are_neither_changed_nor_deleted(paper, model):
    row, before = model.objects.first(), list(model.objects.values())
    impostor = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
    for change in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=row.pk)):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()
    assert list(model.objects.values()) == before


def test_a_rule_that_decided_something_is_not_deleted(round):
    with pytest.raises(ProtectedError):
        AwardRule.objects.filter(round=round).delete()


@pytest.mark.parametrize(
    ("kind", "number", "symbol"),
    [
        (PaperKind.SUBMISSION, 5, "05/TTr-KTĐ02"),
        (PaperKind.RESULT_REPORT, 12, "12/BC-KTĐ02"),
        (PaperKind.REVIEW_MINUTES, 100, "100/BB-KTĐ02"),
        (PaperKind.SCORE_TABLE, None, ""),
        (PaperKind.PROPOSAL_LIST, None, ""),
    ],
)
def test_a_number_is_written_with_its_kind_and_bloc(round, kind, number, symbol):
    paper = issued(round, kind, number)
    assert (paper.symbol, str(paper)) == (symbol, f"{kind.label} {symbol}".strip())


def test_every_kind_of_paper_has_its_file(round):
    assert [Paper(kind=kind).file_name for kind in PaperKind] == [
        "bang-tong-hop-diem.pdf",
        "bien-ban-hop.pdf",
        "to-trinh.pdf",
        "danh-sach-de-nghi.pdf",
        "bao-cao-ket-qua.pdf",
    ]


def test_an_issued_paper_keeps_its_bytes_and_what_they_were_made_from(round, paper):
    stored = Paper.objects.values().get()
    assert stored == {
        "id": paper.pk,
        "bloc_id": round.campaign.bloc_id,
        "campaign_id": round.campaign_id,
        "round_id": round.pk,
        "replaces_id": None,
        "code": paper.code,
        "kind": "submission",
        "subject": "",
        "series": "TTr",
        "year": 2026,
        "number": 1,
        "issued_on": AT.date(),
        "title": "Tờ trình đề nghị khen thưởng",
        "state": PaperState.ISSUED,
        "facts": {},
        "result_sha256": round.result.sha256,
        "sha256": "86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b",
        "size": 8,
        "issued_at": AT,
        "issued_by_id": None,
    }
    assert len(paper.code) == CODE_LENGTH
    assert set(paper.code) <= set(CODE_LETTERS)
    assert bytes(PaperFile.objects.get(paper=paper).pdf) == b"%PDF-1.7"
