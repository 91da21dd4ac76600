"""The two steps of every upload: a file becomes a comparison, a confirmed comparison is written.

The confirmed bytes are those that were compared, kept under this session alone (toolkit.import_export.waiting), and
they are read and compared anew before anything is written: what moved in between is shown again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from awards.offline.comparison import Comparison
from awards.offline.forms import FileForm, choices_of, versions_of
from awards.offline.merging import Choice
from awards.offline.phrasing import shown_of
from toolkit.import_export import waiting
from toolkit.numbers import shorten
from toolkit.reasons import NotPossible
from toolkit.spreadsheets import SpreadsheetFaults
from toolkit.versions import ChangedMeanwhile

GONE = "Tệp chờ ghi không còn (sau một giờ, hoặc đã ghi, hoặc được thay bằng tệp khác). Chọn lại tệp."
MOVED = "Trong lúc xem lại, có dòng vừa được người khác sửa. Chưa ghi gì; xem lại bảng dưới đây rồi xác nhận."
CHOOSE = "Chưa ghi gì. Còn {} dòng phải chọn lấy theo tệp hay giữ trên web."


@dataclass(frozen=True)
class Exchange:
    """What differs between the roads. `closed` says why nothing can be uploaded just now."""

    request: HttpRequest
    at: datetime
    what: str
    template: str
    context: Mapping
    compare: Callable[[bytes], Comparison]
    write: Callable[[Comparison, Mapping[int, Choice]], int]
    back: str
    here: str
    done: str
    label: str
    has_units: bool
    closed: Sequence[str] = field(default_factory=list)

    def answer(self) -> HttpResponse:
        if self.request.method != "POST" or self.closed:
            return self._page(form=FileForm())
        return self._confirm() if "token" in self.request.POST else self._receive()

    def _receive(self) -> HttpResponse:
        form = FileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(form=form)
        file = form.cleaned_data["file"]
        return self._compared(file.name, file.read(), {}, asks=False)

    def _confirm(self) -> HttpResponse:
        posted = self.request.POST
        waited = waiting.take(self.request.session, self.what, posted["token"], self.at)
        if waited is None:
            messages.error(self.request, GONE)
            return redirect(self.here)
        name, data = waited
        choices = choices_of(posted)
        try:
            comparison = self.compare(data)
        except SpreadsheetFaults as found:
            return self._page(form=FileForm(), faults=found.lines(), count=len(found.faults), file_name=name)
        if comparison.versions != versions_of(posted):
            return self._compared(name, data, choices, problems=[MOVED])
        if missing := comparison.undecided(choices):
            return self._compared(name, data, choices, problems=[CHOOSE.format(len(missing))])
        return self._write(comparison, name, data, choices)

    def _write(self, comparison: Comparison, name: str, data: bytes, choices: Mapping[int, Choice]) -> HttpResponse:
        try:
            count = self.write(comparison, choices)
        except ChangedMeanwhile:
            return self._compared(name, data, choices, problems=[MOVED])
        except NotPossible as problem:
            return self._compared(name, data, choices, problems=["Chưa ghi gì.", *problem.reasons])
        messages.success(self.request, self.done.format(count=count, name=shorten(name)))
        return redirect(self.back)

    def _compared(
        self, name: str, data: bytes, choices: Mapping[int, Choice], *, problems: Sequence[str] = (), asks: bool = True
    ) -> HttpResponse:
        """The comparison, with the file kept waiting for its confirmation; or what is wrong with the file."""
        try:
            comparison = self.compare(data)
        except SpreadsheetFaults as found:
            return self._page(form=FileForm(), faults=found.lines(), count=len(found.faults), file_name=name)
        token = None
        if comparison.does_something:
            token = waiting.keep(self.request.session, self.what, name, data, self.at)
        shown = shown_of(comparison, label=self.label, has_units=self.has_units, choices=choices, asks=asks)
        return self._page(form=FileForm(), shown=shown, token=token, problems=problems, file_name=name)

    def _page(self, **more) -> HttpResponse:
        context = {**self.context, "closed": self.closed, "back": self.back, "here": self.here, **more}
        return render(self.request, self.template, context)
