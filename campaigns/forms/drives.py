"""What is typed about a drive, a unit's registration and its result."""

from typing import Any

from campaigns.models import Drive
from toolkit.forms import DateField, FilesField, LineField, SeenForm, TextField
from toolkit.private_files import FileKind, Limits

PHOTOS = Limits(kinds=frozenset({FileKind.JPG, FileKind.PNG}))


class DriveForm(SeenForm):
    KEPT = ("name", "holiday", "theme", "targets", "starts_on", "ends_on", "register_by", "report_by")

    name = LineField(label="Tên đợt thi đua", max_length=255)
    holiday = LineField(label="Chào mừng", max_length=255, required=False, help_text="Ngày lễ, sự kiện được chào mừng.")
    theme = LineField(label="Chủ đề", max_length=500, required=False)
    targets = TextField(label="Nội dung, chỉ tiêu", required=False, rows=6, help_text="Mỗi chỉ tiêu một dòng.")
    starts_on = DateField(label="Bắt đầu")
    ends_on = DateField(label="Kết thúc")
    register_by = DateField(label="Hạn đăng ký", required=False)
    report_by = DateField(label="Hạn nộp kết quả", required=False)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        register_by, report_by = cleaned.get("register_by"), cleaned.get("report_by")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ngày kết thúc đứng trước ngày bắt đầu.")
        if register_by and ends and register_by > ends:
            self.add_error("register_by", "Hạn đăng ký sau ngày kết thúc đợt.")
        if register_by and report_by and report_by < register_by:
            self.add_error("report_by", "Hạn nộp kết quả đứng trước hạn đăng ký.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.KEPT}

    @staticmethod
    def initial_of(drive: Drive) -> dict[str, Any]:
        return {name: getattr(drive, name) for name in (*DriveForm.KEPT, "version")}


class RegistrationForm(SeenForm):
    registration = TextField(label="Nội dung đăng ký", rows=6, help_text="Phần việc, công trình, chỉ tiêu của đơn vị.")


class ResultForm(SeenForm):
    result = TextField(label="Kết quả", rows=8)
    photos = FilesField(label="Ảnh", limits=PHOTOS)
