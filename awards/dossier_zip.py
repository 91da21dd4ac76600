"""The bytes of a dossier: a ZIP written as it is sent, so that no more than one of its files is in memory."""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from awards.dossier import FOLDERS, INDEX_COLUMNS, Dossier, Entry
from awards.models import PaperFile, SignedPaper
from toolkit.spreadsheets import write_csv


class _Outlet:
    """What the ZIP is written to: it cannot be gone back in, and is emptied after every file."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        out = b"".join(self.pieces)
        self.pieces.clear()
        return out


def stream(dossier: Dossier) -> Iterator[bytes]:
    """The ZIP, piece by piece. Two queries, whose rows come one by one."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # writes are all
        for entry, content in _contents(dossier):
            archive.writestr(_info(dossier.folder, entry), content)
            yield outlet.taken()
    yield outlet.taken()


def _contents(dossier: Dossier) -> Iterator[tuple[Entry, bytes]]:
    """Every file with its bytes; the index of all of them and the list of hashes come last."""
    entries: list[Entry] = []
    for entry, content in (pair for part in (_stored(dossier), _made(dossier)) for pair in part):
        entries.append(entry)
        yield entry, content
    ordered = sorted(entries, key=place_in_index)
    at = max(entry.at for entry in entries)
    for path, words, content in _indexes(dossier, ordered):
        ordered.append(_hashed(path, words, at, content))
        yield ordered[-1], content
    lines = "".join(f"{entry.sha256}  {entry.path}\n" for entry in ordered).encode()
    yield _hashed("SHA256SUMS.txt", "Mã SHA-256 của mọi tệp", at, lines), lines


def place_in_index(entry: Entry) -> tuple[int, str]:
    """Folder by folder, each paper before its signed copies."""
    folder, _, name = entry.path.rpartition("/")
    return FOLDERS.index(folder), name.removesuffix(".pdf")


def _stored(dossier: Dossier) -> Iterator[tuple[Entry, bytes]]:
    """Papers and signed copies as they were stored. The index has the hash of the day each was issued, so that
    `sha256sum -c` also finds what was changed in the database since."""
    papers, copies = dict(dossier.papers), dict(dossier.copies)
    files = PaperFile.objects.filter(paper__in=list(papers)).order_by("paper__issued_at", "paper_id")
    for pk, pdf in files.values_list("paper", "pdf").iterator(chunk_size=1):
        yield papers[pk], bytes(pdf)
    signed = SignedPaper.objects.filter(pk__in=list(copies)).order_by("uploaded_at", "pk")
    for pk, pdf in signed.values_list("pk", "pdf").iterator(chunk_size=1):
        yield copies[pk], bytes(pdf)


def _made(dossier: Dossier) -> Iterator[tuple[Entry, bytes]]:
    for made in dossier.made:
        content = made.content()
        yield _hashed(made.path, made.words, dossier.result.settled_at, content), content


def _hashed(path: str, words: str, at: datetime, content: bytes) -> Entry:
    return Entry(path, at, words, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _indexes(dossier: Dossier, entries: Sequence[Entry]) -> Iterator[tuple[str, str, bytes]]:
    rows = [entry.row(number) for number, entry in enumerate(entries, 1)]
    context = {"result": dossier.result, "round": dossier.result.round, "columns": INDEX_COLUMNS, "entries": entries}
    yield "MUC-LUC.html", "Mục lục để đọc", render_to_string("awards/council/contents.html", context).encode()
    yield "MUC-LUC.csv", "Mục lục dạng bảng", write_csv(INDEX_COLUMNS, rows)


def _info(folder: str, entry: Entry) -> zipfile.ZipInfo:
    """The same for the same file wherever and whenever it is written."""
    info = zipfile.ZipInfo(f"{folder}/{entry.path}", timezone.localtime(entry.at).timetuple()[:6])
    info.create_system = 3  # Unix: the line below is read as a mode
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
