"""What the head types about a title for people, and a unit about how many people it has."""

from typing import Any

from django import forms

from awards.models import PersonRule
from awards.models.people import QuotaBase
from toolkit.forms import DateField, LineField, NumberField, SeenForm


class PersonRuleForm(SeenForm):
    code = LineField(label="Mã", max_length=20, help_text="Ngắn, như CSTĐCS.")
    form = LineField(label="Danh hiệu, hình thức", max_length=255)
    authority = LineField(label="Cơ quan quyết định", max_length=255, required=False)
    quota_number = forms.IntegerField(
        label="Số người mỗi đơn vị, nhiều nhất",
        required=False,
        min_value=1,
        max_value=30_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Để trống cả ô này và ô dưới: không giới hạn.",
        error_messages={"invalid": "Số người: nhập một số nguyên, như 3."},
    )
    quota_percent = NumberField(
        label="Hoặc tỷ lệ (%) số người của đơn vị, nhiều nhất",
        required=False,
        places=2,
        help_text="Làm tròn xuống: 15 % của 19 người là 2 người.",
    )
    quota_base = forms.ChoiceField(
        label="Tỷ lệ tính trên",
        choices=QuotaBase.choices,
        required=False,
        help_text="Danh hiệu đòi hỏi chọn ở mục dưới; tính người đã xét đủ điều kiện hoặc đã có quyết định.",
    )
    requires = forms.ModelChoiceField(
        PersonRule.objects.none(), label="Chỉ xét người đạt", required=False, empty_label="Không đòi hỏi danh hiệu khác"
    )
    lowest_band = LineField(label="Đơn vị xếp loại thấp nhất", max_length=100, required=False)
    needs_initiative = forms.BooleanField(label="Có sáng kiến được công nhận trong năm", required=False)
    no_discipline = forms.BooleanField(label="Không bị kỷ luật trong năm", required=False, initial=True)
    valid_from = DateField(label="Áp dụng từ ngày", required=False)
    valid_to = DateField(label="Áp dụng đến ngày", required=False)

    def __init__(self, *args: Any, others: Any, bands: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["requires"].queryset = others  # type: ignore[attr-defined]
        words = f"Theo kỳ chốt gần nhất của năm. Các kỳ có: {', '.join(bands)}." if bands else "Như kỳ chấm sẽ đặt."
        self.fields["lowest_band"].help_text = f"{words} Để trống nếu không đòi hỏi."
        self.fields["quota_number"].error_messages |= {
            "min_value": "Số người: từ 1 trở lên; để trống nếu không giới hạn.",
            "max_value": "Số người: nhiều nhất 30000.",
        }

    def clean_quota_base(self) -> str:
        return self.cleaned_data.get("quota_base") or QuotaBase.PEOPLE

    def clean_quota_percent(self) -> Any:
        percent = self.cleaned_data.get("quota_percent")
        if percent is not None and not 0 < percent <= 100:
            raise forms.ValidationError("Tỷ lệ lớn hơn 0 và không quá 100.")
        return percent


class HeadcountForm(SeenForm):
    people = forms.IntegerField(
        label="Số người",
        min_value=1,
        max_value=30_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Cán bộ, công chức, viên chức, người lao động của đơn vị tính đến nay.",
        error_messages={
            "invalid": "Nhập một số nguyên, như 20.",
            "min_value": "Số người từ 1 trở lên.",
            "max_value": "Số người nhiều nhất 30000.",
        },
    )
