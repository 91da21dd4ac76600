"""A bloc's roles by year, for administrators: reading them, changing a year's, handing the headship over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from toolkit.access import get_permitted
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible
from units import actions
from units.forms import LeadersForm
from units.models import Bloc, Membership, Role, Unit

REFUSAL = "Vai trò theo năm do người quản trị ghi."


def bloc_of(request, pk) -> Bloc:
    visible = Bloc.objects.visible_to(request.user).select_related("commune").distinct()
    return get_permitted(request, "units.change_roles", visible, pk=pk, refusal=REFUSAL)


def latest_year(bloc: Bloc) -> int | None:
    return Membership.objects.filter(bloc=bloc).order_by("-year").values_list("year", flat=True).first()


@require_safe
def roles(request, pk):
    bloc = bloc_of(request, pk)
    memberships = Membership.objects.filter(bloc=bloc).select_related("unit").order_by("-year", "position", "pk")
    years = {}
    for membership in memberships:
        years.setdefault(membership.year, []).append(membership)
    next_year = max(years) + 1 if years else None
    return render(request, "units/roles.html", {"bloc": bloc, "years": years, "next_year": next_year})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def roles_of_year(request, pk, year):
    bloc = bloc_of(request, pk)
    memberships = Membership.objects.in_year(bloc, year)
    leaders = {m.role: m.unit_id for m in memberships.exclude(role=Role.MEMBER)}
    if not memberships.exists():
        raise Http404
    form = LeadersForm(
        request.POST if request.method == "POST" else None,
        units=units_of(bloc, year),
        initial={"head": leaders.get(Role.HEAD), "deputy": leaders.get(Role.DEPUTY)},
    )
    if form.is_valid() and done(form, actions.change_roles, bloc, year, by=request.user):
        messages.success(request, f"Đã đổi vai trò năm {year}: {said(form)}.")
        return redirect("roles", pk=bloc.pk)
    return render(request, "units/roles_of_year.html", {"bloc": bloc, "year": year, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def hand_over(request, pk):
    """The year is the one after the latest; a page left open while another administrator acted says so."""
    bloc = bloc_of(request, pk)
    latest = latest_year(bloc)
    if latest is None:
        raise Http404
    year = int(typed) if (typed := request.POST.get("year", "")).isdecimal() and len(typed) == 4 else latest + 1
    members = Membership.objects.in_year(bloc, year - 1)
    form = LeadersForm(request.POST if request.method == "POST" else None, units=units_of(bloc, year - 1))
    if form.is_valid() and done(form, actions.hand_over_headship, bloc, year, by=request.user):
        messages.success(request, f"Đã chuyển vai trò năm {year}: {said(form)}.")
        return redirect("roles", pk=bloc.pk)
    last_head = members.filter(role=Role.HEAD).select_related("unit").first()
    context = {"bloc": bloc, "year": year, "last_year": year - 1, "form": form, "last_head": last_head}
    return render(request, "units/hand_over.html", context)


def units_of(bloc: Bloc, year: int):
    taking_part = Unit.objects.filter(memberships__bloc=bloc, memberships__year=year)
    return taking_part.order_by("memberships__position", "pk")


def done(form: LeadersForm, action, bloc: Bloc, year: int, *, by) -> bool:
    """Whether the action was taken; the reasons it was not stand on the form."""
    chosen = form.cleaned_data
    try:
        action(bloc, year, chosen["head"], chosen["deputy"], by=by, at=timezone.now())
    except NotPossible as problem:
        for reason in problem.reasons:
            form.add_error(None, reason)
        return False
    return True


def said(form: LeadersForm) -> str:
    head, deputy = form.cleaned_data["head"], form.cleaned_data["deputy"]
    return f"Trưởng Khối là {head.name}" + (f", Phó Trưởng Khối là {deputy.name}" if deputy else "")
