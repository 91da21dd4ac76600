"""The words in which units are asked for."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q


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

    def in_force(self, on: date):
        """Of years that are not over on the day `on`: a year is over when a later one of its bloc has begun.

        A year whose roles are given ahead is in force at once, beside the one that is running.
        """
        begun = self.model._default_manager.filter(bloc=OuterRef("bloc"), year__gt=OuterRef("year"), year__lte=on.year)
        return self.filter(~Exists(begun))
