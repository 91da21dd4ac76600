"""What the pages of individuals are asked for, and whether the person may have it."""

from django.contrib import messages
from django.shortcuts import redirect

from awards.models import Nomination, PersonRule
from campaigns.models import Campaign
from campaigns.views.of_year import seen_in_year
from toolkit.access import get_permitted, may, require_permission

WRITE, JUDGE, RULES = "awards.write_nomination", "awards.judge_nomination", "awards.edit_person_rules"
NOT_THE_UNIT = "Đề nghị do người của đơn vị soạn, khi đơn vị tham gia Khối năm đó."
NOT_THE_HEAD = "Danh hiệu, hình thức của năm do Trưởng Khối quy định."
NOT_THE_JUDGE = (
    "Đề nghị do Trưởng Khối xét; của đơn vị Trưởng Khối thì Phó Trưởng Khối xét. Không ai xét đề nghị của đơn vị mình."
)
WITH = ("campaign__bloc__commune", "unit", "rule__requires", "initiative", "decided_by")


def nominations_seen(user):
    return Nomination.objects.visible_to(user).select_related(*WITH)


def nomination_seen(request, pk: int) -> Nomination:
    return seen_in_year(request, nominations_seen(request.user), pk)


def nomination_to_write(request, pk: int) -> Nomination:
    return get_permitted(request, WRITE, nominations_seen(request.user), pk=pk, refusal=NOT_THE_UNIT)


def nomination_to_judge(request, pk: int) -> Nomination:
    return get_permitted(request, JUDGE, nominations_seen(request.user), pk=pk, refusal=NOT_THE_JUDGE)


def of_own_unit(request, campaign: Campaign) -> Nomination:
    """What rights to write are asked with before there is a row."""
    return Nomination(campaign=campaign, unit_id=request.user.unit_id)


def campaign_to_nominate_in(request, pk: int) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, "campaigns.see_year", visible, pk=pk, refusal=NOT_THE_UNIT)
    require_permission(request, WRITE, of_own_unit(request, campaign), refusal=NOT_THE_UNIT)
    return campaign


def may_nominate(request, campaign: Campaign) -> bool:
    return campaign.is_open and may(request.user, WRITE, of_own_unit(request, campaign))


def campaign_of_rules(request, pk: int) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    return get_permitted(request, RULES, visible, pk=pk, refusal=NOT_THE_HEAD)


def rule_to_edit(request, pk: int) -> PersonRule:
    visible = PersonRule.objects.visible_to(request.user).select_related("campaign__bloc__commune", "requires")
    return get_permitted(request, RULES, visible, pk=pk, refusal=NOT_THE_HEAD)


def instead(request, nomination: Nomination, reasons):
    """Back to the nomination with why not."""
    for reason in reasons:
        messages.error(request, reason)
    return redirect("nomination", nomination.pk)
