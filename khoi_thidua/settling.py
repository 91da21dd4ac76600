"""From a workbook's path to a folder of results: what settle_workbook does, step by step and all or nothing."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from awards.actions import settle_content_as_round
from awards.content import kept_content
from awards.models import PaperFile
from awards.papers import issue_round_papers
from awards.states import PaperKind, PaperState
from awards.workbook import Workbook, read_workbook, write_workbook
from scoring.models import Round


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


def settle_file(path: Path, out: Path, watch: Stopwatch) -> Outcome:
    """Settle a workbook and write its results into `out`.

    Raises SpreadsheetFaults (the workbook), SettledOtherwise (the round), OutUnusable (the folder); then neither the
    database nor the disk has changed.
    """
    require_usable(out)
    workbook = read_workbook(path)
    watch.lap("Đọc sổ")
    at = timezone.now()
    with transaction.atomic():
        loaded = settle_content_as_round(workbook.name, workbook.bloc_name, workbook.content, by=None, at=at)
        watch.lap("Nạp và chốt")
        issue_round_papers(loaded.round, by=None, at=at)
        watch.lap("Văn bản")
        staged = stage(result_files(loaded.round), out)
    try:
        publish(staged, out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    watch.lap("Ghi tệp")
    return Outcome(loaded.round, loaded.is_new, workbook.notes)


def result_files(round: Round) -> dict[str, bytes]:
    """Every file of a settled round by name, as it was settled and issued."""
    files = PaperFile.objects.filter(paper__round=round, paper__state=PaperState.ISSUED).select_related("paper")
    papers = {f"{PaperKind(file.paper.kind).slug}.pdf": bytes(file.pdf) for file in files}
    return {
        "ket-qua.json": round.result.document.encode(),
        "so-cham-diem.xlsx": write_workbook(workbook_of(round)),
        **papers,
    }


def workbook_of(round: Round) -> Workbook:
    bloc = round.campaign.bloc
    return Workbook(
        commune=bloc.commune.name,
        city=bloc.commune.city,
        number=bloc.number,
        bloc_name=bloc.name,
        year=round.campaign.year,
        round_name=round.name,
        content=kept_content(round),
    )


def require_usable(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutUnusable(f"{out} là một tệp, không phải thư mục. Chọn thư mục khác cho --out.")
    if not existing_parent(out).is_dir():
        raise OutUnusable(f"Không tạo được thư mục {out}.")


def existing_parent(out: Path) -> Path:
    return next(parent for parent in (out, *out.absolute().parents) if parent.exists())


def stage(files: Mapping[str, bytes], out: Path) -> Path:
    """The files in a new folder beside where they will go. Raises OutUnusable and leaves nothing behind."""
    try:
        staged = Path(tempfile.mkdtemp(prefix=".khoi-thidua-", dir=existing_parent(out)))
    except OSError as problem:
        raise OutUnusable(f"Không ghi được vào {existing_parent(out)}: {problem.strerror}.") from None
    try:
        for name, data in files.items():
            (staged / name).write_bytes(data)
    except OSError as problem:
        shutil.rmtree(staged, ignore_errors=True)
        raise OutUnusable(f"Không ghi được tệp vào {out}: {problem.strerror}.") from None
    return staged


def publish(staged: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(staged.iterdir()):
        file.replace(out / file.name)
