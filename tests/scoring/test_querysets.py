from dataclasses import replace

import pytest

from scoring.models import CriteriaSet, Criterion, Result, Round, ScoreSheet, UnitResult
from tests.scoring.sample import CONTENT
from tests.years import NAME, READERS, SETTLED_READERS, settle

pytestmark = pytest.mark.django_db


def times(readers, count):
    return {who: sorted(keys * count) for who, keys in readers.items()}


def test_settled_rounds_are_read_by_the_bloc_and_its_council_and_others_by_head_and_deputy(years):
    assert years.seen(Round.objects, years.round_key) == READERS


def test_sheets_are_seen_with_their_round(years):
    assert years.seen(ScoreSheet.objects, lambda s: years.round_key(s.round)) == times(READERS, 6)


def test_results_are_seen_with_their_round(years):
    assert years.seen(Result.objects, lambda r: years.round_key(r.round)) == SETTLED_READERS


def test_results_of_units_are_seen_with_their_round(years):
    found = years.seen(UnitResult.objects, lambda u: years.round_key(u.result.round))
    assert found == times(SETTLED_READERS, 6)


def key_of_table(years, table):
    return next((key for key, round in years.rounds.items() if round.criteria_set_id == table.pk), table.name)


def test_a_table_is_read_with_its_round(years):
    assert years.seen(CriteriaSet.objects, lambda t: key_of_table(years, t)) == READERS


def test_criteria_are_read_with_their_table(years):
    found = years.seen(Criterion.objects.select_related("criteria_set"), lambda c: key_of_table(years, c.criteria_set))
    assert found == times(READERS, 18)


def test_a_table_no_round_uses_yet_is_read_by_head_and_deputy(years):
    CriteriaSet.objects.create(campaign=years.rounds["cuối năm"].campaign, name="Bảng mới")
    found = years.seen(CriteriaSet.objects.filter(name="Bảng mới"), lambda t: t.name)
    assert [who for who, tables in found.items() if tables] == ["head", "deputy", "admin"]


def test_a_table_of_two_rounds_is_read_once(years):
    settled = years.rounds["cuối năm"]
    Round.objects.create(campaign=settled.campaign, criteria_set=settled.criteria_set, name="Lần hai")
    found = years.seen(CriteriaSet.objects.filter(pk=settled.criteria_set_id), lambda t: t.name)
    assert found == {who: [settled.criteria_set.name] * ("cuối năm" in keys) for who, keys in READERS.items()}


def test_a_table_is_locked_once_a_round_was_settled_with_it(years):
    open_tables = [key_of_table(years, table) for table in CriteriaSet.objects.unlocked()]
    assert open_tables == ["đang chuẩn bị"]


def test_settled_rounds_are_those_with_a_result(years):
    assert {years.round_key(r) for r in Round.objects.settled()} == set(READERS["admin"]) - {"đang chuẩn bị"}


def test_units_are_ranked_best_first_and_excluded_ones_last():
    excluded = replace(CONTENT.sheets[3], excluded="Có cá nhân bị kỷ luật")
    content = replace(CONTENT, sheets=(excluded, *CONTENT.sheets[:3], *CONTENT.sheets[4:]))
    result = settle(replace(NAME, number="09"), content).round.result
    rows = result.units.order_by("pk").ranked().values_list("rank", "sheet__unit__code")
    assert list(rows) == [(1, "VP"), (2, "VHXH"), (3, "KT"), (4, "DVSNC"), (5, "QLDA"), (None, "HCC")]


def test_looking_costs_one_query_for_everybody(years, django_assert_num_queries):
    for user in years.people.values():
        if user.is_authenticated and user.username != "nobody":
            with django_assert_num_queries(1):
                list(UnitResult.objects.visible_to(user))
