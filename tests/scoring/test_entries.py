"""What may be typed for a criterion, what it means and how it is written: each sentence with a yes and a no."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.arithmetic import CENT, Kind
from scoring.entries import EntryProblem, check_entry, entry_from_text, entry_text, parse_entry
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
)

D = Decimal
QUARTER = D("0.25")
EVERY_KIND = [graded(), pass_fail(), proportional(), comparative(), counted(), bonus(), penalty()]
FIRST_FIVE = EVERY_KIND[:5]

ONLY_WORDS = "Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng."
ONLY_NUMBERS = "Tiêu chí này nhận một số, không nhận Đạt hay Không đạt."
NO_NA = "Điểm thưởng và điểm trừ không ghi Không áp dụng. Nhập một số nguyên, hoặc để trống."
WHOLE = "Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0."
NEGATIVE = "Số không được âm. Nhập 0 hoặc số dương."
TOO_LONG = "Số quá dài: nhiều nhất 12 chữ số phần nguyên và 6 chữ số thập phân."


def refusal(typed, criterion, step=CENT):
    with pytest.raises(EntryProblem) as problem:
        parse_entry(typed, criterion, step)
    return str(problem.value)


# Empty and words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("criterion", EVERY_KIND, ids=lambda c: c.kind.value)
@pytest.mark.parametrize("typed", [None, "", "  ", "\t\n", "\u200b", "\ufeff "])
def test_nothing_visible_is_an_empty_entry(criterion, typed):
    assert parse_entry(typed, criterion) is None


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("Đạt", PASSED),
        ("  đạt ", PASSED),
        (unicodedata.normalize("NFD", "ĐẠT"), PASSED),
        ("Không đạt", FAILED),
        ("không  ĐẠT", FAILED),
        ("Không áp dụng", NA),
        (unicodedata.normalize("NFD", "KHÔNG ÁP DỤNG"), NA),
        ("n/a", NA),
    ],
)
def test_a_word_counts_whatever_its_case_spaces_and_unicode_form(typed, entry):
    assert parse_entry(typed, pass_fail()) is entry


@pytest.mark.parametrize("criterion", FIRST_FIVE, ids=lambda c: c.kind.value)
def test_a_criterion_of_the_first_five_kinds_can_be_not_applicable(criterion):
    assert parse_entry("Không áp dụng", criterion) is NA


@pytest.mark.parametrize("criterion", [bonus(), penalty()], ids=lambda c: c.kind.value)
def test_a_bonus_or_a_penalty_cannot_be_not_applicable(criterion):
    assert refusal("Không áp dụng", criterion) == NO_NA


@pytest.mark.parametrize("typed", ["5", "10,00", "Dat", "có", "1.234,5", D(1), D("NaN")])
def test_pass_or_fail_takes_only_its_words(typed):
    assert refusal(typed, pass_fail()) == ONLY_WORDS


@pytest.mark.parametrize("criterion", [c for c in EVERY_KIND if c.kind is not Kind.PASS_FAIL], ids=lambda c: c.kind)
@pytest.mark.parametrize("typed", ["Đạt", "Không đạt"])
def test_the_other_kinds_take_numbers(criterion, typed):
    assert refusal(typed, criterion) == ONLY_NUMBERS


# Numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "entry"), [("9,5", "9.5"), ("9.5", "9.5"), (" 98,60 ", "98.6"), (D("1E+2"), "100")])
def test_a_decimal_comma_or_point_is_accepted_and_trailing_zeros_go(typed, entry):
    assert str(parse_entry(typed, proportional())) == entry


@pytest.mark.parametrize("typed", ["1.234,5", "1,234.5"])
def test_an_ambiguous_number_is_refused_never_guessed(typed):
    assert refusal(typed, proportional()) == f'"{typed}" có thể hiểu hai cách. Nhập 1234,5.'


def test_a_text_that_is_no_number_is_named():
    assert refusal("chín", counted()) == '"chín" không phải là một số. Nhập số, ví dụ 9,5.'


@pytest.mark.parametrize("criterion", [c for c in EVERY_KIND if c.kind is not Kind.PASS_FAIL], ids=lambda c: c.kind)
def test_a_number_is_0_or_more(criterion):
    assert refusal("-1", criterion) == NEGATIVE
    assert str(parse_entry("-0", criterion)) == ("0.00" if criterion.kind is Kind.GRADED else "0")
    assert parse_entry("0", criterion) == 0


@pytest.mark.parametrize("typed", ["999999999999,999999", "0,000001", "1,50000000000000"])
def test_a_number_has_up_to_12_digits_and_6_decimals(typed):
    assert parse_entry(typed, proportional()) == D(typed.replace(",", "."))


@pytest.mark.parametrize(
    "typed", ["1000000000000", "0,0000001", "1,00000000000000000000000000000000000001", D("1E+999999"), D("1E-999999")]
)
def test_a_longer_number_is_refused_not_rounded(typed):
    assert refusal(typed, comparative()) == TOO_LONG


# graded: "0 ≤ p ≤ M, a multiple of the set's step" ------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "entry"), [("0", "0.00"), ("9,75", "9.75"), ("10", "10.00"), ("9.5000", "9.50")])
def test_graded_points_are_a_multiple_of_the_step_up_to_the_maximum(typed, entry):
    assert str(parse_entry(typed, graded(), QUARTER)) == entry


@pytest.mark.parametrize("typed", ["10,01", "10.25", "11", "999"])
def test_graded_points_above_the_maximum_are_refused(typed):
    assert refusal(typed, graded(), QUARTER) == "Điểm tối đa là 10,00. Nhập số từ 0 đến 10,00."


@pytest.mark.parametrize(
    ("typed", "step", "sentence"),
    [
        ("9,8", "0.25", "Điểm theo bước 0,25. Nhập 9,75 hoặc 10,00."),
        ("0,1", "0.5", "Điểm theo bước 0,50. Nhập 0,00 hoặc 0,50."),
        ("9,999", "0.01", "Điểm theo bước 0,01. Nhập 9,99 hoặc 10,00."),
        ("2,5", "1", "Điểm theo bước 1,00. Nhập 2,00 hoặc 3,00."),
    ],
)
def test_graded_points_off_the_step_are_refused_with_the_two_nearest(typed, step, sentence):
    assert refusal(typed, graded(), D(step)) == sentence


def test_the_nearest_points_offered_are_accepted_even_when_the_maximum_is_off_the_step():
    criterion = graded(maximum="7.25")
    assert refusal("7,2", criterion, D("0.5")) == "Điểm theo bước 0,50. Nhập 7,00."
    assert parse_entry("7,00", criterion, D("0.5")) == 7


# proportional, comparative: "actual A ≥ 0"; counted, bonus, penalty: "a whole number n ≥ 0" -------------------------


@pytest.mark.parametrize("criterion", [proportional(), comparative()], ids=lambda c: c.kind.value)
def test_an_actual_may_exceed_the_target_and_be_a_fraction(criterion):
    assert parse_entry("106,25", criterion, QUARTER) == D("106.25")
    assert parse_entry("98,6", criterion, QUARTER) == D("98.6")


@pytest.mark.parametrize("criterion", [counted(), bonus(), penalty()], ids=lambda c: c.kind.value)
def test_a_count_is_a_whole_number(criterion):
    assert str(parse_entry("7,0", criterion)) == "7"
    assert str(parse_entry("1000", criterion)) == "1000"
    assert refusal("7,5", criterion) == WHOLE


def test_an_entry_that_is_read_already_is_checked_by_the_same_rules():
    assert check_entry(None, graded()) is None
    assert check_entry(PASSED, pass_fail()) is PASSED
    assert check_entry(D("9.5"), graded()) == D("9.50")
    with pytest.raises(EntryProblem, match="Điểm tối đa là 10,00"):
        check_entry(D(11), graded())


# The canonical text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "kind", "text"),
    [
        (None, Kind.GRADED, None),
        (PASSED, Kind.PASS_FAIL, "Đạt"),
        (FAILED, Kind.PASS_FAIL, "Không đạt"),
        (NA, Kind.PROPORTIONAL, "N/A"),
        (D("24"), Kind.GRADED, "24.00"),
        (D("-0"), Kind.GRADED, "0.00"),
        (D("98.60"), Kind.PROPORTIONAL, "98.6"),
        (D("1E+2"), Kind.COMPARATIVE, "100"),
        (D("0.000001"), Kind.COMPARATIVE, "0.000001"),
        (D("2.0"), Kind.BONUS, "2"),
    ],
)
def test_graded_points_are_written_with_two_decimals_other_numbers_without_trailing_zeros(entry, kind, text):
    assert entry_text(entry, kind) == text


@pytest.mark.parametrize(
    ("text", "entry"),
    [(None, None), ("", None), ("Đạt", PASSED), ("Không đạt", FAILED), ("N/A", NA), ("24.00", D(24)), ("0", D(0))],
)
def test_the_canonical_text_is_read_back(text, entry):
    assert entry_from_text(text) == entry


def test_a_negative_number_is_read_back_so_that_the_check_can_name_its_line():
    assert entry_from_text("-5") == D(-5)


@pytest.mark.parametrize(
    "text", ["đạt", "Không áp dụng", "9,5", "1E5", "+5", " 5", "5 ", "1_000", "007", ".5", "5.", "NaN", "Infinity", "٣"]
)
def test_anything_but_the_canonical_text_is_refused(text):
    with pytest.raises(ValueError, match="not a valid Verdict"):
        entry_from_text(text)


typed_numbers = st.tuples(
    st.integers(0, 10**12 - 1), st.none() | st.text("0123456789", min_size=1, max_size=6), st.sampled_from(",.")
).map(lambda parts: f"{parts[0]}" if parts[1] is None else f"{parts[0]}{parts[2]}{parts[1]}")


@settings(max_examples=200, deadline=None)
@given(typed_numbers, st.sampled_from(EVERY_KIND), st.sampled_from([D("0.01"), QUARTER, D(1)]))
def test_an_accepted_entry_is_the_number_typed_survives_writing_and_is_accepted_again(typed, criterion, step):
    try:
        entry = parse_entry(typed, criterion, step)
    except EntryProblem:
        return
    assert entry == D(typed.replace(",", "."))
    text = entry_text(entry, criterion.kind)
    assert entry_from_text(text) == entry
    assert len(text) <= 20  # what a mark's column holds
    assert str(parse_entry(text, criterion, step)) == str(entry) == text
