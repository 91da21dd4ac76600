"""An award rule as the head types it."""

from decimal import Decimal
from typing import Any

from django import forms

from scoring.models import Round
from toolkit.forms import DateField, LineField, NumberField, SeenForm
from toolkit.numbers import NumberProblem, parse_decimal, plain_text, shorten

QUOTA_HINT = "Nhập số đơn vị, ví dụ 3, hoặc tỷ lệ trên 0 % đến 100 %, ví dụ 30%."
MOST_PLACES = 10_000
NO_BAND = ("", "Không xét xếp loại")


class QuotaField(forms.CharField):
    """ "3" or "30%"; cleans to the text as AwardRule.quota writes it."""

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace(" ", "")
        if not text:
            return ""
        try:
            number = parse_decimal(text.removesuffix("%"))
        except NumberProblem:
            raise self._unclear(text) from None
        if not (_is_percent(number) if text.endswith("%") else _is_places(number)):
            raise self._unclear(text)
        return f"{plain_text(number)}%" if text.endswith("%") else str(int(number))

    def _unclear(self, text: str) -> forms.ValidationError:
        return forms.ValidationError(f"“{shorten(text, 20)}” không dùng được. {QUOTA_HINT}", code="invalid")


def _is_percent(number: Decimal) -> bool:
    return 0 < number <= 100 and number == round(number, 6)


def _is_places(number: Decimal) -> bool:
    return number == int(number) and 1 <= number <= MOST_PLACES


class RuleForm(SeenForm):
    form = LineField(label="Hình thức", max_length=255, help_text="Như: Giấy khen của Chủ tịch UBND xã.")
    code = LineField(label="Mã", max_length=20, help_text="Viết ngắn, như GK. Mỗi quy định của kỳ chấm một mã.")
    authority = LineField(label="Cơ quan quyết định", max_length=255, required=False)
    quota = QuotaField(label="Số lượng", max_length=20, help_text="3 là ba đơn vị; 30% là tỷ lệ, làm tròn xuống.")
    lowest_total = NumberField(label="Điểm tối thiểu", required=False)
    worst_rank = forms.IntegerField(label="Hạng thấp nhất được xét", required=False, min_value=1, max_value=MOST_PLACES)
    lowest_band = forms.ChoiceField(label="Xếp loại từ", required=False)
    least_recognised = forms.IntegerField(
        label="Sáng kiến được công nhận, ít nhất", required=False, min_value=1, max_value=1000
    )
    no_late_report = forms.BooleanField(label="Không có báo cáo nộp chậm hoặc quá hạn chưa nộp", required=False)
    no_discipline = forms.BooleanField(label="Không bị kỷ luật trong năm", required=False)
    valid_from = DateField(label="Áp dụng từ ngày", required=False)
    valid_to = DateField(label="Áp dụng đến ngày", required=False, help_text="Để trống nếu không giới hạn.")

    def __init__(self, *args: Any, round: Round, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = list(round.bands.order_by("-lowest_total").values_list("name", flat=True))
        kept = self.initial.get("lowest_band")
        if kept and kept not in names:
            names.append(kept)  # asked once, gone from the round: shown, so that it can be changed
        self.fields["lowest_band"].choices = [NO_BAND, *((name, name) for name in names)]  # type: ignore[attr-defined]
        for name in ("worst_rank", "least_recognised"):
            self.fields[name].error_messages |= {
                "invalid": f"{self.fields[name].label}: nhập một số nguyên.",
                "min_value": f"{self.fields[name].label}: từ 1 trở lên.",
            }

    def clean_lowest_total(self) -> Decimal | None:
        total: Decimal | None = self.cleaned_data["lowest_total"]
        if total is not None and not 0 <= total < 1_000_000:
            raise forms.ValidationError("Điểm tối thiểu: nhập số từ 0 trở lên.")
        return total

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", "Áp dụng đến ngày: không được trước ngày bắt đầu áp dụng.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The quota as the row stores it: a number or a percentage."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "quota")}
        quota = self.cleaned_data["quota"]
        is_percent = quota.endswith("%")
        return values | {
            "quota_number": None if is_percent else int(quota),
            "quota_percent": parse_decimal(quota.removesuffix("%")) if is_percent else None,
        }
