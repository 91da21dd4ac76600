"""A round's two ends as the head lives them: made with the award rules of the last one, and settled as it was seen.

Here because award rules live this high; between the two ends a round moves in scoring.actions.rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from awards.actions import round_name, settle_round
from awards.arithmetic import RoundContent, Settled, settle_content
from awards.ballot_ties import reasons_of_ballots
from awards.content import content_of
from awards.models import AwardRule
from awards.result_document import result_document
from awards.states import RULE_FIELDS
from campaigns.actions.copying import Shift
from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from scoring.actions.rounds import create_round, hold, members_of, sync_names
from scoring.arithmetic import Band, NotSettleable
from scoring.models import Result, Round
from scoring.readiness import reasons_not_to_move_on
from scoring.states import RoundState
from toolkit.history import acting
from toolkit.reasons import require


class SeenOtherwise(Exception):
    """What would be settled is no longer what the person saw."""


# Making -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_round_with_awards(round: Round, bands: Sequence[Band], *, by, at: datetime) -> Round:
    """A new round in preparation, with the award rules of the bloc's last settled one, dates in the new year.

    Raises NotPossible.
    """
    made = create_round(round, bands, by=by, at=at)
    last = last_settled(made)
    if last is not None:
        rules, shift = last.award_rules.order_by("position", "pk"), Shift(last.year, made.year)
        copied = [AwardRule(round=made, **_values(rule, shift)) for rule in rules]
        with acting(f"Chép quy định khen thưởng của {last.name}"[:100], by=by):
            bulk_create_with_history(copied, AwardRule)
    return made


def _values(rule: AwardRule, shift: Shift) -> dict[str, Any]:
    """Words stay what they are; days move to the same day of the new year."""
    values = {name: getattr(rule, name) for name in RULE_FIELDS}
    return {name: shift.day(value) if isinstance(value, date) else value for name, value in values.items()}


def last_settled(round: Round) -> Round | None:
    """The bloc's round that was settled last."""
    settled = Round.objects.settled().filter(campaign__bloc=round.campaign.bloc_id)
    return settled.order_by("-result__settled_at", "-pk").first()


# Settling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Provisional:
    """What settling the round would give now. `seen` is the SHA-256 it would have; `settled` is None until it can."""

    content: RoundContent
    settled: Settled | None
    seen: str


def provisional(round: Round, *, on: date | None = None) -> Provisional:
    """Nothing is written: the sheets are taken under the names and roles their units have now.

    `on` is the day it would be settled on, today when it is not said.
    """
    content = content_now(round, on=on)
    try:
        settled = settle_content(content)
    except NotSettleable:
        return Provisional(content, None, "")
    return Provisional(content, settled, result_document(round_name(round), content, settled)["sha256"])


def content_now(round: Round, *, on: date | None = None) -> RoundContent:
    content = content_of(round, on=on)
    now = {member.unit.code: member for member in members_of(round)}
    sheets = tuple(
        replace(sheet, name=now[sheet.unit].unit.name, role=now[sheet.unit].role) if sheet.unit in now else sheet
        for sheet in content.sheets
    )
    return replace(content, sheets=sheets)


@transaction.atomic
def settle_as_seen(round: Round, *, seen: str, by, at: datetime) -> Result:
    """Settle a reviewed round for ever, if it is still what the person saw: all of it, or nothing.

    Raises NotPossible with everything that is missing, and SeenOtherwise.
    """
    stored = hold(round)
    require(reasons_not_to_settle(stored, at=at))
    with acting("Chốt kỳ chấm", by=by):
        sync_names(stored, members_of(stored))
    content = content_of(stored, on=timezone.localdate(at))
    settled = settle_content(content)
    if result_document(round_name(stored), content, settled)["sha256"] != seen:
        raise SeenOtherwise
    return settle_round(stored, by=by, at=at, content=content)


def reasons_not_to_settle(round: Round, *, at: datetime) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt."]
    if round.phase is not RoundState.REVIEWING:
        return [f"Kỳ chấm đang ở bước {round.phase.words}; chỉ chốt được từ bước bình xét."]
    bands = reasons_of_bands(round, on=timezone.localdate(at))
    missing = [*reasons_closed(round.campaign), *reasons_not_to_move_on(round, at=at), *bands]
    return [*missing, *reasons_of_ballots(round)]


def reasons_of_bands(round: Round, *, on: date) -> list[str]:
    """A rule that asks for a classification the round does not have would silently give nobody its award."""
    asking = [
        row for row in round.award_rules.exclude(lowest_band="").order_by("position", "pk") if row.is_in_force(on)
    ]
    known = set(round.bands.values_list("name", flat=True)) if asking else set()
    return [
        f"{row.form} đòi xếp loại “{row.lowest_band}”, nhưng kỳ chấm không có mức này. Sửa quy định khen thưởng."
        for row in asking
        if row.lowest_band not in known
    ]
