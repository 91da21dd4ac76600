"""The states of what a year holds, each with the word people read."""

from django.db.models import TextChoices


class CampaignState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"
    RUNNING = "running", "Đang thực hiện"
    REVIEWED = "reviewed", "Đã tổng kết"


class PledgeState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    OPEN = "open", "Đang xác nhận"


class PlanState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    FILED = "filed", "Đã gửi"


class InitiativeKind(TextChoices):
    INITIATIVE = "initiative", "Sáng kiến"
    MODEL = "model", "Mô hình"
    SOLUTION = "solution", "Giải pháp"


class InitiativeState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    REGISTERED = "registered", "Đã đăng ký"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã nhận đăng ký"
    REPORTED = "reported", "Đã nộp kết quả"
    RECOGNISED = "recognised", "Được công nhận"
    NOT_RECOGNISED = "not_recognised", "Không được công nhận"

    @classmethod
    def counted_as_registered(cls) -> list[str]:
        """Those that meet the plan's "ít nhất 01": handed in and not sent back."""
        return [state.value for state in cls if state not in (cls.DRAFTING, cls.RETURNED)]


class RecognitionLevel(TextChoices):
    BASE = "base", "Cấp cơ sở"
    CITY = "city", "Cấp thành phố, tỉnh"
    NATION = "nation", "Toàn quốc"


class ReportState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    FILED = "filed", "Đã nộp"
    RETURNED = "returned", "Trả lại"


class MeetingKind(TextChoices):
    MEETING = "meeting", "Cuộc họp"
    ACTIVITY = "activity", "Hoạt động chung"


class MeetingState(TextChoices):
    PLANNED = "planned", "Dự kiến"
    INVITED = "invited", "Đã mời"
    HELD = "held", "Đã diễn ra"
    CANCELLED = "cancelled", "Đã hủy"


class AttendanceState(TextChoices):
    UNKNOWN = "unknown", "Chưa điểm danh"
    PRESENT = "present", "Có mặt"
    EXCUSED = "excused", "Vắng có phép"
    ABSENT = "absent", "Vắng không phép"


class ExemplarKind(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class ExemplarState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    INTRODUCED = "introduced", "Đã giới thiệu"
    RETURNED = "returned", "Trả lại"
    PUBLISHED = "published", "Đã công bố"
