from django.db.models import TextChoices


class PaperKind(TextChoices):
    SCORE_TABLE = "score_table", "Bảng tổng hợp điểm"
    REVIEW_MINUTES = "review_minutes", "Biên bản họp bình xét"
    SUBMISSION = "submission", "Tờ trình đề nghị khen thưởng"
    PROPOSAL_LIST = "proposal_list", "Danh sách đề nghị khen thưởng"
    RESULT_REPORT = "result_report", "Báo cáo kết quả"

    @property
    def abbreviation(self) -> str:
        """The kind's sign in a number (Nghị định 30/2020/NĐ-CP, Phụ lục III), or "" for papers that go with another."""
        return {"review_minutes": "BB", "submission": "TTr", "result_report": "BC"}.get(self.value, "")

    @property
    def slug(self) -> str:
        return {
            "score_table": "bang-tong-hop-diem",
            "review_minutes": "bien-ban-hop",
            "submission": "to-trinh",
            "proposal_list": "danh-sach-de-nghi",
            "result_report": "bao-cao-ket-qua",
        }[self.value]

    @classmethod
    def numbered(cls) -> list[str]:
        return [kind.value for kind in cls if kind.abbreviation]


class PaperState(TextChoices):
    ISSUED = "issued", "Đã ban hành"
