"""Two people at once over an objection or a decision: one is done, the other is told, and no score changes twice."""

from functools import partial

import pytest
from django.utils import timezone

from scoring.actions.objections import Answer, Plea, answer_objection, file_objection, withdraw_objection
from scoring.actions.review import Conclusion, record_decision
from scoring.actions.rounds import move_on
from scoring.models import Objection, ReviewDecision, Round
from scoring.states import DecisionKind, RoundState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in
from tests.scoring.test_conflicts import after, at_once
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


@pytest.fixture(params=[at_once, after], ids=["at once", "after"])
def race(request, file_database):
    return request.param


def objecting():
    round = round_in(RoundState.OBJECTING)
    return round, mark_of(round, "KT", "1.2"), Unit.objects.get(code="KT", bloc=round.campaign.bloc)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_of_two_who_answer_one_is_told(race):
    _, mark, unit = objecting()
    one = file_objection(mark, Plea("Xem lại"), unit=unit, by=None, at=NOW)
    answers = race(
        *(
            partial(answer_objection, one, Answer(entry, "Đã xem"), seen=0, seen_mark=0, by=None, at=NOW)
            for entry in ("10.50", "11.00")
        )
    )
    assert kinds(answers) == ["ChangedMeanwhile", "Objection"]
    [won] = [answer for answer in answers if isinstance(answer, Objection)]
    mark.refresh_from_db()
    assert (mark.appraised_entry, mark.version) == (won.entry_after, 1)
    assert won.entry_before == "10.00"


def test_an_answer_and_a_withdrawal(race):
    _, mark, unit = objecting()
    one = file_objection(mark, Plea("Xem lại"), unit=unit, by=None, at=NOW)
    answers = race(
        partial(answer_objection, one, Answer("11.00", "Đã xem"), seen=0, seen_mark=0, by=None, at=NOW),
        partial(withdraw_objection, one, seen=0, by=None),
    )
    assert sum(isinstance(answer, ChangedMeanwhile) for answer in answers) == 1
    mark.refresh_from_db()
    is_answered = Objection.objects.get().state == "answered"
    assert mark.appraised_entry == ("11.00" if is_answered else "10.00")


def test_a_unit_that_sends_twice_has_one_objection(race):
    _, mark, unit = objecting()
    answers = race(*[partial(file_objection, mark, Plea("Xem lại"), unit=unit, by=None, at=NOW)] * 2)
    assert kinds(answers) == ["NotPossible", "Objection"]
    assert Objection.objects.count() == 1


def test_nothing_is_sent_into_a_round_that_has_moved_on(race):
    round, mark, unit = objecting()
    answers = race(
        partial(move_on, round, seen_state=round.state, by=None, at=NOW),
        partial(file_objection, mark, Plea("Xem lại"), unit=unit, by=None, at=NOW),
    )
    assert Round.objects.get(pk=round.pk).state == RoundState.REVIEWING
    assert isinstance(answers[1], (Objection, NotPossible))
    assert Objection.objects.count() == isinstance(answers[1], Objection)


def test_of_two_who_record_a_decision_one_is_told(race):
    round, mark, _ = objecting()
    put(round, state=RoundState.REVIEWING)
    deeds = [
        partial(
            record_decision, round, f"mark/{mark.pk}", Conclusion(DecisionKind.CHANGED, "Đã bàn", entry),
            mark=mark, seen=0, seen_mark=0, by=None, at=NOW,
        )
        for entry in ("10.50", "11.00")
    ]  # fmt: skip
    answers = race(*deeds)
    assert kinds(answers) == ["ChangedMeanwhile", "ReviewDecision"]
    mark.refresh_from_db()
    shown = {"10.50": "10,50", "11.00": "11,00"}[mark.appraised_entry]
    assert ReviewDecision.objects.get().words == f"Từ 10,00 thành {shown}. Đã bàn"
    assert mark.version == 1
