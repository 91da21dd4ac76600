"""What anyone who holds a paper may know of it: its code leads to a few facts, its file to one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone

from awards.dropped_file import DroppedFile
from awards.models import Paper, SignedPaper
from awards.states import CODE_LENGTH, PaperState

LONGEST = 2 * CODE_LENGTH  # as much of what was typed as is looked at
MISREAD = str.maketrans("OIL", "011")  # Crockford's: the code has none of these
SHOWN = (
    "kind",
    "number",
    "series",
    "issued_on",
    "state",
    "sha256",
    "code",
    "bloc__number",
    "bloc__name",
    "bloc__commune__name",
    "bloc__commune__city",
    "withdrawal__withdrawn_at",
    "replaced_by__code",
    "replaced_by__kind",
    "replaced_by__number",
    "replaced_by__series",
    "replaced_by__bloc__number",
)


def normal_code(typed: str) -> str:
    """The code as it is stored: capitals, O as 0, I and L as 1, without blanks and dashes."""
    letters = typed[:200].upper().translate(MISREAD)
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())[:LONGEST]


def shown_code(code: str) -> str:
    """In groups of five, easier to read aloud."""
    return "-".join(code[i : i + 5] for i in range(0, len(code), 5))


@dataclass(frozen=True, slots=True)
class Named:
    """A paper by the name anyone may know: no title, which may hold names of people."""

    code: str
    kind: str
    symbol: str

    def __str__(self):
        return f"{self.kind} số {self.symbol}" if self.symbol else self.kind

    @property
    def shown_code(self) -> str:
        return shown_code(self.code)


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """All that the check page says. `signed` is a sentence."""

    name: Named
    issued_on: date
    bloc: str
    commune: str
    withdrawn_at: datetime | None
    is_in_force: bool
    replaced_by: Named | None
    sha256: str
    signed: str


def checked_paper(code: str) -> CheckedPaper | None:
    """Two queries, whether there is such a code or not: the time it takes says nothing."""
    row = Paper.objects.filter(code=code).only(*SHOWN).select_related(*RELATED).first()
    signed = list(SignedPaper.objects.filter(paper__code=code).values_list("is_trusted", "is_demo"))
    if row is None:
        return None
    withdrawal, after = getattr(row, "withdrawal", None), getattr(row, "replaced_by", None)
    return CheckedPaper(
        name=_named(row),
        issued_on=row.issued_on,
        bloc=row.bloc.name,
        commune=f"{row.bloc.commune}, {row.bloc.commune.city_title}",
        withdrawn_at=timezone.localtime(withdrawal.withdrawn_at) if withdrawal else None,
        is_in_force=row.state == PaperState.ISSUED,
        replaced_by=_named(after) if after else None,
        sha256=row.sha256,
        signed=signed_words(signed),
    )


RELATED = ("bloc__commune", "withdrawal", "replaced_by__bloc")


def _named(paper: Paper) -> Named:
    return Named(paper.code, paper.get_kind_display(), paper.symbol)


def signed_words(signed: Sequence[tuple[bool, bool]]) -> str:
    """`signed` are (is trusted, is for trying only) of each signed copy."""
    if not signed:
        return "Chưa có"
    if any(is_trusted and not is_demo for is_trusted, is_demo in signed):
        return "Có"
    if all(is_demo for _, is_demo in signed):
        return "Chỉ có bản ký dùng thử, không có giá trị pháp lý"
    return "Có, chứng thư ký chưa được máy chủ này tin cậy"


# A file ---------------------------------------------------------------------------------------------------------------


class Verdict(Enum):
    ISSUED = "Tệp này đúng là tệp đã ban hành, không khác một byte nào."
    SIGNED = "Tệp này đúng là bản đã ký được lưu của văn bản, không khác một byte nào."
    SIGNED_DEMO = "Tệp này đúng là bản ký dùng thử được lưu của văn bản; chữ ký dùng thử không có giá trị pháp lý."
    OTHER = "Tệp này là một văn bản khác, không phải văn bản đang tra."
    UNKNOWN = (
        "Tệp này không trùng với tệp đã ban hành hay bản đã ký nào được lưu. Tệp đã bị sửa, được lưu lại bằng phần mềm "
        "khác, hoặc không do hệ thống này ban hành."
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file is. `code` is the paper's it belongs to, "" when it is none of ours."""

    verdict: Verdict
    code: str = ""
    hint: str = ""

    @property
    def is_good(self) -> bool:
        return self.verdict in (Verdict.ISSUED, Verdict.SIGNED)

    @property
    def shown_code(self) -> str:
        return shown_code(self.code)


def compare(file: DroppedFile, code: str = "") -> Finding:
    """Whether it is the paper with this code, as issued or as signed; without a code any paper. Two queries."""
    issued = list(Paper.objects.filter(sha256=file.sha256).order_by("pk").values_list("code", flat=True))
    signed = SignedPaper.objects.filter(sha256=file.sha256).order_by("pk").values_list("paper__code", "is_demo")
    found = [(each, Verdict.ISSUED) for each in issued]
    found += [(each, Verdict.SIGNED_DEMO if is_demo else Verdict.SIGNED) for each, is_demo in signed]
    if not found:
        return Finding(Verdict.UNKNOWN, hint=_hint(file))
    same = [(each, verdict) for each, verdict in found if code in ("", each)]
    return Finding(same[0][1], same[0][0]) if same else Finding(Verdict.OTHER, found[0][0])


def _hint(file: DroppedFile) -> str:
    if not file.other_kind:
        return ""
    return (
        f"Đây là {file.other_kind}. Chỉ so được chính tệp PDF đã tải về; bản in, ảnh chụp hay bản quét thì tra bằng mã."
    )
