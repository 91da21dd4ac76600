"""What is done to a bloc's year."""

from collections.abc import Mapping

from django.db import transaction

from campaigns.models import Campaign, ContentArea
from campaigns.states import CampaignState
from units.models import Bloc


@transaction.atomic
def open_campaign(bloc: Bloc, year: int, areas: Mapping[int, str]) -> tuple[Campaign, dict[int, ContentArea]]:
    """The bloc's campaign of the year, under way, with at least these content areas by number."""
    campaign, _ = Campaign.objects.get_or_create(
        bloc=bloc, year=year, defaults={"title": f"Phong trào thi đua năm {year} của {bloc.name}"[:255]}
    )
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
