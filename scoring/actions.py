"""What is done to a round of scoring."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from campaigns.models import Campaign, ContentArea
from scoring import arithmetic
from scoring.entries import entry_text
from scoring.models import Band, CriteriaSet, Criterion, Mark, Result, Round, ScoreSheet, UnitResult
from toolkit.history import acting
from units.models import Unit


@transaction.atomic
def clear_round(campaign: Campaign, name: str) -> None:
    """Take away a round that was never settled, with its table, so that it can be loaded anew."""
    for round in campaign.rounds.filter(name=name):
        criteria_set = round.criteria_set
        round.delete()
        if not criteria_set.rounds.exists():
            criteria_set.delete()


@transaction.atomic
def load_table(
    campaign: Campaign,
    name: str,
    areas: Mapping[int, ContentArea],
    criteria: Sequence[arithmetic.Criterion],
    settings: arithmetic.Settings,
) -> dict[str, Criterion]:
    """A new criteria set of the campaign with its rows, by code."""
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
        campaign=campaign, criteria_set=criteria_set, name=name, tie_break=";".join(settings.tie_break)
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


@transaction.atomic
def store_result(
    round: Round, units: Sequence[arithmetic.UnitOutcome], *, document: str, sha256: str, area_titles: Mapping, by, at
) -> Result:
    """Write the result once and settle the round; afterwards neither can change. Raises TransitionNotAllowed."""
    round.settle()
    with acting("Chốt kỳ chấm", by=by):
        round.save()
    result = Result.objects.create(
        round=round, document=document, sha256=sha256, area_titles=area_titles, settled_by=by, settled_at=at
    )
    sheets = {sheet.unit.code: sheet for sheet in round.sheets.select_related("unit")}
    UnitResult.objects.bulk_create(
        UnitResult(
            result=result,
            sheet=sheets[outcome.unit],
            rank=outcome.rank,
            areas={str(number): f"{value:.2f}" for number, value in outcome.areas.items()},
            base=outcome.base,
            bonus=outcome.bonus,
            penalty=outcome.penalty,
            total=outcome.total,
            self_total=outcome.self_total,
            tied_with=list(outcome.tied_with),
            tie_decided_by=outcome.tie_decided_by or "",
            classification=outcome.classification or "",
        )
        for outcome in units
    )
    return result
