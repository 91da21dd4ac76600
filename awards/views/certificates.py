"""Giấy khen: the designs of a bloc, how one would look, and the certificates of a decision. The head's alone."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions.certificates import create_design, edit_design, remove_design
from awards.documents import render as render_pdf
from awards.documents.certificate import FIELDS, CertificateDocument, sample
from awards.forms.certificates import DesignForm, usual_values
from awards.models import CertificateDesign, CouncilDecision, GrantedAward
from awards.views.decisions import decisions_seen
from toolkit.access import get_permitted, require_permission
from toolkit.downloads import private_response
from toolkit.forms import done
from toolkit.private_files import FileKind
from units.models import Bloc, Membership, Role

DESIGN = "awards.design_certificate"
THE_HEADS = "Giấy khen do Trưởng Khối soạn mẫu và in."
MOST_AT_ONCE = 150  # about eight seconds
TOO_MANY = f"In nhiều nhất {MOST_AT_ONCE} giấy khen một lần. In từng tờ ở bảng dưới đây."


def designed_bloc(request, pk: int) -> Bloc:
    """A bloc has no year: whoever heads it in a year that is not over."""
    bloc = get_object_or_404(Bloc.objects.visible_to(request.user).select_related("commune"), pk=pk)
    headed = Membership.objects.filter(unit=request.user.unit_id, bloc=bloc, role=Role.HEAD)
    require_permission(request, DESIGN, headed.in_force(timezone.localdate()).first(), refusal=THE_HEADS)
    return bloc


def design_of(bloc: Bloc, key: int) -> CertificateDesign:
    return get_object_or_404(CertificateDesign.objects.filter(bloc=bloc).select_related("bloc__commune"), pk=key)


# Designs ------------------------------------------------------------------------------------------------------------


@require_safe
def certificate_designs(request, pk):
    bloc = designed_bloc(request, pk)
    designs = list(CertificateDesign.objects.filter(bloc=bloc).order_by("name", "pk"))
    decisions = CouncilDecision.objects.filter(round__campaign__bloc=bloc).select_related("round")
    context = {"bloc": bloc, "designs": designs, "decisions": decisions.order_by("-decided_on", "pk")[:12]}
    return render(request, "awards/certificates/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_design_new(request, pk):
    bloc = designed_bloc(request, pk)
    form = DesignForm(request.POST if request.method == "POST" else None, initial=usual_values(bloc))
    if form.is_valid() and done(form, create_design, bloc, form.values, by=request.user):
        messages.success(request, f"Đã lập mẫu {form.result.name}.")
        return redirect("certificate_designs", pk=pk)
    context = {"heading": "Lập mẫu giấy khen", "button": "Lập mẫu", "keep": f"mau-moi-{pk}"}
    return render(request, "awards/certificates/form.html", context | _shown(bloc, form))


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_design(request, pk, key):
    bloc = designed_bloc(request, pk)
    design = design_of(bloc, key)
    initial = {name: getattr(design, name) for name in (*DesignForm.KEPT, "version")}
    form = DesignForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and done(form, edit_design, design, form.values, seen=form.seen, by=request.user):
        messages.success(request, f"Đã lưu mẫu {design.name}.")
        return redirect("certificate_designs", pk=pk)
    context = {"heading": f"Sửa mẫu {initial['name']}", "button": "Lưu mẫu", "keep": f"mau-{key}", "design": design}
    return render(request, "awards/certificates/form.html", context | _shown(bloc, form))


def _shown(bloc: Bloc, form: DesignForm) -> dict[str, Any]:
    fields = [(f"{{{name}}}", words) for name, words in FIELDS.items()]
    return {"bloc": bloc, "form": form, "fields": fields, "cancel_url": reverse("certificate_designs", args=[bloc.pk])}


@require_POST
def certificate_design_remove(request, pk, key):
    bloc = designed_bloc(request, pk)
    design = design_of(bloc, key)
    remove_design(design, by=request.user)
    messages.success(request, f"Đã bỏ mẫu {design.name}.")
    return redirect("certificate_designs", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_preview(request, pk):
    """How it would look: a stored design (?mau=), or what is typed into the form and not stored."""
    bloc = designed_bloc(request, pk)
    if request.method == "POST":
        form = DesignForm(request.POST)
        if not form.is_valid():
            context = {"heading": "Xem thử mẫu giấy khen", "button": "Lập mẫu"}
            return render(request, "awards/certificates/form.html", context | _shown(bloc, form))
        design = CertificateDesign(bloc=bloc, **form.values)
    else:
        design = design_of(bloc, number_in(request.GET.get("mau")) or 0)
    decision, awards = sample(design, on=timezone.localdate())
    return _pdf(design, decision, awards, bloc, "mau-giay-khen.pdf")


# Certificates -------------------------------------------------------------------------------------------------------


@require_safe
def certificates(request, pk):
    """Of everybody the decision awards, of one (?ma=) or of one award (?hinh-thuc=), in the design ?mau=, else the
    first."""
    decision = get_permitted(request, DESIGN, decisions_seen(request), pk=pk, refusal=THE_HEADS)
    bloc = decision.round.campaign.bloc
    designs = CertificateDesign.objects.filter(bloc=bloc).select_related("bloc__commune").order_by("name", "pk")
    if "mau" in request.GET:
        designs = designs.filter(pk=number_in(request.GET["mau"]) or 0)
    design, awards = designs.first(), awards_of(request, decision)
    if design is None and "mau" not in request.GET:
        messages.warning(request, "Chưa có mẫu giấy khen. Lập mẫu trước khi in.")
        return redirect("certificate_design_new", pk=bloc.pk)
    if design is None or not awards:
        raise Http404
    if len(awards) > MOST_AT_ONCE:
        messages.warning(request, TOO_MANY)
        return redirect("decision", pk=pk)
    return _pdf(design, decision, awards, bloc, "giay-khen.pdf")


def awards_of(request, decision: CouncilDecision) -> list[GrantedAward]:
    """Units first, as they were proposed; then people."""
    awards = decision.awards.order_by("person_name", "line", "pk")
    if form := request.GET.get("hinh-thuc"):
        awards = awards.filter(form=form)
    if "ma" in request.GET:
        awards = awards.filter(pk=number_in(request.GET["ma"]) or 0)
    return list(awards)


def number_in(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else None


def _pdf(design: CertificateDesign, decision: CouncilDecision, awards: list[GrantedAward], bloc: Bloc, name: str):
    document = CertificateDocument.of(design, decision, awards, author=bloc.name)
    return private_response(ContentFile(render_pdf(document)), name, FileKind.PDF, inline=True)
