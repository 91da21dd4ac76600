"""Two people at once, each with a connection of their own, on both databases.

Of two who save a line one wins and the other is told; nobody enters into a phase that is over; what is settled is what
the marks say. Each race is run in both orders as well: whoever holds the lock lets the other wait.
"""

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from awards.actions import round_name, settle_round
from awards.arithmetic import settle_content
from awards.content import content_of
from awards.result_document import canonical, result_document
from scoring.actions.marks import Appraisal, SelfEntry, appraise_mark, enter_mark, hand_in_mark, send_back_mark
from scoring.actions.rounds import move_on
from scoring.models import Mark, Result, Round
from scoring.states import RoundState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in
from tests.scoring.sample import OUTCOME

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 6
ENOUGH = 2  # saves of each before the round is ended under their hands
PATIENCE = 120  # seconds: only what hangs waits so long, a busy machine does not
NOW = timezone.now()


def at_once(*deeds):
    """Run in threads that begin together, each with its own connection; what each returned or raised."""
    barrier, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        connection.ensure_connection()
        barrier.wait(PATIENCE)
        answers[place] = outcome(deed)
        connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def after(first, second):
    """`second` begins while `first` holds its locks and has not committed; what each returned or raised."""
    is_held, answers = threading.Event(), [None, None]

    def wait_and_do():
        is_held.wait(PATIENCE)
        answers[1] = outcome(second)
        connection.close()

    thread = threading.Thread(target=wait_and_do)
    thread.start()
    with transaction.atomic():
        answers[0] = outcome(first)
        is_held.set()
        thread.join(0.3)
        waited = thread.is_alive()
    thread.join(PATIENCE)
    assert waited, "the second did not wait for the first"
    return answers


class Gathering:
    """Lets whoever waits go on when each of so many has saved ENOUGH times, or somebody cannot."""

    def __init__(self, count):
        self.count, self.semaphore = count, threading.Semaphore(0)

    def note(self, saves):
        if saves == ENOUGH:
            self.semaphore.release()

    def wait(self):
        return all(self.semaphore.acquire(timeout=PATIENCE / 2) for _ in range(self.count))


def outcome(deed):
    try:
        return deed()
    except Exception as problem:
        return problem


def told(answers):
    return [type(answer).__name__ for answer in answers]


def enter(mark, entry, seen):
    return enter_mark(mark, SelfEntry(entry), seen=seen, by=None, at=timezone.now())


def appraise(mark, entry, seen):
    return appraise_mark(mark, Appraisal(entry, "Căn cứ hồ sơ"), seen=seen, by=None, at=timezone.now())


def entries_told(mark):
    """The unit's own entries of a line as its history tells them, one a save."""
    return list(mark.history.filter(history_type="~").order_by("history_id").values_list("self_entry", flat=True))


# Two save one line ----------------------------------------------------------------------------------------------------


def test_of_two_who_enter_a_line_at_once_one_wins_and_the_other_sees_what_was_saved(file_database):
    round = round_in(RoundState.SELF_SCORING)
    saved = []
    for seen in range(TRIES):
        mark = mark_of(round, "KT", "1.2")
        values = [f"{seen + 1}.00", f"{seen + 1}.50"]
        answers = at_once(*(partial(enter, mark, value, seen) for value in values))
        stored = mark_of(round, "KT", "1.2")
        assert sorted(told(answers)) == ["ChangedMeanwhile", "Mark"]
        [won] = [place for place, answer in enumerate(answers) if isinstance(answer, Mark)]
        assert (stored.self_entry, stored.version) == (values[won], seen + 1)
        assert (answers[1 - won].now.self_entry, answers[1 - won].now.version) == (values[won], seen + 1)
        saved.append(values[won])
    assert entries_told(mark) == saved


def test_of_two_appraisers_of_a_line_one_wins_and_the_other_is_told(file_database):
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    answers = at_once(partial(appraise, mark, "9.00", 0), partial(appraise, mark, "8.00", 0))
    assert sorted(told(answers)) == ["ChangedMeanwhile", "Mark"]
    stored = mark_of(round, "KT", "1.2")
    [won] = [answer for answer in answers if isinstance(answer, Mark)]
    assert (stored.appraised_entry, stored.version) == (won.appraised_entry, 1)


def test_an_appraiser_and_the_unit_whose_line_was_sent_back_do_not_pass_each_other_by(file_database):
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    send_back_mark(mark, "Thiếu minh chứng", seen=0, by=None, at=NOW)
    answers = at_once(partial(enter, mark, "7.00", 1), partial(hand_in_mark, mark, seen=1, by=None, at=timezone.now()))
    assert sorted(told(answers)) == ["ChangedMeanwhile", "Mark"]
    assert mark_of(round, "KT", "1.2").version == 2


def test_many_who_save_different_lines_of_a_sheet_all_save(file_database):
    round = round_in(RoundState.SELF_SCORING)
    marks = [mark_of(round, "KT", code) for code in ("1.2", "2.3", "3.1", "3.2", "3.3", "5.1")]
    answers = at_once(*(partial(enter, mark, "2.50", 0) for mark in marks))
    assert told(answers) == ["Mark"] * len(marks)
    stored = Mark.objects.filter(pk__in=[mark.pk for mark in marks])
    assert set(stored.values_list("self_entry", "version")) == {("2.50", 1)}


# A saver and whoever moves the round on -------------------------------------------------------------------------------


def past_its_deadline():
    """The head may end the self-scoring; a saver whose clock is a little behind may still save."""
    round = round_in(RoundState.SELF_SCORING)
    put(round, self_scoring_until=timezone.now() - timedelta(minutes=1))
    return Round.objects.get(pk=round.pk)


def enter_late(mark, entry="9.00", seen=0):
    return enter_mark(mark, SelfEntry(entry), seen=seen, by=None, at=timezone.now() - timedelta(minutes=5))


def begin_appraisal(round):
    return move_on(round, seen_state=RoundState.SELF_SCORING, by=None, at=timezone.now())


def quarter(seen):
    return f"2.{seen % 4 * 25:02}"


LOCKED = ["Kỳ chấm đang ở bước thẩm định, điểm tự chấm đã khóa. Cần sửa thì đề nghị người thẩm định."]


def test_who_saves_while_the_round_moves_on_is_told_that_it_is_over(file_database):
    round = past_its_deadline()
    mark = mark_of(round, "KT", "1.2")
    _, refused = after(partial(begin_appraisal, round), partial(enter_late, mark))
    assert refused.reasons == LOCKED
    stored = mark_of(round, "KT", "1.2")
    assert (stored.self_entry, stored.version, stored.sheet.round.state) == ("", 0, RoundState.APPRAISING)


def test_whoever_moves_the_round_on_waits_for_who_is_saving(file_database):
    round = past_its_deadline()
    mark = mark_of(round, "KT", "1.2")
    saved, moved = after(partial(enter_late, mark), partial(begin_appraisal, round))
    assert (saved.self_entry, moved.state) == ("9.00", RoundState.APPRAISING)
    assert mark_of(round, "KT", "1.2").self_entry == "9.00"


def test_no_entry_is_made_after_the_round_moved_on_however_many_save(file_database):
    """Six people save one line after the other until they are told that it is over."""
    round = past_its_deadline()
    codes = ("1.2", "2.3", "3.1", "3.2", "3.3", "5.1")
    marks = [mark_of(round, unit, code) for unit, code in zip(OUTCOME, codes, strict=True)]

    all_saved = Gathering(len(marks))

    def save_until_it_is_over(mark):
        seen = 0
        while isinstance(answer := outcome(partial(enter_late, mark, quarter(seen), seen)), Mark):
            seen = answer.version
            all_saved.note(seen)
            time.sleep(0.01)
        return seen, answer.reasons

    def end_it():
        all_saved.wait()
        return begin_appraisal(round)

    *savers, _ = at_once(*(partial(save_until_it_is_over, mark) for mark in marks), end_it)
    moved_at = Round.history.filter(id=round.pk, state=RoundState.APPRAISING).latest("history_id").history_date
    for mark, (accepted, reasons) in zip(marks, savers, strict=True):
        stored = Mark.objects.get(pk=mark.pk)
        entries = [quarter(seen) for seen in range(accepted)]
        assert (reasons, stored.version, stored.self_entry) == (LOCKED, accepted, entries[-1] if entries else "")
        assert entries_told(mark) == entries
        assert not mark.history.filter(history_date__gte=moved_at).exists()
    assert all(accepted >= ENOUGH for accepted, _ in savers)


def test_of_two_who_move_the_round_on_at_once_one_does_and_the_other_is_told(file_database):
    round = past_its_deadline()
    answers = at_once(partial(begin_appraisal, round), partial(begin_appraisal, round))
    assert sorted(told(answers)) == ["NotPossible", "Round"]
    assert Round.objects.get(pk=round.pk).state == RoundState.APPRAISING
    assert Round.history.filter(id=round.pk, history_change_reason="Bắt đầu thẩm định").count() == 1


# A saver and whoever settles the round --------------------------------------------------------------------------------

SETTLED = ["Kỳ chấm đã chốt, không ai sửa được điểm."]


def settle(round):
    return settle_round(round, by=None, at=timezone.now())


def assert_the_result_is_what_the_marks_say(round):
    """The kept document is the one that the stored marks give when they are settled anew."""
    stored = Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)
    content = content_of(stored)
    document = result_document(round_name(stored), content, settle_content(content))
    assert stored.is_settled
    assert stored.result.document == canonical(document)
    assert stored.result.sha256 == document["sha256"]


def test_who_changes_a_line_while_the_round_is_settled_is_told_that_it_is_over(file_database):
    round = round_in(RoundState.REVIEWING)
    mark = mark_of(round, "KT", "1.2")
    _, refused = after(partial(settle, round), partial(appraise, mark, "9.00", 0))
    assert refused.reasons == SETTLED
    assert mark_of(round, "KT", "1.2").appraised_entry == "10.00"
    assert_the_result_is_what_the_marks_say(round)


def test_whoever_settles_waits_for_who_is_changing_a_line_and_settles_what_was_changed(file_database):
    round = round_in(RoundState.REVIEWING)
    mark = mark_of(round, "KT", "1.2")
    changed, result = after(partial(appraise, mark, "9.00", 0), partial(settle, round))
    assert (changed.appraised_entry, result.round_id) == ("9.00", round.pk)
    assert result.units.get(sheet__unit__code="KT").areas["1"] == "24.00"
    assert_the_result_is_what_the_marks_say(round)


def test_a_settled_result_equals_the_marks_however_many_change_them_meanwhile(file_database):
    round = round_in(RoundState.REVIEWING)
    marks = [mark_of(round, unit, "1.2") for unit in OUTCOME]

    all_changed = Gathering(len(marks))

    def change_until_it_is_settled(mark):
        seen = 0
        while isinstance(answer := outcome(partial(appraise, mark, f"{seen % 9 + 1}.25", seen)), Mark):
            seen = answer.version
            all_changed.note(seen)
            time.sleep(0.01)
        return seen, answer.reasons

    def settle_soon():
        all_changed.wait()
        return settle(round)

    *changers, result = at_once(*(partial(change_until_it_is_settled, mark) for mark in marks), settle_soon)
    assert result.round_id == round.pk, result
    assert [reasons for _, reasons in changers] == [SETTLED] * len(marks)
    for mark, (accepted, _) in zip(marks, changers, strict=True):
        assert Mark.objects.get(pk=mark.pk).version == accepted
    assert all(accepted >= ENOUGH for accepted, _ in changers)
    assert_the_result_is_what_the_marks_say(round)


def test_of_two_who_settle_at_once_one_does(file_database):
    round = round_in(RoundState.REVIEWING)
    first, second = (Round.objects.select_related("campaign__bloc__commune").get(pk=round.pk) for _ in range(2))
    answers = at_once(partial(settle, first), partial(settle, second))
    assert sum(isinstance(answer, Result) for answer in answers) == 1, answers
    assert Result.objects.filter(round=round).count() == 1
    assert_the_result_is_what_the_marks_say(round)
