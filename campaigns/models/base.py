"""What the rows of a year have in common."""

from django.db import models

from campaigns.models.year import Campaign
from units.models import Unit


class OfYear(models.Model):
    """A row of a campaign: it answers `bloc_id` and `year`, which is what rights are asked with."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def bloc_id(self):
        return self.campaign.bloc_id

    @property
    def year(self):
        return self.campaign.year


class OfUnit(OfYear):
    """A row of a unit in a campaign. `version` counts its changes (toolkit.versions)."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="%(class)ss")
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    class Meta:
        abstract = True


class PartOf(models.Model):
    """A row whose campaign is that of its whole; `whole` names the field that leads there."""

    whole = ""

    class Meta:
        abstract = True

    @property
    def campaign(self):
        return getattr(self, self.whole).campaign

    @property
    def bloc_id(self):
        return self.campaign.bloc_id

    @property
    def year(self):
        return self.campaign.year
