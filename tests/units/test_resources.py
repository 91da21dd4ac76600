"""Units and people by file."""

import pytest

from tests.admin_year import (
    a_world,
    export,
    import_whole,
    problems,
    table_in,
    upload,
    xlsx,
)
from units.models import Unit, User

world = pytest.fixture(a_world)

UNIT = ("Thành phố", "Xã", "Số khối", "Mã", "Tên đơn vị", "Chức vụ thủ trưởng")
PERSON = ("Tên đăng nhập", "Họ và tên", "Thành phố", "Xã", "Số khối", "Mã đơn vị", "Hội đồng TĐKT", "Hoạt động")
PLACE = ("Hải Phòng", "Hà Bắc", "02")


def test_units_are_added_and_renamed(world):
    rows = [(*PLACE, "VP", "Văn phòng HĐND và UBND", "Chánh Văn phòng"), (*PLACE, "MT", "Mặt trận Tổ quốc", None)]

    said = import_whole(world.browser("admin"), Unit, "don-vi.xlsx", xlsx(UNIT, *rows))

    assert "1 dòng thêm mới, 1 dòng sửa" in said
    assert Unit.objects.get(bloc=world.year.bloc, code="VP").name == "Văn phòng HĐND và UBND"
    assert Unit.objects.get(bloc=world.year.bloc, code="MT").leader_title == ""


def test_a_unit_code_in_another_case_or_as_a_number_is_the_same_unit(world):
    Unit.objects.create(bloc=world.year.bloc, code="1.2", name="Tổ 1.2")
    rows = [("02", "vp", "Tên mới"), ("02", 1.2, "Tổ hai")]

    import_whole(world.browser("admin"), Unit, "a.csv", "\n".join(
        ["Số khối;Mã;Tên đơn vị", *(";".join(map(str, row)) for row in rows)]).encode())  # fmt: skip

    codes = {u.code: u.name for u in Unit.objects.filter(bloc=world.year.bloc)}
    assert (codes["VP"], codes["1.2"]) == ("Tên mới", "Tổ hai")
    assert len(codes) == 5


def test_units_and_people_come_back_as_no_change(world):
    admin = world.browser("admin")
    User.objects.filter(username="donvi").update(full_name="=cmd|'/c calc'!A1", email="a@b.vn")

    for model, count in ((Unit, 6), (User, 7)):
        for kind in ("xlsx", "csv"):
            answer = upload(admin, model, f"a.{kind}", export(admin, model, kind))
            assert problems(answer) == []
            assert answer.context["rehearsal"].summary.endswith(f"{count} dòng không đổi.")


def test_people_come_without_a_password_and_never_as_administrators(world):
    rows = [
        ("vanthu.vp", "Trần  Thị Văn Thư", *PLACE, "VP", None, None),
        ("hd2", "Hội Đồng", *PLACE[:2], None, None, "Có", None),
    ]

    import_whole(world.browser("admin"), User, "a.xlsx", xlsx(PERSON, *rows))

    clerk, council = User.objects.get(username="vanthu.vp"), User.objects.get(username="hd2")
    assert (clerk.full_name, clerk.unit.code, clerk.council_of) == ("Trần Thị Văn Thư", "VP", None)
    assert (council.unit, council.council_of) == (None, world.year.bloc.commune)
    for person in (clerk, council):
        assert (person.has_usable_password(), person.is_superuser, person.is_active) == (False, False, True)


def test_an_import_of_people_keeps_passwords_and_leaves_administrators_alone(world):
    clerk = world["clerk"]
    clerk.set_password("mot-mat-khau-dai-2026")
    clerk.save()

    import_whole(world.browser("admin"), User, "a.xlsx", xlsx(PERSON[:2], ("donvi", "Tên mới")))

    clerk.refresh_from_db()
    assert clerk.full_name == "Tên mới"
    assert clerk.check_password("mot-mat-khau-dai-2026")
    assert clerk.unit.code == "HC"
    assert problems(upload(world.browser("admin"), User, "a.xlsx", xlsx(PERSON[:2], ("quantri", "Khác")))) == [
        'Dòng 2, cột "Tên đăng nhập": Tài khoản quản trị không sửa qua tệp. Sửa từng người trong trang quản trị.'
    ]


def test_problems_of_people_are_said(world):
    admin, before = world.browser("admin"), list(User.objects.order_by("pk").values("username", "full_name", "unit"))
    rows = [
        ("co dau cach", "A", *PLACE, "VP", None, None),
        ("b", "B", *PLACE, "XX", None, "Chắc có"),
        ("c", "C", *PLACE, "VP", "Có", None),
        ("d", "D", None, None, None, None, "Có", None),
        (None, "E", *PLACE, "VP", None, None),
    ]

    assert problems(upload(admin, User, "a.xlsx", xlsx(PERSON, *rows))) == [
        'Dòng 2, cột "Tên đăng nhập": Điền tên đăng nhập hợp lệ. Giá trị này chỉ có thể chứa các chữ cái, số, '
        "và các ký tự @/./+/-/_",
        'Dòng 3, cột "Mã đơn vị": Không có "XX" trong các đơn vị được sửa.',
        'Dòng 3, cột "Hoạt động": "Chắc có" không dùng được. Ghi Có hoặc Không.',
        'Dòng 4, cột "Hội đồng TĐKT": Một người thuộc một đơn vị hoặc thuộc Hội đồng TĐKT, không cả hai.',
        'Dòng 5, cột "Hội đồng TĐKT": Ghi xã, phường của Hội đồng vào cột "Xã".',
        'Dòng 6, cột "Tên đăng nhập": Ô này không được để trống.',
    ]
    assert list(User.objects.order_by("pk").values("username", "full_name", "unit")) == before


def test_a_head_exports_the_own_bloc_without_secrets_and_imports_neither_units_nor_people(world):
    head = world.browser("head")
    rows = table_in(export(head, User))

    assert {row["Tên đăng nhập"] for row in rows} == {"truongkhoi", "phokhoi", "donvi", "namtruoc"}
    assert not any("mật khẩu" in heading.lower() or "quản trị" in heading.lower() for heading in rows[0])
    for model in (Unit, User):
        assert upload(head, model, "a.xlsx", xlsx(UNIT, (*PLACE, "ZZ", "Z", None))).status_code == 403
