"""Where accepted files lie: in the default storage (a folder or an S3 bucket), under names that say nothing."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from toolkit.private_files.accepting import AcceptedFile
from toolkit.private_files.kinds import FileKind


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a model keeps of a stored file: its five fields, and nothing else, are needed to send it back."""

    path: str
    name: str
    kind: FileKind
    sha256: str
    size: int


def store(file: AcceptedFile, folder: str) -> KeptFile:
    """Write the bytes under a random name without an extension; 192 random bits are not guessed."""
    token = secrets.token_hex(24)
    path = default_storage.save(f"{folder}/{token[:2]}/{token}", ContentFile(file.data))
    return KeptFile(path, file.name, file.kind, file.sha256, file.size)


def open_kept(path: str) -> "File[Any]":
    """Raises FileNotFoundError when the storage has lost it."""
    return default_storage.open(path)


def forget(path: str) -> None:
    default_storage.delete(path)
