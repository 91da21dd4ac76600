"""Worked examples, each with its clause of docs/scoring.md."""

import ast
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest

from awards.arithmetic import settle_content
from scoring import arithmetic
from scoring.arithmetic import (
    Band,
    Kind,
    Mark,
    NotSettleable,
    Problem,
    Settings,
    Sheet,
    Standing,
    base_after_na,
    classify,
    differs,
    half_up,
    line_points,
    problems,
    ranking,
    scale_of,
    score,
    settle,
    tie_value,
)
from tests.scoring import sample
from tests.scoring.sample import (
    FAILED,
    NA,
    PASSED,
    bonus,
    comparative,
    counted,
    graded,
    pass_fail,
    penalty,
    proportional,
    scored,
    sheet,
)

D = Decimal


# "Points are decimals, never floats. A formula's result is rounded once per criterion line, half up, to 0.01."


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 200) - Fraction(1, 10**30), "0.00"),
        (Fraction(125, 1000), "0.13"),
        (Fraction(1, 3), "0.33"),
        (Fraction(50, 3), "16.67"),
        (D("2.675"), "2.68"),
        (D("7"), "7.00"),
    ],
)
def test_half_up_rounds_halves_upward_to_a_hundredth(exact, rounded):
    assert str(half_up(exact)) == rounded


def test_half_up_does_not_depend_on_the_precision_of_the_decimal_context():
    with localcontext(prec=5):
        assert str(half_up(D("12345678901234567890123456789012345.675"))) == "12345678901234567890123456789012345.68"


@pytest.mark.parametrize("module", ["scoring/arithmetic.py", "awards/arithmetic.py", "scoring/entries.py"])
def test_no_float_is_written_or_called_anywhere(module):
    tree = ast.parse((Path(arithmetic.__file__).parents[1] / module).read_text(encoding="utf-8"))
    floats = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "float"]
    assert floats + names == []


def test_every_line_is_rounded_before_the_sum_so_that_a_table_adds_up_by_hand():
    criteria = [proportional("1.1", "1", "3"), proportional("1.2", "1", "3"), proportional("1.3", "1", "3")]
    [(points, total)] = score(criteria, [{"1.1": D(1), "1.2": D(1), "1.3": D(1)}], Settings())
    assert list(points.values()) == [D("0.33")] * 3
    assert total.base == D("0.99")  # and not 1.00


# "Criterion kinds" --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "entry", "points"),
    [
        # graded: p
        (graded(), D("0"), "0.00"),
        (graded(), D("7.25"), "7.25"),
        (graded(), D("10"), "10.00"),
        # pass_fail: M or 0
        (pass_fail(), PASSED, "10.00"),
        (pass_fail(), FAILED, "0.00"),
        # proportional: M·min(1, A/T)
        (proportional(), D("0"), "0.00"),
        (proportional(), D("61"), "7.63"),  # 7.625
        (proportional(), D("80"), "10.00"),
        (proportional(), D("91.3"), "10.00"),
        # counted: min(M, n·u)
        (counted(), D("0"), "0.00"),
        (counted(), D("7"), "3.50"),
        (counted(), D("8"), "4.00"),
        (counted(), D("9"), "4.00"),
        # bonus and penalty: min(M, n·u); M may be empty = no cap
        (bonus(maximum="4", unit_points="2"), D("1"), "2.00"),
        (bonus(maximum="4", unit_points="2"), D("3"), "4.00"),
        (bonus(), D("1000"), "1000.00"),
        (penalty(maximum="2", unit_points="0.5"), D("3"), "1.50"),
        (penalty(maximum="2", unit_points="0.5"), D("5"), "2.00"),
        (penalty(), D("1000"), "1000.00"),
        # "An empty self-score counts as 0"; "An empty bonus or penalty is 0"
        (graded(), None, "0.00"),
        (comparative(), None, "0.00"),
        (bonus(), None, "0.00"),
        (proportional(), NA, "0.00"),
    ],
)
def test_a_line_has_the_points_its_kind_gives(criterion, entry, points):
    assert str(line_points(criterion, entry)) == points


@pytest.mark.parametrize(
    ("actual", "points"),
    [
        ("0", "0.00"),  # A < T: 0.5·M·A/T
        ("98", "9.80"),
        ("99.99", "10.00"),  # 9.999
        ("100", "10.00"),  # A = T: 0.5·M
        ("101.5", "12.50"),  # A > T: 0.5·M + 0.5·M·(A−T)/(B−T)
        ("104", "16.67"),
        ("106", "20.00"),  # "so the leader gets M"
    ],
)
def test_a_comparative_line_is_measured_by_the_target_and_the_best_of_the_bloc(actual, points):
    assert str(line_points(comparative(), D(actual), best=D("106"))) == points


def test_a_best_entry_below_the_target_gives_nobody_more_than_half():
    [(first, _), (second, _)] = score([comparative()], [{"1.1": D(50)}, {"1.1": D(100)}], Settings())
    assert (first["1.1"], second["1.1"]) == (D("5.00"), D("10.00"))


@pytest.mark.parametrize("best", [None, D(100), D(90)])
def test_an_entry_is_never_measured_by_a_best_below_itself(best):
    assert line_points(comparative(), D(106), best) == D("20.00")


@pytest.mark.parametrize(
    ("criterion", "entry"), [(graded(), PASSED), (pass_fail(), D(1)), (counted(), FAILED), (bonus(), PASSED)]
)
def test_an_entry_of_the_wrong_sort_is_refused_not_counted_as_nothing(criterion, entry):
    with pytest.raises(TypeError, match=criterion.code):
        line_points(criterion, entry)


@pytest.mark.parametrize(
    ("criterion", "missing"), [(proportional(), "target"), (counted(), "unit_points"), (counted(), "maximum")]
)
def test_a_criterion_without_a_number_its_kind_needs_is_refused_by_name(criterion, missing):
    with pytest.raises(ValueError, match=rf"^1\.1: .* {missing.replace('_', ' ')}"):
        line_points(replace(criterion, **{missing: None}), D(1))


# "The scale (thang điểm) is the sum of M over the first five kinds" -------------------------------------------------


def test_the_scale_is_the_sum_of_the_maxima_of_the_first_five_kinds():
    assert scale_of(sample.CRITERIA) == D("100.00")
    assert scale_of([graded(maximum="60"), bonus(maximum="5"), penalty(maximum="5")]) == D("60.00")


# "Không áp dụng (N/A)" ----------------------------------------------------------------------------------------------


def test_what_applies_is_brought_to_the_whole_scale():
    assert base_after_na(D("50.45"), D(100), D(18)) == D("61.52")  # 50.45 × 100 / 82


def test_the_base_is_unchanged_when_everything_applies():
    assert base_after_na(D("87.12"), D(100), D(0)) == D("87.12")


def test_an_area_is_summed_before_the_not_applicable_rule():
    criteria = [graded("1.1", "30", 1), graded("2.1", "50", 2), graded("2.2", "20", 2), bonus("T.1")]
    [(_, total)] = score(criteria, [{"1.1": D(24), "2.1": D(40), "2.2": NA, "T.1": D(1)}], Settings())
    assert total == arithmetic.Total({1: D(24), 2: D(40)}, D("80.00"), D("1.00"), D("0.00"), D("81.00"))


def test_an_area_is_the_sum_of_its_lines_of_the_first_five_kinds_in_the_order_of_the_numbers():
    criteria = [graded("2.1", area=2), graded("1.1", area=1), graded("1.2", area=1), replace(bonus("T.1"), area=1)]
    areas = arithmetic.area_subtotals(criteria, {"2.1": D(5), "1.1": D("2.25"), "1.2": D(3), "T.1": D(4)})
    assert list(areas.items()) == [(1, D("5.25")), (2, D(5))]


def test_a_missing_vote_can_make_a_better_entry_cost_a_place():
    # The clause itself: "a `Bỏ phiếu` step with no votes recorded for one of them decides nothing". C has no vote, so
    # the three share rank 1. A raises the bloc's best entry, C falls behind, and the ballot then prefers B to A.
    criteria = [comparative("1.1", "20", "100"), graded("1.2", "20")]

    def ranks(best):
        sheets = [
            sheet("A", votes=1, c1_1=best, c1_2="0"),
            sheet("B", votes=2, c1_1="0", c1_2="20"),
            sheet("C", c1_1="105", c1_2="5"),
        ]
        return {u.unit: u.rank for u in settle(criteria, sheets, Settings(tie_break=("ballot",)))}

    assert ranks("110") == {"A": 1, "B": 1, "C": 1}
    assert ranks("120") == {"B": 1, "A": 2, "C": 3}


def test_all_criteria_not_applicable_is_an_error_of_the_sheet():
    found = problems([graded(), bonus()], [sheet("VP", c1_1=NA), sheet("KT", c1_1="1")])
    assert found == [Problem("VP", None, "không có tiêu chí nào áp dụng (thẩm định)")]


def test_all_criteria_not_applicable_in_the_self_score_is_an_error_too():
    only_self = Sheet("VP", "Văn phòng", marks={"1.1": Mark(NA, D(1), "Có làm")})
    assert problems([graded()], [only_self]) == [Problem("VP", None, "không có tiêu chí nào áp dụng (tự chấm)")]


def test_a_unit_to_which_the_criterion_does_not_apply_gives_no_best_entry():
    criteria = [comparative(), graded("1.2")]
    rows = [{"1.1": NA, "1.2": D(1)}, {"1.1": D(104), "1.2": D(1)}]
    assert arithmetic.best_entries(criteria, rows) == {"1.1": D(104)}
    assert arithmetic.best_entries(criteria, rows[:1]) == {}


def test_an_excluded_unit_still_gives_the_best_entry():
    # "An excluded unit's entries still count for B (they are facts of the year)."
    first, second = settle(
        [comparative()], [sheet("VP", c1_1="104"), sheet("KT", c1_1="108", excluded="Có vụ tham nhũng")], Settings()
    )
    assert (first.total, second.total) == (D("15.00"), D("20.00"))


# "A unit's total" ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "earned", "lost", "cap", "bonus_points", "total"),
    [
        ("97", "10", "0", None, "10.00", "107.00"),  # "97 + 10 = 107 is a real case"
        ("97", "10", "0", D(5), "5.00", "102.00"),  # min(bonus cap, Σ bonus)
        ("97", "3", "0", D(5), "3.00", "100.00"),
        ("97", "3", "0", D(0), "0.00", "97.00"),
        ("80", "0", "2", None, "0.00", "78.00"),  # − Σ penalty
        ("1", "1", "50", None, "1.00", "0.00"),  # "never below 0"
    ],
)
def test_the_total_is_base_plus_capped_bonus_minus_penalty_and_never_below_0(
    base, earned, lost, cap, bonus_points, total
):
    row = {"1.1": D(base), "T.1": D(earned), "P.1": D(lost)}
    [(_, found)] = score([graded(maximum="100"), bonus(), penalty()], [row], Settings(bonus_cap=cap))
    assert (str(found.base), str(found.bonus), str(found.total)) == (f"{base}.00", bonus_points, total)
    assert str(found.penalty) == f"{lost}.00"  # a positive number


def test_the_bonus_cap_is_over_the_sum_of_all_bonus_lines():
    criteria = [graded(), bonus("T.1", "4", "2"), bonus("T.2", "3", "1")]
    [(_, total)] = score(criteria, [{"1.1": D(5), "T.1": D(2), "T.2": D(3)}], Settings(bonus_cap=D(5)))
    assert (total.bonus, total.total) == (D("5.00"), D("10.00"))


def test_what_counts_is_the_appraised_score_and_the_self_score_stays_beside_it():
    both = Sheet("VP", "Văn phòng", marks={"1.1": Mark(D(9), D(7), "Còn chậm")})
    [unit] = settle([graded()], [both], Settings())
    assert (unit.total, unit.self_total) == (D("7.00"), D("9.00"))
    assert unit.lines == (arithmetic.Line("1.1", D(9), D("9.00"), D(7), D("7.00"), "Còn chậm"),)


def test_the_self_total_measures_by_the_best_of_the_self_entries():
    sheets = [
        Sheet("VP", "", marks={"1.1": Mark(D(104), D(104))}),
        Sheet("KT", "", marks={"1.1": Mark(D(108), D(106), "Số liệu thống kê")}),
    ]
    first, second = settle([comparative()], sheets, Settings())
    assert (first.self_total, first.total) == (D("15.00"), D("16.67"))
    assert (second.self_total, second.total) == (D("20.00"), D("20.00"))


# "An empty appraised score of the first five kinds is an error"; "needs a reason" -----------------------------------


@pytest.mark.parametrize("criterion", [graded(), pass_fail(), proportional(), comparative(), counted()])
def test_an_empty_appraised_score_of_the_first_five_kinds_names_the_unit_and_the_criterion(criterion):
    with pytest.raises(NotSettleable, match=r"^KT, 1\.1: chưa có điểm thẩm định$") as error:
        settle([criterion], [Sheet("KT", "Phòng Kinh tế")], Settings())
    assert error.value.problems == (Problem("KT", "1.1", "chưa có điểm thẩm định"),)


def test_an_empty_appraised_bonus_or_penalty_is_0_and_no_error():
    [unit] = settle([graded(), bonus(), penalty()], [sheet("KT", c1_1="5")], Settings())
    assert unit.total == D("5.00")


def test_an_empty_self_score_is_0_and_no_error():
    [unit] = settle([graded()], [sheet("KT", c1_1="5")], Settings())
    assert unit.self_total == D("0.00")


@pytest.mark.parametrize(
    ("criterion", "mark", "expected"),
    [
        (graded(), Mark(D(9), D(8)), True),
        (graded(), Mark(D(9), D("9.00")), False),
        (graded(), Mark(D(9), NA), True),
        (graded(), Mark(None, D(8)), False),  # "unless the self entry is empty"
        (graded(), Mark(D(9), None), False),  # not appraised yet: its own problem
        (pass_fail(), Mark(PASSED, FAILED), True),
        (pass_fail(), Mark(PASSED, PASSED), False),
        (bonus(), Mark(D(2), None), True),  # an empty bonus is 0
        (penalty(), Mark(D(0), None), False),
    ],
)
def test_an_appraised_entry_differs_when_it_is_another_number_or_word(criterion, mark, expected):
    assert differs(criterion, mark) is expected


@pytest.mark.parametrize(("reason", "count"), [("", 1), ("  ", 1), ("Báo cáo chậm", 0)])
def test_an_appraised_entry_that_differs_needs_a_reason(reason, count):
    found = problems([graded()], [Sheet("KT", "", marks={"1.1": Mark(D(9), D(8), reason)})])
    assert found == [Problem("KT", "1.1", "điểm thẩm định khác tự chấm mà chưa có lý do")][:count]


def test_every_problem_is_reported_in_the_order_of_the_sheets():
    criteria = [graded("1.1"), graded("1.2")]
    sheets = [sheet("VP", c1_2="1"), Sheet("KT", "", marks={"1.1": Mark(D(1), D(2)), "1.2": Mark()})]
    assert [(p.unit, p.criterion) for p in problems(criteria, sheets)] == [("VP", "1.1"), ("KT", "1.1"), ("KT", "1.2")]


# "Exclusion" --------------------------------------------------------------------------------------------------------


def test_an_excluded_unit_is_scored_and_shown_but_has_no_rank_and_no_classification():
    sheets = [sheet("VP", c1_1="10", excluded="Có vụ tham nhũng"), sheet("KT", c1_1="9")]
    excluded, other = settle([graded()], sheets, Settings(bands=(Band("Tốt", D(5)),)))
    assert (excluded.total, excluded.rank, excluded.classification) == (D("10.00"), None, None)
    assert (other.total, other.rank, other.classification) == (D("9.00"), 1, "Tốt")


# "Rank" -------------------------------------------------------------------------------------------------------------

CHAIN = ("base", "area:1", "ballot")


def test_units_rank_by_total_highest_first_and_nothing_decided_it():
    units = [scored("A", "80"), scored("B", "90"), scored("C", "85.01"), scored("D", "85.00")]
    assert ranking(units, CHAIN) == {"A": Standing(4), "B": Standing(1), "C": Standing(2), "D": Standing(3)}


def test_equal_totals_are_decided_by_the_base():
    units = [scored("A", "87.25", base="85"), scored("B", "87.25", base="86"), scored("C", "90", base="1")]
    assert ranking(units, CHAIN) == {
        "A": Standing(3, (), "base"),
        "B": Standing(2, (), "base"),
        "C": Standing(1),
    }


def test_equal_bases_are_decided_by_the_area_the_chain_names():
    units = [scored("A", "87.25", nd1="39", nd2="9"), scored("B", "87.25", nd1="40", nd2="8")]
    assert ranking(units, CHAIN) == {"A": Standing(2, (), "area:1"), "B": Standing(1, (), "area:1")}
    assert ranking(units, ("area:2",)) == {"A": Standing(1, (), "area:2"), "B": Standing(2, (), "area:2")}


def test_the_ballot_decides_what_is_still_equal():
    units = [scored("A", "87.25", votes=2), scored("B", "87.25", votes=4), scored("C", "87.25", votes=0)]
    assert {code: s.rank for code, s in ranking(units, CHAIN).items()} == {"B": 1, "A": 2, "C": 3}
    assert {s.decided_by for s in ranking(units, CHAIN).values()} == {"ballot"}


def test_a_ballot_with_a_missing_vote_decides_nothing():
    units = [scored("A", "87.25", votes=2), scored("B", "87.25"), scored("C", "87.25", votes=4)]
    assert ranking(units, CHAIN) == {
        "A": Standing(1, ("B", "C")),
        "B": Standing(1, ("A", "C")),
        "C": Standing(1, ("A", "B")),
    }


def test_a_step_after_a_ballot_that_decides_nothing_is_still_asked():
    units = [scored("A", "87.25", votes=2, nd2="1"), scored("B", "87.25", nd2="2")]
    assert ranking(units, ("ballot", "area:2")) == {"A": Standing(2, (), "area:2"), "B": Standing(1, (), "area:2")}


def test_a_step_decides_only_between_units_still_equal():
    # B's base is the highest of all, but its total is lower.
    units = [scored("A", "90", base="80"), scored("B", "89", base="99")]
    assert ranking(units, CHAIN) == {"A": Standing(1), "B": Standing(2)}


def test_a_later_split_of_a_smaller_group_overwrites_the_deciding_step_there_only():
    units = [
        scored("A", "87.25", base="80", nd1="39"),
        scored("B", "87.25", base="80", nd1="40"),
        scored("C", "87.25", base="85"),
        scored("D", "87.25", base="70"),
    ]
    assert ranking(units, CHAIN) == {
        "C": Standing(1, (), "base"),
        "B": Standing(2, (), "area:1"),
        "A": Standing(3, (), "area:1"),
        "D": Standing(4, (), "base"),
    }


def test_units_still_equal_keep_the_step_that_set_their_group_apart():
    units = [scored("A", "87", base="80"), scored("B", "87", base="80"), scored("C", "87", base="85")]
    assert ranking(units, CHAIN) == {
        "A": Standing(2, ("B",), "base"),
        "B": Standing(2, ("A",), "base"),
        "C": Standing(1, (), "base"),
    }


def test_units_still_equal_share_the_rank_and_the_next_rank_is_skipped():
    units = [scored("A", "80"), scored("B", "85"), scored("C", "90"), scored("D", "85")]
    assert ranking(units, CHAIN) == {
        "C": Standing(1),
        "B": Standing(2, ("D",)),
        "D": Standing(2, ("B",)),
        "A": Standing(4),
    }


def test_an_excluded_unit_takes_no_place_and_ties_with_nobody():
    units = [scored("A", "90", excluded="Loại"), scored("B", "90"), scored("C", "80")]
    assert ranking(units, CHAIN) == {"B": Standing(1), "C": Standing(2)}


def test_without_a_chain_every_equal_total_is_an_open_tie():
    assert ranking([scored("A", "90", base="1"), scored("B", "90", base="2")], ()) == {
        "A": Standing(1, ("B",)),
        "B": Standing(1, ("A",)),
    }


def test_an_area_that_the_table_does_not_have_decides_nothing():
    units = [scored("A", "90", nd1="1"), scored("B", "90", nd1="2")]
    assert ranking(units, ("area:7",)) == {"A": Standing(1, ("B",)), "B": Standing(1, ("A",))}


@pytest.mark.parametrize(("step", "value"), [("base", D(88)), ("area:2", D(25)), ("area:9", D(0)), ("ballot", 4)])
def test_a_step_compares_the_base_an_area_or_the_votes(step, value):
    assert tie_value(scored("A", "90", base="88", votes=4, nd1="40", nd2="25"), step) == value


def test_an_unknown_step_is_refused_not_skipped():
    with pytest.raises(ValueError, match="tuổi đời"):
        ranking([scored("A", "90"), scored("B", "90")], ("tuổi đời",))


def test_the_default_chain_is_base_area_1_and_ballot():
    assert Settings().tie_break == CHAIN


# "Classification (xếp loại)" ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("102", sample.BANDS[0].name),
        ("90.00", sample.BANDS[0].name),
        ("89.99", sample.BANDS[1].name),
        ("80", sample.BANDS[1].name),
        ("79.99", sample.BANDS[2].name),
        ("65", sample.BANDS[2].name),
        ("64.99", None),
        ("0", None),
    ],
)
def test_a_unit_has_the_highest_band_it_reaches_or_none(total, band):
    assert classify(D(total), sample.BANDS) == band
    assert classify(D(total), reversed(sample.BANDS)) == band


def test_without_bands_nobody_is_classified():
    assert classify(D(100), ()) is None


# The sample workbook ------------------------------------------------------------------------------------------------


def test_the_sample_workbook_comes_to_its_known_outcome():
    settled = settle_content(sample.CONTENT)
    found = {
        u.unit: (
            " ".join(str(points) for points in u.areas.values()),
            *(str(points) for points in (u.base, u.bonus, u.penalty, u.total, u.self_total)),
            u.rank,
            u.classification,
        )
        for u in settled.units
    }
    assert found == sample.OUTCOME
    assert list(found) == list(sample.UNITS)  # "Units in the order of the sheet"
    assert {a.rule.code: a.units for a in settled.awards} == sample.AWARDED
    assert [a.open_tie for a in settled.awards] == [(), (), ()]
    assert {(u.tied_with, u.tie_decided_by) for u in settled.units} == {((), None)}


def test_the_lines_of_the_sample_are_those_of_the_table_in_its_order():
    office = settle_content(sample.CONTENT).units[0]
    assert [line.criterion for line in office.lines] == [c.code for c in sample.CRITERIA]
    assert " ".join(str(line.points) for line in office.lines) == (
        "16.67 11.25 5.00 10.00 8.00 7.00 5.50 6.00 4.00 6.00 4.00 3.00 5.00 3.00 2.00 1.00 0.00 0.00"
    )
    assert office.lines[1].reason == "Còn 02 văn bản tham mưu trình chậm so với yêu cầu"


def test_every_kind_says_whether_it_makes_the_scale_and_what_numbers_it_needs():
    assert [(k.is_base, k.has_target, k.has_unit_points) for k in Kind] == [
        (True, False, False),  # graded
        (True, False, False),  # pass_fail
        (True, True, False),  # proportional
        (True, True, False),  # comparative
        (True, False, True),  # counted
        (False, False, True),  # bonus
        (False, False, True),  # penalty
    ]
