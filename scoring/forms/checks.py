"""What a cross-checking unit types, and what the head types to assign the checks."""

from django import forms

from scoring.forms.appraisal import EntryForm
from toolkit.forms import LineField, PageForm, TextField


class CheckedMarkForm(EntryForm):
    note = LineField(required=False, max_length=1000, error_messages={"max_length": "Ý kiến dài nhất 1.000 ký tự."})


class CheckSendForm(PageForm):
    remark = TextField(
        label="Ý kiến chung",
        rows=3,
        max_length=2000,
        required=False,
        error_messages={"max_length": "Ý kiến chung dài nhất 2.000 ký tự."},
    )


class RingForm(PageForm):
    """One choice a unit: whom it checks. `units` are (key, name) in the order of the round."""

    def __init__(self, *args, units: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for pk, name in units:
            others = [(other, its) for other, its in units if other != pk]
            self.fields[f"unit-{pk}"] = forms.TypedChoiceField(
                label=f"{name} chấm chéo",
                choices=others,
                coerce=int,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={
                    "required": f"{name}: chọn đơn vị để chấm chéo.",
                    "invalid_choice": f"{name}: chọn một đơn vị khác trong danh sách.",
                },
            )

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return [(int(name.removeprefix("unit-")), unit) for name, unit in self.cleaned_data.items()]
