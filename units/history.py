"""How roles and people are told, and who sees rows of a history."""

from datetime import date

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from toolkit.history import AppendOnlyQuerySet, HistoryQuerySet, Place, Story

LEADING = ("head", "deputy")


def leads(user, bloc: str, year: str, on: date) -> Q:
    """Rows of a bloc and a year the person's unit leads; rows without a year are seen by who leads it now or next."""
    led = led_years(user, on)
    found = Q(pk__in=[])
    for its_bloc in {row["bloc"] for row in led}:
        years = [row["year"] for row in led if row["bloc"] == its_bloc]
        found |= Q(**{bloc: its_bloc, f"{year}__in": years})
        if any(row["is_in_force"] for row in led if row["bloc"] == its_bloc):
            found |= Q(**{bloc: its_bloc, f"{year}__isnull": True})
    return found


def led_years(user, on: date) -> list[dict]:
    """Bloc and year of each year the person's unit leads, asked once a request and kept on the user.

    A page joins some thirty histories: a subquery in each took most of its time.
    """
    if not hasattr(user, "_led_years"):
        memberships = apps.get_model("units", "Membership").objects
        in_force = memberships.in_force(on).filter(pk=OuterRef("pk"))
        own = memberships.filter(unit=user.unit_id, role__in=LEADING).order_by("year", "pk")
        user._led_years = list(own.annotate(is_in_force=Exists(in_force)).values("bloc", "year", "is_in_force"))
    return user._led_years


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
