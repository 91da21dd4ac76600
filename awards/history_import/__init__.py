"""A bloc's awards and results of the years before, from one workbook: read, rehearsed, and written when confirmed."""

from awards.history_import.rehearsal import Rehearsal, rehearse
from awards.history_import.sheets import award_lines, write_history, write_template
from awards.history_import.writing import load_history

__all__ = [
    "Rehearsal",
    "award_lines",
    "load_history",
    "rehearse",
    "write_history",
    "write_template",
]
