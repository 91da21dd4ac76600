"""Khen thưởng đã có: the list, rows typed by the head, and a bloc's history from a file."""

from awards.views.past_awards.importing import (
    past_awards_import,
    past_awards_import_confirm,
    past_awards_template,
)
from awards.views.past_awards.lists import past_awards, past_awards_csv, past_awards_xlsx
from awards.views.past_awards.typing import past_award_edit, past_award_new, past_award_remove

__all__ = [
    "past_award_edit",
    "past_award_new",
    "past_award_remove",
    "past_awards",
    "past_awards_csv",
    "past_awards_import",
    "past_awards_import_confirm",
    "past_awards_template",
    "past_awards_xlsx",
]
