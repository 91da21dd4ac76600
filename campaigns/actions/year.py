"""What is done to a bloc's year: it is opened, edited, issued, begun, closed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.models import Campaign, ContentArea
from campaigns.states import CampaignState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_seen
from units.models import Bloc, Membership


@transaction.atomic
def open_campaign(bloc: Bloc, year: int, areas: Mapping[int, str]) -> tuple[Campaign, dict[int, ContentArea]]:
    """The bloc's campaign of the year, under way, with at least these content areas by number."""
    campaign, _ = Campaign.objects.get_or_create(bloc=bloc, year=year, defaults={"title": title_of(bloc, year)})
    if campaign.state in (CampaignState.DRAFTING, CampaignState.ISSUED):
        campaign.start()
        campaign.save()
    found = {area.number: area for area in campaign.areas.all()}
    for number, title in areas.items():
        area = found.get(number)
        if area is None:
            found[number] = ContentArea.objects.create(campaign=campaign, number=number, title=title)
        elif area.title != title:
            area.title = title
            area.save(update_fields=["title"])
    return campaign, found


def title_of(bloc: Bloc, year: int) -> str:
    return f"Phong trào thi đua năm {year} của {bloc.name}"[:255]


@transaction.atomic
def create_campaign(bloc: Bloc, year: int, *, by, at) -> Campaign:
    """A year from nothing: the head writes its plan."""
    Bloc.objects.select_for_update().get(pk=bloc.pk)  # of two who open the year at once, the second is told
    require(reasons_not_to_create(bloc, year))
    with acting("Mở năm mới", by=by):
        return Campaign.objects.create(bloc=bloc, year=year, title=title_of(bloc, year))


@transaction.atomic
def edit_campaign(campaign: Campaign, values: Mapping[str, Any], *, seen: int, by, at) -> Campaign:
    require(reasons_not_to_edit(campaign))
    for name, value in values.items():
        setattr(campaign, name, value)
    with acting("Sửa kế hoạch năm", by=by):
        save_seen(campaign, seen=seen)
    return campaign


@transaction.atomic
def mark_issued(campaign: Campaign, *, by, at, on, number: int) -> Campaign:
    """The Kế hoạch is out under this number and date. In a year that runs already only these two are set."""
    campaign = locked(campaign, "bloc")
    require(reasons_not_to_edit(campaign))
    if campaign.state == CampaignState.DRAFTING:
        campaign.issue()
    campaign.issued_on = on
    campaign.symbol = f"{number:02d}/KH-{campaign.bloc.symbol}"
    with acting("Ban hành kế hoạch", by=by):
        campaign.save()
    return campaign


@transaction.atomic
def start_campaign(campaign: Campaign, *, by, at) -> Campaign:
    campaign = locked(campaign)
    require(reasons_not_to_start(campaign))
    campaign.start()
    with acting("Bắt đầu thực hiện", by=by):
        campaign.save()
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, *, by, at) -> Campaign:
    """The year is reviewed: from now on it is only read."""
    campaign = locked(campaign)
    require(reasons_not_to_close(campaign))
    campaign.close()
    with acting("Tổng kết năm", by=by):
        campaign.save()
    return campaign


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_create(bloc: Bloc, year: int) -> list[str]:
    if Campaign.objects.filter(bloc=bloc, year=year).exists():
        return [f"Năm {year} đã có phong trào."]
    if not Membership.objects.in_year(bloc, year).exists():
        return [
            f"Năm {year} chưa có đơn vị nào tham gia. Người quản trị chuyển hoặc giao lại vai trò Trưởng Khối "
            f"cho năm {year}, rồi Trưởng Khối năm ấy mở năm ở đây."
        ]
    return []


def reasons_not_to_edit(campaign: Campaign) -> list[str]:
    return [f"Năm {campaign.year} đã tổng kết, chỉ còn để xem."] if campaign.state == CampaignState.REVIEWED else []


def reasons_not_to_hand_in(campaign: Campaign) -> list[str]:
    if campaign.state == CampaignState.DRAFTING:
        return [f"Kế hoạch năm {campaign.year} chưa ban hành. Đơn vị gửi được từ khi kế hoạch ban hành."]
    return [] if campaign.is_open else [f"Năm {campaign.year} đã tổng kết, không nhận thêm."]


def reasons_not_to_start(campaign: Campaign) -> list[str]:
    if campaign.state == CampaignState.DRAFTING:
        return ["Kế hoạch chưa ban hành. Ban hành Kế hoạch trước khi bắt đầu thực hiện."]
    return [] if campaign.state == CampaignState.ISSUED else [f"Năm {campaign.year} đã bắt đầu thực hiện."]


def reasons_not_to_close(campaign: Campaign) -> list[str]:
    if campaign.state != CampaignState.RUNNING:
        return [f"Năm {campaign.year} {campaign.get_state_display().lower()}: chỉ tổng kết năm đang thực hiện."]
    unsettled = campaign.rounds.exclude(state="settled").order_by("pk").values_list("name", flat=True)
    return [f"Kỳ chấm “{name}” chưa chốt." for name in unsettled]
