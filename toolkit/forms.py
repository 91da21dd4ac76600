"""What the forms of the pages share: clean text, Vietnamese dates and numbers, files, and the version that was seen.

Crispy draws the fields; the page draws the summary of errors (`_form_errors.html`) and the button.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from toolkit.numbers import NumberProblem, parse_decimal, plain_text
from toolkit.private_files import FilesRefused, Limits, accept_uploads
from toolkit.reasons import NotPossible
from toolkit.text import clean
from toolkit.versions import ChangedMeanwhile

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
DATE_TIME_FORMATS = [f"{day} {hour}" for day in DATE_FORMATS for hour in ("%H:%M", "%Hh%M")]
MEANWHILE = "Nội dung này vừa được người khác lưu. Những gì đang gõ còn nguyên; so với bản vừa lưu rồi lưu lại."


def plain_helper(*fields: Any) -> FormHelper:
    """Fields only; the summary of errors on the page already says what is wrong with the whole."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the page's own <form> carries the token
    helper.form_show_errors = True
    helper.layout = Layout(*fields)
    return helper


def clean_lines(text: str) -> str:
    """Each line clean, at most one empty line in a row, none at the ends."""
    lines: list[str] = []
    for line in (clean(line) for line in text.replace("\r\n", "\n").split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n")


# Fields -----------------------------------------------------------------------------------------------------------


class LineField(forms.CharField):
    """One line of text, NFC, no stray blanks."""

    def to_python(self, value: Any) -> Any:
        return clean(super().to_python(value) or "")


class TextField(forms.CharField):
    """Text of several lines; paragraphs stay, stray blanks go."""

    def __init__(self, *, rows: int = 4, **kwargs: Any):
        kwargs.setdefault("max_length", 20_000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        return clean_lines(super().to_python(value) or "")


class DateField(forms.DateField):
    """A day written dd/mm/yyyy; what people type with dots or dashes is understood."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault("invalid", "Ngày chưa đúng. Nhập như 05/06/2026.")
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy", "autocomplete": "off"})
        super().__init__(input_formats=DATE_FORMATS, widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        found: date | None = super().to_python(clean(value) if isinstance(value, str) else value)
        if found is not None and not 1900 <= found.year <= 2100:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DateTimeField(forms.DateTimeField):
    """A day and a time, "05/06/2026 14:00"."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault("invalid", "Ngày giờ chưa đúng. Nhập như 05/06/2026 14:00.")
        attrs = {"placeholder": "dd/mm/yyyy giờ:phút", "autocomplete": "off"}
        widget = forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs=attrs)
        super().__init__(input_formats=DATE_TIME_FORMATS, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(clean(value) if isinstance(value, str) else value)
        if found is not None and not 1900 <= found.year <= 2100:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class NumberField(forms.Field):
    """A Decimal typed with a comma or a point; `places` is the most decimals it may have."""

    def __init__(self, *, places: int = 2, **kwargs: Any):
        self.places = places
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain_text(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            number = parse_decimal(value)
        except NumberProblem as problem:
            raise forms.ValidationError(str(problem), code="invalid") from None
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise forms.ValidationError(f"Nhiều nhất {self.places} chữ số sau dấu phẩy.", code="places")
        return number


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files within the limits; clean gives a tuple of toolkit.private_files.AcceptedFile."""

    def __init__(self, *, limits: Limits | None = None, **kwargs: Any):
        self.limits = limits or Limits()
        accept = ",".join(f".{kind.value}" for kind in self.limits.kinds)
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text", f"{self.limits.kinds_in_words}; mỗi tệp đến {self.limits.most_bytes // 2**20} MB."
        )
        super().__init__(widget=ManyFiles(attrs={"multiple": True, "accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[UploadedFile[Any]] = [file for file in data or [] if file]
        if not files:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ()
        try:
            return accept_uploads(files, self.limits)
        except FilesRefused as problem:
            raise forms.ValidationError(list(problem.sentences)) from None


# Forms ------------------------------------------------------------------------------------------------------------


class PageForm(forms.Form):
    """Fields in their order, drawn by crispy; who is wrong is marked for screen readers too."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.meanwhile: list[tuple[str, str, str]] = []
        for field in self.fields.values():
            field.error_messages.setdefault("required", "")
            if field.required:
                label = str(field.label or "")
                field.error_messages["required"] = f"{label}: chưa nhập." if label else "Chưa nhập."
            if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
                field.error_messages["invalid_choice"] = f"{field.label}: chọn một mục trong danh sách."
        self.helper = plain_helper(*(Field(name, wrapper_class="field") for name in self.fields))

    def problems(self, reasons: Sequence[str]) -> None:
        for reason in reasons:
            self.add_error(None, reason)


class SeenForm(PageForm):
    """A form of a row with a `version`: it carries the version it was shown with (toolkit.versions)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data.get("version") or 0)

    def show_meanwhile(self, now: models.Model) -> None:
        """Put the stored values beside the typed ones; saving once more is then a choice, not an accident."""
        self.add_error(None, MEANWHILE)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("version")] = str(now.version)  # type: ignore[attr-defined,index]
        for name, field in self.fields.items():
            if name == "version" or not hasattr(now, name):
                continue
            stored, typed = getattr(now, name), self.cleaned_data.get(name)
            if stored != typed and (stored or typed):
                self.meanwhile.append((str(field.label or name), shown(field, stored), shown(field, typed)))


def shown(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return "trống"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, Decimal):
        return plain_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def done(form: Any, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Whether the action was taken; why it was not stands on the form, with everything that was typed.

    What the action returned is `form.result`.
    """
    try:
        form.result = action(*args, **kwargs)
    except NotPossible as problem:
        form.problems(problem.reasons)
        return False
    except ChangedMeanwhile as problem:
        form.show_meanwhile(problem.now)
        return False
    return True
