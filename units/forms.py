"""Who leads a bloc in a year: two boxes, from the units that take part."""

from django import forms

from units.models import Unit


class LeadersForm(forms.Form):
    head = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Trưởng Khối",
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị làm Trưởng Khối.", "invalid_choice": "Chọn một đơn vị của Khối."},
    )
    deputy = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Phó Trưởng Khối",
        empty_label="Không có",
        required=False,
        error_messages={"invalid_choice": "Chọn một đơn vị của Khối."},
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = units
            field.widget.attrs["class"] = "form-select"
        for bound in self:
            if bound.errors:
                bound.field.widget.attrs |= {"class": "form-select is-invalid", "aria-invalid": "true"}
