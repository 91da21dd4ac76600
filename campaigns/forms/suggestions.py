"""What a unit tells the head, and the answer with the change it caused."""

from typing import Any

from django import forms

from campaigns.actions.suggestions import Answer
from campaigns.models import ContentArea
from toolkit.forms import LineField, PageForm, SeenForm, TextField

WHOLE_PLAN = "Cả kế hoạch"
NO_AREA = "Không sửa nội dung nào"


class SuggestionForm(PageForm):
    area = forms.ModelChoiceField(
        ContentArea.objects.none(), label="Về nội dung", required=False, empty_label=WHOLE_PLAN
    )
    text = TextField(label="Nội dung phản ánh", rows=8, max_length=5000)

    def __init__(self, *args: Any, areas, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a choice field


class AnswerForm(SeenForm):
    answer = TextField(label="Trả lời", rows=6, max_length=5000)
    change = LineField(
        label="Thay đổi đã làm", required=False, max_length=500, help_text="Để trống nếu kế hoạch không thay đổi."
    )
    changed_area = forms.ModelChoiceField(
        ContentArea.objects.none(), label="Nội dung đã sửa", required=False, empty_label=NO_AREA
    )

    def __init__(self, *args: Any, areas, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["changed_area"].queryset = areas  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("changed_area") and not cleaned.get("change"):
            self.add_error("change", "Thay đổi đã làm: ghi điều đã sửa ở nội dung được chọn.")
        return cleaned

    @property
    def content(self) -> Answer:
        typed = self.cleaned_data
        return Answer(typed["answer"], typed["change"], typed["changed_area"])
