"""Rows of a sheet as a browser sends them, and evidence."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from scoring.actions.evidence import add_files, add_link
from scoring.actions.marks import SelfEntry, enter_mark
from scoring.forms.sheets import base_of
from scoring.models import Evidence, Mark
from tests.scoring.rounds import mark_of
from tests.toolkit.hostile_files import PDF
from toolkit.private_files import Limits, accept_uploads

AT = datetime(2026, 11, 26, 7, 3, tzinfo=UTC)  # 14.03 in the bloc's own time


def row(mark: Mark, value: str = "", note: str = "", *, is_na: bool = False, **more) -> dict[str, str]:
    """The fields of a line, as it was shown and then filled in."""
    fields = {"k": value, "g": note, "v": mark.version, "b": base_of(mark), "f": ""}
    found = {f"{name}-{mark.pk}": str(text) for name, text in fields.items()}
    if is_na:
        found[f"kad-{mark.pk}"] = "on"
    return found | {f"{name}-{mark.pk}": str(text) for name, text in more.items()}


def entered(round, unit: str, code: str, entry: str, note: str = "", *, by, at=None) -> Mark:
    mark = mark_of(round, unit, code)
    return enter_mark(mark, SelfEntry(entry, note), seen=mark.version, by=by, at=at or AT)


def pdf(name: str = "bao-cao.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def shown(mark: Mark, name: str = "bao-cao.pdf", data: bytes = PDF, *, by, at=AT) -> Evidence:
    return add_files(mark, accept_uploads([pdf(name, data)], Limits()), by=by, at=at)[0]


def linked(mark: Mark, url: str = "https://habac.vn/tin", name: str = "Tin bài", *, by, at=AT) -> Evidence:
    return add_link(mark, url, name, by=by, at=at)
