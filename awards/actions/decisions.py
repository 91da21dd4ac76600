"""The Council's decision recorded: what was awarded of what was proposed, and each difference with a note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.models import CouncilDecision, GrantedAward, Submission, SubmissionLine
from awards.states import SubmissionState
from awards.submission_page import IN_ORDER
from scoring.models import ScoreSheet
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_over

KEPT = ("number", "decided_on", "body", "signer_office", "signer", "note")


class Outcome(StrEnum):
    """What a decision says about a proposed line."""

    AS_PROPOSED = "as_proposed"
    OTHER = "other"
    REFUSED = "refused"
    LATER = "later"  # not in this decision


@dataclass(frozen=True, slots=True)
class Decided:
    """`form` is what was awarded; `note` says why it differs."""

    outcome: Outcome
    form: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """An award nobody proposed; `award` is the key of the row when it was stored before."""

    unit: int
    form: str
    note: str = ""
    person: str = ""
    office: str = ""
    award: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A decision as it was typed: what it keeps itself, what it says of each line by its key, what it adds."""

    values: Mapping[str, Any]
    lines: Mapping[int, Decided] = field(default_factory=dict)
    added: tuple[Added, ...] = ()


def open_lines(submission: Submission, decision: CouncilDecision | None = None) -> list[SubmissionLine]:
    """The proposed lines that no other decision has spoken of. Two queries."""
    others = CouncilDecision.objects.filter(round=submission.round_id).exclude(pk=(decision and decision.pk) or 0)
    spoken = {int(key) for refused in others.values_list("refused", flat=True) for key in refused}
    lines = submission.lines.filter(is_included=True).exclude(granted__decision__in=others)
    found = lines.select_related("unit", "rule", "nomination__rule")
    return [line for line in found.order_by(*IN_ORDER) if line.pk not in spoken]


def proposed_form(line: SubmissionLine) -> str:
    rule = line.rule or (line.nomination.rule if line.nomination else None)
    return rule.form if rule else ""


@transaction.atomic
def record_decision(submission: Submission, content: Content, *, by, at: datetime) -> CouncilDecision:
    """Raises NotPossible. The submission is held, so no line is awarded twice."""
    submission = locked(submission, "round__campaign__bloc")
    decision = CouncilDecision(round=submission.round, recorded_at=at, recorded_by=by)
    require(reasons_against(submission, decision, content, at=at))
    with acting("Ghi quyết định khen thưởng", by=by):
        _fill(decision, content)
        decision.save()
        _write_awards(submission, decision, content)
    return decision


@transaction.atomic
def edit_decision(decision: CouncilDecision, content: Content, *, seen: int, by, at: datetime) -> CouncilDecision:
    """Raises NotPossible, ChangedMeanwhile."""
    submission = locked(decision.round.submission, "round__campaign__bloc")
    stored = locked(decision)
    require(reasons_against(submission, stored, content, at=at))
    with acting("Sửa quyết định khen thưởng", by=by):
        _fill(decision, content)
        save_over(decision, stored, seen=seen)
        _write_awards(submission, decision, content)
    return decision


def _fill(decision: CouncilDecision, content: Content) -> None:
    for name in KEPT:
        setattr(decision, name, content.values[name])
    refused = {pk: said.note for pk, said in content.lines.items() if said.outcome is Outcome.REFUSED}
    decision.refused = {str(pk): note for pk, note in refused.items()}


# Reasons ------------------------------------------------------------------------------------------------------------


def reasons_against(submission: Submission, decision: CouncilDecision, content: Content, *, at: datetime) -> list[str]:
    if submission.state != SubmissionState.SUBMITTED:
        return ["Đề nghị chưa trình Hội đồng. Trình rồi ghi quyết định."]
    lines = {line.pk: line for line in open_lines(submission, decision)}
    return [
        *_about_itself(submission, decision, content.values, timezone.localdate(at)),
        *_about_lines(lines, content),
        *_about_added(submission, decision, content),
    ]


def _about_itself(submission: Submission, decision: CouncilDecision, values: Mapping, today: date) -> list[str]:
    others = CouncilDecision.objects.filter(round=submission.round_id, number=values["number"]).exclude(pk=decision.pk)
    reasons = [f"Quyết định {values['number']} đã ghi cho kỳ chấm này."] if others.exists() else []
    if values["decided_on"] > today:
        reasons.append("Ngày quyết định chưa tới.")
    return reasons


def _about_lines(lines: Mapping[int, SubmissionLine], content: Content) -> list[str]:
    if set(content.lines) - set(lines):
        return ["Có dòng vừa được ghi trong quyết định khác. Tải lại trang."]
    reasons = []
    for pk, said in content.lines.items():
        differs = said.outcome in (Outcome.OTHER, Outcome.REFUSED)
        if said.outcome is Outcome.OTHER and not said.form:
            reasons.append(f"{lines[pk]}: ghi hình thức được tặng.")
        elif differs and not said.note:
            reasons.append(f"{lines[pk]}: ghi chú vì sao khác đề nghị.")
    if not content.added and all(said.outcome is Outcome.LATER for said in content.lines.values()):
        reasons.append("Quyết định chưa có dòng nào. Chọn ít nhất một dòng hoặc thêm dòng.")
    return reasons


def _about_added(submission: Submission, decision: CouncilDecision, content: Content) -> list[str]:
    units = set(ScoreSheet.objects.filter(round=submission.round_id).values_list("unit_id", flat=True))
    known = set(decision.awards.filter(line=None).values_list("pk", flat=True)) if decision.pk else set()
    named = [added.award for added in content.added if added.award is not None]
    reasons = ["Dòng thêm: có dòng lặp lại. Tải lại trang."] if len(set(named)) < len(named) else []
    for added in content.added:
        if added.unit not in units or (added.award is not None and added.award not in known):
            reasons.append("Dòng thêm: chọn một đơn vị của kỳ chấm.")
        elif not added.form:
            reasons.append("Dòng thêm: ghi hình thức được tặng.")
        elif not added.note:
            reasons.append("Dòng thêm: ghi chú vì sao có ngoài đề nghị.")
    return reasons


# Awards -------------------------------------------------------------------------------------------------------------


def _write_awards(submission: Submission, decision: CouncilDecision, content: Content) -> None:
    """Rows that stay keep their key: certificates and lists name them by it."""
    stored = list(decision.awards.select_for_update().order_by("pk"))
    by_line = {award.line_id: award for award in stored if award.line_id}
    by_key = {award.pk: award for award in stored}
    names = dict(ScoreSheet.objects.filter(round=submission.round_id).values_list("unit_id", "unit_name"))
    kept = [
        *_awards_of_lines(submission, decision, content, by_line, names),
        *_awards_added(decision, content, by_key, names),
    ]
    for award in kept:
        award.bloc_id, award.year = decision.bloc_id, decision.year
        award.decision_number, award.decided_on, award.body = decision.number, decision.decided_on, decision.body
        award.save()
    for award in stored:
        if award not in kept:
            award.delete()


def _awards_of_lines(
    submission: Submission, decision: CouncilDecision, content: Content, stored: Mapping, names: Mapping[int, str]
) -> list[GrantedAward]:
    found = []
    for line in open_lines(submission, decision):
        said = content.lines.get(line.pk, Decided(Outcome.LATER))
        if said.outcome not in (Outcome.AS_PROPOSED, Outcome.OTHER):
            continue
        award = stored.get(line.pk) or GrantedAward(decision=decision, line=line)
        award.unit, award.unit_name = line.unit, names.get(line.unit_id, line.unit.name)
        award.person_name = line.nomination.full_name if line.nomination else ""
        award.office = line.nomination.office if line.nomination else ""
        award.form = said.form if said.outcome is Outcome.OTHER else proposed_form(line)
        award.note = said.note
        found.append(award)
    return found


def _awards_added(
    decision: CouncilDecision, content: Content, stored: Mapping, names: Mapping[int, str]
) -> list[GrantedAward]:
    found = []
    for added in content.added:
        award = stored.get(added.award) or GrantedAward(decision=decision)
        award.unit_id, award.unit_name = added.unit, names[added.unit]
        award.person_name, award.office = added.person, added.office
        award.form, award.note = added.form, added.note
        found.append(award)
    return found
