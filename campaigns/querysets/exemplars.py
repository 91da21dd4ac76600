from django.db.models import Exists, OuterRef, Q

from campaigns.querysets.base import VisibleInYear, VisibleOfUnit
from campaigns.states import ExemplarState
from units.models import Membership, Role


class ExemplarQuerySet(VisibleOfUnit):
    """Published ones are seen by every unit; until then by the own unit, and once introduced by head and deputy.

    Head and deputy of that very year: who led the year before sees no more than any unit.
    """

    def shown_to(self, user) -> Q:
        leads = Membership.objects.filter(
            unit=user.unit_id,
            bloc=OuterRef("campaign__bloc"),
            year=OuterRef("campaign__year"),
            role__in=[Role.HEAD, Role.DEPUTY],
        )
        introduced = ~Q(state=ExemplarState.DRAFTING) & Q(Exists(leads))
        seen = Q(unit=user.unit_id) | Q(state=ExemplarState.PUBLISHED) | introduced
        return VisibleInYear.shown_to(self, user) & seen

    def published(self):
        return self.filter(state=ExemplarState.PUBLISHED)


class SpreadQuerySet(VisibleInYear):
    campaign = "exemplar__campaign__"
