"""What is typed about an issued paper: why it is taken back; and the signed file of it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from toolkit.forms import PageForm, TextField

MOST_BYTES = 12 * 1024 * 1024  # the largest paper, and what signing programs draw into it
MB = 1024 * 1024


class SignedFileField(forms.FileField):
    """The bytes of one file, bounded; what they are is found out by awards.signing."""

    widget = forms.FileInput(attrs={"accept": ".pdf,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file: UploadedFile[Any] = super().clean(data, initial)
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MOST_BYTES // MB} MB. Bản ký của văn bản nhỏ hơn nhiều.")
        return bytes(file.read())


class WithdrawForm(PageForm):
    reason = TextField(
        label="Lý do thu hồi",
        rows=3,
        max_length=1000,
        help_text="Hiện cùng văn bản cho mọi người xem được văn bản.",
    )


class SignedForm(PageForm):
    file = SignedFileField(
        label="Tệp PDF đã ký",
        error_messages={"empty": "Tệp rỗng, không có nội dung."},
        help_text=f"Tối đa {MOST_BYTES // MB} MB. Ký thẳng lên tệp tải từ trang này; không in lại, không lưu lại.",
    )
