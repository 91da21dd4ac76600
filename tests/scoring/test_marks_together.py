"""Many lines appraised at once: the same rules, the same history, all of them or none, and as many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from scoring.actions.marks import Appraisal, appraise_mark
from scoring.actions.marks_together import appraise_marks
from scoring.models import Mark
from scoring.states import RoundState, SheetState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

AT = timezone.now()


@pytest.fixture
def round(db):
    return round_in(RoundState.APPRAISING)


def together(*lines, by=None):
    return appraise_marks(lines, by=by, at=AT, deed="Thẩm định")


def appraised(round):
    marks = Mark.objects.filter(sheet__round=round).exclude(appraised_entry="").order_by("pk")
    return [(m.sheet.unit.code, m.criterion.code, m.appraised_entry, m.reason, m.version) for m in marks]


def history_of(mark):
    row = Mark.history.filter(id=mark.pk).latest("history_id")
    return row.history_changes, row.history_change_reason, row.history_about, row.history_unit, row.appraised_entry


def test_lines_are_written_with_the_history_each_would_have_alone(round):
    together(
        (mark_of(round, "KT", "1.2"), Appraisal("10.00", "Chưa cao")), (mark_of(round, "QLDA", "2.1"), Appraisal("N/A"))
    )
    assert appraised(round) == [("KT", "1.2", "10.00", "Chưa cao", 1), ("QLDA", "2.1", "N/A", "", 1)]
    alone = mark_of(round, "HCC", "1.2")
    appraise_mark(alone, Appraisal("10.00", "Chưa cao"), seen=0, by=None, at=AT)
    found, expected = history_of(mark_of(round, "KT", "1.2")), history_of(alone)
    assert found[:2] == expected[:2] == ([["thẩm định", "", "10,00"], ["lý do", "", "Chưa cao"]], "Thẩm định")
    assert found[4] == "10.00"
    assert mark_of(round, "KT", "1.2").appraised_at == AT


def test_what_stands_in_the_line_besides_stays(round):
    put(mark_of(round, "KT", "1.2"), note="42 văn bản", fact_count=4, version=3)
    together((mark_of(round, "KT", "1.2"), Appraisal("10.75")))
    mark = mark_of(round, "KT", "1.2")
    assert (mark.note, mark.fact_count, mark.self_entry, mark.version) == ("42 văn bản", 4, "10.75", 4)


def test_every_line_that_cannot_be_is_named_and_none_is_written(round):
    put(mark_of(round, "KT", "1.3"), remark="Xem lại")
    put(sheet_of(round, "HCC"), state=SheetState.RETURNED)
    with pytest.raises(NotPossible) as told:
        together(
            (mark_of(round, "KT", "1.2"), Appraisal("10.00")),
            (mark_of(round, "KT", "1.3"), Appraisal("Đạt")),
            (mark_of(round, "HCC", "1.3"), Appraisal("Đạt")),
            (mark_of(round, "QLDA", "1.2"), Appraisal("9.00")),
        )
    assert told.value.reasons == [
        "KT, tiêu chí 1.2: Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết.",
        "KT, tiêu chí 1.3: Tiêu chí đang trả lại cho đơn vị. Thẩm định tiếp khi đơn vị gửi lại.",
        "HCC, tiêu chí 1.3: Phiếu đang trả lại cho đơn vị. Thẩm định tiếp khi đơn vị nộp lại.",
    ]
    assert appraised(round) == []


def test_a_line_that_moved_stops_all_of_them(round):
    seen = mark_of(round, "KT", "1.2")
    put(seen, version=0)
    appraise_mark(mark_of(round, "KT", "1.2"), Appraisal("10.75"), seen=0, by=None, at=AT)
    with pytest.raises(ChangedMeanwhile):
        together((mark_of(round, "QLDA", "1.2"), Appraisal("9.00")), (seen, Appraisal("10.75")))
    assert appraised(round) == [("KT", "1.2", "10.75", "", 1)]


@pytest.mark.parametrize("state", [RoundState.PREPARING, RoundState.SELF_SCORING, RoundState.SETTLED])
def test_outside_the_phases_of_appraisal_nothing_is_written(state):
    round = round_in(state, entries=("self",))
    with pytest.raises(NotPossible):
        together((mark_of(round, "KT", "1.2"), Appraisal("10.75")))


def test_the_queries_do_not_grow_with_the_lines(round):
    def cost(*codes):
        lines = [(mark_of(round, "KT", code), Appraisal(mark_of(round, "KT", code).self_entry)) for code in codes]
        with CaptureQueriesContext(connection) as captured:
            together(*lines)
        return len(captured)

    assert cost("1.2") == cost("1.1", "1.3", "2.1", "2.2", "2.3", "3.1")
