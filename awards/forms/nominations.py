"""Whom a unit nominates, the four parts of the achievement report, and what whoever judges says."""

from collections.abc import Iterable
from typing import Any

from django import forms

from awards.models import Nomination, PersonRule
from awards.person_names import is_same_person
from awards.states import NominationState
from campaigns.models import Initiative
from toolkit.forms import LineField, PageForm, SeenForm, TextField

ALL = ("", "Tất cả")
UNKNOWN = "Chọn một mục trong danh sách."


class StartForm(PageForm):
    """Who, and for what; the rest is written once what is kept of the person stands there."""

    rule = forms.ModelChoiceField(PersonRule.objects.none(), label="Danh hiệu, hình thức", empty_label="Chọn")
    full_name = LineField(label="Họ và tên", max_length=150)
    office = LineField(label="Chức vụ", max_length=255, required=False)

    def __init__(self, *args: Any, rules: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]


class InitiativeChoice(forms.ModelChoiceField):
    """Each with its authors, for the person must be one of them."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.authors_words})"


class NominationForm(SeenForm):
    rule = forms.ModelChoiceField(PersonRule.objects.none(), label="Danh hiệu, hình thức", empty_label=None)
    full_name = LineField(label="Họ và tên", max_length=150)
    office = LineField(label="Chức vụ", max_length=255, required=False)
    initiative = InitiativeChoice(
        Initiative.objects.none(),
        label="Sáng kiến được công nhận",
        required=False,
        empty_label="Không chọn",
        help_text="Sáng kiến của đơn vị được công nhận trong năm, người này là tác giả.",
    )
    background = TextField(
        label="I. Sơ lược lý lịch",
        required=False,
        rows=6,
        help_text="Năm sinh, quê quán, trình độ, quá trình công tác.",
    )
    achievements = TextField(
        label="II. Thành tích đạt được",
        required=False,
        rows=12,
        help_text="Nhiệm vụ được giao, kết quả có số liệu, so với năm trước.",
    )
    past_awards = TextField(
        label="III. Đã được khen thưởng",
        required=False,
        rows=5,
        help_text="Mỗi dòng một hình thức: năm, số và ngày quyết định.",
    )
    discipline = TextField(label="IV. Kỷ luật", required=False, rows=3, help_text="Để trống nếu không có.")

    def __init__(self, *args: Any, rules: Any, initiatives: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]
        self.fields["initiative"].queryset = initiatives  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, name = cleaned.get("initiative"), cleaned.get("full_name") or ""
        if chosen and name:
            names = [author.name for author in chosen.authors.all()]
            if not any(is_same_person(author, name) for author in names):
                words = f"Tác giả của “{chosen.title}” là {', '.join(names)}; không có {name}."
                self.add_error("initiative", words)
        return cleaned


class RemarkForm(SeenForm):
    remark = TextField(label="Ý kiến", rows=4, max_length=2000)


class SeenOnlyForm(SeenForm):
    """A button; nothing is typed."""


class NominationFilter(forms.Form):
    tim = LineField(label="Tìm theo họ tên, chức vụ", required=False, max_length=100)
    danh_hieu = forms.TypedChoiceField(label="Danh hiệu", required=False, coerce=int, empty_value=None)
    don_vi = forms.TypedChoiceField(label="Đơn vị", required=False, coerce=int, empty_value=None)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL, *NominationState.choices])

    def __init__(self, data: Any, *, rules: Iterable[PersonRule], units: Iterable[Any]):
        super().__init__(data, label_suffix="")
        self.fields["danh_hieu"].choices = [ALL, *((rule.pk, rule.form) for rule in rules)]  # type: ignore[attr-defined]
        self.fields["don_vi"].choices = [ALL, *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "tim" else "form-select"
            field.error_messages |= {"invalid_choice": UNKNOWN, "invalid": UNKNOWN}

    def applied_to(self, rows: Any) -> Any:
        """What can be read of it; a part that cannot asks for nothing."""
        self.is_valid()
        asked = {
            "rule": self.cleaned_data.get("danh_hieu"),
            "unit": self.cleaned_data.get("don_vi"),
            "state": self.cleaned_data.get("trang_thai"),
        }
        found = rows.filter(**{name: value for name, value in asked.items() if value})
        return found.matching(self.cleaned_data.get("tim") or "")

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.values())


def initial_of(nomination: Nomination) -> dict[str, Any]:
    return {name: getattr(nomination, name) for name in NominationForm.base_fields}
