"""The proposals of a round as the papers list them: a group a rule, and words where a group is empty."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from awards.arithmetic import AwardOutcome
from awards.documents.facts import Confirmed, RoundFacts
from awards.documents.notes import names_of
from awards.documents.tables import classification
from campaigns.documents.wording import two
from scoring.arithmetic import UnitOutcome
from toolkit.numbers import decimal_text, plain_text
from toolkit.text import clean

NAMED = 5
NOBODY = "Không có đơn vị đủ điều kiện."
NOBODY_PROPOSED = "Không đề nghị đơn vị nào."
NO_RULES = "Kỳ chấm này không quy định hình thức khen thưởng nên không có đề nghị."


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    place: int
    name: str
    total: str
    rank: str
    classification: str


@dataclass(frozen=True, slots=True)
class AwardGroup:
    """One award: who is proposed, or why nobody is. `places_words` says how many there may be."""

    numeral: str
    form: str
    authority: str
    places_words: str
    units: tuple[ProposedUnit, ...]
    names: str
    empty: str
    open_tie: str

    @property
    def is_long(self) -> bool:
        """Too many to name in a sentence where a list follows."""
        return len(self.units) > NAMED

    @property
    def count(self) -> str:
        return two(len(self.units))


def award_groups(facts: RoundFacts) -> tuple[AwardGroup, ...]:
    by_code = {unit.unit: unit for unit in facts.settled.units}
    groups, place = [], 0
    for i, award in enumerate(facts.settled.awards, start=1):
        units = []
        for code in award.units:
            place += 1
            units.append(_proposed(facts, place, by_code[code]))
        groups.append(_group(roman(i), award, tuple(units), by_code))
    return tuple(groups)


def proposed_groups(facts: RoundFacts) -> tuple[AwardGroup, ...]:
    """What goes to the Council: as the head confirmed it, else as the engine took it."""
    if facts.confirmed is None:
        return award_groups(facts)
    confirmed, groups, place = facts.confirmed, [], 0
    by_code = {unit.unit: unit for unit in facts.settled.units}
    for i, award in enumerate(facts.settled.awards, start=1):
        taken = dict(confirmed.units).get(award.rule.code, ())
        units = tuple(_proposed(facts, place + n, by_code[code]) for n, code in enumerate(taken, start=1))
        place += len(units)
        told = replace(award, units=taken)
        empty, note = _decided(confirmed, award, units, by_code)
        groups.append(replace(_group(roman(i), told, units, by_code), empty=empty, open_tie=note))
    return tuple(groups)


def _decided(
    confirmed: Confirmed, award: AwardOutcome, units: tuple[ProposedUnit, ...], by_code: Mapping[str, UnitOutcome]
) -> tuple[str, str]:
    """Why nobody is proposed, and what became of an open tie."""
    elected = [by_code[code] for code in dict(confirmed.elected).get(award.rule.code, ())]
    reason = dict(confirmed.left_open).get(award.rule.code, "")
    notes = [f"{names_of(elected)} được suy tôn qua bỏ phiếu kín."] if elected else []
    if reason:
        tied = [by_code[code] for code in award.open_tie]
        notes.append(f"{names_of(tied)} cùng hạng {tied[0].rank}; suất còn lại để trống: {reason.rstrip('.')}.")
    was_empty = not award.units and not award.open_tie
    empty = "" if units else _empty(award) if was_empty else NOBODY_PROPOSED
    return empty, " ".join(notes)


def proposed_count(facts: RoundFacts) -> int:
    """Units that are proposed, as `proposed_groups` lists them."""
    return sum(len(group.units) for group in proposed_groups(facts))


def _proposed(facts: RoundFacts, place: int, unit: UnitOutcome) -> ProposedUnit:
    return ProposedUnit(place, clean(unit.name), decimal_text(unit.total), str(unit.rank), classification(facts, unit))


def _group(
    numeral: str, award: AwardOutcome, units: tuple[ProposedUnit, ...], by_code: Mapping[str, UnitOutcome]
) -> AwardGroup:
    return AwardGroup(
        numeral=numeral,
        form=clean(award.rule.form),
        authority=clean(award.rule.authority),
        places_words=_places(award, len(by_code)),
        units=units,
        names=names_of([by_code[code] for code in award.units]),
        empty="" if units else _empty(award),
        open_tie=_open_tie(award, by_code),
    )


def _places(award: AwardOutcome, units: int) -> str:
    """ "nhiều nhất 01 đơn vị", with the percentage it comes from."""
    quota = award.rule.quota
    words = f"nhiều nhất {two(award.places)} đơn vị"
    if quota.number is None and quota.percent is not None:
        words += f" ({plain_text(quota.percent)} % của {two(units)} đơn vị, làm tròn xuống)"
    return words


def _empty(award: AwardOutcome) -> str:
    if award.places == 0:
        return "Không có suất nên không đề nghị."
    return "Chưa đề nghị đơn vị nào." if award.open_tie else NOBODY


def _open_tie(award: AwardOutcome, by_code: Mapping[str, UnitOutcome]) -> str:
    if not award.open_tie:
        return ""
    tied = [by_code[code] for code in award.open_tie]
    left = award.places - len(award.units)
    return (
        f"{names_of(tied)} cùng hạng {tied[0].rank}, còn {two(left)} suất cho {two(len(tied))} đơn vị:"
        " cần bỏ phiếu suy tôn."
    )


def roman(number: int) -> str:
    """I, II, III … for headings."""
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text
