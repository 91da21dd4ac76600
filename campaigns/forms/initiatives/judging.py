"""What is said about an initiative once it was handed in. Each form carries the version that was judged."""

from django import forms

from campaigns.states import RecognitionLevel
from toolkit.forms import DateField, FilesField, LineField, SeenForm, TextField


class SeenOnlyForm(SeenForm):
    """A button; nothing is typed."""


class SendBackForm(SeenForm):
    remark = TextField(label="Ý kiến", help_text="Cần sửa, bổ sung gì. Đơn vị đọc được và đăng ký lại.")


class ResultForm(SeenForm):
    result = TextField(
        label="Kết quả thực hiện", rows=8, help_text="Đã làm gì, từ khi nào, kết quả đo được so với trước khi áp dụng."
    )
    attached = FilesField(label="Tệp kèm theo")


class RecogniseForm(SeenForm):
    level = forms.ChoiceField(label="Cấp công nhận", choices=[("", "Chọn cấp"), *RecognitionLevel.choices])
    decision_number = LineField(label="Quyết định số", max_length=60)
    decided_on = DateField(label="Ngày quyết định")


class DeclineForm(SeenForm):
    remark = TextField(label="Lý do không công nhận", help_text="Đơn vị đọc được.")
