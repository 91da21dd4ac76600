"""What the head decides on the proposals of a round, beside what is given; each difference needs a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from awards.models import Nomination
from awards.proposing import Given, ProposableUnit, Tie

MOST_LETTERS = 1000
OWN_UNIT = "Đơn vị mình giữ nguyên theo kết quả: Trưởng Khối không quyết định về đơn vị mình."


@dataclass(frozen=True, slots=True)
class Choice:
    """For a unit `wanted` is the key of a rule or None, for a person whether to propose."""

    wanted: int | bool | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What was chosen: by key of unit, key of nomination, and why places stay empty by key of rule."""

    units: Mapping[int, Choice] = field(default_factory=dict)
    people: Mapping[int, Choice] = field(default_factory=dict)
    left_open: Mapping[int, str] = field(default_factory=dict)

    def of_unit(self, unit: ProposableUnit) -> Choice:
        return self.units.get(unit.unit) or Choice(unit.rule)

    def of_person(self, person: Nomination) -> Choice:
        return self.people.get(person.pk) or Choice(True)


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence, and the field of the page it is about."""

    anchor: str
    sentence: str


def problems_of(given: Given, review: Review, *, own_unit: int | None) -> list[Problem]:
    """`own_unit` is the head's: about it the head decides nothing."""
    return [
        *_about_units(given, review, own_unit),
        *_about_people(given, review, own_unit),
        *_about_ties(given, review),
    ]


def _about_units(given: Given, review: Review, own_unit: int | None) -> Iterator[Problem]:
    for unit in given.units:
        choice = review.of_unit(unit)
        if choice.wanted == unit.rule:
            continue
        if unit.unit == own_unit:
            yield Problem(unit_field(unit.unit), OWN_UNIT)
        elif choice.wanted is not None and given.rule(choice.wanted) is None:
            yield Problem(unit_field(unit.unit), f"{unit.name}: chọn một hình thức trong danh sách.")
        elif choice.wanted is not None and unit.rank is None:
            yield Problem(unit_field(unit.unit), f"{unit.name} có điều kiện loại nên không được đề nghị.")
        else:
            yield from _reason(unit_field(unit.unit, "ly-do"), unit.name, choice.reason)


def _about_people(given: Given, review: Review, own_unit: int | None) -> Iterator[Problem]:
    for person in given.people:
        choice = review.of_person(person)
        if choice.wanted:
            continue
        if person.unit_id == own_unit:
            yield Problem(person_field(person.pk), f"{person.full_name}: {OWN_UNIT}")
        else:
            yield from _reason(person_field(person.pk, "ly-do"), person.full_name, choice.reason)


def _reason(anchor: str, name: str, reason: str) -> Iterator[Problem]:
    if not reason:
        yield Problem(anchor, f"{name}: ghi lý do đề nghị khác với kết quả.")
    elif len(reason) > MOST_LETTERS:
        yield Problem(anchor, f"{name}: lý do dài nhất {MOST_LETTERS} ký tự.")


def _about_ties(given: Given, review: Review) -> Iterator[Problem]:
    for tie in given.ties:
        if len(tie.elected) > tie.places:
            yield Problem(tie_field(tie), _too_many(tie))
        if tie.is_open and tie.rule.pk not in review.left_open:
            yield Problem(tie_field(tie), open_words(tie))
        elif tie.is_open:
            yield from _reason(tie_field(tie, "ly-do"), f"Suất để trống của {tie.rule.form}", _left(review, tie))


def _left(review: Review, tie: Tie) -> str:
    return review.left_open.get(tie.rule.pk, "")


def _too_many(tie: Tie) -> str:
    return f"{tie.rule.form}: kiểm phiếu chọn {len(tie.elected)} đơn vị, chỉ còn {tie.places} suất."


def open_words(tie: Tie) -> str:
    return f"{tie.rule.form} còn {tie.places} suất chờ bỏ phiếu suy tôn. Bỏ phiếu trước, hoặc để trống kèm lý do."


# The names of the fields, which are also their places on the page -----------------------------------------------------


def unit_field(pk: int, part: str = "") -> str:
    return f"dv{pk}-{part}" if part else f"dv{pk}"


def person_field(pk: int, part: str = "") -> str:
    return f"cn{pk}-{part}" if part else f"cn{pk}"


def tie_field(tie: Tie, part: str = "") -> str:
    return f"trong{tie.rule.pk}-{part}" if part else f"trong{tie.rule.pk}"
