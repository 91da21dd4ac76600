"""Criteria in and out by file, and results out: what comes in, what is refused and with which sentence."""

import io
import unicodedata
from decimal import Decimal
from itertools import product

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from scoring.arithmetic import Kind
from scoring.models import CriteriaSet, Criterion, UnitResult
from scoring.resources import CRITERION_SENTENCES, broken_rules
from tests.admin_year import (
    a_world,
    confirm,
    export,
    import_whole,
    problems,
    table_in,
    upload,
    xlsx,
)
from toolkit.import_export import broken_constraints

world = pytest.fixture(a_world)

HEADINGS = ("Bộ tiêu chí", "Mã", "Nội dung", "Tiêu chí", "Loại", "Điểm tối đa", "Đơn giá", "Chỉ tiêu")
TABLE = "Tổng kết 2026"
GOOD = (TABLE, "1.2", "1", "Hồ sơ đúng hạn", "Tỷ lệ", Decimal("7.5"), None, Decimal(98))


def stored():
    return list(Criterion.objects.order_by("pk").values())


@pytest.fixture
def head(world):
    return world.browser("head")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_the_rules_of_the_kinds_are_those_of_the_database(kind):
    """Stated twice, because asking the database once a row and rule would make an import ten times as long."""
    numbers = (None, Decimal(-1), Decimal(0), Decimal(1))
    for area, maximum, points, target in product((None, 1), numbers, numbers, numbers):
        criterion = Criterion(kind=kind, area_id=area, maximum=maximum, unit_points=points, target=target)
        others = {"criteria_set", "position", "code", "title"}
        said = broken_constraints(criterion, CRITERION_SENTENCES, exclude=others)
        assert {CRITERION_SENTENCES[name][0] for name in broken_rules(criterion)} == set(said)


# What comes in ------------------------------------------------------------------------------------------------------


def test_a_file_is_rehearsed_and_then_imported_whole(world, head):
    before = stored()
    answer = upload(head, Criterion, "tieu-chi.xlsx", xlsx(HEADINGS, GOOD))

    assert answer.context["rehearsal"].summary == "1 dòng thêm mới, 0 dòng sửa, 0 dòng không đổi."
    assert stored() == before

    done = confirm(head, Criterion, answer.context["token"])

    assert "Đã nhập tệp tieu-chi.xlsx: 1 dòng thêm mới" in done.content.decode()
    added = Criterion.objects.get(criteria_set=world.year.table, code="1.2")
    assert (added.kind, added.maximum, added.target, added.area.number) == ("proportional", Decimal("7.5"), 98, 1)
    assert (added.unit_points, added.title) == (None, "Hồ sơ đúng hạn")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_comes_in_with_any_separator_a_byte_order_mark_and_decomposed_letters(world, head, separator):
    row = [TABLE, "1.2", "1", "Hồ sơ đúng hạn", "TỶ  LỆ", '"7,5"', "", "98"]
    text = "\r\n".join([separator.join(HEADINGS), separator.join(row)])

    import_whole(head, Criterion, "tieu-chi.CSV", unicodedata.normalize("NFD", text).encode("utf-8-sig"))

    added = Criterion.objects.get(criteria_set=world.year.table, code="1.2")
    assert (added.title, added.kind, added.maximum) == ("Hồ sơ đúng hạn", "proportional", Decimal("7.50"))


def test_an_existing_row_is_found_by_table_and_code_and_changed(world, head):
    row = (TABLE.upper(), " 1.1 ", "1. Thi đua thực hiện nhiệm vụ", "Tên mới", "chấm điểm", Decimal(12), None, None)

    said = import_whole(head, Criterion, "a.xlsx", xlsx(HEADINGS, row))

    assert "0 dòng thêm mới, 1 dòng sửa" in said
    changed = world.year.table.criteria.get()
    assert (changed.code, changed.title, changed.maximum) == ("1.1", "Tên mới", 12)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_comes_back_as_no_change(world, head, kind):
    rows = [("T.1", "bonus", None, "2.00", None), ("1.2", "proportional", "7.25", None, "98.123456")]
    for code, what, *numbers in rows:
        maximum, points, target = (number and Decimal(number) for number in numbers)
        area = None if what == "bonus" else world.year.campaign.areas.get()
        Criterion.objects.create(
            criteria_set=world.year.table, area=area, position=9, code=code, kind=what, title="=1+1; +84 @x",
            maximum=maximum, unit_points=points, target=target,
        )  # fmt: skip
    before = stored()

    data = export(head, Criterion, kind, f"?criteria_set__id={world.year.table.pk}")
    answer = upload(head, Criterion, f"a.{kind}", data)

    assert problems(answer) == []
    assert answer.context["rehearsal"].summary == "0 dòng thêm mới, 0 dòng sửa, 3 dòng không đổi."
    assert answer.context["token"] is None
    world.year.table.criteria.all().delete()
    import_whole(head, Criterion, f"a.{kind}", data)
    key = ("pk", "id")
    assert sorted(str({k: v for k, v in row.items() if k not in key}) for row in stored()) == sorted(
        str({k: v for k, v in row.items() if k not in key}) for row in before
    )


# What is refused, each with its sentence ------------------------------------------------------------------------------


def test_every_problem_is_said_at_once_with_row_and_column(world, head):
    before = stored()
    rows = [
        GOOD,
        (TABLE, "1.3", "7", "", "Chấm", "1.234,5", None, None),
        (TABLE, "1.4", "2. Sai tên", "Tốt", "Chấm điểm", -1, 5, "x"),
        (TABLE, "T.1", "1", "Thưởng", "Điểm thưởng", None, None, None),
        (TABLE, "1.2", "1", "Lặp", "Đạt/Không đạt", 5, None, None),
        ("Bảng lạ", "1.5", "1", "Tốt", "Chấm điểm", Decimal("1.005"), None, None),
    ]

    assert problems(upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, *rows))) == [
        'Dòng 3, cột "Nội dung": Phong trào của bộ tiêu chí này không có nội dung 7.',
        'Dòng 3, cột "Loại": "Chấm" không có trong danh sách. Chọn một trong: Chấm điểm, Đạt/Không đạt, Tỷ lệ, '
        "So sánh, Theo số lượng, Điểm thưởng, Điểm trừ.",
        'Dòng 3, cột "Điểm tối đa": "1.234,5" có thể hiểu hai cách. Nhập 1234,5.',
        'Dòng 3, cột "Tiêu chí": Ô này không được để trống.',
        'Dòng 4, cột "Nội dung": Phong trào của bộ tiêu chí này không có nội dung 2.',
        'Dòng 4, cột "Chỉ tiêu": "x" không phải là một số. Nhập số, ví dụ 9,5.',
        'Dòng 4, cột "Điểm tối đa": Nhập điểm tối đa lớn hơn 0. Chỉ điểm thưởng và điểm trừ được để trống.',
        'Dòng 4, cột "Đơn giá": Theo số lượng, Điểm thưởng và Điểm trừ cần đơn giá lớn hơn 0; các loại khác để trống.',
        'Dòng 5, cột "Nội dung": Điểm thưởng và điểm trừ để trống nội dung; các loại khác phải có nội dung.',
        'Dòng 5, cột "Đơn giá": Theo số lượng, Điểm thưởng và Điểm trừ cần đơn giá lớn hơn 0; các loại khác để trống.',
        'Dòng 6, cột "Mã": Dòng này trùng với dòng 2. Giữ lại một dòng.',
        'Dòng 7, cột "Bộ tiêu chí": Không có "Bảng lạ" trong các bộ tiêu chí được sửa.',
        'Dòng 7, cột "Điểm tối đa": Nhập nhiều nhất 2 chữ số thập phân.',
    ]
    assert stored() == before


def test_a_settled_table_is_refused_for_everybody(world):
    row = ("Sơ kết 2026", "9.9", "1", "Thêm sau khi chốt", "Chấm điểm", 5, None, None)

    for who in ("head", "stranger"):
        assert problems(upload(world.browser(who), Criterion, "a.xlsx", xlsx(HEADINGS, row))) == [
            'Dòng 2, cột "Bộ tiêu chí": Bộ tiêu chí này đã dùng cho một kỳ chấm đã chốt nên không sửa được.'
        ]
    place = ("Hải Phòng", "Hà Bắc", "02", 2026, *row)
    headings = ("Thành phố", "Xã", "Số khối", "Năm", *HEADINGS)
    assert problems(upload(world.browser("admin"), Criterion, "a.xlsx", xlsx(headings, place))) == [
        'Dòng 2, cột "Bộ tiêu chí": Bộ tiêu chí này đã dùng cho một kỳ chấm đã chốt nên không sửa được.'
    ]


def test_a_head_imports_into_the_own_bloc_only(world, head):
    headings, before = ("Số khối", *HEADINGS), stored()

    assert problems(upload(head, Criterion, "a.xlsx", xlsx(headings, ("03", *GOOD)))) == [
        'Dòng 2, cột "Bộ tiêu chí": Không có "Tổng kết 2026" trong các bộ tiêu chí được sửa.'
    ]
    assert stored() == before
    assert problems(upload(head, Criterion, "a.xlsx", xlsx(headings, (2, *GOOD)))) == []  # Excel makes 2 of 02


def test_an_administrator_says_which_bloc(world):
    admin = world.browser("admin")

    assert problems(upload(admin, Criterion, "a.xlsx", xlsx(HEADINGS, GOOD))) == [
        'Dòng 2, cột "Bộ tiêu chí": Có 2 chỗ cùng tên "Tổng kết 2026". Ghi đủ các cột "Thành phố", "Xã", "Số khối", '
        '"Năm".'
    ]
    import_whole(admin, Criterion, "a.xlsx", xlsx(("Số khối", *HEADINGS), ("03", *GOOD)))
    assert world.other.table.criteria.count() == 2


def test_a_head_of_this_year_does_not_write_into_last_year(world, head):
    last = Campaign.objects.create(bloc=world.year.bloc, year=2025, title="Phong trào 2025")
    CriteriaSet.objects.create(campaign=last, name="Bảng cũ")

    row = ("Bảng cũ", *GOOD[1:])
    assert problems(upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, row))) == [
        'Dòng 2, cột "Bộ tiêu chí": Không có "Bảng cũ" trong các bộ tiêu chí được sửa.'
    ]


def test_texts_that_look_like_formulas_stay_texts(world, head):
    row = (TABLE, "1.2", "1", '=HYPERLINK("http://x","y")', "Chấm điểm", 5, None, None)
    import_whole(head, Criterion, "a.xlsx", xlsx(HEADINGS, row))

    book = openpyxl.load_workbook(io.BytesIO(export(head, Criterion)))

    [cell] = [cell for line in book.active for cell in line if cell.value == row[3]]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert "'=HYPERLINK" in export(head, Criterion, "csv").decode()


# What goes out --------------------------------------------------------------------------------------------------------


def test_results_go_out_as_numbers_and_only_the_own_blocs(world, head):
    rows = table_in(export(head, UnitResult))

    assert [row["Tên đơn vị"] for row in rows] == ["Văn phòng", "Phòng Kinh tế", "Phòng Hành chính", "Phòng Tài chính"]
    first = rows[0]
    assert (first["Hạng"], first["Tổng điểm"], first["Năm"], first["Số khối"]) == (1, 8, 2026, "02")
    assert len(first["Mã kiểm chứng"]) == 19
    assert len(table_in(export(world.browser("admin"), UnitResult))) == 6


def test_queries_of_an_export_do_not_grow_with_its_rows(world, head):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as counted:
            export(head, Criterion)
        return len(counted)

    queries()  # the first export of all fills the caches of content types
    few = queries()
    area = world.year.campaign.areas.get()
    for number in range(2, 250):
        Criterion.objects.create(
            criteria_set=world.year.table, area=area, position=number, code=f"1.{number}", kind="pass_fail",
            title="T", maximum=1,
        )  # fmt: skip

    assert queries() == few
