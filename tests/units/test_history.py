"""Roles, rights and readings leave a trace under the names of their day."""

import pytest
from django.utils import timezone

from tests.cast import PASSWORD
from tests.constraints import violates
from toolkit.history import Unchangeable, acting
from units.actions import Member, enrol_members, note_reading, register_bloc
from units.models import Membership, Reading, Unit, User

pytestmark = pytest.mark.django_db

VP, KT = Member("VP", "Văn phòng", "head"), Member("KT", "Phòng Kinh tế", "deputy")


@pytest.fixture
def bloc():
    return register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối 02")


def told(rows):
    return [(row.history_type, row.history_about, row.history_changes) for row in rows.order_by("history_id")]


def test_a_role_that_moves_is_told_for_both_units(bloc):
    enrol_members(bloc, 2026, [VP, KT])
    enrol_members(bloc, 2026, [Member("KT", "Phòng Kinh tế", "head")])
    assert told(Membership.history.filter(history_type="~")) == [
        ("~", "Văn phòng, năm 2026", [["vai trò", "Trưởng Khối", "Thành viên"]]),
        ("~", "Phòng Kinh tế, năm 2026", [["vai trò", "Phó Trưởng Khối", "Trưởng Khối"], ["thứ tự", "2", "1"]]),
    ]


def test_enrolling_the_same_again_writes_nothing(bloc):
    enrol_members(bloc, 2026, [VP, KT])
    before = Membership.history.count()
    enrol_members(bloc, 2026, [VP, KT])
    assert Membership.history.count() == before == 2


def test_rights_are_told_in_words(bloc):
    enrol_members(bloc, 2026, [VP, KT])
    admin = User.objects.create_user("quantri", is_superuser=True, full_name="Quản trị viên")
    person = User.objects.create_user("vanthu", password=PASSWORD, unit=Unit.objects.get(code="VP"))
    with acting(by=admin):
        person.unit, person.is_active = Unit.objects.get(code="KT"), False
        person.save()
    row = person.history.first()
    assert row.history_changes == [["đơn vị", "Văn phòng", "Phòng Kinh tế"], ["hoạt động", "có", "không"]]
    assert (row.history_by, row.history_by_place, row.history_user) == ("Quản trị viên", "Người quản trị", admin)


def test_the_name_of_the_day_stays(bloc):
    enrol_members(bloc, 2026, [VP])
    admin = User.objects.create_user("quantri", is_superuser=True, full_name="Tên cũ")
    with acting(by=admin):
        person = User.objects.create_user("vanthu", unit=Unit.objects.get(code="VP"))
    admin.full_name, admin.is_active = "Tên mới", False
    admin.save()
    Unit.objects.filter(code="VP").update(name="Văn phòng mới")
    assert person.history.get().history_by == "Tên cũ"
    assert person.history.get().history_words["đơn vị"] == "Văn phòng"
    admin.delete()
    row = person.history.get()
    assert (row.history_by, row.history_user) == ("Tên cũ", None)


def test_a_renamed_unit_is_no_other_unit(bloc):
    enrol_members(bloc, 2026, [VP])
    person = User.objects.create_user("vanthu", unit=Unit.objects.get(code="VP"))
    Unit.objects.filter(code="VP").update(name="Văn phòng mới")
    person = User.objects.get(pk=person.pk)
    person.full_name = "Văn thư"
    person.save()
    assert [label for label, _, _ in person.history.first().history_changes] == ["họ và tên"]


def test_no_password_and_no_login_is_in_a_history(client):
    person = User.objects.create_user("vanthu", password=PASSWORD)
    client.force_login(person)
    person.set_password("mot-mat-khau-khac-2")
    person.save()
    columns = {field.name for field in User.history.model._meta.fields}
    assert columns.isdisjoint({"password", "last_login", "email", "session_generation"})
    assert person.history.count() == 1  # its making


def test_nothing_in_python_changes_or_deletes_a_row(bloc):
    enrol_members(bloc, 2026, [VP])
    row = Membership.history.get()
    for change in (row.save, row.delete, Membership.history.all().delete, lambda: Membership.history.update(id=1),
                   Membership.history.model.objects.all().delete,
                   lambda: Membership.history.bulk_update([row], ["history_about"])):  # fmt: skip
        with pytest.raises(Unchangeable):
            change()
    assert Membership.history.get().history_about == "Văn phòng, năm 2026"


def test_a_reading_keeps_name_and_place_and_stays(bloc):
    enrol_members(bloc, 2026, [VP])
    person = User.objects.create_user("vanthu", full_name="Văn thư", unit=Unit.objects.get(code="VP"))
    note_reading(person, "export", "Bảng điểm", at=timezone.now())
    person.delete()
    reading = Reading.objects.get()
    assert (reading.by, reading.by_name, reading.by_place, reading.bloc) == (None, "Văn thư", "Văn phòng", bloc.pk)
    for change in (reading.save, reading.delete, Reading.objects.all().delete, lambda: Reading.objects.update(of=1)):
        with pytest.raises(Unchangeable):
            change()


def test_a_reading_is_a_download_or_an_export():
    with violates("reading_kind_is_known"):
        Reading.objects.create(kind="khác", at=timezone.now(), by_name="x", about="y")
