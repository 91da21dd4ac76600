"""A discipline (kỷ luật) as whoever judges the unit types it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from toolkit.forms import DateField, LineField, SeenForm, TextField
from units.models import Unit


class DisciplineForm(SeenForm):
    """Of a unit that is known: the unit is not typed again."""

    person_name = LineField(
        label="Họ và tên người bị kỷ luật",
        max_length=150,
        required=False,
        help_text="Để trống nếu kỷ luật là của cả đơn vị.",
    )
    form = LineField(label="Hình thức kỷ luật", max_length=255, help_text="Như: Khiển trách, Cảnh cáo.")
    decision_number = LineField(label="Quyết định số", max_length=60)
    decided_on = DateField(label="Ngày quyết định")
    body = LineField(label="Cơ quan quyết định", max_length=255, required=False)
    bars_unit = forms.BooleanField(
        label="Tính khi xét khen thưởng của đơn vị",
        required=False,
        initial=True,
        help_text="Kỷ luật của đơn vị luôn tính. Kỷ luật của một người: bỏ chọn nếu quy chế không tính hình thức này.",
    )
    note = TextField(label="Ghi chú", required=False, rows=2, max_length=500)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "unit")}


class NewDisciplineForm(DisciplineForm):
    """`units` are those the person judges."""

    field_order = ["version", "unit"]
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        keys = [unit.pk for unit in units]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys).order_by("name")  # type: ignore[attr-defined]
