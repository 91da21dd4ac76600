"""What is typed about a meeting, a leave that is asked for, a roll-call."""

from typing import Any

from django import forms

from campaigns.actions.meetings import Present, Record
from campaigns.models import Attendance, Meeting
from campaigns.states import AttendanceState, MeetingKind
from toolkit.forms import DateTimeField, FilesField, LineField, PageForm, SeenForm, TextField
from units.models import Unit

ROLL = [(state.value, state.label) for state in AttendanceState]


class MeetingForm(SeenForm):
    """A meeting and whom it invites; `values` is what the meeting itself keeps."""

    KEPT = ("kind", "title", "starts_at", "ends_at", "place", "agenda", "chair", "secretary")

    kind = forms.ChoiceField(label="Loại", choices=MeetingKind.choices)
    title = LineField(label="Nội dung", max_length=300)
    starts_at = DateTimeField(label="Bắt đầu")
    ends_at = DateTimeField(label="Kết thúc", required=False, help_text="Bỏ trống nếu chưa định.")
    place = LineField(label="Địa điểm", max_length=300)
    agenda = TextField(label="Chương trình", required=False, rows=6, help_text="Mỗi mục một dòng.")
    chair = LineField(
        label="Chủ trì", max_length=255, required=False, help_text="Ghi chức vụ, như “Trưởng Khối thi đua số 02”."
    )
    secretary = LineField(label="Thư ký", max_length=255, required=False)
    units = forms.ModelMultipleChoiceField(
        label="Đơn vị được mời", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    documents = FilesField(label="Tài liệu gửi kèm")

    def __init__(self, *args: Any, units, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a choice field
        self.fields["units"].error_messages["required"] = "Chọn ít nhất một đơn vị để mời."

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", "Giờ kết thúc đứng trước giờ bắt đầu.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.KEPT}

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        invited = [row.unit_id for row in meeting.attendances.all()]
        kept = {name: getattr(meeting, name) for name in MeetingForm.KEPT}
        return kept | {"units": invited, "version": meeting.version}


class CancelForm(PageForm):
    reason = LineField(label="Lý do hủy", max_length=500)


class LeaveForm(PageForm):
    reason = LineField(label="Lý do vắng", max_length=500)


class RollForm(forms.Form):
    """One unit's line of the roll-call; drawn by the page, not by crispy, because there is one for every unit."""

    use_required_attribute = False

    state = forms.ChoiceField(label="Điểm danh", choices=ROLL)
    people = forms.IntegerField(
        label="Số người",
        required=False,
        min_value=0,
        max_value=999,
        error_messages={"invalid": "Số người là số nguyên từ 1.", "min_value": "Số người là số nguyên từ 1."},
    )
    reason = LineField(label="Lý do vắng", max_length=500, required=False)

    def __init__(self, data: Any, *, attendance: Attendance):
        initial = {"state": attendance.state, "people": attendance.people}
        initial["reason"] = attendance.reason or attendance.leave_reason
        super().__init__(data, prefix=f"dv{attendance.pk}", initial=initial)
        self.attendance = attendance
        for name, field in self.fields.items():
            kind = "form-select" if name == "state" else "form-control"
            label = f"{field.label}: {attendance.unit.name}"
            field.widget.attrs.update({"class": kind, "aria-label": label, "autocomplete": "off"})

    @property
    def said(self) -> Present:
        data = self.cleaned_data
        return Present(self.attendance.pk, data["state"], data["people"], data["reason"])


class RecordForm(SeenForm):
    """Roll-call and minutes on one page; `roll` holds a RollForm for every invited unit."""

    discussion = TextField(label="Ý kiến thảo luận", required=False, rows=8)
    conclusions = TextField(label="Kết luận", required=False, rows=8)
    why = LineField(label="Lý do sửa", max_length=100, required=False)

    def __init__(self, data: Any = None, *, meeting: Meeting, attendances, **kwargs: Any):
        initial = {name: getattr(meeting, name) for name in ("discussion", "conclusions", "version")}
        super().__init__(data, initial=initial, **kwargs)
        self.roll = [RollForm(data, attendance=row) for row in attendances]
        if meeting.is_open:
            del self.fields["why"]
        self.helper.layout.fields = [field for field in self.helper.layout.fields if field.fields[0] in self.fields]

    def clean(self):
        cleaned = super().clean()
        for line in self.roll:
            for sentences in line.errors.values():
                self.problems([f"{line.attendance.unit.name}: {sentence}" for sentence in sentences])
        return cleaned

    @property
    def record(self) -> Record:
        data = self.cleaned_data
        roll = [line.said for line in self.roll]
        return Record(roll, data["discussion"], data["conclusions"], data.get("why", ""))
