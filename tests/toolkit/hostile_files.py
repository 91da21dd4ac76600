"""Files for the tests of uploads: one good one of each kind, and the tricks that must not come through."""

import io
import struct
import zipfile
import zlib

from PIL import Image

TYPES = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{TYPES}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{TYPES}spreadsheetml.sheet.main+xml"),
}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def image(kind: str, size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#6E1418").save(out, kind)
    return out.getvalue()


def content_types(kind: str, type_name: str = "") -> bytes:
    part, usual = MAIN[kind]
    override = f'<Override PartName="/{part}" ContentType="{type_name or usual}"/>'
    return f'<?xml version="1.0"?><Types>{override}</Types>'.encode()


def package(
    kind: str = "docx", more: dict[str, bytes] | None = None, *, types: bytes | None = None, **options
) -> bytes:
    """An OOXML package with the parts every one has, and `more`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        archive.writestr("[Content_Types].xml", types if types is not None else content_types(kind))
        archive.writestr(MAIN[kind][0], b'<?xml version="1.0"?><main/>')
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def relationship(kind: str, target: str, mode: str = "External") -> bytes:
    return (
        f'<Relationships><Relationship Id="rId1" Type="{RELATIONSHIP}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    ).encode()


def plain_zip(names=("a.txt",)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that few bytes could hold."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
