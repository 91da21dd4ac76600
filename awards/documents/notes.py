"""What a table cannot say: conversions, ties, exclusions and differences, each a sentence with its numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from awards.documents.facts import RoundFacts
from campaigns.documents.wording import joined, sentence, two
from scoring.arithmetic import (
    BALLOT_STEP,
    BASE_STEP,
    ZERO,
    Kind,
    UnitOutcome,
    Verdict,
    area_of_step,
    differs,
    scale_of,
    tie_value,
)
from scoring.charts import by_rank
from toolkit.numbers import decimal_text, plain_text
from toolkit.text import clean

# --- how a total was made --------------------------------------------------------------------------------


def conversion_notes(facts: RoundFacts) -> tuple[str, ...]:
    """The N/A rule in words, with the numbers of each unit it touched."""
    scale = scale_of(facts.content.criteria)
    maxima = {c.code: c.maximum or ZERO for c in facts.content.criteria}
    notes = []
    for unit in by_rank(facts.settled.units):
        left_out = [line.criterion for line in unit.lines if line.appraised is Verdict.NOT_APPLICABLE]
        if left_out:
            lost = sum((maxima[code] for code in left_out), ZERO)
            reached = sum((line.points for line in unit.lines if _is_base(facts, line.criterion)), ZERO)
            notes.append(
                f"{clean(unit.name)}: không áp dụng tiêu chí {joined(left_out)} ({decimal_text(lost)} điểm); điểm nền ="
                f" {decimal_text(reached)} × {decimal_text(scale)} ÷ {decimal_text(scale - lost)}"
                f" = {decimal_text(unit.base)}."
            )
    return tuple(notes)


def cap_notes(facts: RoundFacts) -> tuple[str, ...]:
    """Units whose bonus met the cap, and those a penalty would have brought below 0."""
    notes = []
    for unit in by_rank(facts.settled.units):
        raw = sum((line.points for line in unit.lines if _kind(facts, line.criterion) is Kind.BONUS), ZERO)
        if raw > unit.bonus:
            notes.append(
                f"{clean(unit.name)}: điểm thưởng cộng lại là {decimal_text(raw)},"
                f" tính theo trần {decimal_text(unit.bonus)}."
            )
        if unit.base + unit.bonus < unit.penalty:
            notes.append(f"{clean(unit.name)}: điểm trừ lớn hơn điểm đạt được; tổng điểm tính bằng 0,00.")
    return tuple(notes)


def _kind(facts: RoundFacts, code: str) -> Kind:
    return next(c.kind for c in facts.content.criteria if c.code == code)


def _is_base(facts: RoundFacts, code: str) -> bool:
    return _kind(facts, code).is_base


def exclusion_notes(facts: RoundFacts) -> tuple[str, ...]:
    return tuple(
        sentence(f"{clean(unit.name)}: không xếp hạng, không đề nghị khen thưởng. Lý do: {clean(unit.excluded)}")
        for unit in facts.settled.units
        if unit.excluded
    )


# --- ties ------------------------------------------------------------------------------------------------


def tie_notes(facts: RoundFacts) -> tuple[str, ...]:
    """How every group of equal totals was told apart, or that it was not."""
    ranked = [unit for unit in by_rank(facts.settled.units) if unit.rank is not None]
    notes = []
    for total, group in groupby(ranked, key=lambda unit: unit.total):
        units = list(group)
        if len(units) > 1:
            steps = "; ".join(_steps(units, facts.content.settings.tie_break, is_whole=True))
            notes.append(f"{names_of(units)} bằng {decimal_text(total)} điểm; {steps}.")
    return tuple(notes)


def _steps(units: Sequence[UnitOutcome], chain: Sequence[str], *, is_whole: bool) -> Iterator[str]:
    """Walk the chain as the ranking did: a step with a difference splits the group, equals go on to the next."""
    if len({unit.rank for unit in units}) == 1:
        yield f"{'' if is_whole else names_of(units) + ' '}chưa phân định được, cùng hạng {units[0].rank}"
        return
    step, rest = chain[0], chain[1:]
    values = {tie_value(unit, step) for unit in units}
    if len(values) == 1 or (step == BALLOT_STEP and any(unit.votes is None for unit in units)):
        yield from _steps(units, rest, is_whole=is_whole)
        return
    subject = "" if is_whole else f"{names_of(units)} "
    yield f"{subject}phân định theo {step_name(step)}: {_comparison(units, step)}"
    for _, part in groupby(units, key=lambda unit: tie_value(unit, step)):
        equals = list(part)
        if len(equals) > 1:
            yield from _steps(equals, rest, is_whole=False)


def _comparison(units: Sequence[UnitOutcome], step: str) -> str:
    """ "40,00 > 39,00" in the order of the ranks; equal neighbours stand as 39,00 = 39,00."""
    values = [tie_value(unit, step) for unit in units]
    text = [decimal_text(v) if isinstance(v, Decimal) else f"{two(v)} phiếu" for v in values]
    signs = [" > " if left > right else " = " for left, right in pairwise(values)]
    return text[0] + "".join(sign + value for sign, value in zip(signs, text[1:], strict=True))


def step_name(step: str) -> str:
    if step == BASE_STEP:
        return "Điểm nền"
    return "Bỏ phiếu" if step == BALLOT_STEP else f"Nội dung {area_of_step(step)}"


def names_of(units: Sequence[UnitOutcome]) -> str:
    return joined([clean(unit.name) for unit in units])


def open_rank_ties(facts: RoundFacts) -> tuple[str, ...]:
    """Units that still share a rank, to be settled by the meeting."""
    tied = [unit for unit in by_rank(facts.settled.units) if unit.tied_with]
    return tuple(
        f"{names_of(units)} cùng hạng {rank} với {decimal_text(units[0].total)} điểm, chưa phân định được."
        for rank, group in groupby(tied, key=lambda unit: unit.rank)
        for units in [list(group)]
    )


def open_award_ties(facts: RoundFacts) -> tuple[str, ...]:
    """Groups across the edge of a quota: nobody of them is taken until they are voted on and the head has confirmed."""
    if facts.confirmed is not None:
        return ()
    by_code = {unit.unit: unit for unit in facts.settled.units}
    return tuple(
        f"{clean(award.rule.form)}: {names_of([by_code[code] for code in award.open_tie])} cùng hạng"
        f" {by_code[award.open_tie[0]].rank}, còn {two(award.places - len(award.units))} suất cho"
        f" {two(len(award.open_tie))} đơn vị; chưa đề nghị đơn vị nào trong số này, cần bỏ phiếu suy tôn."
        for award in facts.settled.awards
        if award.open_tie
    )


# --- self-score beside the appraisal ---------------------------------------------------------------------


def differences(facts: RoundFacts) -> tuple[tuple[UnitOutcome, tuple[str, ...]], ...]:
    """Units whose appraised entries depart from their own, each with its lines: code, both entries, reason."""
    criteria = {c.code: c for c in facts.content.criteria}
    sheets = {sheet.unit: sheet for sheet in facts.content.sheets}
    found = []
    for unit in by_rank(facts.settled.units):
        lines = tuple(
            f"tiêu chí {line.criterion}: {_entry(line.self_entry, criteria[line.criterion].kind)}"
            f" → {_entry(line.appraised, criteria[line.criterion].kind)}{_because(line.reason)}"
            for line in unit.lines
            if differs(criteria[line.criterion], sheets[unit.unit].mark(criteria[line.criterion]))
        )
        if lines:
            found.append((unit, lines))
    return tuple(found)


def _because(reason: str) -> str:
    return f" ({clean(reason).rstrip('.')})" if clean(reason) else ""


def _entry(entry: Decimal | Verdict | None, kind: Kind) -> str:
    """As it was typed: points with two decimals, other numbers as short as they are, or the word."""
    if entry is Verdict.NOT_APPLICABLE:
        return "Không áp dụng"
    if isinstance(entry, Verdict):
        return entry.value
    return decimal_text(entry or ZERO) if kind is Kind.GRADED else plain_text(entry or ZERO)
