"""From what a browser sent to a file worth keeping, or to one sentence saying why not."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files import File

from toolkit.private_files.contents import check_content
from toolkit.private_files.kinds import KIND_OF_EXTENSION, FileKind
from toolkit.private_files.names import clean_name, extension_of
from toolkit.private_files.packages import NotThat

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may be. Sizes in bytes; `most_together` is for all files of one request."""

    kinds: frozenset[FileKind] = frozenset(FileKind)
    most_files: int = 10
    most_bytes: int = 10 * MB
    most_together: int = 25 * MB
    most_pixels: int = 40_000_000
    most_unpacked: int = 60 * MB
    most_parts: int = 2000

    @property
    def kinds_in_words(self) -> str:
        return ", ".join(kind.value.upper() for kind in FileKind if kind in self.kinds)


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that is what its name says. `name` is safe to show and to send; `data` is exactly what came."""

    name: str
    kind: FileKind
    sha256: str
    size: int
    data: bytes = field(repr=False)


class FileRefused(Exception):
    """One sentence on one file."""


class FilesRefused(Exception):
    """Every sentence on every file of an upload, each beginning with the file's name."""

    def __init__(self, sentences: Sequence[str]):
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


def accept_upload(file: "File[Any]", limits: Limits) -> AcceptedFile:
    """Look at every byte of an uploaded file. Raises FileRefused with one sentence."""
    sent = str(file.name or "")
    kind = KIND_OF_EXTENSION.get(extension_of(sent))
    if kind is None or kind not in limits.kinds:
        raise FileRefused(f"Chỉ nhận tệp {limits.kinds_in_words}.")
    data = _bounded(file, limits.most_bytes)
    try:
        check_content(
            kind,
            data,
            most_pixels=limits.most_pixels,
            most_unpacked=limits.most_unpacked,
            most_parts=limits.most_parts,
        )
    except NotThat as problem:
        raise FileRefused(str(problem)) from None
    return AcceptedFile(clean_name(sent, kind.value), kind, hashlib.sha256(data).hexdigest(), len(data), data)


def accept_uploads(files: Sequence["File[Any]"], limits: Limits) -> tuple[AcceptedFile, ...]:
    """All the files of one form, or none. Raises FilesRefused with the sentences of all."""
    _check_together(files, limits)
    accepted, sentences = [], []
    for file in files:
        try:
            accepted.append(accept_upload(file, limits))
        except FileRefused as problem:
            sentences.append(f"{shown_name(file)}: {problem}")
    if sentences:
        raise FilesRefused(sentences)
    return tuple(accepted)


def shown_name(file: "File[Any]") -> str:
    """The name as it came, made harmless: a refused file may have any extension."""
    name = str(file.name or "")
    return clean_name(name, extension_of(name)[:10] or "-").removesuffix(".-")


def _check_together(files: Sequence["File[Any]"], limits: Limits) -> None:
    """Before a byte is read."""
    if len(files) > limits.most_files:
        raise FilesRefused([f"Mỗi lần gửi nhiều nhất {limits.most_files} tệp; lần này có {len(files)}."])
    if sum(file.size for file in files) > limits.most_together:
        raise FilesRefused([f"Các tệp cộng lại lớn hơn {limits.most_together // MB} MB. Gửi làm nhiều lần."])


def _bounded(file: "File[Any]", most: int) -> bytes:
    file.seek(0)
    data: bytes = file.read(most + 1)
    if not data:
        raise FileRefused("Tệp rỗng, không có nội dung.")
    if len(data) > most:
        raise FileRefused(f"Tệp lớn hơn {most // MB} MB. Giảm dung lượng rồi gửi.")
    return data
