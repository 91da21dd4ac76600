"""What people may write into a paper: only the fields it has room for, each with what it says otherwise."""

from collections.abc import Mapping

from django import forms
from django.utils.html import format_html, format_html_join

from awards.paper_words import room_of
from awards.states import Kind
from campaigns.documents.frame import NO_SIGNER
from toolkit.forms import LineField, SeenForm, TextField

HOW = {
    "recipients": "Mỗi nơi một dòng, không gõ gạch đầu dòng.",
    "office": "Nhiều dòng thì cách nhau bằng dấu / (trước và sau có dấu cách).",
}
LINES = {"office": 255, "signer": 150}  # one line, as long as its column
NOTHING = "Để trống thì không in phần này."


def paper_text_form(kind: Kind, defaults: Mapping[str, str]) -> type[SeenForm]:
    """`defaults` is what the paper prints where the field is left empty."""
    fields = {name: field_of(name, label, defaults.get(name, "")) for name, label in room_of(kind).items()}
    return type("PaperTextForm", (SeenForm,), fields)


def field_of(name: str, label: str, default: str) -> forms.Field:
    words = help_of(name, default)
    if name in LINES:
        return LineField(label=label, required=False, help_text=words, max_length=LINES[name])
    if name == "recipients":
        return TextField(label=label, required=False, help_text=words, rows=5, max_length=5_000)
    return TextField(label=label, required=False, help_text=words, rows=6)


def help_of(name: str, default: str) -> str:
    """What is printed when the field stays empty; it comes from the year's data, so it is escaped."""
    default = default or (NO_SIGNER if name == "signer" else "")
    if not default:
        return f"{HOW.get(name, '')} {NOTHING}".strip()
    words = format_html_join("; ", "{}", ((line,) for line in default.splitlines()))
    return format_html("{} Để trống thì in: {}", HOW.get(name, ""), words).strip()
