"""Whoever changes a sheet as a whole while the round moves on, or is settled, waits for it and sees where it is."""

from functools import partial

import pytest
from django.utils import timezone

from awards.actions import settle_round
from scoring.actions.rounds import move_on
from scoring.actions.sheets import exclude_sheet, record_votes, withdraw_sheet
from scoring.models import ScoreSheet
from scoring.states import RoundState, SheetState
from tests.scoring.rounds import SELF, round_in, sheet_of
from tests.scoring.test_conflicts import after

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (partial(exclude_sheet, reason="Có cá nhân bị kỷ luật"), "Kỳ chấm đã chốt, không ai sửa được."),
        (partial(record_votes, votes=4), "Số phiếu phân định được ghi ở bước bình xét."),
    ],
)
def test_what_is_settled_is_what_stood_there(file_database, deed, sentence):
    round = round_in(RoundState.REVIEWING)
    sheet = sheet_of(round, "KT")
    settling = partial(settle_round, round, by=None, at=timezone.now())
    _, answer = after(settling, partial(deed, sheet, seen=0, by=None))
    assert answer.reasons == [sentence]
    stored = ScoreSheet.objects.get(pk=sheet.pk)
    assert (stored.exclusion_reason, stored.votes) == ("", None)


def test_a_sheet_is_not_taken_back_into_a_phase_that_is_over(file_database):
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    round.sheets.update(state=SheetState.SUBMITTED, submitted_at=timezone.now())
    moving = partial(move_on, round, seen_state=round.state, by=None, at=timezone.now())
    _, answer = after(moving, partial(withdraw_sheet, sheet_of(round, "KT"), by=None, at=timezone.now()))
    assert "đã qua bước tự chấm" in answer.reasons[0]
    assert sheet_of(round, "KT").state == SheetState.SUBMITTED
