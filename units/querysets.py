"""The words in which units are asked for."""

from django.db import models
from django.db.models import Q


class VisibleWithBloc(models.QuerySet):
    """Seen by whoever sees the bloc; `path` leads there.

    An administrator sees every bloc, the Council its commune's, a person the bloc of the own unit.
    """

    path = ""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.council_of_id:
            return self.filter(**{f"{self.path}commune": user.council_of_id})
        return self.filter(**{f"{self.path}units__people": user})


class BlocQuerySet(VisibleWithBloc):
    pass


class UnitQuerySet(VisibleWithBloc):
    path = "bloc__"


class MembershipQuerySet(VisibleWithBloc):
    path = "bloc__"

    def of(self, user, year=None):
        """The memberships of a person's own unit, of one year or all."""
        own = self.filter(unit__people=user) if user.is_authenticated else self.none()
        return own if year is None else own.filter(year=year)

    def in_year(self, bloc, year):
        return self.filter(Q(bloc=bloc), year=year)
