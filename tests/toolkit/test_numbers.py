from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.numbers import NumberProblem, decimal_text, parse_decimal, plain, plain_text, shorten

D = Decimal


def refusal(typed):
    with pytest.raises(NumberProblem) as problem:
        parse_decimal(typed)
    return str(problem.value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("9,5", "9.5"),
        ("9.5", "9.5"),
        (" 9,5 ", "9.5"),
        ("\u00a09,5\u200b", "9.5"),
        ("12", "12"),
        ("007", "7"),
        ("+3", "3"),
        ("-5,25", "-5.25"),
        ("−5,25", "-5.25"),  # the minus sign our own pages print
        ("1.234", "1.234"),  # one mark is a decimal mark, always
        ("1234,567", "1234.567"),
        (D("9.50"), "9.50"),
        (D("1E+3"), "1E+3"),
    ],
)
def test_a_number_is_read_with_a_decimal_comma_or_point(typed, number):
    assert str(parse_decimal(typed)) == number


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("1.234,5", "1234,5"),
        ("1,234.5", "1234,5"),
        ("-1.234,5", "-1234,5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567,89"),
        ("1 234", "1234"),
        ("1 234,5", "1234,5"),
        ("1\u00a0234.5", "1234,5"),
        ("12 345 678", "12345678"),
    ],
)
def test_a_number_with_thousands_set_apart_is_refused_with_the_likelier_reading(typed, suggestion):
    shown = typed.replace("\u00a0", " ")
    assert refusal(typed) == f'"{shown}" có thể hiểu hai cách. Nhập {suggestion}.'
    parse_decimal(suggestion)


@pytest.mark.parametrize(
    "typed",
    ["chín", "", "9,", ",5", "1,5,5", "1,234,5", "1.23.456", "1 2", "1e3", "0x10", "9%", "5đ", "--1", "٣", "½", "NaN"],
)
def test_what_is_no_number_is_quoted(typed):
    assert refusal(typed) == f'"{typed}" không phải là một số. Nhập số, ví dụ 9,5.'


@pytest.mark.parametrize("number", [D("NaN"), D("sNaN"), D("Infinity"), D("-Infinity")])
def test_a_decimal_that_is_not_finite_is_no_number(number):
    assert refusal(number) == "Đây không phải là một số."


def test_a_long_text_is_quoted_in_part():
    assert refusal("x" * 500) == f'"{"x" * 59}…" không phải là một số. Nhập số, ví dụ 9,5.'
    assert len(refusal("123" + ".456" * 500)) < 200


def test_a_text_of_the_length_allowed_is_not_shortened():
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"


@pytest.mark.parametrize(
    ("number", "same"),
    [
        ("9.50", "9.5"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1E+40", "1" + "0" * 40),
        ("1E-7", "0.0000001"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("0E+5", "0"),
        ("-5.250", "-5.25"),
        ("123456789012.0000000000000000000000000001", "123456789012.0000000000000000000000000001"),
    ],
)
def test_plain_keeps_every_digit_and_drops_trailing_zeros_exponents_and_the_sign_of_0(number, same):
    assert format(plain(D(number)), "f") == same
    assert plain(D(number)) == D(number)


@pytest.mark.parametrize(("number", "text"), [("98.60", "98,6"), ("104", "104"), ("1E+2", "100"), ("-0.50", "-0,5")])
def test_plain_text_is_as_short_as_the_number_allows_with_a_comma(number, text):
    assert plain_text(D(number)) == text


@pytest.mark.parametrize(("number", "text"), [("97.42", "97,42"), ("102", "102,00"), ("0.5", "0,50"), ("0", "0,00")])
def test_decimal_text_has_two_decimals_and_a_comma(number, text):
    assert decimal_text(D(number)) == text


@settings(max_examples=200, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_what_plain_text_writes_is_read_back_exactly_in_any_decimal_context(number):
    with localcontext(prec=3):
        assert parse_decimal(plain_text(number)).compare_total(plain(number)) == 0
    assert plain(number) == number
