"""Award rules with conditions: the engine, the document they are frozen in, its verification, and the year's facts."""

import copy
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from awards.actions import round_name, settle_round
from awards.arithmetic import (
    AwardRule,
    Quota,
    Reason,
    Refusal,
    UnitFacts,
    asked_facts,
    decide,
    settle_content,
)
from awards.conditions import facts_in
from awards.content import content_of, kept, kept_content, result_json, settled_of
from awards.copying import copy_year
from awards.models import AwardRule as AwardRuleRow
from awards.models import Discipline, Proposal
from awards.models import Refusal as RefusalRow
from awards.proposal_table import proposal_table
from awards.result_conditions import has_conditions, read_facts, read_rules
from awards.result_document import canonical, document_hash, result_document
from awards.settlement import create_round_with_awards, reasons_not_to_settle
from awards.verification import NotAResult, verify
from awards.why import more_conditions, refusal_sentence, valid_words
from awards.workbook import workbook_of, write_workbook
from awards.workbook.reading import read_workbook
from campaigns.models import DueDate, Initiative, Report, ReportDuty
from scoring.actions import RoundInUse
from scoring.arithmetic import Band, NotSettleable
from scoring.models import Result, Round
from scoring.states import RoundState
from tests.awards.test_arithmetic import totals
from tests.awards.test_content import contents
from tests.cast import Size, content_of_size
from tests.constraints import put, violates
from tests.reading import text_of
from tests.scoring.rounds import round_in
from tests.scoring.sample import BANDS, CONTENT
from tests.years import AT, NAME, prepare, settle
from toolkit.spreadsheets import SpreadsheetFaults
from units.actions import hand_over_headship
from units.models import Unit

D = Decimal
GOOD = BANDS[1].name
ALL_FACTS = {"recognised": 0, "late_reports": 0, "missing_reports": 0, "disciplines": 0}


def facts(**known):
    """Facts of A, B, C …: what is not named is 0."""
    return [UnitFacts(code, **{**ALL_FACTS, **known.get(code, {})}) for code in "ABCDEFGHIJKL"]


def rule(code="GK", number=9, **more):
    return AwardRule(code, f"Hình thức {code}", Quota(number), **more)


def refusals(rules, units, known=(), bands=()):
    return [
        {code: refusal.reason for code, refusal in outcome.refusals.items()}
        for outcome in decide(rules, units, known, bands)
    ]


# What a rule asks, in its order -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "is_taken"), [("80", True), ("79.99", False)])
def test_a_unit_whose_total_reaches_the_band_is_a_candidate(total, is_taken):
    [outcome] = decide([rule(lowest_band=GOOD)], totals(total), bands=BANDS)
    assert outcome.units == (("A",) if is_taken else ())
    assert outcome.refusals == ({} if is_taken else {"A": Refusal(Reason.BELOW_BAND)})


def test_a_band_the_round_does_not_have_is_reached_by_nobody():
    assert refusals([rule(lowest_band="Xuất sắc")], totals(100, 90), bands=BANDS) == [
        {"A": Reason.BELOW_BAND, "B": Reason.BELOW_BAND}
    ]


@pytest.mark.parametrize(
    ("asks", "found", "reason"),
    [
        ({"least_recognised": 1}, {"recognised": 1}, None),
        ({"least_recognised": 2}, {"recognised": 1}, Reason.FEW_RECOGNISED),
        ({"no_late_report": True}, {}, None),
        ({"no_late_report": True}, {"late_reports": 1}, Reason.LATE_REPORT),
        ({"no_late_report": True}, {"missing_reports": 1}, Reason.LATE_REPORT),
        ({"no_discipline": True}, {}, None),
        ({"no_discipline": True}, {"disciplines": 1}, Reason.DISCIPLINED),
        ({}, {"late_reports": 3, "disciplines": 2}, None),
    ],
)
def test_each_condition_is_asked_of_the_facts(asks, found, reason):
    [refused] = refusals([rule(**asks)], totals(90), facts(A=found))
    assert refused == ({} if reason is None else {"A": reason})


def test_the_first_reason_is_total_rank_band_initiatives_reports_discipline():
    """Each unit passes what stands before its reason and fails that and all that follow."""
    asked = rule(
        lowest_total=D(60),
        worst_rank=6,
        lowest_band="Tốt",
        least_recognised=1,
        no_late_report=True,
        no_discipline=True,
    )
    bad = {"late_reports": 1, "disciplines": 1}
    known = facts(
        A={"recognised": 1},
        B={"recognised": 1, "disciplines": 1},
        C={"recognised": 1, **bad},
        D=bad,
        E=bad,
        F=bad,
        G=bad,
        H=bad,
    )
    units = totals(99, 98, 97, 96, 75, 74, 73, 59)
    assert refusals([asked], units, known, (Band("Tốt", D(80)),)) == [
        {
            "B": Reason.DISCIPLINED,
            "C": Reason.LATE_REPORT,
            "D": Reason.FEW_RECOGNISED,
            "E": Reason.BELOW_BAND,
            "F": Reason.BELOW_BAND,
            "G": Reason.BELOW_WORST_RANK,
            "H": Reason.BELOW_LOWEST_TOTAL,
        }
    ]


def test_a_unit_that_fails_a_condition_leaves_its_place_to_the_next_and_may_get_a_later_award():
    first, second = decide(
        [rule("CO", 1, no_discipline=True), rule("GK", 1)], totals(90, 80), facts(A=ALL_FACTS | {"disciplines": 1})
    )
    assert (first.units, second.units) == (("B",), ("A",))


def test_a_unit_that_fails_a_condition_makes_no_tie():
    [outcome] = decide([rule(number=1, least_recognised=1)], totals(90, 90, 80), facts(A={"recognised": 1}))
    assert (outcome.units, outcome.open_tie) == (("A",), ())


def test_an_unknown_fact_is_no_zero():
    with pytest.raises(ValueError, match="a rule asks a fact of A"):
        decide([rule(no_discipline=True)], totals(90))
    with pytest.raises(ValueError, match="a rule asks a fact of A"):
        decide([rule(no_discipline=True)], totals(90), [UnitFacts("A", recognised=1)])


# Properties ---------------------------------------------------------------------------------------------------------

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck))  # a busy machine is no failure
ASKS = st.fixed_dictionaries(
    {
        "lowest_band": st.sampled_from(["", "Tốt", "Khá"]),
        "least_recognised": st.one_of(st.none(), st.integers(1, 3)),
        "no_late_report": st.booleans(),
        "no_discipline": st.booleans(),
    }
)
LAX = {"lowest_band": "", "least_recognised": None, "no_late_report": False, "no_discipline": False}
TWO_BANDS = (Band("Tốt", D(80)), Band("Khá", D(50)))
COUNT = st.integers(0, 2)


@st.composite
def tried(draw):
    """Rules with conditions, units and what is known of them."""
    units = totals(*draw(st.lists(st.integers(30, 100), min_size=1, max_size=8)))
    rules = [rule(f"R{i}", draw(st.integers(1, 4)), **draw(ASKS)) for i in range(draw(st.integers(1, 3)))]
    known = [UnitFacts(u.unit, draw(COUNT), draw(COUNT), draw(COUNT), draw(COUNT)) for u in units]
    return rules, units, known


@given(tried())
@SLOWLY
def test_every_unit_is_taken_or_refused_once_and_whoever_is_taken_fulfils_every_condition(made):
    rules, units, known = made
    by_unit, totals_of = {f.unit: f for f in known}, {u.unit: u.total for u in units}
    lowest = {band.name: band.lowest_total for band in TWO_BANDS}
    taken = []
    for outcome in decide(rules, units, known, TWO_BANDS):
        assert {*outcome.units} | {*outcome.refusals} == {*totals_of}
        assert not {*outcome.units} & {*outcome.refusals}
        assert len(outcome.units) <= outcome.places
        for code in (*outcome.units, *outcome.open_tie):
            asked, found = outcome.rule, by_unit[code]
            assert totals_of[code] >= lowest.get(asked.lowest_band, D(0))
            assert found.recognised >= (asked.least_recognised or 0)
            assert not asked.no_late_report or found.late_reports + found.missing_reports == 0
            assert not asked.no_discipline or found.disciplines == 0
        taken += outcome.units
    assert len(taken) == len(set(taken))


@given(tried())
@SLOWLY
def test_rules_without_conditions_decide_the_same_whatever_is_known(made):
    rules, units, known = made
    lax = [replace(each, **LAX) for each in rules]
    assert decide(lax, units, known, TWO_BANDS) == decide(lax, units)


@given(tried())
@SLOWLY
def test_a_rule_that_everybody_fulfils_decides_as_if_it_asked_nothing(made):
    rules, units, _ = made
    known = [UnitFacts(u.unit, 9, 0, 0, 0) for u in units]
    bands = (Band("Tốt", D(0)), Band("Khá", D(0)))
    found = decide(rules, units, known, bands)
    lax = decide([replace(each, **LAX) for each in rules], units)
    assert [(o.units, o.open_tie, o.refusals) for o in found] == [(o.units, o.open_tie, o.refusals) for o in lax]


# The document -------------------------------------------------------------------------------------------------------

WITH_CONDITIONS = replace(
    CONTENT,
    rules=(
        replace(CONTENT.rules[0], no_late_report=True),
        replace(CONTENT.rules[1], lowest_band=GOOD, least_recognised=1),
        replace(CONTENT.rules[2], quota=Quota(2)),
    ),
    facts=tuple(
        UnitFacts(sheet.unit, 0 if sheet.unit == "VP" else 2, 1 if sheet.unit == "HCC" else 0, 0)
        for sheet in CONTENT.sheets
    ),
)


def document_with_conditions():
    return result_document(NAME, WITH_CONDITIONS, settle_content(WITH_CONDITIONS))


def test_without_conditions_the_document_has_neither_rules_nor_facts():
    assert {"rules", "facts"}.isdisjoint(result_document(NAME, CONTENT, settle_content(CONTENT)))
    extra = replace(CONTENT, facts=WITH_CONDITIONS.facts)
    assert result_document(NAME, extra, settle_content(extra)) == result_document(
        NAME, CONTENT, settle_content(CONTENT)
    )
    assert kept(extra) == kept(CONTENT)


def test_with_conditions_it_carries_every_rule_and_only_the_facts_they_ask():
    document = document_with_conditions()
    assert document["format"] == "khoi-thi-dua/ket-qua/1"
    assert document["rules"] == [
        {
            "code": "CO", "lowest_total": "90.00", "worst_rank": 1, "lowest_band": None, "least_recognised": None,
            "no_late_report": True, "no_discipline": False,
        },
        {
            "code": "BK", "lowest_total": "85.00", "worst_rank": 3,
            "lowest_band": {"name": GOOD, "lowest_total": "80.00"}, "least_recognised": 1,
            "no_late_report": False, "no_discipline": False,
        },
        {
            "code": "GK", "lowest_total": "80.00", "worst_rank": None, "lowest_band": None, "least_recognised": None,
            "no_late_report": False, "no_discipline": False,
        },
    ]  # fmt: skip
    assert document["facts"][0] == {
        "unit": "VP", "recognised": 0, "late_reports": 0, "missing_reports": 0, "disciplines": None,
    }  # fmt: skip
    assert [award["units"] for award in document["awards"]] == [[], ["HCC"], ["VP", "VHXH"]]


def test_a_band_is_asked_without_any_facts():
    content = replace(CONTENT, rules=(replace(CONTENT.rules[0], lowest_band=GOOD),))
    document = result_document(NAME, content, settle_content(content))
    assert (document["facts"], len(document["rules"])) == ([], 1)
    assert verify(document) == []


def test_what_is_kept_are_the_facts_that_are_asked_of_every_unit_in_the_order_of_the_sheets():
    more = (UnitFacts("GONE", 9), *reversed(WITH_CONDITIONS.facts))
    loose = replace(WITH_CONDITIONS, facts=tuple(replace(f, disciplines=4) for f in more))
    assert asked_facts(loose) == WITH_CONDITIONS.facts


# Verification -------------------------------------------------------------------------------------------------------

HCC = "Trung tâm Phục vụ hành chính công (HCC)"
VP = "Văn phòng HĐND và UBND xã (VP)"
VHXH = "Phòng Văn hóa - Xã hội (VHXH)"


def tampered(change, *, rehash=True):
    document = copy.deepcopy(document_with_conditions())
    change(document)
    if rehash:
        document["sha256"] = document_hash(document)
    return document


def test_a_result_with_conditions_agrees_with_itself():
    assert verify(document_with_conditions()) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: d["awards"][0].update(units=["HCC"]),
            [f"Cờ thi đua (CO): đề nghị ghi {HCC}, tính lại được trống."],
        ),
        (
            lambda d: d["facts"][3].update(late_reports=0),
            [
                f"Cờ thi đua (CO): đề nghị ghi trống, tính lại được {HCC}.",
                f"Bằng khen (BK): đề nghị ghi {HCC}, tính lại được {VHXH}.",
                f"Giấy khen (GK): đề nghị ghi {VP}, {VHXH}, tính lại được {VP}.",
            ],
        ),
        (
            lambda d: d["rules"][1].update(least_recognised=None),
            # The awards come to the same; the number of initiatives stands there unasked.
            ["Quy định và số liệu khen thưởng không ghi ở dạng chuẩn: chỉ ghi những gì các quy định hỏi."],
        ),
        (
            lambda d: d["rules"][1].update(least_recognised=3),
            [
                f"Bằng khen (BK): đề nghị ghi {HCC}, tính lại được trống.",
                f"Giấy khen (GK): đề nghị ghi {VP}, {VHXH}, tính lại được {HCC}, {VP}.",
            ],
        ),
        (
            lambda d: d["rules"][2].update(lowest_total="90.00"),
            [f"Giấy khen (GK): đề nghị ghi {VP}, {VHXH}, tính lại được {VP}."],
        ),
        (
            lambda d: d["awards"][2].update(open_tie=["KT"]),
            ["Giấy khen (GK): nhóm chờ bỏ phiếu ghi Phòng Kinh tế (KT), tính lại được trống."],
        ),
        (
            lambda d: d["facts"][0].update(disciplines=0),
            ["Quy định và số liệu khen thưởng không ghi ở dạng chuẩn: chỉ ghi những gì các quy định hỏi."],
        ),
        (
            lambda d: d["facts"][0].update(late_reports=None),
            ["Quy định và số liệu khen thưởng không ghi ở dạng chuẩn: chỉ ghi những gì các quy định hỏi."],
        ),
        (
            lambda d: d["rules"][1]["lowest_band"].update(lowest_total="88.00"),
            [f"{VHXH}: xếp loại {GOOD} mà chưa đủ điểm của mức ấy."],
        ),
    ],
)
def test_changed_rules_facts_or_awards_are_found_even_with_a_new_hash(change, expected):
    document = tampered(change)
    assert verify(document) == expected
    assert verify(tampered(change, rehash=False))[-1].startswith("Mã SHA-256 không khớp")


def test_one_band_has_one_lowest_total():
    def change(d):
        d["rules"][0]["lowest_band"] = {"name": GOOD, "lowest_total": "79.00"}

    assert "Một mức xếp loại được ghi hai mức điểm khác nhau." in verify(tampered(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("facts"),
        lambda d: d.pop("rules"),
        lambda d: d["rules"].pop(),
        lambda d: d["rules"].reverse(),
        lambda d: d["facts"].pop(),
        lambda d: d["facts"].clear(),
        lambda d: d["facts"][0].update(recognised=-1),
        lambda d: d["facts"][0].update(recognised=True),
        lambda d: d["rules"][0].update(no_late_report=1),
        lambda d: d["rules"][0].update(least_recognised=0),
        lambda d: d["rules"][1].update(lowest_band=GOOD),
        lambda d: d["rules"][0].update(more="x"),
    ],
)
def test_a_document_of_another_shape_is_refused(change):
    with pytest.raises(NotAResult):
        verify(tampered(change))


@given(contents(), st.data())
@settings(SLOWLY, max_examples=40)
def test_any_result_with_conditions_agrees_with_itself_and_carries_what_decided_it(content, data):
    asked = with_conditions(content, data.draw)
    try:
        settled = settle_content(asked)
    except NotSettleable:
        return
    document = json.loads(canonical(result_document(NAME, asked, settled)))
    assert verify(document) == []
    if has_conditions(document):
        places = [award.places for award in settled.awards]
        expected = [replace(each, quota=Quota(n)) for each, n in zip(asked.rules, places, strict=True)]
        assert list(read_rules(document)) == expected
        assert read_facts(document) == asked_facts(asked)


def with_conditions(content, draw):
    """The same round, its rules asking something and every unit with facts."""
    names = ["", *(band.name for band in content.settings.bands)]
    asks = ASKS.map(lambda found: found | {"lowest_band": names[len(found["lowest_band"]) % len(names)]})
    rules = tuple(replace(each, **draw(asks)) for each in content.rules)
    known = tuple(UnitFacts(s.unit, draw(COUNT), draw(COUNT), draw(COUNT), draw(COUNT)) for s in content.sheets)
    return replace(content, rules=rules, facts=known)


class AnyRound(TestCase):
    @given(contents(), st.data())
    @settings(SLOWLY, max_examples=12)
    def test_with_conditions_is_read_back_as_it_was_settled(self, content, data):
        asked = with_conditions(content, data.draw)
        try:
            settled = settle_content(asked)
        except NotSettleable:
            return
        round = settle(NAME, asked).round
        assert kept_content(round) == kept(asked) == kept(content_of(round))
        assert settled_of(round.result, asked.rules) == settled
        again = content_of(round)
        assert canonical(result_document(round_name(round), again, settle_content(again))) == round.result.document
        assert not settle(NAME, asked).is_new


# Settled and read back ----------------------------------------------------------------------------------------------

pytest_db = pytest.mark.django_db


@pytest_db
def test_a_round_with_conditions_is_read_back_as_it_was_settled():
    loaded = settle(NAME, WITH_CONDITIONS)
    round, settled = loaded.round, settle_content(WITH_CONDITIONS)
    assert kept_content(round) == kept(WITH_CONDITIONS)
    assert settled_of(round.result, WITH_CONDITIONS.rules) == settled
    assert result_json(round.result) == document_with_conditions()
    assert (
        canonical(result_document(NAME, content_of(round), settle_content(content_of(round)))) == round.result.document
    )
    assert not settle(NAME, WITH_CONDITIONS).is_new
    assert verify(result_json(round.result)) == []


def in_the_year(round, code="KT"):
    """A recognised initiative, a late and a missing report, and a discipline of the unit."""
    campaign, unit = round.campaign, Unit.objects.get(bloc=round.campaign.bloc, code=code)
    decided = {"decided_on": date(2026, 4, 1), "level": "Cơ sở", "decision_number": "7/QĐ-UBND"}
    Initiative.objects.create(
        campaign=campaign, unit=unit, title="Một cửa", state="recognised", registered_at=AT, **decided
    )
    Initiative.objects.create(campaign=campaign, unit=unit, title="Hai cửa", state="registered", registered_at=AT)
    duty = ReportDuty.objects.create(campaign=campaign, title=f"Báo cáo của {code}")
    duty.owed_by.set([unit])
    late = DueDate.objects.create(duty=duty, name="Quý I", due_on=date(2026, 3, 20))
    DueDate.objects.create(duty=duty, name="Quý II", due_on=date(2026, 6, 20))
    DueDate.objects.create(duty=duty, name="Năm", due_on=date(2026, 12, 20))
    Report.objects.create(due=late, unit=unit, state="filed", filed_at=datetime(2026, 3, 25, 8, tzinfo=UTC))
    discipline(campaign, unit)
    return unit


def discipline(campaign, unit, **more):
    values = {"form": "Khiển trách", "decision_number": "12/QĐ-UBND", "decided_on": date(2026, 5, 4), **more}
    return Discipline.objects.create(campaign=campaign, unit=unit, **values)


ASKING = (rule("CO", 1, least_recognised=1, no_late_report=True, no_discipline=True),)


@pytest_db
def test_the_facts_of_a_round_are_those_of_its_year_on_the_day():
    round = prepare(NAME)
    in_the_year(round)
    by_unit = {found.unit: found for found in facts_in(round, ASKING, on=date(2026, 12, 8))}
    assert (by_unit["KT"], by_unit["VP"]) == (UnitFacts("KT", 1, 1, 1, 1), UnitFacts("VP", 0, 0, 0, 0))
    assert [found.unit for found in facts_in(round, ASKING, on=date(2026, 12, 8))] == [s.unit for s in CONTENT.sheets]
    early = {found.unit: found for found in facts_in(round, ASKING, on=date(2026, 5, 3))}
    assert (early["KT"].missing_reports, early["KT"].disciplines) == (0, 0)
    after = {found.unit: found for found in facts_in(round, ASKING, on=date(2026, 12, 21))}
    assert after["KT"].missing_reports == 2


@pytest_db
def test_a_discipline_of_a_person_counts_only_where_it_bars_the_unit():
    round = prepare(NAME)
    unit = Unit.objects.get(bloc=round.campaign.bloc, code="KT")
    discipline(round.campaign, unit, person_name="Nguyễn Văn A", bars_unit=False)
    [asked] = (rule(no_discipline=True),)
    assert {f.unit: f.disciplines for f in facts_in(round, (asked,), on=date(2026, 12, 8))}["KT"] == 0
    discipline(round.campaign, unit, person_name="Nguyễn Văn A", bars_unit=True)
    assert {f.unit: f.disciplines for f in facts_in(round, (asked,), on=date(2026, 12, 8))}["KT"] == 1
    with violates("discipline_of_a_unit_bars_the_unit"):
        discipline(round.campaign, unit, bars_unit=False)


@pytest_db
def test_only_what_is_asked_is_read():
    round = prepare(NAME)
    found = {
        asks: {f.unit: f for f in facts_in(round, (rule(**{asks: 1}),), on=date(2026, 12, 8))}["KT"]
        for asks in ("least_recognised", "no_late_report", "no_discipline")
    }
    assert found == {
        "least_recognised": UnitFacts("KT", recognised=0),
        "no_late_report": UnitFacts("KT", late_reports=0, missing_reports=0),
        "no_discipline": UnitFacts("KT", disciplines=0),
    }
    with CaptureQueriesContext(connection) as captured:
        assert facts_in(round, CONTENT.rules, on=date(2026, 12, 8)) == ()
    assert len(captured) == 0


@pytest_db
def test_the_facts_take_the_same_few_queries_whatever_grows():
    counts = []
    for number, units in (("81", 4), ("82", 30)):
        round = prepare(replace(NAME, number=number), content_of_size(Size(units=units, criteria=3, areas=1)))
        for place in range(units):
            in_the_year(round, f"D{place}")
        round = Round.objects.select_related("campaign").get(pk=round.pk)
        with CaptureQueriesContext(connection) as captured:
            assert len(facts_in(round, ASKING, on=date(2026, 12, 8))) == units
        counts.append(len(captured))
    assert counts == [5, 5]


@pytest_db
def test_a_settled_round_keeps_the_facts_it_was_settled_with():
    round = prepare(NAME)
    AwardRuleRow.objects.filter(round=round, code="CO").update(least_recognised=1, no_late_report=True)
    unit = in_the_year(round, "HCC")
    result = settle_round(round, by=None, at=AT)
    round = Round.objects.select_related("campaign__bloc__commune", "criteria_set", "result").get(pk=round.pk)
    document = result.document
    before = kept_content(round)
    assert {f.unit: f for f in before.facts}["HCC"] == UnitFacts("HCC", 1, 1, 1)
    Initiative.objects.all().delete()
    Report.objects.all().delete()
    ReportDuty.objects.all().delete()
    assert kept_content(round) == before == kept(content_of(round, on=date(2031, 1, 1)))
    assert (round.result.document, verify(result_json(round.result))) == (document, [])
    refusal = RefusalRow.objects.get(rule__code="CO", unit_result__sheet__unit=unit)
    assert refusal.reason == Reason.LATE_REPORT


# Dates --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "ends", "is_applied"),
    [
        (None, None, True),
        (date(2026, 12, 8), None, True),
        (date(2026, 12, 9), None, False),
        (None, date(2026, 12, 8), True),
        (None, date(2026, 12, 7), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
@pytest_db
def test_a_rule_is_applied_only_on_the_days_it_is_in_force(begins, ends, is_applied):
    """The day of settling, at the bloc's own place: 08/12/2026."""
    round = prepare(NAME)
    AwardRuleRow.objects.filter(round=round, code="CO").update(valid_from=begins, valid_to=ends)
    settle_round(round, by=None, at=AT)
    round = Round.objects.select_related("campaign__bloc__commune", "criteria_set", "result").get(pk=round.pk)
    codes = ["CO", "BK", "GK"] if is_applied else ["BK", "GK"]
    assert [award["code"] for award in result_json(round.result)["awards"]] == codes
    assert [each.code for each in kept_content(round).rules] == codes
    assert [award.rule.code for award in settled_of(round.result, kept_content(round).rules).awards] == codes
    assert verify(result_json(round.result)) == []
    table = proposal_table(round.result, None)
    assert [column.form for column in table.columns] == [r.form for r in CONTENT.rules if r.code in codes]
    assert table.not_applied == (() if is_applied else ("Cờ thi đua",))
    assert Proposal.objects.filter(rule__code="CO").exists() is is_applied


@pytest_db
def test_the_day_is_that_of_the_bloc_and_not_of_greenwich():
    round = prepare(NAME)
    AwardRuleRow.objects.filter(round=round, code="CO").update(valid_from=date(2026, 12, 9))
    settle_round(round, by=None, at=datetime(2026, 12, 8, 18, tzinfo=UTC))
    assert Proposal.objects.filter(rule__code="CO").exists()


@pytest_db
def test_a_rule_that_asks_for_a_band_the_round_does_not_have_keeps_it_from_being_settled(cast):
    round = round_in(RoundState.REVIEWING)
    AwardRuleRow.objects.filter(round=round, code="BK").update(lowest_band="Xuất sắc")
    sentence = "Bằng khen đòi xếp loại “Xuất sắc”, nhưng kỳ chấm không có mức này. Sửa quy định khen thưởng."
    assert reasons_not_to_settle(round, at=timezone.now()) == [sentence]
    AwardRuleRow.objects.filter(round=round, code="BK").update(valid_to=date(2020, 1, 1))
    assert reasons_not_to_settle(round, at=timezone.now()) == []
    AwardRuleRow.objects.filter(round=round, code="BK").update(valid_to=None, lowest_band=GOOD)
    assert reasons_not_to_settle(round, at=timezone.now()) == []


# Copied to the next ---------------------------------------------------------------------------------------------------


@pytest_db
def test_a_new_round_takes_the_conditions_over_with_the_dates_of_its_own_year(cast):
    asked = {
        "lowest_band": GOOD,
        "least_recognised": 2,
        "no_late_report": True,
        "no_discipline": True,
        "valid_from": date(2026, 2, 28),
        "valid_to": date(2026, 12, 31),
    }
    AwardRuleRow.objects.filter(round=cast.round, code="GK").update(**asked)
    later = prepare(replace(NAME, year=2027, round="x"))
    new = Round(campaign=later.campaign, criteria_set=later.criteria_set, name="Tổng kết năm 2027")
    made = create_round_with_awards(new, BANDS, by=None, at=AT)
    row = made.award_rules.get(code="GK")
    assert {name: getattr(row, name) for name in asked} == asked | {
        "valid_from": date(2027, 2, 28),
        "valid_to": date(2027, 12, 31),
    }


@pytest_db
def test_a_year_opened_after_another_carries_the_conditions_with_its_own_dates(cast):
    asked = {"lowest_band": GOOD, "least_recognised": 2, "no_late_report": True, "no_discipline": True}
    days = {"valid_from": date(2024, 2, 29), "valid_to": date(2026, 12, 31)}
    put(cast.round.award_rules.get(code="GK"), **asked, **days)
    head, deputy = (Unit.objects.get(bloc=cast.bloc, code=code) for code in ("VHXH", "VP"))
    hand_over_headship(cast.bloc, 2027, head, deputy, by=cast.admin, at=AT)
    year = copy_year(cast.bloc, 2027, by=cast.head, at=AT)
    row = AwardRuleRow.objects.get(round__campaign=year, code="GK")
    assert {name: getattr(row, name) for name in asked} == asked
    assert (row.valid_from, row.valid_to, row.version) == (date(2025, 2, 28), date(2027, 12, 31), 0)
    assert Band(GOOD, D(80)) in [Band(b.name, b.lowest_total) for b in row.round.bands.all()]


# In words -------------------------------------------------------------------------------------------------------------


def sentence(reason, found=None, **asks):
    [unit] = totals("75.5")
    return refusal_sentence(reason, rule(**asks), replace(unit, classification="Khá"), "", 1, found)


@pytest.mark.parametrize(
    ("reason", "asks", "found", "expected"),
    [
        (Reason.BELOW_BAND, {"lowest_band": "Tốt"}, None, "Xếp loại: Khá; cần từ Tốt trở lên."),
        (
            Reason.FEW_RECOGNISED,
            {"least_recognised": 1},
            UnitFacts("A", 0),
            "Có 0 sáng kiến được công nhận, cần ít nhất 1.",
        ),
        (Reason.FEW_RECOGNISED, {"least_recognised": 1}, None, "Cần ít nhất 1 sáng kiến được công nhận."),
        (
            Reason.LATE_REPORT,
            {},
            UnitFacts("A", None, 1, 2),
            "Có 1 báo cáo nộp chậm và 2 báo cáo quá hạn chưa nộp; quy định không để báo cáo nào chậm hoặc thiếu.",
        ),
        (
            Reason.LATE_REPORT,
            {},
            UnitFacts("A", None, 0, 2),
            "Có 2 báo cáo quá hạn chưa nộp; quy định không để báo cáo nào chậm hoặc thiếu.",
        ),
        (
            Reason.LATE_REPORT,
            {},
            None,
            "Có báo cáo chậm hoặc thiếu; quy định không để báo cáo nào chậm hoặc thiếu.",
        ),
        (
            Reason.DISCIPLINED,
            {},
            UnitFacts("A", disciplines=2),
            "Có 2 kỷ luật trong năm; quy định không bị kỷ luật.",
        ),
        (Reason.DISCIPLINED, {}, None, "Có kỷ luật trong năm; quy định không bị kỷ luật."),
    ],
)
def test_a_refusal_by_a_condition_carries_its_numbers(reason, asks, found, expected):
    assert sentence(reason, found, **asks) == expected


def test_the_conditions_of_a_rule_in_words():
    asked = rule(lowest_band="Tốt", least_recognised=1, no_late_report=True, no_discipline=True)
    assert more_conditions(asked) == [
        "xếp loại từ Tốt trở lên",
        "có ít nhất 1 sáng kiến được công nhận",
        "không có báo cáo chậm hoặc thiếu",
        "không bị kỷ luật trong năm",
    ]
    assert more_conditions(rule()) == []


def test_the_days_of_a_rule_in_words():
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert [valid_words(*days) for days in ((None, None), (first, None), (None, last), (first, last))] == [
        "",
        "Áp dụng từ 01/01/2026",
        "Áp dụng đến 31/12/2026",
        "Áp dụng từ 01/01/2026 đến 31/12/2026",
    ]


@pytest_db
def test_the_proposals_of_a_settled_round_say_the_numbers_it_was_decided_from():
    round = settle(NAME, WITH_CONDITIONS).round
    table = proposal_table(round.result, None)
    rows = {row.name: {form: words for form, words, _ in row.cells} for row in table.rows}
    assert rows["Trung tâm Phục vụ hành chính công"]["Cờ thi đua"] == (
        "Có 1 báo cáo nộp chậm; quy định không để báo cáo nào chậm hoặc thiếu."
    )
    assert rows["Văn phòng HĐND và UBND xã"]["Bằng khen"] == "Có 0 sáng kiến được công nhận, cần ít nhất 1."
    [_, column, _] = table.columns
    assert column.conditions == (
        "Nhiều nhất 1 đơn vị; từ 85,00 điểm; hạng 1 đến 3; xếp loại từ Hoàn thành tốt nhiệm vụ trở lên; "
        "có ít nhất 1 sáng kiến được công nhận; Chủ tịch UBND thành phố quyết định"
    )


# The workbook ---------------------------------------------------------------------------------------------------------


@pytest_db
def test_a_workbook_with_conditions_says_them_and_is_not_loaded_again():
    """It has no columns for them: loaded it would propose other units."""
    data = write_workbook(workbook_of(settle(NAME, WITH_CONDITIONS).round.result))
    with pytest.raises(SpreadsheetFaults) as refused:
        read_workbook(data)
    [fault] = refused.value.faults
    assert (fault.sheet, fault.expected.endswith("Đối chiếu bằng ket-qua.json.")) == ("Điều kiện khen thưởng", True)


@pytest_db
def test_a_workbook_without_conditions_is_loaded_as_ever():
    assert kept(read_workbook(write_workbook(workbook_of(settle().round.result))).content) == kept(CONTENT)


@pytest_db
@pytest.mark.parametrize("asked", [{"no_discipline": True}, {"lowest_band": GOOD}, {"valid_to": date(2020, 1, 1)}, {}])
def test_a_workbook_does_not_replace_a_round_that_was_prepared_with_conditions(asked):
    round = prepare(NAME)
    if not asked:
        assert settle().is_new
        return
    AwardRuleRow.objects.filter(round=round, code="GK").update(**asked)
    with pytest.raises(RoundInUse, match="Không nạp đè, vì sẽ ra đề nghị khác"):
        settle()
    assert (Round.objects.get(), Result.objects.exists()) == (round, False)


# The database ------------------------------------------------------------------------------------------------------


@pytest_db
def test_the_conditions_of_a_rule_make_sense_to_the_database():
    row = settle().round.award_rules.first()
    put(row, least_recognised=1, valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 1))
    with violates("award_rule_recognised_from_one"):
        put(row, least_recognised=0)
    with violates("award_rule_ends_after_it_begins"):
        put(row, valid_to=date(2026, 1, 1) - timedelta(days=1))


@pytest_db
def test_the_page_that_tells_why_says_the_numbers_as_well(cast):
    round = settle(replace(NAME, round="Có điều kiện"), WITH_CONDITIONS).round
    said = text_of(cast.client("clerk").get(reverse("trace", args=[round.pk, "VP"])))
    assert "Có 0 sáng kiến được công nhận, cần ít nhất 1." in said
