"""Who did what: the history of one object, and the activity of a bloc. Both only look."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khoi_thidua.activity import (
    KINDS,
    PAGE_BY_SLUG,
    SERVER,
    Page,
    Wanted,
    activity_rows,
    choices_of,
    line_of,
    rows_of_page,
)
from units.models import Unit
from units.predicates import is_council

LINES = 50  # to a page
READ_BY_MANY = ("ky-cham", "bo-tieu-chi", "de-nghi", "van-ban")
NOBODY = "may-chu"  # commands on the server, among the names


class DayField(forms.DateField):
    """Typed as dates are written here: the browser's own box speaks the browser's language."""

    widget = forms.DateInput(attrs={"class": "form-control", "placeholder": "26/11/2026"}, format="%d/%m/%Y")


class ActivityFilter(forms.Form):
    """Every field may stay empty. What is chosen stands in the address, so that a view of it can be handed on."""

    loai = forms.ChoiceField(label="Loại", required=False)
    nam = forms.TypedChoiceField(label="Năm thi đua", required=False, coerce=int, empty_value=None)
    don_vi = forms.TypedChoiceField(label="Đơn vị", required=False, coerce=int, empty_value=None)
    nguoi = forms.ChoiceField(label="Người làm", required=False)
    tu = DayField(label="Từ ngày", required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"])
    den = DayField(label="Đến ngày", required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"])

    def __init__(self, data, *, years, units, people):
        super().__init__(data, label_suffix="")
        offered = {
            "loai": [("", "Tất cả"), *KINDS],
            "nam": [("", "Tất cả"), *((year, str(year)) for year in years)],
            "don_vi": [("", "Tất cả"), *units],
            "nguoi": [("", "Tất cả"), *((name or NOBODY, name or SERVER) for name in people)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices
            self.fields[name].widget.attrs["class"] = "form-select"
            self.fields[name].error_messages["invalid_choice"] = "Chọn một mục trong danh sách."
        for name in ("tu", "den"):
            self.fields[name].error_messages["invalid"] = "Nhập ngày dạng 26/11/2026."

    def wanted(self) -> Wanted:
        """What can be read of it; a part that cannot asks for nothing."""
        self.is_valid()
        found = self.cleaned_data
        who = found.get("nguoi") or None
        return Wanted(
            kind=found.get("loai") or "",
            year=found.get("nam"),
            unit=found.get("don_vi"),
            who="" if who == NOBODY else who,
            since=found.get("tu"),
            until=found.get("den"),
        )


@require_safe
def activity(request):
    years, units, people = choices_of(request.user)
    form = ActivityFilter(request.GET or None, years=years, units=unit_choices(units, request.user), people=people)
    wanted = form.wanted() if form.is_bound else Wanted()
    rows = Paginator(activity_rows(request.user, wanted), LINES).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": rows,
        "days": by_day([line_of(row) for row in rows]),
        "query": query_without_page(request),
        "is_filtered": wanted != Wanted(),
        "is_council": is_council(request.user),
    }
    return render(request, "khoi_thidua/activity.html", context)


def unit_choices(keys, user):
    """(key, name), by name; an administrator sees many blocs and is told which."""
    units = Unit.objects.filter(pk__in=keys).select_related("bloc__commune").order_by("name", "pk")
    return [(unit.pk, f"{unit.name} ({unit.bloc})" if user.is_superuser else unit.name) for unit in units]


@require_safe
def history(request, kind, pk):
    """Who may see nothing of it finds no page."""
    page = PAGE_BY_SLUG.get(kind)
    if page is None:
        raise Http404
    rows = Paginator(rows_of_page(page, pk, request.user), LINES).get_page(request.GET.get("trang"))
    if not rows.object_list and not is_there(page, pk, request.user):
        raise Http404
    context = {
        "kind": page,
        "title": title_of(page, pk, request.user),
        "page": rows,
        "days": by_day([line_of(row) for row in rows]),
        "query": query_without_page(request),
    }
    return render(request, "khoi_thidua/history.html", context)


def is_there(page: Page, pk: int, user) -> bool:
    """Whether the person reads the thing itself: one stored before histories were kept has an empty page."""
    objects = page.models[0].objects
    if is_council(user) or page.slug not in READ_BY_MANY:
        return False
    return objects.visible_to(user).filter(pk=pk).exists()


def title_of(page: Page, pk: int, user) -> str:
    """What the thing is called by its latest row the person sees, else by its kind."""
    if page.slug == "vai-tro":
        return next(iter(Unit.objects.filter(pk=pk).values_list("name", flat=True)), page.name)
    latest = page.models[0].history.model.objects.visible_to(user).filter(history_of=pk)
    about = latest.order_by("-history_date", "-history_id").values_list("history_about", flat=True)
    return next(iter(about[:1]), page.name)


def by_day(lines) -> list[tuple[date, list]]:
    """The lines under the days they were written on, in the order given."""
    days: dict[date, list] = {}
    for line in lines:
        days.setdefault(timezone.localdate(line.at), []).append(line)
    return list(days.items())


def query_without_page(request) -> str:
    """The filters as they stand in the address, for the links to other pages of them."""
    asked = request.GET.copy()
    asked.pop("trang", None)
    return asked.urlencode()
