"""Rounds in preparation. A round is settled elsewhere, by the head alone; a settled one is only looked at."""

from django import forms
from django.contrib import admin

from campaigns.admin import year_label
from campaigns.models import Campaign
from scoring.models import Band, Round
from scoring.resources import set_label, writable_sets
from scoring.tie_break import areas_in, read_chain, write_chain
from units.admin.access import BlocAdmin, PartInline, SentenceForm


class RoundForm(SentenceForm):
    sentences = {"round_name_once_in_a_campaign": ("name", "Năm này đã có kỳ chấm cùng tên.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "tie_break" in self.fields:
            self.initial["tie_break"] = write_chain(self.initial.get("tie_break") or self.instance.tie_break)

    def clean_tie_break(self):
        try:
            return read_chain(self.cleaned_data["tie_break"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self):
        table = self.cleaned_data.get("criteria_set")
        campaign = self.cleaned_data.get("campaign") or getattr(self.instance, "campaign", None)
        if table and campaign and table.campaign_id != campaign.pk:
            self.add_error("criteria_set", "Bộ tiêu chí này thuộc năm khác hoặc khối khác.")
        if campaign and "tie_break" in self.cleaned_data:
            known = set(campaign.areas.values_list("number", flat=True))
            for number in areas_in(self.cleaned_data["tie_break"]):
                if number not in known:
                    self.add_error("tie_break", f"Phong trào không có Nội dung {number}.")
        return self.cleaned_data


class BandForm(SentenceForm):
    sentences = {
        "band_name_once_in_a_round": ("name", "Kỳ chấm đã có mức cùng tên."),
        "band_total_once_in_a_round": ("lowest_total", "Kỳ chấm đã có mức cùng điểm."),
        "band_total_not_negative": ("lowest_total", "Điểm không được âm."),
    }


class BandInline(PartInline):
    model = Band
    form = BandForm


@admin.register(Round)
class RoundAdmin(BlocAdmin):
    """A round in preparation: its name, table, tie-break chain and bands. Only a head settles it, elsewhere."""

    bloc_path = "campaign__bloc"
    heads_change = True
    form = RoundForm
    fields = ["campaign", "criteria_set", "name", "tie_break", "state"]
    inlines = [BandInline]
    list_display = ["name", "campaign_year", "state"]
    list_filter = ["campaign__year", "state"]
    list_select_related = ["campaign__bloc__commune"]
    search_fields = ["name"]

    def is_locked(self, obj):
        """Asked of the database: the row at hand may have been read before another person moved it on."""
        return obj.pk is not None and not Round.objects.in_preparation().filter(pk=obj.pk).exists()

    def lock(self, obj):
        list(Round.objects.select_for_update().filter(pk=obj.pk))

    def has_delete_permission(self, request, obj=None):
        """A round somebody has a sheet in is not deleted here."""
        return super().has_delete_permission(request, obj) and not (obj and obj.sheets.exists())

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ["state"]
        return ["state", "campaign", *(["criteria_set"] if obj.sheets.exists() else [])]

    def choices_for_campaign(self, request):
        return Campaign.objects.written_by(request.user).select_related("bloc__commune")

    @staticmethod
    def label_of_campaign(campaign):
        return year_label(campaign)

    def choices_for_criteria_set(self, request):
        return writable_sets(request.user)

    @staticmethod
    def label_of_criteria_set(criteria_set):
        return set_label(criteria_set)

    @admin.display(description="năm, khối", ordering="campaign__year")
    def campaign_year(self, obj):
        return year_label(obj.campaign)
