import pytest
from django.db.models import ProtectedError

from tests.constraints import put, violates
from units.models import Bloc, Commune, Membership, Role, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return Commune.objects.create(name="Hà Bắc", city="Hải Phòng")


@pytest.fixture
def bloc(commune):
    return Bloc.objects.create(commune=commune, number="02", name="Khối thi đua số 02")


@pytest.fixture
def unit(bloc):
    return Unit.objects.create(bloc=bloc, code="VP", name="Văn phòng HĐND và UBND xã")


@pytest.fixture
def other(bloc):
    return Unit.objects.create(bloc=bloc, code="KT", name="Phòng Kinh tế")


def test_a_commune_stands_once_in_a_city_and_may_stand_in_another(commune):
    Commune.objects.create(name="Hà Bắc", city="Bắc Ninh")
    with violates("commune_once_in_a_city"):
        Commune.objects.create(name="Hà Bắc", city="Hải Phòng")


def test_a_bloc_number_stands_once_in_a_commune_and_may_stand_in_another(bloc):
    elsewhere = Commune.objects.create(name="Nam Bắc", city="Hải Phòng")
    Bloc.objects.create(commune=elsewhere, number="02", name="Khối thi đua số 02")
    with violates("bloc_number_once_in_a_commune"):
        Bloc.objects.create(commune=bloc.commune, number="02", name="Khối khác")


def test_a_unit_code_stands_once_in_a_bloc_and_may_stand_in_another(unit):
    third = Bloc.objects.create(commune=unit.bloc.commune, number="03", name="Khối thi đua số 03")
    Unit.objects.create(bloc=third, code="VP", name="Văn phòng khác")
    with violates("unit_code_once_in_a_bloc"):
        Unit.objects.create(bloc=unit.bloc, code="VP", name="Văn phòng khác")


def test_a_unit_has_one_role_a_year_and_a_new_one_the_next(unit):
    Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026, role=Role.HEAD)
    Membership.objects.create(bloc=unit.bloc, unit=unit, year=2027, role=Role.MEMBER)
    with violates("membership_once_a_year"):
        Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026, role=Role.MEMBER)


@pytest.mark.parametrize(
    ("role", "constraint"),
    [(Role.HEAD, "membership_one_head_a_year"), (Role.DEPUTY, "membership_one_deputy_a_year")],
)
def test_a_year_has_one_head_and_one_deputy_and_any_number_of_members(unit, other, role, constraint):
    third = Unit.objects.create(bloc=unit.bloc, code="HCC", name="Trung tâm")
    Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026, role=role)
    Membership.objects.create(bloc=unit.bloc, unit=other, year=2027, role=role)
    Membership.objects.create(bloc=unit.bloc, unit=third, year=2026, role=Role.MEMBER)
    with violates(constraint):
        Membership.objects.create(bloc=unit.bloc, unit=other, year=2026, role=role)


def test_the_role_of_a_membership_is_one_of_three(unit):
    membership = Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026)
    put(membership, role=Role.DEPUTY)
    with violates("membership_role_is_known"):
        put(membership, role="king")


@pytest.mark.parametrize("year", [1999, 2101])
def test_the_year_of_a_membership_lies_in_this_century(unit, year):
    membership = Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026)
    for allowed in (2000, 2100):
        put(membership, year=allowed)
    with violates("membership_year_is_sensible"):
        put(membership, year=year)


def test_a_person_is_of_a_unit_or_of_the_council_or_of_neither(commune, unit):
    person = User.objects.create(username="ai", unit=unit)
    put(person, unit=None, council_of=commune)
    put(person, unit=None, council_of=None)
    with violates("user_of_a_unit_or_the_council"):
        put(person, unit=unit, council_of=commune)


def test_a_unit_with_a_year_behind_it_is_not_deleted_and_one_without_is(unit, other):
    Membership.objects.create(bloc=unit.bloc, unit=unit, year=2026)
    with pytest.raises(ProtectedError):
        unit.delete()
    other.delete()
    assert list(Unit.objects.all()) == [unit]


@pytest.mark.parametrize(
    ("name", "city", "expected"),
    [
        ("Hà Bắc", "Hải Phòng", ("xã Hà Bắc", "thành phố Hải Phòng", "Xã Hà Bắc")),
        ("Phường Lê Chân", "Tỉnh Bắc Ninh", ("Phường Lê Chân", "Tỉnh Bắc Ninh", "Phường Lê Chân")),
    ],
)
def test_a_commune_is_named_with_what_it_is(name, city, expected):
    commune = Commune(name=name, city=city)
    assert (commune.title, commune.city_title, str(commune)) == expected


def test_a_bloc_signs_with_its_number(bloc):
    assert (bloc.symbol, str(bloc)) == ("KTĐ02", "Khối thi đua số 02, xã Hà Bắc")


def test_a_person_without_a_name_is_called_by_the_account():
    named, unnamed = User(username="a", full_name="(Họ và tên)"), User(username="b")
    assert [(str(u), u.get_full_name(), u.get_short_name()) for u in (named, unnamed)] == [
        ("(Họ và tên)", "(Họ và tên)", "(Họ và tên)"),
        ("b", "", "b"),
    ]
