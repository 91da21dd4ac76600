"""The Council's room: the settled rounds of every bloc of a commune, what was sent and what was decided. Only reading.

The queries are as many whatever there is to read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from awards.models import CouncilDecision, GrantedAward, Paper, Proposal, SignedPaper, Submission, SubmissionLine
from awards.states import LineSource, PaperState, SubmissionState
from awards.summaries import Summary, summaries_of
from scoring.models import Result, Round
from toolkit.text import unaccent

NOT_SENT, SENT, DECIDED = "chua-trinh", "cho-quyet-dinh", "da-quyet-dinh"
STATES = {NOT_SENT: "Chưa trình", SENT: "Đã trình, chờ quyết định", DECIDED: "Đã có quyết định"}


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A settled round. `signed` counts papers in force with a signed copy that is not for trying."""

    summary: Summary
    in_force: int
    signed: int
    withdrawn: int
    submitted_at: datetime | None
    decisions: tuple[CouncilDecision, ...]

    @property
    def round(self) -> Round:
        return self.summary.round

    @property
    def state(self) -> str:
        return DECIDED if self.decisions else SENT if self.submitted_at else NOT_SENT

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def words_to_search(self) -> str:
        decided = " ".join(decision.number for decision in self.decisions)
        return unaccent(f"{self.summary.bloc} {self.round.name} {self.summary.leaders} {decided}")


def room_rows(results: Sequence[Result]) -> list[RoomRow]:
    """In the order given."""
    rounds = [result.round_id for result in results]
    papers, sent, decided = _papers_of(rounds), _sent(rounds), decisions_of(rounds)
    return [
        RoomRow(
            summary,
            in_force=sum(papers[summary.round.pk, PaperState.ISSUED, is_signed] for is_signed in (True, False)),
            signed=papers[summary.round.pk, PaperState.ISSUED, True],
            withdrawn=sum(papers[summary.round.pk, PaperState.WITHDRAWN, is_signed] for is_signed in (True, False)),
            submitted_at=sent.get(summary.round.pk),
            decisions=tuple(decided.get(summary.round.pk, ())),
        )
        for summary in summaries_of(results)
    ]


def with_signed(papers: Any) -> Any:
    """`is_signed`: a copy is kept that is not for trying; `has_copy`: any."""
    copies = SignedPaper.objects.filter(paper=OuterRef("pk"))
    return papers.annotate(is_signed=Exists(copies.filter(is_demo=False)), has_copy=Exists(copies))


def _papers_of(rounds: Sequence[int]) -> Counter[tuple[int, str, bool]]:
    found = with_signed(Paper.objects.filter(round__in=rounds)).order_by()
    return Counter(found.values_list("round", "state", "is_signed"))


def _sent(rounds: Sequence[int]) -> dict[int, datetime | None]:
    """What the head is still working on is not the Council's to read."""
    sent = Submission.objects.filter(round__in=rounds, state=SubmissionState.SUBMITTED)
    return dict(sent.order_by().values_list("round", "submitted_at"))


def decisions_of(rounds: Sequence[int]) -> Mapping[int, list[CouncilDecision]]:
    found: dict[int, list[CouncilDecision]] = defaultdict(list)
    for decision in CouncilDecision.objects.filter(round__in=rounds).order_by("decided_on", "pk"):
        found[decision.round_id].append(decision)
    return found


# Proposed and decided -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A unit or a person: the award proposed ("" for none), on what ground, and the award given ("" for none)."""

    who: str
    of_unit: str
    proposed: str
    ground: str
    granted: str
    decision: str

    @property
    def differs(self) -> bool:
        return self.proposed != self.granted


@dataclass(frozen=True, slots=True)
class Awarded:
    """`is_decided`: a decision is recorded, so that an empty `granted` means that it was not given."""

    lines: tuple[AwardLine, ...]
    submitted_at: datetime | None
    decisions: tuple[CouncilDecision, ...]

    @property
    def is_decided(self) -> bool:
        return bool(self.decisions)


def awarded(round: Round) -> Awarded:
    """What was sent to the Council, or else what the rules propose, beside what was decided. Four queries at most."""
    sent, decisions = _sent([round.pk]), tuple(decisions_of([round.pk]).get(round.pk, ()))
    given = GrantedAward.objects.filter(decision__round=round)
    left = list(given.order_by("decided_on", "unit_name", "person_name", "pk"))
    proposed = list(_sent_lines(round) if round.pk in sent else _engine_lines(round))
    found: dict[int, GrantedAward] = {}
    for is_it in (Proposed.is_given, Proposed.is_of_the_same):  # first what was given as proposed, then what differs
        for place, one in enumerate(proposed):
            award = next((award for award in left if place not in found and is_it(one, award)), None)
            if award:
                left.remove(award)
                found[place] = award
    lines = [_line(one, found.get(place)) for place, one in enumerate(proposed)]
    return Awarded((*lines, *map(_not_proposed, left)), sent.get(round.pk), decisions)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A unit or a person with the award proposed; `line` is the submission's, 0 where the rules alone propose."""

    unit: int
    unit_name: str
    person: str
    form: str
    ground: str
    line: int = 0

    def is_of_the_same(self, award: GrantedAward) -> bool:
        return (award.unit_id, award.person_name) == (self.unit, self.person)

    def is_given(self, award: GrantedAward) -> bool:
        return award.line_id == self.line or (self.is_of_the_same(award) and award.form == self.form)


def _line(one: Proposed, award: GrantedAward | None) -> AwardLine:
    form, decision = (award.form, award.decision_number) if award else ("", "")
    of_unit = one.unit_name if one.person else ""
    return AwardLine(one.person or one.unit_name, of_unit, one.form, one.ground, form, decision)


def _not_proposed(award: GrantedAward) -> AwardLine:
    of_unit = award.unit_name if award.person_name else ""
    return AwardLine(award.person_name or award.unit_name, of_unit, "", "", award.form, award.decision_number)


def _sent_lines(round: Round) -> Iterator[Proposed]:
    lines = SubmissionLine.objects.filter(submission__round=round, is_included=True)
    related = lines.select_related("unit", "rule", "nomination__rule")
    for line in related.order_by("rule__position", "nomination__rule__position", "pk"):
        person, rule = line.nomination, line.rule
        form = rule.form if rule else person.rule.form if person else ""
        ground = LineSource(line.source).label + (f": {line.reason}" if line.reason else "")
        yield Proposed(line.unit_id, line.unit.name, person.full_name if person else "", form, ground, line.pk)


def _engine_lines(round: Round) -> Iterator[Proposed]:
    proposals = Proposal.objects.filter(rule__round=round).select_related("rule", "unit_result__sheet")
    for proposal in proposals.order_by("rule__position", "unit_result__rank", "pk"):
        sheet = proposal.unit_result.sheet
        yield Proposed(sheet.unit_id, sheet.unit_name, "", proposal.rule.form, LineSource.ENGINE.label)
