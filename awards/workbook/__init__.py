"""The scoring workbook (sổ chấm điểm): the file blocs work in, read and written (docs/workbook.md is the contract)."""

from awards.workbook.contents import Workbook
from awards.workbook.of_result import workbook_of
from awards.workbook.reading import read_workbook
from awards.workbook.writing import write_workbook

__all__ = ["Workbook", "read_workbook", "workbook_of", "write_workbook"]
