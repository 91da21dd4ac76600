"""The own unit's result in a few lines: total, rank, areas against their maxima, and where the appraisal differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from awards.standings import Standing
from scoring.arithmetic import ZERO, Criterion, Kind
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.models import Mark, Result
from toolkit.numbers import decimal_text, plain_text


@dataclass(frozen=True, slots=True)
class AreaBar:
    """`value` and `most` are for <progress>, with a point whatever the language."""

    title: str
    points: str
    maximum: str
    value: str
    most: str


@dataclass(frozen=True, slots=True)
class Difference:
    code: str
    title: str
    own: str
    ours: str
    reason: str


@dataclass(frozen=True, slots=True)
class OwnResult:
    code: str
    name: str
    rank: int | None
    total: str
    self_total: str
    scale: str
    classification: str
    excluded: str
    bars: tuple[AreaBar, ...]
    extras: str
    differences: tuple[Difference, ...]


def own_result(
    result: Result, standing: Standing, titles: Sequence[tuple[int, str]], maxima: Mapping[int, Decimal]
) -> OwnResult:
    unit = standing.outcome
    return OwnResult(
        code=unit.unit,
        name=unit.name,
        rank=unit.rank,
        total=decimal_text(unit.total),
        self_total=decimal_text(unit.self_total),
        scale=plain_text(sum(maxima.values(), ZERO)),
        classification=unit.classification or "",
        excluded=unit.excluded,
        bars=tuple(
            _bar(number, title, unit.areas.get(number, ZERO), maxima[number])
            for number, title in titles
            if number in maxima
        ),
        extras=_extras(standing),
        differences=tuple(_differences(result, standing.unit_id)),
    )


def _bar(number: int, title: str, points: Decimal, maximum: Decimal) -> AreaBar:
    return AreaBar(f"{number}. {title}", decimal_text(points), plain_text(maximum), f"{points:f}", f"{maximum:f}")


def _extras(standing: Standing) -> str:
    """What stands between the bars and the total, in words."""
    unit, parts = standing.outcome, []
    if standing.left_out:
        parts.append(f"điểm nền quy đổi thành {decimal_text(unit.base)} vì có tiêu chí không áp dụng")
    if unit.bonus:
        parts.append(f"cộng {decimal_text(unit.bonus)} điểm thưởng")
    if unit.penalty:
        parts.append(f"trừ {decimal_text(unit.penalty)} điểm")
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _differences(result: Result, unit_id: int):
    """Lines the appraiser changed, with the reason. One query."""
    marks = Mark.objects.filter(sheet__round=result.round_id, sheet__unit=unit_id).exclude(reason="")
    for mark in marks.select_related("criterion").order_by("criterion__position"):
        if mark.self_entry != mark.appraised_entry:
            criterion = Criterion(mark.criterion.code, Kind(mark.criterion.kind), mark.criterion.title)
            own, ours = (entry_words(entry_from_text(e), criterion) for e in (mark.self_entry, mark.appraised_entry))
            yield Difference(criterion.code, criterion.title, own, ours, mark.reason)
