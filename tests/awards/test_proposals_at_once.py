"""Two people at the same moment: one confirms, one records; the other is told, and nothing is there twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from awards.actions.decisions import Content, Decided, Outcome, open_lines, record_decision
from awards.actions.submissions import confirm_submission
from awards.departures import Review
from awards.models import CouncilDecision, GrantedAward, Submission
from awards.proposing import given_of
from scoring.models import Round
from tests.awards.proposing import CONFIRMED, VALUES, submitted
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db(transaction=True)


def both(act):
    """What two threads that act at once come to: "done" or the reasons, sorted."""
    barrier, answers = Barrier(2), []

    def one(number):
        try:
            barrier.wait(20)
            act(number)
            answers.append("done")
        except NotPossible as problem:
            answers.append(str(problem))
        finally:
            connection.close()

    threads = [Thread(target=one, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(answers)


def test_of_two_who_confirm_at_once_one_is_told(file_database, cast):
    seen = given_of(cast.round, None).seen

    def confirm(number):
        round = Round.objects.get(pk=cast.round.pk)
        confirm_submission(round, Review(), seen=seen, by=cast.head, at=CONFIRMED)

    assert both(confirm) == ["done", "Đề nghị vừa được xác nhận. Mở lại nếu cần sửa."]
    assert Submission.objects.get().lines.count() == 3


def test_of_two_decisions_on_the_same_lines_one_is_told(file_database, cast):
    submission = submitted(cast)
    said = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(submission)}

    def record(number):
        content = Content(VALUES | {"number": f"{number}/QĐ-UBND"}, said)
        record_decision(Submission.objects.get(), content, by=cast.head, at=CONFIRMED)

    assert both(record) == ["Có dòng vừa được ghi trong quyết định khác. Tải lại trang.", "done"]
    assert (CouncilDecision.objects.count(), GrantedAward.objects.count()) == (1, 3)
