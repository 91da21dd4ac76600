"""Excel both ways, for a unit's sheet and for a whole round."""

from awards.views.offline.rounds import round_upload, round_workbook
from awards.views.offline.sheets import sheet_upload, sheet_workbook

__all__ = ["round_upload", "round_workbook", "sheet_upload", "sheet_workbook"]
