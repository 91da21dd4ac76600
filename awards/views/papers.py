"""The papers: a list by year, and the bytes of one exactly as they were issued."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from awards.models import Paper, PaperFile
from awards.readings import keep_reading
from toolkit.downloads import attachment
from toolkit.lists import year_choices
from units.predicates import is_council

ROWS = 100


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
