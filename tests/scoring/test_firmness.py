"""How firm a ranking is: worked examples, and properties against trying every change there is."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.arithmetic import settle_content
from scoring.arithmetic import Kind, Settings, Verdict, settle, total_of
from scoring.firmness import (
    Change,
    Firmness,
    Pair,
    Weight,
    allowed,
    firmness_of,
    stands_before,
    table_of,
    weighed,
)
from scoring.firmness_words import pair_sentence, read, summary_sentence, weight_sentence, weights_sentence, written
from tests.scoring.sample import CONTENT, bonus, comparative, counted, graded, pass_fail, penalty, proportional, sheet

D = Decimal
QUARTER = Settings(step=D("0.25"))


def firm(criteria, sheets, how=QUARTER):
    return firmness_of(criteria, settle(criteria, sheets, how), how)


def only_pair(criteria, sheets, how=QUARTER):
    [pair] = firm(criteria, sheets, how).pairs
    return pair


# Worked examples ------------------------------------------------------------------------------------------------------


def test_a_graded_line_moves_by_its_step():
    """7,00 against 6,60 would need 0,41; by steps of 0,25 that is 0,50."""
    table = (graded("1.1"), proportional("1.2"))
    pair = only_pair((table[0],), [sheet("A", c1_1="7"), sheet("B", c1_1="6.75")])
    assert pair == Pair("A", "B", D("0.25"), False, Change("A", "1.1", D("-0.50")))


def test_the_finest_line_decides():
    """A proportional line moves by a hundredth; a line already at its maximum cannot rise."""
    table = (graded("1.1"), proportional("1.2", maximum="10", target="80"))
    pair = only_pair(table, [sheet("A", c1_1="7", c1_2="80"), sheet("B", c1_1="6.75", c1_2="80")])
    assert pair.change == Change("A", "1.2", D("-0.26"))


def test_a_tie_break_may_need_less_than_being_ahead():
    """Equal totals are enough when area 1, of which B has more, decides."""
    table = (graded("1.1", area=1), graded("2.1", area=2))
    how = Settings(step=D("0.25"), tie_break=("area:1",))
    pair = only_pair(table, [sheet("A", c1_1="5", c2_1="8"), sheet("B", c1_1="7", c2_1="5.75")], how)
    assert (pair.gap, pair.change) == (D("0.25"), Change("A", "1.1", D("-0.25")))


def test_a_pass_or_fail_goes_all_the_way():
    table = (pass_fail("1.1", maximum="5"),)
    pair = only_pair(table, [sheet("A", c1_1=Verdict.PASSED), sheet("B", c1_1=Verdict.FAILED)])
    assert pair.change is None  # A failing would only be a tie
    table = (pass_fail("1.1", maximum="5"), graded("1.2"))
    pair = only_pair(table, [sheet("A", c1_1=Verdict.PASSED, c1_2="10"), sheet("B", c1_1=Verdict.PASSED, c1_2="0")])
    assert pair.change is None  # no single line is worth more than 10


def test_a_penalty_counts_the_other_way():
    table = (graded("1.1"), penalty("P.1", unit_points="0.1"))
    pair = only_pair(table, [sheet("A", c1_1="7", P_1="0"), sheet("B", c1_1="6.75", P_1="1")])
    assert pair.change == Change("A", "P.1", D("0.40"))


def test_a_bonus_at_its_cap_is_of_no_help():
    table = (graded("1.1", maximum="7"), bonus("T.1", unit_points="0.1"))
    how = Settings(step=D(7), bonus_cap=D("0.5"))
    pair = only_pair(table, [sheet("A", c1_1="7", T_1="5"), sheet("B", c1_1="0", T_1="5")], how)
    assert pair.change is None


def test_what_does_not_apply_is_left_alone_and_its_stretch_counted():
    """Half the scale does not apply to A: a quarter point less costs it half a point."""
    table = (graded("1.1"), graded("1.2"))
    pair = only_pair(table, [sheet("A", c1_1="7.25", c1_2=Verdict.NOT_APPLICABLE), sheet("B", c1_1="7", c1_2="7.25")])
    assert (pair.gap, pair.change) == (D("0.25"), Change("A", "1.1", D("-0.25")))


def test_units_that_share_a_rank_are_told_so_and_excluded_ones_left_out():
    table = (graded("1.1"),)
    sheets = [sheet("A", c1_1="7"), sheet("B", c1_1="7"), sheet("C", c1_1="9", excluded="Kỷ luật")]
    assert firm(table, sheets).pairs == (Pair("A", "B", D("0.00"), True, None),)


def test_a_weight_that_matters_is_named():
    """A leads by area 1, B by area 2: 8,00 + 5,00 against 6,00 + 6,75."""
    table = (graded("1.1", area=1), graded("2.1", area=2))
    found = firm(table, [sheet("A", c1_1="8", c2_1="5"), sheet("B", c1_1="6", c2_1="6.75")])
    assert found.weights == (Weight(1, keeps_heavier=True, keeps_lighter=True), Weight(2, True, True))
    found = firm(table, [sheet("A", c1_1="8", c2_1="4.75"), sheet("B", c1_1="5", c2_1="7.5")])
    assert found.weights == (Weight(1, keeps_heavier=True, keeps_lighter=False), Weight(2, False, True))


def test_the_sample_is_firm():
    outcome = settle_content(CONTENT).units
    found = firmness_of(CONTENT.criteria, outcome, CONTENT.settings)
    assert [(pair.upper, pair.lower, str(pair.gap), pair.change) for pair in found.pairs] == [
        ("HCC", "VP", "4.58", Change("HCC", "1.1", D("-4.58"))),  # equal totals: base 94,42 > 93,42
        ("VP", "VHXH", "10.30", Change("VP", "1.1", D("-10.30"))),
        ("VHXH", "KT", "7.47", Change("VHXH", "1.1", D("-7.47"))),  # equal totals: base 80,15 > 79,65
        ("KT", "DVSNC", "13.26", Change("KT", "P.1", D("13.50"))),  # no line of the table is worth as much
        ("DVSNC", "QLDA", "7.37", Change("QLDA", "1.1", D("6.04"))),  # × 100 ÷ 82
    ]
    assert [weight.kept for weight in found.weights] == [2, 2, 2, 2, 2]


# Against trying everything --------------------------------------------------------------------------------------------

CRITERIA = (
    graded("1.1", maximum="5", area=1),
    pass_fail("1.2", maximum="2", area=1),
    proportional("2.1", maximum="0.3", target="80", area=2),
    comparative("2.2", maximum="0.4", target="50", area=2),
    counted("2.3", maximum="1.25", unit_points="0.5", area=2),
    bonus("T.1", maximum="1", unit_points="0.4"),
    penalty("P.1", maximum="1", unit_points="0.3"),
)
ENTRIES = {
    Kind.GRADED: st.integers(0, 10).map(lambda n: D(n) / 2),
    Kind.PASS_FAIL: st.sampled_from([Verdict.PASSED, Verdict.FAILED]),
    Kind.PROPORTIONAL: st.integers(0, 90).map(D),
    Kind.COMPARATIVE: st.integers(0, 90).map(D),
    Kind.COUNTED: st.integers(0, 4).map(D),
    Kind.BONUS: st.integers(0, 4).map(D),
    Kind.PENALTY: st.integers(0, 4).map(D),
}


@st.composite
def rounds(draw):
    how = Settings(
        step=D("0.5"),
        bonus_cap=draw(st.sampled_from([None, D("0.5")])),
        tie_break=draw(st.sampled_from([("base", "area:1"), ("area:2",), ()])),
    )
    sheets = []
    for code in "ABCD"[: draw(st.integers(2, 4))]:
        entries = {c.code: draw(ENTRIES[c.kind]) for c in CRITERIA}
        if draw(st.booleans()) and code != "A":
            entries["1.2"] = Verdict.NOT_APPLICABLE
        given_ = {
            f"c{key}".replace(".", "_") if key[0].isdigit() else key.replace(".", "_"): e for key, e in entries.items()
        }
        sheets.append(sheet(code, **given_))
    return sheets, how


def tried(unit, code, points, how):
    entries = {line.criterion: line.appraised for line in unit.lines}
    total = total_of(CRITERIA, entries, {line.criterion: line.points for line in unit.lines} | {code: points}, how)
    return replace(unit, areas=total.areas, base=total.base, total=total.total)


def every_swap(upper, lower, table, how):
    """The size of every change of one line that puts `lower` first."""
    for unit, is_upper in ((upper, True), (lower, False)):
        for line in unit.lines:
            if line.appraised is Verdict.NOT_APPLICABLE:
                continue
            for points in table.allowed[line.criterion]:
                other = tried(unit, line.criterion, points, how)
                pair = (lower, other) if is_upper else (other, upper)
                if stands_before(*pair, how):
                    yield abs(points - line.points)


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_no_smaller_change_swaps_two_neighbours(given_round):
    sheets, how = given_round
    units = settle(CRITERIA, sheets, how)
    ranked = sorted(units, key=lambda unit: unit.rank)
    table, found = table_of(CRITERIA, units, how), firmness_of(CRITERIA, units, how)
    for (upper, lower), pair in zip(pairwise(ranked), found.pairs, strict=True):
        if upper.rank != lower.rank:
            assert (abs(pair.change.by) if pair.change else None) == min(
                every_swap(upper, lower, table, how), default=None
            )
        else:
            assert pair.is_tied


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_it_is_kept_and_read_back_whole(given_round):
    found = firm(CRITERIA, *given_round)
    kept = written(found)
    assert read(kept["pairs"], kept["areas"]) == found


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.kind.value)
def test_a_line_has_only_points_its_criterion_allows(criterion):
    points = allowed(criterion, D("0.5"), D(9))
    assert (points[0], points[-1], list(points)) == (D("0.00"), criterion.maximum, sorted(set(points)))


def test_the_weight_of_an_area_is_its_maxima_and_its_points():
    units = settle((graded("1.1"), graded("2.1", area=2)), [sheet("A", c1_1="8", c2_1="5")], QUARTER)
    [heavier] = weighed((graded("1.1"), graded("2.1", area=2)), units, QUARTER, 1, D("1.1"))
    assert (heavier.total, heavier.areas) == (D("13.80"), {1: D("8.80"), 2: D("5.00")})


# In words -------------------------------------------------------------------------------------------------------------

NAMES = {"A": "Phòng Kinh tế", "B": "Ban Quản lý"}
KINDS = {"1.2": "graded", "P.1": "penalty"}


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (
            Pair("A", "B", D("0.25"), False, Change("A", "1.2", D("-0.50"))),
            "Phòng Kinh tế hơn Ban Quản lý 0,25 điểm; đổi chỗ khi tiêu chí 1.2 của Phòng Kinh tế giảm 0,50 điểm.",
        ),
        (
            Pair("A", "B", D("0.00"), False, Change("A", "P.1", D("0.50"))),
            "Phòng Kinh tế bằng điểm Ban Quản lý, hơn nhờ phân định; đổi chỗ khi điểm trừ tiêu chí P.1 của "
            "Phòng Kinh tế tăng 0,50 điểm.",
        ),
        (
            Pair("A", "B", D(40), False, None),
            "Phòng Kinh tế hơn Ban Quản lý 40,00 điểm; "
            "sửa riêng bất kỳ một tiêu chí nào cũng không đổi được thứ tự này.",
        ),
        (Pair("A", "B", D(0), True, None), "Phòng Kinh tế và Ban Quản lý đang cùng hạng: thứ tự do bỏ phiếu."),
    ],
)
def test_a_pair_is_told_in_one_sentence(pair, words):
    assert pair_sentence(pair, NAMES, KINDS) == words


def test_weights_are_told_in_one_sentence():
    firm_ones = Firmness((), (Weight(1, True, True), Weight(2, False, True)))
    assert weights_sentence(firm_ones).endswith("10 %: 3 trong 4 lần thử giữ nguyên mọi thứ hạng.")
    assert [weight_sentence(weight) for weight in firm_ones.weights] == [
        "",
        "Nội dung 2 tăng 10 % trọng số thì có đơn vị đổi hạng.",
    ]


def test_the_closest_pair_is_told_first():
    pairs = (
        Pair("A", "B", D(3), False, Change("A", "1.2", D("-3.25"))),
        Pair("B", "A", D(1), False, Change("A", "1.2", D("1.25"))),
    )
    assert summary_sentence(Firmness(pairs, ()), NAMES) == (
        "Cặp sít sao nhất là Ban Quản lý và Phòng Kinh tế: thay đổi 1,25 điểm ở một tiêu chí là đổi chỗ."
    )
    assert summary_sentence(Firmness((), ()), NAMES) == "Không cặp liền kề nào đổi chỗ được chỉ vì một tiêu chí."
