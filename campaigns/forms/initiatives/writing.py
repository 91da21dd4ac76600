"""The form of an initiative, after the application form of Thông tư 18/2013/TT-BKHCN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms

from campaigns.actions.initiatives import MOST_AUTHORS, AuthorLine, words_of_authors
from campaigns.models import Campaign, ContentArea, Initiative
from campaigns.states import InitiativeKind
from toolkit.forms import DateField, FilesField, LineField, NumberField, SeenForm, TextField, plain_helper
from toolkit.text import clean

PARTS_OF_AUTHOR = {
    "name": "Họ và tên",
    "office": "Chức vụ, nơi công tác",
    "role": "Vai trò",
    "share": "Tỷ lệ (%)",
}
SECTIONS = (
    ("chung", "Thông tin chung", ("title", "kind", "field", "area")),
    ("noi-dung", "Nội dung", ("situation", "content", "novelty")),
    ("ap-dung", "Áp dụng và hiệu quả", (
        "applied_where", "applied_since", "economic_effect", "social_effect", "scope", "conditions")),
    ("tep", "Tệp kèm theo", ("attached",)),
)  # fmt: skip
NEITHER_TEXT_NOR_AUTHOR = ("version", "pk", "draft_key", "attached")


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    helper: FormHelper


@dataclass(frozen=True)
class AuthorRow:
    """The fields of an author, each with the word that stands above it."""

    number: int
    fields: tuple[tuple[str, forms.BoundField], ...]


class InitiativeForm(SeenForm):
    """A draft needs its title alone; what else registering needs is asked by `missing_to_register`.

    Authors are fields of this form, `author_0_name` and so on: empty lines are left out and the rest moves up, so that
    a field's number is the author's place. `more` shows one empty line more.
    """

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    draft_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = LineField(label="Tên sáng kiến, mô hình, giải pháp", max_length=300)
    kind = forms.ChoiceField(label="Loại", choices=InitiativeKind.choices)
    field = LineField(
        label="Lĩnh vực áp dụng", max_length=200, required=False, help_text="Ví dụ: cải cách hành chính, giáo dục."
    )
    area = forms.ModelChoiceField(
        label="Nội dung thi đua", queryset=ContentArea.objects.none(), required=False, empty_label="Chưa chọn"
    )
    situation = TextField(
        label="Tình trạng trước khi áp dụng", required=False, help_text="Cách làm trước đây và chỗ chưa được."
    )
    content = TextField(label="Nội dung giải pháp", required=False, rows=8, help_text="Các bước, cách thực hiện.")
    novelty = TextField(
        label="Điểm mới", required=False, help_text="Khác gì so với cách làm trước, ở đây hay nơi khác."
    )
    applied_where = LineField(label="Nơi áp dụng hoặc áp dụng thử", max_length=500, required=False)
    applied_since = DateField(label="Ngày áp dụng lần đầu hoặc áp dụng thử", required=False)
    economic_effect = TextField(
        label="Hiệu quả kinh tế", required=False, help_text="Đã thu được hoặc dự kiến; nêu cách tính nếu có số tiền."
    )
    social_effect = TextField(label="Hiệu quả xã hội", required=False)
    scope = TextField(label="Khả năng, phạm vi nhân rộng", required=False)
    conditions = TextField(
        label="Điều kiện cần thiết để áp dụng", required=False, help_text="Nhân lực, thiết bị, kinh phí, văn bản."
    )
    attached = FilesField(label="Tệp kèm theo")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        campaign: Campaign,
        initiative: Initiative | None = None,
        authors: Sequence[Any] = (),
        more: bool = False,
    ):
        typed = compacted(data) if data is not None else None
        super().__init__(typed, files, initial=_shown(initiative) | _lines(authors))
        self.fields["area"].queryset = campaign.areas.order_by("number")  # type: ignore[attr-defined]  # a choice field
        self.filled = _count(typed) if typed is not None else len(authors)
        self.lines = max(self.filled, min(self.filled + more, MOST_AUTHORS), 1)
        for number in range(self.lines):
            self.fields |= author_fields(number)
        if more:
            self.fields[f"author_{self.lines - 1}_name"].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        if self.filled > MOST_AUTHORS:
            self.add_error(None, f"Mỗi sáng kiến ghi nhiều nhất {MOST_AUTHORS} tác giả.")

    # What is drawn -----------------------------------------------------------------------------------------------

    @property
    def sections(self) -> list[Section]:
        """Those before and those after the authors are told apart by their slug (see the template)."""
        return [
            Section(slug, title, plain_helper(*(Field(name, wrapper_class="field") for name in names)))
            for slug, title, names in SECTIONS
        ]

    @property
    def author_rows(self) -> list[AuthorRow]:
        return [AuthorRow(number + 1, self._fields_of_author(number)) for number in range(self.lines)]

    def _fields_of_author(self, number: int) -> tuple[tuple[str, forms.BoundField], ...]:
        return tuple((word, self[f"author_{number}_{part}"]) for part, word in PARTS_OF_AUTHOR.items())

    def show_meanwhile(self, now: Any) -> None:
        """Authors are told in one line, stored and typed; what the form carries unseen is not."""
        super().show_meanwhile(now)
        self.meanwhile = [line for line in self.meanwhile if line[0] not in NEITHER_TEXT_NOR_AUTHOR]
        typed = words_of_authors(self.authors)
        if typed != now.authors_words:
            self.meanwhile.append(("Tác giả", now.authors_words or "trống", typed or "trống"))

    def show_missing(self, missing: Mapping[str, str]) -> None:
        """What registering lacks, each sentence at its field."""
        self.cleaned_data = getattr(self, "cleaned_data", {})
        for name, sentence in missing.items():
            self.add_error(name, sentence)

    # What was typed ----------------------------------------------------------------------------------------------

    @property
    def texts(self) -> dict[str, Any]:
        """Values of the initiative's own fields, those that can be read."""
        skipped = {name for name in self.fields if name.startswith("author_")} | set(NEITHER_TEXT_NOR_AUTHOR)
        return {name: value for name, value in self.cleaned_data.items() if name not in skipped}

    @property
    def authors(self) -> list[AuthorLine]:
        """In the order typed; a part that cannot be read is missing."""
        lines = (AuthorLine(**self._author(number)) for number in range(self.filled))
        return [line for line in lines if line != AuthorLine()]

    def _author(self, number: int) -> dict[str, Any]:
        found = {part: self.cleaned_data.get(f"author_{number}_{part}") for part in PARTS_OF_AUTHOR}
        return {part: value for part, value in found.items() if value is not None}

    @property
    def unreadable(self) -> list[str]:
        """The labels of what was typed and cannot be read."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]


class ShareField(NumberField):
    """A share in %; its sentences name the author, for there are several such fields."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError as problem:
            raise forms.ValidationError([f"{self.label}: {message}" for message in problem.messages]) from None

    def validate(self, value: Decimal | None) -> None:
        if value is not None and not 0 < value <= 100:
            raise forms.ValidationError("Tỷ lệ từ 0,01 đến 100.", code="range")


def author_fields(number: int) -> dict[str, forms.Field]:
    """One line; its labels name the author for those who hear the page."""
    who = f"Tác giả {number + 1}"
    fields: dict[str, forms.Field] = {
        "name": LineField(max_length=150, required=False),
        "office": LineField(max_length=255, required=False),
        "role": LineField(max_length=100, required=False),
        "share": ShareField(required=False),
    }
    for part, field in fields.items():
        field.label = f"{who}: {PARTS_OF_AUTHOR[part].lower()}"
        field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}
    return {f"author_{number}_{part}": field for part, field in fields.items()}


def compacted(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the lines of authors that hold anything moved up, and never more than one too many."""
    kept = {name: value for name, value in data.items() if not name.startswith("author_")}
    lines = ([str(data.get(f"author_{n}_{part}", "")) for part in PARTS_OF_AUTHOR] for n in range(2 * MOST_AUTHORS))
    filled = [line for line in lines if any(clean(text) for text in line)]
    for number, line in enumerate(filled[: MOST_AUTHORS + 1]):
        kept |= {f"author_{number}_{part}": text for part, text in zip(PARTS_OF_AUTHOR, line, strict=True)}
    return kept


def _count(typed: Mapping[str, Any]) -> int:
    return sum(1 for name in typed if name.startswith("author_") and name.endswith("_name"))


def _shown(initiative: Initiative | None) -> dict[str, Any]:
    if initiative is None:
        return {"draft_key": uuid4(), "version": 0}
    names = [name for name in InitiativeForm.base_fields if name not in ("pk", "attached")]
    return {"pk": initiative.pk} | {name: getattr(initiative, name) for name in names}


def _lines(authors: Sequence[Any]) -> dict[str, Any]:
    return {
        f"author_{number}_{part}": getattr(author, part)
        for number, author in enumerate(authors)
        for part in PARTS_OF_AUTHOR
    }
