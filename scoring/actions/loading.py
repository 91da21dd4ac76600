"""A round loaded whole, with its table and every entry."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from campaigns.models import Campaign, ContentArea
from scoring import arithmetic
from scoring.entries import entry_text
from scoring.models import Band, CriteriaSet, Criterion, Evidence, Mark, Round, ScoreSheet
from scoring.states import RoundKind
from toolkit.text import fold
from units.models import Unit


class RoundInUse(Exception):
    """The units are scoring in the round, or have: what they entered is not loaded over."""


@transaction.atomic
def clear_round(campaign: Campaign, name: str) -> None:
    """Take away a round nobody has scored in, with its table, so that it can be loaded anew. Raises RoundInUse."""
    for round in campaign.rounds.filter(name=name):
        if is_scored_in(round):
            raise RoundInUse(
                f"Kỳ chấm “{round.name}” năm {campaign.year} đang được chấm trên phần mềm. "
                "Dữ liệu các đơn vị đã nhập không bị ghi đè."
            )
        criteria_set = round.criteria_set
        round.delete()
        if not criteria_set.rounds.exists():
            criteria_set.delete()


def is_scored_in(round: Round) -> bool:
    """Whether the round has begun, or was begun and taken back with what units had entered."""
    typed = Mark.objects.in_round(round).filter(entered_at__isnull=False)
    return round.is_under_way or typed.exists() or Evidence.objects.in_round(round).exists()


@transaction.atomic
def load_table(
    campaign: Campaign,
    name: str,
    areas: Mapping[int, ContentArea],
    criteria: Sequence[arithmetic.Criterion],
    settings: arithmetic.Settings,
) -> dict[str, Criterion]:
    """A new criteria set of the campaign with its rows, by code. Settling a round with it approves it."""
    criteria_set = CriteriaSet.objects.create(
        campaign=campaign, name=free_table_name(campaign, name), step=settings.step, bonus_cap=settings.bonus_cap
    )
    rows = [
        Criterion(
            criteria_set=criteria_set,
            area=None if c.area is None else areas[c.area],
            position=position,
            code=c.code,
            kind=c.kind.value,
            title=c.title,
            maximum=c.maximum,
            unit_points=c.unit_points,
            target=c.target,
        )
        for position, c in enumerate(criteria, 1)
    ]
    bulk_create_with_history(rows, Criterion)
    return {row.code: row for row in rows}


def free_table_name(campaign: Campaign, name: str) -> str:
    """The round's name, with a number behind it when another table of the year already has it."""
    taken = set(campaign.criteria_sets.values_list("name", flat=True))
    tries = (name if n == 1 else f"{name[:240]} ({n})" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in tries if candidate not in taken)


@transaction.atomic
def load_round(
    campaign: Campaign,
    name: str,
    rows: Mapping[str, Criterion],
    units: Sequence[Unit],
    sheets: Sequence[arithmetic.Sheet],
    settings: arithmetic.Settings,
) -> Round:
    """A new round with its bands, one sheet a unit and every mark that says something."""
    criteria_set = next(iter(rows.values())).criteria_set
    round = Round.objects.create(
        campaign=campaign,
        criteria_set=criteria_set,
        name=name,
        kind=kind_by_name(name),
        tie_break=";".join(settings.tie_break),
    )
    bands = [Band(round=round, name=b.name, lowest_total=b.lowest_total) for b in settings.bands]
    bulk_create_with_history(bands, Band)
    stored = [
        ScoreSheet(
            round=round,
            unit=unit,
            position=position,
            unit_name=sheet.name,
            role=sheet.role,
            exclusion_reason=sheet.excluded,
            votes=sheet.votes,
        )
        for position, (unit, sheet) in enumerate(zip(units, sheets, strict=True), 1)
    ]
    bulk_create_with_history(stored, ScoreSheet)
    marks = [
        Mark(
            sheet=row,
            criterion=criterion,
            self_entry=entry_text(mark.self_entry, arithmetic.Kind(criterion.kind)) or "",
            appraised_entry=entry_text(mark.appraised, arithmetic.Kind(criterion.kind)) or "",
            reason=mark.reason,
        )
        for row, sheet in zip(stored, sheets, strict=True)
        for code, mark in sheet.marks.items()
        for criterion in [rows[code]]
        if mark != arithmetic.EMPTY
    ]
    bulk_create_with_history(marks, Mark, batch_size=2000)
    return round


def kind_by_name(name: str) -> RoundKind:
    """ "Sơ kết 6 tháng đầu năm 2026" is a midyear round."""
    words = fold(name)
    for kind in (RoundKind.MIDYEAR, RoundKind.FINAL):
        if words.startswith(fold(str(kind.label))):
            return kind
    return RoundKind.EXTRA
