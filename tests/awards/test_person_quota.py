"""How many people a title may go to: exact, rounded down, and in words."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.person_names import is_same_person, person_key
from awards.person_quota import PersonQuota, QuotaUse, share_of_people

PEOPLE = st.integers(0, 30_000)
PERCENTS = st.decimals(min_value="0.01", max_value="100", places=2)


@pytest.mark.parametrize(
    ("people", "percent", "places"),
    [(20, "15", 3), (19, "15", 2), (6, "15", 0), (7, "15", 1), (30, "33.33", 9), (3, "100", 3), (1000, "0.1", 1)],
)
def test_a_share_of_the_people_is_rounded_down(people, percent, places):
    assert share_of_people(people, D(percent)) == places


@given(PEOPLE, PERCENTS)
def test_the_share_is_the_largest_whole_number_within_the_percentage(people, percent):
    places = share_of_people(people, percent)
    assert places * 100 <= percent * people < (places + 1) * 100


@given(PEOPLE, PEOPLE, PERCENTS)
def test_two_units_apart_never_get_more_than_together(one, other, percent):
    apart = share_of_people(one, percent) + share_of_people(other, percent)
    assert apart <= share_of_people(one + other, percent) <= apart + 1


@given(PEOPLE, PERCENTS)
def test_one_person_more_never_takes_a_place_away(people, percent):
    assert 0 <= share_of_people(people + 1, percent) - share_of_people(people, percent) <= 1


@given(st.integers(0, 100), PEOPLE, PERCENTS)
def test_there_is_room_exactly_while_one_more_stays_within_the_quota(used, people, percent):
    use = QuotaUse(PersonQuota(percent=percent), used, people)
    assert use.has_room is ((used + 1) * 100 <= percent * people)
    assert use.is_over is (used * 100 > percent * people)


@pytest.mark.parametrize(
    ("use", "words", "has_room", "is_over"),
    [
        (QuotaUse(PersonQuota(percent=D(15)), 2, 20), "2 trong 3 người (15 % của 20)", True, False),
        (QuotaUse(PersonQuota(percent=D(15)), 3, 20), "3 trong 3 người (15 % của 20)", False, False),
        (QuotaUse(PersonQuota(percent=D("12.5")), 4, 20), "4 trong 2 người (12,5 % của 20)", False, True),
        (
            QuotaUse(PersonQuota(percent=D(15), of="Lao động tiên tiến"), 1, 14),
            "1 trong 2 người (15 % của 14 người đạt Lao động tiên tiến)",
            True,
            False,
        ),
        (QuotaUse(PersonQuota(number=2), 1), "1 trong 2 người", True, False),
        (QuotaUse(PersonQuota(), 7, 20), "7 người, không giới hạn", True, False),
        (
            QuotaUse(PersonQuota(percent=D(15)), 1),
            "1 người; chưa có số người của đơn vị để tính 15 %",
            False,
            False,
        ),
    ],
)
def test_the_use_of_a_quota_in_words(use, words, has_room, is_over):
    assert (use.words, use.has_room, use.is_over) == (words, has_room, is_over)


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        (PersonQuota(number=3), "Nhiều nhất 3 người mỗi đơn vị"),
        (PersonQuota(percent=D(15)), "Nhiều nhất 15 % số người của đơn vị"),
        (
            PersonQuota(percent=D(15), of="Lao động tiên tiến"),
            "Nhiều nhất 15 % số người đạt Lao động tiên tiến của đơn vị",
        ),
        (PersonQuota(), "Không giới hạn số người"),
    ],
)
def test_a_quota_in_words(quota, words):
    assert quota.words == words


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Nguyễn Văn A", "nguyễn  văn a", True),
        ("Ông Nguyễn Văn A", "Nguyễn Văn A", True),
        ("Đồng chí: Nguyễn Văn A", "Đ/c Nguyễn Văn A", True),
        ("Nguyễn Văn A", "Nguyễn Vân A", False),
        ("Nguyễn Ông A", "Nguyễn A", False),
        ("", "", False),
    ],
)
def test_names_are_of_one_person_whatever_case_blanks_and_address(one, other, is_same):
    assert is_same_person(one, other) is is_same


def test_a_name_keeps_its_marks():
    assert person_key("  Bà  NGUYỄN THỊ Á ") == "nguyễn thị á"
