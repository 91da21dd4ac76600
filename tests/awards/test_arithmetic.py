"""Award rules: worked examples with their clause of docs/scoring.md, then what holds for every ranking."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.arithmetic import AwardRule, Quota, Reason, Refusal, decide, settle_content
from scoring.arithmetic import NotSettleable, ranking
from tests.scoring import sample
from tests.scoring.sample import scored

D = Decimal


def ranked(*units):
    """Units with the rank their totals and bases give."""
    standings = ranking(units, ("base",))
    places = ((u, standings.get(u.unit)) for u in units)
    return [u if place is None else replace(u, rank=place.rank, tied_with=place.tied_with) for u, place in places]


def totals(*points, excluded=()):
    """Units A, B, C … with these totals."""
    pairs = zip("ABCDEFGHIJKL", points, strict=False)
    return ranked(*(scored(code, str(p), excluded="Có vi phạm" if code in excluded else "") for code, p in pairs))


def rule(code="GK", number=None, percent=None, lowest=None, worst=None):
    quota = Quota(number, None if percent is None else D(percent))
    return AwardRule(code, f"Hình thức {code}", quota, "UBND xã", None if lowest is None else D(lowest), worst)


def taken(rules, units):
    return [(outcome.units, outcome.open_tie) for outcome in decide(rules, units)]


# "quota (a number of units, or a percentage of all member units, rounded down)" -------------------------------------


@pytest.mark.parametrize(
    ("quota", "units", "places"),
    [
        (Quota(number=3), 6, 3),
        (Quota(number=0), 6, 0),
        (Quota(number=9), 6, 9),
        (Quota(percent=D(30)), 6, 1),  # 1.8
        (Quota(percent=D("33.333333")), 3, 0),  # 0.99999999
        (Quota(percent=D(20)), 5, 1),
        (Quota(percent=D(100)), 6, 6),
        (Quota(percent=D(10)), 9, 0),
        (Quota(percent=D("12.5")), 16, 2),
    ],
)
def test_a_quota_is_a_number_or_a_percentage_of_the_units_rounded_down(quota, units, places):
    assert quota.places(units) == places


@pytest.mark.parametrize("both_or_none", [{}, {"number": 1, "percent": D(10)}])
def test_a_quota_is_never_both_and_never_neither(both_or_none):
    with pytest.raises(ValueError, match="a number or a percentage"):
        Quota(**both_or_none)


def test_an_excluded_unit_counts_as_a_member_for_a_percentage():
    units = totals(90, 80, 70, 60, excluded="AB")
    [outcome] = decide([rule(percent=50)], units)
    assert (outcome.places, outcome.units) == (2, ("C", "D"))


# "candidates = not excluded, not yet proposed, …" -------------------------------------------------------------------


def test_units_are_taken_by_rank_up_to_the_quota():
    assert taken([rule(number=2)], totals(70, 90, 80)) == [(("B", "C"), ())]


def test_a_quota_larger_than_the_candidates_takes_them_all():
    assert taken([rule(number=9)], totals(70, 90)) == [(("B", "A"), ())]


def test_an_excluded_unit_is_no_candidate():
    [outcome] = decide([rule(number=1)], totals(90, 80, excluded="A"))
    assert outcome.units == ("B",)
    assert outcome.refusals == {"A": Refusal(Reason.EXCLUDED)}


def test_a_unit_gets_at_most_one_award_and_the_refusal_names_the_rule_that_took_it():
    first, second = decide([rule("CO", 1), rule("BK", 2)], totals(90, 80, 70))
    assert (first.units, second.units) == (("A",), ("B", "C"))
    assert second.refusals == {"A": Refusal(Reason.ALREADY_PROPOSED, "CO")}


@pytest.mark.parametrize(("lowest", "units"), [("80", ("A", "B")), ("80.01", ("A",)), (None, ("A", "B", "C"))])
def test_a_candidate_has_at_least_the_lowest_total(lowest, units):
    [outcome] = decide([rule(number=3, lowest=lowest)], totals(90, 80, 70))
    assert outcome.units == units
    assert set(outcome.refusals.values()) <= {Refusal(Reason.BELOW_LOWEST_TOTAL)}


@pytest.mark.parametrize(("worst", "units"), [(1, ("A",)), (2, ("A", "B")), (None, ("A", "B", "C"))])
def test_a_candidate_has_at_most_the_worst_rank(worst, units):
    [outcome] = decide([rule(number=3, worst=worst)], totals(90, 80, 70))
    assert outcome.units == units
    assert set(outcome.refusals.values()) <= {Refusal(Reason.BELOW_WORST_RANK)}


def test_a_place_that_nobody_fits_stays_empty():
    assert taken([rule("CO", 1, lowest=95), rule("BK", 1)], totals(90, 80)) == [((), ()), (("A",), ())]


def test_the_total_is_asked_before_the_rank_and_both_before_the_quota():
    [outcome] = decide([rule(number=1, lowest=60, worst=2)], totals(90, 80, 70, 50))
    assert outcome.refusals == {
        "B": Refusal(Reason.QUOTA_FULL),
        "C": Refusal(Reason.BELOW_WORST_RANK),
        "D": Refusal(Reason.BELOW_LOWEST_TOTAL),
    }


# "If units that share a rank would straddle the quota's edge, none of them is taken" --------------------------------


def test_units_that_share_a_rank_across_the_quotas_edge_are_an_open_tie_and_nobody_below_takes_the_place():
    [outcome] = decide([rule(number=2)], totals(90, 80, 80, 70))
    assert (outcome.units, outcome.open_tie) == (("A",), ("B", "C"))
    assert outcome.refusals == {
        "B": Refusal(Reason.OPEN_TIE),
        "C": Refusal(Reason.OPEN_TIE),
        "D": Refusal(Reason.BELOW_OPEN_TIE),
    }


def test_units_that_share_a_rank_within_the_quota_are_all_taken():
    assert taken([rule(number=3)], totals(90, 80, 80, 70)) == [(("A", "B", "C"), ())]


def test_units_that_share_a_rank_below_a_full_quota_are_no_open_tie():
    [outcome] = decide([rule(number=1)], totals(90, 80, 80))
    assert (outcome.units, outcome.open_tie) == (("A",), ())
    assert set(outcome.refusals.values()) == {Refusal(Reason.QUOTA_FULL)}


def test_a_quota_of_no_place_takes_nobody_and_ties_nobody():
    [outcome] = decide([rule(percent=10)], totals(90, 90, 70))
    assert (outcome.places, outcome.units, outcome.open_tie) == (0, (), ())
    assert set(outcome.refusals.values()) == {Refusal(Reason.QUOTA_FULL)}


def test_a_group_larger_than_the_quota_at_the_top_leaves_every_place_open():
    assert taken([rule(number=2)], totals(90, 90, 90, 80)) == [((), ("A", "B", "C"))]


def test_an_open_tie_bars_its_units_from_later_rules_and_the_refusal_names_the_rule():
    first, second = decide([rule("CO", 1), rule("BK", 3)], totals(90, 90, 80, 70))
    assert (first.open_tie, second.units) == (("A", "B"), ("C", "D"))
    assert second.refusals == {
        "A": Refusal(Reason.EARLIER_OPEN_TIE, "CO"),
        "B": Refusal(Reason.EARLIER_OPEN_TIE, "CO"),
    }


def test_a_tie_that_the_chain_has_decided_is_no_open_tie():
    units = ranked(scored("A", "90", base="80"), scored("B", "90", base="85"))
    assert taken([rule(number=1)], units) == [(("B",), ())]


def test_without_rules_there_are_no_awards():
    assert decide([], totals(90, 80)) == ()


# The sample workbook ------------------------------------------------------------------------------------------------


def test_the_sample_proposes_the_flag_the_certificate_and_the_letter():
    flag, certificate, letter = settle_content(sample.CONTENT).awards
    assert [(a.places, a.units) for a in (flag, certificate, letter)] == [(1, ("HCC",)), (1, ("VP",)), (1, ("VHXH",))]
    assert flag.refusals == {
        "VP": Refusal(Reason.BELOW_WORST_RANK),
        "VHXH": Refusal(Reason.BELOW_LOWEST_TOTAL),
        "KT": Refusal(Reason.BELOW_LOWEST_TOTAL),
        "DVSNC": Refusal(Reason.BELOW_LOWEST_TOTAL),
        "QLDA": Refusal(Reason.BELOW_LOWEST_TOTAL),
    }
    assert letter.refusals == {
        "HCC": Refusal(Reason.ALREADY_PROPOSED, "CO"),
        "VP": Refusal(Reason.ALREADY_PROPOSED, "BK"),
        "KT": Refusal(Reason.BELOW_LOWEST_TOTAL),
        "DVSNC": Refusal(Reason.BELOW_LOWEST_TOTAL),
        "QLDA": Refusal(Reason.BELOW_LOWEST_TOTAL),
    }


def test_a_content_with_an_empty_appraised_score_is_not_settled():
    unfinished = replace(sample.SHEETS[0], marks={})
    with pytest.raises(NotSettleable, match=r"VP, 1\.1"):
        settle_content(replace(sample.CONTENT, sheets=(unfinished, *sample.SHEETS[1:])))


# Properties ---------------------------------------------------------------------------------------------------------

# Few totals and bases, so that units tie often.
a_place = st.tuples(st.integers(0, 5), st.integers(0, 1), st.sampled_from(["", "", "", "Có vi phạm"]))
rankings = st.lists(a_place, max_size=9).map(
    lambda drawn: ranked(
        *(scored(f"U{n}", str(total), str(base), excluded=why) for n, (total, base, why) in enumerate(drawn))
    )
)
quotas = st.integers(0, 4).map(lambda n: {"number": n}) | st.integers(1, 100).map(lambda p: {"percent": p})
some_rules = st.lists(st.tuples(quotas, st.none() | st.integers(0, 5), st.none() | st.integers(1, 6)), max_size=4).map(
    lambda drawn: [rule(f"R{n}", lowest=lowest, worst=worst, **quota) for n, (quota, lowest, worst) in enumerate(drawn)]
)

few = settings(max_examples=150, deadline=None)


@few
@given(some_rules, rankings)
def test_no_unit_gets_two_awards_and_no_excluded_unit_gets_one(rules, units):
    outcomes = decide(rules, units)
    assert max(Counter(code for outcome in outcomes for code in outcome.units).values(), default=0) <= 1
    excluded = {u.unit for u in units if u.excluded}
    assert not excluded & {code for outcome in outcomes for code in (*outcome.units, *outcome.open_tie)}


@few
@given(some_rules, rankings)
def test_no_rule_goes_over_its_quota_and_an_open_tie_lies_across_its_edge(rules, units):
    for outcome in decide(rules, units):
        assert outcome.places == outcome.rule.quota.places(len(units))
        assert len(outcome.units) <= outcome.places
        if outcome.open_tie:
            assert len(outcome.units) < outcome.places < len(outcome.units) + len(outcome.open_tie)


@few
@given(some_rules, rankings)
def test_nobody_ranked_below_an_open_tie_is_taken_by_that_rule(rules, units):
    rank = {u.unit: u.rank for u in units}
    for outcome in decide(rules, units):
        assert len({rank[code] for code in outcome.open_tie}) <= 1
        for tied in outcome.open_tie:
            assert all(rank[code] < rank[tied] for code in outcome.units)


@few
@given(some_rules, rankings)
def test_every_unit_is_either_taken_or_refused_once_with_a_reason_that_is_so(rules, units):
    by_code = {u.unit: u for u in units}
    earlier = {}
    for outcome in decide(rules, units):
        assert sorted([*outcome.units, *outcome.refusals]) == sorted(by_code)
        for code, refusal in outcome.refusals.items():
            unit, asked = by_code[code], outcome.rule
            first_reason = (
                Refusal(Reason.EXCLUDED)
                if unit.excluded
                else earlier.get(code)
                or (asked.lowest_total is not None and unit.total < asked.lowest_total and Reason.BELOW_LOWEST_TOTAL)
                or (asked.worst_rank is not None and unit.rank > asked.worst_rank and Reason.BELOW_WORST_RANK)
                or (code in outcome.open_tie and Reason.OPEN_TIE)
                or (Reason.BELOW_OPEN_TIE if outcome.open_tie else Reason.QUOTA_FULL)
            )
            assert refusal == (first_reason if isinstance(first_reason, Refusal) else Refusal(first_reason))
        earlier |= {code: Refusal(Reason.ALREADY_PROPOSED, outcome.rule.code) for code in outcome.units}
        earlier |= {code: Refusal(Reason.EARLIER_OPEN_TIE, outcome.rule.code) for code in outcome.open_tie}


@few
@given(some_rules, rankings)
def test_a_unit_refused_for_a_full_quota_ranks_below_everyone_taken(rules, units):
    rank = {u.unit: u.rank for u in units}
    for outcome in decide(rules, units):
        full = [code for code, refusal in outcome.refusals.items() if refusal.reason is Reason.QUOTA_FULL]
        assert not full or len(outcome.units) == outcome.places
        assert all(rank[taken] < rank[code] for code in full for taken in outcome.units)
