"""A decision beside what was proposed: a row for every proposed line and every award that was not."""

from collections.abc import Sequence
from dataclasses import dataclass

from awards.actions.decisions import proposed_form
from awards.models import CouncilDecision, GrantedAward, Submission, SubmissionLine
from awards.submission_page import lines_of

NOT_YET, NOT_GIVEN, NOT_PROPOSED = "Chưa quyết định", "Không tặng", "Không đề nghị"


@dataclass(frozen=True, slots=True)
class Row:
    """`award` is the key of the award for its certificate; `other` the decision that speaks of the line instead."""

    name: str
    more: str
    proposed: str
    decided: str
    note: str
    differs: bool
    award: int | None = None
    other: CouncilDecision | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[Row, ...]

    @property
    def given(self) -> int:
        return sum(row.award is not None for row in self.rows)

    @property
    def differences(self) -> int:
        return sum(row.differs for row in self.rows)


def comparison_of(decision: CouncilDecision, submission: Submission | None) -> Comparison:
    """Three queries, however many lines, awards and decisions."""
    decisions = {found.pk: found for found in CouncilDecision.objects.filter(round=decision.round_id)}
    awards = list(GrantedAward.objects.filter(decision__in=list(decisions)).order_by("unit_name", "person_name", "pk"))
    lines = [line for line in lines_of(submission) if line.is_included] if submission else []
    by_line = {award.line_id: award for award in awards if award.line_id}
    refused = {int(key): (found, note) for found in decisions.values() for key, note in found.refused.items()}
    rows = [_line_row(line, by_line.get(line.pk), refused.get(line.pk), decision, decisions) for line in lines]
    return Comparison((*rows, *_added_rows(awards, decision)))


def _line_row(
    line: SubmissionLine,
    award: GrantedAward | None,
    refused: tuple[CouncilDecision, str] | None,
    decision: CouncilDecision,
    decisions: dict[int, CouncilDecision],
) -> Row:
    name, more = named(line)
    proposed = proposed_form(line)
    if award is not None:
        other = decisions[award.decision_id] if award.decision_id != decision.pk else None  # type: ignore[index]
        return Row(
            name,
            more,
            proposed,
            award.form,
            award.note,
            award.form != proposed,
            award=None if other else award.pk,
            other=other,
        )
    if refused is not None:
        found, note = refused
        return Row(name, more, proposed, NOT_GIVEN, note, True, other=found if found.pk != decision.pk else None)
    return Row(name, more, proposed, NOT_YET, "", False)


def named(line: SubmissionLine) -> tuple[str, str]:
    if line.nomination is None:
        return line.unit.name, ""
    return line.nomination.full_name, ", ".join(part for part in (line.nomination.office, line.unit.name) if part)


def _added_rows(awards: Sequence[GrantedAward], decision: CouncilDecision) -> list[Row]:
    return [
        Row(
            award.person_name or award.unit_name,
            ", ".join(part for part in (award.office, award.unit_name if award.person_name else "") if part),
            NOT_PROPOSED,
            award.form,
            award.note,
            True,
            award=award.pk,
        )
        for award in awards
        if award.line_id is None and award.decision_id == decision.pk
    ]
