"""What is there to propose after a round is settled: what the engine took, what the ballots elected, who was accepted.

The head confirms it or departs from it (awards.actions.submissions). Six queries, however much it is.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awards.arithmetic import Quota
from awards.content import applied_rows
from awards.models import AwardRule, Ballot, Nomination, Proposal, Refusal, RefusalReason, Submission, SubmissionLine
from awards.states import BallotKind, BallotState, LineSource
from scoring.models import Round, UnitResult

UNIT_FIELDS = ("sheet__unit_id", "sheet__unit__code", "sheet__unit_name", "rank", "total", "classification")


@dataclass(frozen=True, slots=True)
class ProposableUnit:
    """A unit of the round; `rule` is the key of the rule that engine or ballot gave it, if any. No rank: excluded."""

    unit: int
    code: str
    name: str
    rank: int | None
    total: object
    classification: str
    rule: int | None = None
    source: LineSource | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Units that share a rank across the edge of a rule's quota. `ballot` is what decides or decided it, if any."""

    rule: AwardRule
    units: tuple[str, ...]
    places: int
    ballot: Ballot | None
    elected: tuple[str, ...]
    is_open: bool

    @property
    def left(self) -> int:
        return self.places - len(self.elected)


@dataclass(frozen=True, slots=True)
class Given:
    """Everything a submission begins with. `seen` changes whenever any of it does."""

    rules: tuple[AwardRule, ...]
    units: tuple[ProposableUnit, ...]
    ties: tuple[Tie, ...]
    people: tuple[Nomination, ...]
    seen: str

    @property
    def open_ties(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.is_open)

    @property
    def places(self) -> dict[int, int]:
        """How many units each rule may take, by its key."""
        return {rule.pk: places_of(rule, len(self.units)) for rule in self.rules}

    def rule(self, pk: int | None) -> AwardRule | None:
        return next((rule for rule in self.rules if rule.pk == pk), None)


def given_of(round: Round, submission: Submission | None) -> Given:
    """For a settled round."""
    rules = tuple(applied_rules(round))
    results = UnitResult.objects.filter(result__round=round).ranked()
    units = [ProposableUnit(*row) for row in results.values_list(*UNIT_FIELDS)]
    taken = dict(
        Proposal.objects.filter(rule__round=round).order_by().values_list("unit_result__sheet__unit_id", "rule_id")
    )
    ties = ties_of(round, rules, units, taken)
    elected = {code: tie.rule.pk for tie in ties for code in tie.elected}
    people = tuple(accepted_people(round))
    placed = tuple(_placed(unit, taken, elected) for unit in units)
    return Given(rules, placed, ties, people, _seen(placed, ties, people, submission))


def applied_rules(round: Round) -> list[AwardRule]:
    """Those the round was settled with, in their order."""
    return applied_rows(round, AwardRule.objects.filter(round=round).order_by("position", "pk"))


def accepted_people(round: Round):
    """Accepted nominations of the year that no other round of it has sent."""
    sent = SubmissionLine.objects.filter(nomination__isnull=False, is_included=True).exclude(submission__round=round)
    people = Nomination.objects.accepted().filter(campaign=round.campaign_id).exclude(pk__in=sent.values("nomination"))
    return people.select_related("rule", "unit", "initiative").order_by("rule__position", "unit", "full_name", "pk")


def _placed(unit: ProposableUnit, taken: Mapping[int, int], elected: Mapping[str, int]) -> ProposableUnit:
    if unit.unit in taken:
        return _with(unit, taken[unit.unit], LineSource.ENGINE)
    return _with(unit, elected[unit.code], LineSource.BALLOT) if unit.code in elected else unit


def _with(unit: ProposableUnit, rule: int, source: LineSource) -> ProposableUnit:
    return ProposableUnit(
        unit.unit, unit.code, unit.name, unit.rank, unit.total, unit.classification, rule=rule, source=source
    )


# Ties ---------------------------------------------------------------------------------------------------------------


def ties_of(
    round: Round, rules: Sequence[AwardRule], units: Sequence[ProposableUnit], taken: Mapping[int, int]
) -> tuple[Tie, ...]:
    rows = Refusal.objects.filter(rule__round=round, reason=RefusalReason.OPEN_TIE).order_by()
    tied: dict[int, set[int]] = defaultdict(set)
    for rule, unit in rows.values_list("rule_id", "unit_result__sheet__unit_id"):
        tied[rule].add(unit)
    ballots: dict[int | None, list[Ballot]] = defaultdict(list)
    kept = Ballot.objects.filter(round=round, kind=BallotKind.AWARD_TIE).exclude(state=BallotState.CANCELLED)
    for ballot in kept.order_by("pk"):
        ballots[ballot.rule_id].append(ballot)
    counts = list(taken.values())
    return tuple(
        _tie(rule, [u for u in units if u.unit in tied[rule.pk]], ballots[rule.pk], len(units), counts.count(rule.pk))
        for rule in rules
        if tied[rule.pk]
    )


def _tie(rule: AwardRule, tied: list[ProposableUnit], ballots: list[Ballot], units: int, taken: int) -> Tie:
    counted = [ballot for ballot in ballots if is_valid(ballot)]
    chosen = {code for ballot in counted for code in elected_of(ballot)}
    return Tie(
        rule=rule,
        units=tuple(unit.name for unit in tied),
        places=places_of(rule, units) - taken,
        ballot=next(iter(reversed(ballots)), None),
        elected=tuple(unit.code for unit in tied if unit.code in chosen),
        is_open=not counted,
    )


def places_of(rule: AwardRule, units: int) -> int:
    return Quota(rule.quota_number, rule.quota_percent).places(units)


def is_valid(ballot: Ballot) -> bool:
    """Closed, and enough units took part; otherwise the tie is as open as before."""
    return ballot.state == BallotState.CLOSED and bool((ballot.outcome or {}).get("quorum_met", True))


def elected_of(ballot: Ballot) -> list[str]:
    return list((ballot.outcome or {}).get("elected", []))


# What was seen ------------------------------------------------------------------------------------------------------


def _seen(
    units: Sequence[ProposableUnit],
    ties: Sequence[Tie],
    people: Sequence[Nomination],
    submission: Submission | None,
) -> str:
    facts = [
        [[unit.unit, unit.rule] for unit in units],
        [[tie.rule.pk, tie.is_open, tie.elected] for tie in ties],
        [[person.pk, person.version, person.full_name] for person in people],
        [submission.version, submission.state] if submission else [],
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()
