"""After a round is settled: its proposals to be confirmed, sent to the Council, and what the Council decided recorded.

All the head's.
"""

from django.db.models import Exists, F, OuterRef, Q

from awards.models import AwardRule, CouncilDecision, Nomination, Submission
from awards.states import NominationState, SubmissionState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, lowered, place
from scoring.models import Round


def _to_confirm(desk: Desk):
    """Settled rounds with something to propose that nobody has confirmed, or that were reopened."""
    if not desk.headed:
        return None
    confirmed = Submission.objects.filter(round=OuterRef("pk")).exclude(state=SubmissionState.DRAFTING)
    rules = AwardRule.objects.filter(round=OuterRef("pk"))
    people = Nomination.objects.filter(campaign=OuterRef("campaign"), state=NominationState.ACCEPTED)
    settled = Round.objects.settled().filter(campaign__in=desk.headed)
    rounds = settled.filter(~Exists(confirmed), Q(Exists(rules)) | Q(Exists(people)))
    return columns(rounds, about=F("name"))


def _confirm(row: Waiting):
    words = f"Xác nhận đề nghị khen thưởng {lowered(row.about)}"
    note = "Các dòng chọn sẵn theo kết quả; khác dòng nào thì ghi lý do."
    return row.todo(words, note, place("submission", row.of), "Xem và xác nhận")


def _to_submit(desk: Desk):
    if not desk.headed:
        return None
    rounds = Round.objects.filter(campaign__in=desk.headed, submission__state=SubmissionState.CONFIRMED)
    return columns(rounds, about=F("name"), progress=Progress.DOING)


def _submit(row: Waiting):
    words = f"Trình Hội đồng đề nghị khen thưởng {lowered(row.about)}"
    return row.todo(words, "Đã xác nhận; ban hành Tờ trình rồi trình.", place("submission", row.of), "Xem và trình")


def _to_record(desk: Desk):
    """While the Council has not decided there is nothing to do: told, never pressing."""
    if not desk.headed:
        return None
    decisions = CouncilDecision.objects.filter(round=OuterRef("pk"))
    rounds = Round.objects.filter(campaign__in=desk.headed, submission__state=SubmissionState.SUBMITTED)
    return columns(rounds.filter(~Exists(decisions)), about=F("name"), progress=Progress.OPTIONAL)


def _record(row: Waiting):
    words = f"Ghi quyết định khen thưởng {lowered(row.about)} khi có"
    note = "Ghi số, ngày và những gì được tặng; giấy khen in từ quyết định."
    return row.todo(words, note, place("decision_new", row.of), "Ghi quyết định")


SOURCES: tuple[Source, ...] = (
    Source("proposals_to_confirm", _to_confirm, _confirm),
    Source("proposals_to_submit", _to_submit, _submit),
    Source("decision_to_record", _to_record, _record),
)
