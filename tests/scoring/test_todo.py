"""What waits for whom in a round: each source has somebody it waits for and somebody it does not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.todo import desk_of, told, waiting_at
from khoi_thidua.reminders import digest_of
from khoi_thidua.waiting import SOURCES
from scoring.models import CrossCheck, Mark, Objection
from scoring.states import RoundState
from scoring.todo import SOURCES as OF_ROUNDS
from tests.cast import Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of

pytestmark = pytest.mark.django_db

PEOPLE = ("clerk", "deputy", "head")
IN_TIME = timedelta(days=4)


def waits(cast, who, at=None):
    """(words, tag) of what waits for the person in rounds."""
    desk = desk_of(getattr(cast, who), at=at or timezone.now())
    return [(todo.words, todo.tag[0]) for todo in told(waiting_at(desk, OF_ROUNDS), OF_ROUNDS)]


def everybody(cast, at=None):
    return {who: waits(cast, who, at) for who in PEOPLE}


def test_outside_of_rounds_nothing_waits(cast):
    assert everybody(cast) == {"clerk": [], "deputy": [], "head": []}
    assert [waits(cast, who) for who in ("stranger", "council", "admin")] == [[], [], []]


def test_a_round_in_preparation_is_the_heads_to_open_when_its_time_comes(cast):
    round = round_in(RoundState.PREPARING)
    opens = [("Mở tự chấm sơ kết năm 2026", "Chưa làm")]
    assert everybody(cast) == {"clerk": [], "deputy": [], "head": opens}
    put(round, self_scoring_until=timezone.now() + timedelta(days=60))
    assert waits(cast, "head") == []
    put(round, self_scoring_until=timezone.now() + timedelta(days=20))
    assert waits(cast, "head") == opens


def test_a_sheet_is_filled_and_handed_in(cast):
    round = round_in(RoundState.SELF_SCORING)
    assert waits(cast, "clerk") == [("Tự chấm sơ kết năm 2026", "Sắp đến hạn")]
    put(mark_of(round, "KT", "1.2"), self_entry="10.00")
    assert waits(cast, "clerk") == [("Chấm nốt 13 tiêu chí của phiếu tự chấm sơ kết năm 2026", "Sắp đến hạn")]
    sheet_of(round, "KT").marks.filter(self_entry="").update(self_entry="N/A")
    assert waits(cast, "clerk") == [("Kiểm tra và nộp phiếu tự chấm sơ kết năm 2026", "Sắp đến hạn")]
    put(sheet_of(round, "KT"), state="submitted")
    assert waits(cast, "clerk") == []


def test_a_late_sheet_is_told_what_can_still_be_done(cast):
    round = round_in(RoundState.SELF_SCORING)
    late = round.self_scoring_until + timedelta(days=2)
    assert waits(cast, "clerk", late) == [("Nộp phiếu tự chấm sơ kết năm 2026", "Quá hạn")]
    assert waits(cast, "head", late) == [
        ("Chuyển sơ kết năm 2026 sang bước thẩm định", "Quá hạn"),
        ("Nộp phiếu tự chấm sơ kết năm 2026", "Quá hạn"),
    ]


def test_what_was_sent_back_waits_for_its_unit(cast):
    round = round_in(RoundState.APPRAISING)
    put(sheet_of(round, "KT"), state="returned", remark="Thiếu minh chứng")
    for code in ("1.1", "1.2"):
        put(mark_of(round, "VHXH", code), remark="Bổ sung")
    assert waits(cast, "clerk") == [("Sửa và nộp lại phiếu tự chấm sơ kết năm 2026", "Trả lại")]
    assert ("Gửi lại 2 tiêu chí bị trả lại, sơ kết năm 2026", "Trả lại") in waits(cast, "deputy")


def test_each_sheet_waits_for_who_appraises_it(cast):
    round = round_in(RoundState.APPRAISING)
    assert everybody(cast) == {
        "clerk": [],
        "deputy": [("Thẩm định Văn phòng HĐND và UBND xã, sơ kết năm 2026", "Chưa làm")],
        "head": [("Thẩm định 5 đơn vị, sơ kết năm 2026", "Chưa làm")],
    }
    sheet_of(round, "VP").marks.update(appraised_entry=F("self_entry"))
    put(sheet_of(round, "KT"), state="returned")
    assert everybody(cast)["deputy"] == []
    assert waits(cast, "head") == [("Thẩm định 4 đơn vị, sơ kết năm 2026", "Chưa làm")]


def test_a_cross_check_waits_until_it_is_done(cast):
    round = round_in(RoundState.APPRAISING)
    check = CrossCheck.objects.create(round=round, checker=cast.clerk.unit, unit=cast.deputy.unit)
    assert waits(cast, "clerk") == [("Chấm chéo Phòng Văn hóa - Xã hội", "Chưa làm")]
    put(check, done_at=timezone.now())
    assert waits(cast, "clerk") == []


def test_objections_wait_for_who_appraised_and_the_window_is_told_to_all(cast):
    round = round_in(RoundState.OBJECTING)
    put(round, objecting_until=timezone.now() + IN_TIME)
    window = ("Xem điểm sơ kết năm 2026, gửi kiến nghị nếu có", "Nếu cần")
    for code in ("KT", "VP"):
        Objection.objects.create(
            mark=mark_of(round, code, "1.2"), unit=cast.clerk.unit, text="Xem lại", filed_at=timezone.now()
        )
    answer = ("Trả lời 1 kiến nghị, sơ kết năm 2026", "Sắp đến hạn")
    assert everybody(cast) == {"clerk": [window], "deputy": [answer, window], "head": [answer, window]}
    put(round, objecting_until=timezone.now() - timedelta(hours=1))
    assert waits(cast, "clerk") == []


@pytest.mark.parametrize(
    ("state", "entries", "words"),
    [
        (RoundState.APPRAISING, (SELF, APPRAISED), "Chuyển sơ kết năm 2026 sang bước công khai trong Khối"),
        (RoundState.SHOWN, (SELF, APPRAISED), "Chuyển sơ kết năm 2026 sang bước kiến nghị"),
        (RoundState.OBJECTING, (SELF, APPRAISED), "Chuyển sơ kết năm 2026 sang bước bình xét"),
        (RoundState.REVIEWING, (SELF, APPRAISED), "Chốt kết quả sơ kết năm 2026"),
    ],
)
def test_a_phase_that_has_done_its_work_waits_for_the_head_alone(cast, state, entries, words):
    round = round_in(state, entries=entries)
    Mark.objects.in_round(round).filter(appraised_entry="").update(appraised_entry="0")
    assert everybody(cast) == {"clerk": [], "deputy": [], "head": [(words, "Chưa làm")]}


def test_a_phase_with_work_left_is_not_moved_on(cast):
    round_in(RoundState.SELF_SCORING)
    assert [words for words, _ in waits(cast, "head")] == ["Tự chấm sơ kết năm 2026"]


# One query, and where it is told --------------------------------------------------------------------------------------


def test_everything_is_asked_in_one_query_however_much_it_is(cast):
    def queries(number, size):
        round = round_in(RoundState.APPRAISING, content_of_size(size), number=number)
        desk = desk_of(cast.staff(f"head {number}", round.campaign.bloc, "D0"), at=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            waiting_at(desk, SOURCES)
        return len(captured)

    assert [queries("70", Size(units=3, criteria=3)), queries("71", Size(units=20, criteria=20))] == [1, 1]


def test_the_first_page_begins_with_the_round_under_way(cast):
    round = round_in(RoundState.SELF_SCORING)
    put(round, self_scoring_until=timezone.now() + timedelta(days=20))
    said = text_of(cast.client("clerk").get("/"))
    assert "Việc tiếp theo Tự chấm sơ kết năm 2026" in said
    assert "Kỳ chấm: Sơ kết năm 2026 Tự chấm" in said
    assert "Bước 2/7: Tự chấm" in said


def test_a_digest_tells_of_rounds_too(cast):
    round_in(RoundState.SELF_SCORING)
    assert "Tự chấm sơ kết năm 2026" in digest_of(cast.clerk, at=timezone.now()).text
