"""A scoring table as a workbook: the sheets Khối, Đơn vị and Tiêu chí, to go on with in Excel or to read in again."""

from awards.arithmetic import RoundContent
from awards.workbook import names
from awards.workbook.contents import Workbook
from awards.workbook.guide import GUIDE_LINES
from awards.workbook.writing import table_sheets
from scoring.arithmetic import Settings, Sheet
from scoring.models import CriteriaSet
from scoring.stored import criteria_of, rows_of
from toolkit.spreadsheets import NewSheet, write_sheets
from units.models import Membership


def write_table(table: CriteriaSet) -> bytes:
    """The .xlsx. Two queries."""
    guide = NewSheet(names.GUIDE, [[names.GUIDE], *([line] for line in GUIDE_LINES)], (120,))
    return write_sheets([*table_sheets(_workbook(table)), guide])


def _workbook(table: CriteriaSet) -> Workbook:
    """The round's name is the table's: who fills the file in Excel gives it its own."""
    campaign = table.campaign
    bloc, rows = campaign.bloc, rows_of(table)
    members = Membership.objects.in_year(bloc, campaign.year).select_related("unit").order_by("position", "pk")
    titles = {row.area.number: row.area.title for row in rows if row.area}
    content = RoundContent(
        criteria=criteria_of(rows),
        sheets=tuple(Sheet(member.unit.code, member.unit.name, member.role) for member in members),
        settings=Settings(step=table.step, bonus_cap=table.bonus_cap),
        rules=(),
        area_titles=tuple(sorted(titles.items())),
    )
    return Workbook(
        commune=bloc.commune.name,
        city=bloc.commune.city,
        number=bloc.number,
        bloc_name=bloc.name,
        year=campaign.year,
        round_name=table.name,
        content=content,
    )
