"""What is typed about an award of the years before, how the list is narrowed, and the file with a bloc's history."""

from collections.abc import Iterable
from typing import Any

from django import forms

from toolkit.forms import DateField, LineField, PageForm, SeenForm, TextField
from toolkit.spreadsheets.container import MOST_BYTES
from units.models import Unit

ALL = ("", "Tất cả")
UNKNOWN = "Chọn một mục trong danh sách."
WHO = (ALL, ("don-vi", "Tập thể"), ("ca-nhan", "Cá nhân"))


class AwardForm(SeenForm):
    year = forms.IntegerField(
        label="Năm",
        min_value=1945,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Năm: nhập bốn chữ số, như 2025.",
            "min_value": "Năm từ 1945.",
            "max_value": "Năm đến 2100.",
        },
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị", required=False, empty_label="Đơn vị không còn trong Khối"
    )
    unit_name = LineField(
        label="Tên đơn vị không còn trong Khối",
        max_length=255,
        required=False,
        help_text="Chỉ ghi khi không chọn đơn vị ở trên.",
    )
    person_name = LineField(
        label="Họ và tên", max_length=150, required=False, help_text="Để trống nếu khen thưởng tập thể."
    )
    office = LineField(label="Chức vụ", max_length=255, required=False)
    form = LineField(label="Hình thức khen thưởng", max_length=255)
    decision_number = LineField(label="Quyết định số", max_length=60)
    decided_on = DateField(label="Ngày quyết định")
    body = LineField(label="Cơ quan quyết định", max_length=255)
    note = TextField(label="Ghi chú", required=False, rows=2, max_length=500)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AwardFilter(forms.Form):
    tim = LineField(label="Tìm trong danh sách", required=False, max_length=100)
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    don_vi = forms.TypedChoiceField(label="Đơn vị", required=False, coerce=int, empty_value=None)
    hinh_thuc = forms.ChoiceField(label="Hình thức", required=False)
    loai = forms.ChoiceField(label="Tập thể, cá nhân", required=False, choices=WHO)

    def __init__(self, data: Any, *, years: Iterable[int], units: Iterable[tuple[int, str]], kinds: Iterable[str]):
        super().__init__(data, label_suffix="")
        self.units = dict(units)
        self.fields["nam"].choices = [ALL, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["don_vi"].choices = [ALL, *self.units.items()]  # type: ignore[attr-defined]
        self.fields["hinh_thuc"].choices = [ALL, *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "tim" else "form-select"
            field.error_messages |= {"invalid_choice": UNKNOWN, "invalid": UNKNOWN}

    def applied_to(self, awards: Any) -> Any:
        """What can be read of it; a part that cannot asks for nothing."""
        self.is_valid()
        asked = {
            "year": self.cleaned_data.get("nam"),
            "unit": self.cleaned_data.get("don_vi"),
            "form": self.cleaned_data.get("hinh_thuc"),
        }
        found = awards.filter(**{name: value for name, value in asked.items() if value})
        match self.cleaned_data.get("loai"):
            case "don-vi":
                found = found.to_units()
            case "ca-nhan":
                found = found.to_people()
        return found.matching(self.cleaned_data.get("tim") or "")

    @property
    def unit_name(self) -> str:
        """The unit that was asked for, "" for all."""
        return self.units.get(self.cleaned_data.get("don_vi") or 0, "")

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.values())


class HistoryUploadForm(PageForm):
    file = forms.FileField(
        label="Tệp khen thưởng và kết quả các năm (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
        help_text="Trang Khen thưởng và trang Kết quả các năm, hoặc một trong hai. Tệp đến 5 MB.",
        error_messages={
            "empty": "Tệp rỗng, không có nội dung.",
            "max_length": "Tên tệp quá dài. Đặt tên ngắn hơn.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Chọn một tệp .xlsx."

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("Chỉ nhận tệp .xlsx. Trong Excel chọn Lưu thành, dạng .xlsx.")
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang tính không cần rồi lưu lại.")
        return file
