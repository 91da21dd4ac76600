"""A scoring table in and out as a workbook. Here because the workbook is read and written this high."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.readings import keep_reading
from awards.table_import import rehearse
from awards.workbook.table_writing import write_table
from scoring.actions.tables import CHANGED
from scoring.actions.tables_loading import load_changes
from scoring.models import CriteriaSet
from scoring.views.tables import UNITS_SCORE, locked_answer, table_to_edit
from toolkit.access import get_permitted
from toolkit.downloads import attachment
from toolkit.forms import PageForm
from toolkit.import_export import waiting
from toolkit.reasons import NotPossible
from toolkit.spreadsheets.container import MOST_BYTES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = "Tệp chờ nạp không còn, hoặc đã được thay bằng tệp khác. Chọn lại tệp."


class TableUploadForm(PageForm):
    file = forms.FileField(
        label="Sổ chấm điểm (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
        help_text="Trang Tiêu chí của sổ; bước điểm và trần điểm thưởng lấy từ trang Khối nếu có. Tệp đến 5 MB.",
        error_messages={
            "empty": "Tệp rỗng, không có nội dung.",
            "max_length": "Tên tệp quá dài. Đặt tên ngắn hơn.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Chọn một tệp .xlsx."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("Chỉ nhận tệp .xlsx. Trong Excel chọn Lưu thành, dạng .xlsx.")
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang tính không cần rồi lưu lại.")
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def table_import(request, pk):
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    form = TableUploadForm(request.POST, request.FILES) if request.method == "POST" else TableUploadForm()
    if not form.is_valid():
        return render(request, "awards/tables/import.html", {"table": table, "form": form})
    file = form.cleaned_data["file"]
    return _rehearsal_page(request, table, file.name, file.read())


@require_POST
def table_import_confirm(request, pk):
    """The bytes that were rehearsed, against the table they were rehearsed with; else it is rehearsed anew."""
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    waited = waiting.take(request.session, _what(table), request.POST.get("token", ""), timezone.now())
    if waited is None:
        messages.error(request, GONE)
        return redirect("table_import", pk)
    name, data = waited
    content = rehearse(table, data).content
    stamp = request.POST.get("da-xem", "")
    if content is None:
        return _rehearsal_page(request, table, name, data, told=[CHANGED])
    try:
        load_changes(table, content, stamp=stamp, by=request.user, at=timezone.now())
    except NotPossible as problem:
        fresh = CriteriaSet.objects.select_related("campaign__bloc__commune").get(pk=pk)
        return _rehearsal_page(request, fresh, name, data, told=problem.reasons)
    messages.success(request, f"Đã nạp bộ tiêu chí từ tệp {name}.")
    return redirect("table", pk)


def _rehearsal_page(request, table, name, data, *, told=()):
    rehearsal = rehearse(table, data)
    token = ""
    if rehearsal.does_something:
        token = waiting.keep(request.session, _what(table), name, data, timezone.now())
    context = {"table": table, "rehearsal": rehearsal, "token": token, "file_name": name, "told": told}
    return render(request, "awards/tables/rehearsal.html", context | {"form": TableUploadForm()})


def _what(table) -> str:
    return f"bo-tieu-chi-{table.pk}"


@require_safe
def table_workbook(request, pk):
    """The table as a workbook with the sheets Khối, Đơn vị and Tiêu chí."""
    visible = CriteriaSet.objects.visible_to(request.user).select_related("campaign__bloc__commune")
    table = get_permitted(request, "scoring.open_scoring", visible, pk=pk, refusal=UNITS_SCORE)
    content = write_table(table)
    if request.method == "GET":
        about = f"Bộ tiêu chí {table}: bảng tiêu chí (XLSX)"
        keep_reading(request, table.campaign, about, page="bo-tieu-chi", of=table.pk)
    campaign = table.campaign
    name = f"bo-tieu-chi-khoi-{campaign.bloc.number}-nam-{campaign.year}-ban-{table.edition}.xlsx"
    return attachment(HttpResponse(content, content_type=XLSX), name)
