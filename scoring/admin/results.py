"""Sheets, marks and results: looked at by whoever may, written by nobody here, administrators included."""

from django.contrib import admin

from scoring.models import Mark, Result, ScoreSheet, UnitResult
from scoring.resources import UnitResultResource
from toolkit.import_export import ExportTableMixin
from units.admin.access import BlocAdmin, ReadOnly


@admin.register(ScoreSheet)
class ScoreSheetAdmin(ReadOnly, BlocAdmin):
    bloc_path = "round__campaign__bloc"
    fields = ["round", "unit", "unit_name", "role", "position", "exclusion_reason", "votes"]
    list_display = ["unit_name", "round", "role", "exclusion_reason"]
    list_filter = ["round__campaign__year"]
    list_select_related = ["round"]
    search_fields = ["unit_name", "round__name"]


@admin.register(Mark)
class MarkAdmin(ReadOnly, BlocAdmin):
    bloc_path = "sheet__round__campaign__bloc"
    seen_with = "sheet"
    fields = ["sheet", "criterion", "self_entry", "appraised_entry", "reason"]
    list_display = ["sheet", "criterion", "self_entry", "appraised_entry", "reason"]
    list_filter = ["sheet__round__campaign__year"]
    list_select_related = ["sheet", "criterion"]
    search_fields = ["sheet__unit_name", "criterion__code"]


@admin.register(Result)
class ResultAdmin(ReadOnly, BlocAdmin):
    bloc_path = "round__campaign__bloc"
    fields = ["round", "settled_at", "settled_by", "sha256", "document"]
    list_display = ["round", "settled_at", "settled_by", "check_code"]
    list_select_related = ["round", "settled_by"]
    search_fields = ["round__name", "sha256"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        is_list = getattr(request.resolver_match, "url_name", "") == "scoring_result_changelist"
        return rows.defer("document") if is_list else rows

    @admin.display(description="mã kiểm chứng")
    def check_code(self, obj):
        return obj.check_code


@admin.register(UnitResult)
class UnitResultAdmin(ReadOnly, ExportTableMixin, BlocAdmin):
    bloc_path = "result__round__campaign__bloc"
    resource_classes = [UnitResultResource]
    fields = [
        "result", "sheet", "rank", "base", "bonus", "penalty", "total", "self_total", "classification",
        "tie_decided_by",
    ]  # fmt: skip
    list_display = ["sheet", "round", "rank", "total", "self_total", "classification"]
    list_filter = ["result__round__campaign__year", "classification"]
    list_select_related = ["sheet", "result__round"]
    search_fields = ["sheet__unit_name", "result__round__name"]

    @admin.display(description="kỳ chấm")
    def round(self, obj):
        return obj.result.round
