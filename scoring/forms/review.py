"""What the meeting said of one item, as it is typed."""

import re
from typing import Any

from django import forms

from scoring.forms.objections import EntryField, LineForm
from scoring.models import Mark, Objection, ReviewDecision
from scoring.states import DecisionKind
from scoring.stored import criterion_of
from toolkit.forms import TextField

SEEN = re.compile(r"[0-9]{1,18}:[0-9]{1,9}(,[0-9]{1,18}:[0-9]{1,9})*")


class DecisionForm(LineForm):
    """`may_change`: the person may appraise the line, and so change its score and answer its objections.

    Of a tie only an opinion is noted. `answers` are the open objections of the line.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = forms.ChoiceField(label="Kết luận", widget=forms.RadioSelect)
    words = TextField(label="Nội dung, lý do", rows=3, max_length=1000, required=False)
    seen_objections = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, mark: Mark | None, may_change: bool, objections: list[Objection], **kwargs: Any):
        fields = {name: self.base_fields[name] for name in ("key", "kind")}
        if mark and may_change:
            criterion = criterion_of(mark.criterion)
            fields["entry"] = EntryField(criterion, mark.criterion.criteria_set.step, label="Số mới", required=False)
        fields["words"] = self.base_fields["words"]
        if mark and may_change and objections:
            fields["answers"] = forms.BooleanField(label=_answers_label(objections), required=False)
        fields |= {name: self.base_fields[name] for name in ("seen_objections", "version", "mark_version")}
        self.base_fields = fields  # type: ignore[misc]  # of this form, not of the class
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of(mark, may_change)  # type: ignore[attr-defined]  # a choice field

    def clean_seen_objections(self) -> dict[int, int]:
        typed = self.cleaned_data["seen_objections"]
        if typed and not SEEN.fullmatch(typed):
            raise forms.ValidationError("Tải lại trang rồi ghi kết luận.")
        pairs = (part.split(":") for part in typed.split(",") if part)
        return {int(pk): int(version) for pk, version in pairs}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") != DecisionKind.CHANGED:  # what stands in the box is not meant then
            self.errors.pop("entry", None)
            found["entry"] = ""
        return found

    @property
    def answered(self) -> dict[int, int]:
        """The objections to be answered, by key with the version that was seen."""
        return self.cleaned_data["seen_objections"] if self.cleaned_data.get("answers") else {}

    def show_meanwhile(self, now: Any) -> None:
        match now:
            case Mark():
                self.show_line(now, self.cleaned_data.get("entry") or now.appraised_entry)
            case Objection():
                self.add_error(None, f"{now.unit}: kiến nghị vừa được xử lý. Xem lại rồi ghi kết luận.")
            case ReviewDecision():
                super().show_meanwhile(now)


def _answers_label(objections: list[Objection]) -> str:
    return f"Trả lời luôn kiến nghị của {', '.join(one.unit.name for one in objections)} bằng kết luận này"


def kinds_of(mark: Mark | None, may_change: bool) -> list[tuple[str, str]]:
    if mark is None:
        return [(DecisionKind.NOTED.value, DecisionKind.NOTED.label)]
    kinds = DecisionKind if may_change else (DecisionKind.KEPT, DecisionKind.NOTED)
    return [(kind.value, kind.label) for kind in kinds]
