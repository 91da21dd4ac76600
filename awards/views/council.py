"""The Council's room: what every bloc of the commune settled, sent and got. Everything here is read only."""

from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.checking import normal_code
from awards.council import awarded, room_rows, with_signed
from awards.council_compare import comparison_of, kinds_of
from awards.council_papers import KIND_ORDER, by_kind, paper_lines, told
from awards.dossier import DECISION, RESULT, Made, decision_table, dossier_of
from awards.dossier_zip import stream
from awards.forms.council import DEMO_ONLY, SIGNED, UNSIGNED, PaperSearch, RoomSearch
from awards.models import Paper
from awards.readings import keep_reading
from awards.states import kind_of
from awards.views.exports import ranking_table
from awards.views.results import visible_results
from awards.workbook import workbook_of, write_workbook
from scoring.models import Result
from toolkit.access import get_permitted, require_permission
from toolkit.downloads import attachment
from toolkit.lists import year_choices
from toolkit.spreadsheets import write_csv
from toolkit.text import unaccent

ROWS = 50
ROOM = "awards.see_council_room"
THE_COUNCILS = "Trang này của Hội đồng Thi đua - Khen thưởng."


@require_safe
def council_room(request):
    """The settled rounds of a year, bloc by bloc: papers, what was sent, what was decided."""
    require_permission(request, ROOM, refusal=THE_COUNCILS)
    years, year, results = results_of_year(request)
    rows = room_rows(results)
    form = RoomSearch(request.GET, blocs=bloc_choices(results))
    found = [row for row in rows if is_asked_for(row, form)]
    context = {"years": years, "year": year, "rows": found, "all": rows, "form": form, "is_filtered": found != rows}
    return render(request, "awards/council/room.html", context)


def results_of_year(request):
    """(years there are, the one asked for, its results in the order of the blocs). Two queries."""
    years, year = year_choices(Result.objects.visible_to(request.user), "round__campaign__year", request.GET.get("nam"))
    results = visible_results(request.user).filter(round__campaign__year=year)
    return years, year, list(results.order_by("round__campaign__bloc__number", "round__campaign__bloc", "pk"))


def bloc_choices(results):
    return list({str(result.round.campaign.bloc_id): str(result.round.campaign.bloc) for result in results}.items())


def is_asked_for(row, form):
    return (
        form.asked("khoi") in ("", str(row.round.campaign.bloc_id))
        and form.asked("tinh_trang") in ("", row.state)
        and unaccent(form.asked("tim")) in row.words_to_search
    )


@require_safe
def council_compare(request):
    """The rankings of a year side by side, of rounds of one kind."""
    require_permission(request, ROOM, refusal=THE_COUNCILS)
    years, year, results = results_of_year(request)
    kinds = kinds_of(results)
    kind = next((kind for kind in kinds if kind.value == request.GET.get("loai")), kinds[0] if kinds else None)
    comparison = comparison_of([result for result in results if result.round.kind == kind])
    context = {"years": years, "year": year, "kinds": kinds, "kind": kind, "comparison": comparison}
    return render(request, "awards/council/compare.html", context)


@require_safe
def council_round(request, pk):
    """One settled round: ranking, what was proposed beside what was decided, papers by type, everything to take."""
    result = get_permitted(request, ROOM, visible_results(request.user), refusal=THE_COUNCILS, round=pk)
    lines = paper_lines(told(papers_of_round(request, result)).order_by("issued_at", "pk"))
    context = {
        "result": result,
        "round": result.round,
        "column": comparison_of([result]).columns[0],
        "awarded": awarded(result.round),
        "kinds": by_kind(lines),
        "count": len(lines),
    }
    return render(request, "awards/council/round.html", context)


@require_safe
def council_papers(request):
    """The papers of a year, of every bloc, with their state and what is known of their signatures."""
    require_permission(request, ROOM, refusal=THE_COUNCILS)
    visible = Paper.objects.visible_to(request.user)
    years, year = year_choices(visible, "campaign__year", request.GET.get("nam"))
    of_year = visible.filter(campaign__year=year)
    names = list(of_year.select_related("bloc__commune").only("bloc__commune", *NAMED).order_by("pk"))
    blocs = {str(paper.bloc_id): str(paper.bloc) for paper in sorted(names, key=lambda paper: paper.bloc.number)}
    form = PaperSearch(request.GET, blocs=blocs.items(), kinds={paper.kind for paper in names})
    papers = papers_asked_for(of_year, names, form)
    ordered = told(papers).order_by("bloc__number", "bloc_id", place_of_kind(), "-issued_at", "pk")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("trang"))
    asked = request.GET.copy()
    asked.pop("trang", None)
    context = {"years": years, "year": year, "form": form, "page": page, "lines": paper_lines(page), "all": len(names)}
    return render(request, "awards/council/papers.html", context | {"query": asked.urlencode()})


NAMED = ("kind", "number", "series", "title", "code", "bloc__number", "bloc__name", "bloc__commune__name")
SIGNATURE = {
    SIGNED: {"is_signed": True},
    DEMO_ONLY: {"is_signed": False, "has_copy": True},
    UNSIGNED: {"has_copy": False},
}


def place_of_kind():
    """The kinds in the order of documents, for the database."""
    return Case(*(When(kind=kind, then=place) for kind, place in KIND_ORDER.items()), default=len(KIND_ORDER))


def papers_asked_for(papers, names, form):
    for field, path in (("khoi", "bloc"), ("loai", "kind"), ("tinh_trang", "state")):
        if asked := form.asked(field):
            papers = papers.filter(**{path: asked})
    if asked := form.asked("chu_ky"):
        papers = with_signed(papers).filter(**SIGNATURE[asked])
    if asked := form.asked("tim"):
        papers = papers.filter(pk__in=[paper.pk for paper in names if is_named(paper, asked)])
    return papers


def is_named(paper, asked):
    """By number, title or kind without marks, or by the code as it is printed."""
    said = unaccent(f"{paper.symbol} {paper.title} {kind_of(paper.kind).label}")
    return unaccent(asked) in said or normal_code(asked) == paper.code


# The dossier ----------------------------------------------------------------------------------------------------------


@require_safe
def dossier(request, pk):
    """Of whoever sees the round: its units and the Council. Who took it is kept, as of every table."""
    result = get_object_or_404(visible_results(request.user).defer(None), round=pk)
    found = dossier_of(result, papers_of_round(request, result), files_of(result))
    if request.method == "GET":
        about = f"{result.round.name}: hồ sơ ({found.count} tệp, ZIP)"
        keep_reading(request, result.round.campaign, about, page="ky-cham", of=result.round_id)
        response = StreamingHttpResponse(stream(found), content_type="application/zip")
    else:
        response = HttpResponse(content_type="application/zip")
    return attachment(response, found.file_name)


def papers_of_round(request, result):
    return Paper.objects.visible_to(request.user).filter(round=result.round_id)


def files_of(result):
    """What the result and the decision add to the papers; made when it is their turn."""
    yield Made(f"{RESULT}/ket-qua.json", "Kết quả đầy đủ để đối chiếu", lambda: result.document.encode())
    yield Made(f"{RESULT}/so-cham-diem.xlsx", "Sổ chấm điểm", lambda: write_workbook(workbook_of(result)))
    yield Made(f"{RESULT}/bang-diem.csv", "Bảng điểm", lambda: write_csv(*ranking_table(result)))
    decided = decision_table(result)
    if decided is not None:
        yield Made(f"{DECISION}/quyet-dinh.csv", "Quyết định khen thưởng", lambda: decided)
