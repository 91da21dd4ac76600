"""The words in which units are asked for."""

from django.db import models
from django.db.models import Q


class BlocQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An administrator sees every bloc, the Council its commune's, a person the blocs of the own unit."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.council_of_id:
            return self.filter(commune=user.council_of_id)
        return self.filter(units__people=user)


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.council_of_id:
            return self.filter(bloc__commune=user.council_of_id)
        return self.filter(bloc__units__people=user)


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.council_of_id:
            return self.filter(bloc__commune=user.council_of_id)
        return self.filter(bloc__units__people=user)

    def of(self, user, year=None):
        """The memberships of a person's own unit, of one year or all."""
        own = self.filter(unit__people=user) if user.is_authenticated else self.none()
        return own if year is None else own.filter(year=year)

    def in_year(self, bloc, year):
        return self.filter(Q(bloc=bloc), year=year)
