"""The five kinds of file that are taken, and how each is sent back."""

from enum import Enum

OOXML = "application/vnd.openxmlformats-officedocument."


class FileKind(Enum):
    """Value: what is stored. A ZIP is not among them: nobody sees what is in it before unpacking it."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPG = "jpg"
    PNG = "png"

    @property
    def content_type(self) -> str:
        return {
            FileKind.PDF: "application/pdf",
            FileKind.DOCX: f"{OOXML}wordprocessingml.document",
            FileKind.XLSX: f"{OOXML}spreadsheetml.sheet",
            FileKind.JPG: "image/jpeg",
            FileKind.PNG: "image/png",
        }[self]

    @property
    def is_shown(self) -> bool:
        """Whether a browser shows it by itself; the others are only saved."""
        return self in (FileKind.PDF, FileKind.JPG, FileKind.PNG)


KIND_OF_EXTENSION = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPG}
