"""The proposals as the head goes through them: a line for each unit, person and open tie, flat, drawn by the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from awards.departures import (
    MOST_LETTERS,
    Choice,
    Problem,
    Review,
    person_field,
    problems_of,
    tie_field,
    unit_field,
)
from awards.models import Nomination, Submission, SubmissionLine
from awards.proposing import Given, ProposableUnit, Tie
from toolkit.forms import LineField, PageForm
from toolkit.numbers import decimal_text
from toolkit.text import clean

TICKED = "1"
NO_AWARD = "Không đề nghị"


class ReasonForm(PageForm):
    reason = LineField(label="Lý do mở lại", max_length=1000)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `given` says what the result is, `chosen` what is chosen now; "" is no award."""

    name: str
    field: str
    given: str
    chosen: str
    reason: str
    problem: str = ""
    is_own: bool = False
    unit: ProposableUnit | None = None
    person: Nomination | None = None
    tie: Tie | None = None

    @property
    def is_departure(self) -> bool:
        return self.given != self.chosen

    @property
    def total(self) -> str:
        return decimal_text(self.unit.total) if self.unit else ""  # type: ignore[arg-type]  # a Decimal

    @property
    def reason_field(self) -> str:
        return f"{self.field}-ly-do"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines of the page, and what is wrong with them."""

    units: tuple[Line, ...]
    people: tuple[Line, ...]
    ties: tuple[Line, ...]
    review: Review
    problems: tuple[Problem, ...] = ()
    is_bound: bool = False

    @property
    def departures(self) -> int:
        return sum(line.is_departure for line in (*self.units, *self.people))

    def with_problems(self, problems: list[Problem]) -> "Sheet":
        """Each sentence at its line as well as in the summary."""
        said: dict[str, str] = {}
        for problem in problems:
            said.setdefault(problem.anchor.removesuffix("-ly-do"), problem.sentence)
        units, people, ties = (_marked(lines, said) for lines in (self.units, self.people, self.ties))
        return replace(self, units=units, people=people, ties=ties, problems=tuple(problems))


def sheet_of(given: Given, submission: Submission | None, *, own_unit: int | None, typed: Any = None) -> Sheet:
    """As typed, else as it was stored before it was reopened, else as given."""
    stored = _stored(given, submission) if typed is None else None
    review = _typed(given, typed) if typed is not None else stored or Review()
    sheet = Sheet(
        units=tuple(_unit_line(given, unit, review, own_unit) for unit in given.units),
        people=tuple(_person_line(person, review, own_unit) for person in given.people),
        ties=tuple(_tie_line(tie, review) for tie in given.ties),
        review=review,
        is_bound=typed is not None,
    )
    return sheet.with_problems(problems_of(given, review, own_unit=own_unit)) if typed is not None else sheet


def _marked(lines: tuple[Line, ...], said: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(replace(line, problem=said.get(line.field, "")) for line in lines)


def _unit_line(given: Given, unit: ProposableUnit, review: Review, own_unit: int | None) -> Line:
    choice = review.of_unit(unit)
    return Line(
        name=unit.name,
        field=unit_field(unit.unit),
        given=str(unit.rule or ""),
        chosen=str(choice.wanted or ""),
        reason=choice.reason,
        is_own=unit.unit == own_unit,
        unit=unit,
    )


def _person_line(person: Nomination, review: Review, own_unit: int | None) -> Line:
    choice = review.of_person(person)
    return Line(
        name=person.full_name,
        field=person_field(person.pk),
        given=TICKED,
        chosen=TICKED if choice.wanted else "",
        reason=choice.reason,
        is_own=person.unit_id == own_unit,
        person=person,
    )


def _tie_line(tie: Tie, review: Review) -> Line:
    left = review.left_open.get(tie.rule.pk)
    return Line(
        name=tie.rule.form,
        field=tie_field(tie),
        given="",
        chosen="" if left is None else TICKED,
        reason=left or "",
        tie=tie,
    )


# What was typed, what was stored ------------------------------------------------------------------------------------


def _typed(given: Given, data: Mapping[str, str]) -> Review:
    """A field that did not come (the own unit has none) says what is given."""
    return Review(
        units={unit.unit: _typed_unit(unit, data) for unit in given.units if unit_field(unit.unit) in data},
        people={
            person.pk: Choice(data.get(person_field(person.pk)) == TICKED, _reason(data, person_field(person.pk)))
            for person in given.people
            if person_field(person.pk, "ly-do") in data
        },
        left_open={
            tie.rule.pk: _reason(data, tie_field(tie)) for tie in given.open_ties if data.get(tie_field(tie)) == TICKED
        },
    )


def _typed_unit(unit: ProposableUnit, data: Mapping[str, str]) -> Choice:
    text = data[unit_field(unit.unit)]
    wanted = (int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0) if text else None
    return Choice(wanted, _reason(data, unit_field(unit.unit)))


def _reason(data: Mapping[str, str], field: str) -> str:
    return clean(data.get(f"{field}-ly-do", ""))[: MOST_LETTERS + 1]


def _stored(given: Given, submission: Submission | None) -> Review | None:
    """What the head had confirmed before it was reopened."""
    lines = list(submission.lines.all()) if submission else []
    if not lines:
        return None
    by_code = {tie.rule.code: tie.rule.pk for tie in given.open_ties}
    left = {by_code[code]: reason for code, reason in submission.left_open.items() if code in by_code}  # type: ignore[union-attr]
    return Review(_stored_units(given, lines), _stored_people(lines), left)


def _stored_units(given: Given, lines: list[SubmissionLine]) -> dict[int, Choice]:
    departed = {line.unit_id: line.reason for line in lines if line.rule_id and line.is_departure}
    wanted = {line.unit_id: line.rule_id for line in lines if line.rule_id and line.is_included}
    return {
        unit.unit: Choice(wanted.get(unit.unit), departed[unit.unit]) for unit in given.units if unit.unit in departed
    }


def _stored_people(lines: list[SubmissionLine]) -> dict[int, Choice]:
    return {line.nomination_id: Choice(line.is_included, line.reason) for line in lines if line.nomination_id}
