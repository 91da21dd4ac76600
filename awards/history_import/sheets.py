"""The file as it is given out: empty to be filled, or with what is kept, so that it can be read in again."""

from collections.abc import Iterable

from awards.history_import import names
from awards.models import GrantedAward, PastStanding
from toolkit.spreadsheets import NewSheet, write_sheets
from units.models import Bloc

AWARD_WIDTHS = (8, 40, 28, 30, 44, 20, 16, 40, 30)
STANDING_WIDTHS = (8, 34, 40, 8, 12, 30)


def award_lines(awards: Iterable[GrantedAward]) -> list[list]:
    return [
        [
            award.year,
            award.unit_name,
            award.person_name,
            award.office,
            award.form,
            award.decision_number,
            f"{award.decided_on:%d/%m/%Y}",
            award.body,
            award.note,
        ]
        for award in awards
    ]


def standing_lines(standings: Iterable[PastStanding]) -> list[list]:
    return [[s.year, s.round_name, s.unit_name, s.rank, s.total, s.classification] for s in standings]


def write_history(awards: Iterable[GrantedAward], standings: Iterable[PastStanding] | None) -> bytes:
    """`standings` None leaves their sheet out."""
    sheets = [NewSheet(names.AWARDS, [names.AWARD_HEADS, *award_lines(awards)], widths=AWARD_WIDTHS)]
    if standings is not None:
        rows = [names.STANDING_HEADS, *standing_lines(standings)]
        sheets.append(NewSheet(names.STANDINGS, rows, widths=STANDING_WIDTHS))
    return write_sheets(sheets)


def write_template(bloc: Bloc) -> bytes:
    """Headings alone, and a sheet with the codes and names of the bloc's units to copy from."""
    units = [[unit.code, unit.name] for unit in bloc.units.order_by("pk")]
    return write_sheets(
        [
            NewSheet(names.AWARDS, [names.AWARD_HEADS], widths=AWARD_WIDTHS),
            NewSheet(names.STANDINGS, [names.STANDING_HEADS], widths=STANDING_WIDTHS),
            NewSheet(names.UNITS, [("Mã", "Tên đơn vị"), *units], widths=(12, 60)),
        ]
    )
