"""On time, late, waiting or missing, by worked examples and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.punctuality import Kind, Obligation, Standing, standing

pytestmark = pytest.mark.pure

DUE, EXTENDED = date(2026, 3, 20), date(2026, 3, 25)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MAYBE = st.none() | DAYS


@pytest.mark.parametrize(
    ("extended_to", "filed_on", "today", "expected", "words"),
    [
        (None, date(2026, 3, 1), date(2026, 5, 1), Standing(Kind.ON_TIME, DUE, 0), "Đúng hạn"),
        (None, DUE, date(2026, 5, 1), Standing(Kind.ON_TIME, DUE, 0), "Đúng hạn"),
        (None, date(2026, 3, 21), date(2026, 5, 1), Standing(Kind.LATE, DUE, 1), "Chậm 1 ngày"),
        (None, date(2026, 4, 2), date(2026, 5, 1), Standing(Kind.LATE, DUE, 13), "Chậm 13 ngày"),
        (EXTENDED, date(2026, 3, 25), date(2026, 5, 1), Standing(Kind.ON_TIME, EXTENDED, 0), "Đúng hạn"),
        (EXTENDED, date(2026, 3, 26), date(2026, 5, 1), Standing(Kind.LATE, EXTENDED, 1), "Chậm 1 ngày"),
        (None, None, date(2026, 3, 15), Standing(Kind.WAITING, DUE, 5), "Chưa nộp"),
        (None, None, DUE, Standing(Kind.WAITING, DUE, 0), "Chưa nộp"),
        (None, None, date(2026, 3, 21), Standing(Kind.MISSING, DUE, 1), "Quá hạn 1 ngày"),
        (EXTENDED, None, date(2026, 3, 21), Standing(Kind.WAITING, EXTENDED, 4), "Chưa nộp"),
        (EXTENDED, None, date(2026, 3, 28), Standing(Kind.MISSING, EXTENDED, 3), "Quá hạn 3 ngày"),
        (date(2026, 3, 1), None, date(2026, 3, 21), Standing(Kind.MISSING, DUE, 1), "Quá hạn 1 ngày"),
    ],
)
def test_worked_examples(extended_to, filed_on, today, expected, words):
    found = standing(DUE, extended_to, filed_on, today)
    assert (found, found.words) == (expected, words)


@given(DAYS, MAYBE, MAYBE, DAYS)
def test_the_days_lead_back_to_the_day_that_counts(due_on, extended_to, filed_on, today):
    found = standing(due_on, extended_to, filed_on, today)
    assert found.deadline >= due_on
    match found.kind:
        case Kind.ON_TIME:
            assert filed_on <= found.deadline and found.days == 0
        case Kind.LATE:
            assert found.days > 0 and found.deadline + timedelta(days=found.days) == filed_on
        case Kind.WAITING:
            assert filed_on is None and today + timedelta(days=found.days) == found.deadline
        case Kind.MISSING:
            assert filed_on is None and found.days > 0 and found.deadline + timedelta(days=found.days) == today


@given(DAYS, DAYS, DAYS)
def test_what_is_filed_does_not_age(due_on, filed_on, today):
    assert standing(due_on, None, filed_on, today) == standing(due_on, None, filed_on, filed_on)


@given(DAYS, DAYS, MAYBE, DAYS)
def test_more_time_never_makes_it_worse(due_on, extended_to, filed_on, today):
    bad = {Kind.LATE, Kind.MISSING}
    before, after = (standing(due_on, until, filed_on, today) for until in (None, extended_to))
    assert before.is_filed == after.is_filed
    assert before.kind in bad or after.kind not in bad
    assert after.kind not in bad or after.days <= before.days


def test_an_obligation_says_that_it_came_back():
    sent_back = Obligation(1, 2, "KT", "Báo cáo quý, Quý I", DUE, is_returned=True)
    assert sent_back.words(date(2026, 3, 23)) == "Trả lại, quá hạn 3 ngày"
    assert sent_back.words(date(2026, 3, 18)) == "Trả lại, còn 2 ngày"
    assert sent_back.words(DUE) == "Trả lại, hạn là hôm nay"
