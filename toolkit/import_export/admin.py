"""Import and export in a ModelAdmin. Subclasses give `resource_classes` with one TableResource."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from import_export.admin import ExportMixin, ImportMixin

from toolkit.import_export import waiting
from toolkit.import_export.formats import Csv, Xlsx
from toolkit.import_export.rehearsal import Rehearsal, run_import
from toolkit.import_export.resources import TableResource
from toolkit.import_export.uploads import TOO_LARGE
from toolkit.spreadsheets.container import MOST_BYTES
from toolkit.text import unaccent

GONE = "Tệp chờ nhập không còn, hoặc đã được thay bằng tệp khác. Chọn lại tệp."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp .xlsx hoặc .csv",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Chọn một tệp.",
            "empty": "Tệp rỗng, không có nội dung.",
            "max_length": "Tên tệp quá dài. Đặt tên ngắn hơn.",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ExportForm(forms.Form):
    format = forms.TypedChoiceField(
        label="Dạng tệp",
        choices=[(0, "Excel (.xlsx)"), (1, "CSV (.csv)")],
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        error_messages={"required": "Chọn dạng tệp.", "invalid_choice": "Chọn dạng tệp."},
    )


class TablePages:
    """What both directions share."""

    import_export_change_list_template = None

    def table(self, request: HttpRequest) -> TableResource:
        resource: TableResource = self.get_resource_classes(request)[0](user=request.user)  # type: ignore[attr-defined]
        return resource

    def page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        site = self.admin_site.each_context(request)  # type: ignore[attr-defined]
        return TemplateResponse(
            request,
            template,
            {**site, "title": title, "opts": self.opts, **context},  # type: ignore[attr-defined]
        )

    def url_of(self, page: str) -> str:
        return reverse("admin:{}_{}_{}".format(*self.get_model_info(), page))  # type: ignore[attr-defined]


class ImportTableMixin(TablePages, ImportMixin):  # type: ignore[misc]  # import_export has no types
    """Rehearse a file, show what it would do, and do it on confirmation: all of it or nothing.

    The confirmed bytes are those that were rehearsed, kept under this session, and go through the same bounds again.
    """

    import_template_name = "admin/import_export/import.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._require_import(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if not form.is_valid():
            return self._import_page(request, form)
        file = form.cleaned_data["file"]
        data = file.read()
        rehearsal = run_import(self.table(request), file.name, data, dry_run=True)
        token = None
        if rehearsal.does_something:
            token = waiting.keep(request.session, self.opts.label, file.name, data, timezone.now())
        return self._import_page(request, UploadForm(), rehearsal, token)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._require_import(request)
        waited = waiting.take(request.session, self.opts.label, request.POST.get("token", ""), timezone.now())
        if waited is None:
            messages.error(request, GONE)
            return HttpResponseRedirect(self.url_of("import"))
        name, data = waited
        done = run_import(self.table(request), name, data, dry_run=False)
        if done.problems:
            return self._import_page(request, UploadForm(), done)
        self._log(request, name, done)
        messages.success(request, f"Đã nhập tệp {name}: {done.summary}")
        return HttpResponseRedirect(self.url_of("changelist"))

    def _require_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _import_page(
        self, request: HttpRequest, form: UploadForm, rehearsal: Rehearsal | None = None, token: str | None = None
    ) -> TemplateResponse:
        table = self.table(request)
        context = {"form": form, "rehearsal": rehearsal, "token": token}
        columns = {"required": table.required, "optional": table.optional}
        title = f"Nhập {self.opts.verbose_name_plural} từ tệp"
        return self.page(request, self.import_template_name, title, {**context, **columns})

    def _log(self, request: HttpRequest, name: str, done: Rehearsal) -> None:
        for flag, rows in ((ADDITION, done.made), (CHANGE, done.altered)):
            if rows:
                LogEntry.objects.log_actions(request.user.pk or 0, rows, flag, change_message=f"Nhập từ tệp {name}")


class ExportTableMixin(TablePages, ExportMixin):  # type: ignore[misc]  # import_export has no types
    """Write the rows of the list, as it is searched and filtered, to a file whose texts never become formulas."""

    export_template_name = "admin/import_export/export.html"
    formats = [Xlsx, Csv]

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def export_action(self, request: HttpRequest) -> HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)
        form = ExportForm(request.POST) if request.method == "POST" else ExportForm()
        if not form.is_valid():
            title = f"Xuất {self.opts.verbose_name_plural} ra tệp"
            return self.page(request, self.export_template_name, title, {"form": form, "count": rows.count()})
        kind, table = self.formats[form.cleaned_data["format"]](), self.table(request)
        name = f"{unaccent(table.title).replace(' ', '-')}-{timezone.localdate():%Y-%m-%d}.{kind.get_extension()}"
        if note := getattr(self, "note_export", None):  # the project may keep who takes rows out
            note(request, table.title, name)
        return self._file(kind, table, rows, name)

    def _file(self, kind: Xlsx | Csv, table: TableResource, rows: Any, name: str) -> HttpResponse:
        return HttpResponse(
            kind.export_data(table.export(rows)),
            content_type=kind.get_content_type(),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
