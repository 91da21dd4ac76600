"""Is the file what its name says? Each check raises NotThat with one sentence; the bytes are a stranger's."""

import io
import re
import struct
import zipfile

import puremagic
from PIL import Image, UnidentifiedImageError

from toolkit.private_files.kinds import FileKind
from toolkit.private_files.packages import NotThat, inspect_package

HEAD = 4096  # as much as magic numbers need
SCAN_OF_JPG, END_OF_JPG = b"\xff\xda", b"\xff\xd9"
END_OF_PNG = b"\x00\x00\x00\x00IEND\xaeB`\x82"
ACTS = re.compile(rb"/(?:JavaScript|Launch)\b")
MARKUP = re.compile(rb"^\s*(?:<\?xml|<!doctype|<html|<head|<body|<script|<svg|<iframe)", re.IGNORECASE)
SEALED = "Tệp có mật khẩu. Bỏ mật khẩu, lưu lại rồi gửi."
BROKEN_IMAGE = "Ảnh bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
BROKEN_PDF = "Tệp PDF bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
TWO_FILES_IN_ONE = "Tệp có một tệp nén giấu ở cuối. Vì an toàn, tệp bị từ chối."
PDF_ACTS = "Tệp PDF có mã lệnh tự chạy. In lại thành PDF (Print to PDF) rồi gửi."


def check_content(kind: FileKind, data: bytes, *, most_pixels: int, most_unpacked: int, most_parts: int) -> None:
    """Raises NotThat with a sentence."""
    _check_magic(kind, data)
    match kind:
        case FileKind.PDF:
            _check_pdf(data)
        case FileKind.JPG | FileKind.PNG:
            _check_image(kind, data, most_pixels)
        case FileKind.DOCX | FileKind.XLSX:
            inspect_package(data, kind, most_unpacked=most_unpacked, most_parts=most_parts)
    if kind not in (FileKind.DOCX, FileKind.XLSX) and zipfile.is_zipfile(io.BytesIO(data)):
        raise NotThat(TWO_FILES_IN_ONE)


def _check_magic(kind: FileKind, data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise NotThat(SEALED)
    found = extensions_by_content(data)
    if kind.value not in found:
        raise NotThat(_what_it_is(kind, found))


def extensions_by_content(data: bytes) -> list[str]:
    """What the first bytes may be, the likeliest first. Markup counts before anything else: a browser would run it."""
    if MARKUP.match(data[:HEAD]):
        return ["html"]
    try:
        return [match.extension.lstrip(".").lower() for match in puremagic.magic_string(data[:HEAD])]
    except (puremagic.PureError, ValueError):
        return []


def _what_it_is(kind: FileKind, found: list[str]) -> str:
    ours = next((other.value for other in FileKind if other.value in found), "")
    what = f"nội dung là tệp .{ours}" if ours else "nội dung không phải loại tệp ấy"
    return f"Tên tệp ghi .{kind.value} nhưng {what}. Gửi tệp gốc, không đổi đuôi tên."


def _check_pdf(data: bytes) -> None:
    """From the first byte: readers forgive a kilobyte of anything before the header, and a polyglot lives there."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"%%EOF" not in data[-1024:]:
        raise NotThat(BROKEN_PDF)
    if ACTS.search(data):
        raise NotThat(PDF_ACTS)


def _check_image(kind: FileKind, data: bytes, most_pixels: int) -> None:
    formats = ["JPEG"] if kind is FileKind.JPG else ["PNG"]
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            _check_pixels(image.size, most_pixels)
            image.verify()
        with Image.open(io.BytesIO(data), formats=formats) as image:
            image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))  # a JPEG is decoded at an eighth
            if kind is FileKind.JPG:
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotThat(_too_many_pixels(most_pixels)) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise NotThat(BROKEN_IMAGE) from None
    # Said here too, because another library may tell Pillow, for the whole process, to take what is cut short.
    is_whole = data.endswith(END_OF_PNG) if kind is FileKind.PNG else data.rfind(END_OF_JPG) > data.rfind(SCAN_OF_JPG)
    if not is_whole:
        raise NotThat(BROKEN_IMAGE)


def _check_pixels(size: tuple[int, int], most_pixels: int) -> None:
    """The header's word, before a pixel is decoded: 40 KB can unfold into gigabytes."""
    if size[0] * size[1] > most_pixels:
        raise NotThat(_too_many_pixels(most_pixels))


def _too_many_pixels(most_pixels: int) -> str:
    return f"Ảnh lớn hơn {most_pixels // 1_000_000} triệu điểm ảnh. Giảm kích thước ảnh rồi gửi."
