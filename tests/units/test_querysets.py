import pytest

from units.models import Bloc, Membership, Unit

pytestmark = pytest.mark.django_db


HERE, SAME_COMMUNE, ELSEWHERE = "Hà Bắc 02", "Hà Bắc 03", "Nam Bắc 02"

READERS = {
    "head": [HERE],
    "deputy": [HERE],
    "member": [HERE],
    "last year's head": [HERE],
    "stranger": [SAME_COMMUNE],
    "council": [HERE, SAME_COMMUNE],
    "council elsewhere": [ELSEWHERE],
    "admin": [HERE, SAME_COMMUNE, ELSEWHERE],
    "nobody": [],
    "anonymous": [],
}


def name_of(bloc):
    return f"{bloc.commune.name} {bloc.number}"


def test_a_person_sees_the_own_bloc_and_the_council_those_of_its_commune(years):
    assert years.seen(Bloc.objects, name_of) == READERS


def test_whoever_sees_a_bloc_sees_its_six_units(years):
    expected = {who: sorted(blocs * 6) for who, blocs in READERS.items()}
    assert years.seen(Unit.objects, lambda unit: name_of(unit.bloc)) == expected


def test_whoever_sees_a_bloc_sees_its_roles_of_every_year(years):
    memberships = {HERE: 12, SAME_COMMUNE: 6, ELSEWHERE: 6}
    expected = {who: sorted(b for b in blocs for _ in range(memberships[b])) for who, blocs in READERS.items()}
    assert years.seen(Membership.objects, lambda m: name_of(m.bloc)) == expected


def test_the_own_memberships_are_those_of_the_own_unit(years):
    def roles(who, year=None):
        own = Membership.objects.of(years.people[who], year)
        return list(own.order_by("year").values_list("year", "role"))

    assert [roles("head"), roles("last year's head"), roles("head", 2025)] == [
        [(2025, "member"), (2026, "head")],
        [(2025, "head"), (2026, "member")],
        [(2025, "member")],
    ]
    assert [roles("council"), roles("admin"), roles("nobody"), roles("anonymous")] == [[], [], [], []]


def test_a_year_of_a_bloc_has_its_own_memberships_and_no_other(years):
    of_2025 = Membership.objects.in_year(years.bloc, 2025).order_by("position")
    assert list(of_2025.values_list("unit__code", "role")) == [
        ("VP", "member"),
        ("VHXH", "member"),
        ("KT", "head"),
        ("HCC", "deputy"),
        ("DVSNC", "member"),
        ("QLDA", "member"),
    ]
