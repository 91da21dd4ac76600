"""Import and export in the admin: django-import-export fed by the bounded reader, writing through the safe writers."""

from toolkit.import_export.admin import ExportTableMixin, ImportTableMixin
from toolkit.import_export.fields import LookupField, Option
from toolkit.import_export.resources import TableResource
from toolkit.import_export.sentences import broken_constraints
from toolkit.import_export.widgets import (
    ChoiceWidget,
    FlagWidget,
    NumberWidget,
    TextWidget,
    WholeWidget,
    typed_text,
    whole_number,
)

__all__ = [
    "ChoiceWidget",
    "ExportTableMixin",
    "FlagWidget",
    "ImportTableMixin",
    "LookupField",
    "NumberWidget",
    "Option",
    "TableResource",
    "TextWidget",
    "WholeWidget",
    "broken_constraints",
    "typed_text",
    "whole_number",
]
