"""A file somebody drops on the check page: hashed piece by piece as it comes, kept nowhere, not even for a moment."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

FIELD = "tep"
MB = 1024 * 1024
MOST_BYTES = 24 * MB
ENVELOPE = 64 * 1024  # what a form adds around its file
HEAD = 8

OTHER_KINDS = (
    (b"PK\x03\x04", "tệp Word, Excel hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel"),
    (b"\xff\xd8\xff", "ảnh chụp"),
    (b"\x89PNG", "ảnh chụp"),
    (b"RIFF", "ảnh chụp"),
    (b"II*\x00", "bản quét dạng ảnh"),
    (b"MM\x00*", "bản quét dạng ảnh"),
)


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """All that is known of it. `head` is its first bytes."""

    sha256: str
    size: int
    head: bytes

    @property
    def other_kind(self) -> str:
        """What it is instead of a PDF, in words; "" for a PDF."""
        if self.head.startswith(b"%PDF"):
            return ""
        return next((words for start, words in OTHER_KINDS if self.head.startswith(start)), "tệp không phải PDF")

    def close(self) -> None:
        """Django closes what it put into request.FILES."""


class NotTaken(Exception):
    """One sentence on why there is nothing to compare; `status` is the answer's."""

    def __init__(self, sentence: str, status: int = 200):
        super().__init__(sentence)
        self.status = status


class HashAsItComes(FileUploadHandler):
    """The only handler of the page: no other writes a temporary file or collects the pieces."""

    def __init__(self, request: HttpRequest | None = None):
        super().__init__(request)
        self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.field_name != FIELD or self.taken:
            raise SkipFile
        self.taken, self.hash, self.size, self.head = 1, hashlib.sha256(), 0, b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.hash.update(raw_data)
        self.size += len(raw_data)
        self.head = (self.head + raw_data[:HEAD])[:HEAD]

    def file_complete(self, file_size: int) -> DroppedFile:  # type: ignore[override]  # neither a file nor kept
        return DroppedFile(self.hash.hexdigest(), self.size, self.head)


def dropped_file(request: HttpRequest) -> DroppedFile:
    """The file of the form. Raises NotTaken with a sentence.

    What is announced as too large is not read at all. Call it before anything looks into the request.
    """
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > MOST_BYTES + ENVELOPE:
        raise NotTaken(f"Tệp lớn hơn {MOST_BYTES // MB} MB; văn bản ban hành ở đây không lớn như thế.", 413)
    request.upload_handlers = [HashAsItComes(request)]
    try:
        file: Any = request.FILES.get(FIELD)
    except MultiPartParserError:
        raise NotTaken("Tệp gửi lên chưa trọn vẹn. Chọn lại tệp rồi gửi.", 400) from None
    if file is None:
        raise NotTaken("Chưa chọn tệp. Chọn tệp PDF cần so rồi gửi.")
    if not file.size:
        raise NotTaken("Tệp rỗng, không có gì để so. Chọn lại tệp rồi gửi.")
    found: DroppedFile = file  # put there by the handler above
    return found
