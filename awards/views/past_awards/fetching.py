"""The bloc whose past is kept, and whether the person may keep it: whoever heads it now or next year."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from awards.models import GrantedAward
from toolkit.access import may
from units.models import Bloc, Membership

KEEP = "awards.import_history"
NOT_THE_HEAD = "Khen thưởng và kết quả các năm trước do Trưởng Khối ghi."


@dataclass(frozen=True, slots=True)
class YearOf:
    """What the right is asked about: an old award is of a year nobody heads any more."""

    bloc_id: int
    year: int


def may_keep(user, bloc_id: int) -> bool:
    in_force = Membership.objects.filter(bloc=bloc_id).in_force(timezone.localdate())
    years = set(in_force.order_by().values_list("year", flat=True))
    return any(may(user, KEEP, YearOf(bloc_id, year)) for year in years)


def bloc_to_keep(request, pk: int) -> Bloc:
    bloc = get_object_or_404(Bloc.objects.visible_to(request.user).select_related("commune").distinct(), pk=pk)
    if not may_keep(request.user, bloc.pk):
        raise PermissionDenied(NOT_THE_HEAD)
    return bloc


def award_to_keep(request, pk: int) -> GrantedAward:
    award = get_object_or_404(GrantedAward.objects.filter(pk__in=seen_keys(request.user)).select_related("unit"), pk=pk)
    if not may_keep(request.user, award.bloc_id):
        raise PermissionDenied(NOT_THE_HEAD)
    return award


def seen_keys(user):
    return GrantedAward.objects.visible_to(user).order_by().values("pk")
