"""Who sees rows of a year: the bloc's units and administrators; the Council reads results and papers, not these."""

from django.db import models
from django.db.models import Q


class VisibleInYear(models.QuerySet):
    """Seen by every unit of the bloc; a unit meets its bloc once, so nothing comes twice. `campaign` is the path."""

    campaign = "campaign__"

    def visible_to(self, user):
        if not user.is_authenticated or user.council_of_id:
            return self.none()
        return self if user.is_superuser else self.filter(self.shown_to(user))

    def shown_to(self, user) -> Q:
        return Q(**{f"{self.campaign}bloc__units": user.unit_id}) if user.unit_id else Q(pk__in=[])

    def in_campaign(self, campaign):
        return self.filter(**{self.campaign.removesuffix("__") or "pk": campaign})


class VisibleOfUnit(VisibleInYear):
    """As above, but a draft (a state in `private`) is seen by its own unit alone."""

    private: tuple[str, ...] = ()
    unit = "unit"

    def shown_to(self, user) -> Q:
        return super().shown_to(user) & (Q(**{self.unit: user.unit_id}) | ~Q(state__in=self.private))

    def of_unit(self, unit):
        return self.filter(**{self.unit: unit})
