"""A whole round as the scoring workbook: down and up by head and deputy, each for the units they appraise."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.offline.round_file import write_round_file
from awards.offline.rounds import (
    as_seen,
    compare_round,
    marks_of,
    reasons_against_upload,
    sheets_seen,
    write_round,
)
from awards.readings import keep_reading
from awards.views.exports import XLSX
from awards.views.offline.exchange import Exchange
from awards.views.offline.sheets import file_name
from scoring.models import Round
from toolkit.access import get_permitted
from toolkit.downloads import attachment

LEADERS = "Sổ chấm điểm của cả kỳ dành cho Trưởng Khối và Phó Trưởng Khối."
WHOLE = ("campaign__bloc__commune", "criteria_set")


def _round(request, pk):
    visible = Round.objects.visible_to(request.user).select_related(*WHOLE)
    return get_permitted(request, "scoring.run_review", visible, refusal=LEADERS, pk=pk)


@require_safe
def round_workbook(request, pk):
    """The round as the person sees it: sheets that were not handed in are empty, and so is what is not shown yet."""
    round = _round(request, pk)
    marks = [as_seen(mark, request.user) for mark in marks_of(round, sheets_seen(round, request.user))]
    concealed = "" if round.is_open_to_all or request.user.unit is None else request.user.unit.code
    content = write_round_file(round, marks, at=timezone.now(), concealed=concealed)
    if request.method == "GET":
        keep_reading(request, round.campaign, f"{round.name}: sổ chấm điểm (XLSX)", page="ky-cham", of=round.pk)
    return attachment(HttpResponse(content, content_type=XLSX), file_name(f"so-cham-diem-{round.name}.xlsx"))


@require_http_methods(["GET", "HEAD", "POST"])
def round_upload(request, pk):
    round, at = _round(request, pk), timezone.now()
    exchange = Exchange(
        request=request,
        at=at,
        what=f"round:{round.pk}",
        template="awards/offline/round_upload.html",
        context={"round": round},
        compare=lambda data: compare_round(round, data, by=request.user, at=at),
        write=lambda comparison, choices: write_round(comparison, choices, by=request.user, at=at),
        back=reverse("appraisal", args=[pk]),
        here=reverse("round_upload", args=[pk]),
        done="Đã ghi {count} dòng thẩm định từ tệp {name}.",
        label="Lý do",
        has_units=True,
        closed=reasons_against_upload(round),
    )
    return exchange.answer()
