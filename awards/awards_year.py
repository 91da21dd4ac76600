"""The hub of a year's awards: for every round what there is, what waits, and what comes next. Seven queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from awards.models import AwardRule, Ballot, CouncilDecision, Nomination, Refusal, RefusalReason, Submission
from awards.proposing import is_valid
from awards.states import BallotKind, BallotState, NominationState, SubmissionState
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.access import may
from units.predicates import is_council


@dataclass(frozen=True, slots=True)
class Step:
    """`tone` is done, todo or info. `links` are (words, address)."""

    title: str
    note: str
    tone: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What the head does next: words, why, what the button says and where it leads."""

    words: str
    note: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class RoundSteps:
    round: Round
    steps: tuple[Step, ...]
    next: Next | None


@dataclass(frozen=True, slots=True)
class Found:
    """What is stored for one round."""

    rules: int
    ballots: tuple[Ballot, ...]
    tied: tuple[int, ...]
    submission: Submission | None
    decisions: tuple[CouncilDecision, ...]
    accepted: int

    @property
    def open_ties(self) -> int:
        decided = {b.rule_id for b in self.ballots if b.kind == BallotKind.AWARD_TIE and is_valid(b)}
        return len([rule for rule in self.tied if rule not in decided])

    @property
    def open_ballots(self) -> int:
        return sum(ballot.state == BallotState.OPEN for ballot in self.ballots)

    @property
    def awards(self) -> int:
        return sum(decision.given for decision in self.decisions)  # type: ignore[attr-defined]  # annotated


def rounds_of(user, rounds: Sequence[Round]) -> list[RoundSteps]:
    found = found_for(rounds)
    return [_steps(user, round, found[round.pk]) for round in rounds]


def found_for(rounds: Sequence[Round]) -> dict[int, Found]:
    keys = [round.pk for round in rounds]
    campaigns = {round.campaign_id for round in rounds}
    rules = Counter(AwardRule.objects.filter(round__in=keys).order_by().values_list("round_id", flat=True))
    ballots = list(Ballot.objects.filter(round__in=keys).order_by("pk"))
    refusals = Refusal.objects.filter(rule__round__in=keys, reason=RefusalReason.OPEN_TIE).order_by()
    tied = set(refusals.values_list("rule__round_id", "rule_id"))
    submissions = {found.round_id: found for found in Submission.objects.filter(round__in=keys)}
    decisions = CouncilDecision.objects.filter(round__in=keys).annotate(given=Count("awards"))
    listed = list(decisions.order_by("decided_on", "pk"))
    accepted = Counter(
        Nomination.objects.filter(campaign__in=campaigns, state=NominationState.ACCEPTED)
        .order_by()
        .values_list("campaign_id", flat=True)
    )
    return {
        round.pk: Found(
            rules=rules[round.pk],
            ballots=tuple(ballot for ballot in ballots if ballot.round_id == round.pk),
            tied=tuple(rule for of, rule in sorted(tied) if of == round.pk),
            submission=submissions.get(round.pk),
            decisions=tuple(found for found in listed if found.round_id == round.pk),
            accepted=accepted[round.campaign_id],
        )
        for round in rounds
    }


def _steps(user, round: Round, found: Found) -> RoundSteps:
    is_head = may(user, "awards.confirm_proposals", round)
    steps = [_rules(round, found), _ballots(round, found)]
    if round.is_settled:
        steps += [_proposals(round), _submission(round, found, user), _decisions(round, found, user)]
        if may(user, "awards.design_certificate", round):
            steps.append(_certificates(round, found))
    return RoundSteps(round, tuple(steps), _next(round, found) if is_head else None)


def _at(name: str, pk: int) -> str:
    return reverse(name, args=[pk])


# Steps --------------------------------------------------------------------------------------------------------------


def _rules(round: Round, found: Found) -> Step:
    links = (("Mở quy định", _at("award_rules", round.pk)),)
    if not found.rules:
        return Step("Quy định khen thưởng", "Kỳ chấm chưa quy định hình thức nào.", "info", links)
    return Step("Quy định khen thưởng", f"{found.rules} hình thức.", "done", links)


def _ballots(round: Round, found: Found) -> Step:
    links = (("Xem bỏ phiếu", _at("ballots", round.pk)),)
    if found.open_ballots:
        return Step("Bỏ phiếu kín", f"{found.open_ballots} cuộc đang bỏ phiếu.", "todo", links)
    if found.open_ties and not (found.submission and found.submission.is_confirmed):
        return Step("Bỏ phiếu kín", f"{found.open_ties} hình thức chờ bỏ phiếu suy tôn.", "todo", links)
    closed = sum(ballot.state == BallotState.CLOSED for ballot in found.ballots)
    note = f"{closed} cuộc đã kiểm phiếu." if closed else "Không có suất đồng hạng phải bỏ phiếu."
    return Step("Bỏ phiếu kín", note, "done" if closed else "info", links)


def _proposals(round: Round) -> Step:
    links = (("Xem đề nghị", _at("proposals", round.pk)),)
    return Step("Đề nghị theo kết quả", "Vì sao từng đơn vị được, không được đề nghị.", "done", links)


def _submission(round: Round, found: Found, user) -> Step:
    title, submission = "Trình Hội đồng", found.submission
    links = (("Mở đề nghị trình", _at("submission", round.pk)),)
    if submission is None or not submission.is_confirmed:
        return Step(title, "Trưởng Khối chưa xác nhận đề nghị.", "todo", links)
    if submission.state == SubmissionState.SUBMITTED:
        return Step(title, f"Đã trình ngày {submission.submitted_at:%d/%m/%Y}.", "done", links)
    if is_council(user):
        return Step(title, "Chưa trình.", "info", links)
    return Step(title, "Đã xác nhận, chưa trình.", "todo", links)


def _decisions(round: Round, found: Found, user) -> Step:
    title = "Quyết định khen thưởng"
    links = tuple((str(decision), _at("decision", decision.pk)) for decision in found.decisions)
    if found.decisions:
        return Step(title, f"{found.awards} tập thể, cá nhân được tặng.", "done", links)
    is_due = found.submission is not None and found.submission.state == SubmissionState.SUBMITTED
    if is_due and may(user, "awards.record_decision", round):
        links = (("Ghi quyết định", _at("decision_new", round.pk)),)
    return Step(title, "Chưa có quyết định nào được ghi.", "info", links)


def _certificates(round: Round, found: Found) -> Step:
    links = (("Mẫu giấy khen", _at("certificate_designs", round.campaign.bloc_id)),)
    note = "In từ trang của quyết định." if found.awards else "In được khi đã ghi quyết định."
    return Step("Giấy khen", note, "done" if found.awards else "info", links)


# Next ---------------------------------------------------------------------------------------------------------------


def _next(round: Round, found: Found) -> Next | None:
    """The first thing that waits for the head."""
    if not round.is_settled:
        return None
    submission, name = found.submission, round.name
    if submission is None or submission.state == SubmissionState.DRAFTING:
        return _before_confirming(round, found) if found.rules or found.accepted else None
    if submission.state == SubmissionState.CONFIRMED:
        note = "Tờ trình ban hành từ các dòng đã xác nhận; trình rồi thì không mở lại được."
        return Next(f"Trình Hội đồng đề nghị khen thưởng {name}", note, "Xem và trình", _at("submission", round.pk))
    if not found.decisions:
        note = "Khi có quyết định: ghi số, ngày và những gì được tặng."
        return Next(f"Ghi quyết định khen thưởng {name}", note, "Ghi quyết định", _at("decision_new", round.pk))
    return None


def _before_confirming(round: Round, found: Found) -> Next:
    if found.open_ties:
        words = f"Bỏ phiếu suy tôn {found.open_ties} hình thức của {round.name}"
        return Next(words, "Các đơn vị cùng hạng ở ranh giới số lượng.", "Xem bỏ phiếu", _at("ballots", round.pk))
    note = "Các dòng đã chọn sẵn theo kết quả; khác dòng nào thì ghi lý do."
    words = f"Xác nhận đề nghị khen thưởng {round.name}"
    return Next(words, note, "Xem và xác nhận", _at("submission", round.pk))


# The year -----------------------------------------------------------------------------------------------------------


def year_links(user, campaigns: Sequence[Campaign]) -> list[tuple[Campaign, tuple[tuple[str, str], ...]]]:
    """What belongs to the year and not to a round; the Council reads only awards that were given."""
    if is_council(user):
        return []
    return [
        (
            campaign,
            (
                ("Đề nghị khen thưởng cá nhân", _at("people_awards", campaign.pk)),
                ("Danh hiệu, điều kiện cho cá nhân", _at("person_rules", campaign.pk)),
                ("Kỷ luật trong năm", _at("disciplines", campaign.pk)),
            ),
        )
        for campaign in campaigns
    ]
