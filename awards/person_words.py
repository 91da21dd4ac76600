"""The titles of a year and their quotas in words, for the pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from awards.models import Headcount, Nomination, PersonRule
from awards.person_bases import quota_of, reached
from awards.person_quota import QuotaUse
from campaigns.models import Campaign
from units.models import Membership, Unit


def conditions_of(rule: PersonRule) -> list[str]:
    """What a rule asks, a line each; the quota first."""
    found = [quota_of(rule).words]
    if rule.requires:
        found.append(f"Chỉ xét người đạt {rule.requires.form}")
    if rule.lowest_band:
        found.append(f"Đơn vị xếp loại từ “{rule.lowest_band}” trở lên")
    if rule.needs_initiative:
        found.append("Có sáng kiến được công nhận")
    if rule.no_discipline:
        found.append("Không bị kỷ luật trong năm")
    if rule.valid_from:
        found.append(f"Áp dụng từ ngày {rule.valid_from:%d/%m/%Y}")
    if rule.valid_to:
        found.append(f"Áp dụng đến ngày {rule.valid_to:%d/%m/%Y}")
    return found


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A unit of the year: how many people it has, and what it uses of every title, in the order of the rules."""

    unit: Unit
    people: int | None
    uses: tuple[tuple[PersonRule, QuotaUse], ...]
    is_mine: bool


def uses_by_unit(campaign: Campaign, rules: Sequence[PersonRule], own_unit: int | None) -> list[UnitUse]:
    """Every unit of the year in its order. Three queries, six where a share is of those who reach a title."""
    members = Membership.objects.in_year(campaign.bloc_id, campaign.year).select_related("unit")
    people = dict(Headcount.objects.filter(campaign=campaign).values_list("unit", "people"))
    taken = _taken(Nomination.objects.filter(campaign=campaign).taking_places().values_list("rule", "unit"))
    quotas = {rule.pk: quota_of(rule) for rule in rules}
    reaching = reached(campaign) if any(quota.of for quota in quotas.values()) else {}

    def use(rule: PersonRule, unit: int) -> QuotaUse:
        quota, used = quotas[rule.pk], taken.get((rule.pk, unit), 0)
        base = len(reaching.get((rule.requires_id or 0, unit), ())) if quota.of else people.get(unit)
        return QuotaUse(quota, used, base)

    return [
        UnitUse(
            unit=member.unit,
            people=people.get(member.unit_id),
            uses=tuple((rule, use(rule, member.unit_id)) for rule in rules),
            is_mine=member.unit_id == own_unit,
        )
        for member in members.order_by("position", "pk")
    ]


def _taken(pairs: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], int]:
    counted: dict[tuple[int, int], int] = {}
    for pair in pairs:
        counted[pair] = counted.get(pair, 0) + 1
    return counted
