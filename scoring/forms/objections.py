"""What is typed to object to a line and to answer; an entry is read as everywhere (scoring.entries)."""

from decimal import Decimal
from typing import Any

from django import forms

from scoring.arithmetic import Criterion, Kind
from scoring.entries import EntryProblem, entry_from_text, entry_text, parse_entry
from scoring.explain import entry_words
from scoring.models import Mark, Objection
from scoring.stored import criterion_of
from toolkit.forms import MEANWHILE, LineField, PageForm, SeenForm, TextField
from toolkit.numbers import decimal_text, plain_text

LONGEST_ENTRY = 60  # as it is typed


class EntryField(LineField):
    """An entry of one criterion; clean gives its canonical text, "" for nothing."""

    def __init__(self, criterion: Criterion, step: Decimal, **kwargs: Any):
        self.criterion, self.step = criterion, step
        kwargs.setdefault("help_text", entry_rule(criterion, step))
        super().__init__(max_length=LONGEST_ENTRY, **kwargs)
        self.widget.attrs |= {"autocomplete": "off"} | ({"inputmode": "decimal"} if _is_number(criterion) else {})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return entry_text(parse_entry(typed, self.criterion, self.step), self.criterion.kind) or ""
        except EntryProblem as problem:
            raise forms.ValidationError(str(problem), code="entry") from None


def _is_number(criterion: Criterion) -> bool:
    return criterion.kind is not Kind.PASS_FAIL


def entry_rule(criterion: Criterion, step: Decimal) -> str:
    """What may be typed, in one sentence."""
    other = "; hoặc Không áp dụng" if criterion.kind.is_base else ""
    match criterion.kind:
        case Kind.GRADED:
            return (
                f"Điểm từ 0 đến {decimal_text(criterion.maximum or Decimal(0))}, theo bước {decimal_text(step)}{other}."
            )
        case Kind.PASS_FAIL:
            return "Đạt, Không đạt hoặc Không áp dụng."
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            return f"Số thực hiện, chỉ tiêu {plain_text(criterion.target or Decimal(0))}{other}."
    return f"Số lần, số lượng; mỗi lần, mỗi mục {decimal_text(criterion.unit_points or Decimal(0))} điểm{other}."


def typed_form(entry: str, criterion: Criterion) -> str:
    """A stored entry as a person would type it, "" for nothing."""
    return entry_words(entry_from_text(entry), criterion) if entry else ""


def words_of(entry: str, criterion: Criterion) -> str:
    return entry_words(entry_from_text(entry), criterion)


class ObjectionForm(PageForm):
    text = TextField(label="Nội dung kiến nghị", rows=5, max_length=2000)

    def __init__(self, *args: Any, mark: Mark, **kwargs: Any):
        wanted = EntryField(
            criterion_of(mark.criterion),
            mark.criterion.criteria_set.step,
            label="Đề nghị ghi (không bắt buộc)",
            required=False,
        )
        self.base_fields = {"text": self.base_fields["text"], "wanted": wanted}  # type: ignore[misc]  # of this form, not of the class
        super().__init__(*args, **kwargs)


class LineForm(SeenForm):
    """A form that may change the appraised entry of a line: it also carries the version of the line."""

    mark_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def seen_mark(self) -> int:
        return int(self.cleaned_data.get("mark_version") or 0)

    def show_line(self, now: Mark, typed: str) -> None:
        """The line was stored meanwhile: both entries stand side by side, and saving again is a choice."""
        self.add_error(None, MEANWHILE)
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when bound
        self.data[self.add_prefix("mark_version")] = str(now.version)  # type: ignore[index]  # a QueryDict when bound
        criterion = criterion_of(now.criterion)
        self.meanwhile.append(
            ("Điểm thẩm định", words_of(now.appraised_entry, criterion), words_of(typed, criterion))
        )  # fmt: skip


class AnswerForm(LineForm):
    """The entry stands there as it is now; whoever leaves it keeps the score."""

    reason = TextField(label="Trả lời, lý do", rows=4, max_length=1000)

    def __init__(self, *args: Any, mark: Mark, **kwargs: Any):
        criterion = criterion_of(mark.criterion)
        entry = EntryField(
            criterion,
            mark.criterion.criteria_set.step,
            label="Số thẩm định sau khi trả lời",
            required=False,
        )
        entry.help_text = f"Để nguyên nếu giữ điểm. {entry.help_text}"
        hidden = {name: self.base_fields[name] for name in ("version", "mark_version")}
        self.base_fields = {"entry": entry, "reason": self.base_fields["reason"], **hidden}  # type: ignore[misc]  # of this form, not of the class
        initial = {"entry": typed_form(mark.appraised_entry, criterion), "mark_version": mark.version}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)

    def show_meanwhile(self, now: Any) -> None:
        typed = self.cleaned_data.get("entry", "")
        if isinstance(now, Mark):
            self.show_line(now, typed)
        elif isinstance(now, Objection):
            self.show_answer(now, typed)

    def show_answer(self, now: Objection, typed: str) -> None:
        """Somebody else answered: what was answered and what was about to be."""
        criterion = criterion_of(now.mark.criterion)
        who = f" {now.answered_by}" if now.answered_by else ""
        self.add_error(
            None, f"Kiến nghị vừa được{who} xử lý: {now.get_state_display().lower()}. Câu trả lời đang gõ chưa gửi."
        )
        if now.answer:
            self.meanwhile += [
                ("Số thẩm định", words_of(now.entry_after, criterion), words_of(typed, criterion)),
                ("Trả lời", now.answer, self.cleaned_data.get("reason", "")),
            ]
