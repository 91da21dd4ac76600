"""What a quota is a share of: the people of a unit, or those of them who reach the title that is asked for."""

from collections import defaultdict
from collections.abc import Mapping

from awards.models import GrantedAward, Headcount, Nomination, PersonRule
from awards.models.people import QuotaBase
from awards.person_names import person_key
from awards.person_quota import PersonQuota, QuotaUse
from campaigns.models import Campaign
from toolkit.text import fold

ByRuleAndUnit = Mapping[tuple[int, int], set[str]]


def quota_of(rule: PersonRule) -> PersonQuota:
    of = rule.requires.form if rule.requires and rule.quota_base == QuotaBase.REQUIRED else ""
    return PersonQuota(rule.quota_number, rule.quota_percent, of)


def use_of(nomination: Nomination) -> QuotaUse:
    """The places of the unit that others of it take."""
    rule, quota = nomination.rule, quota_of(nomination.rule)
    others = Nomination.objects.taking_places().filter(rule=rule.pk, unit=nomination.unit_id)
    base = _reaching(nomination) if quota.of else _people(nomination)
    return QuotaUse(quota, others.exclude(pk=nomination.pk).count(), base)


def _people(nomination: Nomination) -> int | None:
    rows = Headcount.objects.filter(campaign=nomination.campaign_id, unit=nomination.unit_id)
    return rows.values_list("people", flat=True).first()


def _reaching(nomination: Nomination) -> int:
    found = reached(nomination.campaign, nomination.unit_id)
    return len(found.get((nomination.rule.requires_id or 0, nomination.unit_id), ()))


def reached(campaign: Campaign, unit_id: int | None = None) -> ByRuleAndUnit:
    """Who reaches each title of the year, by title and unit: accepted here, or granted by a decision already.

    Three queries; `unit_id` asks for one unit alone.
    """
    units = {} if unit_id is None else {"unit": unit_id}
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    accepted = Nomination.objects.accepted().filter(campaign=campaign, **units)
    for rule, unit, name in accepted.values_list("rule", "unit", "full_name"):
        found[rule, unit].add(person_key(name))
    rules = PersonRule.objects.filter(campaign=campaign).values_list("form", "pk")
    by_form = {fold(form): pk for form, pk in rules}
    granted = GrantedAward.objects.to_people().filter(bloc=campaign.bloc_id, year=campaign.year, **units)
    for form, unit, name in granted.filter(unit__isnull=False).values_list("form", "unit", "person_name"):
        if fold(form) in by_form:
            found[by_form[fold(form)], unit].add(person_key(name))
    return found
