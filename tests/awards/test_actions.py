import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.actions import SettledOtherwise, issue_paper, next_number, settle_round
from awards.actions import settling as actions
from awards.content import content_of
from awards.models import Proposal, Refusal
from awards.states import PaperKind
from campaigns.models import Campaign
from scoring.arithmetic import Mark, NotSettleable, Problem
from scoring.models import Result, Round, UnitResult
from tests.constraints import OURS
from tests.scoring.sample import AWARDED, CONTENT
from tests.years import AT, BLOC_NAME, NAME, led_by, prepare, settle
from units.models import Bloc, Membership, Unit, User

pytestmark = pytest.mark.django_db


def everything():
    """Every row of every table of ours."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def with_sheet(code, **changes):
    return replace(CONTENT, sheets=tuple(replace(s, **changes) if s.unit == code else s for s in CONTENT.sheets))


def with_mark(code, criterion, mark):
    [sheet] = [s for s in CONTENT.sheets if s.unit == code]
    return with_sheet(code, marks={**sheet.marks, criterion: mark})


# The sample ---------------------------------------------------------------------------------------------------------


def test_the_sample_year_is_settled_with_its_awards():
    loaded = settle()
    assert loaded.is_new
    assert (loaded.round.is_settled, loaded.round.campaign.state) == (True, "running")
    proposed = Proposal.objects.values_list("rule__code", "unit_result__sheet__unit__code")
    assert {code: (unit,) for code, unit in proposed} == AWARDED
    refused = Refusal.objects.filter(unit_result__sheet__unit__code__in=["VHXH", "KT"]).order_by(
        "rule__position", "unit_result__sheet__position"
    )
    assert list(refused.values_list("rule__code", "unit_result__sheet__unit__code", "reason", "by_rule__code")) == [
        ("CO", "VHXH", "below_lowest_total", None),
        ("CO", "KT", "below_lowest_total", None),
        ("BK", "VHXH", "quota_full", None),
        ("BK", "KT", "below_lowest_total", None),
        ("GK", "KT", "below_lowest_total", None),
    ]


def test_the_rows_of_a_result_say_what_its_document_says():
    result = settle().round.result
    document = json.loads(result.document)
    rows = UnitResult.objects.filter(result=result).select_related("sheet__unit").order_by("sheet__position")
    assert [
        {
            "code": row.sheet.unit.code,
            "areas": row.areas,
            **{name: str(getattr(row, name)) for name in ("base", "bonus", "penalty", "total", "self_total")},
            "rank": row.rank,
            "tied_with": row.tied_with,
            "tie_decided_by": row.tie_decided_by or None,
            "classification": row.classification or None,
        }
        for row in rows
    ] == [
        {key: value for key, value in unit.items() if key not in ("name", "role", "excluded", "lines", "votes")}
        for unit in document["units"]
    ]
    assert document["sha256"] == result.sha256


def test_who_settled_and_when_are_kept_beside_the_document_and_do_not_change_it():
    head = User.objects.create(username="head")
    with transaction.atomic():
        document = settle().round.result.document
        transaction.set_rollback(True)
    result = settle_round(prepare(NAME), by=head, at=AT)
    assert (result.settled_by, result.settled_at, result.document) == (head, AT, document)


# Once and for ever --------------------------------------------------------------------------------------------------


def test_the_same_content_again_changes_nothing():
    first, before = settle(), everything()
    again = settle(at=datetime(2027, 1, 1, tzinfo=UTC), bloc_name="Khối thi đua số hai")
    assert (again.round, again.is_new) == (first.round, False)
    assert everything() == before


@pytest.mark.parametrize(
    "other",
    [
        with_mark("KT", "2.3", Mark(Decimal("6.25"), Decimal("6.00"), "Thiếu minh chứng")),
        with_mark("VP", "1.2", replace(CONTENT.sheets[0].marks["1.2"], reason="Lý do khác")),
        with_mark("KT", "4.3", Mark(Decimal(4), Decimal(4), "Một lời thêm")),
        with_sheet("KT", name="Phòng Kinh tế xã"),
        with_sheet("KT", votes=3),
        with_sheet("KT", excluded="Có cá nhân bị kỷ luật"),
        led_by("VHXH", "VP"),
        replace(CONTENT, sheets=CONTENT.sheets[:-1]),
        replace(CONTENT, sheets=tuple(reversed(CONTENT.sheets))),
        replace(CONTENT, criteria=(replace(CONTENT.criteria[0], title="Tên khác"), *CONTENT.criteria[1:])),
        replace(CONTENT, settings=replace(CONTENT.settings, bands=CONTENT.settings.bands[:2])),
        replace(CONTENT, settings=replace(CONTENT.settings, tie_break=("base",))),
        replace(CONTENT, settings=replace(CONTENT.settings, step=Decimal("0.01"))),
        replace(CONTENT, rules=CONTENT.rules[:2]),
        replace(CONTENT, rules=(replace(CONTENT.rules[0], lowest_total=Decimal(91)), *CONTENT.rules[1:])),
        replace(CONTENT, area_titles=((1, "Tên khác"), *CONTENT.area_titles[1:])),
    ],
)
def test_other_content_is_refused_and_changes_nothing(other):
    settle()
    before = everything()
    with pytest.raises(SettledOtherwise) as refused:
        settle(NAME, other)
    assert str(refused.value) == (
        "Kỳ chấm “Tổng kết năm 2026” năm 2026 của Khối thi đua số 02 đã chốt với nội dung khác. "
        "Kết quả đã chốt không bị ghi đè."
    )
    assert everything() == before


def test_a_round_that_was_only_loaded_is_loaded_anew():
    prepare(NAME, with_sheet("KT", votes=9))
    round = settle().round
    assert (list(Round.objects.all()), content_of(round)) == ([round], CONTENT)


STEPS = [
    "enrol_members", "open_campaign", "clear_round", "load_table", "load_round", "load_rules", "settle_content",
    "canonical", "store_result", "store_awards",
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_the_database_as_it_was(monkeypatch, step):
    settle(replace(NAME, year=2025), led_by("KT", "HCC"))
    before = everything()

    def crash(*args, **kwargs):
        raise RuntimeError("mất điện")

    monkeypatch.setattr(actions, step, crash)
    with pytest.raises(RuntimeError, match="mất điện"):
        settle()
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (with_mark("KT", "2.3", Mark(Decimal(6), None)), Problem("KT", "2.3", "chưa có điểm thẩm định")),
        (
            with_mark("KT", "2.3", Mark(Decimal(6), Decimal(5))),
            Problem("KT", "2.3", "điểm thẩm định khác tự chấm mà chưa có lý do"),
        ),
    ],
)
def test_a_round_that_cannot_be_settled_says_why_and_stores_nothing(content, problem):
    before = everything()
    with pytest.raises(NotSettleable) as refused:
        settle(NAME, content)
    assert (refused.value.problems, everything()) == ((problem,), before)


# Years, blocs, rounds -----------------------------------------------------------------------------------------------


def test_the_headship_rotates_with_the_next_years_workbook():
    settle()
    settle(replace(NAME, year=2027, round="Tổng kết năm 2027"), led_by("KT", "VP"))
    leaders = Membership.objects.exclude(role="member").order_by("year", "role")
    assert list(leaders.values_list("year", "role", "unit__code")) == [
        (2026, "deputy", "VHXH"),
        (2026, "head", "VP"),
        (2027, "deputy", "VP"),
        (2027, "head", "KT"),
    ]
    assert Unit.objects.count() == 6


def test_two_heads_in_a_workbook_are_refused_by_the_database_and_nothing_is_stored():
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        settle(NAME, with_sheet("KT", role="head"))
    assert everything() == before


def test_two_blocs_of_a_commune_have_units_of_the_same_codes():
    rounds = [settle(replace(NAME, number=n), bloc_name=f"Khối thi đua số {n}").round for n in ("02", "03")]
    assert Unit.objects.filter(code="VP").count() == 2
    assert [list(r.sheets.values_list("unit__bloc__number", flat=True)) for r in rounds] == [["02"] * 6, ["03"] * 6]


def test_two_rounds_of_a_year_stand_beside_each_other():
    middle = settle(replace(NAME, round="Sơ kết năm 2026"), with_sheet("VP", votes=2)).round
    final = settle().round
    assert (middle.campaign, Campaign.objects.count()) == (final.campaign, 1)
    assert [content_of(r).sheets[0].votes for r in (middle, final)] == [2, None]


def test_a_unit_renamed_by_the_next_workbook_keeps_its_old_results():
    old = settle().round
    document = old.result.document
    settle(replace(NAME, year=2027), with_sheet("KT", name="Phòng Kinh tế, Hạ tầng và Đô thị"))
    assert Unit.objects.get(code="KT").name == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert (content_of(old), Result.objects.get(round=old).document) == (CONTENT, document)
    assert not settle().is_new


def test_queries_do_not_grow_with_the_bloc():
    many = tuple(
        replace(s, unit=f"{s.unit}{i}", name=f"{s.name} {i}", role=s.role if i == 0 else "member")
        for i in range(10)
        for s in CONTENT.sheets
    )
    costs = []
    for number, content in [("02", CONTENT), ("03", replace(CONTENT, sheets=many))]:
        with CaptureQueriesContext(connection) as queries:
            settle(replace(NAME, number=number), content)
        asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        inserts = [sql for sql in asked if sql.startswith("INSERT")]
        costs.append((len(asked) - len(inserts), len(inserts)))
    (few, few_inserts), (large, large_inserts) = costs
    assert large == few
    assert large_inserts - few_inserts <= 36  # 972 marks more and their histories; SQLite takes 999 values at a time


# Numbers ------------------------------------------------------------------------------------------------------------


def issue(round, kind, on):
    number = next_number(round.campaign.bloc, kind, on.year)
    issue_paper(round, kind, number=number, title="", facts={}, pdf=b"", by=None, at=AT, on=on)
    return number


def test_a_series_belongs_to_a_bloc_a_kind_and_a_year_and_starts_at_one():
    rounds = [settle(replace(NAME, round=name)).round for name in ("Sơ kết", "Tổng kết", "Bổ sung")]
    other = settle(replace(NAME, number="03")).round
    this_year, next_year = AT.date(), AT.date().replace(year=2027)
    assert [
        issue(rounds[0], PaperKind.SUBMISSION, this_year),
        issue(rounds[1], PaperKind.SUBMISSION, this_year),
        issue(rounds[0], PaperKind.RESULT_REPORT, this_year),
        issue(other, PaperKind.SUBMISSION, this_year),
        issue(rounds[2], PaperKind.SUBMISSION, next_year),
        issue(rounds[2], PaperKind.SCORE_TABLE, this_year),
        next_number(rounds[0].campaign.bloc, PaperKind.SUBMISSION, 2026),
        next_number(None, PaperKind.SUBMISSION, 2026),
        next_number(None, PaperKind.SCORE_TABLE, 2026),
    ] == [1, 2, 1, 1, 1, None, 3, 1, None]


# Two at once --------------------------------------------------------------------------------------------------------


def at_once(work, count=2):
    """Run in threads that begin together, each with its own connection; what each returned or raised."""
    barrier, answers = threading.Barrier(count), [None] * count

    def run(i):
        try:
            barrier.wait(10)
            answers[i] = work(i)
        except Exception as problem:
            answers[i] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_the_same_round_at_once_one_does_and_one_finds_it_done(file_database):
    first, second = at_once(lambda i: settle())
    assert sorted([first.is_new, second.is_new]) == [False, True]
    assert (first.round, Round.objects.count(), Result.objects.count(), Bloc.objects.count()) == (second.round, 1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_it_differently_at_once_one_is_refused(file_database):
    contents = [CONTENT, with_sheet("KT", votes=3)]
    answers = at_once(lambda i: settle(NAME, contents[i]))
    [won] = [i for i, answer in enumerate(answers) if not isinstance(answer, SettledOtherwise)]
    assert isinstance(answers[1 - won], SettledOtherwise)
    assert content_of(Round.objects.get()) == contents[won]


@pytest.mark.django_db(transaction=True)
def test_two_rounds_of_a_bloc_settled_at_once_are_both_settled(file_database):
    names = [replace(NAME, round=name) for name in ("Sơ kết", "Tổng kết")]
    answers = at_once(lambda i: settle(names[i]))
    assert [answer.is_new for answer in answers] == [True, True]
    assert (Bloc.objects.get().name, Campaign.objects.count(), Unit.objects.count()) == (BLOC_NAME, 1, 6)
