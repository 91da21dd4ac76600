"""A round's two ends as the head lives them: made with the award rules of the last one, and settled as it was seen.

Here because award rules live this high; between the two ends a round moves in scoring.actions.rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from awards.actions import round_name, settle_round
from awards.arithmetic import RoundContent, Settled, settle_content
from awards.content import content_of
from awards.models import AwardRule
from awards.result_document import result_document
from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from scoring.actions.rounds import create_round, hold, members_of, sync_names
from scoring.arithmetic import Band, NotSettleable
from scoring.models import Result, Round
from scoring.readiness import reasons_not_to_move_on
from scoring.states import RoundState
from toolkit.history import acting
from toolkit.reasons import require

COPIED = ("position", "code", "form", "authority", "quota_number", "quota_percent", "lowest_total", "worst_rank")


class SeenOtherwise(Exception):
    """What would be settled is no longer what the person saw."""


# Making -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_round_with_awards(round: Round, bands: Sequence[Band], *, by, at: datetime) -> Round:
    """A new round in preparation, with the award rules of the bloc's last settled one. Raises NotPossible."""
    made = create_round(round, bands, by=by, at=at)
    last = last_settled(made)
    if last is not None:
        rules = last.award_rules.order_by("position", "pk")
        copied = [AwardRule(round=made, **{name: getattr(rule, name) for name in COPIED}) for rule in rules]
        with acting(f"Chép quy định khen thưởng của {last.name}"[:100], by=by):
            bulk_create_with_history(copied, AwardRule)
    return made


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


def provisional(round: Round) -> Provisional:
    """Nothing is written: the sheets are taken under the names and roles their units have now."""
    content = content_now(round)
    try:
        settled = settle_content(content)
    except NotSettleable:
        return Provisional(content, None, "")
    return Provisional(content, settled, result_document(round_name(round), content, settled)["sha256"])


def content_now(round: Round) -> RoundContent:
    content = content_of(round)
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
    content = content_of(stored)
    settled = settle_content(content)
    if result_document(round_name(stored), content, settled)["sha256"] != seen:
        raise SeenOtherwise
    return settle_round(stored, by=by, at=at, content=content)


def reasons_not_to_settle(round: Round, *, at: datetime) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt."]
    if round.phase is not RoundState.REVIEWING:
        return [f"Kỳ chấm đang ở bước {round.phase.words}; chỉ chốt được từ bước bình xét."]
    return [*reasons_closed(round.campaign), *reasons_not_to_move_on(round, at=at)]
