"""Files as they come back: filled by openpyxl, a writer with other styles and shared strings, as LibreOffice is."""

import io
from collections.abc import Mapping

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.reading import bytes_of
from tests.workbooks import saved

ENTRY, NOTE = 7, 8


def downloaded(client, name: str, *args) -> bytes:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return bytes_of(response)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def filled(data: bytes, entries: Mapping[str, object] = {}, notes: Mapping[str, object] = {}) -> bytes:
    """A unit's file with entries and notes by criterion code; None empties a cell."""
    book = opened(data)
    sheet = book["Phiếu tự chấm"]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for column, values in ((ENTRY, entries), (NOTE, notes)):
        for code, value in values.items():
            sheet.cell(rows[code], column).value = value
    return saved(book)


def filled_round(data: bytes, appraised=(), reasons=(), own=()) -> bytes:
    """A round's file with (unit, code, entry) appraised and self-scored, and (unit, code, reason) added."""
    book = opened(data)
    for title, values in (("Thẩm định", appraised), ("Tự chấm", own)):
        sheet = book[title]
        rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
        columns = {sheet.cell(1, column).value: column for column in range(1, sheet.max_column + 1)}
        for unit, code, value in values:
            sheet.cell(rows[code], columns[unit]).value = value
    if reasons:
        sheet = book["Lý do"] if "Lý do" in book.sheetnames else book.create_sheet("Lý do")
        if sheet.max_row == 1:
            for column, heading in enumerate(("Mã đơn vị", "Mã tiêu chí", "Lý do"), 1):
                sheet.cell(1, column).value = heading
        for row in reasons:
            sheet.append(row)
    return saved(book)


def upload(client, url: str, data: bytes, name: str = "phieu.xlsx"):
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def confirm(client, url: str, response, **choices):
    """Send what the comparison page holds back, with the choices that were made (chon_7="tep")."""
    shown, token = response.context["shown"], response.context["token"]
    picked = {name.replace("_", "-"): value for name, value in choices.items()}
    return client.post(url, {"token": token, "versions": shown.versions, **picked})


def names(lines) -> list[str]:
    return [f"{line.unit} {line.criterion.code}" for line in lines]
