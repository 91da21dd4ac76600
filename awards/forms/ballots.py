"""What is typed about a ballot, into one, and from the papers that were counted."""

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.actions.votes import Counted
from awards.models import Ballot, BallotItem, BallotVoter
from awards.states import BallotKind, BallotWay
from awards.tally import Answer, Count, write_share
from toolkit.forms import LineField, PageForm, SeenForm, TextField
from units.models import Unit

YES_NO = [(Answer.YES.value, "Đồng ý"), (Answer.NO.value, "Không đồng ý"), (Answer.BLANK.value, "Không có ý kiến")]
NOBODY = "khong"


class ShareField(LineField):
    """ "2/3", "quá 1/2", "80%"."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return write_share(typed)
        except ValueError as problem:
            raise forms.ValidationError(str(problem), code="invalid") from None


class BallotForm(SeenForm):
    """A rank tie has no threshold; the units are chosen where each is answered by yes or no."""

    title = LineField(label="Nội dung bỏ phiếu", max_length=300)
    way = forms.ChoiceField(
        label="Cách bỏ phiếu",
        choices=BallotWay,
        help_text="Cả hai cách: đơn vị nào nhận phiếu giấy thì không bỏ trực tuyến; hai bên kiểm chung.",
    )
    quorum = ShareField(label="Số đơn vị dự ít nhất", max_length=20, help_text="Như 2/3; tính trên số đơn vị của Khối.")
    threshold = ShareField(
        label="Số phiếu ít nhất để được chọn",
        max_length=20,
        help_text="Như quá 1/2, 2/3 hoặc 80%; tính trên số phiếu hợp lệ của các đơn vị khác.",
    )
    units = forms.ModelMultipleChoiceField(
        label="Các đơn vị đưa ra biểu quyết", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    place = LineField(label="Địa điểm", max_length=255, required=False, help_text="In trong biên bản kiểm phiếu.")
    tellers = TextField(
        label="Tổ kiểm phiếu", required=False, rows=3, help_text="Mỗi người một dòng; in trong biên bản."
    )

    def __init__(self, *args: Any, kind: str, units: Any, **kwargs: Any):
        fields = dict(self.base_fields)
        if kind == BallotKind.RANK_TIE:
            fields.pop("threshold")
        if kind != BallotKind.REVIEW:
            fields.pop("units")
        self.base_fields = fields  # type: ignore[misc]  # of this form, not of the class
        super().__init__(*args, **kwargs)
        if "units" in self.fields:
            self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a choice field
            self.fields["units"].error_messages["required"] = "Chọn ít nhất một đơn vị để biểu quyết."

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("units", "version")}

    @property
    def units_chosen(self) -> list[Unit] | None:
        return list(self.cleaned_data["units"]) if "units" in self.fields else None


class CancelForm(PageForm):
    reason = LineField(label="Lý do hủy", max_length=500)


# A vote -------------------------------------------------------------------------------------------------------------


class VoteForm(forms.Form):
    """One vote, about every item but the own unit; drawn by the page.

    The browser is asked to keep nothing: the form has no `data-keep` (static/js/keep.js) and no autocomplete.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, ballot: Ballot, items: Sequence[BallotItem], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ballot, self.items = ballot, items
        self.fields.update(_answer_fields(items) if ballot.seats == 0 else {"chon": _seats_field(ballot.seats, items)})

    def answers(self) -> dict[int, Answer]:
        if self.ballot.seats == 0:
            return {item.pk: Answer(self.cleaned_data[f"muc-{item.pk}"]) for item in self.items}
        chosen = self.cleaned_data["chon"]
        named = set(chosen if isinstance(chosen, list) else [chosen])
        return {item.pk: Answer.YES if str(item.pk) in named else Answer.BLANK for item in self.items}

    def told(self) -> list[tuple[str, str]]:
        """(unit, what the vote says of it), to be looked at before it is cast."""
        words = dict(YES_NO) if self.ballot.seats == 0 else {"yes": "Chọn", "blank": "Không chọn"}
        answers = self.answers()
        return [(item.unit.name, words[answers[item.pk]]) for item in self.items]

    def sent(self) -> list[tuple[str, str]]:
        """The fields again, as they go from the review to the urn."""
        pairs = [(name, self.cleaned_data[name]) for name in self.fields]
        return [(name, one) for name, value in pairs for one in (value if isinstance(value, list) else [value])]


def _answer_fields(items: Sequence[BallotItem]) -> dict[str, forms.Field]:
    return {
        f"muc-{item.pk}": forms.ChoiceField(
            label=item.unit.name,
            choices=YES_NO,
            widget=forms.RadioSelect,
            error_messages={"required": f"{item.unit.name}: chưa chọn ý kiến."},
        )
        for item in items
    }


def _seats_field(seats: int, items: Sequence[BallotItem]) -> forms.Field:
    named = [(str(item.pk), item.unit.name) for item in items]
    if seats == 1:
        return forms.ChoiceField(
            label="Chọn một đơn vị",
            choices=[*named, (NOBODY, "Không chọn đơn vị nào")],
            widget=forms.RadioSelect,
            error_messages={"required": "Chưa chọn. Chọn một đơn vị, hoặc “Không chọn đơn vị nào”."},
        )
    return SeveralField(seats, label=f"Chọn nhiều nhất {seats} đơn vị", choices=named, required=False)


class SeveralField(forms.MultipleChoiceField):
    def __init__(self, most: int, **kwargs: Any):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.most = most

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                f"Đã chọn {len(value)} đơn vị. Chọn nhiều nhất {self.most} đơn vị.", code="many"
            )


# Papers -------------------------------------------------------------------------------------------------------------


class GiveForm(PageForm):
    """Which units get a ballot paper."""

    units = forms.ModelMultipleChoiceField(
        label="Đơn vị nhận phiếu giấy",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a choice field


class NumberOfVotes(forms.IntegerField):
    """A whole number from 0; what is wrong names the line."""

    def __init__(self, label: str, **kwargs: Any):
        wrong = f"{label}: ghi một số nguyên từ 0."
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
        super().__init__(label=label, min_value=0, max_value=9999, error_messages=messages, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "form-control"})


class CountForm(SeenForm):
    """What the tellers counted; the page draws a line an item."""

    def __init__(
        self,
        *args: Any,
        ballot: Ballot,
        items: Sequence[BallotItem],
        voters: Sequence[BallotVoter],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.items, self.voters = items, voters
        self.answers = [Answer.YES, Answer.BLANK] if ballot.seats else list(Answer)
        self.fields["issued"] = NumberOfVotes("Số phiếu phát ra")
        self.fields["returned"] = NumberOfVotes("Số phiếu thu về")
        self.fields["invalid"] = NumberOfVotes("Số phiếu không hợp lệ")
        self.fields["came"] = forms.MultipleChoiceField(
            label="Đơn vị đã nộp phiếu",
            choices=[(str(voter.unit_id), voter.unit.name) for voter in voters],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            required=False,
        )
        self.words = {"yes": "Chọn", "blank": "Không chọn"} if ballot.seats else dict(YES_NO)
        for item in items:
            for answer in self.answers:
                self.fields[f"{answer}-{item.pk}"] = NumberOfVotes(f"{item.unit.name}, {self.words[answer].lower()}")

    def lines(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """(unit, (what is counted, its box)) of every item."""
        boxes = [[(self.words[answer], self[f"{answer}-{item.pk}"]) for answer in self.answers] for item in self.items]
        return [(item.unit.name, row) for item, row in zip(self.items, boxes, strict=True)]

    def counted(self) -> Counted:
        found = self.cleaned_data
        return Counted(
            found["issued"],
            found["returned"],
            found["invalid"],
            {item.unit.code: self._count(item) for item in self.items},
            frozenset(int(unit) for unit in found["came"]),
        )

    def _count(self, item: BallotItem) -> Count:
        return Count(**{answer.value: self.cleaned_data[f"{answer}-{item.pk}"] for answer in self.answers})
