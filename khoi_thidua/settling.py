"""From a workbook's path to a folder of results: what settle_workbook does, step by step and all or nothing."""

import gc
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from awards.actions import settle_content_as_round, settled_before
from awards.documents import render
from awards.models import PaperFile
from awards.papers import (
    TRIES,
    NumbersMoved,
    facts_to_be,
    issue_ready,
    missing_kinds,
    ready_papers,
    render_in_turn,
    round_facts,
)
from awards.states import PaperKind, PaperState
from awards.workbook import Workbook, read_workbook, workbook_of, write_workbook
from scoring.models import Round
from toolkit.parallel import map_in_processes
from toolkit.pdf import warm_up
from units.models import Bloc


@dataclass
class Stopwatch:
    """Seconds a step took, by its name, in the order they were taken."""

    laps: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=perf_counter)

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = now - self.started
        self.started = now


@dataclass(frozen=True)
class Outcome:
    round: Round
    is_new: bool
    notes: tuple[str, ...]


class OutUnusable(Exception):
    """The folder for the results cannot be written; the message says why."""


class NotWritten(Exception):
    """The round is settled, but its files could not be put into the folder; the message says why."""


def settle_file(path: Path, out: Path, watch: Stopwatch) -> Outcome:
    """Settle a workbook and write its results into `out`.

    Raises SpreadsheetFaults (the workbook), SettledOtherwise (the round), OutUnusable (the folder); then neither the
    database nor the disk has changed. NotWritten is left for a disk that fails after the database has stored all.
    """
    require_usable(out)
    workbook = read_workbook(path)
    watch.lap("Đọc sổ")
    at = timezone.now()
    for _ in range(TRIES):
        try:
            return _settle_and_write(workbook, out, at, watch)
        except NumbersMoved:
            continue
    raise OutUnusable("Nhiều người đang ban hành văn bản cùng lúc. Chạy lại sau ít phút.")


def _settle_and_write(workbook: Workbook, out: Path, at: datetime, watch: Stopwatch) -> Outcome:
    """Papers are rendered first, without a lock; then one short transaction stores everything, numbers included."""
    on = timezone.localdate(at)
    settled = settled_before(workbook.name, workbook.content)
    bloc = bloc_of(workbook)
    if settled:
        facts, kinds = round_facts(settled, on=on), missing_kinds(settled)
    else:
        facts = facts_to_be(workbook.name, workbook.bloc_name, workbook.content, bloc, on=on)
        kinds = list(PaperKind)
    watch.lap("Tính")
    ready = ready_papers(facts, kinds, bloc, on=on, render_all=render_side_by_side)
    watch.lap("Văn bản")
    with staging_folder(out) as staged:
        with transaction.atomic():
            loaded = settle_content_as_round(workbook.name, workbook.bloc_name, workbook.content, by=None, at=at)
            if loaded.is_new or settled:  # otherwise somebody settled it just now and issued the papers as well
                issue_ready(loaded.round, ready, by=None, at=at)
            stage(result_files(loaded.round), staged, out)
        watch.lap("Nạp và chốt")
        publish(staged, out)
    watch.lap("Ghi tệp")
    return Outcome(loaded.round, loaded.is_new, workbook.notes)


def render_side_by_side(documents: Sequence[Any]) -> list[bytes]:
    """Every document on its own core. WeasyPrint is loaded before the processes part, so that it is loaded once."""
    if connection.in_atomic_block:  # a connection in use cannot be shared with other processes
        return render_in_turn(documents)
    connection.close()
    gc.set_threshold(50_000, 20, 20)  # a short life: looking for garbage less often saves a tenth of the time
    warm_up()
    return map_in_processes(render, documents)


def bloc_of(workbook: Workbook) -> Bloc | None:
    return Bloc.objects.filter(
        commune__name=workbook.commune, commune__city=workbook.city, number=workbook.number
    ).first()


def result_files(round: Round) -> dict[str, bytes]:
    """Every file of a settled round by name, as it was settled and issued."""
    files = PaperFile.objects.filter(paper__round=round, paper__state=PaperState.ISSUED).select_related("paper")
    papers = {f"{PaperKind(file.paper.kind).slug}.pdf": bytes(file.pdf) for file in files}
    return {
        "ket-qua.json": round.result.document.encode(),
        "so-cham-diem.xlsx": write_workbook(workbook_of(round.result)),
        **papers,
    }


def require_usable(out: Path) -> None:
    try:
        if out.is_symlink() and not out.exists():
            raise OutUnusable(f"{out} trỏ tới một thư mục không còn. Chọn thư mục khác cho --out.")
        if out.exists() and not out.is_dir():
            raise OutUnusable(f"{out} là một tệp, không phải thư mục. Chọn thư mục khác cho --out.")
        if not existing_parent(out).is_dir():
            raise OutUnusable(f"Không tạo được thư mục {out}.")
    except OSError as problem:
        raise OutUnusable(f"Không dùng được thư mục {out}: {problem.strerror}.") from None


def existing_parent(out: Path) -> Path:
    return next(parent for parent in (out, *out.absolute().parents) if parent.exists())


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """A new folder beside where the files will go, gone again whatever happens. Raises OutUnusable."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".khoi-thidua-", dir=existing_parent(out)))
    except OSError as problem:
        raise OutUnusable(f"Không ghi được vào {existing_parent(out)}: {problem.strerror}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(files: Mapping[str, bytes], staged: Path, out: Path) -> None:
    """Write the files where they can be moved from in one step each. Raises OutUnusable."""
    try:
        for name, data in files.items():
            if (out / name).is_dir():
                raise OutUnusable(f"{out / name} là một thư mục. Chọn thư mục khác cho --out.")
            (staged / name).write_bytes(data)
    except OSError as problem:
        raise OutUnusable(f"Không ghi được tệp vào {out}: {problem.strerror}.") from None


def publish(staged: Path, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file in sorted(staged.iterdir()):
            file.replace(out / file.name)
    except OSError as problem:
        raise NotWritten(
            f"Kỳ chấm đã chốt, nhưng không ghi được tệp vào {out}: {problem.strerror}. Chạy lại lệnh này để ghi tệp."
        ) from None
