"""Facts about a person and a bloc's year. Who may do what stands in khoi_thidua/rules.py."""

from datetime import date

from rules import predicate

from units.models import Bloc, Membership, Role, Unit, User


def role_in(user: User, bloc_id: int, year: int) -> str | None:
    """The role of the person's unit in a bloc's year, asked once per request and kept on the user."""
    if not user.is_authenticated or user.unit_id is None:
        return None
    if not hasattr(user, "_roles"):
        rows = Membership.objects.filter(unit=user.unit_id).values_list("bloc_id", "year", "role")
        user._roles = {(bloc, its_year): role for bloc, its_year, role in rows}
    return user._roles.get((bloc_id, year))


def bloc_year(thing) -> tuple[int, int]:
    """The bloc and year an object belongs to; every object of a year answers `bloc_id` and `year`."""
    return thing.bloc_id, thing.year


@predicate
def is_head(user, thing) -> bool:
    return thing is not None and role_in(user, *bloc_year(thing)) == Role.HEAD


@predicate
def is_deputy(user, thing) -> bool:
    return thing is not None and role_in(user, *bloc_year(thing)) == Role.DEPUTY


@predicate
def is_member(user, thing) -> bool:
    """Of the bloc in that year, whatever the role."""
    return thing is not None and role_in(user, *bloc_year(thing)) is not None


def heads_a_year(user: User, on: date) -> bool:
    """Whether the person's unit heads its bloc in a year that is running on the day `on`, or is still to come.

    What may be done to a thing is asked of the thing's own year (`is_head`).
    """
    if not user.is_authenticated or user.unit_id is None:
        return False
    return Membership.objects.filter(unit=user.unit_id, role=Role.HEAD).in_force(on).exists()


@predicate
def is_administrator(user, thing=None) -> bool:
    return user.is_active and user.is_superuser


@predicate
def is_council(user, thing=None) -> bool:
    return getattr(user, "council_of_id", None) is not None


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_change_roles(bloc: Bloc, year: int, head: Unit, deputy: Unit | None) -> list[str]:
    return _reasons_not_to_lead(bloc, year, head, deputy)


def reasons_not_to_hand_over(bloc: Bloc, year: int, head: Unit, deputy: Unit | None) -> list[str]:
    """`year` is the year the new head takes up; the units of the year before take part in it."""
    if Membership.objects.in_year(bloc, year).exists():
        return [f"Năm {year} đã có vai trò. Đổi Trưởng Khối, Phó Trưởng Khối ở mục năm {year}."]
    return _reasons_not_to_lead(bloc, year - 1, head, deputy)


def _reasons_not_to_lead(bloc: Bloc, year: int, head: Unit, deputy: Unit | None) -> list[str]:
    taking_part = set(Membership.objects.in_year(bloc, year).values_list("unit_id", flat=True))
    if not taking_part:
        return [f"Năm {year} Khối chưa có đơn vị nào tham gia."]
    reasons = [
        f"{unit.name} không tham gia Khối trong năm {year}."
        for unit in (head, deputy)
        if unit and unit.pk not in taking_part
    ]
    if deputy and head.pk == deputy.pk:
        reasons.append("Trưởng Khối và Phó Trưởng Khối là hai đơn vị khác nhau.")
    return reasons


def reasons_not_to_let_in(person: User) -> list[str]:
    return [] if person.is_active else [f"Tài khoản {person.username} đang tắt. Bật lại trước khi cấp mật khẩu."]
