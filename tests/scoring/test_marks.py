"""One line of a sheet is entered, appraised and sent back; who comes second is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from scoring.actions.marks import (
    Appraisal,
    SelfEntry,
    appraise_mark,
    enter_mark,
    hand_in_mark,
    send_back_mark,
)
from scoring.models import Mark, Round
from scoring.states import RoundState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def enter(mark, entry, *, seen=None, note="", at=None):
    content = SelfEntry(entry, note)
    return enter_mark(mark, content, seen=mark.version if seen is None else seen, by=None, at=at or timezone.now())


def appraise(mark, entry, reason="", *, seen=None):
    seen = mark.version if seen is None else seen
    return appraise_mark(mark, Appraisal(entry, reason), seen=seen, by=None, at=timezone.now())


def test_an_entry_is_kept_with_its_note_and_counted_as_a_version():
    round = round_in(RoundState.SELF_SCORING)
    saved = enter(mark_of(round, "KT", "1.2"), "10.75", note="42 văn bản")
    stored = mark_of(round, "KT", "1.2")
    assert (stored.self_entry, stored.note, stored.version) == ("10.75", "42 văn bản", 1) == (
        saved.self_entry, saved.note, saved.version,
    )  # fmt: skip
    line = Mark.history.filter(history_of=stored.sheet_id).latest("history_id")
    assert line.history_changes == [["tự chấm", "", "10,75"], ["ghi chú của đơn vị", "", "42 văn bản"]]


def test_the_second_of_two_is_told_what_the_first_one_saved():
    round = round_in(RoundState.SELF_SCORING)
    mark = mark_of(round, "KT", "1.2")
    enter(mark, "10.75")
    with pytest.raises(ChangedMeanwhile) as told:
        enter(mark, "11.00", seen=0)
    assert told.value.now.self_entry == "10.75"
    assert mark_of(round, "KT", "1.2").self_entry == "10.75"


@pytest.mark.parametrize("state", [s for s in RoundState if s is not RoundState.SELF_SCORING])
def test_outside_its_phase_nothing_is_entered(state):
    mark = mark_of(round_in(state), "KT", "1.2")
    with pytest.raises(NotPossible, match="đã khóa"):
        enter(mark, "10.00")


def test_nothing_is_entered_after_the_deadline_or_into_a_sheet_handed_in():
    round = round_in(RoundState.SELF_SCORING)
    mark = mark_of(round, "KT", "1.2")
    with pytest.raises(NotPossible, match="quá hạn"):
        enter(mark, "10.00", at=round.self_scoring_until + timedelta(seconds=1))
    put(sheet_of(round, "KT"), state="submitted")
    with pytest.raises(NotPossible, match="Phiếu đã nộp"):
        enter(mark, "10.00")


def test_not_applicable_says_why():
    mark = mark_of(round_in(RoundState.SELF_SCORING), "KT", "1.2")
    with pytest.raises(NotPossible, match="cần có lý do"):
        enter(mark, "N/A")
    assert enter(mark, "N/A", note="Không có thủ tục hành chính").self_entry == "N/A"


def test_an_appraisal_that_differs_has_a_reason():
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    with pytest.raises(NotPossible, match="ghi lý do"):
        appraise(mark, "10.00")
    saved = appraise(mark, "10.00", "Chất lượng chưa cao")
    assert (saved.appraised_entry, saved.reason, saved.version) == ("10.00", "Chất lượng chưa cao", 1)
    assert appraise(saved, "10.75").appraised_entry == "10.75"


def test_once_shown_every_change_has_a_reason():
    mark = mark_of(round_in(RoundState.OBJECTING), "KT", "1.2")
    with pytest.raises(NotPossible, match="đã công khai"):
        appraise(mark, "10.75")
    assert appraise(mark, "10.75", "Theo kiến nghị").appraised_entry == "10.75"


@pytest.mark.parametrize("state", [RoundState.PREPARING, RoundState.SELF_SCORING, RoundState.SETTLED])
def test_before_its_phase_and_after_settling_nothing_is_appraised(state):
    mark = mark_of(round_in(state), "KT", "1.2")
    with pytest.raises(NotPossible):
        appraise(mark, "10.75", "Vì sao không")


def test_a_line_that_is_sent_back_is_the_units_until_it_is_handed_in_again():
    round = round_in(RoundState.APPRAISING)
    mark = appraise(mark_of(round, "KT", "1.2"), "10.75")
    back = send_back_mark(mark, "Bổ sung minh chứng", seen=mark.version, by=None, at=NOW)
    assert (back.remark, back.appraised_entry, back.appraised_at) == ("Bổ sung minh chứng", "", None)
    with pytest.raises(NotPossible, match="trả lại"):
        appraise(back, "10.75")
    again = enter(back, "10.25")
    handed = hand_in_mark(again, seen=again.version, by=None, at=NOW)
    assert appraise(handed, "10.25").appraised_entry == "10.25"


def test_a_changed_entry_is_appraised_anew():
    round = round_in(RoundState.APPRAISING)
    mark = appraise(mark_of(round, "KT", "1.2"), "10.00", "Chất lượng chưa cao")
    put(sheet_of(round, "KT"), state="returned")
    same = enter(mark, "10.75", note="Đã bổ sung")
    assert same.appraised_entry == "10.00"
    other = enter(same, "10.50")
    assert (other.self_entry, other.appraised_entry, other.reason, other.appraised_at) == ("10.50", "", "", None)


def test_an_entry_never_lands_in_a_phase_that_is_over():
    """The page read the round before it moved on; the row is looked at again once it is locked."""
    round = round_in(RoundState.SELF_SCORING)
    mark = mark_of(round, "KT", "1.2")
    Round.objects.filter(pk=round.pk).update(state=RoundState.APPRAISING)
    with pytest.raises(NotPossible, match="đã khóa"):
        enter(mark, "10.00")
