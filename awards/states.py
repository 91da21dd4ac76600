"""The choices of awards and papers, and the states they go through. Pure but for Django's TextChoices."""

import secrets

from django.db.models import TextChoices

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread
CODE_LENGTH = 10
RULE_FIELDS = (
    "code",
    "form",
    "authority",
    "quota_number",
    "quota_percent",
    "lowest_total",
    "worst_rank",
    "lowest_band",
    "least_recognised",
    "no_late_report",
    "no_discipline",
    "valid_from",
    "valid_to",
    "position",
)  # all that an award rule says: what its history tells and a new year's round copies


def new_code() -> str:
    """A paper's short code: ten letters nobody guesses (50 bits)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


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
    """The papers of a year; some are about one thing of it (a meeting, a ballot, a unit's sheet)."""

    PLAN = "plan", "Kế hoạch phát động"
    PLEDGE = "pledge", "Giao ước thi đua"
    INITIATIVE_LIST = "initiative_list", "Danh mục sáng kiến, mô hình, giải pháp"
    INITIATIVE_FORM = "initiative_form", "Phiếu đăng ký sáng kiến"
    INVITATION = "invitation", "Giấy mời"
    MEETING_MINUTES = "meeting_minutes", "Biên bản họp"
    REGISTRATION = "registration", "Đăng ký thi đua"
    BALLOT_MINUTES = "ballot_minutes", "Biên bản kiểm phiếu"
    UNIT_SHEET = "unit_sheet", "Phiếu chấm điểm"
    UNIT_REPORT = "unit_report", "Báo cáo thành tích tập thể"
    PERSON_REPORT = "person_report", "Báo cáo thành tích cá nhân"
    FINAL_REPORT = "final_report", "Báo cáo sơ kết, tổng kết"

    @property
    def about(self) -> str:
        """What one paper of this kind is about, as the model's name; "" for the year itself."""
        return SUBJECTS.get(self.value, "")

    @property
    def is_units_own(self) -> bool:
        """A unit's paper: its own people write and issue it, under the unit's name."""
        return self in (YearPaperKind.REGISTRATION, YearPaperKind.UNIT_REPORT, YearPaperKind.PERSON_REPORT)


ABBREVIATIONS = {
    "review_minutes": "BB",
    "submission": "TTr",
    "result_report": "BC",
    "plan": "KH",
    "invitation": "GM",
    "meeting_minutes": "BB",
    "ballot_minutes": "BB",
    "final_report": "BC",
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
    "registration": "dang-ky-thi-dua",
    "ballot_minutes": "bien-ban-kiem-phieu",
    "unit_sheet": "phieu-cham-diem",
    "unit_report": "bao-cao-thanh-tich",
    "person_report": "bao-cao-thanh-tich-ca-nhan",
    "final_report": "bao-cao-tong-ket",
}
SUBJECTS = {
    "initiative_form": "initiative",
    "invitation": "meeting",
    "meeting_minutes": "meeting",
    "registration": "membership",
    "ballot_minutes": "ballot",
    "unit_sheet": "scoresheet",
    "unit_report": "scoresheet",
    "person_report": "nomination",
    "final_report": "round",
}
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
    WITHDRAWN = "withdrawn", "Đã thu hồi"


class JobState(TextChoices):
    """A long paper made in the background."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang lập"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không lập được"


class NominationState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đủ điều kiện"
    DECLINED = "declined", "Không đề nghị"


class BallotKind(TextChoices):
    RANK_TIE = "rank_tie", "Phân định thứ hạng"
    AWARD_TIE = "award_tie", "Suy tôn"
    REVIEW = "review", "Biểu quyết bình xét"


class BallotState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã kiểm phiếu"
    CANCELLED = "cancelled", "Đã hủy"


class BallotWay(TextChoices):
    ONLINE = "online", "Trực tuyến"
    PAPER = "paper", "Phiếu giấy"
    BOTH = "both", "Trực tuyến và phiếu giấy"


class SubmissionState(TextChoices):
    DRAFTING = "drafting", "Đang rà soát"
    CONFIRMED = "confirmed", "Đã xác nhận"
    SUBMITTED = "submitted", "Đã trình Hội đồng"


class LineSource(TextChoices):
    ENGINE = "engine", "Theo quy định"
    BALLOT = "ballot", "Theo kết quả bỏ phiếu"
    NOMINATION = "nomination", "Đơn vị đề nghị"
    DEPARTURE = "departure", "Trưởng Khối đề nghị khác"


class CertificateLayout(TextChoices):
    CLASSIC = "classic", "Khung hoa văn"
    PLAIN = "plain", "Khung kẻ đôi"
    MODERN = "modern", "Dải màu"
