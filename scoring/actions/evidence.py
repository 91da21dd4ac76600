"""Minh chứng: files and links a unit adds to a line while it may write the line, and takes away again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from scoring.actions.marks import LOCKED_TOGETHER, reasons_not_to_enter, standing_of
from scoring.models import Evidence, Mark
from toolkit.history import acting
from toolkit.private_files import AcceptedFile, forget, store
from toolkit.reasons import require
from toolkit.versions import locked

MOST_OF_A_LINE = 20
FOLDER = "minh-chung"


@transaction.atomic
def add_files(mark: Mark, files: Sequence[AcceptedFile], *, by, at: datetime) -> list[Evidence]:
    """Keep the files with the line; the same file is not kept twice with one line. Raises NotPossible.

    A transaction that fails leaves no file behind.
    """
    stored = open_mark(mark, at)
    known = set(stored.evidence.values_list("sha256", flat=True))
    new = list({file.sha256: file for file in files if file.sha256 not in known}.values())
    require(reasons_of_too_many(stored, len(new)))
    paths: list[str] = []
    try:
        with acting("Thêm minh chứng", by=by):
            return [_keep(stored, file, paths, by=by, at=at) for file in new]
    except Exception:
        for path in paths:
            forget(path)
        raise


def _keep(mark: Mark, file: AcceptedFile, paths: list[str], *, by, at: datetime) -> Evidence:
    kept = store(file, FOLDER)
    paths.append(kept.path)
    return Evidence.objects.create(
        mark=mark, path=kept.path, name=kept.name, kind=kept.kind.value, sha256=kept.sha256, size=kept.size,
        added_by=by, added_at=at,
    )  # fmt: skip


@transaction.atomic
def add_link(mark: Mark, url: str, name: str, *, by, at: datetime) -> Evidence:
    """Raises NotPossible."""
    stored = open_mark(mark, at)
    known = stored.evidence.filter(url=url).exists()
    require([*reasons_of_too_many(stored, 1), *(["Liên kết này đã có ở tiêu chí."] if known else [])])
    with acting("Thêm minh chứng", by=by):
        return Evidence.objects.create(mark=stored, url=url, name=name or url[:150], added_by=by, added_at=at)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by, at: datetime) -> None:
    """The bytes go once the transaction is through; the history tells what it was."""
    open_mark(evidence.mark, at)
    evidence = locked(evidence)  # of two who take it away the second is told
    path = evidence.path
    with acting("Bỏ minh chứng", by=by):
        evidence.delete()
    if path:
        transaction.on_commit(lambda: forget(path))


def open_mark(mark: Mark, at: datetime) -> Mark:
    """The line, locked, as long as the unit may write it."""
    stored = Mark.objects.select_for_update(of=("self",)).select_related(*LOCKED_TOGETHER).get(pk=mark.pk)
    require(reasons_not_to_enter(standing_of(stored), at))
    return stored


def reasons_of_too_many(mark: Mark, more: int) -> list[str]:
    count = mark.evidence.count() + more
    return (
        [f"Mỗi tiêu chí giữ nhiều nhất {MOST_OF_A_LINE} minh chứng; sẽ thành {count}. Bỏ bớt hoặc gửi ít tệp hơn."]
        if count > MOST_OF_A_LINE
        else []
    )
