"""The words of the trace, with the numbers of docs/scoring.md beside them."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from scoring.arithmetic import DEFAULT_TIE_BREAK, Verdict, settle
from scoring.explain import (
    Rung,
    chain_words,
    conversion_sentence,
    entry_words,
    how,
    ladder,
    not_applicable,
    own_tie_sentence,
    tie_sentence,
    ties,
)
from tests.scoring.sample import (
    CRITERIA,
    SETTINGS,
    SHEETS,
    bonus,
    comparative,
    counted,
    graded,
    pass_fail,
    penalty,
    proportional,
    scored,
)


@pytest.mark.parametrize(
    ("criterion", "entry", "best", "words"),
    [
        (graded(maximum="12"), D("11.25"), None, "Chấm trực tiếp, tối đa 12"),
        (pass_fail(maximum="5"), Verdict.PASSED, None, "Đạt: 5 điểm"),
        (pass_fail(maximum="5"), Verdict.FAILED, None, "Không đạt: 0 điểm"),
        (proportional(maximum="10", target="98"), D("98.6"), None, "Vượt chỉ tiêu 98: điểm tối đa"),
        (proportional(maximum="10", target="98"), D("98"), None, "Đạt chỉ tiêu 98: điểm tối đa"),
        (proportional(maximum="10", target="98"), D("97.2"), None, "10 × 97,2 ÷ 98"),
        (
            comparative(),
            D("104"),
            D("106"),
            "10 + 10 × (104 − 100) ÷ (106 − 100). Chỉ tiêu 100, cao nhất Khối 106",
        ),
        (comparative(), D("100"), D("106"), "Đúng chỉ tiêu 100: một nửa của 20 điểm"),
        (comparative(maximum="15"), D("97"), D("106"), "7,5 × 97 ÷ 100. Chưa đạt chỉ tiêu 100"),
        (counted(unit_points="2"), D("2"), None, "2 × 2,00 điểm"),
        (counted(), D("9"), None, "9 × 0,50 điểm = 4,50, tối đa 4"),
        (bonus(), D("3"), None, "3 × 1,00 điểm"),
        (penalty(maximum="2"), D("3"), None, "3 × 1,00 điểm = 3,00, tối đa 2"),
        (graded(), Verdict.NOT_APPLICABLE, None, "Không áp dụng: 10 điểm của tiêu chí không tính vào thang điểm"),
        (graded(), None, None, "Chưa chấm: 0 điểm"),
        (bonus(), None, None, "Không có"),
    ],
)
def test_every_rule_is_told_with_its_numbers(criterion, entry, best, words):
    assert how(criterion, entry, best) == words


@pytest.mark.parametrize(
    ("criterion", "entry", "words"),
    [
        (graded(), D("12"), "12,00"),
        (proportional(), D("98.60"), "98,6"),
        (pass_fail(), Verdict.FAILED, "Không đạt"),
        (graded(), Verdict.NOT_APPLICABLE, "Không áp dụng"),
        (graded(), None, "chưa chấm"),
        (penalty(), None, "–"),
    ],
)
def test_an_entry_is_written_as_people_write_it(criterion, entry, words):
    assert entry_words(entry, criterion) == words


def unit(code):
    return next(u for u in settle(CRITERIA, SHEETS, SETTINGS) if u.unit == code)


def test_the_ladder_of_a_unit_with_bonus():
    assert ladder(unit("VP"), CRITERIA, D("5")) == [
        Rung("Điểm nền", "= 32,92 + 25,00 + 15,50 + 13,00 + 8,00", "94,42"),
        Rung("Cộng điểm thưởng", "= 2,00 + 1,00; trần 5,00 điểm", "+ 3,00"),
        Rung("Trừ điểm trừ", "", "− 0,00"),
        Rung("Tổng điểm", "", "97,42", is_end=True),
    ]


def test_the_ladder_of_a_unit_with_criteria_that_do_not_apply():
    assert ladder(unit("QLDA"), CRITERIA, None) == [
        Rung("Điểm các nội dung", "= 23,70 + 6,00 + 13,75 + 1,00 + 6,00", "50,45"),
        Rung("Điểm nền sau quy đổi", "không áp dụng 2.1 và 2.2: 50,45 × 100 ÷ 82 = 61,52", "61,52"),
        Rung("Cộng điểm thưởng", "", "+ 0,00"),
        Rung("Trừ điểm trừ", "= 0,50 + 2,00", "− 2,50"),
        Rung("Tổng điểm", "", "59,02", is_end=True),
    ]


def test_a_capped_bonus_says_what_was_cut():
    settings = replace(SETTINGS, bonus_cap=D("2.50"))
    capped = next(u for u in settle(CRITERIA, SHEETS, settings) if u.unit == "VP")
    assert ladder(capped, CRITERIA, D("2.50"))[1].note == "= 2,00 + 1,00 = 3,00, lấy theo trần 2,50"


def test_the_conversion_is_one_sentence():
    project_board = unit("QLDA")
    left_out = not_applicable(project_board, CRITERIA)
    assert conversion_sentence(project_board, left_out, D("100")) == (
        "Ban Quản lý dự án đầu tư xây dựng không áp dụng tiêu chí 2.1 và 2.2 (18 điểm): 50,45 × 100 ÷ 82 = 61,52."
    )


def test_a_tie_told_apart_by_an_area():
    first = replace(scored("A", "87.25", base="87.25", nd1="40"), rank=2)
    second = replace(scored("B", "87.25", base="87.25", nd1="39"), rank=3)
    assert tie_sentence([first, second], DEFAULT_TIE_BREAK) == (
        "Đơn vị A và Đơn vị B bằng 87,25 điểm; phân định theo Nội dung 1: 40,00 > 39,00."
    )
    assert own_tie_sentence(second, [first, second], DEFAULT_TIE_BREAK) == (
        "Bằng 87,25 điểm với Đơn vị A; phân định theo Nội dung 1: 40,00 > 39,00."
    )


def test_an_open_tie_asks_for_a_ballot():
    pair = [replace(scored(code, "80", base="80", nd1="40"), rank=1) for code in "AB"]
    assert tie_sentence(pair, DEFAULT_TIE_BREAK) == (
        "Đơn vị A và Đơn vị B bằng 80,00 điểm; chưa phân định được, cùng hạng 1, cần bỏ phiếu."
    )


def test_three_equals_are_told_step_by_step():
    a, b, c = (
        replace(scored(code, "80", base=base, nd1="40", votes=votes), rank=rank)
        for code, base, votes, rank in (("A", "80", None, 1), ("B", "79", 4, 2), ("C", "79", 2, 3))
    )
    assert tie_sentence([a, b, c], DEFAULT_TIE_BREAK) == (
        "Đơn vị A, Đơn vị B và Đơn vị C bằng 80,00 điểm; phân định theo Điểm nền: 80,00 > 79,00 = 79,00; "
        "Đơn vị B và Đơn vị C phân định theo Bỏ phiếu: 4 phiếu > 2 phiếu."
    )


def test_units_alone_or_excluded_are_in_no_tie():
    alone = replace(scored("A", "90"), rank=1)
    excluded = scored("B", "90", excluded="Vi phạm")
    assert ties([alone, excluded]) == []
    assert own_tie_sentence(alone, [alone, excluded], DEFAULT_TIE_BREAK) == ""


def test_the_chain_in_words():
    assert chain_words(DEFAULT_TIE_BREAK) == "điểm nền, rồi Nội dung 1, rồi bỏ phiếu"
