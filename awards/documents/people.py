"""The people in the papers that go to the Council: a group a title, in its order."""

from dataclasses import dataclass
from itertools import groupby

from awards.documents.facts import PersonFacts, RoundFacts
from awards.documents.proposals import NAMED, roman
from campaigns.documents.wording import joined, two


@dataclass(frozen=True, slots=True)
class ProposedPerson:
    place: int
    name: str
    office: str
    unit: str
    initiative: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """One title; `words` says it in a sentence of the Tờ trình."""

    numeral: str
    form: str
    authority: str
    people: tuple[ProposedPerson, ...]
    words: str


def people_groups(facts: RoundFacts) -> tuple[PeopleGroup, ...]:
    """Empty where nothing is confirmed: the engine knows no people. The numerals go on after those of the units."""
    people = facts.confirmed.people if facts.confirmed else ()
    groups: list[PeopleGroup] = []
    place = 0
    for (form, authority), found in groupby(people, key=lambda person: (person.form, person.authority)):
        rows = tuple(_person(place + n, person) for n, person in enumerate(found, start=1))
        place += len(rows)
        number = len(facts.settled.awards) + len(groups) + 1
        groups.append(PeopleGroup(roman(number), form, authority, rows, _words(number, form, authority, rows)))
    return tuple(groups)


def _person(place: int, person: PersonFacts) -> ProposedPerson:
    return ProposedPerson(place, person.name, person.office, person.unit, person.initiative)


def _words(number: int, form: str, authority: str, rows: tuple[ProposedPerson, ...]) -> str:
    """ "3. Chiến sĩ thi đua cơ sở (Chủ tịch UBND xã): A (đơn vị) và B (đơn vị)." Long ones point to the annex."""
    head = f"{number}. {form}" + (f" ({authority})" if authority else "")
    if len(rows) > NAMED:
        return f"{head}: {two(len(rows))} cá nhân, theo danh sách tại Phụ lục."
    return f"{head}: {joined([f'{row.name} ({row.unit})' for row in rows])}."


def how_many(units: int, people: int) -> str:
    """ "06 đơn vị và 02 cá nhân"; what there is none of is left out, empty when there is nobody."""
    parts = [f"{two(units)} đơn vị"] if units else []
    return " và ".join([*parts, f"{two(people)} cá nhân"] if people else parts)
