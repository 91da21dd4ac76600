"""What the list of initiatives is asked for. Every field may stay empty; what is chosen stands in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms

from campaigns.querysets.initiatives import InitiativeQuerySet
from campaigns.states import InitiativeKind, InitiativeState
from toolkit.forms import LineField

ALL = ("", "Tất cả")
UNKNOWN = "Chọn một mục trong danh sách."


class FilterForm(forms.Form):
    tim = LineField(label="Tìm theo tên, lĩnh vực, tác giả", required=False, max_length=100)
    don_vi = forms.IntegerField(label="Đơn vị", required=False, widget=forms.Select)
    noi_dung = forms.TypedChoiceField(label="Nội dung thi đua", required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[ALL, *InitiativeKind.choices])
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL, *InitiativeState.choices])

    def __init__(self, data: Any, *, areas: Iterable[Any]):
        super().__init__(data, label_suffix="")
        self.fields["noi_dung"].choices = [ALL, *((area.pk, str(area)) for area in areas)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "tim" else "form-select"
            field.error_messages |= {"invalid_choice": UNKNOWN, "invalid": UNKNOWN}

    def offer_units(self, units: Iterable[Any]) -> None:
        """What can be chosen; they are read together with the counts of what was found."""
        choices = [ALL, *((unit.pk, unit.name) for unit in units)]
        self.fields["don_vi"].widget.choices = choices

    def applied_to(self, initiatives: InitiativeQuerySet) -> InitiativeQuerySet:
        """What can be read of it; a part that cannot asks for nothing."""
        self.is_valid()
        asked = {
            "unit": self.cleaned_data.get("don_vi"),
            "area": self.cleaned_data.get("noi_dung"),
            "kind": self.cleaned_data.get("loai"),
            "state": self.cleaned_data.get("trang_thai"),
        }
        found = initiatives.filter(**{name: value for name, value in asked.items() if value})
        return found.matching(self.cleaned_data.get("tim") or "")

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.values())
