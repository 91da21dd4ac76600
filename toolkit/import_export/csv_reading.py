"""A .csv file as a sheet, within bounds: UTF-8 only, separated by comma, semicolon or TAB."""

import csv
import io

from toolkit.spreadsheets import Cell, Row, SheetData, address
from toolkit.spreadsheets.faults import refuse
from toolkit.spreadsheets.formulas import is_plain_number, looks_like_formula

NOT_UTF8 = "Tệp CSV không ở mã UTF-8. Trong Excel chọn Lưu thành (Save As), kiểu CSV UTF-8, hoặc gửi tệp .xlsx."
LONGEST_FIELD = 32_767  # what a cell of Excel holds
DELIMITERS = ",;\t"


def read_csv(data: bytes, *, max_rows: int, max_columns: int) -> SheetData:
    """The rows that hold something. Raises SpreadsheetFaults for other encodings and for values out of bounds."""
    text = _text(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, values in enumerate(reader, 1):
            if row := _row(number, values, max_columns):
                if number > max_rows:
                    refuse(f"Tệp có hơn {max_rows - 1} dòng dữ liệu. Chia thành nhiều tệp nhỏ rồi nhập lần lượt.")
                rows.append(row)
    except csv.Error:
        refuse(f"Sau dòng {number}: dấu nháy kép mở ra mà không khép lại, hoặc ô quá dài. Sửa lại rồi gửi lại tệp.")
    return SheetData("", tuple(rows))


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(NOT_UTF8)
    if "\x00" in text:
        refuse("Đây không phải là tệp văn bản CSV.")
    if not text.strip():
        refuse("Tệp rỗng, không có nội dung.")
    return text


def _delimiter(text: str) -> str:
    """The sign that the first line has most of; Excel set to Vietnamese writes semicolons."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _row(number: int, values: list[str], max_columns: int) -> Row | None:
    cells = []
    for column, value in enumerate(values, 1):
        if not value.strip():
            continue
        if column > max_columns:
            refuse(f"Dòng {number}: có giá trị ngoài cột thứ {max_columns}. Xóa các cột không dùng rồi gửi lại tệp.")
        if len(value) > LONGEST_FIELD:
            refuse(f"{address(number, column)}: nội dung quá dài. Rút gọn nội dung của ô.")
        cells.append(Cell(number, column, _unguarded(value)))
    return Row(number, tuple(cells)) if cells else None


def _unguarded(value: str) -> str:
    """Without the apostrophe that write_csv puts before a text that could be a formula."""
    text = value.removeprefix("'")
    guarded = text != value and looks_like_formula(text) and not is_plain_number(text)
    return text if guarded else value
