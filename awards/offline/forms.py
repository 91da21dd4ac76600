"""What the upload pages ask for."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from awards.offline.merging import Choice
from toolkit.forms import PageForm
from toolkit.spreadsheets.container import MOST_BYTES

CHOICE = "chon-"


class FileForm(PageForm):
    file = forms.FileField(
        label="Tệp Excel đã điền (.xlsx)",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="Tối đa 5 MB. Chưa có gì được ghi cho đến khi xem lại và xác nhận.",
        error_messages={
            "empty": "Tệp rỗng, không có nội dung.",
            "invalid": "Chọn một tệp.",
            "max_length": "Tên tệp quá dài. Đặt tên ngắn hơn.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Chọn một tệp."

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang không cần rồi lưu lại.")
        return file


def choices_of(posted) -> dict[int, Choice]:
    """By key of the line; what is no choice was not chosen."""
    known = {choice.value: choice for choice in Choice}
    found = {name.removeprefix(CHOICE): posted[name] for name in posted if name.startswith(CHOICE)}
    return {int(pk): known[value] for pk, value in found.items() if is_key(pk) and value in known}


def versions_of(posted) -> dict[int, int]:
    """What the page was shown with ("7:0,8:2"); empty for anything else."""
    pairs = [pair.partition(":") for pair in posted.get("versions", "").split(",") if pair]
    return {int(pk): int(version) for pk, _, version in pairs if is_key(pk) and is_key(version)}


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
