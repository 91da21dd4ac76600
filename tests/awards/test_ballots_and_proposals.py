"""What units vote on is not decided over their heads: proposals wait for a ballot, a ballot for the proposals."""

import pytest
from django.utils import timezone

from awards.actions.ballots import cancel_ballot, open_ballot, prepare_tie
from awards.actions.submissions import confirm_submission, reopen_submission
from awards.ballot_ties import open_ties
from awards.departures import Review
from awards.models import Submission
from awards.proposing import given_of
from tests.awards.ballot_builders import award_tied_round, ballot_of, opened, voter
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db


def reasons(action, *args, **kwargs):
    with pytest.raises(NotPossible) as refused:
        action(*args, **kwargs)
    return refused.value.reasons


def confirm(round):
    """The tied places stay empty, with a reason."""
    submission = Submission.objects.filter(round=round).first()
    given = given_of(round, submission)
    review = Review(left_open={tie.rule.pk: "Hết thời hạn trình" for tie in given.open_ties})
    return confirm_submission(round, review, seen=given.seen, by=voter(round, "VP"), at=timezone.now())


def test_nothing_is_confirmed_while_units_vote():
    round = award_tied_round()
    ballot = opened(ballot_of(round))
    assert reasons(confirm, round) == [
        f"“{ballot.title}” đang bỏ phiếu. Đóng hoặc hủy cuộc bỏ phiếu trước khi xác nhận."
    ]
    cancel_ballot(ballot, "Thử", by=None)
    assert confirm(round).is_confirmed


def test_no_ballot_on_an_award_is_held_once_the_proposals_are_confirmed():
    round = award_tied_round()
    prepared = ballot_of(round)
    submission = confirm(round)
    told = ["Đề nghị khen thưởng đã xác nhận. Mở lại đề nghị trước khi bỏ phiếu suy tôn."]
    assert reasons(open_ballot, prepared, by=None, at=timezone.now()) == told
    cancel_ballot(prepared, "Thử", by=None)
    [tie] = open_ties(round)
    assert reasons(prepare_tie, round, tie, by=None) == told
    reopen_submission(submission, reason="Bỏ phiếu lại", by=None, at=timezone.now())
    assert opened(ballot_of(round)).is_open
