"""What the head types into the plan of a year."""

from crispy_forms.layout import HTML, Field
from django import forms

from toolkit.forms import DateField, LineField, PageForm, SeenForm, TextField, plain_helper

SECTIONS = (
    ("Phong trào", ("title", "starts_on", "ends_on")),
    ("Thời hạn và yêu cầu", ("plan_due_on", "initiative_due_on", "least_initiatives")),
    ("Lời văn của Kế hoạch", ("purpose", "organisation")),
)


class CampaignForm(SeenForm):
    title = LineField(label="Tên phong trào", max_length=255)
    starts_on = DateField(label="Bắt đầu", required=False)
    ends_on = DateField(label="Kết thúc", required=False)
    plan_due_on = DateField(label="Hạn gửi kế hoạch của đơn vị", required=False)
    initiative_due_on = DateField(label="Hạn đăng ký sáng kiến", required=False)
    least_initiatives = forms.IntegerField(
        label="Số sáng kiến ít nhất mỗi đơn vị",
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Nhập một số nguyên, như 1.",
            "min_value": "Nhập số từ 0 đến 100.",
            "max_value": "Nhập số từ 0 đến 100.",
        },
    )
    purpose = TextField(label="Mục đích, yêu cầu", required=False, rows=8)
    organisation = TextField(label="Tổ chức thực hiện", required=False, rows=8)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = [part for title, names in SECTIONS for part in _section(title, names)]
        self.helper = plain_helper(Field("version"), *parts)

    def clean_ends_on(self):
        return _not_before(self, "starts_on", "ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")


class AreaForm(SeenForm):
    title = LineField(label="Nội dung thi đua", max_length=500)
    short_title = LineField(
        label="Tên ngắn", max_length=60, required=False, help_text="Dùng trên biểu đồ và bảng, như: Kỷ cương."
    )


class TaskForm(SeenForm):
    text = LineField(label="Nhiệm vụ", max_length=1000)
    due_on = DateField(label="Thời hạn", required=False)


class BasisForm(SeenForm):
    title = LineField(
        label="Trích dẫn",
        max_length=500,
        help_text="Viết như trong văn bản: Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022.",
    )
    number = LineField(label="Số, ký hiệu", max_length=60, required=False)
    issuer = LineField(label="Cơ quan ban hành", max_length=255, required=False)
    signed_on = DateField(label="Ngày ban hành", required=False)
    effective_from = DateField(label="Có hiệu lực từ", required=False)
    effective_to = DateField(label="Có hiệu lực đến", required=False, help_text="Để trống khi còn hiệu lực.")

    def clean_effective_to(self):
        sentence = "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."
        return _not_before(self, "effective_from", "effective_to", sentence)


def _section(title: str, names: tuple[str, ...]) -> list:
    fields = [Field(name, wrapper_class="field") for name in names]
    return [HTML(f'<h2 class="form-section">{title}</h2>'), *fields]


def _not_before(form: PageForm, first: str, last: str, sentence: str):
    """The later of two days, in a form that has cleaned the earlier one before."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begins and ends and ends < begins:
        raise forms.ValidationError(sentence)
    return ends
