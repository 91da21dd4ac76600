"""Rounds with something to confirm, for the tests of submissions, decisions and certificates."""

from dataclasses import replace
from datetime import timedelta

from awards.actions.decisions import Content, Decided, Outcome, open_lines, record_decision
from awards.actions.submissions import confirm_submission, submit_to_council
from awards.arithmetic import AwardRule, Quota
from awards.departures import Review
from awards.models import Ballot, Nomination, PersonRule, Submission
from awards.proposing import given_of
from awards.states import BallotState, NominationState
from scoring.models import Round
from tests.cast import AT, NAME, settle
from tests.constraints import put
from tests.scoring.sample import CONTENT
from units.models import Unit

CONFIRMED = AT + timedelta(minutes=30)  # the cast's papers were issued at AT


def unit_of(cast, code: str) -> Unit:
    return Unit.objects.get(bloc=cast.bloc, code=code)


def rule_of(round: Round, code: str):
    return round.award_rules.get(code=code)


def tied_round() -> Round:
    """Phòng Kinh tế and Phòng Văn hóa - Xã hội share the rank of the last of three places."""
    marks = next(sheet.marks for sheet in CONTENT.sheets if sheet.unit == "VHXH")
    sheets = tuple(replace(s, marks=marks) if s.unit == "KT" else s for s in CONTENT.sheets)
    rules = (AwardRule("GK", "Giấy khen", Quota(number=3), "Chủ tịch UBND xã"),)
    return settle(replace(NAME, round="Kỳ đồng hạng"), replace(CONTENT, sheets=sheets, rules=rules))


def closed_ballot(round: Round, elected: list[str], *, quorum_met: bool = True, code: str = "GK") -> Ballot:
    ballot = Ballot.objects.create(round=round, kind="award_tie", rule=rule_of(round, code), title="Suy tôn")
    outcome = {"elected": elected, "quorum_met": quorum_met}
    put(ballot, state=BallotState.CLOSED, outcome=outcome, sha256="0" * 64)
    return ballot


def nominated(cast, code: str = "KT", name: str = "Nguyễn Văn A", form: str = "Chiến sĩ thi đua cơ sở") -> Nomination:
    """An accepted nomination of the year."""
    campaign = cast.round.campaign
    rule, _ = PersonRule.objects.get_or_create(
        campaign=campaign, code=form[:20], defaults={"form": form, "position": 1}
    )
    row = Nomination.objects.create(
        campaign=campaign, unit=unit_of(cast, code), rule=rule, full_name=name, office="Chuyên viên"
    )
    put(row, state=NominationState.ACCEPTED, decided_at=AT)
    return row


def confirmed(cast, review: Review | None = None, *, round: Round | None = None) -> Submission:
    round = round or cast.round
    seen = given_of(round, Submission.objects.filter(round=round).first()).seen
    return confirm_submission(round, review or Review(), seen=seen, by=cast.head, at=CONFIRMED)


def submitted(cast, review: Review | None = None) -> Submission:
    """Confirmed, its Tờ trình issued, sent to the Council."""
    submission = confirmed(cast, review)
    put(cast.paper, issued_at=CONFIRMED + timedelta(minutes=1))
    return submit_to_council(submission, by=cast.head, at=CONFIRMED + timedelta(minutes=2))


VALUES = {
    "number": "1234/QĐ-UBND",
    "decided_on": AT.date(),
    "body": "Chủ tịch UBND xã Hà Bắc",
    "signer_office": "",
    "signer": "",
    "note": "",
}


def decided(cast, review: Review | None = None, **lines):
    """Everything as proposed, except the lines named by the code of their unit."""
    submission = submitted(cast, review)
    said = {line.pk: lines.get(line.unit.code, Decided(Outcome.AS_PROPOSED)) for line in open_lines(submission)}
    return record_decision(submission, Content(VALUES, said), by=cast.head, at=AT)
