"""A unit's report, the remark it comes back with, and the time it is given."""

from campaigns.actions.reports import ReportContent
from toolkit.forms import DateField, FilesField, LineField, SeenForm, TextField


class ReportForm(SeenForm):
    number = LineField(label="Số, ký hiệu", required=False, max_length=60)
    text = TextField(
        label="Nội dung báo cáo", required=False, rows=14, help_text="Viết ở đây, hoặc đính kèm tệp báo cáo."
    )
    new_files = FilesField(label="Thêm tệp đính kèm")

    @property
    def content(self) -> ReportContent:
        return ReportContent(self.cleaned_data["number"], self.cleaned_data["text"])


class ReturnForm(SeenForm):
    remark = TextField(label="Nội dung cần sửa, bổ sung", rows=5, max_length=5000)


class ExtensionForm(SeenForm):
    until = DateField(label="Gia hạn đến ngày")
    reason = LineField(label="Lý do", max_length=500)
