"""What an import would do, or did: every problem in the order of the rows, or the rows it makes and changes."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import Result, RowResult

from toolkit.import_export.resources import TableResource
from toolkit.import_export.uploads import Upload, read_upload
from toolkit.spreadsheets import SpreadsheetFaults

logger = logging.getLogger(__name__)

MOST_PROBLEMS = 200
UNKNOWN = "không ghi được. Kiểm tra lại dữ liệu của dòng; nếu vẫn vậy, báo người quản trị."
KINDS = {
    RowResult.IMPORT_TYPE_NEW: "Thêm",
    RowResult.IMPORT_TYPE_UPDATE: "Sửa",
    RowResult.IMPORT_TYPE_SKIP: "Giữ nguyên",
}


@dataclass(frozen=True)
class Row:
    """`cells` are before and after."""

    kind: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Rehearsal:
    """With any problem nothing was, or would be, stored. `rows` has every row of the file, in its order."""

    problems: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    headings: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    made: list[Any] = field(default_factory=list)
    altered: list[Any] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return not self.problems and bool(self.new or self.changed)

    @property
    def summary(self) -> str:
        return f"{self.new} dòng thêm mới, {self.changed} dòng sửa, {self.unchanged} dòng không đổi."


def run_import(resource: TableResource, name: str, data: bytes, *, dry_run: bool) -> Rehearsal:
    """Read the file within bounds and import it whole or not at all; a dry run stores nothing either way."""
    try:
        upload = read_upload(name, data, title=resource.title, required=resource.required, optional=resource.optional)
    except SpreadsheetFaults as found:
        return Rehearsal(problems=found.lines())
    result = resource.import_data(
        upload.dataset,
        dry_run=dry_run,
        raise_errors=False,
        use_transactions=True,
        rollback_on_validation_errors=True,
        retain_instance_in_row_result=True,
        row_numbers=upload.numbers,
    )
    problems = _bounded(list(_problems(result, resource, upload)))
    return Rehearsal(problems=problems, notes=upload.notes) if problems else _outcome(result, upload)


def _outcome(result: Result, upload: Upload) -> Rehearsal:
    rows = [row for row in result.rows if row.import_type in KINDS]
    return Rehearsal(
        notes=upload.notes,
        headings=result.diff_headers,
        rows=[Row(KINDS[row.import_type], row.diff) for row in rows],
        new=result.totals[RowResult.IMPORT_TYPE_NEW],
        changed=result.totals[RowResult.IMPORT_TYPE_UPDATE],
        unchanged=result.totals[RowResult.IMPORT_TYPE_SKIP],
        made=[row.instance for row in rows if row.is_new()],
        altered=[row.instance for row in rows if row.is_update()],
    )


def _problems(result: Result, resource: TableResource, upload: Upload) -> Iterator[str]:
    for error in result.base_errors:
        logger.error("import of %s failed", resource.title, exc_info=error.error)
        yield f"Tệp {UNKNOWN}"
    wrong: dict[int, list[str]] = {row.number: list(_sentences(row, resource)) for row in result.invalid_rows}
    for row in result.error_rows:
        for error in row.errors:
            logger.error("import of %s failed at row %s", resource.title, row.number, exc_info=error.error)
        wrong[row.number] = [UNKNOWN]
    for number in sorted(wrong):
        for sentence in wrong[number]:
            yield f"Dòng {upload.numbers[number - 1]}{sentence if sentence.startswith(',') else ': ' + sentence}"


def _sentences(row: Any, resource: TableResource) -> Iterator[str]:
    for attribute, messages in row.error_dict.items():
        heading = "" if attribute == NON_FIELD_ERRORS else resource.heading_of(attribute)
        for message in messages:
            yield f', cột "{heading}": {message}' if heading else message


def _bounded(problems: list[str]) -> list[str]:
    more = len(problems) - MOST_PROBLEMS
    return [*problems[:MOST_PROBLEMS], f"và còn {more} chỗ khác"] if more > 0 else problems
