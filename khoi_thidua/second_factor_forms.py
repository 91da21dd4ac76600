"""Forms that read a code or the password once more. A code is used up by the form that finds it right."""

from crispy_forms.layout import Field
from django import forms
from django.contrib.auth import authenticate
from django.utils import timezone

from khoi_thidua.forms import plain_helper, with_reveal
from toolkit import second_factor

NOT_RIGHT = "Mã chưa đúng, hoặc đã dùng một lần. Chờ ứng dụng đổi sang mã mới rồi nhập."
NOT_RIGHT_RECOVERY = "Mã dự phòng chưa đúng, hoặc đã dùng. Mỗi mã dự phòng chỉ dùng được một lần."
NOT_OF_THE_APP = "Mã chưa khớp. Xem giờ của điện thoại có đúng không, rồi nhập mã đang hiện."
WRONG_PASSWORD = "Mật khẩu chưa đúng. Chữ hoa và chữ thường là khác nhau."  # noqa: S105  (a sentence)


def wait_sentence(seconds: int) -> str:
    span = f"{seconds} giây" if seconds < 120 else f"{-(-seconds // 60)} phút"
    return f"Đã nhập sai nhiều lần. Chờ {span} rồi nhập lại."


def code_field(label: str, hint: str) -> forms.CharField:
    """`one-time-code` lets a phone offer the code; text, because recovery codes have letters."""
    asked = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(attrs=asked),
        error_messages={"required": "Nhập mã.", "max_length": "Mã chỉ có 6 chữ số, mã dự phòng 10 ký tự."},
    )


class CodeForm(forms.Form):
    """The code of the app or a recovery code."""

    code = code_field("Mã xác thực", "Mã 6 số đang hiện trong ứng dụng, hoặc một mã dự phòng.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = plain_helper(Field("code", wrapper_class="field"))

    def clean_code(self):
        code = second_factor.plain_code(self.cleaned_data["code"])
        if seconds := second_factor.seconds_to_wait(self.user, code, timezone.now()):
            raise forms.ValidationError(wait_sentence(seconds))
        if not second_factor.accept_code(self.user, code):
            raise forms.ValidationError(NOT_RIGHT if second_factor.is_app_code(code) else NOT_RIGHT_RECOVERY)
        return code


class NewAppForm(forms.Form):
    """The first code of a new app; `codes` are the recovery codes when it was right."""

    code = code_field("Mã 6 số đang hiện trong ứng dụng", "Mã đổi sau mỗi 30 giây.")

    def __init__(self, *args, user, key, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.key, self.codes = user, key, []
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        del self.fields["code"].widget.attrs["autofocus"]  # the QR code comes first
        self.helper = plain_helper(Field("code", wrapper_class="field"))

    def clean_code(self):
        code = second_factor.plain_code(self.cleaned_data["code"])
        self.codes = second_factor.set_up(self.user, self.key, code)
        if self.codes is None:
            raise forms.ValidationError(NOT_OF_THE_APP)
        return code


class PasswordProofForm(forms.Form):
    """The own password; wrong ones count as failed logins do."""

    password = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Nhập mật khẩu."},
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.helper = plain_helper(with_reveal("password"))

    def clean_password(self):
        user, password = self.request.user, self.cleaned_data["password"]
        if authenticate(self.request, username=user.get_username(), password=password) != user:
            raise forms.ValidationError(WRONG_PASSWORD)
        return password
