"""Award rules as a table. Columns are called what the scoring workbook calls them."""

from datetime import date, datetime
from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from awards.models import AwardRule
from campaigns.admin import year_label
from campaigns.models import Campaign
from scoring.models import Round
from scoring.resources import ROUND, YEAR, year_names
from scoring.states import RoundState
from toolkit.import_export import (
    FlagWidget,
    LookupField,
    NumberWidget,
    Option,
    TableResource,
    WholeWidget,
    typed_text,
    whole_number,
)
from toolkit.numbers import NumberProblem, parse_decimal, shorten
from toolkit.spreadsheets import Percent
from units.resources import BLOC_COLUMNS, CITY, COMMUNE, NUMBER, also_shown, words

QUOTA = "Số lượng"
SETTLED_ROUND = "Kỳ chấm này đã chốt nên quy định khen thưởng không sửa được."

RULE_SENTENCES = {
    "award_rule_code_once_in_a_round": ("code", "Kỳ chấm đã có mã này."),
    "award_rule_quota_is_a_number_or_a_percentage": (
        "quota_number",
        "Nhập số lượng, hoặc tỷ lệ lớn hơn 0 và không quá 100; không nhập cả hai.",
    ),
    "award_rule_lowest_total_not_negative": ("lowest_total", "Điểm tối thiểu không được âm."),
    "award_rule_worst_rank_from_one": ("worst_rank", "Hạng thấp nhất từ 1 trở lên."),
    "award_rule_recognised_from_one": ("least_recognised", "Số sáng kiến ít nhất từ 1 trở lên."),
    "award_rule_ends_after_it_begins": ("valid_to", "Ngày thôi áp dụng không được trước ngày bắt đầu áp dụng."),
}


def writable_rounds(user):
    """The rounds a person may still change."""
    rounds = Round.objects.filter(state=RoundState.PREPARING, campaign__in=Campaign.objects.written_by(user))
    return rounds.select_related("campaign__bloc__commune")


def round_label(round) -> str:
    return f"{round.name} ({year_label(round.campaign)})"


class DayWidget(Widget):
    """A day as dd/mm/yyyy; an empty cell is None."""

    def clean(self, value, row=None, **kwargs) -> date | None:
        text = typed_text(value)
        if not text:
            return None
        try:
            return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  (a day, of no zone)
        except ValueError:
            raise ValueError(f'"{shorten(text)}" không dùng được. Ghi ngày như 31/12/2026.') from None

    def render(self, value, obj=None, **kwargs) -> str:
        return f"{value:%d/%m/%Y}" if value else ""


class QuotaField(Field):
    """A number of units (3), or a percentage of all of them (30%)."""

    also = ("quota_percent",)

    def get_value(self, instance):
        return instance.quota_number, instance.quota_percent

    def export(self, instance, **kwargs):
        if instance.quota_percent is not None:
            return Percent(instance.quota_percent)
        return instance.quota_number

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.quota_number, instance.quota_percent = read_quota(row.get(QUOTA))


def read_quota(typed) -> tuple[int | None, Decimal | None]:
    """Number and percentage, one of them None. Raises ValueError with a sentence."""
    text = typed_text(typed)
    if not text.endswith("%"):
        return whole_number(typed, 0), None
    try:
        percent = parse_decimal(text.removesuffix("%"))
    except NumberProblem:
        percent = Decimal(0)
    if not 0 < percent <= 100 or percent != round(percent, 6):
        raise ValueError(f'"{shorten(text)}" không dùng được. Nhập số đơn vị, ví dụ 3, hoặc tỷ lệ, ví dụ 30%.')
    return None, percent


class AwardRuleResource(TableResource):
    title = "Khen thưởng"
    required = [ROUND, "Mã", "Hình thức", QUOTA]
    related = ["round__campaign__bloc__commune"]

    city = also_shown("round__campaign__bloc__commune__city", CITY)
    commune = also_shown("round__campaign__bloc__commune__name", COMMUNE)
    number = also_shown("round__campaign__bloc__number", NUMBER)
    year = Field("round__campaign__year", YEAR, widget=WholeWidget(), readonly=True)
    round = LookupField("round", (*BLOC_COLUMNS, YEAR, ROUND), shown="name", missing="trong các kỳ chấm được sửa.")
    position = Field("position", "Thứ tự", widget=WholeWidget(least=1, required=True))
    code = words("code", "Mã")
    form = words("form", "Hình thức")
    quota = QuotaField("quota_number", QUOTA)
    lowest_total = Field("lowest_total", "Điểm tối thiểu", widget=NumberWidget())
    worst_rank = Field("worst_rank", "Hạng thấp nhất", widget=WholeWidget(least=1))
    authority = words("authority", "Cơ quan quyết định")
    lowest_band = words("lowest_band", "Xếp loại từ")
    least_recognised = Field("least_recognised", "Sáng kiến ít nhất", widget=WholeWidget(least=1))
    no_late_report = Field("no_late_report", "Không có báo cáo chậm", widget=FlagWidget(empty=False))
    no_discipline = Field("no_discipline", "Không bị kỷ luật", widget=FlagWidget(empty=False))
    valid_from = Field("valid_from", "Áp dụng từ ngày", widget=DayWidget())
    valid_to = Field("valid_to", "Áp dụng đến ngày", widget=DayWidget())

    class Meta:
        model = AwardRule
        fields = [
            "city", "commune", "number", "year", "round", "position", "code", "form", "quota", "lowest_total",
            "worst_rank", "authority", "lowest_band", "least_recognised", "no_late_report", "no_discipline",
            "valid_from", "valid_to",
        ]  # fmt: skip
        import_id_fields = ["round", "code"]

    def before_import(self, dataset, **kwargs):
        """Nobody settles one of these rounds while its rules are being written."""
        rounds = Round.objects.select_for_update().filter(campaign__in=Campaign.objects.written_by(self.user))
        list(rounds.filter(state=RoundState.PREPARING).order_by("pk").values_list("pk", flat=True))

    def after_init_instance(self, instance, new, row, **kwargs):
        if new:
            instance.position = kwargs["row_number"]  # where the file has no column for it

    def options_round(self):
        """Rounds of the person's years; a settled one is known, so that the sentence can say why not."""
        rounds = Round.objects.filter(campaign__in=Campaign.objects.written_by(self.user))
        return [
            Option({**year_names(r.campaign), ROUND: r.name}, r, SETTLED_ROUND if r.is_settled else "")
            for r in rounds.select_related("campaign__bloc__commune")
        ]

    def get_queryset(self):
        return AwardRule.objects.filter(round__in=writable_rounds(self.user)).select_related(*self.related)

    def reasons_to_refuse(self, instance, errors):
        """Quota, rank and initiatives are checked as they are read."""
        found = {}
        if instance.lowest_total is not None and instance.lowest_total < 0:
            found |= dict([RULE_SENTENCES["award_rule_lowest_total_not_negative"]])
        if instance.valid_from and instance.valid_to and instance.valid_to < instance.valid_from:
            found |= dict([RULE_SENTENCES["award_rule_ends_after_it_begins"]])
        return found
