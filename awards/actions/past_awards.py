"""Awards of the years before, typed from old decisions by the head. Those of a decision recorded here follow it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.models import GrantedAward
from awards.person_names import person_key
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.text import fold
from toolkit.versions import locked, save_over
from units.models import Bloc

MOST_YEARS_LATER = 3  # an award of a year is decided in it, or not long after
FOLLOWS = "Khen thưởng này theo quyết định đã ghi ở mục Quyết định khen thưởng; sửa ở đó."

Key = tuple[int, int | str, str, str, str]


def key_of(award: GrantedAward) -> Key:
    """What makes two rows the same award: year, who, form and the decision's number."""
    who = award.unit_id or fold(award.unit_name)
    return award.year, who, person_key(award.person_name), fold(award.form), fold(award.decision_number)


@transaction.atomic
def add_award(bloc: Bloc, values: Mapping[str, Any], *, by, at: datetime) -> GrantedAward:
    Bloc.objects.select_for_update().get(pk=bloc.pk)  # of two who add the same at once, the second is told
    award = _put(GrantedAward(bloc=bloc), values)
    require(reasons_against(award, on=timezone.localdate(at)))
    with acting("Ghi khen thưởng đã có", by=by):
        award.save()
    return award


@transaction.atomic
def change_award(award: GrantedAward, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> GrantedAward:
    """Raises ChangedMeanwhile."""
    Bloc.objects.select_for_update().get(pk=award.bloc_id)
    stored, row = locked(award), locked(award)
    require(reasons_not_to_change(stored))
    _put(row, values)
    require(reasons_against(row, on=timezone.localdate(at)))
    with acting("Sửa khen thưởng đã có", by=by):
        save_over(row, stored, seen=seen)
    return row


@transaction.atomic
def remove_award(award: GrantedAward, *, by, at: datetime) -> None:
    row = locked(award)
    require(reasons_not_to_change(row))
    with acting("Bỏ khen thưởng đã có", by=by):
        row.delete()


def _put(award: GrantedAward, values: Mapping[str, Any]) -> GrantedAward:
    for name, value in values.items():
        setattr(award, name, value)
    if award.unit:
        award.unit_name = award.unit.name
    return award


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_change(award: GrantedAward) -> list[str]:
    return [FOLLOWS] if award.decision_id else []


def reasons_against(award: GrantedAward, *, on: date) -> list[str]:
    reasons = reasons_against_days(award.year, award.decided_on, on=on)
    if award.unit and award.unit.bloc_id != award.bloc_id:
        reasons.append(f"{award.unit.name} không thuộc Khối này.")
    if not award.unit_name:
        reasons.append("Chọn đơn vị, hoặc ghi tên đơn vị không còn trong Khối.")
    if award.office and not award.person_name:
        reasons.append("Có chức vụ mà không có họ và tên. Ghi họ và tên, hoặc để trống chức vụ.")
    same = GrantedAward.objects.filter(bloc=award.bloc_id, year=award.year).exclude(pk=award.pk)
    if any(key_of(other) == key_of(award) for other in same):
        who = award.person_name or award.unit_name
        reasons.append(f"Đã có {award.form} năm {award.year} của {who} theo Quyết định số {award.decision_number}.")
    return reasons


def reasons_against_days(year: int, decided_on: date, *, on: date) -> list[str]:
    if decided_on > on:
        return ["Ngày quyết định không thể sau hôm nay."]
    if not year <= decided_on.year <= year + MOST_YEARS_LATER:
        return [f"Ngày quyết định {decided_on:%d/%m/%Y} không khớp với năm {year}."]
    return []
