"""The numbers in words: how a line got its points, how a unit got its total, how a tie was told apart.

Pure, like scoring.arithmetic: what was worked out comes in, sentences with its numbers go out. Nothing here decides a
point; a reader can add every line up by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from scoring.arithmetic import (
    BALLOT_STEP,
    BASE_STEP,
    ZERO,
    Criterion,
    Entry,
    Kind,
    Line,
    UnitOutcome,
    Verdict,
    area_of_step,
    scale_of,
    tie_value,
)
from toolkit.numbers import decimal_text, plain_text

NO_ENTRY = "–"
NOT_APPLICABLE = "Không áp dụng"


def entry_words(entry: Entry, criterion: Criterion) -> str:
    """The entry as people write it: graded points with two decimals, other numbers as short as they are."""
    if entry is None:
        return "chưa chấm" if criterion.kind.is_base else NO_ENTRY
    if isinstance(entry, Verdict):
        return NOT_APPLICABLE if entry is Verdict.NOT_APPLICABLE else entry.value
    return decimal_text(entry) if criterion.kind is Kind.GRADED else plain_text(entry)


def how(criterion: Criterion, entry: Entry, best: Decimal | None = None) -> str:
    """The rule of one line with its numbers; `best` is the bloc's largest entry of a comparative criterion."""
    if entry is Verdict.NOT_APPLICABLE:
        return f"Không áp dụng: {_points(criterion.maximum)} điểm của tiêu chí không tính vào thang điểm"
    if entry is None:
        return "Chưa chấm: 0 điểm" if criterion.kind.is_base else "Không có"
    if isinstance(entry, Verdict):
        return f"{entry.value}: {_points(criterion.maximum) if entry is Verdict.PASSED else '0'} điểm"
    match criterion.kind:
        case Kind.GRADED:
            return f"Chấm trực tiếp, tối đa {_points(criterion.maximum)}"
        case Kind.PROPORTIONAL:
            return _how_proportional(criterion, entry)
        case Kind.COMPARATIVE:
            return _how_comparative(criterion, entry, best or entry)
    return _how_counted(criterion, entry)


def _points(value: Decimal | None) -> str:
    return plain_text(value or ZERO)


def _how_proportional(criterion: Criterion, actual: Decimal) -> str:
    target = criterion.target or ZERO
    if actual < target:
        return f"{_points(criterion.maximum)} × {plain_text(actual)} ÷ {plain_text(target)}"
    word = "Đạt" if actual == target else "Vượt"
    return f"{word} chỉ tiêu {plain_text(target)}: điểm tối đa"


def _how_comparative(criterion: Criterion, actual: Decimal, best: Decimal) -> str:
    half, target = plain_text((criterion.maximum or ZERO) / 2), plain_text(criterion.target or ZERO)
    if actual < (criterion.target or ZERO):
        return f"{half} × {plain_text(actual)} ÷ {target}. Chưa đạt chỉ tiêu {target}"
    if actual == criterion.target:
        return f"Đúng chỉ tiêu {target}: một nửa của {_points(criterion.maximum)} điểm"
    return (
        f"{half} + {half} × ({plain_text(actual)} − {target}) ÷ ({plain_text(best)} − {target}). "
        f"Chỉ tiêu {target}, cao nhất Khối {plain_text(best)}"
    )


def _how_counted(criterion: Criterion, count: Decimal) -> str:
    unit_points = criterion.unit_points or ZERO
    words = f"{plain_text(count)} × {decimal_text(unit_points)} điểm"
    if criterion.maximum is not None and count * unit_points > criterion.maximum:
        return f"{words} = {decimal_text(count * unit_points)}, tối đa {_points(criterion.maximum)}"
    return words


# A unit's total ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rung:
    """A step from the lines to the total: what it is, how it is made, and its points with their sign."""

    words: str
    note: str
    points: str
    is_end: bool = False


def ladder(unit: UnitOutcome, criteria: Sequence[Criterion], bonus_cap: Decimal | None) -> list[Rung]:
    """Base, the N/A conversion where there is one, bonus with its cap, penalty, total."""
    by_code = {line.criterion: line for line in unit.lines}
    lines = [(c, by_code[c.code]) for c in criteria]
    return [
        *_base_rungs(unit, criteria),
        Rung(
            "Cộng điểm thưởng",
            _bonus_note([li for c, li in lines if c.kind is Kind.BONUS], unit, bonus_cap),
            f"+ {decimal_text(unit.bonus)}",
        ),
        Rung(
            "Trừ điểm trừ",
            _sum_note([li.points for c, li in lines if c.kind is Kind.PENALTY]),
            f"− {decimal_text(unit.penalty)}",
        ),
        Rung(
            "Tổng điểm",
            "tổng không xuống dưới 0" if unit.base + unit.bonus < unit.penalty else "",
            decimal_text(unit.total),
            is_end=True,
        ),
    ]


def _base_rungs(unit: UnitOutcome, criteria: Sequence[Criterion]) -> Iterator[Rung]:
    note = _sum_note(list(unit.areas.values()))
    left_out = not_applicable(unit, criteria)
    if not left_out:
        yield Rung("Điểm nền", note, decimal_text(unit.base))
        return
    yield Rung("Điểm các nội dung", note, decimal_text(reached(unit)))
    yield Rung(
        "Điểm nền sau quy đổi",
        f"không áp dụng {listed([c.code for c in left_out])}: {conversion(unit, left_out, scale_of(criteria))}",
        decimal_text(unit.base),
    )


def not_applicable(unit: UnitOutcome, criteria: Sequence[Criterion]) -> list[Criterion]:
    codes = {line.criterion for line in unit.lines if line.appraised is Verdict.NOT_APPLICABLE}
    return [c for c in criteria if c.code in codes]


def reached(unit: UnitOutcome) -> Decimal:
    """What the areas come to before the N/A rule, as the rung shows it."""
    return sum(unit.areas.values(), ZERO)


def conversion(unit: UnitOutcome, left_out: Sequence[Criterion], scale: Decimal) -> str:
    """ "50,45 × 100 ÷ 82 = 61,52"."""
    rest = scale - scale_of(left_out)
    return f"{decimal_text(reached(unit))} × {plain_text(scale)} ÷ {plain_text(rest)} = {decimal_text(unit.base)}"


def conversion_sentence(unit: UnitOutcome, left_out: Sequence[Criterion], scale: Decimal) -> str:
    codes, lost = listed([c.code for c in left_out]), plain_text(scale_of(left_out))
    return f"{unit.name} không áp dụng tiêu chí {codes} ({lost} điểm): {conversion(unit, left_out, scale)}."


def _sum_note(points: Sequence[Decimal]) -> str:
    shown = [decimal_text(p) for p in points if p]
    return f"= {' + '.join(shown)}" if len(shown) > 1 else ""


def _bonus_note(lines: Sequence[Line], unit: UnitOutcome, cap: Decimal | None) -> str:
    shown = [decimal_text(line.points) for line in lines if line.points]
    raw = sum((line.points for line in lines), ZERO)
    note = f"= {' + '.join(shown)}" if shown else ""
    if raw > unit.bonus:
        return f"{note}{' = ' + decimal_text(raw) if len(shown) > 1 else ''}, lấy theo trần {decimal_text(unit.bonus)}"
    return f"{note}; trần {decimal_text(cap)} điểm".lstrip("; ") if cap is not None else note


def listed(words: Sequence[str]) -> str:
    """ "2.1, 2.2 và 2.3"."""
    return " và ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])


# Ties -------------------------------------------------------------------------------------------------------------


def step_words(step: str) -> str:
    if step == BASE_STEP:
        return "Điểm nền"
    return "Bỏ phiếu" if step == BALLOT_STEP else f"Nội dung {area_of_step(step)}"


def chain_words(chain: Sequence[str]) -> str:
    """ "điểm nền, rồi Nội dung 1, rồi bỏ phiếu"."""
    words = [step_words(step) for step in chain if step]
    return ", rồi ".join(w if w.startswith("Nội dung") else w[0].lower() + w[1:] for w in words)


def ties(units: Sequence[UnitOutcome]) -> list[list[UnitOutcome]]:
    """Groups of two or more ranked units with one total, in the order given (by rank)."""
    ranked = [u for u in units if u.rank is not None]
    groups = [list(group) for _, group in groupby(ranked, key=lambda u: u.total)]
    return [group for group in groups if len(group) > 1]


def tie_sentence(units: Sequence[UnitOutcome], chain: Sequence[str]) -> str:
    """How units of one total were told apart, or that they were not.

    "A và B bằng 87,25 điểm; phân định theo Nội dung 1: 40,00 > 39,00."
    """
    steps = "; ".join(_steps(units, tuple(chain), is_whole=True))
    return f"{listed([u.name for u in units])} bằng {decimal_text(units[0].total)} điểm; {steps}."


def own_tie_sentence(unit: UnitOutcome, units: Sequence[UnitOutcome], chain: Sequence[str]) -> str:
    """The same, told to one of them: "Bằng 87,25 điểm với B; phân định theo …"; empty without a tie."""
    equals = [u for u in units if u.rank is not None and u.total == unit.total]
    others = [u.name for u in equals if u.unit != unit.unit]
    if unit.rank is None or not others:
        return ""
    steps = "; ".join(_steps(equals, tuple(chain), is_whole=True))
    return f"Bằng {decimal_text(unit.total)} điểm với {listed(others)}; {steps}."


def _steps(units: Sequence[UnitOutcome], chain: tuple[str, ...], *, is_whole: bool) -> Iterator[str]:
    """Walk the chain as the ranking did: a step with a difference splits the group, equals go on to the next."""
    who = "" if is_whole else f"{listed([u.name for u in units])} "
    if len({u.rank for u in units}) == 1 or not chain:
        yield f"{who}chưa phân định được, cùng hạng {units[0].rank}, cần bỏ phiếu"
        return
    step, rest = chain[0], chain[1:]
    values = {tie_value(u, step) for u in units}
    if len(values) == 1 or (step == BALLOT_STEP and any(u.votes is None for u in units)):
        yield from _steps(units, rest, is_whole=is_whole)
        return
    ordered = sorted(units, key=lambda u: tie_value(u, step), reverse=True)
    yield f"{who}phân định theo {step_words(step)}: {_comparison(ordered, step)}"
    for _, part in groupby(ordered, key=lambda u: tie_value(u, step)):
        equals = list(part)
        if len(equals) > 1:
            yield from _steps(equals, rest, is_whole=False)


def _comparison(units: Sequence[UnitOutcome], step: str) -> str:
    """ "40,00 > 39,00 = 39,00" in the order of the values."""
    values = [tie_value(u, step) for u in units]
    shown = [decimal_text(v) if isinstance(v, Decimal) else f"{v} phiếu" for v in values]
    signs = [" > " if a > b else " = " for a, b in pairwise(values)]
    return shown[0] + "".join(sign + value for sign, value in zip(signs, shown[1:], strict=True))
