"""The scoring table and the settings of a round, in words."""

from dataclasses import dataclass
from itertools import groupby

from scoring.arithmetic import ZERO
from scoring.explain import chain_words
from scoring.models import Criterion, CriterionKind, Round
from toolkit.numbers import decimal_text, plain_text


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A row of the scoring table in words; `maximum` is a dash where there is no cap."""

    code: str
    title: str
    kind: str
    maximum: str
    rule: str


def criteria_groups(criteria):
    """(title, rows): the areas by number, then bonus and penalty."""

    ordered = sorted(criteria, key=lambda c: (_group_of(c), c.position))
    return [(name, [_criterion_row(c) for c in found]) for (_, _, name), found in groupby(ordered, key=_group_of)]


def _group_of(criterion: Criterion) -> tuple[int, int, str]:
    if criterion.area:
        return 0, criterion.area.number, str(criterion.area)
    return 1, list(CriterionKind).index(CriterionKind(criterion.kind)), criterion.get_kind_display()


def _criterion_row(criterion: Criterion) -> CriterionRow:
    return CriterionRow(
        code=criterion.code,
        title=criterion.title,
        kind=criterion.get_kind_display(),
        maximum="–" if criterion.maximum is None else decimal_text(criterion.maximum),
        rule=rule_words(criterion),
    )


def rule_words(criterion: Criterion) -> str:
    """How an entry of this criterion becomes points."""
    match CriterionKind(criterion.kind):
        case CriterionKind.GRADED:
            return "chấm trực tiếp"
        case CriterionKind.PASS_FAIL:
            return "Đạt: điểm tối đa; Không đạt: 0"
        case CriterionKind.PROPORTIONAL:
            return f"theo tỷ lệ đạt chỉ tiêu {plain_text(criterion.target or ZERO)}"
        case CriterionKind.COMPARATIVE:
            return f"đạt chỉ tiêu {plain_text(criterion.target or ZERO)}: nửa số điểm; cao nhất Khối: điểm tối đa"
    return f"mỗi lần, mỗi mục {decimal_text(criterion.unit_points or ZERO)} điểm"


def settings_words(round: Round) -> list[tuple[str, str]]:
    table = round.criteria_set
    bands = [f"{band.name} từ {decimal_text(band.lowest_total)}" for band in round.bands.order_by("-lowest_total")]
    cap = "không có trần" if table.bonus_cap is None else f"nhiều nhất {decimal_text(table.bonus_cap)} điểm"
    return [
        ("Bước điểm", decimal_text(table.step)),
        ("Điểm thưởng", cap),
        ("Khi bằng điểm", f"xét {chain_words(round.tie_break.split(';'))}"),
        ("Xếp loại", "; ".join(bands) or "không xếp loại"),
    ]
