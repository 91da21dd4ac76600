"""Award rules tried on a ranking before they count: for every unit and award why or why not. Nothing is written.

Two rankings to try them on: the bloc's last settled round, and the round's own as soon as every unit may see it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from awards.arithmetic import AwardOutcome, AwardRule, UnitFacts, decide
from awards.conditions import facts_in
from awards.content import rule_of
from awards.models import AwardRule as AwardRuleRow
from awards.settlement import last_settled
from awards.standings import bands_of, standings_of
from awards.why import conditions, more_conditions, refusal_sentence
from scoring.arithmetic import Band, NotSettleable, UnitOutcome, settle
from scoring.explain import listed
from scoring.models import Result, Round
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class Basis:
    """A ranking to try rules on, best first; the notes say what it can and cannot tell."""

    words: str
    round: Round
    units: tuple[UnitOutcome, ...]
    bands: tuple[Band, ...]
    on: date
    note: str = ""
    facts_note: str = ""  # told only where a rule asks facts


@dataclass(frozen=True, slots=True)
class Cell:
    """What a rule says of a unit: `state` is "taken", "tie" or ""."""

    form: str
    sentence: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    rank: int | None
    total: str
    is_mine: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """A rule in words and the units it would take."""

    form: str
    conditions: str
    units: tuple[str, ...]
    open_tie: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`differences` are sentences beside the rules as they are stored; None where nothing else was tried."""

    basis: Basis
    notes: tuple[str, ...]
    awards: tuple[Award, ...]
    rows: tuple[Row, ...]
    differences: tuple[str, ...] | None = None


def settling_day(round: Round, today: date) -> date:
    """The day the rules are tried for: the end of the review when it is set, in a year to come its last day."""
    if round.reviewing_until:
        return max(today, timezone.localdate(round.reviewing_until))
    return today if round.year <= today.year else date(round.year, 12, 31)


def previews(
    round: Round,
    rows: Sequence[AwardRuleRow],
    *,
    stored: Sequence[AwardRuleRow] | None = None,
    today: date,
    own_unit: str = "",
) -> list[Preview]:
    """The rules of `rows` on each ranking there is; `stored` are those to compare them with, when they differ.

    The number of queries does not depend on units or rules.
    """
    on = settling_day(round, today)
    tried = _in_force(rows, on)
    before = None if stored is None else _in_force(stored, on)
    not_applied = [row.form for row in rows if not row.is_in_force(on)]
    said = f"Không áp dụng nếu chốt ngày {on:%d/%m/%Y}: {listed(not_applied)}." if not_applied else ""
    return [_preview(basis, tried, before, own_unit, said) for basis in bases_of(round, today=today)]


def _in_force(rows: Iterable[AwardRuleRow], on: date) -> tuple[AwardRule, ...]:
    return tuple(rule_of(row) for row in rows if row.is_in_force(on))


# What they are tried on -------------------------------------------------------------------------------------------


def bases_of(round: Round, *, today: date) -> list[Basis]:
    last = last_settled(round)
    settled = _settled_basis(last.result) if last else None
    return [basis for basis in (_own_basis(round, today), settled) if basis]


def _settled_basis(result: Result) -> Basis:
    on, round = timezone.localdate(result.settled_at), result.round
    name = round.name if str(round.year) in round.name else f"{round.name} năm {round.year}"
    return Basis(
        words=f"{name}, chốt ngày {on:%d/%m/%Y}",
        round=round,
        units=tuple(standing.outcome for standing in standings_of(result)),
        bands=bands_of(result),
        on=on,
        facts_note=f"Sáng kiến, báo cáo, kỷ luật: số liệu năm {round.year} tính đến ngày chốt, theo dữ liệu hiện có.",
    )


def _own_basis(round: Round, today: date) -> Basis | None:
    """Only when every unit sees every line: before that a preview would tell what nobody may know yet."""
    if not round.is_open_to_all or round.is_settled:
        return None
    settings = settings_of(round)
    try:
        units = settle(criteria_of(rows_of(round.criteria_set)), sheets_of(round), settings)
    except NotSettleable:
        return None
    ranked = sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0))
    return Basis(
        words=f"{round.name}, điểm hiện nay",
        round=round,
        units=tuple(ranked),
        bands=settings.bands,
        on=today,
        note="Tạm tính: điểm còn có thể thay đổi đến khi chốt.",
    )


# What they give ---------------------------------------------------------------------------------------------------


def _preview(
    basis: Basis, rules: tuple[AwardRule, ...], before: tuple[AwardRule, ...] | None, own_unit: str, said: str
) -> Preview:
    facts = facts_in(basis.round, (*rules, *(before or ())), on=basis.on)
    awards = decide(rules, basis.units, facts, basis.bands)
    differences = None
    if before is not None:
        differences = _differences(basis.units, decide(before, basis.units, facts, basis.bands), awards)
    by_unit, names = {found.unit: found for found in facts}, {unit.unit: unit.name for unit in basis.units}
    return Preview(
        basis=basis,
        notes=tuple(filter(None, (said, basis.note, basis.facts_note if facts else ""))),
        awards=tuple(_award(award, names, len(basis.units)) for award in awards),
        rows=tuple(_row(unit, awards, by_unit.get(unit.unit), own_unit) for unit in basis.units),
        differences=differences,
    )


def _award(award: AwardOutcome, names: dict[str, str], units: int) -> Award:
    rule = award.rule
    left = award.places - len(award.units)
    tied = [names[code] for code in award.open_tie]
    return Award(
        form=rule.form,
        conditions=rule_words(rule, units),
        units=tuple(names[code] for code in award.units),
        open_tie=f"{listed(tied)} cùng hạng, còn {left} suất: cần bỏ phiếu suy tôn." if tied else "",
    )


def rule_words(rule: AwardRule, units: int) -> str:
    """What a rule asks, in one sentence; `units` is how many the bloc has."""
    return conditions(
        percent=rule.quota.percent,
        places=rule.quota.places(units),
        lowest_total=rule.lowest_total,
        worst_rank=rule.worst_rank,
        authority=rule.authority,
        more=more_conditions(rule),
    )


def _row(unit: UnitOutcome, awards: Sequence[AwardOutcome], facts: UnitFacts | None, own_unit: str) -> Row:
    forms = {award.rule.code: award.rule.form for award in awards}
    return Row(
        name=unit.name,
        rank=unit.rank,
        total=decimal_text(unit.total),
        is_mine=unit.unit == own_unit,
        cells=tuple(_cell(unit, award, forms, facts) for award in awards),
    )


def _cell(unit: UnitOutcome, award: AwardOutcome, forms: dict[str, str], facts: UnitFacts | None) -> Cell:
    refusal = award.refusals.get(unit.unit)
    if refusal is None:
        return Cell(award.rule.form, "Được đề nghị", "taken")
    by_form = forms.get(refusal.by, "")
    sentence = refusal_sentence(refusal.reason, award.rule, unit, by_form, award.places, facts)
    return Cell(award.rule.form, sentence, "tie" if unit.unit in award.open_tie else "")


# What changes -----------------------------------------------------------------------------------------------------


def _differences(
    units: Sequence[UnitOutcome], before: Sequence[AwardOutcome], after: Sequence[AwardOutcome]
) -> tuple[str, ...]:
    """A sentence for every unit the rules would treat otherwise than the stored ones."""
    old, new = _gets(before), _gets(after)
    none = "không được đề nghị"
    return tuple(
        f"{unit.name}: {new.get(unit.unit, none)}; theo quy định đang lưu: {old.get(unit.unit, none)}."
        for unit in units
        if new.get(unit.unit) != old.get(unit.unit)
    )


def _gets(awards: Sequence[AwardOutcome]) -> dict[str, str]:
    tied = {code: f"chờ bỏ phiếu suy tôn {award.rule.form}" for award in awards for code in award.open_tie}
    return tied | {code: f"được đề nghị {award.rule.form}" for award in awards for code in award.units}
