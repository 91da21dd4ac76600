"""Hồ sơ: everything of a settled round in one ZIP, with an index and every hash. Files are the stored bytes.

Written by awards.dossier_zip. Nothing in it says when it was taken: a round gives the same bytes until a paper of
it is issued, signed or withdrawn, or a decision recorded.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.utils import timezone

from awards.council_papers import PaperLine, paper_lines, signature_words, told
from awards.models import GrantedAward, Paper, SignedPaper
from awards.states import PaperState
from scoring.models import Result
from toolkit.spreadsheets import write_csv
from toolkit.text import unaccent

PAPERS, WITHDRAWN, RESULT, DECISION = "van-ban", "van-ban/thu-hoi", "ket-qua", "quyet-dinh"
FOLDERS = (PAPERS, WITHDRAWN, DECISION, RESULT)  # in the order of the index
INDEX_COLUMNS = (
    "Thứ tự",
    "Tệp",
    "Nội dung",
    "Số, ký hiệu",
    "Ngày",
    "Tình trạng",
    "Chữ ký",
    "Dung lượng (byte)",
    "SHA-256",
)
DECISION_COLUMNS = ("Quyết định số", "Ngày", "Cơ quan quyết định", "Đơn vị", "Cá nhân", "Chức vụ", "Hình thức")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the dossier as the index tells it. `sha256` is empty until its bytes are there."""

    path: str
    at: datetime
    words: str
    symbol: str = ""
    date: str = ""
    state: str = ""
    signature: str = ""
    sha256: str = ""
    size: int = 0

    def row(self, number: int) -> tuple[str | int, ...]:
        shown = (self.path, self.words, self.symbol, self.date, self.state, self.signature, self.size, self.sha256)
        return (number, *shown)


@dataclass(frozen=True, slots=True)
class Made:
    """A file made for the dossier: what it is called, what it is, and how its bytes are made when its turn comes."""

    path: str
    words: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Dossier:
    """`papers` and `copies` are (key, entry) in the order they are read from the database."""

    result: Result
    folder: str
    papers: tuple[tuple[int, Entry], ...]
    copies: tuple[tuple[int, Entry], ...]
    made: tuple[Made, ...]

    @property
    def file_name(self) -> str:
        return f"{self.folder}.zip"

    @property
    def count(self) -> int:
        """Without the index and the list of hashes."""
        return len(self.papers) + len(self.copies) + len(self.made)


def dossier_of(result: Result, papers: Any, made: Sequence[Made]) -> Dossier:
    """`papers` is a set of the round's papers the person may see; `made` what is written of the result.

    Three queries; no file is read before it is sent.
    """
    lines = paper_lines(told(papers).order_by("issued_at", "pk"))
    paths = {line.paper.pk: path_of(number, line.paper) for number, line in enumerate(lines, 1)}
    copies = SignedPaper.objects.filter(paper__in=list(paths)).defer("pdf").order_by("uploaded_at", "pk")
    return Dossier(
        result=result,
        folder=folder_of(result),
        papers=tuple((line.paper.pk, _entry(line, paths[line.paper.pk])) for line in lines),
        copies=tuple(_copies(copies, paths, {line.paper.pk: line for line in lines})),
        made=tuple(made),
    )


def folder_of(result: Result) -> str:
    campaign = result.round.campaign
    return file_safe(f"ho-so-khoi-{campaign.bloc.number}-nam-{campaign.year}-{result.round.name}")


def file_safe(words: str) -> str:
    """Letters without marks, digits and single dashes: no program anywhere reads anything else into it."""
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in unaccent(words))
    return "-".join(part for part in letters.split("-") if part)[:80].strip("-")


def path_of(number: int, paper: Paper) -> str:
    """ "van-ban/02-bien-ban-hop.pdf"; the number keeps papers in the order they were issued in."""
    folder = PAPERS if paper.state == PaperState.ISSUED else WITHDRAWN
    return f"{folder}/{number:02d}-{file_safe(paper.file_name.removesuffix('.pdf'))}.pdf"


def _entry(line: PaperLine, path: str) -> Entry:
    paper = line.paper
    return Entry(
        path=path,
        at=paper.issued_at,
        words=_words(paper.get_kind_display(), paper.title),
        symbol=paper.symbol,
        date=f"{paper.issued_on:%d/%m/%Y}",
        state=_state(line),
        signature=line.signature.words if line.signature else "Chưa có bản ký",
        sha256=paper.sha256,
        size=paper.size,
    )


def _words(kind: str, title: str) -> str:
    return title if title.startswith(kind) else f"{kind}: {title}"


def _state(line: PaperLine) -> str:
    if line.is_in_force:
        return "Còn hiệu lực"
    on = f" ngày {line.withdrawn_on:%d/%m/%Y}" if line.withdrawn_on else ""
    reason = f", lý do: {line.reason}" if line.reason else ""
    after = f"; thay bằng {line.replaced_by}" if line.replaced_by else ""
    return f"Đã thu hồi{on}{reason}{after}"


def _copies(copies: Iterable[SignedPaper], paths: dict[int, str], lines: dict[int, PaperLine]):
    """Beside the paper each was made of; a second one is numbered."""
    before: dict[int, int] = {}
    for copy in copies:
        before[copy.paper_id] = before.get(copy.paper_id, 0) + 1
        which = "" if before[copy.paper_id] == 1 else f"-{before[copy.paper_id]}"
        path, line = PurePosixPath(paths[copy.paper_id]), lines[copy.paper_id]
        signed = Entry(
            path=str(path.with_name(f"{path.stem}-da-ky{which}.pdf")),
            at=copy.uploaded_at,
            words=f"{line.paper.get_kind_display()}, bản đã ký",
            symbol=line.paper.symbol,
            date=f"{timezone.localtime(copy.uploaded_at):%d/%m/%Y}",
            state=_state(line),
            signature=signature_words(copy),
            sha256=copy.sha256,
            size=copy.size,
        )
        yield copy.pk, signed


def decision_table(result: Result) -> bytes | None:
    """What the Council decided, a line an award; None before it did. One query."""
    awards = GrantedAward.objects.filter(decision__round=result.round_id)
    rows = [
        (a.decision_number, f"{a.decided_on:%d/%m/%Y}", a.body, a.unit_name, a.person_name, a.office, a.form)
        for a in awards.order_by("decided_on", "decision_number", "unit_name", "person_name", "pk")
    ]
    return write_csv(DECISION_COLUMNS, rows) if rows else None
