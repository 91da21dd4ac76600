import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from units.actions import Member, enrol_members, register_bloc
from units.models import Bloc, Commune, Membership, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối thi đua số 02")


def enrolled(bloc, year):
    rows = Membership.objects.in_year(bloc, year).order_by("position", "pk")
    return list(rows.values_list("unit__code", "unit__name", "role", "position"))


VP = Member("VP", "Văn phòng", "head")
KT = Member("KT", "Phòng Kinh tế", "deputy")
HCC = Member("HCC", "Trung tâm", "member")


def test_a_bloc_is_made_once_with_its_commune(bloc):
    again = register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối thi đua số 02")
    assert (again, Bloc.objects.count(), Commune.objects.count()) == (bloc, 1, 1)


def test_a_bloc_known_by_its_number_takes_the_new_name(bloc):
    again = register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối cơ quan")
    assert (again, Bloc.objects.get().name) == (bloc, "Khối cơ quan")


def test_the_same_number_in_another_commune_or_city_is_another_bloc(bloc):
    others = [
        register_bloc(commune=commune, city=city, number="02", name="Khối thi đua số 02")
        for commune, city in [("Nam Bắc", "Hải Phòng"), ("Hà Bắc", "Bắc Ninh")]
    ]
    assert len({bloc, *others}) == 3


def test_units_are_made_in_the_order_given(bloc):
    assert [unit.code for unit in enrol_members(bloc, 2026, [VP, KT, HCC])] == ["VP", "KT", "HCC"]
    assert enrolled(bloc, 2026) == [
        ("VP", "Văn phòng", "head", 1),
        ("KT", "Phòng Kinh tế", "deputy", 2),
        ("HCC", "Trung tâm", "member", 3),
    ]


def test_enrolling_again_renames_and_makes_nobody_twice(bloc):
    first = enrol_members(bloc, 2026, [VP, KT, HCC])
    second = enrol_members(bloc, 2026, [Member("HCC", "Trung tâm Phục vụ", "member"), VP, KT])
    assert (set(first), Unit.objects.count()) == (set(second), 3)
    assert enrolled(bloc, 2026) == [
        ("HCC", "Trung tâm Phục vụ", "member", 1),
        ("VP", "Văn phòng", "head", 2),
        ("KT", "Phòng Kinh tế", "deputy", 3),
    ]


def test_head_and_deputy_change_places_within_a_year(bloc):
    enrol_members(bloc, 2026, [VP, KT, HCC])
    enrol_members(bloc, 2026, [Member("VP", "Văn phòng", "deputy"), Member("KT", "Phòng Kinh tế", "head"), HCC])
    assert [(code, role) for code, _, role, _ in enrolled(bloc, 2026)] == [
        ("VP", "deputy"),
        ("KT", "head"),
        ("HCC", "member"),
    ]


def test_the_headship_rotates_with_the_next_year_and_the_last_one_stays(bloc):
    enrol_members(bloc, 2026, [VP, KT])
    enrol_members(bloc, 2027, [Member("VP", "Văn phòng", "member"), Member("KT", "Phòng Kinh tế", "head")])
    assert [[(code, role) for code, _, role, _ in enrolled(bloc, year)] for year in (2026, 2027)] == [
        [("VP", "head"), ("KT", "deputy")],
        [("VP", "member"), ("KT", "head")],
    ]


def test_a_unit_that_is_not_named_stays_as_a_member(bloc):
    enrol_members(bloc, 2026, [VP, KT, HCC])
    enrol_members(bloc, 2026, [Member("KT", "Phòng Kinh tế", "head"), HCC])
    assert {(code, role) for code, _, role, _ in enrolled(bloc, 2026)} == {
        ("KT", "head"),
        ("HCC", "member"),
        ("VP", "member"),
    }


def test_two_heads_are_refused_and_nobody_is_enrolled(bloc):
    with pytest.raises(IntegrityError), transaction.atomic():
        enrol_members(bloc, 2026, [VP, Member("KT", "Phòng Kinh tế", "head")])
    assert (Unit.objects.count(), Membership.objects.count()) == (0, 0)


def test_blocs_of_one_commune_keep_units_of_the_same_code_apart(bloc):
    other = register_bloc(commune="Hà Bắc", city="Hải Phòng", number="03", name="Khối thi đua số 03")
    enrol_members(bloc, 2026, [VP])
    enrol_members(other, 2026, [Member("VP", "Văn phòng Đảng ủy", "head")])
    assert list(Unit.objects.order_by("bloc__number").values_list("bloc__number", "code", "name")) == [
        ("02", "VP", "Văn phòng"),
        ("03", "VP", "Văn phòng Đảng ủy"),
    ]


def test_enrolling_costs_the_same_for_three_units_and_for_thirty(bloc):
    def cost(year, size):
        members = [VP, *(Member(f"{year}.{i}", "Đơn vị", "member") for i in range(size - 1))]
        with CaptureQueriesContext(connection) as queries:
            enrol_members(bloc, year, members)
        return len(queries)

    assert cost(2026, 3) == cost(2027, 30)
