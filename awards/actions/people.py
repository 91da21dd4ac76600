"""The titles a year gives to people, as the head sets them, and how many people each unit says it has."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from awards.models import Headcount, PersonRule
from awards.models.people import QuotaBase
from campaigns.actions.ordering import change_place, next_place
from campaigns.models import Campaign
from campaigns.states import CampaignState
from scoring.models import Band
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.text import fold
from toolkit.versions import locked, save_over, save_seen
from units.models import Membership, Unit

REVIEWED = "Năm này đã tổng kết nên quy định không sửa được nữa."
# What a year usually has: Luật Thi đua, khen thưởng 2022, Điều 23, 24, 74. The head edits it like any other.
USUAL: tuple[dict[str, Any], ...] = (
    {"code": "LĐTT", "form": "Lao động tiên tiến"},
    {
        "code": "CSTĐCS",
        "form": "Chiến sĩ thi đua cơ sở",
        "quota_percent": 15,
        "requires": "LĐTT",
        "needs_initiative": True,
    },
    {"code": "GK", "form": "Giấy khen của Chủ tịch Ủy ban nhân dân {commune}"},
)


# Titles -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_usual_rules(campaign: Campaign, *, by, at: datetime) -> list[PersonRule]:
    """The titles most blocs give, for a year that has none yet."""
    campaign = locked(campaign)
    has_some = PersonRule.objects.filter(campaign=campaign).exists()
    require(reasons_not_to_edit(campaign) or (["Năm này đã có danh hiệu. Thêm từng danh hiệu."] if has_some else []))
    commune = campaign.bloc.commune.title
    made: dict[str, PersonRule] = {}
    with acting("Lấy các danh hiệu thường dùng", by=by):
        for position, values in enumerate(USUAL, 1):
            filled = {
                **values,
                "form": values["form"].format(commune=commune),
                "authority": f"Chủ tịch Ủy ban nhân dân {commune}",
                "requires": made.get(values.get("requires", "")),
            }
            made[values["code"]] = PersonRule.objects.create(campaign=campaign, position=position, **filled)
    return list(made.values())


@transaction.atomic
def add_rule(campaign: Campaign, values: Mapping[str, Any], *, by, at: datetime) -> PersonRule:
    campaign = locked(campaign)
    rule = PersonRule(campaign=campaign, **values)
    require([*reasons_not_to_edit(campaign), *reasons_against_rule(rule)])
    rule.position = next_place(PersonRule.objects.filter(campaign=campaign))
    with acting("Thêm danh hiệu", by=by):
        rule.save()
    return rule


@transaction.atomic
def change_rule(rule: PersonRule, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> PersonRule:
    """Raises ChangedMeanwhile. What was accepted before stays accepted."""
    campaign = locked(rule.campaign)
    stored = locked(rule)
    row = locked(rule)
    for name, value in values.items():
        setattr(row, name, value)
    require([*reasons_not_to_edit(campaign), *reasons_against_rule(row)])
    with acting("Sửa danh hiệu", by=by):
        save_over(row, stored, seen=seen)
    return row


@transaction.atomic
def move_rule(rule: PersonRule, step: int, *, by, at: datetime) -> None:
    """`step` -1 up, 1 down."""
    campaign = locked(rule.campaign)
    require(reasons_not_to_edit(campaign))
    with acting("Đổi thứ tự danh hiệu", by=by):
        change_place(locked(rule), PersonRule.objects.filter(campaign=campaign), step)


@transaction.atomic
def remove_rule(rule: PersonRule, *, by, at: datetime) -> None:
    campaign = locked(rule.campaign)
    rule = locked(rule)
    require([*reasons_not_to_edit(campaign), *reasons_not_to_remove(rule)])
    with acting("Bỏ danh hiệu", by=by):
        rule.delete()


# Headcounts -------------------------------------------------------------------------------------------------------


@transaction.atomic
def enter_headcount(campaign: Campaign, unit: Unit, people: int, *, seen: int, by, at: datetime) -> Headcount:
    """How many people the unit has in the year. Raises ChangedMeanwhile."""
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two who enter it first, the second sees the first
    require(reasons_not_to_enter(campaign, unit))
    row = Headcount.objects.filter(campaign=campaign, unit=unit).first()
    with acting("Ghi số người", by=by):
        if row is None:
            return Headcount.objects.create(campaign=campaign, unit=unit, people=people)
        row.people = people
        save_seen(row, seen=seen)
    return row


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_edit(campaign: Campaign) -> list[str]:
    return [REVIEWED] if campaign.state == CampaignState.REVIEWED else []


def reasons_not_to_enter(campaign: Campaign, unit: Unit) -> list[str]:
    if not campaign.is_open:
        why = "chưa ban hành kế hoạch" if campaign.state == CampaignState.DRAFTING else "đã tổng kết"
        return [f"Năm {campaign.year} {why}; đơn vị không ghi số người, không đề nghị khen thưởng."]
    taking_part = Membership.objects.in_year(campaign.bloc_id, campaign.year).filter(unit=unit).exists()
    return [] if taking_part else [f"{unit.name} không tham gia Khối trong năm {campaign.year}."]


def reasons_against_rule(rule: PersonRule) -> list[str]:
    others = PersonRule.objects.filter(campaign=rule.campaign_id).exclude(pk=rule.pk)
    reasons = []
    if any(fold(code) == fold(rule.code) for code in others.values_list("code", flat=True)):
        reasons.append(f"Năm này đã có danh hiệu mã {rule.code}. Chọn mã khác.")
    if rule.quota_number is not None and rule.quota_percent is not None:
        reasons.append("Ghi số người hoặc tỷ lệ, không ghi cả hai.")
    if rule.quota_base == QuotaBase.REQUIRED and not (rule.requires and rule.quota_percent is not None):
        reasons.append("Tỷ lệ tính trên số người đạt danh hiệu đòi hỏi: ghi tỷ lệ và chọn danh hiệu ấy.")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        reasons.append("Áp dụng đến ngày phải từ ngày bắt đầu áp dụng trở đi.")
    return [*reasons, *_against_required(rule), *_against_band(rule)]


def _against_required(rule: PersonRule) -> list[str]:
    """Following what each asks for must not lead back here."""
    asked = rule.requires
    if asked and asked.campaign_id != rule.campaign_id:
        return [f"{asked.form} là danh hiệu của năm khác."]
    while asked:
        if asked.pk == rule.pk:
            return [f"{rule.form} và {rule.requires} đòi hỏi lẫn nhau. Bỏ một điều kiện."]
        asked = asked.requires
    return []


def _against_band(rule: PersonRule) -> list[str]:
    """A classification no round of the year has is a slip, unless the year has no round yet."""
    names = sorted(set(Band.objects.filter(round__campaign=rule.campaign_id).values_list("name", flat=True)))
    if not rule.lowest_band or not names or fold(rule.lowest_band) in map(fold, names):
        return []
    return [f"Các kỳ chấm của năm không có xếp loại “{rule.lowest_band}”. Có: {', '.join(names)}."]


def reasons_not_to_remove(rule: PersonRule) -> list[str]:
    reasons = []
    if number := rule.nominations.count():
        reasons.append(f"Đã có {number} đề nghị {rule.form}. Danh hiệu đã dùng thì không bỏ được.")
    if asking := list(PersonRule.objects.filter(requires=rule).values_list("form", flat=True)):
        reasons.append(f"{', '.join(asking)} chỉ xét người đạt {rule.form}. Bỏ điều kiện ấy trước.")
    return reasons
