"""Papers, and what stands around them."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from awards.states import PaperState, YearPaperKind
from campaigns.querysets.base import VisibleInYear
from scoring.querysets import FrozenQuerySet


class VisibleWithPaper(FrozenQuerySet):
    """Papers of a round are seen by whoever sees the round, those of a year by whoever sees the campaign.

    They are issued, so the Council reads them as well; drafts are no rows.
    """

    path = ""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        rounds = apps.get_model("scoring", "Round").objects.visible_to(user)
        campaigns = apps.get_model("campaigns", "Campaign").objects.visible_to(user)
        of_round = Q(**{f"{self.path}round__in": rounds.order_by().values("pk")})
        of_year = Q(
            **{f"{self.path}round__isnull": True, f"{self.path}campaign__in": campaigns.order_by().values("pk")}
        )
        return self.filter(of_round | of_year)


class PaperQuerySet(VisibleWithPaper):
    def of_year(self):
        return self.filter(kind__in=YearPaperKind.values)

    def in_force(self):
        return self.filter(state=PaperState.ISSUED)

    def withdraw(self, pk) -> bool:
        """The one thing that changes on an issued paper; False when it was withdrawn before."""
        return bool(models.QuerySet.update(self.in_force().filter(pk=pk), state=PaperState.WITHDRAWN))


class PaperFileQuerySet(VisibleWithPaper):
    path = "paper__"


class PaperTextQuerySet(VisibleInYear):
    pass


class PaperJobQuerySet(VisibleInYear):
    pass
