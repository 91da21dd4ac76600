"""What is written into a paper before it is issued, and the draft of a paper of a settled round."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions.paper_texts import reasons_not_to_write, write_paper_text
from awards.documents import render as render_pdf
from awards.forms.paper_texts import paper_text_form
from awards.models import PaperText
from awards.paper_drafts import RoundPaper, defaults_of
from awards.states import PaperKind
from awards.views.year_papers import NO_DRAFTS, WRITE, back_url, paper_url, wanted_paper
from campaigns.documents.facts import Texts
from campaigns.views.writing import form_of, signed, values_of
from scoring.views.rounds.asking import round_for
from toolkit.downloads import private_response
from toolkit.forms import done
from toolkit.private_files import FileKind

ROUND_KINDS = {kind.slug: kind for kind in PaperKind}
THE_HEADS = "Lời văn của văn bản kỳ chấm do Trưởng Khối sửa."
NOT_SETTLED = "Kỳ chấm chưa chốt. Văn bản của kỳ chấm lập từ kết quả đã chốt."


@require_safe
def round_paper_preview(request, pk, slug):
    wanted = wanted_round_paper(request, pk, slug, "campaigns.see_year", NO_DRAFTS)
    pdf = render_pdf(wanted.document(on=timezone.localdate()))
    return private_response(ContentFile(pdf), f"ban-nhap-{slug}.pdf", FileKind.PDF, inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
def round_paper_texts(request, pk, slug):
    wanted = wanted_round_paper(request, pk, slug, "awards.edit_paper_text", THE_HEADS)
    crumbs = [("Kết quả", reverse("results")), (wanted.round.name, reverse("ranking", args=[pk]))]
    preview = reverse("round_paper_preview", args=[pk, slug])
    return texts_page(request, wanted, crumbs, preview, reverse("ranking", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def year_paper_texts(request, pk, slug):
    wanted = wanted_paper(request, pk, slug, WRITE)
    if reasons := wanted.reasons_not_to_draft():
        raise PermissionDenied(reasons[0])
    crumbs = [("Phong trào", reverse("campaigns")), (f"Năm {wanted.campaign.year}", reverse("campaign", args=[pk]))]
    key = wanted.thing.pk if wanted.thing else None
    preview = paper_url("year_paper_preview", wanted.campaign, wanted.kind, key)
    return texts_page(request, wanted, crumbs, preview, back_url(request, wanted.campaign))


def wanted_round_paper(request, pk, slug, perm, refusal) -> RoundPaper:
    kind = ROUND_KINDS.get(slug)
    if kind is None:
        raise Http404
    round = round_for(request, pk, perm, refusal)
    if not round.is_settled:
        raise PermissionDenied(NOT_SETTLED)
    return RoundPaper(kind, round)


def texts_page(request, wanted, crumbs, preview, back):
    """One page for both: what is written stands in the form, what would be printed otherwise below each field."""
    about = {"round": wanted.round, "subject": wanted.subject}
    row = PaperText.objects.filter(campaign=wanted.campaign, kind=wanted.kind, **about).first()
    defaults = defaults_of(wanted.document(on=timezone.localdate(), texts=Texts()))
    form = form_of(paper_text_form(wanted.kind, defaults), request, row)
    if form.is_valid() and done(
        form,
        write_paper_text,
        wanted.campaign,
        wanted.kind,
        values_of(form),
        **about,
        seen=form.seen,
        **signed(request),
    ):
        messages.success(request, f"Đã lưu lời văn của {wanted.kind.label}.")
        return redirect(request.get_full_path())
    context = {
        "form": form,
        "kind": wanted.kind,
        "thing": getattr(wanted, "thing", None),
        "campaign": wanted.campaign,
        "places": crumbs,
        "preview": preview,
        "cancel_url": back,
        "reasons": reasons_not_to_write(wanted.campaign, wanted.kind, **about),
        "button": "Lưu lời văn",
        "keep": f"loi-van-{wanted.kind.value}-{wanted.subject or wanted.round or ''}-{wanted.campaign.pk}",
    }
    page = "texts_closed" if context["reasons"] else "texts"
    return render(request, f"awards/papers/{page}.html", context)
