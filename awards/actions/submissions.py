"""The proposals of a settled round on their way to the Council: confirmed, reopened, submitted."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from awards.departures import Choice, Review, problems_of
from awards.models import Ballot, Nomination, Paper, Submission, SubmissionLine
from awards.proposing import Given, ProposableUnit, given_of
from awards.states import BallotKind, BallotState, LineSource, PaperKind, SubmissionState
from scoring.models import Round
from toolkit.history import acting
from toolkit.reasons import NotPossible, require
from toolkit.text import clean
from toolkit.versions import locked

NOT_SETTLED = "Kỳ chấm chưa chốt. Đề nghị khen thưởng lập từ kết quả đã chốt."
ALREADY = {
    SubmissionState.CONFIRMED: "Đề nghị vừa được xác nhận. Mở lại nếu cần sửa.",
    SubmissionState.SUBMITTED: "Đề nghị đã trình Hội đồng, không sửa được nữa.",
}
MOVED = (
    "Kết quả bỏ phiếu hoặc đề nghị cá nhân vừa thay đổi từ lúc mở trang này, nên chưa xác nhận. "
    "Xem lại các dòng dưới đây rồi xác nhận."
)
NOTHING = "Kỳ chấm này không có hình thức khen thưởng và không có đề nghị cá nhân, nên không có gì để trình."
KINDS = (PaperKind.SUBMISSION, PaperKind.PROPOSAL_LIST)


class MovedMeanwhile(Exception):
    """What a submission begins with is not what the head was shown."""


def submission_of(round: Round) -> Submission | None:
    return Submission.objects.filter(round=round).first()


@transaction.atomic
def confirm_submission(round: Round, review: Review, *, seen: str, by, at: datetime) -> Submission:
    """`seen` is `Given.seen` of what the head was shown. Raises MovedMeanwhile, and NotPossible with the reasons."""
    round = locked(round, "campaign__bloc__commune")
    require([] if round.is_settled else [NOT_SETTLED])
    submission = submission_of(round)
    if submission and submission.state in ALREADY:
        raise NotPossible([ALREADY[SubmissionState(submission.state)]])
    require(reasons_of_voting(round))
    _hold_people(round)
    given = given_of(round, submission)
    if given.seen != seen:
        raise MovedMeanwhile
    require([] if given.rules or given.people else [NOTHING])
    require([problem.sentence for problem in problems_of(given, review, own_unit=by.unit_id)])
    with acting("Xác nhận đề nghị khen thưởng", by=by):
        return _store(round, submission, given, review, by=by, at=at)


def reasons_of_voting(round: Round) -> list[str]:
    """What units are just voting on is not decided over their heads. One query."""
    ballots = Ballot.objects.filter(round=round, kind=BallotKind.AWARD_TIE, state=BallotState.OPEN).order_by("pk")
    titles = ballots.values_list("title", flat=True)
    return [f"“{title}” đang bỏ phiếu. Đóng hoặc hủy cuộc bỏ phiếu trước khi xác nhận." for title in titles]


def _hold_people(round: Round) -> None:
    """Whoever takes a nomination back meanwhile waits, and is told then."""
    people = Nomination.objects.accepted().filter(campaign=round.campaign_id).order_by("pk")
    list(people.select_for_update(of=("self",)).values_list("pk"))


def _store(round: Round, submission: Submission | None, given: Given, review: Review, *, by, at) -> Submission:
    submission = submission or Submission.objects.create(round=round)
    submission.left_open = {tie.rule.code: clean(review.left_open[tie.rule.pk]) for tie in given.open_ties}
    submission.confirm(by=by, at=at)
    submission.version += 1
    submission.save()
    for line in SubmissionLine.objects.filter(submission=submission):
        line.delete()
    bulk_create_with_history([*_unit_lines(submission, given, review)], SubmissionLine)
    bulk_create_with_history([*_person_lines(submission, given, review)], SubmissionLine)
    return submission


def _unit_lines(submission: Submission, given: Given, review: Review) -> Iterator[SubmissionLine]:
    for unit in given.units:
        choice = review.of_unit(unit)
        if choice.wanted == unit.rule:
            if unit.rule is not None and unit.source is not None:
                yield SubmissionLine(submission=submission, unit_id=unit.unit, rule_id=unit.rule, source=unit.source)
        else:
            yield from _departing(submission, unit, choice)


def _departing(submission: Submission, unit: ProposableUnit, choice: Choice) -> Iterator[SubmissionLine]:
    """The award left out and the award added are a line each."""
    about = {"submission": submission, "unit_id": unit.unit, "source": LineSource.DEPARTURE}
    if unit.rule is not None:
        yield SubmissionLine(**about, rule_id=unit.rule, is_included=False, reason=clean(choice.reason))
    if choice.wanted is not None:
        yield SubmissionLine(**about, rule_id=choice.wanted, reason=clean(choice.reason))


def _person_lines(submission: Submission, given: Given, review: Review) -> Iterator[SubmissionLine]:
    for person in given.people:
        choice = review.of_person(person)
        about = {"submission": submission, "unit_id": person.unit_id, "nomination": person}
        if choice.wanted:
            yield SubmissionLine(**about, source=LineSource.NOMINATION)
        else:
            reason = clean(choice.reason)
            yield SubmissionLine(**about, source=LineSource.DEPARTURE, is_included=False, reason=reason)


# Reopened, submitted -------------------------------------------------------------------------------------------------


@transaction.atomic
def reopen_submission(submission: Submission, *, reason: str, by, at: datetime) -> Submission:
    """Back to the head's desk; its lines stay as what the head begins with. Raises NotPossible."""
    submission = locked(submission, "round__campaign__bloc")
    require(reasons_not_to_reopen(submission))
    require([] if reason else ["Ghi lý do mở lại."])
    submission.reopen(reason=reason)
    submission.version += 1
    with acting("Mở lại đề nghị khen thưởng", by=by):
        submission.save()
    return submission


def reasons_not_to_reopen(submission: Submission) -> list[str]:
    match submission.state:
        case SubmissionState.SUBMITTED:
            return [ALREADY[SubmissionState.SUBMITTED]]
        case SubmissionState.DRAFTING:
            return ["Đề nghị chưa xác nhận, vẫn đang sửa được."]
    papers = list(papers_made_from(submission))
    return [f"{paper} đã ban hành từ đề nghị này. Thu hồi văn bản trước khi mở lại." for paper in papers]


def papers_made_from(submission: Submission):
    """Tờ trình and Danh sách in force that print these lines."""
    papers = Paper.objects.in_force().filter(round=submission.round_id, kind__in=KINDS)
    return papers.filter(issued_at__gte=submission.confirmed_at).select_related("bloc").order_by("issued_at", "pk")


@transaction.atomic
def submit_to_council(submission: Submission, *, by, at: datetime) -> Submission:
    """Raises NotPossible while the Tờ trình is not issued."""
    submission = locked(submission, "round__campaign__bloc")
    require(reasons_not_to_submit(submission))
    submission.submit(by=by, at=at)
    submission.version += 1
    with acting("Trình Hội đồng", by=by):
        submission.save()
    return submission


def reasons_not_to_submit(submission: Submission) -> list[str]:
    if submission.state == SubmissionState.SUBMITTED:
        return ["Đề nghị đã trình Hội đồng."]
    if submission.state == SubmissionState.DRAFTING:
        return ["Đề nghị chưa xác nhận. Xác nhận trước khi trình."]
    paper = submission_paper(submission)
    if paper is None:
        return ["Tờ trình chưa ban hành. Ban hành Tờ trình từ đề nghị đã xác nhận rồi trình."]
    if is_older(paper, submission) and not says_what_the_engine_says(submission):
        return [
            f"{paper} ban hành trước khi đề nghị được xác nhận, nên chưa có phần thay đổi. "
            "Thu hồi và ban hành lại rồi trình."
        ]
    return []


def is_older(paper: Paper, submission: Submission) -> bool:
    return submission.confirmed_at is not None and paper.issued_at < submission.confirmed_at


def submission_paper(submission: Submission) -> Paper | None:
    """The Tờ trình in force."""
    papers = Paper.objects.in_force().filter(round=submission.round_id, kind=PaperKind.SUBMISSION)
    return papers.select_related("bloc").first()


def says_what_the_engine_says(submission: Submission) -> bool:
    """Then a Tờ trình made straight from the result says the same."""
    others = submission.lines.exclude(source=LineSource.ENGINE)
    return not submission.left_open and not others.exists()
