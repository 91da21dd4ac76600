"""Workbooks for tests from plain Python, made by openpyxl and by hand, so that our reader meets foreign writers."""

import copy
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

SAMPLE = Path(__file__).parents[1] / "khoi_thidua" / "data" / "so-cham-diem-mau.xlsx"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Tables = dict[str, list[list[Any]]]

SMALL: Tables = {
    "Khối": [
        ["Mục", "Giá trị"],
        ["Xã", "Hà Bắc"],
        ["Thành phố", "Hải Phòng"],
        ["Số khối", "02"],
        ["Năm", 2026],
        ["Kỳ chấm", "Tổng kết năm 2026"],
    ],
    "Đơn vị": [
        ["STT", "Mã", "Tên đơn vị", "Vai trò", "Điều kiện loại"],
        [1, "VP", "Văn phòng", "Trưởng Khối", None],
        [2, "KT", "Phòng Kinh tế", "Thành viên", None],
    ],
    "Tiêu chí": [
        ["Mã", "Nội dung", "Tiêu chí", "Loại", "Điểm tối đa", "Đơn giá", "Chỉ tiêu"],
        ["1.1", "1. Nhiệm vụ chính trị", "Tham mưu", "Chấm điểm", 12, None, None],
        ["1.2", "1", "Hồ sơ đúng hạn", "Tỷ lệ", 10, None, 98],
        ["2.1", "2. Cải cách", "Báo cáo đủ", "Đạt/Không đạt", 5, None, None],
        ["T.1", None, "Bằng khen", "Điểm thưởng", None, 2, None],
    ],
    "Tự chấm": [
        ["Mã", "Tiêu chí", "VP", "KT"],
        ["1.1", "Tham mưu", 12, 10.5],
        ["1.2", "Hồ sơ đúng hạn", 98.6, "Không áp dụng"],
        ["2.1", "Báo cáo đủ", "Đạt", "Đạt"],
        ["T.1", "Bằng khen", 1, None],
    ],
    "Thẩm định": [
        ["Mã", "Tiêu chí", "VP", "KT"],
        ["1.1", "Tham mưu", 11.25, 10.5],
        ["1.2", "Hồ sơ đúng hạn", 98.6, "Không áp dụng"],
        ["2.1", "Báo cáo đủ", "Đạt", "Đạt"],
        ["T.1", "Bằng khen", 1, None],
    ],
    "Lý do": [
        ["Mã đơn vị", "Mã tiêu chí", "Lý do"],
        ["VP", "1.1", "Còn văn bản trình chậm"],
    ],
}


class Formatted:
    """A value with a number format of Excel."""

    def __init__(self, value: Any, number_format: str):
        self.value, self.number_format = value, number_format


def small() -> Tables:
    """A fresh copy of SMALL, to be spoiled in one place."""
    return copy.deepcopy(SMALL)


def workbook_bytes(tables: Mapping[str, list[list[Any]]]) -> bytes:
    """An .xlsx with one sheet a table; a text that starts with "=" is a formula without a result."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is not None:
                    _put(sheet.cell(r, c), value)
    return saved(book)


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, Formatted):
        cell.number_format = value.number_format
        value = value.value
    cell.value = float(value) if isinstance(value, Decimal) else value


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zip_bytes(parts: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changed: Mapping[str, bytes | str]) -> bytes:
    """The same file with parts replaced or added."""
    return zip_bytes({**parts_of(data), **changed})


def raw_sheet(
    rows: str, *, strings: str | None = None, styles: str | None = None, title: str = "Trang", after: str = ""
) -> bytes:
    """A workbook of one sheet whose <sheetData> holds `rows` as given: for cells that no library would write."""
    targets = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return zip_bytes(parts)
