"""Every award kept, of any year: found by any word of it, narrowed, and taken away as a table."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.past_awards import AwardFilter
from awards.history_import import award_lines, names, write_history
from awards.models import GrantedAward, PastStanding
from awards.views.past_awards.fetching import may_keep
from toolkit.downloads import attachment
from toolkit.history import Place
from toolkit.spreadsheets import write_csv
from units.actions import note_reading
from units.models import ReadingKind, Unit

LINES = 50
MOST_KINDS = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def past_awards(request):
    form, found = asked_for(request)
    query = request.GET.copy()
    query.pop("trang", None)
    own = request.user.unit.bloc_id if request.user.unit_id else None
    context = {
        "form": form,
        "page": Paginator(found, LINES).get_page(request.GET.get("trang")),
        "query": query.urlencode(),
        "own_bloc": own,
        "keeps": own is not None and may_keep(request.user, own),
        "shows_bloc": own is None,
        "of_unit": form.unit_name,
    }
    return render(request, "awards/past_awards/list.html", context)


def asked_for(request):
    """The filters and the rows they leave, the newest first: the same for the page and for the files."""
    visible = GrantedAward.objects.visible_to(request.user)
    years = visible.order_by("-year").values_list("year", flat=True).distinct()
    kinds = visible.order_by("form").values_list("form", flat=True).distinct()[:MOST_KINDS]
    form = AwardFilter(request.GET, years=years, units=_units(request.user), kinds=kinds)
    found = form.applied_to(visible).select_related("bloc__commune").order_by("-decided_on", "unit_name", "pk")
    return form, found


def _units(user) -> list[tuple[int, str]]:
    """With the number of the bloc, where the person reads several."""
    several = user.unit_id is None
    units = Unit.objects.visible_to(user).select_related("bloc").order_by("bloc__number", "name", "pk")
    return [(unit.pk, f"{unit.name} (Khối {unit.bloc.number})" if several else unit.name) for unit in units]


@require_safe
def past_awards_xlsx(request):
    """In the shape it can be read in again; unfiltered, with the results of the years before."""
    form, found = asked_for(request)
    standings = PastStanding.objects.visible_to(request.user).order_by("-year", "round_name", "rank", "pk")
    content = write_history(found, None if form.is_filtered else standings)
    return _file(request, content, XLSX, "xlsx")


@require_safe
def past_awards_csv(request):
    _, found = asked_for(request)
    return _file(request, write_csv(names.AWARD_HEADS, award_lines(found)), "text/csv; charset=utf-8", "csv")


def _file(request, content: bytes, content_type: str, extension: str):
    """A GET that writes: who took the list is kept, at the cost of one row."""
    if request.method == "GET":
        bloc = request.user.unit.bloc_id if request.user.unit_id else None
        about = f"Khen thưởng đã có ({extension.upper()})"
        note_reading(request.user, ReadingKind.EXPORT, about, at=timezone.now(), place=Place(of=0, bloc=bloc))
    return attachment(HttpResponse(content, content_type=content_type), f"khen-thuong-da-co.{extension}")
