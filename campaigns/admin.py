"""The texts of a bloc's year: its head writes them in the years it heads."""

from django.contrib import admin

from campaigns.models import Campaign, ContentArea, LegalBasis, Task
from units.admin.access import BlocAdmin, PartInline, SentenceForm
from units.models import Bloc
from units.predicates import is_administrator

SETTLED = "settled"


def year_label(campaign) -> str:
    return f"{campaign.year}, {campaign.bloc}"


class CampaignForm(SentenceForm):
    sentences = {
        "campaign_once_a_year": ("year", "Khối đã có phong trào của năm này."),
        "campaign_year_is_sensible": ("year", "Nhập năm từ 2000 đến 2100."),
    }


@admin.register(Campaign)
class CampaignAdmin(BlocAdmin):
    bloc_path = "bloc"
    heads_change = True
    form = CampaignForm
    fields = ["bloc", "year", "title", "symbol", "issued_on", "state"]
    list_display = ["title", "year", "bloc", "state"]
    list_filter = ["year"]
    list_select_related = ["bloc__commune"]
    search_fields = ["title", "symbol", "bloc__name"]

    def get_readonly_fields(self, request, obj=None):
        return ["state", *(["bloc", "year"] if obj else [])]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and is_administrator(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_administrator(request.user)

    def choices_for_bloc(self, request):
        return Bloc.objects.visible_to(request.user).select_related("commune")


class TaskInline(PartInline):
    model = Task


@admin.register(ContentArea)
class ContentAreaAdmin(BlocAdmin):
    """The number of an area some settled round was scored in stays; results keep the title of their day."""

    bloc_path = "campaign__bloc"
    seen_with = "campaign"
    heads_change = True
    fields = ["campaign", "number", "title", "short_title"]
    inlines = [TaskInline]
    list_display = ["__str__", "campaign_year"]
    list_filter = ["campaign__year"]
    list_select_related = ["campaign__bloc__commune"]
    ordering = ["-campaign__year", "campaign", "number"]
    search_fields = ["title", "short_title"]

    def year_of(self, obj):
        return obj.campaign

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return ["campaign", "number"] if is_settled_area(obj) else ["campaign"]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and is_settled_area(obj))

    def choices_for_campaign(self, request):
        return Campaign.objects.written_by(request.user).select_related("bloc__commune")

    @staticmethod
    def label_of_campaign(campaign):
        return year_label(campaign)

    @admin.display(description="năm, khối", ordering="campaign__year")
    def campaign_year(self, obj):
        return year_label(obj.campaign)


def is_settled_area(area) -> bool:
    return ContentArea.objects.filter(pk=area.pk, criteria__criteria_set__rounds__state=SETTLED).exists()


@admin.register(Task)
class TaskAdmin(BlocAdmin):
    bloc_path = "area__campaign__bloc"
    seen_with = "area__campaign"
    heads_change = True
    fields = ["area", "position", "text"]
    list_display = ["text", "area", "position"]
    list_filter = ["area__campaign__year"]
    list_select_related = ["area__campaign"]
    search_fields = ["text"]

    def year_of(self, obj):
        return obj.area.campaign

    def get_readonly_fields(self, request, obj=None):
        return ["area"] if obj else []

    def choices_for_area(self, request):
        areas = ContentArea.objects.filter(campaign__in=Campaign.objects.written_by(request.user))
        return areas.select_related("campaign__bloc__commune").order_by("-campaign__year", "campaign", "number")

    @staticmethod
    def label_of_area(area):
        return f"{area} ({year_label(area.campaign)})"


class LegalBasisForm(SentenceForm):
    sentences = {
        "legal_basis_once_in_a_bloc": ("title", "Khối đã có căn cứ này."),
        "legal_basis_ends_after_it_begins": ("effective_to", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."),
    }


@admin.register(LegalBasis)
class LegalBasisAdmin(BlocAdmin):
    """Bases belong to the bloc, not to a year: its head of now keeps them."""

    bloc_path = "bloc"
    heads_change = True
    form = LegalBasisForm
    fields = ["bloc", "position", "title", "number", "issuer", "signed_on", "effective_from", "effective_to"]
    list_display = ["title", "number", "effective_from", "effective_to", "bloc"]
    list_select_related = ["bloc__commune"]
    search_fields = ["title", "number", "issuer"]

    def leads(self, user, obj):
        return user.unit_id is not None and obj.bloc_id == user.unit.bloc_id

    def get_readonly_fields(self, request, obj=None):
        return ["bloc"] if obj else []

    def choices_for_bloc(self, request):
        return Bloc.objects.visible_to(request.user).select_related("commune")
