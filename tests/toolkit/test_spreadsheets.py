"""Reading files from strangers, and writing files that compute nothing."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks import Formatted, parts_of, raw_sheet, saved, small, with_parts, workbook_bytes, zip_bytes
from toolkit.spreadsheets import (
    Cell,
    Fault,
    Findings,
    Flaw,
    NewSheet,
    Percent,
    Row,
    SheetData,
    SpreadsheetFaults,
    address,
    column_letters,
    open_bounded,
    read_table,
    write_csv,
    write_sheets,
)
from toolkit.spreadsheets.cells import parse_address
from toolkit.spreadsheets.sheet_scan import decimal_from

NOT_A_WORKBOOK = "Tệp không phải là sổ tính Excel (.xlsx). Mở tệp bằng Excel rồi chọn Lưu thành (Save As), kiểu .xlsx."
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Mở lại bằng Excel, lưu thành .xlsx rồi gửi lại."
UNSAFE = "Tệp có khai báo DOCTYPE hoặc ENTITY, sổ tính Excel không bao giờ có. Vì an toàn, tệp bị từ chối."
MACROS = "Tệp có macro hoặc nội dung nhị phân. Lưu lại dạng .xlsx không có macro."
TOO_MUCH = "Trang tính có quá nhiều ô hoặc quá nhiều chữ. Xóa các dòng, cột không dùng rồi lưu lại."
FAR = "Ô nằm quá xa; bảng chỉ được dùng đến cột WB, dòng 2000. Xóa ô này."


def faults(data, **bounds):
    with pytest.raises(SpreadsheetFaults) as raised:
        open_bounded(data, **bounds)
    return list(raised.value.faults)


def lines(data, **bounds):
    return [str(fault) for fault in faults(data, **bounds)]


def only_cell(cell_xml, **parts):
    [sheet] = open_bounded(raw_sheet(f"<row>{cell_xml}</row>", **parts))
    [row] = sheet.rows
    [cell] = row.cells
    return cell


# What is no workbook ----------------------------------------------------------------------------------------------


def test_an_empty_file_is_refused():
    assert lines(b"") == ["Tệp rỗng, không có nội dung."]


def test_a_csv_is_refused():
    assert lines("Mã,Tên\nVP,Văn phòng\n".encode()) == [
        "Đây là tệp văn bản (.csv, .txt). Mở bằng Excel rồi lưu thành .xlsx."
    ]


def test_anything_else_is_refused():
    assert lines(b"\x89PNG\r\n\x1a\n") == [NOT_A_WORKBOOK]


def test_a_pdf_is_refused():
    assert lines(b"%PDF-1.7 ...") == ["Đây là tệp PDF, không phải sổ tính Excel (.xlsx)."]


def test_an_old_xls_is_refused():
    assert lines(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)) == [
        "Đây là tệp Excel kiểu cũ (.xls). Mở bằng Excel rồi lưu thành .xlsx."
    ]


def test_an_encrypted_workbook_is_refused():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert lines(data) == ["Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx."]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("word/document.xml", "Đây là tệp Word (.docx) đổi tên, không phải sổ tính Excel."),
        ("ppt/presentation.xml", "Đây là tệp PowerPoint (.pptx) đổi tên, không phải sổ tính Excel."),
        ("content.xml", "Đây là tệp LibreOffice (.ods, .odt). Mở tệp rồi lưu thành .xlsx."),
        ("xl/workbook.bin", "Đây là sổ tính nhị phân (.xlsb). Mở bằng Excel rồi lưu thành .xlsx."),
        ("readme.txt", NOT_A_WORKBOOK),
    ],
)
def test_another_kind_of_zip_is_refused_by_its_name(part, sentence):
    assert lines(zip_bytes({"[Content_Types].xml": "<Types/>", part: "<x/>"})) == [sentence]


def test_an_empty_zip_is_refused():
    assert lines(zip_bytes({})) == [NOT_A_WORKBOOK]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(kept):
    data = workbook_bytes(small())
    assert lines(data[: int(len(data) * kept)]) == [BROKEN]


def test_damaged_bytes_inside_are_refused():
    data = bytearray(raw_sheet("<row><c><v>1</v></c></row>" * 50))
    middle = data.find(b"xl/worksheets/sheet1.xml") + 40
    data[middle : middle + 8] = b"\xff" * 8
    assert lines(bytes(data)) == [BROKEN]


def test_a_missing_file_is_refused(tmp_path):
    assert lines(tmp_path / "no.xlsx") == [f"Không mở được tệp {tmp_path / 'no.xlsx'}: No such file or directory."]


def test_a_file_object_is_read_from_its_start():
    file = io.BytesIO(raw_sheet("<row><c><v>1</v></c></row>"))
    file.read()
    assert open_bounded(file) == (SheetData("Trang", (Row(1, (Cell(1, 1, Decimal(1)),)),)),)


# What is dangerous --------------------------------------------------------------------------------------------------


def test_more_than_five_megabytes_are_refused():
    assert lines(b"PK\x03\x04" + bytes(5 * 1024 * 1024)) == [
        "Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang không cần rồi lưu lại."
    ]


def test_a_zip_bomb_is_refused():
    data = with_parts(raw_sheet(""), {"xl/worksheets/sheet2.xml": bytes(60 * 1024 * 1024)})
    assert lines(data) == ["Nội dung giải nén lớn hơn 50 MB. Vì an toàn, tệp bị từ chối."]


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(with_parts(raw_sheet(""), {"xl/worksheets/sheet2.xml": bytes(60 * 1024 * 1024)}))
    size = (60 * 1024 * 1024).to_bytes(4, "little")
    while (found := data.find(size)) >= 0:
        data[found : found + 4] = (100).to_bytes(4, "little")
    assert lines(bytes(data)) == [BROKEN]


def test_too_many_parts_are_refused():
    data = with_parts(raw_sheet(""), {f"xl/x{n}.xml": "<x/>" for n in range(200)})
    assert lines(data) == ["Tệp có quá 200 phần bên trong, không giống một sổ tính bình thường."]


def test_two_parts_of_one_name_are_refused():
    file = io.BytesIO(raw_sheet(""))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", "<worksheet/>")
    assert lines(file.getvalue()) == [BROKEN]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml"])
def test_an_external_entity_is_refused_in_every_encoding(part, encoding):
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    assert lines(with_parts(raw_sheet(""), {part: text.encode(encoding)})) == [UNSAFE]


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/embeddings/oleObject1.bin"])
def test_macros_and_binaries_are_refused(part):
    assert lines(with_parts(raw_sheet(""), {part: b"\x00"})) == [MACROS]


def test_printer_settings_are_ordinary():
    data = with_parts(raw_sheet(""), {"xl/printerSettings/printerSettings1.bin": b"\x00"})
    assert open_bounded(data) == (SheetData("Trang"),)


def test_external_links_are_not_followed():
    book = with_parts(
        raw_sheet("<row><c><v>1</v></c></row>"), {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    )
    relations = parts_of(book)["xl/_rels/workbook.xml.rels"].decode()
    outside = '<Relationship Id="rId9" Type="x/externalLink" Target="http://192.0.2.1/" TargetMode="External"/>'
    book = with_parts(book, {"xl/_rels/workbook.xml.rels": relations.replace("</Rel", outside + "</Rel")})
    assert [sheet.title for sheet in open_bounded(book)] == ["Trang"]


@pytest.mark.parametrize("place", ["XFD1048576", "XFD1", "A1048576", "WC1", "A2001"])
def test_a_cell_out_of_bounds_is_refused_with_its_address(place):
    book = openpyxl.Workbook()
    book.active.title = "Trang"
    book.active["A1"], book.active[place] = "gần", "xa"
    assert faults(saved(book)) == [Fault("Trang", place, "xa", FAR)]
    assert faults(saved(book), max_columns=600, max_rows=2_000)[0].cell == place


def test_the_last_cell_within_bounds_is_read():
    assert only_cell('<c r="WB2000"><v>1</v></c>').address == "WB2000"


def test_cells_out_of_bounds_can_be_collected():
    found = []
    [sheet] = open_bounded(raw_sheet('<row><c><v>1</v></c><c r="XFD1"><v>2</v></c></row>'), outside=found)
    assert [cell.value for cell in sheet.rows[0].cells] == [Decimal(1)]
    assert found == [Fault("Trang", "XFD1", "2", FAR)]


def test_empty_cells_out_of_bounds_do_not_matter():
    rows = '<row r="1048576"><c r="XFD1048576" s="1"/></row>' + '<row r="1"><c><v>1</v></c></row>'
    [sheet] = open_bounded(raw_sheet(rows))
    assert sheet.rows == (Row(1, (Cell(1, 1, Decimal(1)),)),)


@pytest.mark.parametrize(
    "rows",
    ["<row>" + "<c/>" * 300_000 + "</row>", "<row/>" * 300_000, "<a>" * 300_000, "<row><c><v>" + "1" * 21_000_000],
)
def test_too_much_in_one_sheet_is_refused(rows):
    assert lines(raw_sheet(rows)) == ["Trang: " + TOO_MUCH]


def test_too_many_shared_strings_are_refused():
    assert lines(raw_sheet("", strings="<si/>" * 300_000)) == [TOO_MUCH]


def test_a_tag_that_never_ends_is_refused():
    tag = "<row " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"
    assert lines(raw_sheet(tag)) == ["Trang: " + BROKEN]


def test_merged_whole_columns_cost_nothing():
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    [sheet] = open_bounded(raw_sheet("<row><c><v>1</v></c></row>", after=after))
    assert sheet.rows == (Row(1, (Cell(1, 1, Decimal(1)),)),)


def test_rows_may_come_backwards():
    rows = '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>0</v></c></row>'
    [sheet] = open_bounded(raw_sheet(rows))
    assert [cell.address for row in sheet.rows for cell in row.cells] == ["A1", "B1", "A2"]


def test_a_cell_written_twice_is_refused():
    cell = '<c r="A1"><v>1</v></c>'
    assert faults(raw_sheet(f"<row>{cell}{cell}</row>")) == [
        Fault("Trang", "A1", "1", "Ô này được ghi hai lần. " + BROKEN)
    ]


@pytest.mark.parametrize(
    "rows",
    ['<row r="0"/>', '<row r="x"/>', '<row><c r="A0"/></row>', '<row><c r="XFE1"/></row>', "<row>", "<row></c></row>"],
)
def test_a_sheet_that_contradicts_itself_is_refused(rows):
    assert lines(raw_sheet(rows)) == ["Trang: " + BROKEN]


def test_a_workbook_without_sheets_is_refused():
    data = with_parts(raw_sheet(""), {"xl/workbook.xml": "<workbook><sheets/></workbook>"})
    assert lines(data) == ["Sổ không có trang tính nào."]


def test_a_sheet_without_its_part_is_refused():
    parts = parts_of(raw_sheet(""))
    del parts["xl/worksheets/sheet1.xml"]
    assert lines(zip_bytes(parts)) == ["Trang: " + BROKEN]


def test_sheets_that_nobody_wants_are_named_and_not_read():
    data = raw_sheet('<row><c r="XFD1048576"><v>1</v></c></row>')
    assert open_bounded(data, wanted=lambda title: False) == (SheetData("Trang", was_read=False),)


# Cells --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12.5", "12.5"),
        ("1E2", "100"),
        ("-0", "0"),
        ("12.00", "12"),
        ("98.59999999999999", "98.6"),
        ("99.40000000000001", "99.4"),
        (repr(0.1 + 0.2), "0.3"),
        (repr(9.95), "9.95"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_a_number_is_what_excel_shows(typed, value):
    number = only_cell(f"<c><v>{typed}</v></c>").value
    assert (type(number), str(number)) == (Decimal, value)


@pytest.mark.parametrize("typed", ["NaN", "INF", "1E400", "1E-400", "1_000", "١٢", "0x10", "1" * 41, "--1"])
def test_what_is_no_number_is_a_flaw(typed):
    cell = only_cell(f"<c><v>{typed}</v></c>")
    assert (cell.value, cell.flaw, cell.shown) == (None, Flaw.NOT_A_NUMBER, typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_every_number_of_fifteen_digits_survives_a_float(number):
    assert decimal_from(repr(float(number))) == number


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c t="inlineStr"><is><t>chữ</t></is></c>', "chữ"),
        ('<c t="inlineStr"><is><r><t>đậm</t></r><r><t> nhạt</t></r><rPh><t>x</t></rPh></is></c>', "đậm nhạt"),
        ('<c t="s"><v>0</v></c>', "một hai"),
        ('<c t="str"><f>A1&amp;B1</f><v>ghép</v></c>', "ghép"),
        ("<c><f>1+1</f><v>2</v></c>", Decimal(2)),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="inlineStr"><is><t>a_x000D_b</t></is></c>', "a\rb"),
        ('<x:c xmlns:x="y" t="inlineStr"><x:is><x:t>chữ</x:t></x:is></x:c>', "chữ"),
    ],
)
def test_a_cell_has_its_value(xml, value):
    strings = "<si><r><t>một</t></r><r><t> hai</t></r><rPh><t>x</t></rPh></si>"
    assert only_cell(xml, strings=strings).value == value


@pytest.mark.parametrize(
    "xml",
    ["<c/>", '<c t="inlineStr"><is><t>  </t></is></c>', '<c t="str"><f>""</f><v></v></c>', '<c t="s"><v>0</v></c>'],
)
def test_a_blank_cell_is_left_out(xml):
    assert open_bounded(raw_sheet(f"<row>{xml}</row>", strings="<si><t> </t></si>")) == (SheetData("Trang"),)


@pytest.mark.parametrize(
    ("xml", "flaw", "shown"),
    [
        ("<c><f>A1+1</f></c>", Flaw.NO_RESULT, "=A1+1"),
        ("<c><f>A1+1</f><v></v></c>", Flaw.NO_RESULT, "=A1+1"),
        ('<c t="str"><f>A1</f></c>', Flaw.NO_RESULT, "=A1"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', Flaw.ERROR, "#DIV/0!"),
        ('<c t="e"><v>#REF!</v></c>', Flaw.ERROR, "#REF!"),
        ('<c t="d"><v>2026-02-01</v></c>', Flaw.DATE, "2026-02-01"),
        ('<c t="s"><v>7</v></c>', Flaw.BROKEN, "7"),
        ('<c t="s"><v>-1</v></c>', Flaw.BROKEN, "-1"),
        ('<c t="b"><v>2</v></c>', Flaw.BROKEN, "2"),
        ('<c t="x"><v>2</v></c>', Flaw.BROKEN, "2"),
        ('<c t="inlineStr"><is><t>' + "a" * 40_000 + "</t></is></c>", Flaw.TOO_LONG, "a" * 59 + "…"),
        ('<c t="s"><v>1</v></c>', Flaw.TOO_LONG, "b" * 59 + "…"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(xml, flaw, shown):
    cell = only_cell(xml, strings="<si><t>a</t></si><si><t>" + "b" * 40_000 + "</t></si>")
    assert (cell.value, cell.flaw, cell.shown, cell.is_blank) == (None, flaw, shown, False)
    assert cell.is_formula_without_value is (flaw is Flaw.NO_RESULT)


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "d-mmm", "[h]:mm", "mm:ss", '"ngày" d'])
def test_a_date_is_a_flaw_that_shows_the_day(number_format):
    [sheet] = open_bounded(workbook_bytes({"A": [[Formatted(46054, number_format)]]}))
    [cell] = sheet.rows[0].cells
    assert (cell.flaw, cell.shown) == (Flaw.DATE, "01/02/2026")


@pytest.mark.parametrize("number_format", ["General", "0.00", "#,##0 ₫", '0 "điểm/ngày"', "[Red]0", r"0\d", "_-* 0_d"])
def test_other_number_formats_are_no_dates(number_format):
    [sheet] = open_bounded(workbook_bytes({"A": [[Formatted(46054, number_format)]]}))
    assert sheet.rows[0].cells[0].value == Decimal(46054)


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.0 %"])
def test_a_percentage_is_known_by_its_format(number_format):
    [sheet] = open_bounded(workbook_bytes({"A": [[Formatted(0.125, number_format), 0.125]]}))
    assert [(c.value, c.is_percent, c.shown) for c in sheet.rows[0].cells] == [
        (Decimal("0.125"), True, "12,5%"),
        (Decimal("0.125"), False, "0,125"),
    ]


def test_a_hidden_sheet_is_known():
    book = openpyxl.Workbook()
    book.create_sheet("Ẩn").sheet_state = "hidden"
    assert [(s.title, s.is_hidden) for s in open_bounded(saved(book))] == [("Sheet", False), ("Ẩn", True)]


def test_addresses():
    assert [column_letters(n) for n in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert (address(7, 3), parse_address("C7"), parse_address("XFE1"), parse_address("c7")) == (
        "C7",
        (7, 3),
        None,
        None,
    )


# Faults -------------------------------------------------------------------------------------------------------------


def test_a_fault_is_one_line():
    fault = Fault("Thẩm định", "C7", "12,5", "Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.")
    assert str(fault) == 'Thẩm định!C7: "12,5" – Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.'
    assert str(Fault("Thẩm định", "C7", "", "Chưa có điểm.")) == "Thẩm định!C7: Chưa có điểm."
    assert str(Fault("Thẩm định", "", "", "Sổ thiếu trang tính này.")) == "Thẩm định: Sổ thiếu trang tính này."
    assert str(Fault("", "", "", "Tệp rỗng.")) == "Tệp rỗng."
    assert str(Fault("A", "A1", "x" * 100, "Dài.")) == f'A!A1: "{"x" * 59}…" – Dài.'


def test_the_printed_list_stops_at_two_hundred():
    problem = SpreadsheetFaults([Fault("", "", "", str(n)) for n in range(203)])
    assert len(problem.faults) == 203
    assert str(problem).splitlines() == [*(str(n) for n in range(200)), "và còn 3 chỗ khác"]


# Tables -------------------------------------------------------------------------------------------------------------


def table_of(rows, required=("Mã", "Tên"), optional=("Ghi chú",)):
    findings = Findings()
    [sheet] = open_bounded(workbook_bytes({"A": rows}))
    return read_table(sheet, required, optional, findings), findings


def test_a_table_is_found_by_its_headings():
    table, findings = table_of([["BẢNG 1"], [], ["x", " tên ", "MÃ"], [], [None, "Một", "m1"], ["bên cạnh"]])
    assert table is not None
    assert (table.heading_row, table.has("Tên"), table.has("Ghi chú"), table.heading_address("Mã")) == (
        3,
        True,
        False,
        "C3",
    )
    assert [(row.number, row.cell("mã"), row.cell("Ghi chú")) for row in table] == [(5, Cell(5, 3, "m1"), None)]
    assert (findings.faults, findings.notes) == ((), ('A!A3: bỏ qua cột "x".',))


def test_a_table_without_a_heading_is_a_fault():
    table, findings = table_of([["a"], ["b"]])
    assert (table, findings.faults) == (
        None,
        (Fault("A", "", "", 'Không thấy dòng tiêu đề trong 20 dòng đầu. Cần có các cột "Mã", "Tên".'),),
    )


def test_a_missing_and_a_doubled_column_are_faults():
    _, findings = table_of([["Mã", "x"]])
    assert findings.faults == (Fault("A", "1:1", "", 'Dòng tiêu đề thiếu cột "Tên".'),)
    _, findings = table_of([["Mã", "Tên", "mã"]])
    assert findings.faults == (Fault("A", "C1", "mã", "Cột này đã có ở A1. Giữ lại một cột."),)


def test_headings_below_the_twentieth_row_are_not_found():
    assert table_of([*[["a"]] * 19, ["Mã", "Tên"]])[0] is not None
    assert table_of([*[["a"]] * 20, ["Mã", "Tên"]])[0] is None


# Writing ------------------------------------------------------------------------------------------------------------

DANGEROUS = ["=1+1", "==1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "+84 225 384 0000", "-5,25"]


def test_texts_stay_texts_in_a_workbook():
    data = write_sheets([NewSheet("A", [["Tên"], *([text] for text in DANGEROUS)])])
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data))["A"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(DANGEROUS)
    assert [cell.quotePrefix for cell in cells] == [True] * len(DANGEROUS)
    [sheet] = open_bounded(data)
    assert [row.cells[0].value for row in sheet.rows] == ["Tên", *DANGEROUS]


def test_numbers_are_written_digit_for_digit():
    numbers = [Decimal("9.95"), Decimal("12.00"), Decimal("0.3"), Decimal("100"), Decimal("1E+2"), 7]
    data = write_sheets([NewSheet("A", [["Số"], numbers])])
    xml = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    assert [part.partition("</v>")[0] for part in xml.split("<v>")[1:]] == ["9.95", "12", "0.3", "100", "100", "7"]
    cells = openpyxl.load_workbook(io.BytesIO(data))["A"][2]
    assert [cell.number_format for cell in cells] == ["0.00", "0.00", "General", "General", "General", "General"]


def test_a_number_too_long_for_excel_is_written_as_a_text():
    [sheet] = open_bounded(write_sheets([NewSheet("A", [["x"], [Decimal("123456789012.123456")]])]))
    assert sheet.rows[1].cells[0].value == "123456789012,123456"


def test_percentages_are_percentages():
    [sheet] = open_bounded(write_sheets([NewSheet("A", [["x"], [Percent(Decimal(30)), Percent(Decimal("12.5"))]])]))
    assert [(c.value, c.is_percent) for c in sheet.rows[1].cells] == [(Decimal("0.3"), True), (Decimal("0.125"), True)]


def test_the_heading_is_bold_and_frozen_and_choices_are_offered():
    sheet = NewSheet("A", [["Mã", "Loại"], ["1", "một"]], widths=(8,), frozen_columns=1, choices={2: ["một", "hai"]})
    page = openpyxl.load_workbook(io.BytesIO(write_sheets([sheet])))["A"]
    assert (page.freeze_panes, page["A1"].font.b, page["A2"].font.b) == ("B2", True, False)
    assert [page.column_dimensions[c].width for c in "AB"] == [8, 14]
    [choice] = page.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("B2:B1000", '"một,hai"')


def test_the_same_content_gives_the_same_bytes():
    sheet = NewSheet("A", [["Mã"], ["Đ"]])
    assert write_sheets([sheet]) == write_sheets([sheet])


def test_what_xml_cannot_hold_does_not_break_the_file():
    [sheet] = open_bounded(write_sheets([NewSheet("A", [["a\x00b\ud800\ufffe<&>"], ["_x0041_"], ["a\r\nb"]])]))
    assert [row.cells[0].value for row in sheet.rows] == ["ab<&>", "_x0041_", "a\r\nb"]


@pytest.mark.parametrize("titles", [[], ["A", "a"], ["x" * 32], ["a/b"], [""]])
def test_titles_that_excel_refuses_are_errors(titles):
    with pytest.raises(ValueError, match="title"):
        write_sheets([NewSheet(title, [["x"]]) for title in titles])


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)
values = st.one_of(
    texts.filter(lambda text: not text.isspace()),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
    st.none(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(values, max_size=5), max_size=6))
def test_what_is_written_is_read_again(rows):
    [sheet] = open_bounded(write_sheets([NewSheet("A", rows)]))
    found = {(c.row, c.column): c.value for row in sheet.rows for c in row.cells}
    assert found == {
        (r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value is not None
    }


def test_csv_is_for_excel_and_computes_nothing():
    rows = [[text] for text in DANGEROUS] + [["Đạt, tốt"], [Decimal("97.420")], [None], [5]]
    assert write_csv(["Tên"], rows) == (
        b"\xef\xbb\xbf"
        + "Tên\r\n'=1+1\r\n'==1+1\r\n'+1+1\r\n'-1+1\r\n'@SUM(1)\r\n'\t=1\r\n\"'\r=1\"\r\n+84 225 384 0000\r\n"
        '"-5,25"\r\n"Đạt, tốt"\r\n"97,42"\r\n""\r\n5\r\n'.encode()
    )
