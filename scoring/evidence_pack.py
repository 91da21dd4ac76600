"""Bộ minh chứng: a unit's evidence of a round as one ZIP, a folder a criterion, with an index that proves each file."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from django.utils import timezone

from scoring.models import Criterion, Evidence, ScoreSheet
from toolkit.private_files import open_kept
from toolkit.spreadsheets import write_csv
from toolkit.text import unaccent

IN_MEMORY = 8 * 1024 * 1024  # what is larger goes to a temporary file
CHUNK = 256 * 1024
INDEX = "danh-muc.csv"
HEADS = (
    "Tiêu chí",
    "Nội dung tiêu chí",
    "Minh chứng",
    "Nơi trong tệp nén",
    "Dung lượng",
    "SHA-256",
    "Liên kết",
    "Gửi lúc",
)
MISSING = "Kho tệp không còn tệp này"


def packed(sheet: ScoreSheet, evidence: Sequence[Evidence]) -> IO[bytes]:
    """The ZIP, at its beginning; whoever sends it closes it. A file at a time passes through, a piece at a time."""
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (handed over open)
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as archive:  # what comes is compressed already
        rows = [_index_row(one, place, _copied(archive, one, place)) for one, place in places(evidence)]
        archive.writestr(INDEX, write_csv(HEADS, rows))
    spool.seek(0)
    return spool


def places(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, str]]:
    """Where each lies: "1.2-chat-luong-tham-muu/Bao-cao.pdf", no two alike on any disk; "" for a link."""
    folders: dict[int, str] = {}
    taken: set[str] = set()
    for one in evidence:
        if one.is_link:
            yield one, ""
            continue
        criterion = one.mark.criterion
        if criterion.pk not in folders:
            folders[criterion.pk] = _free(folder_of(criterion), set(folders.values()))
        place = _free(f"{folders[criterion.pk]}/{one.name}", taken)
        taken.add(place.casefold())
        yield one, place


def folder_of(criterion: Criterion) -> str:
    return f"{_plain(criterion.code)}-{_plain(criterion.title)[:40].strip('-.')}".strip("-.") or "tieu-chi"


def _plain(text: str) -> str:
    """Letters, digits, points and hyphens, which every disk takes."""
    return "-".join("".join(c if c.isalnum() or c == "." else " " for c in unaccent(text)).split())


def _free(name: str, taken: set[str]) -> str:
    stem, dot, extension = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
    tries = (name if n == 1 else f"{stem} ({n}){dot}{extension}" for n in range(1, len(taken) + 2))
    known = {one.casefold() for one in taken}
    return next(candidate for candidate in tries if candidate.casefold() not in known)


def _copied(archive: zipfile.ZipFile, one: Evidence, place: str) -> bool:
    """Whether the storage still had it."""
    if not place:
        return True
    info = zipfile.ZipInfo(place, timezone.localtime(one.added_at).timetuple()[:6])
    try:
        with open_kept(one.path or "") as source, archive.open(info, "w") as target:
            shutil.copyfileobj(source, target, CHUNK)
    except FileNotFoundError:
        return False
    return True


def _index_row(one: Evidence, place: str, is_there: bool) -> list[str]:
    at = f"{timezone.localtime(one.added_at):%d/%m/%Y %H:%M}"
    criterion, size = one.mark.criterion, str(one.size) if place else ""
    return [criterion.code, criterion.title, one.name, place if is_there else MISSING, size, one.sha256, one.url, at]


def pack_name(sheet: ScoreSheet) -> str:
    return f"minh-chung-{_plain(sheet.unit.code)}-{_plain(sheet.round.name)}.zip"
