"""Sheets people fill: what is open, what is locked, what a cell takes, and that our own reader reads it back."""

import io
from decimal import Decimal

import openpyxl
import pytest

from toolkit.spreadsheets import NewSheet, Open, Shape, open_bounded, write_sheets
from toolkit.spreadsheets.protection import at_most_letters, fulfilling, one_of, whole_from_zero

ROWS = [
    ["Mã", "Điểm", "Ghi chú"],
    ["1.1", Open(Decimal("9.50"), Shape.POINTS), Open("=không tính", Shape.TEXT)],
    ["1.2", Open("Đạt"), Open(None, Shape.TEXT)],
    ["1.3", Open(4), Open("", Shape.TEXT)],
]
CHECKS = [
    fulfilling("B2", 'OR(AND(ISNUMBER(B2),B2>=0,B2<=12),B2="Không áp dụng")', "Nhập số từ 0 đến 12,00.", title="1.1"),
    one_of("B3", ["Đạt", "Không đạt"], "Chọn Đạt hoặc Không đạt.", hint="Chọn trong danh sách."),
    whole_from_zero("B4", "Nhập một số nguyên từ 0."),
    at_most_letters("C2:C4", 1000, "Nhiều nhất 1000 ký tự."),
]


def book(**more):
    data = write_sheets([NewSheet("Phiếu", ROWS, checks=CHECKS, is_protected=True), NewSheet("Kín", [["A"]], **more)])
    return data, openpyxl.load_workbook(io.BytesIO(data))


def test_only_open_cells_can_be_filled_and_no_password_is_set():
    _, made = book()
    sheet = made["Phiếu"]
    locked = {cell.coordinate: cell.protection.locked for row in sheet["A1:C4"] for cell in row}
    assert [place for place, is_locked in locked.items() if not is_locked] == ["B2", "C2", "B3", "C3", "B4", "C4"]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert made["Kín"].protection.sheet is False


def test_open_cells_keep_their_value_and_their_format():
    data, made = book()
    assert [(c.coordinate, c.value, c.number_format) for row in made["Phiếu"]["B2:C3"] for c in row] == [
        ("B2", 9.5, "0.00"),
        ("C2", "=không tính", "@"),
        ("B3", "Đạt", "General"),
        ("C3", None, "@"),
    ]
    assert made["Phiếu"]["C2"].quotePrefix
    phieu, _ = open_bounded(data)
    assert [[cell.shown for cell in row.cells] for row in phieu.rows] == [
        ["Mã", "Điểm", "Ghi chú"],
        ["1.1", "9,5", "=không tính"],
        ["1.2", "Đạt"],
        ["1.3", "4"],
    ]


def test_checks_say_what_a_cell_takes():
    _, made = book()
    assert [
        (str(v.sqref), v.type, v.formula1, v.error, v.prompt, v.errorTitle, v.showErrorMessage)
        for v in made["Phiếu"].data_validations.dataValidation
    ] == [
        (
            "B2",
            "custom",
            'OR(AND(ISNUMBER(B2),B2>=0,B2<=12),B2="Không áp dụng")',
            "Nhập số từ 0 đến 12,00.",
            None,
            "1.1",
            True,
        ),
        ("B3", "list", '"Đạt,Không đạt"', "Chọn Đạt hoặc Không đạt.", "Chọn trong danh sách.", None, True),
        ("B4", "whole", "0", "Nhập một số nguyên từ 0.", None, None, True),
        ("C2:C4", "textLength", "1000", "Nhiều nhất 1000 ký tự.", None, None, True),
    ]


def test_sentences_fit_what_excel_holds():
    data = write_sheets(
        [NewSheet("A", [["x"]], checks=[whole_from_zero("A2", "ă" * 300, hint="ê" * 300, title="t" * 40)])]
    )
    [check] = openpyxl.load_workbook(io.BytesIO(data))["A"].data_validations.dataValidation
    assert (len(check.error), len(check.prompt), len(check.errorTitle)) == (255, 255, 32)


@pytest.mark.parametrize("texts", [["Đạt, tốt"], ['"Đạt"'], ["Đạt" * 90]])
def test_a_list_excel_could_not_read_is_not_written(texts):
    with pytest.raises(ValueError, match="a list in a cell"):
        one_of("A1", texts, "")


def test_a_hidden_sheet_is_hidden_and_still_read():
    data, made = book(is_hidden=True)
    assert [sheet.sheet_state for sheet in made] == ["visible", "hidden"]
    assert [sheet.is_hidden for sheet in open_bounded(data)] == [False, True]
