"""What the pages of initiatives are asked for, and whether the person may have it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from campaigns.actions.initiatives import reasons_not_to_hand_in
from campaigns.models import Campaign, Initiative
from toolkit.access import get_permitted, may, require_permission

NOT_IN_YEAR = "Danh sách này của các đơn vị trong Khối năm đó; Hội đồng đọc kết quả đã chốt và văn bản."
NOT_THE_UNIT = "Việc này do người của đơn vị có sáng kiến làm, khi đơn vị tham gia Khối năm đó."
NOT_THE_JUDGE = (
    "Sáng kiến do Trưởng Khối xét; của đơn vị Trưởng Khối thì Phó Trưởng Khối xét. "
    "Không ai xét sáng kiến của đơn vị mình."
)


def campaign_of(request, pk) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    return get_permitted(request, "campaigns.see_year", visible, pk=pk, refusal=NOT_IN_YEAR)


def campaign_to_write_in(request, pk) -> Campaign:
    """403 with the reason when the year does not take any."""
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_object_or_404(visible, pk=pk)
    require_permission(request, "campaigns.write_initiative", own(request, campaign), refusal=NOT_THE_UNIT)
    if reasons := reasons_not_to_hand_in(campaign):
        raise PermissionDenied(" ".join(reasons))
    return campaign


def own(request, campaign) -> Initiative:
    """One of the person's own unit, not stored: what a right to write is asked about."""
    return Initiative(campaign=campaign, unit_id=request.user.unit_id)


def may_write_in(request, campaign) -> bool:
    return campaign.is_open and may(request.user, "campaigns.write_initiative", own(request, campaign))


def visible_to(request):
    return Initiative.objects.visible_to(request.user).select_related("campaign__bloc__commune", "unit", "area")


def initiative_of(request, pk) -> Initiative:
    return get_object_or_404(visible_to(request).select_related("decided_by"), pk=pk)


def own_initiative_of(request, pk) -> Initiative:
    return get_permitted(request, "campaigns.write_initiative", visible_to(request), pk=pk, refusal=NOT_THE_UNIT)


def initiative_to_judge(request, pk) -> Initiative:
    return get_permitted(request, "campaigns.judge_initiative", visible_to(request), pk=pk, refusal=NOT_THE_JUDGE)


def instead(request, initiative, reasons):
    """Back to the initiative with why not."""
    for reason in reasons:
        messages.warning(request, reason)
    return redirect("initiative", pk=initiative.pk)
