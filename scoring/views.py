"""The rounds of scoring: which there are, and the table, settings and sheets of one."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scoring.arithmetic import ZERO
from scoring.explain import chain_words
from scoring.models import BASE_KINDS, Criterion, CriterionKind, Mark, Round, ScoreSheet
from scoring.predicates import is_own_sheet, sees_history
from toolkit.access import get_permitted, require_permission
from toolkit.lists import year_choices
from toolkit.numbers import decimal_text, plain_text

COUNCIL_READS_RESULTS = "Chấm điểm là việc của các đơn vị trong Khối. Hội đồng xem kết quả đã chốt ở mục Kết quả."


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A row of the scoring table in words; `maximum` is a dash where there is no cap."""

    code: str
    title: str
    kind: str
    maximum: str
    rule: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A unit's sheet. The totals are those of the settled result; before that it says how far the appraisal is.

    `history` is its key for those who see its history.
    """

    code: str
    name: str
    role: str
    excluded: str
    own_total: str
    total: str
    appraised: int
    is_mine: bool
    history: int | None


@require_safe
def round_list(request):
    require_permission(request, "scoring.open_scoring", refusal=COUNCIL_READS_RESULTS)
    visible = Round.objects.visible_to(request.user)
    years, year = year_choices(visible, "campaign__year", request.GET.get("nam"))
    rounds = (
        visible.filter(campaign__year=year)
        .select_related("campaign__bloc__commune", "criteria_set")
        .annotate(units=Count("sheets", distinct=True), criteria=Count("criteria_set__criteria", distinct=True))
        .order_by("campaign__bloc__commune__name", "campaign__bloc__number", "-pk")
    )
    return render(request, "scoring/round_list.html", {"rounds": rounds, "years": years, "year": year})


@require_safe
def round_detail(request, pk):
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_permitted(request, "scoring.open_scoring", visible, refusal=COUNCIL_READS_RESULTS, pk=pk)
    criteria = list(round.criteria_set.criteria.select_related("area").order_by("position", "pk"))
    context = {
        "round": round,
        "groups": criteria_groups(criteria),
        "count": len(criteria),
        "base_count": sum(c.kind in BASE_KINDS for c in criteria),
        "settings": settings_words(round),
        "sheets": sheet_rows(round, request.user),
    }
    return render(request, "scoring/round.html", context)


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


def sheet_rows(round: Round, user) -> list[SheetRow]:
    sheets = ScoreSheet.objects.filter(round=round).select_related("unit", "outcome").order_by("position", "pk")
    appraised = _appraised(round) if not round.is_settled else {}
    return [_sheet_row(sheet, appraised, user, round) for sheet in sheets]


def _appraised(round: Round) -> dict[int, int]:
    """How many criteria of the first five kinds have their appraised entry, by sheet."""
    marks = Mark.objects.filter(~Q(appraised_entry=""), sheet__round=round, criterion__kind__in=BASE_KINDS)
    return dict(marks.order_by().values_list("sheet").annotate(Count("pk")))


def _sheet_row(sheet: ScoreSheet, appraised: dict[int, int], user, round: Round) -> SheetRow:
    outcome = getattr(sheet, "outcome", None)
    return SheetRow(
        code=sheet.unit.code,
        name=sheet.unit_name,
        role=sheet.get_role_display(),
        excluded=sheet.exclusion_reason,
        own_total=decimal_text(outcome.self_total) if outcome else "",
        total=decimal_text(outcome.total) if outcome else "",
        appraised=appraised.get(sheet.pk, 0),
        is_mine=is_own_sheet(user, sheet),
        history=sheet.pk if sees_history(user, sheet, round) else None,
    )
