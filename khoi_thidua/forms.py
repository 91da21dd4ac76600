"""Forms of the account. Crispy draws the fields; the page draws the summary of errors and the button."""

from crispy_forms.bootstrap import FieldWithButtons, StrictButton
from crispy_forms.layout import Field
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.core.exceptions import ValidationError

from toolkit.forms import plain_helper

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Nhập lại mật khẩu; chữ hoa và chữ thường là khác nhau."
PASSWORD_HINT = "Ít nhất 10 ký tự, không chỉ gồm chữ số, không phải mật khẩu hay dùng, không giống tên đăng nhập."  # noqa: S105
PASSWORD_FAULTS = {
    "password_too_short": "Mật khẩu mới chưa đủ 10 ký tự.",
    "password_too_common": "Mật khẩu mới là mật khẩu nhiều người dùng, dễ bị đoán. Chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu mới chỉ gồm chữ số. Thêm chữ cái.",
    "password_too_similar": "Mật khẩu mới quá giống tên đăng nhập hoặc họ tên. Chọn mật khẩu khác.",
}


def with_reveal(name: str) -> FieldWithButtons:
    """A password with a button that shows it; without script the button does nothing and the field still works."""
    button = StrictButton("Hiện", css_class="btn-plain", data_reveal=f"id_{name}", aria_pressed="false")
    return FieldWithButtons(name, button, css_class="field")


class LoginForm(AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": WRONG,
        "inactive": "Tài khoản này đã ngừng dùng. Xin báo người quản trị.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["username"].error_messages["required"] = "Nhập tên đăng nhập."
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].error_messages["required"] = "Nhập mật khẩu."
        self.helper = plain_helper(Field("username", wrapper_class="field"), with_reveal("password"))


class OwnPassword:
    """A password the person chooses: our labels, our sentences, and from then on nobody asks to change it."""

    LABELS = {"new_password1": "Mật khẩu mới", "new_password2": "Nhập lại mật khẩu mới"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"{label}: chưa nhập."
            self.fields[name].help_text = PASSWORD_HINT if name == "new_password1" else ""
        self.helper = plain_helper(*(Field(name, wrapper_class="field") for name in self.LABELS))

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)

    def validate_password_for_user(self, user, password_field_name="new_password2"):  # noqa: S107
        """Django's validators, with our sentences at the field they speak of."""
        super().validate_password_for_user(user, password_field_name)
        if found := self._errors.pop(password_field_name, None):
            for problem in found.as_data():
                sentence = PASSWORD_FAULTS.get(problem.code)
                self.add_error(
                    "new_password1" if sentence else password_field_name,
                    ValidationError(sentence or problem.messages, code=problem.code),
                )


MISMATCH = {"password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau."}


class PasswordForm(OwnPassword, PasswordChangeForm):
    error_messages = {
        **PasswordChangeForm.error_messages,
        **MISMATCH,
        "password_incorrect": "Mật khẩu đang dùng chưa đúng.",
    }
    LABELS = {"old_password": "Mật khẩu đang dùng"} | OwnPassword.LABELS


class FirstPasswordForm(OwnPassword, SetPasswordForm):
    error_messages = {**SetPasswordForm.error_messages, **MISMATCH}


class ResetForm(PasswordResetForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Thư điện tử"
        self.fields["email"].error_messages |= {
            "required": "Nhập địa chỉ thư điện tử.",
            "invalid": "Địa chỉ thư điện tử chưa đúng. Ví dụ: vanphong@habac.example.vn",
        }
        self.helper = plain_helper(Field("email", wrapper_class="field"))
