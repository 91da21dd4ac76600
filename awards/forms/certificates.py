"""A certificate's design as it is typed; `{ten}` and its like stand for what the decision says."""

from decimal import Decimal
from typing import Any

from django import forms

from awards.documents.certificate import FIELDS, unknown_fields
from awards.states import CertificateLayout
from campaigns.documents.facts import BlocFacts
from toolkit.forms import LineField, NumberField, SeenForm, TextField
from units.models import Bloc

MOST_MILLIMETRES = 50
EMPTY = "Bỏ trống thì không in, như khi phôi đã in sẵn dòng này."


class DesignForm(SeenForm):
    KEPT = (
        "name",
        "layout",
        "has_nation",
        "has_emblem_space",
        "heading",
        "title",
        "recipient",
        "merit",
        "decision_line",
        "place",
        "office",
        "signer",
        "is_text_only",
        "offset_right",
        "offset_down",
    )
    WORDS = ("heading", "title", "recipient", "merit", "decision_line", "place", "office")

    name = LineField(label="Tên mẫu", max_length=100)
    layout = forms.ChoiceField(label="Bố cục", choices=CertificateLayout.choices, widget=forms.RadioSelect)
    has_nation = forms.BooleanField(label="In Quốc hiệu, Tiêu ngữ", required=False)
    has_emblem_space = forms.BooleanField(label="Chừa chỗ Quốc huy ở trên", required=False)
    heading = LineField(label="Cơ quan tặng", max_length=255, required=False, help_text=EMPTY)
    title = LineField(label="Tên giấy", max_length=100, required=False)
    recipient = LineField(
        label="Dòng người nhận", max_length=255, help_text="Chức vụ, đơn vị của cá nhân tự in ở dòng dưới."
    )
    merit = TextField(label="Thành tích", rows=3, max_length=600, required=False)
    decision_line = LineField(label="Dòng quyết định", max_length=500, required=False)
    place = LineField(
        label="Nơi ký", max_length=100, required=False, help_text="In trước ngày của quyết định: “Hà Bắc, ngày …”."
    )
    office = LineField(
        label="Chức vụ người ký",
        max_length=255,
        required=False,
        help_text="Hai dòng thì ngăn bằng “ / ”. Quyết định có ghi chức vụ, họ tên người ký thì in theo quyết định.",
    )
    signer = LineField(label="Họ tên người ký", max_length=150, required=False)
    is_text_only = forms.BooleanField(
        label="In lên phôi có sẵn (chỉ in chữ)", required=False, help_text="Không in khung; chữ dịch theo hai số dưới."
    )
    offset_right = NumberField(
        label="Dịch sang phải (mm)", required=False, help_text="Số âm dịch sang trái; đến 50 mm."
    )
    offset_down = NumberField(label="Dịch xuống (mm)", required=False, help_text="Số âm dịch lên; đến 50 mm.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        drawn = [field for field in self.helper.layout.fields if field.fields[0] != "layout"]  # by the page
        self.helper.layout.fields = drawn

    def clean(self):
        cleaned = super().clean()
        for name in self.WORDS:
            for found in unknown_fields(cleaned.get(name) or ""):
                known = ", ".join(f"{{{field}}}" for field in FIELDS)
                self.add_error(name, f"{found} không phải trường có sẵn. Dùng: {known}.")
                break
        return cleaned

    def clean_offset_right(self) -> Decimal:
        return self._offset("offset_right")

    def clean_offset_down(self) -> Decimal:
        return self._offset("offset_down")

    def _offset(self, name: str) -> Decimal:
        found: Decimal = self.cleaned_data[name] or Decimal(0)
        if abs(found) > MOST_MILLIMETRES:
            raise forms.ValidationError(f"Dịch nhiều nhất {MOST_MILLIMETRES} mm mỗi chiều.")
        return found

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.KEPT}


def usual_values(bloc: Bloc) -> dict[str, Any]:
    """A first design in the words of most certificates."""
    commune = bloc.commune
    place = BlocFacts(commune=commune.name, city=commune.city, number=bloc.number, bloc_name=bloc.name, year=0).place
    return {
        "name": "Giấy khen",
        "layout": CertificateLayout.CLASSIC.value,
        "has_nation": True,
        "has_emblem_space": True,
        "heading": f"Chủ tịch Ủy ban nhân dân {commune.title}",
        "title": "Giấy khen",
        "recipient": "Tặng: {ten}",
        "merit": "Đã có thành tích xuất sắc trong phong trào thi đua năm {nam}",
        "decision_line": "Theo Quyết định số {so} ngày {ngay} của {co_quan}",
        "place": place,
        "office": "Chủ tịch",
        "offset_right": Decimal(0),
        "offset_down": Decimal(0),
    }
