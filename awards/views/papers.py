"""The papers: a list by year, the bytes of one exactly as they were issued, and issuing those of a settled round."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import next_number
from awards.models import Paper, PaperFile
from awards.papers import GOES_WITH, NumbersMoved, issue_round_papers, missing_kinds
from awards.readings import keep_reading
from scoring.views.rounds.asking import round_for
from toolkit.downloads import attachment
from toolkit.lists import year_choices
from toolkit.proof import fresh_proof_required
from units.predicates import is_council

ROWS = 100
THE_HEADS = "Văn bản của kỳ chấm do Trưởng Khối ban hành."
NOT_SETTLED = "Kỳ chấm chưa chốt. Văn bản ban hành từ kết quả đã chốt."
ISSUED = "Văn bản của kỳ chấm đã được ban hành đủ."


@require_safe
def paper_list(request):
    """Round by round, the latest first, then the papers of the year itself."""
    visible = Paper.objects.visible_to(request.user)
    years, year = year_choices(visible, "campaign__year", request.GET.get("nam"))
    papers = visible.filter(campaign__year=year).select_related("campaign__bloc__commune", "round", "bloc")
    ordered = papers.order_by(
        "bloc__commune__name", "bloc__number", F("round").desc(nulls_last=True), "issued_at", "pk"
    )
    page = Paginator(ordered, ROWS).get_page(request.GET.get("trang"))
    groups = [(*key, list(found)) for key, found in groupby(page, key=lambda paper: (paper.campaign, paper.round))]
    query = f"nam={year}" if year else ""
    context = {"groups": groups, "years": years, "year": year, "page": page, "query": query}
    return render(request, "awards/paper_list.html", context)


@require_safe
def paper(request, pk):
    """The stored file; a browser that has it already is told so before the bytes are read."""
    papers = Paper.objects.visible_to(request.user).select_related("campaign", "bloc")
    found = get_object_or_404(papers, pk=pk)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = PaperFile.objects.get(paper=found).pdf
        response = HttpResponse(bytes(pdf), content_type="application/pdf")
        if is_council(request.user) and request.method == "GET":
            # A GET that writes: the Council is outside the bloc, and what leaves the bloc is kept with who took it.
            # What the browser has already (304) does not leave again.
            keep_reading(request, found.campaign, f"{found}, {found.title}", page="van-ban", of=found.pk)
    return attachment(response, found.file_name, etag=etag)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def round_papers_issue(request, pk):
    """Asked before it is done: what is issued stays as it is."""
    round, now = round_for(request, pk, "awards.issue_paper", THE_HEADS), timezone.now()
    kinds = missing_kinds(round) if round.is_settled else []
    reasons = [] if kinds else [ISSUED if round.is_settled else NOT_SETTLED]
    if request.method == "POST" and kinds:
        try:
            issued = issue_round_papers(round, by=request.user, at=now)
        except NumbersMoved as problem:
            reasons = [str(problem)]
        else:
            if issued:
                messages.success(request, f"Đã ban hành {len(issued)} văn bản của {round.name}.")
            else:  # somebody else was quicker
                messages.warning(request, ISSUED)
            return redirect("papers")
    context = {"round": round, "reasons": reasons, "kinds": next_symbols(round, kinds)}
    return render(request, "awards/round_papers_issue.html", context)


def next_symbols(round, kinds):
    """(paper, the number it would get now); somebody else may be quicker."""
    bloc, year = round.campaign.bloc, timezone.localdate().year
    for kind in kinds:
        number = next_number(bloc, kind, year)
        if number:
            yield kind.label, f"số {number:02d}/{kind.abbreviation}-{bloc.symbol}"
        else:
            yield kind.label, f"kèm {GOES_WITH[kind].label}"
