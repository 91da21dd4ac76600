"""The words in which campaigns are asked for."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from units.models import Membership, Role


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Units of the bloc see its years; the Council sees those with a settled round."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.council_of_id:
            return self.filter(bloc__commune=user.council_of_id, rounds__state="settled").distinct()
        return self.filter(bloc__units__people=user)

    def written_by(self, user):
        """The years a person may write in: an administrator every one, head staff those their unit heads."""
        if user.is_active and user.is_superuser:
            return self
        headed = Membership.objects.filter(
            unit__people=user, bloc=OuterRef("bloc"), year=OuterRef("year"), role=Role.HEAD
        )
        return self.filter(Exists(headed))


class LegalBasisQuerySet(models.QuerySet):
    def in_force(self, on):
        """Bases whose effective period holds the day `on`; an open end never closes."""
        return self.filter(
            Q(effective_from__isnull=True) | Q(effective_from__lte=on),
            Q(effective_to__isnull=True) | Q(effective_to__gte=on),
        )
