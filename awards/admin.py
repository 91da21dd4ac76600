"""Award rules, written until their round is settled; proposals and papers, only looked at."""

from django.contrib import admin

from awards.models import AwardRule, Paper, Proposal, Refusal
from awards.resources import RULE_SENTENCES, AwardRuleResource, round_label, writable_rounds
from scoring.models import Round
from toolkit.import_export import ExportTableMixin, ImportTableMixin
from units.admin.access import BlocAdmin, ReadOnly, SentenceForm


class AwardRuleForm(SentenceForm):
    sentences = RULE_SENTENCES


@admin.register(AwardRule)
class AwardRuleAdmin(ImportTableMixin, ExportTableMixin, BlocAdmin):
    bloc_path = "round__campaign__bloc"
    heads_change = True
    resource_classes = [AwardRuleResource]
    form = AwardRuleForm
    fields = [
        "round", "position", "code", "form", "authority", "quota_number", "quota_percent", "lowest_total", "worst_rank",
        "lowest_band", "least_recognised", "no_late_report", "no_discipline", "valid_from", "valid_to",
    ]  # fmt: skip
    list_display = ["code", "form", "quota_number", "quota_percent", "round_name"]
    list_display_links = ["code", "form"]
    list_filter = ["round__campaign__year"]
    list_select_related = ["round__campaign__bloc__commune"]
    search_fields = ["code", "form", "round__name"]

    def year_of(self, obj):
        return obj.round

    def is_locked(self, obj):
        return self.admin_site.get_model_admin(Round).is_locked(obj.round)

    def lock(self, obj):
        list(Round.objects.select_for_update().filter(pk=obj.round_id))

    def get_readonly_fields(self, request, obj=None):
        return ["round"] if obj else []

    def save_model(self, request, obj, form, change):
        obj.version += change  # whoever has the rule open on its page is told
        super().save_model(request, obj, form, change)

    def choices_for_round(self, request):
        return writable_rounds(request.user)

    @staticmethod
    def label_of_round(round):
        return round_label(round)

    @admin.display(description="kỳ chấm", ordering="round__name")
    def round_name(self, obj):
        return round_label(obj.round)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, BlocAdmin):
    bloc_path = "rule__round__campaign__bloc"
    fields = ["rule", "unit_result"]
    list_display = ["unit", "rule", "round"]
    list_filter = ["rule__round__campaign__year"]
    list_select_related = ["rule__round", "unit_result__sheet"]
    search_fields = ["rule__form", "unit_result__sheet__unit_name"]

    @admin.display(description="đơn vị")
    def unit(self, obj):
        return obj.unit_result.sheet

    @admin.display(description="kỳ chấm")
    def round(self, obj):
        return obj.rule.round


@admin.register(Refusal)
class RefusalAdmin(ReadOnly, BlocAdmin):
    bloc_path = "rule__round__campaign__bloc"
    seen_with = "rule"
    fields = ["rule", "unit_result", "reason", "by_rule"]
    list_display = ["unit", "rule", "reason"]
    list_filter = ["reason"]
    list_select_related = ["rule", "unit_result__sheet"]
    search_fields = ["rule__form", "unit_result__sheet__unit_name"]

    @admin.display(description="đơn vị")
    def unit(self, obj):
        return obj.unit_result.sheet


@admin.register(Paper)
class PaperAdmin(ReadOnly, BlocAdmin):
    """Number, date and digest of an issued paper; its file is read on the site."""

    bloc_path = "bloc"
    fields = [
        "bloc", "campaign", "round", "kind", "year", "number", "issued_on", "title", "state", "result_sha256",
        "sha256", "size", "issued_at", "issued_by",
    ]  # fmt: skip
    list_display = ["title", "number_text", "kind", "issued_on", "state"]
    list_filter = ["kind", "year"]
    list_select_related = ["bloc"]
    search_fields = ["title"]

    @admin.display(description="số, ký hiệu")
    def number_text(self, obj):
        return obj.symbol
