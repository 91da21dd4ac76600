"""Word and Excel files are zips of XML (OOXML): opened as if they came from an enemy, counted before parsed."""

import re
import zipfile
from pathlib import PurePosixPath
from typing import NoReturn

from toolkit.private_files.kinds import OOXML, FileKind
from toolkit.zips import TooMuchUnpacked, UnreadableZip, declares_entities, letters_of, opened_zip, read_part

MAIN_PART = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}
MAIN_TYPE = {
    FileKind.DOCX: f"{OOXML}wordprocessingml.document.main+xml",
    FileKind.XLSX: f"{OOXML}spreadsheetml.sheet.main+xml",
}
WHAT_PARTS_ARE = "[content_types].xml"
XML = (".xml", ".rels", ".vml", ".psmdcp", ".svg")
PICTURES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp")
FONTS = (".odttf",)
INSIDE = {".docx": FileKind.DOCX, ".xlsx": FileKind.XLSX}  # a chart in Word brings its numbers as a workbook
END = b"PK\x05\x06"

# A relationship that points outside is followed when the file is opened, unless it is a link somebody must click.
OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/relationships/hyperlink[\"']", re.IGNORECASE)

BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
MACROS = "Tệp có macro hoặc đối tượng nhúng. Bỏ phần đó, lưu lại rồi gửi."
UNSAFE = "Tệp có khai báo DOCTYPE hoặc ENTITY, tệp Word và Excel không bao giờ có. Vì an toàn, tệp bị từ chối."
TOO_MUCH = "Nội dung giải nén quá lớn. Giảm hình ảnh trong tệp rồi gửi."
FOLLOWS = "Tệp tự lấy nội dung từ nơi khác khi mở. Bỏ liên kết đó, lưu lại rồi gửi."


class NotThat(Exception):
    """The file is not what it should be; the message is a sentence for whoever sent it."""


def inspect_package(
    data: bytes, kind: FileKind, *, most_unpacked: int, most_parts: int, is_inside: bool = False
) -> None:
    """Raises NotThat unless `data` is one whole package of the kind, without macros, within the bounds."""
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != END:
        refuse(BROKEN)  # something stands before or after the zip: another file, for another reader
    try:
        with opened_zip(data) as archive:
            _inspect(archive, kind, most_unpacked, most_parts, is_inside)
    except UnreadableZip:
        refuse(BROKEN)
    except TooMuchUnpacked:
        refuse(TOO_MUCH)


def refuse(sentence: str) -> NoReturn:
    raise NotThat(sentence)


def _inspect(archive: zipfile.ZipFile, kind: FileKind, most_unpacked: int, most_parts: int, is_inside: bool) -> None:
    entries = archive.infolist()
    if len(entries) > most_parts:
        refuse(f"Tệp có quá {most_parts} phần bên trong, không giống một tệp bình thường.")
    names = [entry.filename.lower() for entry in entries]
    _check_names(names, kind)
    if min(entry.header_offset for entry in entries) != 0:
        refuse(BROKEN)
    left = most_unpacked
    for name, entry in zip(names, entries, strict=True):
        part = read_part(archive, entry, left)
        left -= len(part)
        _check_part(name, part, kind)
        _check_inside(name, part, is_inside, left, most_parts)


def _check_names(names: list[str], kind: FileKind) -> None:
    if len(set(names)) != len(names) or any(map(_is_path_trick, names)):
        refuse(BROKEN)
    if WHAT_PARTS_ARE not in names or MAIN_PART[kind] not in names:
        refuse(f"Tệp không phải là tệp .{kind.value}. Mở bằng Word hoặc Excel rồi lưu thành .{kind.value}.")
    if not all(map(_is_ordinary, names)):
        refuse(MACROS)


def _is_path_trick(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or "\x00" in name


def _is_ordinary(name: str) -> bool:
    """Excel adds printer settings (.bin) to ordinary workbooks; macros are .bin elsewhere."""
    if name.endswith("/") or name.startswith("xl/printersettings/"):
        return True
    return name.endswith((*XML, *PICTURES, *FONTS)) or ("/embeddings/" in name and name.endswith(tuple(INSIDE)))


def _check_part(name: str, part: bytes, kind: FileKind) -> None:
    if not name.endswith(XML):
        return
    if declares_entities(part):
        refuse(UNSAFE)
    letters = letters_of(part)
    if name.endswith(".rels") and any(not LINK.search(found) for found in OUTSIDE.findall(letters)):
        refuse(FOLLOWS)
    if name == WHAT_PARTS_ARE:
        if b"macroenabled" in letters.lower() or b"vbaproject" in letters.lower():
            refuse(MACROS)
        if MAIN_TYPE[kind].encode() not in letters:
            refuse(f"Tệp không phải là tệp .{kind.value}. Mở bằng Word hoặc Excel rồi lưu thành .{kind.value}.")


def _check_inside(name: str, part: bytes, is_inside: bool, left: int, most_parts: int) -> None:
    kind = INSIDE.get(PurePosixPath(name).suffix)
    if kind is None:
        return
    if is_inside:
        refuse(MACROS)  # a file in a file in a file
    inspect_package(part, kind, most_unpacked=left, most_parts=most_parts, is_inside=True)
