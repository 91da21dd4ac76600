"""Everything that was done, as lines: the histories of every app and the readings, in one query each page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, F, JSONField, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    AwardRule,
    Ballot,
    CertificateDesign,
    CouncilDecision,
    Discipline,
    GrantedAward,
    Headcount,
    Nomination,
    Paper,
    PaperText,
    PastStanding,
    PersonRule,
    Proposal,
    Submission,
    SubmissionLine,
)
from campaigns.models import (
    Attendance,
    Campaign,
    ContentArea,
    Drive,
    DriveEntry,
    Exemplar,
    Extension,
    Initiative,
    Meeting,
    Pledge,
    Report,
    ReportDuty,
    Suggestion,
    Task,
    UnitPlan,
)
from scoring.models import (
    Band,
    CriteriaSet,
    Criterion,
    Evidence,
    Mark,
    Objection,
    ReviewDecision,
    Round,
    ScoreSheet,
)
from toolkit.history import CHANGED, MADE, TAKEN_AWAY
from units.models import Membership, Reading, ReadingKind, User

SERVER = "Lệnh trên máy chủ"
REASON = "lý do"  # what a mark calls its own


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of history: its word in the address, its name, and the models told there, the whole one first."""

    slug: str
    name: str
    models: tuple[Any, ...]


PAGES = (
    Page("phong-trao", "Phong trào", (Campaign, ContentArea, Task)),
    Page("giao-uoc", "Giao ước thi đua", (Pledge,)),
    Page("ke-hoach", "Kế hoạch của đơn vị", (UnitPlan,)),
    Page("sang-kien", "Sáng kiến, mô hình", (Initiative,)),
    Page("che-do-bao-cao", "Chế độ báo cáo", (ReportDuty, Extension)),
    Page("bao-cao", "Báo cáo", (Report,)),
    Page("cuoc-hop", "Cuộc họp", (Meeting, Attendance)),
    Page("dot-thi-dua", "Đợt thi đua", (Drive, DriveEntry)),
    Page("dien-hinh", "Điển hình tiên tiến", (Exemplar,)),
    Page("phan-anh", "Phản ánh", (Suggestion,)),
    Page("ky-cham", "Kỳ chấm", (Round, Band, AwardRule, Objection, ReviewDecision)),
    Page("phieu", "Phiếu chấm điểm", (ScoreSheet, Mark, Evidence)),
    Page("bo-tieu-chi", "Bộ tiêu chí", (CriteriaSet, Criterion)),
    Page("vai-tro", "Vai trò theo năm", (Membership,)),
    Page("de-nghi", "Đề nghị khen thưởng", (Proposal,)),
    Page("trinh", "Đề nghị trình Hội đồng", (Submission, SubmissionLine)),
    Page("bo-phieu", "Bỏ phiếu kín", (Ballot,)),
    Page("danh-hieu", "Danh hiệu cá nhân", (PersonRule,)),
    Page("so-nguoi", "Số người của đơn vị", (Headcount,)),
    Page("ca-nhan", "Đề nghị khen thưởng cá nhân", (Nomination,)),
    Page("ky-luat", "Kỷ luật", (Discipline,)),
    Page("quyet-dinh", "Quyết định khen thưởng", (CouncilDecision,)),
    Page("da-khen", "Khen thưởng đã có", (GrantedAward,)),
    Page("nam-truoc", "Kết quả năm trước", (PastStanding,)),
    Page("giay-khen", "Mẫu giấy khen", (CertificateDesign,)),
    Page("loi-van", "Lời văn của văn bản", (PaperText,)),
    Page("van-ban", "Văn bản", (Paper,)),
    Page("tai-khoan", "Tài khoản và quyền", (User,)),
)
PAGE_BY_SLUG = {page.slug: page for page in PAGES}
READINGS = "xem"  # the readings among the kinds of the filter
KINDS = [*((page.slug, page.name) for page in PAGES), (READINGS, "Lượt tải, xuất")]

VERBS = {MADE: "Tạo mới", CHANGED: "Sửa", TAKEN_AWAY: "Xóa", **dict(ReadingKind.choices)}


@dataclass(frozen=True, slots=True)
class Change:
    """`old` None is a value the thing was made with."""

    label: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One deed: who, when, to what, from which value to which, and why."""

    at: datetime
    who: str
    place: str
    verb: str
    about: str
    changes: tuple[Change, ...]
    reason: str
    url: str

    @property
    def sentence(self) -> str:
        """ "Phòng Kinh tế, tiêu chí 1.2: thẩm định 10,75 → 10,00. Lý do: …"."""
        told = "; ".join(_change_words(change) for change in self.changes) or self.verb
        return f"{self.about}: {told}." + (f" Lý do: {self.reason}" if self.reason else "")


def _change_words(change: Change) -> str:
    return f"{change.label} {change.new}" if change.old is None else f"{change.label} {change.old} → {change.new}"


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for. `who` is a name of its day, "" the server; None asks for all."""

    kind: str = ""
    year: int | None = None
    unit: int | None = None
    who: str | None = None
    since: date | None = None
    until: date | None = None
    problems: tuple[str, ...] = field(default=())


# Rows of every history, in the same columns ---------------------------------------------------------------------------


def history_rows(model, user, condition: Q) -> QuerySet:
    rows = model.history.model.objects.visible_to(user).filter(condition)
    return rows.order_by().values(
        told_page=Value(model.history.model.story.page, output_field=CharField()),
        told_of=F("history_of"),
        told_at=F("history_date"),
        told_key=F("history_id"),
        told_by=F("history_by"),
        told_by_place=F("history_by_place"),
        told_type=F("history_type"),
        told_about=F("history_about"),
        told_words=F("history_words"),
        told_changes=F("history_changes"),
        told_reason=F("history_change_reason"),
        told_year=F("history_year"),
        told_unit=F("history_unit"),
    )


def reading_rows(user, condition: Q) -> QuerySet:
    return (
        Reading.objects.visible_to(user)
        .filter(condition)
        .order_by()
        .values(
            told_page=F("page"),
            told_of=F("of"),
            told_at=F("at"),
            told_key=F("id"),
            told_by=F("by_name"),
            told_by_place=F("by_place"),
            told_type=F("kind"),
            told_about=F("about"),
            told_words=Value({}, output_field=JSONField()),
            told_changes=Value([], output_field=JSONField()),
            told_reason=Value("", output_field=CharField()),
            told_year=F("year"),
            told_unit=F("unit"),
        )
    )


def together(rows: Iterable[QuerySet]) -> QuerySet:
    """One set of all, the latest first."""
    first, *others = rows  # side by side: nested in each other they are too deep for SQLite's parser
    return first.union(*others, all=True).order_by("-told_at", "-told_key")


def rows_of_page(page: Page, pk: int, user) -> QuerySet:
    """The history of one object, with all of its parts, and who took it away."""
    told = [history_rows(model, user, Q(history_of=pk)) for model in page.models]
    return together([*told, reading_rows(user, Q(page=page.slug, of=pk))])


def activity_rows(user, wanted: Wanted) -> QuerySet:
    """What the person may see of everything, without the parts of a load, which their whole tells."""
    condition = _condition(wanted, "history_date", "history_year", "history_unit", "history_by")
    condition &= Q(history_is_part=False)
    pages = [page for page in PAGES if wanted.kind in ("", page.slug)]
    rows = [history_rows(model, user, condition) for page in pages for model in page.models]
    if wanted.kind in ("", READINGS):
        rows.append(reading_rows(user, _condition(wanted, "at", "year", "unit", "by_name")))
    return together(rows)


def _condition(wanted: Wanted, at: str, year: str, unit: str, who: str) -> Q:
    asked = {
        year: wanted.year,
        unit: wanted.unit,
        who: wanted.who,
        f"{at}__gte": _midnight(wanted.since) if wanted.since else None,
        f"{at}__lt": _midnight(wanted.until + timedelta(days=1)) if wanted.until else None,
    }
    return Q(**{name: value for name, value in asked.items() if value is not None})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def choices_of(user) -> tuple[list[int], list[int], list[str]]:
    """Years, keys of units and names of people there is something of. One query."""
    not_part = Q(history_is_part=False)
    named = {"told_year": F("history_year"), "told_unit": F("history_unit"), "told_by": F("history_by")}
    sets = [
        model.history.model.objects.visible_to(user).filter(not_part).order_by().values(**named)
        for page in PAGES
        for model in page.models
    ]
    sets.append(
        Reading.objects.visible_to(user)
        .order_by()
        .values(told_year=F("year"), told_unit=F("unit"), told_by=F("by_name"))
    )
    first, *others = sets
    found = list(first.union(*others))
    return (
        sorted({row["told_year"] for row in found if row["told_year"]}, reverse=True),
        sorted({row["told_unit"] for row in found if row["told_unit"]}),
        sorted({row["told_by"] for row in found}),
    )


# Rows as lines --------------------------------------------------------------------------------------------------------


def line_of(row: Mapping) -> Line:
    page = PAGE_BY_SLUG.get(row["told_page"])
    own_reason = "" if row["told_reason"] else _reason_of(row)
    return Line(
        at=row["told_at"],
        who=row["told_by"] or SERVER,
        place=row["told_by_place"],
        verb=VERBS[row["told_type"]],
        about=row["told_about"],
        changes=tuple(change for change in _changes_of(row) if not (own_reason and change.label == REASON)),
        reason=row["told_reason"] or own_reason,
        url=reverse("history", args=[page.slug, row["told_of"]]) if page and row["told_of"] else "",
    )


def _reason_of(row: Mapping) -> str:
    """A mark that was changed carries its own reason."""
    return row["told_words"].get(REASON, "") if row["told_page"] == "phieu" else ""


def _changes_of(row: Mapping) -> Iterable[Change]:
    if row["told_type"] == MADE:
        return (Change(label, None, text) for label, text in row["told_words"].items())
    return (Change(label, old or "trống", new or "trống") for label, old, new in row["told_changes"])
