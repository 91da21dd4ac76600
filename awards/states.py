from django.db.models import TextChoices


class Kind(TextChoices):
    """A kind of paper; `abbreviation` is its sign in a number, "" for a paper without one of its own.

    Nghị định 30/2020/NĐ-CP, Phụ lục III. The abbreviation is the numbering series: minutes of every sort share one.
    """

    @property
    def abbreviation(self) -> str:
        return ABBREVIATIONS.get(self.value, "")

    @property
    def slug(self) -> str:
        """The word in addresses and file names."""
        return SLUGS[self.value]


class PaperKind(Kind):
    """The papers of a settled round."""

    SCORE_TABLE = "score_table", "Bảng tổng hợp điểm"
    REVIEW_MINUTES = "review_minutes", "Biên bản họp bình xét"
    SUBMISSION = "submission", "Tờ trình đề nghị khen thưởng"
    PROPOSAL_LIST = "proposal_list", "Danh sách đề nghị khen thưởng"
    RESULT_REPORT = "result_report", "Báo cáo kết quả"


class YearPaperKind(Kind):
    """The papers of a year; some are about one thing of it (a meeting, an initiative)."""

    PLAN = "plan", "Kế hoạch phát động"
    PLEDGE = "pledge", "Giao ước thi đua"
    INITIATIVE_LIST = "initiative_list", "Danh mục sáng kiến, mô hình, giải pháp"
    INITIATIVE_FORM = "initiative_form", "Phiếu đăng ký sáng kiến"
    INVITATION = "invitation", "Giấy mời"
    MEETING_MINUTES = "meeting_minutes", "Biên bản họp"

    @property
    def about(self) -> str:
        """What one paper of this kind is about, as the model's name; "" for the year itself."""
        return SUBJECTS.get(self.value, "")


ABBREVIATIONS = {
    "review_minutes": "BB",
    "submission": "TTr",
    "result_report": "BC",
    "plan": "KH",
    "invitation": "GM",
    "meeting_minutes": "BB",
}
SLUGS = {
    "score_table": "bang-tong-hop-diem",
    "review_minutes": "bien-ban-hop",
    "submission": "to-trinh",
    "proposal_list": "danh-sach-de-nghi",
    "result_report": "bao-cao-ket-qua",
    "plan": "ke-hoach",
    "pledge": "giao-uoc",
    "initiative_list": "danh-muc-sang-kien",
    "initiative_form": "phieu-dang-ky",
    "invitation": "giay-moi",
    "meeting_minutes": "bien-ban",
}
SUBJECTS = {"initiative_form": "initiative", "invitation": "meeting", "meeting_minutes": "meeting"}
KIND_CHOICES = [*PaperKind.choices, *YearPaperKind.choices]
KIND_BY_SLUG = {kind.slug: kind for kind in YearPaperKind}


def kind_of(value: str) -> Kind:
    return PaperKind(value) if value in PaperKind.values else YearPaperKind(value)


def kinds_by_series() -> dict[str, list[str]]:
    """The kinds that share a numbering series, "" those without a number."""
    found: dict[str, list[str]] = {}
    for kind in (*PaperKind, *YearPaperKind):
        found.setdefault(kind.abbreviation, []).append(kind.value)
    return found


class PaperState(TextChoices):
    ISSUED = "issued", "Đã ban hành"
