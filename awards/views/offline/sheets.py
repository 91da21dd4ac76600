"""A unit's sheet as a file: down by whoever reads the sheet, up by the unit itself."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.offline.sheets import compare_sheet, reasons_against_upload, write_sheet
from awards.offline.unit_file import marks_of, write_unit_file
from awards.readings import keep_reading
from awards.views.exports import XLSX
from awards.views.offline.exchange import Exchange
from scoring.models import ScoreSheet
from toolkit.access import get_permitted
from toolkit.downloads import attachment
from toolkit.text import unaccent

NOT_FOR_COUNCIL = "Chấm điểm là việc của các đơn vị trong Khối. Hội đồng xem kết quả đã chốt ở mục Kết quả."
NOT_YOUR_SHEET = "Phiếu tự chấm do chính đơn vị điền và nạp."
WHOLE = ("unit", "round__campaign__bloc__commune", "round__criteria_set")


def _sheet(request, perm, refusal, pk, code):
    visible = ScoreSheet.objects.visible_to(request.user).select_related(*WHOLE)
    return get_permitted(request, perm, visible, refusal=refusal, round=pk, unit__code=code)


@require_safe
def sheet_workbook(request, pk, code):
    """The sheet to fill without network: the unit's own entries and notes, and nothing of its appraisal."""
    sheet = _sheet(request, "scoring.open_scoring", NOT_FOR_COUNCIL, pk, code)
    content = write_unit_file(sheet, marks_of(sheet), at=timezone.now())
    if request.method == "GET":
        about = f"{sheet.round.name}: phiếu tự chấm của {sheet.unit_name} (XLSX)"
        keep_reading(request, sheet.round.campaign, about, page="phieu", of=sheet.pk)
    name = f"phieu-tu-cham-{code}-{sheet.round.name}.xlsx"
    return attachment(HttpResponse(content, content_type=XLSX), file_name(name))


def file_name(words: str) -> str:
    """Without marks and blanks, so that it survives every mailbox."""
    return unaccent(words).replace(" ", "-").replace("/", "-")


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_upload(request, pk, code):
    sheet, at = _sheet(request, "scoring.enter_scores", NOT_YOUR_SHEET, pk, code), timezone.now()
    exchange = Exchange(
        request=request,
        at=at,
        what=f"sheet:{sheet.pk}",
        template="awards/offline/sheet_upload.html",
        context={"sheet": sheet, "round": sheet.round},
        compare=lambda data: compare_sheet(sheet, data, at=at),
        write=lambda comparison, choices: write_sheet(comparison, choices, by=request.user, at=at),
        back=reverse("sheet", args=[pk, code]),
        here=reverse("sheet_upload", args=[pk, code]),
        done="Đã ghi {count} dòng từ tệp {name}. Xem lại phiếu rồi nộp.",
        label="Ghi chú",
        has_units=False,
        closed=reasons_against_upload(sheet, marks_of(sheet), at),
    )
    return exchange.answer()
