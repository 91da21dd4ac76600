"""The papers: a list by year, one with all that became of it, and its bytes exactly as they were issued."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from awards.models import Paper, PaperFile, SignedPaper
from awards.readings import keep_reading
from awards.states import PaperState, YearPaperKind, kind_of
from awards.views.year_papers import paper_url
from awards.year_papers import things
from scoring.states import RoundState
from toolkit.access import may
from toolkit.downloads import attachment
from toolkit.lists import year_choices
from units.predicates import is_council

ROWS = 100
# The lists and the download never read what a paper was made from.
HEAVY = ("facts",)


@require_safe
def paper_list(request):
    """Round by round, the latest first, then the papers of the year itself."""
    visible = Paper.objects.visible_to(request.user)
    years, year = year_choices(visible, "campaign__year", request.GET.get("nam"))
    papers = visible.filter(campaign__year=year).select_related("campaign__bloc__commune", "round", "bloc")
    ordered = papers.defer(*HEAVY).order_by(
        "bloc__commune__name", "bloc__number", F("round").desc(nulls_last=True), "issued_at", "pk"
    )
    page = Paginator(ordered, ROWS).get_page(request.GET.get("trang"))
    signed = signed_words([paper.pk for paper in page])
    for paper in page:
        paper.signed_words = signed.get(paper.pk, "")
    groups = [(*key, list(found)) for key, found in groupby(page, key=lambda paper: (paper.campaign, paper.round))]
    query = f"nam={year}" if year else ""
    context = {"groups": groups, "years": years, "year": year, "page": page, "query": query}
    return render(request, "awards/paper_list.html", context)


def signed_words(papers: list[int]) -> dict[int, str]:
    """What is said of the last signed file of each paper. One query, and no bytes."""
    rows = SignedPaper.objects.filter(paper__in=papers).order_by("uploaded_at", "pk")
    return {
        paper: "Ký dùng thử" if demo else "Đã ký" if trusted else "Đã ký, chưa kiểm tra chứng thư"
        for paper, trusted, demo in rows.values_list("paper", "is_trusted", "is_demo")
    }


@require_safe
def paper(request, pk):
    """The stored file, in one query; a browser that has it already is told so before the bytes are read."""
    lean = Paper.objects.only("kind", "subject", "number", "sha256", "bloc_id", "round__state").select_related("round")
    has_it = "If-None-Match" in request.headers
    found = get_object_or_404(lean if has_it else lean.annotate(pdf=F("file__pdf")), pk=pk)
    if not is_plainly_seen(request.user, found):
        get_object_or_404(Paper.objects.visible_to(request.user).only("pk"), pk=pk)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = PaperFile.objects.values_list("pdf", flat=True).get(paper=pk) if has_it else found.pdf
        response = HttpResponse(bytes(pdf), content_type="application/pdf")
        note_download(request, pk)
    return attachment(response, found.file_name, etag=etag)


def is_plainly_seen(user, paper: Paper) -> bool:
    """Somebody of the bloc, and a paper of the year or of a settled round: nothing to ask the database for.

    Asking `visible_to` costs as much as all the rest of a download; whoever is not let in here is asked about there.
    """
    own_bloc = user.unit is not None and user.unit.bloc_id == paper.bloc_id
    return own_bloc and (paper.round is None or paper.round.state == RoundState.SETTLED)


@require_safe
def signed_paper(request, pk):
    """A signed file as it was handed in."""
    visible = SignedPaper.objects.visible_to(request.user).defer("pdf", "paper__facts")
    found = get_object_or_404(visible.select_related("paper"), pk=pk)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = SignedPaper.objects.values_list("pdf", flat=True).get(pk=pk)
        response = HttpResponse(bytes(pdf), content_type="application/pdf")
        note_download(request, found.paper_id, " (bản đã ký)")
    return attachment(response, found.paper.file_name.replace(".pdf", "-da-ky.pdf"), etag=etag)


def note_download(request, pk: int, which: str = "") -> None:
    """A GET that writes: the Council is outside the bloc, and what leaves the bloc is kept with who took it.

    What the browser has already (304) does not leave again.
    """
    if is_council(request.user) and request.method == "GET":
        paper = Paper.objects.select_related("campaign", "bloc").defer(*HEAVY).get(pk=pk)
        keep_reading(request, paper.campaign, f"{paper}{which}, {paper.title}", page="van-ban", of=pk)


# One paper ----------------------------------------------------------------------------------------------------------


@require_safe
def paper_page(request, pk):
    found = visible_paper(request, pk)
    campaign = found.campaign
    in_force = found.state == PaperState.ISSUED
    context = {
        "paper": found,
        "withdrawal": getattr(found, "withdrawal", None),
        "replaced_by": getattr(found, "replaced_by", None),
        "signed": found.signed.defer("pdf").select_related("uploaded_by").order_by("-uploaded_at", "-pk"),
        "may_withdraw": in_force and may(request.user, "awards.withdraw_paper", campaign),
        "may_sign": in_force and may(request.user, "awards.upload_signed", campaign),
        "again_url": again_url(request, found),
    }
    return render(request, "awards/papers/paper.html", context)


def visible_paper(request, pk) -> Paper:
    related = ("campaign__bloc__commune", "bloc", "round", "issued_by", "replaces__bloc", "withdrawal__withdrawn_by")
    visible = Paper.objects.visible_to(request.user).select_related(*related, "replaced_by__bloc")
    return get_object_or_404(visible.defer("facts", "replaces__facts", "replaced_by__facts"), pk=pk)


def again_url(request, paper: Paper) -> str:
    """Where a withdrawn paper that nothing replaced yet is issued anew, for whoever may; "" otherwise."""
    if paper.state == PaperState.ISSUED or getattr(paper, "replaced_by", None):
        return ""
    kind = kind_of(paper.kind)
    if not isinstance(kind, YearPaperKind):
        return reverse("round_papers_issue", args=[paper.round_id]) if _may(request, "issue_paper", paper) else ""
    key = paper.subject.rpartition("/")[2] or None
    is_theirs = _is_own(request, paper, kind, key) if kind.is_units_own else _may(request, "issue_year_paper", paper)
    return paper_url("year_paper_issue", paper.campaign, kind, key) if is_theirs else ""


def _is_own(request, paper: Paper, kind: YearPaperKind, key: str | None) -> bool:
    thing = things(kind, paper.campaign).filter(pk=key).first()
    return thing is not None and may(request.user, "awards.issue_unit_paper", thing)


def _may(request, perm: str, paper: Paper) -> bool:
    return may(request.user, f"awards.{perm}", paper.campaign)
