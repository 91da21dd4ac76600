"""The head's form of a report duty: its title, who owes it, and a row for every due date."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from campaigns.actions.report_duties import DueRow, DutyContent, due_words, owed_words
from campaigns.models import ReportDuty
from toolkit.forms import DateField, FilesField, LineField, PageForm, SeenForm, TextField
from units.models import Unit

SPARE_ROWS, LEAST_ROWS, MOST_ROWS = 4, 6, 400
ROW = re.compile(r"(?:ky(\d{1,18})|moi\d{1,3})-due_on")  # a stored due date by its key, or a new one
LABELS = ("Các kỳ và hạn nộp", "Đơn vị phải nộp")


class DutyForm(SeenForm):
    title = LineField(label="Tên báo cáo", max_length=255)
    guidance = TextField(label="Đề cương, yêu cầu", required=False, rows=6)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Đơn vị phải nộp",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn đơn vị nào: tất cả đơn vị của năm đều nộp.",
    )
    new_files = FilesField(label="Thêm biểu mẫu, đề cương đính kèm")

    def __init__(self, *args: Any, units, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a choice field
        self.content = DutyContent("")

    def show_meanwhile(self, now: Any) -> None:
        """With the due dates and units, which stand in other tables."""
        super().show_meanwhile(now)
        typed = due_words(self.content.due_rows), owed_words(self.content.owed_by)
        for label, stored, mine in zip(LABELS, (now.due_words, now.owed_words), typed, strict=True):
            if stored != mine:
                self.meanwhile.append((label, stored or "trống", mine or "trống"))


class DueRowForm(PageForm):
    """A row left empty is no due date; one that is emptied goes.

    Its prefix names the stored due date, so that what a browser kept goes back to the due date it was typed for.
    """

    name = LineField(label="Kỳ báo cáo", required=False, max_length=100)
    due_on = DateField(label="Hạn nộp", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", f"Kỳ “{cleaned['name']}”: nhập hạn nộp, hoặc xóa tên để bỏ dòng.")
        return cleaned

    @property
    def row(self) -> DueRow | None:
        found = self.cleaned_data
        if not found.get("due_on"):
            return None
        return DueRow(found["name"], found["due_on"], key_of(self.add_prefix("due_on")))


def key_of(name: str) -> int | None:
    """The key of the stored due date a field belongs to."""
    found = ROW.fullmatch(name)
    return int(found[1]) if found and found[1] else None


def stored_rows(duty: ReportDuty | None) -> list[DueRowForm]:
    """The stored due dates and some empty rows behind them."""
    dues = list(duty.due_dates.order_by("due_on", "pk")) if duty else []
    rows = [DueRowForm(prefix=f"ky{due.pk}", initial={"name": due.name, "due_on": due.due_on}) for due in dues]
    spare = max(SPARE_ROWS, LEAST_ROWS - len(rows))
    return rows + [DueRowForm(prefix=f"moi{number}") for number in range(spare)]


def typed_rows(data: Mapping[str, Any]) -> list[DueRowForm]:
    prefixes = [name.removesuffix("-due_on") for name in data if ROW.fullmatch(name)]
    return [DueRowForm(data, prefix=prefix) for prefix in prefixes[:MOST_ROWS]]


def initial_of(duty: ReportDuty) -> dict[str, Any]:
    return {
        "title": duty.title,
        "guidance": duty.guidance,
        "units": [unit.pk for unit in duty.owed_by.all()],
        "version": duty.version,
    }


def content_of(form: DutyForm, rows: Sequence[DueRowForm]) -> DutyContent | None:
    """What both parts hold; None when something is wrong, which then stands on the form."""
    form.is_valid()
    for number, row in enumerate(rows, 1):
        for sentences in row.errors.values():
            form.problems([f"Dòng {number}: {sentence}" for sentence in sentences])
    if form.errors:
        return None
    typed = form.cleaned_data
    found = [one for one in (row.row for row in rows) if one]
    form.content = DutyContent(typed["title"], typed["guidance"], found, list(typed["units"]))
    return form.content
