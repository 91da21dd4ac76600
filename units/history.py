"""How roles and people are told, and who sees rows of a history."""

from datetime import date

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from toolkit.history import AppendOnlyQuerySet, HistoryQuerySet, Place, Story

LEADING = ("head", "deputy")


def leads(user, bloc: str, year: str, on: date) -> Q:
    """Rows of a bloc and a year the person's unit leads; rows without a year are seen by who leads it now or next."""
    memberships = apps.get_model("units", "Membership").objects
    own = memberships.filter(unit=user.unit_id, role__in=LEADING, bloc=OuterRef(bloc))
    of_the_year = Q(Exists(own.filter(year=OuterRef(year))))
    return of_the_year | Q(**{f"{year}__isnull": True}) & Q(Exists(own.in_force(on)))


class SeenRows(HistoryQuerySet):
    """Head and deputy see their bloc's year; a unit what `shown_to` adds; the Council nothing; administrators all."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.unit_id is None:
            return self.none()
        return self.filter(leads(user, "history_bloc", "history_year", timezone.localdate()) | self.shown_to(user))

    def shown_to(self, user) -> Q:
        """Rows of the own unit."""
        return Q(history_unit=user.unit_id)


class ReadingQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Own readings are seen by everybody, the unit's by the unit, the bloc's by whoever leads its year."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if user.unit_id is None:
            return self.filter(by=user)
        return self.filter(leads(user, "bloc", "year", timezone.localdate()) | Q(unit=user.unit_id) | Q(by=user))


def told_role(membership) -> str:
    return f"{membership.unit.name}, năm {membership.year}"


MEMBERSHIP = Story(
    page="vai-tro",
    noun="vai trò theo năm",
    fields=("role", "position"),
    place=lambda row: Place(of=row.unit_id, bloc=row.bloc_id, year=row.year, unit=row.unit_id),
    about=told_role,
)
PERSON = Story(
    page="tai-khoan",
    noun="tài khoản",
    fields=("username", "full_name", "unit", "council_of", "is_superuser", "is_active"),
    place=lambda row: Place(of=row.pk, bloc=row.unit.bloc_id if row.unit_id else None, unit=row.unit_id),
    about=lambda row: f"Tài khoản {row.username}" + (f" ({row.full_name})" if row.full_name else ""),
    labels={"is_superuser": "người quản trị", "is_active": "hoạt động", "username": "tên đăng nhập"},
    words={"unit": lambda row: str(row.unit or ""), "council_of": lambda row: str(row.council_of or "")},
)
