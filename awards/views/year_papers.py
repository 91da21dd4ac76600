"""The papers of a year: their draft at any time, and issuing them.

The bloc's papers are issued by its head, a unit's own by that unit.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import next_number
from awards.jobs import job_if_long
from awards.states import KIND_BY_SLUG, YearPaperKind
from awards.year_papers import DOCUMENT_OF, YearPaper, issue_year_paper, preview, things
from campaigns.models import Campaign
from toolkit.access import require_permission
from toolkit.downloads import private_response
from toolkit.private_files import FileKind
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible

NO_DRAFTS = "Bản nháp do các đơn vị của Khối trong năm xem; văn bản đã ban hành ở mục Văn bản."
NOT_HEAD = "Văn bản của Khối do Trưởng Khối ban hành."
NOT_THAT_UNIT = "Bản nháp văn bản của một đơn vị do đơn vị ấy và Trưởng Khối xem."
NOT_OWN = "Văn bản của đơn vị do người của đơn vị ấy soạn và ban hành."
NOT_WRITER = "Lời văn của văn bản của Khối do Trưởng Khối sửa."


@dataclass(frozen=True, slots=True)
class Asked:
    """A right to the bloc's papers, asked of the year; the same to a unit's own, asked of what the paper is about."""

    perm: str
    refusal: str
    unit_perm: str
    unit_refusal: str


DRAFT = Asked("campaigns.see_year", NO_DRAFTS, "awards.see_unit_draft", NOT_THAT_UNIT)
ISSUE = Asked("awards.issue_year_paper", NOT_HEAD, "awards.issue_unit_paper", NOT_OWN)
WRITE = Asked("awards.edit_paper_text", NOT_WRITER, "awards.issue_unit_paper", NOT_OWN)


@require_safe
def year_paper_preview(request, pk, slug):
    wanted = wanted_paper(request, pk, slug, DRAFT)
    if reasons := wanted.reasons_not_to_draft():
        raise PermissionDenied(reasons[0])
    pdf = preview(wanted, on=timezone.localdate())
    return private_response(ContentFile(pdf), f"ban-nhap-{slug}.pdf", FileKind.PDF, inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def year_paper_issue(request, pk, slug):
    """Asked before it is done: what is issued stays as it is."""
    wanted, now = wanted_paper(request, pk, slug, ISSUE), timezone.now()
    back, reasons = back_url(request, wanted.campaign), []
    if request.method == "POST":
        try:
            if job := job_if_long(wanted, by=request.user, at=now):
                return redirect("paper_job", job.pk)
            paper = issue_year_paper(wanted, by=request.user, at=now)
        except NotPossible as problem:
            reasons = problem.reasons
        else:
            messages.success(request, f"Đã ban hành {paper}.")
            return redirect(back)
    key = wanted.thing.pk if wanted.thing else None
    context = {
        "campaign": wanted.campaign,
        "kind": wanted.kind,
        "thing": wanted.thing,
        "reasons": reasons or wanted.reasons_not_to_issue(now),
        "symbol": next_symbol(wanted),
        "back": back,
        "preview": paper_url("year_paper_preview", wanted.campaign, wanted.kind, key),
        "texts": paper_url("year_paper_texts", wanted.campaign, wanted.kind, key, ve=request.get_full_path()),
    }
    return render(request, "awards/year_paper_issue.html", context)


def wanted_paper(request, pk, slug, asked: Asked) -> YearPaper:
    """The paper the address names, of rows the person sees."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("bloc__commune"), pk=pk)
    kind = KIND_BY_SLUG.get(slug)
    is_own = kind is not None and kind.is_units_own
    first = DRAFT if is_own else asked
    require_permission(request, first.perm, campaign, refusal=first.refusal)
    if kind is None or kind not in DOCUMENT_OF:
        raise Http404
    wanted = YearPaper(kind, campaign, thing_of(request, kind, campaign) if kind.about else None)
    if is_own:
        require_permission(request, asked.unit_perm, wanted.thing, refusal=asked.unit_refusal)
    return wanted


def thing_of(request, kind: YearPaperKind, campaign: Campaign):
    asked = request.GET.get("doi-tuong", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise Http404
    return get_object_or_404(things(kind, campaign).visible_to(request.user), pk=asked)


def next_symbol(wanted: YearPaper) -> str:
    """The number it would get now; somebody else may be quicker."""
    bloc = wanted.campaign.bloc
    number = next_number(bloc, wanted.kind, timezone.localdate().year)
    return f"{number:02d}/{wanted.kind.abbreviation}-{bloc.symbol}" if number else ""


def back_url(request, campaign: Campaign) -> str:
    """The page the link stood on, when it is one of ours; else the papers of the year."""
    asked = request.GET.get("ve", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return f"{reverse('papers')}?{urlencode({'nam': campaign.year})}"


def paper_url(name: str, campaign: Campaign, kind: YearPaperKind, key: Any = None, **query: str) -> str:
    """`key` is that of the thing the paper is about."""
    asked = ({"doi-tuong": key} if kind.about else {}) | query
    url = reverse(name, args=[campaign.pk, kind.slug])
    return f"{url}?{urlencode(asked)}" if asked else url
