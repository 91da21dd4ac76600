"""Scoring tables and their criteria: written by administrators and heads until a round that uses them is settled."""

from django.contrib import admin
from django.db.models import Q

from campaigns.admin import year_label
from campaigns.models import Campaign, ContentArea
from scoring.models import CriteriaSet, Criterion, Round
from scoring.resources import CRITERION_SENTENCES, CriterionResource, area_of_another_year, set_label, writable_sets
from toolkit.import_export import ExportTableMixin, ImportTableMixin
from toolkit.numbers import plain_text
from units.admin.access import BlocAdmin, SentenceForm


class CriteriaSetForm(SentenceForm):
    sentences = {
        "criteria_set_name_once_in_a_campaign": ("name", "Năm này đã có bộ tiêu chí cùng tên."),
        "criteria_set_step_is_positive": ("step", "Bước điểm phải lớn hơn 0."),
        "criteria_set_bonus_cap_not_negative": ("bonus_cap", "Trần điểm thưởng không được âm."),
    }


@admin.register(CriteriaSet)
class CriteriaSetAdmin(BlocAdmin):
    bloc_path = "campaign__bloc"
    heads_change = True
    form = CriteriaSetForm
    fields = ["campaign", "name", "step", "bonus_cap"]
    list_display = ["name", "campaign_year", "step", "bonus_cap"]
    list_filter = ["campaign__year"]
    list_select_related = ["campaign__bloc__commune"]
    search_fields = ["name"]

    def visible(self, rows, user):
        """Besides what its rounds show: tables of the years the person writes, which may have no round yet."""
        seen = CriteriaSet.objects.visible_to(user).values("pk")
        return rows.filter(Q(pk__in=seen) | Q(campaign__in=Campaign.objects.written_by(user)))

    def is_locked(self, obj):
        return obj.pk is not None and not CriteriaSet.objects.unlocked().filter(pk=obj.pk).exists()

    def lock(self, obj):
        list(Round.objects.select_for_update().filter(criteria_set=obj.pk))

    def has_delete_permission(self, request, obj=None):
        """A table some round uses is deleted with no page of the admin."""
        return super().has_delete_permission(request, obj) and not (obj and obj.rounds.exists())

    def get_readonly_fields(self, request, obj=None):
        return ["campaign"] if obj else []

    def choices_for_campaign(self, request):
        return Campaign.objects.written_by(request.user).select_related("bloc__commune")

    @staticmethod
    def label_of_campaign(campaign):
        return year_label(campaign)

    @admin.display(description="năm, khối", ordering="campaign__year")
    def campaign_year(self, obj):
        return year_label(obj.campaign)


class CriterionForm(SentenceForm):
    sentences = CRITERION_SENTENCES

    def clean(self):
        area = self.cleaned_data.get("area")
        table = self.cleaned_data.get("criteria_set") or getattr(self.instance, "criteria_set", None)
        if area and table and area.campaign_id != table.campaign_id:
            self.add_error("area", area_of_another_year(table))
        return self.cleaned_data


@admin.register(Criterion)
class CriterionAdmin(ImportTableMixin, ExportTableMixin, BlocAdmin):
    bloc_path = "criteria_set__campaign__bloc"
    heads_change = True
    resource_classes = [CriterionResource]
    form = CriterionForm
    fields = ["criteria_set", "position", "code", "area", "title", "kind", "maximum", "unit_points", "target", "source"]
    list_display = ["code", "title", "kind", "maximum", "unit_points", "target_text", "set_name"]
    list_display_links = ["code", "title"]
    list_filter = ["criteria_set__campaign__year", "kind"]
    list_select_related = ["criteria_set__campaign__bloc__commune"]
    search_fields = ["code", "title", "criteria_set__name"]

    def visible(self, rows, user):
        sets = self.admin_site.get_model_admin(CriteriaSet)
        return rows.filter(criteria_set__in=sets.visible(CriteriaSet.objects.all(), user))

    def year_of(self, obj):
        return obj.criteria_set

    def is_locked(self, obj):
        return self.admin_site.get_model_admin(CriteriaSet).is_locked(obj.criteria_set)

    def lock(self, obj):
        list(Round.objects.select_for_update().filter(criteria_set=obj.criteria_set_id))

    def get_readonly_fields(self, request, obj=None):
        return ["criteria_set"] if obj else []

    def choices_for_criteria_set(self, request):
        return writable_sets(request.user)

    @staticmethod
    def label_of_criteria_set(criteria_set):
        return set_label(criteria_set)

    def choices_for_area(self, request):
        areas = ContentArea.objects.filter(campaign__in=Campaign.objects.written_by(request.user))
        return areas.select_related("campaign__bloc__commune").order_by("-campaign__year", "campaign", "number")

    @staticmethod
    def label_of_area(area):
        return f"{area} ({year_label(area.campaign)})"

    @admin.display(description="chỉ tiêu", empty_value="-")
    def target_text(self, obj):
        return None if obj.target is None else plain_text(obj.target)

    @admin.display(description="bộ tiêu chí", ordering="criteria_set__name")
    def set_name(self, obj):
        return set_label(obj.criteria_set)
