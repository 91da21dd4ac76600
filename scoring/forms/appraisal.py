"""What an appraiser types: an entry of the criterion's kind with its reason, and why something goes back."""

from collections.abc import Sequence
from typing import Any

from django import forms

from scoring.actions.marks import REASON_MISSING, Appraisal
from scoring.arithmetic import Criterion, Kind
from scoring.entries import EntryProblem, entry_text, parse_entry
from toolkit.forms import LineField, SeenForm, TextField
from toolkit.text import clean

MOST_CHARACTERS = 60


class EntryField(LineField):
    """Typed by people, cleaned to the canonical text of the criterion ("" for nothing)."""

    def __init__(self, criterion: Criterion, step, **kwargs):
        self.criterion, self.step = criterion, step
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if len(typed) > MOST_CHARACTERS:
            raise forms.ValidationError(f"Số quá dài: nhiều nhất {MOST_CHARACTERS} ký tự.")
        try:
            entry = parse_entry(typed, self.criterion, self.step)
        except EntryProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        return entry_text(entry, Kind(self.criterion.kind)) or ""


class EntryForm(SeenForm):
    """One entry of one line. After a collision `stored` is the row as it is now."""

    def __init__(self, *args, criterion: Criterion, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"] = EntryField(criterion, step, label="Điểm")
        self.stored: Any = None

    def show_meanwhile(self, now) -> None:
        self.stored = now
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when bound
        self.data["version"] = str(now.version)  # type: ignore[index]  # a QueryDict when bound
        self.add_error(None, "Người khác vừa lưu dòng này. Chọn số đúng:")

    @property
    def typed(self) -> str:
        return clean(str(self.data.get("entry", "")))


class AppraisalForm(EntryForm):
    reason = LineField(required=False, max_length=1000)

    def problems(self, reasons: Sequence[str]) -> None:
        """A reason that is missing is the fault of its own field."""
        for sentence in reasons:
            self.add_error("reason" if sentence in REASON_MISSING else None, sentence)

    @property
    def appraisal(self) -> Appraisal:
        return Appraisal(self.cleaned_data["entry"], self.cleaned_data["reason"])


class RemarkForm(SeenForm):
    """Why a line or a sheet goes back to its unit."""

    remark = TextField(
        label="Nội dung đơn vị cần sửa",
        rows=3,
        max_length=1000,
        error_messages={"max_length": "Nội dung dài nhất 1.000 ký tự."},
    )

    def show_meanwhile(self, now) -> None:
        self.add_error(None, "Dòng này vừa có thay đổi. Xem lại điểm trước khi trả lại.")
