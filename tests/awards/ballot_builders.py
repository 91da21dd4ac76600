"""Rounds with ties in them, ballots about them, and people who vote."""

from dataclasses import replace

from django.utils import timezone

from awards.actions.ballots import open_ballot, prepare_review, prepare_tie
from awards.actions.votes import cast_vote
from awards.arithmetic import AwardRule, Quota, settle_content
from awards.ballot_ties import open_ties
from awards.models import Ballot
from awards.tally import Answer
from scoring.models import Mark, Round
from scoring.states import RoundState
from tests.cast import NAME, person, settle
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in, sheet_of
from tests.scoring.sample import CONTENT
from units.models import Unit, User

YES, NO, BLANK = Answer.YES, Answer.NO, Answer.BLANK
TIED = ("KT", "VHXH")  # in the order of the sheets they stand VHXH, KT
REVIEW = {"title": "Biểu quyết đề nghị khen thưởng", "quorum": "2/3", "threshold": "quá 1/2", "way": "online"}


def tied_round(number: str = "02") -> Round:
    """In review; KT and VHXH are alike in every line, so that only votes tell them apart."""
    round = round_in(RoundState.REVIEWING, number=number)
    for mark in Mark.objects.filter(sheet=sheet_of(round, "KT")).select_related("criterion"):
        twin = mark_of(round, "VHXH", mark.criterion.code)
        put(mark, self_entry=twin.self_entry, appraised_entry=twin.appraised_entry, reason=twin.reason)
    return round


def award_tied_round(number: str = "02", places: int = 1) -> Round:
    """Settled; KT and VHXH share a rank across the edge of Giấy khen, with `places` places left for them."""
    twin = next(sheet for sheet in CONTENT.sheets if sheet.unit == "VHXH")
    sheets = tuple(replace(s, marks=twin.marks) if s.unit == "KT" else s for s in CONTENT.sheets)
    for quota in range(1, len(sheets)):
        rules = (AwardRule("GK", "Giấy khen của Chủ tịch UBND xã", Quota(number=quota)),)
        content = replace(CONTENT, sheets=sheets, rules=rules)
        [outcome] = settle_content(content).awards
        if outcome.open_tie and quota - len(outcome.units) == places:
            return settle(replace(NAME, number=number, round=f"Tổng kết {number}"), content)
    raise AssertionError("no quota has its edge between the two")


def ballot_of(round: Round, **settings) -> Ballot:
    """The ballot the round's one open tie asks for, in preparation."""
    [tie] = open_ties(round)
    ballot = prepare_tie(round, tie, by=None)
    put(ballot, **settings)
    return Ballot.objects.select_related("round__campaign__bloc__commune", "rule").get(pk=ballot.pk)


def review_of(round: Round, *codes: str, **settings) -> Ballot:
    units = [unit_of(round, code) for code in codes]
    return prepare_review(round, {**REVIEW, **settings}, units, by=None)


def opened(ballot: Ballot) -> Ballot:
    return open_ballot(ballot, by=None, at=timezone.now())


def unit_of(round: Round, code: str) -> Unit:
    return Unit.objects.get(bloc=round.campaign.bloc_id, code=code)


def voter(round: Round, code: str) -> User:
    """A person of the unit, made when first asked for."""
    username = f"{code.lower()}-{round.campaign.bloc.number}"
    found = User.objects.filter(username=username).first()
    return found or person(username, unit=unit_of(round, code))


def answers(ballot: Ballot, code: str, said: dict[str, Answer]) -> dict[int, Answer]:
    """By the key of the item; what is not said is blank, the own unit left out."""
    items = ballot.items.select_related("unit")
    return {item.pk: said.get(item.unit.code, BLANK) for item in items if item.unit.code != code}


def vote(ballot: Ballot, code: str, **said: Answer) -> None:
    cast_vote(ballot, answers(ballot, code, said), by=voter(ballot.round, code))
