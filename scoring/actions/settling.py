"""The result is written once."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from scoring import arithmetic
from scoring.models import Result, Round, UnitResult
from toolkit.history import acting


@transaction.atomic
def store_result(
    round: Round, units: Sequence[arithmetic.UnitOutcome], *, document: str, sha256: str, area_titles: Mapping, by, at
) -> Result:
    """Write the result once and settle the round; afterwards neither can change. Raises TransitionNotAllowed."""
    round.settle()
    with acting("Chốt kỳ chấm", by=by):
        if round.criteria_set.is_draft:  # of a round that was loaded whole
            round.criteria_set.approve(at=at)
            round.criteria_set.save()
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
