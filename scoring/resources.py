"""Criteria as a table in and out, results as a table out. Columns are called what the scoring workbook calls them."""

from django.db.models import F
from import_export.fields import Field

from campaigns.admin import year_label
from campaigns.models import Campaign, ContentArea
from scoring.arithmetic import Kind
from scoring.models import CriteriaSet, Criterion, CriterionKind, Round, UnitResult
from scoring.states import RoundState
from toolkit.import_export import (
    ChoiceWidget,
    LookupField,
    NumberWidget,
    Option,
    TableResource,
    WholeWidget,
    typed_text,
    whole_number,
)
from toolkit.text import fold
from units.resources import BLOC_COLUMNS, CITY, COMMUNE, NUMBER, also_shown, bloc_names, words

YEAR, TABLE, ROUND = "Năm", "Bộ tiêu chí", "Kỳ chấm"
AREA = "Nội dung"
SETTLED_TABLE = "Bộ tiêu chí này đã dùng cho một kỳ chấm đã chốt nên không sửa được."

CRITERION_SENTENCES = {
    "criterion_code_once_in_a_set": ("code", "Bộ tiêu chí đã có mã này."),
    "criterion_area_only_for_the_first_five_kinds": (
        "area",
        "Điểm thưởng và điểm trừ để trống nội dung; các loại khác phải có nội dung.",
    ),
    "criterion_maximum_is_positive": (
        "maximum",
        "Nhập điểm tối đa lớn hơn 0. Chỉ điểm thưởng và điểm trừ được để trống.",
    ),
    "criterion_unit_points_only_where_counted": (
        "unit_points",
        "Theo số lượng, Điểm thưởng và Điểm trừ cần đơn giá lớn hơn 0; các loại khác để trống.",
    ),
    "criterion_target_only_where_compared": (
        "target",
        "Tỷ lệ và So sánh cần chỉ tiêu lớn hơn 0; các loại khác để trống.",
    ),
}


def broken_rules(criterion) -> list[str]:
    """The names of the database's rules that the criterion's kind and numbers break."""
    kind = Kind(criterion.kind)
    holds = {
        "criterion_area_only_for_the_first_five_kinds": (criterion.area_id is not None) == kind.is_base,
        "criterion_maximum_is_positive": _is_positive(criterion.maximum, required=kind.is_base),
        "criterion_unit_points_only_where_counted": (criterion.unit_points is not None) == kind.has_unit_points
        and _is_positive(criterion.unit_points),
        "criterion_target_only_where_compared": (criterion.target is not None) == kind.has_target
        and _is_positive(criterion.target),
    }
    return [name for name, it_holds in holds.items() if not it_holds]


def _is_positive(number, *, required=False) -> bool:
    return not required if number is None else number > 0


def writable_sets(user):
    """The scoring tables a person may still change."""
    sets = CriteriaSet.objects.unlocked().filter(campaign__in=Campaign.objects.written_by(user))
    return sets.select_related("campaign__bloc__commune")


def set_label(criteria_set) -> str:
    return f"{criteria_set.name} ({year_label(criteria_set.campaign)})"


def area_of_another_year(criteria_set) -> str:
    return f"Nội dung này không thuộc phong trào của {set_label(criteria_set)}."


def year_names(campaign) -> dict[str, str]:
    """The words a bloc's year is known by, by column."""
    return {**bloc_names(campaign.bloc), YEAR: str(campaign.year)}


class AreaField(Field):
    """ "1. Thi đua …" or the number alone, of the row's table; so it stands behind the table among the fields."""

    areas: dict[tuple[int, int], ContentArea]

    def export(self, instance, **kwargs):
        return str(instance.area) if instance.area_id else ""

    def save(self, instance, row, is_m2m=False, **kwargs):
        text = typed_text(row.get(AREA))
        if not text or not instance.criteria_set_id:  # without a table that was found, its own sentence is enough
            instance.area = None
            return
        number, _, title = text.partition(".")
        area = self.areas.get((instance.criteria_set.campaign_id, whole_number(number, 1, 99)))
        if area is None:
            raise ValueError(f"Phong trào của bộ tiêu chí này không có nội dung {number}.")
        if title.strip() and fold(title) != fold(area.title):
            raise ValueError(f'Nội dung {number} tên là "{area.title}". Ghi đúng tên, hoặc chỉ ghi số {number}.')
        instance.area = area


class CriterionResource(TableResource):
    title = "Tiêu chí"
    required = [TABLE, "Mã", "Tiêu chí", "Loại"]
    related = ["criteria_set__campaign__bloc__commune", "area"]

    city = also_shown("criteria_set__campaign__bloc__commune__city", CITY)
    commune = also_shown("criteria_set__campaign__bloc__commune__name", COMMUNE)
    number = also_shown("criteria_set__campaign__bloc__number", NUMBER)
    year = Field("criteria_set__campaign__year", YEAR, widget=WholeWidget(), readonly=True)
    criteria_set = LookupField(
        "criteria_set", (*BLOC_COLUMNS, YEAR, TABLE), shown="name", missing="trong các bộ tiêu chí được sửa."
    )
    position = Field("position", "Thứ tự", widget=WholeWidget(least=1, required=True))
    code = words("code", "Mã")
    area = AreaField("area", AREA)
    title_ = words("title", "Tiêu chí")
    kind = Field("kind", "Loại", widget=ChoiceWidget(CriterionKind.choices))
    maximum = Field("maximum", "Điểm tối đa", widget=NumberWidget())
    unit_points = Field("unit_points", "Đơn giá", widget=NumberWidget())
    target = Field("target", "Chỉ tiêu", widget=NumberWidget(places=6))

    class Meta:
        model = Criterion
        fields = [
            "city", "commune", "number", "year", "criteria_set", "position", "code", "area", "title_", "kind",
            "maximum", "unit_points", "target",
        ]  # fmt: skip
        import_id_fields = ["criteria_set", "code"]

    def before_import(self, dataset, **kwargs):
        """Nobody settles a round of these tables while they are being written."""
        rounds = Round.objects.select_for_update().filter(campaign__in=Campaign.objects.written_by(self.user))
        list(rounds.filter(state=RoundState.PREPARING).order_by("pk").values_list("pk", flat=True))
        areas = ContentArea.objects.filter(campaign__in=Campaign.objects.written_by(self.user))
        self.fields["area"].areas = {(area.campaign_id, area.number): area for area in areas}

    def after_init_instance(self, instance, new, row, **kwargs):
        if new:
            instance.position = kwargs["row_number"]  # where the file has no column for it

    def options_criteria_set(self):
        """Tables of the person's years; a locked one is known, so that the sentence can say why not."""
        free = set(writable_sets(self.user).values_list("pk", flat=True))
        sets = CriteriaSet.objects.filter(campaign__in=Campaign.objects.written_by(self.user))
        return [
            Option({**year_names(table.campaign), TABLE: table.name}, table, "" if table.pk in free else SETTLED_TABLE)
            for table in sets.select_related("campaign__bloc__commune")
        ]

    def get_queryset(self):
        return Criterion.objects.filter(criteria_set__in=writable_sets(self.user)).select_related(*self.related)

    def reasons_to_refuse(self, instance, errors):
        """Whose kind is in doubt is not asked what goes with it, whose table is in doubt not for an area."""
        if "kind" in errors:
            return {}
        reasons = dict(CRITERION_SENTENCES[name] for name in broken_rules(instance))
        return {name: text for name, text in reasons.items() if name != "area" or "criteria_set" not in errors}


class UnitResultResource(TableResource):
    """Settled results, one row a unit; only ever written out."""

    title = "Kết quả"
    related = ["sheet__unit", "result__round__campaign__bloc__commune"]

    city = also_shown("result__round__campaign__bloc__commune__city", CITY)
    commune = also_shown("result__round__campaign__bloc__commune__name", COMMUNE)
    number = also_shown("result__round__campaign__bloc__number", NUMBER)
    year = Field("result__round__campaign__year", YEAR, widget=WholeWidget())
    round = words("result__round__name", ROUND)
    code = words("sheet__unit__code", "Mã")
    unit = words("sheet__unit_name", "Tên đơn vị")
    rank = Field("rank", "Hạng", widget=WholeWidget())
    base = Field("base", "Điểm nền", widget=NumberWidget())
    bonus = Field("bonus", "Điểm thưởng", widget=NumberWidget())
    penalty = Field("penalty", "Điểm trừ", widget=NumberWidget())
    total = Field("total", "Tổng điểm", widget=NumberWidget())
    self_total = Field("self_total", "Tổng tự chấm", widget=NumberWidget())
    classification = words("classification", "Xếp loại")
    excluded = words("sheet__exclusion_reason", "Điều kiện loại")
    check_code = words("result__check_code", "Mã kiểm chứng")

    class Meta:
        model = UnitResult
        fields = [
            "city", "commune", "number", "year", "round", "code", "unit", "rank", "base", "bonus", "penalty", "total",
            "self_total", "classification", "excluded", "check_code",
        ]  # fmt: skip

    def filter_export(self, queryset, **kwargs):
        rows = super().filter_export(queryset, **kwargs).defer("result__document", "result__area_titles")
        return rows.order_by("-result__settled_at", "result", F("rank").asc(nulls_last=True), "sheet__position", "pk")
