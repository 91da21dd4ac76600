"""The words in which awards and papers are asked for; what is of a round is seen by whoever sees the round."""

from django.apps import apps
from django.db.models import Q

from awards.states import PaperState
from scoring.querysets import FrozenQuerySet, VisibleWithRound


class AwardRuleQuerySet(VisibleWithRound):
    path = "round__"


class ProposalQuerySet(FrozenQuerySet):
    path = "rule__round__"


class RefusalQuerySet(FrozenQuerySet):
    path = "rule__round__"


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
        return self.filter(round__isnull=True)

    def in_force(self):
        return self.filter(state=PaperState.ISSUED)


class PaperFileQuerySet(VisibleWithPaper):
    path = "paper__"
