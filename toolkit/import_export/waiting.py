"""A rehearsed file waiting for its confirmation. Where it lies is known to the session alone, never to the browser."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "cho-nhap"
KEY = "import_waiting"
LIFETIME = timedelta(hours=1)


def keep(session: SessionBase, what: str, name: str, data: bytes, at: datetime) -> str:
    """Keep the file for this session and kind of data, in place of an earlier one. Returns the token to post back."""
    _discard(session.get(KEY))
    forget_old(at)
    path = default_storage.save(f"{FOLDER}/{secrets.token_hex(24)}", ContentFile(data))
    token = secrets.token_urlsafe(24)
    session[KEY] = {
        "what": what,
        "name": name,
        "token": token,
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "until": (at + LIFETIME).isoformat(),
    }
    return token


def take(session: SessionBase, what: str, token: str, at: datetime) -> tuple[str, bytes] | None:
    """Name and bytes of the file that waits under the token, once; None when there is none any more."""
    kept = session.get(KEY)
    if not kept or kept["what"] != what or not secrets.compare_digest(kept["token"].encode(), token.encode()):
        return None
    del session[KEY]
    data = _bytes(kept["path"])
    _discard(kept)
    if data is None or hashlib.sha256(data).hexdigest() != kept["sha256"] or at > datetime.fromisoformat(kept["until"]):
        return None
    return kept["name"], data


def forget_old(at: datetime) -> None:
    """Delete files whose session never came back for them."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # a folder before its first file; a bucket answers with no names
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < at - LIFETIME:
            default_storage.delete(path)


def _bytes(path: str) -> bytes | None:
    try:
        with default_storage.open(path) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _discard(kept: dict[str, str] | None) -> None:
    if kept:
        default_storage.delete(kept["path"])
