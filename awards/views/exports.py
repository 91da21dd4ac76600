"""What can be taken away from a settled round: the ranking as a table, the whole workbook, the kept document."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from awards.readings import keep_reading
from awards.standings import standings_of, titles_of
from awards.views.results import visible_results
from awards.workbook import workbook_of, write_workbook
from scoring.arithmetic import ZERO
from toolkit.downloads import attachment
from toolkit.spreadsheets import NewSheet, write_csv, write_sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {"bang-diem": "bảng điểm", "so-cham-diem": "sổ chấm điểm", "ket-qua": "kết quả để đối chiếu"}
LAST_COLUMNS = ["Điểm nền", "Điểm thưởng", "Điểm trừ", "Tổng điểm", "Tự chấm", "Xếp loại", "Đề nghị khen thưởng"]


def _visible(request, pk):
    return get_object_or_404(visible_results(request.user), round=pk)


@require_safe
def ranking_xlsx(request, pk):
    result = _visible(request, pk)
    header, rows = ranking_table(result)
    sheet = NewSheet("Bảng điểm", [header, *rows], widths=(8, 12, 44))
    return _file(request, result, write_sheets([sheet]), XLSX, "bang-diem", "xlsx")


@require_safe
def ranking_csv(request, pk):
    result = _visible(request, pk)
    header, rows = ranking_table(result)
    return _file(request, result, write_csv(header, rows), "text/csv; charset=utf-8", "bang-diem", "csv")


@require_safe
def workbook(request, pk):
    """The round as the workbook it can be loaded from again."""
    result = get_object_or_404(visible_results(request.user).defer(None), round=pk)
    return _file(request, result, write_workbook(workbook_of(result)), XLSX, "so-cham-diem", "xlsx")


@require_safe
def document(request, pk):
    """The kept document, byte for byte what its SHA-256 was taken from."""
    result = _visible(request, pk)
    etag = f'"{result.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(result.document.encode(), content_type="application/json")
        _keep(request, result, "ket-qua", "json")
    return attachment(response, _name(result, "ket-qua", "json"), etag=etag)


def ranking_table(result):
    """(header, rows) of the ranking, numbers as Decimals, best first. Two queries."""
    areas = titles_of(result)
    header = ["Hạng", "Mã", "Đơn vị", *(f"ND {number}" for number, _ in areas), *LAST_COLUMNS]
    return header, [_row(standing, areas) for standing in standings_of(result)]


def _row(standing, areas):
    unit = standing.outcome
    return [
        unit.rank,
        unit.unit,
        unit.name,
        *(unit.areas.get(number, ZERO) for number, _ in areas),
        unit.base,
        unit.bonus,
        unit.penalty,
        unit.total,
        unit.self_total,
        f"Không xếp hạng: {unit.excluded}" if unit.excluded else unit.classification or "",
        standing.award,
    ]


def _name(result, what, extension):
    campaign = result.round.campaign
    return f"{what}-khoi-{campaign.bloc.number}-nam-{campaign.year}.{extension}"


def _file(request, result, content, content_type, what, extension):
    _keep(request, result, what, extension)
    return attachment(HttpResponse(content, content_type=content_type), _name(result, what, extension))


def _keep(request, result, what, extension):
    """A GET that writes: every table that leaves the house is kept with who took it, at the cost of one row."""
    if request.method == "GET":
        about = f"{result.round.name}: {WORDS[what]} ({extension.upper()})"
        keep_reading(request, result.round.campaign, about, page="ky-cham", of=result.round_id)
