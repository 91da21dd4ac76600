"""The award rules of a round, as the head writes them until it is settled. Every change stands in the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from awards.models import AwardRule
from campaigns.actions.ordering import change_place, next_place
from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from scoring.models import Round
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.text import fold
from toolkit.versions import locked, save_over


@transaction.atomic
def add_rule(round: Round, values: Mapping[str, Any], *, by, at) -> AwardRule:
    """The new rule comes last: what stands before it is asked first."""
    stored = _held(round)
    require(reasons_not_to_edit_rules(stored) or reasons_of_values(stored, values))
    with acting("Thêm quy định khen thưởng", by=by):
        return AwardRule.objects.create(round=stored, position=next_place(_rules_of(stored)), **values)


@transaction.atomic
def edit_rule(rule: AwardRule, values: Mapping[str, Any], *, seen: int, by, at) -> AwardRule:
    round = _held(rule.round)
    stored = locked(rule)
    require(reasons_not_to_edit_rules(round) or reasons_of_values(round, values, rule))
    rule.position = stored.position  # somebody may have moved it; the form does not tell
    for name, value in values.items():
        setattr(rule, name, value)
    with acting("Sửa quy định khen thưởng", by=by):
        save_over(rule, stored, seen=seen)
    return rule


@transaction.atomic
def move_rule(rule: AwardRule, step: int, *, by, at) -> None:
    """One place before or after; the order is the order in which the rules take units."""
    round = _held(rule.round)
    stored = locked(rule)
    require(reasons_not_to_edit_rules(round))
    with acting("Đổi thứ tự quy định khen thưởng", by=by):
        _set_apart(round)
        change_place(stored, _rules_of(round), step)


@transaction.atomic
def remove_rule(rule: AwardRule, *, by, at) -> None:
    round = _held(rule.round)
    stored = locked(rule)
    require(reasons_not_to_edit_rules(round) or reasons_not_to_remove(stored))
    with acting("Bỏ quy định khen thưởng", by=by):
        stored.delete()


def _held(round: Round) -> Round:
    """The round's row, locked: it is not settled while a rule of it is being written."""
    stored: Round = locked(round)
    return stored


def _rules_of(round: Round):
    return AwardRule.objects.filter(round=round)


def _set_apart(round: Round) -> None:
    """Rules that were imported with the same place get places of their own, in the order they are read in."""
    rows = list(_rules_of(round).select_for_update().order_by("position", "pk"))
    if len({row.position for row in rows}) == len(rows):
        return
    for place, row in enumerate(rows, 1):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_edit_rules(round: Round) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt; quy định khen thưởng giữ nguyên như khi chốt."]
    return reasons_closed(round.campaign)


def reasons_of_values(round: Round, values: Mapping[str, Any], rule: AwardRule | None = None) -> list[str]:
    """What forbids these values beside the other rules of the round."""
    others = _rules_of(round).exclude(pk=rule.pk) if rule else _rules_of(round)
    taken = {fold(code) for code in others.values_list("code", flat=True)}
    return [f"Kỳ chấm đã có quy định mang mã {values['code']}."] if fold(values["code"]) in taken else []


def reasons_not_to_remove(rule: AwardRule) -> list[str]:
    """A ballot held on it keeps it."""
    return ["Đã có cuộc bỏ phiếu về hình thức này; không bỏ được."] if rule.ballots.exists() else []
