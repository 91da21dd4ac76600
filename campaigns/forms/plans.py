"""A unit's plan: number and date, the file, or its words by content area."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import HTML, Field

from campaigns.models import ContentArea
from toolkit.forms import DateField, FilesField, LineField, SeenForm, TextField, plain_helper, shown


class UnitPlanForm(SeenForm):
    number = LineField(label="Số, ký hiệu", max_length=60, required=False, help_text="Như: 15/KH-PKT.")
    dated_on = DateField(label="Ngày ban hành", required=False)
    new_files = FilesField(label="Tệp kế hoạch")
    summary = TextField(label="Trích yếu, nội dung chính", required=False, rows=3)

    def __init__(self, *args: Any, areas: Iterable[ContentArea], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.areas = {f"nd_{area.pk}": area for area in areas}
        for name, area in self.areas.items():
            self.fields[name] = TextField(label=str(area), required=False, rows=4)
        fields = [Field(name, wrapper_class="field") for name in ("number", "dated_on", "new_files", "summary")]
        parts = [Field(name, wrapper_class="field") for name in self.areas]
        head = HTML('<h2 class="form-section">Viết theo từng nội dung (nếu không gửi tệp)</h2>')
        self.helper = plain_helper(Field("version"), *fields, *([head, *parts] if parts else []))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("number", "dated_on", "summary")}

    @property
    def parts(self) -> Mapping[int, str]:
        """Words by key of area."""
        return {area.pk: self.cleaned_data[name] for name, area in self.areas.items()}

    def show_meanwhile(self, now: Any) -> None:
        super().show_meanwhile(now)
        stored = dict(now.parts.values_list("area", "text"))
        for name, area in self.areas.items():
            before, typed = stored.get(area.pk, ""), self.cleaned_data[name]
            if before != typed:
                self.meanwhile.append((str(area), shown(self.fields[name], before), shown(self.fields[name], typed)))
