"""The two file formats of an export. Their texts can never become formulas."""

from decimal import Decimal
from typing import Any

import tablib
from import_export.formats.base_formats import Format

from toolkit.numbers import plain_text
from toolkit.spreadsheets import NewSheet, Percent, write_csv, write_sheets


class Xlsx(Format):  # type: ignore[misc]  # import_export has no types
    def get_title(self) -> str:
        return "Excel (.xlsx)"

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_export(self) -> bool:
        return True

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        return write_sheets([NewSheet(dataset.title, [dataset.headers, *dataset])])


class Csv(Format):  # type: ignore[misc]  # import_export has no types
    def get_title(self) -> str:
        return "CSV (.csv)"

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return "text/csv; charset=utf-8"

    def can_export(self) -> bool:
        return True

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        return write_csv(dataset.headers, [[_percent_in_words(value) for value in row] for row in dataset])


def _percent_in_words(value: Any) -> Any:
    return in_words(value) if isinstance(value, Percent) else value


def in_words(value: Any) -> str:
    """A value of an export as people read it: 12,5 or 30%."""
    match value:
        case None:
            return ""
        case Percent():
            return f"{plain_text(value.value)}%"
        case Decimal():
            return plain_text(value)
    return str(value)
