"""What is typed about a round: its settings with the rows of its classifications, its dates, reasons, votes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Field
from django import forms
from django.utils import timezone

from campaigns.models import Campaign
from scoring.arithmetic import Band
from scoring.models import CriteriaSet, Round
from scoring.states import RoundKind
from scoring.tie_break import areas_in, read_chain, write_chain
from toolkit.forms import DateTimeField, LineField, NumberField, PageForm, SeenForm, plain_helper
from toolkit.numbers import plain_text
from toolkit.text import clean

LEAST_ROWS = 3  # rows for classifications a new round begins with
MORE = 2  # rows the button adds
MOST_BANDS = 20
CLOSES = 17  # o'clock


class DatesForm(SeenForm):
    """The five deadlines; all that is still edited once a round is under way."""

    self_scoring_until = DateTimeField(label="Hạn tự chấm", required=False)
    appraising_until = DateTimeField(label="Hạn thẩm định", required=False)
    shown_until = DateTimeField(label="Công khai đến", required=False)
    objecting_until = DateTimeField(label="Hạn kiến nghị", required=False)
    reviewing_until = DateTimeField(label="Bình xét đến", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper(Field("version"), *dates_part())

    def clean(self):
        cleaned = super().clean()
        check_order(self)
        return cleaned


DATES = tuple(name for name in DatesForm.base_fields if name != "version")


def dates_part() -> list[Any]:
    title = HTML('<h2 class="form-section">Mốc thời gian</h2>')
    return [title, *(Field(name, wrapper_class="field") for name in DATES)]


def check_order(form: forms.Form) -> None:
    """Each date after the ones before it; said at the one that is too early."""
    latest, name_of_latest = None, ""
    for name in DATES:
        found = form.cleaned_data.get(name)
        if found and latest and found < latest:
            form.add_error(name, f"Mốc này phải từ mốc “{form.fields[name_of_latest].label}” trở đi.")
        elif found:
            latest, name_of_latest = found, name


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of the classifications as it was typed."""

    number: int
    name: str
    total: str
    problem: str = ""


class RoundForm(DatesForm):
    """Everything of a round in preparation. `rows` are the classifications; the page draws them."""

    name = LineField(label="Tên kỳ chấm", max_length=255)
    kind = forms.ChoiceField(label="Loại", choices=RoundKind.choices)
    criteria_set = forms.ModelChoiceField(
        label="Bộ tiêu chí",
        queryset=CriteriaSet.objects.none(),
        help_text="Bản đang soạn chọn được; duyệt xong mới mở tự chấm.",
    )
    tie_break = LineField(
        label="Thứ tự phân định",
        max_length=500,
        required=False,
        help_text="Khi bằng điểm xét lần lượt: Điểm nền; Nội dung 1; Bỏ phiếu.",
    )

    def __init__(self, *args: Any, campaign: Campaign, bands: list[tuple[str, str]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        tables = CriteriaSet.objects.filter(campaign=campaign).order_by("name", "-edition", "pk")
        self.fields["criteria_set"].queryset = tables  # type: ignore[attr-defined]  # a choice field
        self.fields["criteria_set"].label_from_instance = table_words  # type: ignore[attr-defined]  # a choice field
        if "tie_break" in self.initial:
            self.initial["tie_break"] = write_chain(self.initial["tie_break"])
        self.typed = typed_bands(self.data) if self.is_bound else [*(bands or [])]
        self.band_problems: dict[int, str] = {}
        first = [Field(name, wrapper_class="field") for name in ("name", "kind", "criteria_set", "tie_break")]
        self.helper = plain_helper(Field("version"), *first, *dates_part())

    def add_rows(self) -> None:
        self.typed = [*filled(self.typed), *[("", "")] * MORE]

    @property
    def rows(self) -> list[BandRow]:
        more = max(0, LEAST_ROWS - len(self.typed))
        typed = [*self.typed, *[("", "")] * more]
        return [BandRow(i, name, total, self.band_problems.get(i, "")) for i, (name, total) in enumerate(typed, 1)]

    def clean_tie_break(self):
        try:
            chain = read_chain(self.cleaned_data["tie_break"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None
        known = set(self.campaign.areas.values_list("number", flat=True))
        missing = [str(number) for number in areas_in(chain) if number not in known]
        if missing:
            raise forms.ValidationError(f"Phong trào không có Nội dung {', '.join(missing)}.")
        return chain

    def clean(self):
        cleaned = super().clean()
        self.bands = list(self._bands())
        for number, sentence in self.band_problems.items():
            self.add_error(None, f"Mức xếp loại, dòng {number}: {sentence}")
        return cleaned

    def _bands(self) -> Iterator[Band]:
        names: set[str] = set()
        totals: set[Decimal] = set()
        if len(self.typed) > MOST_BANDS:
            self.add_error(None, f"Nhiều nhất {MOST_BANDS} mức xếp loại.")
            return
        for number, (name, typed) in enumerate(self.typed, 1):
            if not name and not typed:
                continue
            try:
                total = lowest_total(name, typed)
            except forms.ValidationError as problem:
                self.band_problems[number] = problem.messages[0]
                continue
            if name in names or total in totals:
                self.band_problems[number] = "tên hoặc điểm trùng với dòng trên."
            names.add(name)
            totals.add(total)
            yield Band(name, total)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def typed_bands(data: Any) -> list[tuple[str, str]]:
    names, totals = data.getlist("band_name"), data.getlist("band_total")
    return [(clean(name)[:200], clean(total)[:40]) for name, total in zip(names, totals, strict=False)]


def filled(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [row for row in rows if any(row)]


def lowest_total(name: str, typed: str) -> Decimal:
    """Raises ValidationError with what is wrong with the row."""
    if not name:
        raise forms.ValidationError("chưa ghi tên mức.")
    if len(name) > 100:
        raise forms.ValidationError("tên mức dài hơn 100 chữ.")
    total: Decimal | None = NumberField(required=False).clean(typed)
    if total is None:
        raise forms.ValidationError("chưa ghi điểm thấp nhất.")
    if not 0 <= total <= 1_000_000:
        raise forms.ValidationError("điểm từ 0 đến 1000000.")
    return total


def table_words(table: CriteriaSet) -> str:
    return f"{table} ({table.get_state_display().lower()})"


# What a form begins with ----------------------------------------------------------------------------------------------

LENGTHS = (10, 8, 1, 5, 2)  # days of each phase


def proposed_dates(at: datetime) -> dict[str, datetime]:
    """Deadlines one after another at 17:00, none on a weekend."""
    found, day = {}, timezone.localtime(at)
    for name, days in zip(DATES, LENGTHS, strict=True):
        day += timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        found[name] = day.replace(hour=CLOSES, minute=0, second=0, microsecond=0)
    return found


def proposed_name(campaign: Campaign) -> dict[str, str]:
    """The mid-year round first, then the one at the end of the year, then nothing."""
    kinds = set(campaign.rounds.values_list("kind", flat=True))
    if RoundKind.MIDYEAR not in kinds and RoundKind.FINAL not in kinds:
        return {"kind": RoundKind.MIDYEAR, "name": f"Sơ kết 6 tháng đầu năm {campaign.year}"}
    if RoundKind.FINAL not in kinds:
        return {"kind": RoundKind.FINAL, "name": f"Tổng kết năm {campaign.year}"}
    return {"kind": RoundKind.EXTRA, "name": ""}


def initial_of(round: Round) -> dict[str, Any]:
    names = ("name", "kind", "tie_break", "version", *DATES)
    return {name: getattr(round, name) for name in names} | {"criteria_set": round.criteria_set_id}


def bands_of(round: Round) -> list[tuple[str, str]]:
    return [(band.name, plain_text(band.lowest_total)) for band in round.bands.order_by("-lowest_total")]


# Small forms ----------------------------------------------------------------------------------------------------------


class StepBackForm(PageForm):
    reason = LineField(
        label="Lý do lùi bước", max_length=900, help_text="Mọi đơn vị đọc được lý do này ở trang kỳ chấm."
    )


class ExclusionForm(SeenForm):
    exclusion_reason = LineField(
        label="Điều kiện loại",
        max_length=1000,
        required=False,
        help_text="Ghi lý do và căn cứ. Để trống là bỏ điều kiện loại, đơn vị được xếp hạng lại.",
    )
