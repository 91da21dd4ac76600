"""Communes, blocs, units and their roles by year: an administrator writes them, a head reads those of the own bloc."""

from django.contrib import admin

from toolkit.import_export import ExportTableMixin, ImportTableMixin
from toolkit.proof import FreshProofMixin
from units.admin.access import BlocAdmin, SentenceForm, unit_label
from units.models import Bloc, Commune, Membership, Unit
from units.resources import UnitResource


class NamedByResults:
    """Fields that a settled result is found by, or names in its inputs, stay as they were settled."""

    fixed_by_results: tuple[str, ...] = ()
    rounds_path = ""

    def get_readonly_fields(self, request, obj=None):
        fixed = self.fixed_by_results if obj and self.has_results(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def has_results(self, obj) -> bool:
        return type(obj).objects.filter(**{"pk": obj.pk, f"{self.rounds_path}__state": "settled"}).exists()


@admin.register(Commune)
class CommuneAdmin(NamedByResults, BlocAdmin):
    list_display = ["name", "city"]
    search_fields = ["name", "city"]
    fixed_by_results = ("name", "city")
    rounds_path = "blocs__campaigns__rounds"


@admin.register(Bloc)
class BlocsAdmin(NamedByResults, BlocAdmin):
    bloc_path = ""
    fields = ["commune", "number", "name", "founded_by"]
    list_display = ["name", "number", "commune"]
    list_select_related = ["commune"]
    search_fields = ["name", "number", "commune__name"]
    fixed_by_results = ("commune", "number")
    rounds_path = "campaigns__rounds"


@admin.register(Unit)
class UnitAdmin(NamedByResults, ImportTableMixin, ExportTableMixin, BlocAdmin):
    bloc_path = "bloc"
    resource_classes = [UnitResource]
    fields = ["bloc", "code", "name", "leader_title"]
    list_display = ["code", "name", "bloc", "leader_title"]
    list_display_links = ["code", "name"]
    list_select_related = ["bloc__commune"]
    ordering = ["bloc__number", "code", "pk"]
    search_fields = ["code", "name", "bloc__name"]
    fixed_by_results = ("bloc", "code")
    rounds_path = "sheets__round"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("bloc__commune")

    def label(self, obj):
        return unit_label(obj)

    def choices_for_bloc(self, request):
        return Bloc.objects.visible_to(request.user).select_related("commune")


class MembershipForm(SentenceForm):
    sentences = {
        "membership_once_a_year": ("year", "Đơn vị này đã có vai trò của năm này."),
        "membership_one_head_a_year": ("role", "Khối đã có Trưởng Khối của năm này. Đổi vai trò của đơn vị kia trước."),
        "membership_one_deputy_a_year": (
            "role",
            "Khối đã có Phó Trưởng Khối của năm này. Đổi vai trò của đơn vị kia trước.",
        ),
        "membership_year_is_sensible": ("year", "Nhập năm từ 2000 đến 2100."),
    }

    def clean(self):
        bloc, unit = self.cleaned_data.get("bloc"), self.cleaned_data.get("unit")
        if bloc and unit and unit.bloc_id != bloc.pk:
            self.add_error("unit", f"{unit} không thuộc {bloc}.")
        return self.cleaned_data


@admin.register(Membership)
class MembershipAdmin(FreshProofMixin, BlocAdmin):
    bloc_path = "bloc"
    form = MembershipForm
    fields = ["bloc", "unit", "year", "role", "position"]
    autocomplete_fields = ["unit"]
    list_display = ["unit", "year", "role", "position", "bloc"]
    list_filter = ["year", "role"]
    list_select_related = ["unit", "bloc__commune"]
    search_fields = ["unit__code", "unit__name"]

    def choices_for_bloc(self, request):
        return Bloc.objects.visible_to(request.user).select_related("commune")

    def choices_for_unit(self, request):
        return Unit.objects.visible_to(request.user).select_related("bloc__commune")

    @staticmethod
    def label_of_unit(unit):
        return unit_label(unit)
