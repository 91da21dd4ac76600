"""The papers: a list by year, and the bytes of one exactly as they were issued."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from awards.models import Paper, PaperFile
from awards.readings import keep_reading
from toolkit.downloads import attachment
from toolkit.lists import year_choices
from units.predicates import is_council


@require_safe
def paper_list(request):
    visible = Paper.objects.visible_to(request.user)
    years, year = year_choices(visible, "round__campaign__year", request.GET.get("nam"))
    papers = visible.filter(round__campaign__year=year).select_related("round__campaign__bloc__commune", "bloc")
    ordered = papers.order_by("bloc__commune__name", "bloc__number", "-round", "issued_at", "pk")
    groups = [(round, list(found)) for round, found in groupby(ordered, key=lambda paper: paper.round)]
    return render(request, "awards/paper_list.html", {"groups": groups, "years": years, "year": year})


@require_safe
def paper(request, pk):
    """The stored file; a browser that has it already is told so before the bytes are read."""
    papers = Paper.objects.visible_to(request.user).select_related("round__campaign", "bloc")
    found = get_object_or_404(papers, pk=pk)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = PaperFile.objects.get(paper=found).pdf
        response = HttpResponse(bytes(pdf), content_type="application/pdf")
        if is_council(request.user) and request.method == "GET":
            # A GET that writes: the Council is outside the bloc, and what leaves the bloc is kept with who took it.
            # What the browser has already (304) does not leave again.
            keep_reading(request, found.round, f"{found}, {found.title}", page="van-ban", of=found.pk)
    return attachment(response, found.file_name, etag=etag)
