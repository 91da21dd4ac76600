"""A confirmed submission as the facts of papers."""

from collections.abc import Sequence

from awards.documents.facts import Confirmed, PersonFacts
from awards.models import Submission, SubmissionLine
from awards.states import LineSource
from awards.submission_page import departure_sentences, lines_of, ranks_of
from scoring.models import Round
from toolkit.text import clean


def confirmed_of(round: Round) -> Confirmed | None:
    """None while the head has not confirmed anything, or has reopened it. Three queries."""
    submission = Submission.objects.filter(round=round).first()
    if submission is None or not submission.is_confirmed:
        return None
    lines, ranks = lines_of(submission), ranks_of(submission)
    included = [line for line in lines if line.is_included]
    units = sorted((line for line in included if line.rule_id), key=lambda line: ranks[line.unit_id][1])
    return Confirmed(
        units=by_rule(units),
        elected=by_rule([line for line in units if line.source == LineSource.BALLOT]),
        left_open=tuple((code, clean(reason)) for code, reason in sorted(submission.left_open.items())),
        people=tuple(person_of(line) for line in included if line.nomination_id),
        departures=tuple(clean(sentence) for sentence in departure_sentences(lines)),
    )


def by_rule(lines: Sequence[SubmissionLine]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.rule:
            found.setdefault(line.rule.code, []).append(line.unit.code)
    return tuple((code, tuple(units)) for code, units in found.items())


def person_of(line: SubmissionLine) -> PersonFacts:
    person = line.nomination
    if person is None:
        raise ValueError("not the line of a person")
    return PersonFacts(
        name=clean(person.full_name),
        office=clean(person.office),
        unit=clean(line.unit.name),
        form=clean(person.rule.form),
        authority=clean(person.rule.authority),
        initiative=clean(str(person.initiative)) if person.initiative else "",
    )
