"""The scoring workbook read: the whole answer of the sample, and a yes and a no for every rule."""

import io
import unicodedata
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from awards.arithmetic import AwardRule, Quota, RoundContent, settle_content
from awards.workbook import Workbook, names, read_workbook
from scoring.arithmetic import Band, Criterion, Kind, Mark, Settings, Sheet, Verdict
from tests.workbooks import SAMPLE, Formatted, saved, small, with_parts, workbook_bytes, zip_bytes
from toolkit.spreadsheets import Flaw, SpreadsheetFaults

TEN = Decimal("10.00")

AREA_HINT = 'Ghi số và tên nội dung, ví dụ "1. Thi đua …", hoặc chỉ số nếu tên đã ghi ở dòng trên.'
NO_REASON = "mà chưa có lý do. Thêm một dòng vào trang Lý do."
PERCENT = "Ô đang định dạng phần trăm nên có thể hiểu hai cách. Định dạng lại là Số rồi nhập lại."
TOO_LONG = "Nội dung quá dài. Nhập điểm, số liệu, Đạt, Không đạt hoặc Không áp dụng."
NOT_FOR_BONUS = "Điểm thưởng và điểm trừ không ghi Không áp dụng. Nhập một số nguyên, hoặc để trống."
DOUBLED = "Mã tiêu chí này đã có ở dòng trên. Mã gõ thành số mất số 0 cuối: 1.10 thành 1.1."

SMALL = Workbook(
    commune="Hà Bắc",
    city="Hải Phòng",
    number="02",
    bloc_name="",
    year=2026,
    round_name="Tổng kết năm 2026",
    content=RoundContent(
        criteria=(
            Criterion("1.1", Kind.GRADED, "Tham mưu", 1, Decimal(12)),
            Criterion("1.2", Kind.PROPORTIONAL, "Hồ sơ đúng hạn", 1, TEN, target=Decimal(98)),
            Criterion("2.1", Kind.PASS_FAIL, "Báo cáo đủ", 2, Decimal(5)),
            Criterion("T.1", Kind.BONUS, "Bằng khen", unit_points=Decimal(2)),
        ),
        sheets=(
            Sheet(
                "VP",
                "Văn phòng",
                "head",
                marks={
                    "1.1": Mark(Decimal(12), Decimal("11.25"), "Còn văn bản trình chậm"),
                    "1.2": Mark(Decimal("98.6"), Decimal("98.6")),
                    "2.1": Mark(Verdict.PASSED, Verdict.PASSED),
                    "T.1": Mark(Decimal(1), Decimal(1)),
                },
            ),
            Sheet(
                "KT",
                "Phòng Kinh tế",
                "member",
                marks={
                    "1.1": Mark(Decimal("10.5"), Decimal("10.5")),
                    "1.2": Mark(Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
                    "2.1": Mark(Verdict.PASSED, Verdict.PASSED),
                },
            ),
        ),
        settings=Settings(),
        area_titles=((1, "Nhiệm vụ chính trị"), (2, "Cải cách")),
    ),
)


def read(tables):
    return read_workbook(workbook_bytes(tables))


def faults(tables):
    """Every fault as its line."""
    with pytest.raises(SpreadsheetFaults) as raised:
        read(tables)
    return [str(fault) for fault in raised.value.faults]


def with_cells(sheet, **values):
    """The small workbook with cells of one sheet changed: with_cells("Đơn vị", D2="x")."""
    tables = small()
    for place, value in values.items():
        row, column = int(place[1:]) - 1, ord(place[0]) - 65
        rows = tables[sheet]
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return tables


def with_item(item, value):
    tables = small()
    tables["Khối"] = [row for row in tables["Khối"] if row[0] != item] + [[item, value]]
    return tables


# The sample ---------------------------------------------------------------------------------------------------------


def test_the_sample_gives_its_result():
    workbook = read_workbook(SAMPLE)
    settled = settle_content(workbook.content)
    assert [(u.unit, u.rank, str(u.total), str(u.self_total)) for u in settled.units] == [
        ("VP", 2, "97.42", "98.17"),
        ("VHXH", 3, "87.12", "87.12"),
        ("KT", 4, "79.65", "80.40"),
        ("HCC", 1, "102.00", "102.50"),
        ("DVSNC", 5, "66.39", "71.89"),
        ("QLDA", 6, "59.02", "60.02"),
    ]
    assert [(a.rule.code, a.units, a.open_tie) for a in settled.awards] == [
        ("CO", ("HCC",), ()),
        ("BK", ("VP",), ()),
        ("GK", ("VHXH",), ()),
    ]
    assert replace(workbook, content=None) == Workbook(
        "Hà Bắc", "Hải Phòng", "02", "Khối thi đua số 02", 2026, "Tổng kết năm 2026", None
    )
    assert workbook.content.settings == Settings(
        step=Decimal("0.25"),
        bonus_cap=Decimal(5),
        bands=(
            Band("Hoàn thành xuất sắc nhiệm vụ", Decimal(90)),
            Band("Hoàn thành tốt nhiệm vụ", Decimal(80)),
            Band("Hoàn thành nhiệm vụ", Decimal(65)),
        ),
    )
    assert workbook.content.rules == (
        AwardRule("CO", "Cờ thi đua", Quota(1), "Chủ tịch UBND thành phố", Decimal(90), 1),
        AwardRule("BK", "Bằng khen", Quota(1), "Chủ tịch UBND thành phố", Decimal(85), 3),
        AwardRule("GK", "Giấy khen", Quota(percent=Decimal(30)), "Chủ tịch UBND xã", Decimal(80)),
    )


def test_98_6_that_the_sample_keeps_as_98_59999999999999_is_98_6():
    [sheet] = [s for s in read_workbook(SAMPLE).content.sheets if s.unit == "VP"]
    assert sheet.marks["2.1"] == Mark(Decimal("98.6"), Decimal("98.6"))


# Reading rules ------------------------------------------------------------------------------------------------------


def test_the_small_workbook_is_read_whole():
    assert read(small()) == SMALL


def test_decomposed_letters_read_the_same():
    tables = {
        unicodedata.normalize("NFD", title): [
            [unicodedata.normalize("NFD", v) if isinstance(v, str) else v for v in row] for row in rows
        ]
        for title, rows in small().items()
    }
    assert read(tables) == SMALL


def test_case_spaces_and_positions_do_not_matter():
    tables = {
        f" {title.upper()}": [[], ["TIÊU ĐỀ"], *([None, *reversed(row)] for row in rows)]
        for title, rows in small().items()
    }
    tables = {
        title: [[f"  {v} " if n == 2 and v else v for v in row] for n, row in enumerate(rows)]
        for title, rows in reversed(tables.items())
    }
    assert read(tables) == SMALL


def test_unknown_sheets_columns_and_items_are_notes():
    tables = with_cells("Đơn vị", F1="Điện thoại", F2="0225 …")
    tables["Thẩm định"][0].append("Cộng")
    tables["Khối"].append(["Ghi chú", "x"])
    tables["Nháp"] = [["=1+1"]]
    tables["Hướng dẫn"] = [["x"]]
    assert read(tables) == replace(
        SMALL,
        notes=(
            'Bỏ qua trang tính "Nháp".',
            'Khối!A7: bỏ qua mục "Ghi chú".',
            'Đơn vị!F1: bỏ qua cột "Điện thoại".',
            'Thẩm định!E1: bỏ qua cột "Cộng".',
        ),
    )


@pytest.mark.parametrize("typed", ["11,25", "11.25", " 11,25 ", 11.25, Decimal("11.25")])
def test_a_number_may_be_typed_with_comma_or_point(typed):
    assert read(with_cells("Thẩm định", C2=typed)) == SMALL


@pytest.mark.parametrize(("typed", "hint"), [("1.234,5", "1234,5"), ("1,234.5", "1234,5")])
def test_an_ambiguous_number_is_refused(typed, hint):
    assert faults(with_cells("Thẩm định", C2=typed)) == [
        f'Thẩm định!C2: "{typed}" – Có thể hiểu hai cách. Nhập {hint}.'
    ]


def test_codes_and_areas_may_be_numbers():
    tables = with_cells("Tiêu chí", A2=1.1, A3=1.2, B3=1, A4=2.1)
    tables["Thẩm định"][1][0] = 1.1
    tables["Lý do"][1][1] = 1.1
    assert read(tables) == SMALL


def test_codes_meet_whatever_their_case():
    tables = small()
    tables["Thẩm định"][0][2] = "vp"
    tables["Thẩm định"][4][0] = "t.1"
    tables["Lý do"][1][0] = "Vp"
    assert read(tables) == SMALL


def test_a_formula_counts_by_its_result_and_without_one_is_refused():
    assert faults(with_cells("Thẩm định", C2="=5+6", D3="=1/0")) == [
        f'Thẩm định!C2: "=5+6" – {Flaw.NO_RESULT.value}',
        f'Thẩm định!D3: "=1/0" – {Flaw.NO_RESULT.value}',
    ]


def test_a_date_a_truth_and_a_percentage_are_no_entries():
    tables = with_cells("Thẩm định", C2=Formatted(46054, "dd/mm/yyyy"), C3=Formatted(0.986, "0.0%"), C4=True)
    assert faults(tables) == [
        f'Thẩm định!C2: "01/02/2026" – {Flaw.DATE.value}',
        'Thẩm định!C3: "98,6%" – Ô đang định dạng phần trăm nên có thể hiểu hai cách. '
        "Định dạng lại là Số rồi nhập lại.",
        'Thẩm định!C4: "TRUE" – Nhập chữ hoặc số, không dùng TRUE, FALSE.',
    ]


def test_every_problem_comes_in_one_pass_in_the_order_of_the_file():
    tables = with_cells("Đơn vị", D3="Trưởng Khối")
    tables["Khối"] = with_item("Năm", 1999)["Khối"]
    tables["Tiêu chí"][2][3] = "Lạ"
    tables["Thẩm định"][1][2] = 13
    tables["Thẩm định"][3][3] = None
    assert faults(tables) == [
        'Khối!B6: "1999" – Nhập số từ 2000 đến 2100.',
        'Đơn vị!D3: "Trưởng Khối" – Trưởng Khối đã có ở D2. Chỉ một đơn vị giữ vai trò này.',
        'Tiêu chí!D3: "Lạ" – Chọn một trong: Chấm điểm, Đạt/Không đạt, Tỷ lệ, So sánh, Theo số lượng, '
        "Điểm thưởng, Điểm trừ.",
        'Thẩm định!C2: "13" – Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.',
        "Thẩm định!D4: Đơn vị KT, tiêu chí 2.1: chưa có điểm thẩm định.",
    ]


def test_a_far_cell_is_one_fault_among_the_others():
    tables = with_cells("Thẩm định", C2=13)
    data = workbook_bytes(tables)
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Thẩm định"]["XFD1048576"] = "x"
    with pytest.raises(SpreadsheetFaults) as raised:
        read_workbook(saved(book))
    assert [fault.cell for fault in raised.value.faults] == ["C2", "XFD1048576"]


def test_a_renamed_docx_and_an_entity_are_refused():
    with pytest.raises(SpreadsheetFaults, match="Word"):
        read_workbook(zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}))
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    with pytest.raises(SpreadsheetFaults, match="DOCTYPE"):
        read_workbook(with_parts(workbook_bytes(small()), {"xl/workbook.xml": entity}))


def test_beyond_five_thousand_faults_reading_stops():
    tables = small()
    tables["Lý do"] += [[f"U{n}", "1.1", "x"] for n in range(6_000)]
    assert len(faults(tables)) == 5_001


# Sheets -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", names.REQUIRED_SHEETS)
def test_a_required_sheet_must_be_there(title):
    tables = small()
    del tables[title]
    assert faults(tables)[-1] == f"{title}: Sổ thiếu trang tính này."
    assert len(faults(tables)) == 1


def test_a_doubled_sheet_is_refused():
    tables = small() | {"Lý  do": [["x"]]}
    assert faults(tables) == ['Lý do: Sổ có hai trang tính "Lý do". Giữ lại một trang.']


def test_a_sheet_without_headings_is_said_once():
    assert faults(small() | {"Thẩm định": [["x"]]}) == [
        'Thẩm định: Không thấy dòng tiêu đề trong 20 dòng đầu. Cần có các cột "Mã".'
    ]
    assert faults(small() | {"Lý do": [["Lý do"]]}) == ['Lý do!1:1: Dòng tiêu đề thiếu cột "Mã đơn vị", "Mã tiêu chí".']


def test_without_self_scores_nothing_needs_a_reason():
    tables = small()
    del tables["Tự chấm"], tables["Lý do"]
    assert [mark.self_entry for sheet in read(tables).content.sheets for mark in sheet.marks.values()] == [None] * 7


# Khối ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ["Xã", "Thành phố", "Số khối", "Năm", "Kỳ chấm"])
def test_a_required_item_must_be_there(item):
    tables = small()
    tables["Khối"] = [row for row in tables["Khối"] if row[0] != item]
    assert faults(tables) == [f'Khối: Thiếu mục "{item}".']
    expected = 'Cột "Giá trị" phải có một số.' if item == "Năm" else 'Cột "Giá trị" không được để trống.'
    assert faults(with_item(item, None)) == [f"Khối!B6: {expected}"]


@pytest.mark.parametrize(("typed", "number"), [("02", "02"), (2, "02"), (12, "12"), ("A1", "A1"), (" 2", "2")])
def test_the_number_of_a_bloc(typed, number):
    assert read(with_item("Số khối", typed)).number == number


@pytest.mark.parametrize(("typed", "year"), [(2000, 2000), ("2100", 2100), (2026.0, 2026)])
def test_a_year(typed, year):
    assert read(with_item("Năm", typed)).year == year


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (1999, 'Khối!B6: "1999" – Nhập số từ 2000 đến 2100.'),
        (2101, 'Khối!B6: "2101" – Nhập số từ 2000 đến 2100.'),
        (2026.5, 'Khối!B6: "2026,5" – Nhập một số nguyên.'),
        ("nay", 'Khối!B6: "nay" – Không phải là một số. Nhập số, ví dụ 9,5.'),
    ],
)
def test_no_year(typed, line):
    assert faults(with_item("Năm", typed)) == [line]


@pytest.mark.parametrize(("typed", "step"), [("0,25", "0.25"), (1, "1"), (None, "0.01"), ("-", "0.01")])
def test_a_step(typed, step):
    tables = with_item("Bước điểm", typed)
    tables["Thẩm định"][1][2] = tables["Tự chấm"][1][2] = 12
    tables["Thẩm định"][1][3] = tables["Tự chấm"][1][3] = 10
    assert read(tables).content.settings == Settings(step=Decimal(step))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (0, 'Khối!B7: "0" – Nhập số từ 0,01 đến 999999,99.'),
        (0.125, 'Khối!B7: "0,125" – Nhiều nhất 2 chữ số thập phân.'),
        (-1, 'Khối!B7: "-1" – Nhập số từ 0,01 đến 999999,99.'),
    ],
)
def test_no_step(typed, line):
    assert faults(with_item("Bước điểm", typed)) == [line]


@pytest.mark.parametrize(("typed", "cap"), [(10, "10"), ("0", "0"), (None, None)])
def test_a_bonus_cap(typed, cap):
    settings = read(with_item("Trần điểm thưởng", typed)).content.settings
    assert settings == Settings(bonus_cap=None if cap is None else Decimal(cap))


@pytest.mark.parametrize(
    ("typed", "chain"),
    [
        ("Điểm nền; Nội dung 1; Bỏ phiếu", ("base", "area:1", "ballot")),
        (" bỏ phiếu ;NỘI DUNG 02; ", ("ballot", "area:2")),
        ("Điểm nền", ("base",)),
        (None, ("base", "area:1", "ballot")),
        (";", ("base", "area:1", "ballot")),
    ],
)
def test_a_tie_break_chain(typed, chain):
    assert read(with_item("Thứ tự phân định", typed)).content.settings.tie_break == chain


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("Điểm nền; Oẳn tù tì", ['Không hiểu "Oẳn tù tì". Dùng Điểm nền; Nội dung 1; Bỏ phiếu.']),
        ("Nội dung", ['Không hiểu "Nội dung". Dùng Điểm nền; Nội dung 1; Bỏ phiếu.']),
        ("Bỏ phiếu; bỏ phiếu", ['"bỏ phiếu" được ghi hai lần.']),
        (
            "Nội dung 3; Nội dung 9",
            ["Không có Nội dung 3 trong trang Tiêu chí.", "Không có Nội dung 9 trong trang Tiêu chí."],
        ),
    ],
)
def test_no_tie_break_chain(typed, lines):
    found = faults(with_item("Thứ tự phân định", typed))
    assert found == [f'Khối!B7: "{typed}" – {line}' for line in lines]


def test_the_default_chain_may_name_an_area_that_is_not_there():
    tables = with_cells("Tiêu chí", B2="3. Ba", B3="3")
    assert read(tables).content.settings == Settings()


def test_an_item_twice_is_refused():
    tables = small()
    tables["Khối"].append(["năm", 2027])
    assert faults(tables) == ['Khối!A7: "năm" – Mục này đã có ở dòng trên. Giữ lại một dòng.']


# Đơn vị -------------------------------------------------------------------------------------------------------------


def test_a_unit_with_an_exclusion_reason_is_excluded():
    units = read(with_cells("Đơn vị", E3=" Có người bị  kỷ luật ")).content.sheets
    assert [unit.excluded for unit in units] == ["", "Có người bị kỷ luật"]


@pytest.mark.parametrize("typed", ["-", " ", None])
def test_nothing_excludes_nobody(typed):
    assert read(with_cells("Đơn vị", E3=typed)) == SMALL


@pytest.mark.parametrize("typed", ["Không", 0])
def test_a_no_is_not_a_reason(typed):
    assert faults(with_cells("Đơn vị", E3=typed)) == [
        f'Đơn vị!E3: "{typed}" – Để trống nếu không bị loại; nếu bị loại thì ghi lý do bằng chữ.'
    ]


def test_a_deputy_may_be_there_once():
    tables = with_cells("Đơn vị", D3="phó  trưởng khối")
    assert [sheet.role for sheet in read(tables).content.sheets] == ["head", "deputy"]
    tables["Đơn vị"] += [[3, "X", "X", "Phó Trưởng Khối"]]
    for title in ("Tự chấm", "Thẩm định"):
        tables[title] = [[*row, cell] for row, cell in zip(tables[title], ["X", 1, 1, "Đạt", None], strict=True)]
    assert faults(tables) == [
        'Đơn vị!D4: "Phó Trưởng Khối" – Phó Trưởng Khối đã có ở D3. Chỉ một đơn vị giữ vai trò này.'
    ]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"D2": "Thành viên"}, ["Đơn vị: Chưa có Trưởng Khối. Ghi vai trò này cho đúng một đơn vị."]),
        ({"D2": "Sếp"}, ['Đơn vị!D2: "Sếp" – Chọn một trong: Trưởng Khối, Phó Trưởng Khối, Thành viên.']),
        ({"D2": None}, ['Đơn vị!D2: Cột "Vai trò" không được để trống.']),
        (
            {"B4": "kt", "C4": "X", "D4": "Thành viên"},
            ['Đơn vị!B4: "kt" – Mã đơn vị này đã có ở dòng trên. Mỗi đơn vị một mã.'],
        ),
        ({"C3": None}, ['Đơn vị!C3: Cột "Tên đơn vị" không được để trống.']),
        ({"C3": "x" * 256}, [f'Đơn vị!C3: "{"x" * 59}…" – Nhiều nhất 255 ký tự.']),
        ({"C3": "x" * 2_000}, [f'Đơn vị!C3: "{"x" * 59}…" – Nhiều nhất 255 ký tự.']),
        (
            {"B4": "tiêu chí", "C4": "X", "D4": "Thành viên"},
            ['Đơn vị!B4: "tiêu chí" – Mã này trùng với tiêu đề cột của trang chấm điểm. Chọn mã khác.'],
        ),
        ({"B4": None, "C4": "X", "D4": "Thành viên"}, ['Đơn vị!B4: Cột "Mã" không được để trống.']),
        ({"B4": "x" * 21, "C4": "X", "D4": "Thành viên"}, [f'Đơn vị!B4: "{"x" * 21}" – Nhiều nhất 20 ký tự.']),
    ],
)
def test_faults_of_units(cells, lines):
    assert faults(with_cells("Đơn vị", **cells)) == lines


def test_names_of_255_letters_are_right():
    assert read(with_cells("Đơn vị", C3="ệ" * 255)).content.sheets[1].name == "ệ" * 255


def test_no_units_at_all():
    tables = small()
    tables["Đơn vị"] = tables["Đơn vị"][:1]
    assert faults(tables) == ["Đơn vị: Chưa có đơn vị nào."]


# Tiêu chí -----------------------------------------------------------------------------------------------------------

KINDS = [
    ("Chấm điểm", Kind.GRADED, None, None),
    ("đạt/không đạt", Kind.PASS_FAIL, None, None),
    ("Tỷ lệ", Kind.PROPORTIONAL, None, 98),
    ("So sánh", Kind.COMPARATIVE, None, "98,5"),
    ("Theo số lượng", Kind.COUNTED, "0,5", None),
]


@pytest.mark.parametrize(("name", "kind", "unit_points", "target"), KINDS)
def test_a_kind_and_the_numbers_it_takes(name, kind, unit_points, target):
    tables = with_cells("Tiêu chí", A6="9", B6="2", C6="Mới", D6=name, E6="10", F6=unit_points, G6=target)
    tables["Thẩm định"].append(["9", None, "Không áp dụng", "N/A"])
    found = read(tables).content.criteria[-1]
    number = {None: None, 98: Decimal(98), "98,5": Decimal("98.5"), "0,5": Decimal("0.50")}
    assert found == Criterion("9", kind, "Mới", 2, TEN, number[unit_points], number[target])


@pytest.mark.parametrize(("name", "kind"), [("Điểm thưởng", Kind.BONUS), ("Điểm trừ", Kind.PENALTY)])
@pytest.mark.parametrize("maximum", [None, 3])
def test_bonus_and_penalty_need_no_maximum_and_no_row(name, kind, maximum):
    tables = with_cells("Tiêu chí", A6="P.1", B6="-", C6="Mới", D6=name, E6=maximum, F6=0.5, G6="-")
    found = read(tables).content.criteria[-1]
    assert found == Criterion("P.1", kind, "Mới", None, maximum and Decimal(maximum), Decimal("0.5"))


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"A3": "1.1"}, [f'Tiêu chí!A3: "1.1" – {DOUBLED}']),
        ({"C2": None}, ['Tiêu chí!C2: Cột "Tiêu chí" không được để trống.']),
        ({"C2": "x" * 501}, [f'Tiêu chí!C2: "{"x" * 59}…" – Nhiều nhất 500 ký tự.']),
        ({"E2": None}, ['Tiêu chí!E2: Cột "Điểm tối đa" phải có một số.']),
        ({"E2": 0}, ['Tiêu chí!E2: "0" – Nhập số từ 0,01 đến 999999,99.']),
        ({"E2": 12.345}, ['Tiêu chí!E2: "12,345" – Nhiều nhất 2 chữ số thập phân.']),
        ({"E2": "mười"}, ['Tiêu chí!E2: "mười" – Không phải là một số. Nhập số, ví dụ 9,5.']),
        ({"F2": 1}, ['Tiêu chí!F2: "1" – Loại Chấm điểm không dùng đơn giá. Để trống ô này.']),
        ({"G2": 1}, ['Tiêu chí!G2: "1" – Loại Chấm điểm không dùng chỉ tiêu. Để trống ô này.']),
        ({"G3": None}, ['Tiêu chí!G3: Cột "Chỉ tiêu" phải có một số.']),
        ({"G3": 0}, ['Tiêu chí!G3: "0" – Nhập số từ 0,000001 đến 999999999999,999999.']),
        ({"G3": Formatted(0.98, "0%")}, [f'Tiêu chí!G3: "98%" – {PERCENT}']),
        ({"F5": None}, ['Tiêu chí!F5: Cột "Đơn giá" phải có một số.']),
        ({"B5": "2"}, ['Tiêu chí!B5: "2" – Điểm thưởng và điểm trừ không thuộc nội dung nào. Để trống ô này.']),
        ({"B3": None}, ['Tiêu chí!B3: Cột "Nội dung" không được để trống.']),
        ({"B3": "1. Khác"}, ['Tiêu chí!B3: "1. Khác" – Nội dung 1 đã có tên khác ở dòng trên: "Nhiệm vụ chính trị".']),
        ({"B3": "3"}, [f'Tiêu chí!B3: "3" – Nội dung 3 chưa có tên. {AREA_HINT}']),
        ({"B3": "Một"}, [f'Tiêu chí!B3: "Một" – {AREA_HINT}']),
        ({"B3": 1.5}, [f'Tiêu chí!B3: "1,5" – {AREA_HINT}']),
    ],
)  # fmt: skip
def test_faults_of_criteria(cells, lines):
    assert faults(with_cells("Tiêu chí", **cells)) == lines


@pytest.mark.parametrize(
    "typed", ["1. nhiệm vụ chính trị", "1) Nhiệm vụ chính trị", "Nội dung 1: Nhiệm vụ chính trị", "01", 1]
)
def test_an_area_may_be_repeated(typed):
    assert read(with_cells("Tiêu chí", B3=typed)) == SMALL


def test_an_area_may_have_a_row_of_its_own():
    tables = with_cells("Tiêu chí", B2="1")
    tables["Tiêu chí"].insert(1, [None, "1. Nhiệm vụ chính trị"])
    assert read(tables) == SMALL


def test_a_maximum_need_not_be_a_multiple_of_the_step():
    tables = with_item("Bước điểm", 5)
    tables["Thẩm định"][1][2:] = tables["Tự chấm"][1][2:] = [10, 5]
    assert read(tables).content.criteria[0].maximum == 12
    tables["Thẩm định"][1][2] = 12
    assert faults(tables) == ['Thẩm định!C2: "12" – Điểm theo bước 5,00. Nhập 10,00.']


def test_a_missing_column_that_a_kind_needs_is_said_once():
    tables = with_cells("Tiêu chí", D2="So sánh")
    tables["Tiêu chí"] = [row[:6] for row in tables["Tiêu chí"]]
    assert faults(tables) == ['Tiêu chí!1:1: Dòng tiêu đề thiếu cột "Chỉ tiêu".']


# Tự chấm and Thẩm định ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"C2": "12,5"}, ['Thẩm định!C2: "12,5" – Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.']),
        ({"C2": 11.255}, ['Thẩm định!C2: "11,255" – Điểm theo bước 0,01. Nhập 11,25 hoặc 11,26.']),
        ({"C2": -1}, ['Thẩm định!C2: "-1" – Số không được âm. Nhập 0 hoặc số dương.']),
        ({"C2": "Đạt"}, ['Thẩm định!C2: "Đạt" – Tiêu chí này nhận một số, không nhận Đạt hay Không đạt.']),
        ({"C2": "-"}, ['Thẩm định!C2: "-" – Không phải là một số. Nhập số, ví dụ 9,5.']),
        ({"C2": "x" * 30_000}, [f'Thẩm định!C2: "{"x" * 59}…" – {TOO_LONG}']),
        ({"C4": 5}, ['Thẩm định!C4: "5" – Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng.']),
        ({"C4": "tốt"}, ['Thẩm định!C4: "tốt" – Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng.']),
        ({"C5": 1.5}, ['Thẩm định!C5: "1,5" – Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0.']),
        ({"C5": "N/A"}, [f'Thẩm định!C5: "N/A" – {NOT_FOR_BONUS}']),
        ({"C3": None}, ["Thẩm định!C3: Đơn vị VP, tiêu chí 1.2: chưa có điểm thẩm định."]),
        ({"C2": 11, "D2": 10},
         [f"Thẩm định!D2: Đơn vị KT, tiêu chí 1.1: thẩm định 10,00 khác tự chấm 10,50 {NO_REASON}"]),
        ({"C4": "Không đạt"},
         [f"Thẩm định!C4: Đơn vị VP, tiêu chí 2.1: thẩm định Không đạt khác tự chấm Đạt {NO_REASON}"]),
        ({"C5": None}, [f"Thẩm định!C5: Đơn vị VP, tiêu chí T.1: thẩm định để trống khác tự chấm 1 {NO_REASON}"]),
        ({"A3": "9.9"}, ["Thẩm định: Thiếu dòng của tiêu chí 1.2; chưa có điểm thẩm định của VP, KT.",
                         'Thẩm định!A3: "9.9" – Không có tiêu chí này trong trang Tiêu chí.']),
        ({"A6": "1.1"}, ['Thẩm định!A6: "1.1" – Tiêu chí này đã có ở dòng 2. Giữ lại một dòng.']),
        ({"C6": 5}, ['Thẩm định!A6: Cột "Mã" không được để trống.']),
        ({"D1": None}, ['Thẩm định!1:1: Dòng tiêu đề thiếu cột của đơn vị "KT".']),
        ({"E1": "kt"}, ['Thẩm định!E1: "kt" – Cột này đã có ở D1. Giữ lại một cột.']),
        ({"D2": "N/A", "D4": "N/A"}, [
            'Thẩm định!D1: "KT" – Đơn vị KT: không có tiêu chí nào áp dụng (thẩm định).',
            f"Thẩm định!D2: Đơn vị KT, tiêu chí 1.1: thẩm định Không áp dụng khác tự chấm 10,50 {NO_REASON}",
            f"Thẩm định!D4: Đơn vị KT, tiêu chí 2.1: thẩm định Không áp dụng khác tự chấm Đạt {NO_REASON}",
        ]),
    ],
)  # fmt: skip
def test_faults_of_appraised_entries(cells, lines):
    assert faults(with_cells("Thẩm định", **cells)) == lines


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"C2": 13}, ['Tự chấm!C2: "13" – Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.']),
        ({"D1": None}, ['Tự chấm!1:1: Dòng tiêu đề thiếu cột của đơn vị "KT".']),
        ({"A6": "9.9"}, ['Tự chấm!A6: "9.9" – Không có tiêu chí này trong trang Tiêu chí.']),
    ],
)
def test_faults_of_self_entries(cells, lines):
    assert faults(with_cells("Tự chấm", **cells)) == lines


def test_all_self_entries_not_applicable_is_a_fault_at_the_unit():
    found = faults(with_cells("Tự chấm", D2="N/A", D4="N/A"))
    assert found[0] == 'Tự chấm!D1: "KT" – Đơn vị KT: không có tiêu chí nào áp dụng (tự chấm).'


def test_missing_self_rows_are_empty():
    tables = small()
    del tables["Tự chấm"][1:]
    assert [s.marks["1.1"] for s in read(tables).content.sheets] == [
        Mark(None, Decimal("11.25"), "Còn văn bản trình chậm"),
        Mark(None, Decimal("10.5")),
    ]


# Lý do --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"A3": "XX", "B3": "1.1", "C3": "x"}, ['Lý do!A3: "XX" – Không có mã này trong trang Đơn vị.']),
        ({"A3": "VP", "B3": "9", "C3": "x"}, ['Lý do!B3: "9" – Không có mã này trong trang Tiêu chí.']),
        (
            {"A3": "VP", "B3": "1.1", "C3": "x"},
            ['Lý do!C3: "x" – Lý do của VP, tiêu chí 1.1 đã có ở dòng trên. Giữ lại một dòng.'],
        ),
        ({"C2": None}, ['Lý do!C2: Cột "Lý do" không được để trống.']),
        ({"C2": "x" * 1001}, [f'Lý do!C2: "{"x" * 59}…" – Nhiều nhất 1000 ký tự.']),
    ],
)
def test_faults_of_reasons(cells, lines):
    assert faults(with_cells("Lý do", **cells)) == lines


def test_a_reason_may_stand_without_a_difference():
    marks = read(with_cells("Lý do", A3="KT", B3="1.1", C3="Đã xem")).content.sheets[1].marks
    assert marks["1.1"] == Mark(Decimal("10.5"), Decimal("10.5"), "Đã xem")


# Xếp loại, Khen thưởng, Phiếu phân định -----------------------------------------------------------------------------


def test_bands():
    bands = [["Loại", "Từ điểm"], ["Tốt", 80], ["Xuất sắc", "90,5"], ["Yếu", 0]]
    assert read(small() | {"Xếp loại": bands}).content.settings.bands == (
        Band("Tốt", Decimal(80)),
        Band("Xuất sắc", Decimal("90.5")),
        Band("Yếu", Decimal(0)),
    )
    assert faults(small() | {"Xếp loại": [*bands, ["tốt", 70], ["Khá", 80], [None, 1], ["Kém", None]]}) == [
        'Xếp loại!A5: "tốt" – Loại này đã có ở dòng trên.',
        'Xếp loại!B6: "80" – Mức điểm này đã có ở dòng trên. Mỗi loại một mức.',
        'Xếp loại!A7: Cột "Loại" không được để trống.',
        'Xếp loại!B8: Cột "Từ điểm" phải có một số.',
    ]


def rules_with(quota):
    heading = ["Mã", "Hình thức", "Số lượng", "Điểm tối thiểu", "Hạng thấp nhất", "Cơ quan quyết định"]
    return small() | {"Khen thưởng": [heading, ["CO", "Cờ", quota, 90, 1, "UBND"]]}


@pytest.mark.parametrize(
    ("typed", "quota"),
    [
        (3, Quota(3)),
        ("3", Quota(3)),
        ("30%", Quota(percent=Decimal(30))),
        ("30 %", Quota(percent=Decimal(30))),
        ("12,5%", Quota(percent=Decimal("12.5"))),
        ("100%", Quota(percent=Decimal(100))),
        (Formatted(0.3, "0%"), Quota(percent=Decimal(30))),
        (Formatted(0.125, "0.00%"), Quota(percent=Decimal("12.5"))),
    ],
)
def test_a_quota(typed, quota):
    assert read(rules_with(typed)).content.rules == (AwardRule("CO", "Cờ", quota, "UBND", Decimal(90), 1),)


@pytest.mark.parametrize("typed", [None, 0, -1, 1.5, 0.3, "0%", "101%", "%", "nhiều", "-30%", Formatted(1.5, "0%")])
def test_no_quota(typed):
    [line] = faults(rules_with(typed))
    assert line.startswith("Khen thưởng!C2: ")
    assert line.endswith("Nhập số đơn vị (số nguyên từ 1) hoặc tỷ lệ trên 0% đến 100%, ví dụ 3 hoặc 30%.")


def test_faults_of_rules():
    tables = rules_with(1)
    tables["Khen thưởng"] += [["co", None, 1, -1, 0]]
    assert faults(tables) == [
        'Khen thưởng!A3: "co" – Mã hình thức này đã có ở dòng trên.',
        'Khen thưởng!B3: Cột "Hình thức" không được để trống.',
        'Khen thưởng!D3: "-1" – Nhập số từ 0 đến 999999,99.',
        'Khen thưởng!E3: "0" – Nhập số từ 1 đến 10000.',
    ]


def test_votes():
    tables = small() | {"Phiếu phân định": [["Mã đơn vị", "Số phiếu"], ["kt", 4], ["VP", None]]}
    assert [sheet.votes for sheet in read(tables).content.sheets] == [None, 4]
    tables["Phiếu phân định"] += [["KT", 1], ["XX", 1], ["VP", 1.5], ["VP", -1]]
    assert faults(tables) == [
        'Phiếu phân định!A4: "KT" – Số phiếu của đơn vị này đã có ở dòng trên.',
        'Phiếu phân định!A5: "XX" – Không có mã này trong trang Đơn vị.',
        'Phiếu phân định!A6: "VP" – Số phiếu của đơn vị này đã có ở dòng trên.',
        'Phiếu phân định!B6: "1,5" – Nhập một số nguyên.',
        'Phiếu phân định!A7: "VP" – Số phiếu của đơn vị này đã có ở dòng trên.',
        'Phiếu phân định!B7: "-1" – Nhập số từ 0 đến 1000000.',
    ]


def test_the_words_are_those_of_the_database():
    from scoring.models import CriterionKind
    from units.models import Role

    assert {str(kind): name for kind, name in names.KINDS.items()} == dict(CriterionKind.choices)
    assert dict(Role.choices) == names.ROLES
