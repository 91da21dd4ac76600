"""The zip around a workbook, opened as if it came from an enemy: everything is counted before anything is parsed."""

import zipfile
from pathlib import Path
from typing import IO

from toolkit.spreadsheets.faults import refuse
from toolkit.zips import TooMuchUnpacked, UnreadableZip, declares_entities, opened_zip, read_part

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 200

NOT_A_WORKBOOK = "Tệp không phải là sổ tính Excel (.xlsx). Mở tệp bằng Excel rồi chọn Lưu thành (Save As), kiểu .xlsx."
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Mở lại bằng Excel, lưu thành .xlsx rồi gửi lại."
UNSAFE = "Tệp có khai báo DOCTYPE hoặc ENTITY, sổ tính Excel không bao giờ có. Vì an toàn, tệp bị từ chối."
TOO_MUCH = "Nội dung giải nén lớn hơn 50 MB. Vì an toàn, tệp bị từ chối."
MACROS = "Tệp có macro hoặc nội dung nhị phân. Lưu lại dạng .xlsx không có macro."
STRANGERS = {
    "word/document.xml": "Đây là tệp Word (.docx) đổi tên, không phải sổ tính Excel.",
    "ppt/presentation.xml": "Đây là tệp PowerPoint (.pptx) đổi tên, không phải sổ tính Excel.",
    "content.xml": "Đây là tệp LibreOffice (.ods, .odt). Mở tệp rồi lưu thành .xlsx.",
    "xl/workbook.bin": "Đây là sổ tính nhị phân (.xlsb). Mở bằng Excel rồi lưu thành .xlsx.",
}

Source = str | Path | bytes | IO[bytes]


def read_parts(source: Source) -> dict[str, bytes]:
    """The parts of an .xlsx by lower-case name, checked and within every limit. Raises SpreadsheetFaults."""
    data = _bounded_bytes(source)
    _refuse_other_formats(data)
    try:
        with opened_zip(data) as archive:
            return _unpack(archive)
    except UnreadableZip:
        refuse(BROKEN)
    except TooMuchUnpacked:
        refuse(TOO_MUCH)


def _bounded_bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, (str, Path)):
        try:
            with Path(source).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            refuse(f"Không mở được tệp {source}: {error.strerror}.")
    else:
        if source.seekable():
            source.seek(0)
        data = source.read(MOST_BYTES + 1)
    if not data:
        refuse("Tệp rỗng, không có nội dung.")
    if len(data) > MOST_BYTES:
        refuse("Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang không cần rồi lưu lại.")
    return data


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx.")
        refuse("Đây là tệp Excel kiểu cũ (.xls). Mở bằng Excel rồi lưu thành .xlsx.")
    if data.startswith(b"%PDF"):
        refuse("Đây là tệp PDF, không phải sổ tính Excel (.xlsx).")
    if data.startswith(b"PK\x05\x06"):
        refuse(NOT_A_WORKBOOK)
    if not data.startswith(b"PK\x03\x04"):
        refuse(_text_sentence(data))
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        refuse(f"Tệp có quá {MOST_PARTS} phần bên trong, không giống một sổ tính bình thường.")


def _text_sentence(data: bytes) -> str:
    """A .csv or another text file gets its own sentence."""
    head = data[:4096]
    if b"\x00" in head or (b"," not in head and b";" not in head and b"\t" not in head):
        return NOT_A_WORKBOOK
    return "Đây là tệp văn bản (.csv, .txt). Mở bằng Excel rồi lưu thành .xlsx."


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [_name(entry) for entry in entries]
    _refuse_names(names)
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for name, entry in zip(names, entries, strict=True):
        parts[name] = read_part(archive, entry, left)
        left -= len(parts[name])
        if not name.startswith("xl/media/") and declares_entities(parts[name]):
            refuse(UNSAFE)
    return parts


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/").lower()


def _refuse_names(names: list[str]) -> None:
    for name, sentence in STRANGERS.items():
        if name in names:
            refuse(sentence)
    if len(names) > MOST_PARTS:
        refuse(f"Tệp có quá {MOST_PARTS} phần bên trong, không giống một sổ tính bình thường.")
    if len(set(names)) != len(names):
        refuse(BROKEN)
    # Excel itself adds printer settings to ordinary workbooks; they are never looked into.
    if any(name.endswith((".bin", ".vba")) and not name.startswith("xl/printersettings/") for name in names):
        refuse(MACROS)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        refuse(NOT_A_WORKBOOK)
