"""What is typed about a scoring table: how a new one begins, its name and step, one criterion of it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Field
from django import forms

from campaigns.facts import FactSource
from campaigns.models import ContentArea
from scoring.entries import LARGEST, MOST_DECIMALS
from scoring.models import BASE_KINDS, COUNTED_KINDS, TARGET_KINDS, CriteriaSet, Criterion, CriterionKind
from scoring.resources import CRITERION_SENTENCES, broken_rules
from toolkit.forms import LineField, NumberField, PageForm, SeenForm, TextField, plain_helper
from toolkit.numbers import plain_text

EMPTY, WORKBOOK = "trong", "so"
MOST_POINTS = Decimal("999999.99")
LABELS = {"area": "Nội dung thi đua", "maximum": "Điểm tối đa", "unit_points": "Đơn giá", "target": "Chỉ tiêu"}
# Which fields a kind has; the others are put away by the script, and stay empty where there is none.
SHOWN = {
    "area": BASE_KINDS,
    "unit_points": COUNTED_KINDS,
    "target": TARGET_KINDS,
}


class PointsField(NumberField):
    """Points within what a column holds; whether a kind wants them at all is the criterion's to say."""

    most = MOST_POINTS

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is not None and not 0 <= number <= self.most:
            raise forms.ValidationError(f"Nhập số từ 0 đến {plain_text(self.most)}.", code="range")
        return number


class TargetField(PointsField):
    most = LARGEST

    def __init__(self, **kwargs: Any):
        super().__init__(places=MOST_DECIMALS, **kwargs)


class NewTableForm(PageForm):
    name = LineField(label="Tên bộ tiêu chí", max_length=255)
    begin = forms.ChoiceField(label="Bắt đầu từ")

    def __init__(self, *args: Any, sources: Iterable[CriteriaSet], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sources = {str(table.pk): table for table in sources}
        self.fields["begin"].choices = [  # type: ignore[attr-defined]  # a choice field
            (EMPTY, "Bảng trống"),
            (WORKBOOK, "Sổ chấm điểm Excel, chọn tệp ở bước sau"),
            *_by_year(self.sources.values()),
        ]

    @property
    def source(self) -> CriteriaSet | None:
        return self.sources.get(self.cleaned_data["begin"])


def _by_year(tables: Iterable[CriteriaSet]) -> list[tuple[str, list[tuple[str, str]]]]:
    years: dict[int, list[tuple[str, str]]] = {}
    for table in tables:
        words = f"{table}, {table.get_state_display().lower()}"
        years.setdefault(table.campaign.year, []).append((str(table.pk), words))
    return [(f"Chép từ bộ tiêu chí năm {year}", choices) for year, choices in years.items()]


class TableForm(SeenForm):
    name = LineField(label="Tên bộ tiêu chí", max_length=255)
    step = PointsField(label="Bước điểm", help_text="Điểm chấm trực tiếp là bội số của bước này, ví dụ 0,25.")
    bonus_cap = PointsField(
        label="Trần điểm thưởng", required=False, help_text="Tổng điểm thưởng của một đơn vị. Để trống: không có trần."
    )

    def clean_step(self) -> Decimal:
        step: Decimal = self.cleaned_data["step"]
        if step <= 0:
            raise forms.ValidationError("Bước điểm phải lớn hơn 0.")
        return step


class CriterionForm(SeenForm):
    kind = forms.ChoiceField(label="Loại", choices=CriterionKind.choices)
    code = LineField(label="Mã", max_length=20, help_text="Như trên giấy: 1.2, T.1. Mỗi tiêu chí một mã.")
    title = LineField(label="Tiêu chí", max_length=500)
    area = forms.ModelChoiceField(
        ContentArea.objects.none(),
        label=LABELS["area"],
        required=False,
        empty_label="Chọn nội dung",
        help_text="Để trống với Điểm thưởng, Điểm trừ.",
    )
    maximum = PointsField(
        label=LABELS["maximum"], required=False, help_text="Điểm thưởng, điểm trừ để trống khi không có trần."
    )
    unit_points = PointsField(
        label=LABELS["unit_points"],
        required=False,
        help_text="Điểm của mỗi lần, mỗi mục. Chỉ với Theo số lượng, Điểm thưởng, Điểm trừ.",
    )
    target = TargetField(
        label=LABELS["target"],
        required=False,
        help_text="Mức phải đạt, theo đơn vị của số liệu. Chỉ với Tỷ lệ, So sánh.",
    )
    source = forms.ChoiceField(
        label="Nguồn số liệu",
        required=False,
        choices=[("", "Không lấy từ số liệu năm"), *FactSource.choices],
        help_text="Số liệu năm được đưa ra để lấy khi chấm tiêu chí này.",
    )
    guidance = TextField(label="Hướng dẫn chấm", required=False, rows=5, max_length=5000)

    def __init__(self, *args: Any, areas: Iterable[ContentArea], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a choice field
        self.helper = plain_helper(*(Field(name, wrapper_class=f"field of-{name}") for name in self.fields))

    def clean(self) -> dict[str, Any]:
        """What the kind asks for and what it leaves empty; a field that is wrong already is left alone."""
        found = super().clean() or {}
        if "kind" in self.errors:
            return found
        names = ("kind", "area", "maximum", "unit_points", "target")
        criterion = Criterion(**{name: found.get(name) for name in names})
        for field, sentence in sentences_of(criterion):
            if field not in self.errors:
                self.add_error(field, sentence)
        return found


def sentences_of(criterion: Criterion) -> list[tuple[str, str]]:
    """(field, sentence) for every rule of the database the criterion breaks."""
    return [CRITERION_SENTENCES[name] for name in broken_rules(criterion)]
