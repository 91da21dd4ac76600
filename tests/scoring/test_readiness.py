"""What is missing before the next step, where it is done, and what is in order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from scoring.models import BASE_KINDS, Objection, Round, ScoreSheet
from scoring.readiness import Missing, Where, in_order_of, missing_of
from scoring.states import RoundState
from tests.cast import Size, content_of_size
from tests.constraints import put
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def missing(round, at=NOW):
    return missing_of(again(round), at=at)


def again(round):
    """As it is stored now."""
    return Round.objects.select_related("campaign__bloc", "criteria_set").get(pk=round.pk)


def told(round):
    round = again(round)
    sheets = list(ScoreSheet.objects.in_round(round).with_progress(BASE_KINDS))
    return in_order_of(round, sheets)


def unit(round, code):
    return sheet_of(round, code).unit_id


def test_before_it_opens_a_table_a_deadline_and_a_deputy_are_needed():
    round = round_in(RoundState.PREPARING)
    put(round.criteria_set, state="drafting", approved_at=None)
    round.campaign.bloc.memberships.filter(role="deputy").update(role="member")
    assert missing(round) == [
        Missing("Bộ tiêu chí “Sơ kết năm 2026” chưa được duyệt.", where=Where.TABLE),
        Missing("Chưa ghi hạn tự chấm.", where=Where.DATES),
        Missing(
            "Khối chưa có Phó Trưởng Khối: chưa có người thẩm định đơn vị của Trưởng Khối. "
            "Trước khi mở tự chấm, ghi đơn vị và vai trò của năm."
        ),
    ]
    put(round.criteria_set, state="approved", approved_at=NOW)
    round.campaign.bloc.memberships.filter(unit__code="VHXH").update(role="deputy")
    put(round, self_scoring_until=NOW + timedelta(days=1))
    assert (missing(round), told(round)) == ([], ["Bộ tiêu chí “Sơ kết năm 2026” đã duyệt."])


def test_a_late_sheet_is_told_and_holds_nothing_up():
    round = round_in(RoundState.SELF_SCORING)
    put(sheet_of(round, "VP"), state="submitted", submitted_at=NOW)
    found = missing(round)
    assert [one.is_blocking for one in found] == [True] * 5
    assert found[0] == Missing(
        "Phòng Văn hóa - Xã hội chưa nộp phiếu tự chấm, còn 14 tiêu chí chưa chấm.",
        unit(round, "VHXH"),
        where=Where.SHEET,
    )
    late = missing(round, round.self_scoring_until + timedelta(minutes=1))
    assert [one.is_blocking for one in late] == [False] * 5
    assert told(round) == ["1/6 đơn vị đã nộp phiếu tự chấm."]


def test_a_bonus_nobody_looked_at_is_not_appraised_and_one_that_was_changed_lacks_its_reason():
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    assert (missing(round), told(round)) == ([], ["6/6 đơn vị đã thẩm định xong."])
    put(mark_of(round, "HCC", "T.2"), appraised_entry="")
    put(mark_of(round, "KT", "1.2"), appraised_entry="")
    assert missing(round) == [
        Missing("Phòng Kinh tế còn 1 tiêu chí chưa thẩm định: 1.2.", unit(round, "KT"), where=Where.APPRAISAL),
        Missing(
            "Trung tâm Phục vụ hành chính công còn 1 tiêu chí chưa thẩm định: T.2.",
            unit(round, "HCC"),
            where=Where.APPRAISAL,
        ),
    ]
    assert told(round) == ["5/6 đơn vị đã thẩm định xong."]


def test_the_window_is_kept_to_its_last_minute_and_open_objections_block_settling_alone():
    round = round_in(RoundState.OBJECTING)
    until = NOW + timedelta(hours=2)
    put(round, objecting_until=until)
    objection = Objection.objects.create(
        mark=mark_of(round, "KT", "1.2"), unit_id=unit(round, "VHXH"), text="Xem lại", filed_at=NOW
    )
    words = "Kiến nghị của Phòng Văn hóa - Xã hội về tiêu chí 1.2 của Phòng Kinh tế chưa được trả lời."
    there = timezone.localtime(until)
    assert missing(round) == [
        Missing(f"Thời gian kiến nghị còn đến {there:%H:%M} ngày {there:%d/%m/%Y}."),
        Missing(words, unit(round, "KT"), is_blocking=False, where=Where.OBJECTIONS),
    ]
    put(round, state="reviewing")
    assert missing(round) == [Missing(words, unit(round, "KT"), where=Where.OBJECTIONS)]
    put(objection, state="answered", answer="Đã xem", answered_at=NOW)
    assert (missing(round), told(round)) == (
        [],
        ["6 đơn vị đã được thẩm định và công khai điểm.", "1 kiến nghị đã được trả lời."],
    )


@pytest.mark.parametrize("state", [state for state in RoundState if state is not RoundState.SETTLED])
def test_it_asks_the_same_whatever_grows(state):
    def asked(number, size):
        round = round_in(state, content_of_size(size), number=number)
        with CaptureQueriesContext(connection) as captured:
            missing_of(round, at=NOW)
        return len(captured)

    small = asked("40", Size(units=3, criteria=3))
    assert (asked("41", Size(units=12, criteria=3)), asked("42", Size(units=3, criteria=12, areas=5))) == (small, small)
    assert small <= 8
