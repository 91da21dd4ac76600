"""Qua các năm: a unit's settled results over the rounds and years, and the list of units that leads there."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.past_list import unit_rows, units_of
from awards.past_page import page_of
from awards.past_reading import past_of
from awards.past_standings import typed_rows, typed_units
from units.models import Unit


@require_safe
def years_of_units(request):
    rows = unit_rows(units_of(request.user), request.user.unit_id)
    blocs = [(bloc, list(units)) for bloc, units in groupby(rows, key=lambda row: row.bloc)]
    return render(request, "awards/past/units.html", {"blocs": blocs, "typed": typed_units(request.user)})


@require_safe
def unit_years(request, pk):
    """Whoever may read the unit's results, or sees the unit while it has none yet."""
    unit = get_object_or_404(Unit.objects.select_related("bloc__commune"), pk=pk)
    past = past_of(unit, request.user)
    if not past.rounds and not Unit.objects.visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    context = {
        "unit": unit,
        "page": page_of(past),
        "typed": typed_rows(unit, request.user),
        "is_mine": unit.pk == request.user.unit_id,
    }
    return render(request, "awards/past/unit.html", context)
