"""Can this process serve people? Four answers, each cheap enough to be asked every few seconds."""

import logging
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from toolkit.pdf import FONTS

logger = logging.getLogger(__name__)


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """No migration of this code waits: one query, because the code on disk is read once a process."""
    return known_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def fonts() -> bool:
    """A paper without its font would come out in another one, with other line breaks."""
    found = list(FONTS.glob("*.ttf"))
    return bool(found) and all(os.access(font, os.R_OK) for font in found)


def storage() -> bool:
    """A folder that can be written to; of a bucket, that it answers."""
    if isinstance(default_storage, FileSystemStorage):
        return os.access(existing(Path(default_storage.location)), os.W_OK)
    default_storage.exists("readyz")
    return True


def existing(folder: Path) -> Path:
    """The folder itself, or what it will be made in."""
    return next(path for path in (folder, *folder.parents) if path.exists())


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database,
    "migrations": migrations,
    "fonts": fonts,
    "storage": storage,
}


def answers() -> dict[str, bool]:
    return {name: answer(name) for name in CHECKS}


def answer(name: str) -> bool:
    """Whatever goes wrong in a check is its answer; what it was stands in the log."""
    try:
        return CHECKS[name]()
    except Exception:
        logger.exception("readyz: a check failed")
        return False
