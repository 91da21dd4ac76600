"""What is added to a line as evidence: files, or a link with a name."""

from django import forms
from django.core.validators import URLValidator

from toolkit.forms import FilesField, LineField, PageForm

NOTHING = "Chọn tệp, hoặc nhập một liên kết."
BOTH = "Gửi tệp và liên kết thành hai lần."
NOT_A_LINK = "Liên kết chưa đúng. Nhập như https://habac.haiphong.gov.vn/tin-tuc."


class EvidenceForm(PageForm):
    new_files = FilesField(label="Tệp minh chứng")
    url = LineField(
        label="Hoặc liên kết",
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"], message=NOT_A_LINK)],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
    )
    name = LineField(label="Tên của liên kết", required=False, max_length=150)

    def clean(self):
        found = super().clean()
        has_files, has_link = bool(found.get("new_files")), bool(found.get("url"))
        if not self.errors and has_files == has_link:
            self.add_error(None, BOTH if has_files else NOTHING)
        return found

    @property
    def sentences(self) -> list[str]:
        """Every problem of the form, for the row."""
        return [str(sentence) for sentences in self.errors.values() for sentence in sentences]
