"""The certificates signers' chains must lead to: a folder of PEM files."""

from pathlib import Path
from typing import Any

ENDINGS = (".pem", ".crt")


class BadAnchor(Exception):
    """One sentence on the folder, or on one of its files."""


def anchors_in(folder: Path) -> list[Any]:
    """Every certificate of every file. Raises BadAnchor: a file left out quietly would refuse what it vouches for."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS) if folder.is_dir() else []
    if not files:
        raise BadAnchor(f"{folder}: không có tệp chứng thư .pem hay .crt nào.")
    return [certificate for path in files for certificate in _certificates(path)]


def _certificates(path: Path) -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder

    try:
        found = list(load_certs_from_pemder([str(path)]))  # type: ignore[no-untyped-call]  # published without types
        for certificate in found:
            certificate.subject.native, certificate.public_key.native  # noqa: B018  (read to the end, now)
    except (OSError, ValueError, TypeError):
        found = []
    if not found:
        raise BadAnchor(f"{path}: không đọc được chứng thư. Tệp phải là chứng thư X.509 dạng PEM.")
    return found
