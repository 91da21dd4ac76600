"""The grid: what stands in it for whom, its sums, the next line to be appraised, and the cells as they are written."""

import re
from decimal import Decimal
from html import unescape

import pytest

from scoring.actions.marks import Appraisal, appraise_mark, send_back_mark
from scoring.actions.sheets import send_back_sheet
from scoring.grid import CellState, grid_of
from scoring.grid_html import bodies, total_rows
from scoring.models import Mark, Round
from scoring.states import RoundState, SheetState
from tests.cast import AT
from tests.constraints import put
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of
from tests.scoring.sample import OUTCOME
from toolkit.access import may

pytestmark = pytest.mark.django_db
ALL = (SELF, APPRAISED)


def seen_by(user, round):
    return grid_of(round, own_unit=user.unit_id, judges=lambda sheet: may(user, "scoring.appraise_sheet", sheet))


def column(grid, code):
    return next(column for column in grid.columns if column.code == code)


def cell(grid, unit, criterion):
    place = [c.code for c in grid.criteria].index(criterion)
    return column(grid, unit).cells[place]


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def words_of(grid, title):
    """The texts of the row with this title, cell by cell."""
    rows = [row for body in bodies(grid, None, "KT") for row in body.rows]
    [found] = [row for row in rows if row.title == title]
    return [words(part) for part in found.cells.split("</td>")][:-1]


def test_the_sums_are_those_of_the_ranking(cast):
    grid = seen_by(cast.head, round_in(RoundState.SHOWN))
    found = {
        c.code: (str(c.ours.base), str(c.ours.bonus), str(c.ours.penalty), str(c.ours.total), str(c.own.total))
        for c in grid.columns
    }
    assert found == {code: expected[1:6] for code, expected in OUTCOME.items()}


def test_every_area_is_a_group_and_bonus_and_penalty_are_the_last(cast):
    grid = seen_by(cast.head, round_in(RoundState.APPRAISING))
    assert [(g.key, [grid.criteria[i].code for i in g.places]) for g in grid.groups] == [
        ("1", ["1.1", "1.2", "1.3"]),
        ("2", ["2.1", "2.2", "2.3"]),
        ("3", ["3.1", "3.2", "3.3"]),
        ("4", ["4.1", "4.2", "4.3"]),
        ("5", ["5.1", "5.2"]),
        ("khac", ["T.1", "T.2", "P.1", "P.2"]),
    ]
    assert grid.groups[-1].title == "Điểm thưởng (tối đa 5), điểm trừ"


def test_who_may_judge_which_column(cast):
    round = round_in(RoundState.APPRAISING)
    judged = {
        who: [c.code for c in seen_by(getattr(cast, who), round).columns if c.may_judge]
        for who in ("head", "deputy", "clerk", "admin")
    }
    assert judged == {
        "head": ["VHXH", "KT", "HCC", "DVSNC", "QLDA"],
        "deputy": ["VP"],
        "clerk": [],
        "admin": [],
    }


@pytest.mark.parametrize("state", [RoundState.SELF_SCORING, RoundState.SETTLED])
def test_nobody_judges_before_the_appraisal_and_after_the_end(cast, state):
    grid = seen_by(cast.head, round_in(state))
    assert [c.code for c in grid.columns if c.may_judge] == []


def test_what_the_own_unit_was_given_is_not_shown_before_all_see_it(cast):
    round = round_in(RoundState.APPRAISING, entries=ALL)
    shown = {
        who: [c.code for c in seen_by(getattr(cast, who), round).columns if not c.shows_ours]
        for who in ("head", "deputy")
    }
    assert shown == {"head": ["VP"], "deputy": ["VHXH"]}
    assert words_of(seen_by(cast.head, round), "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân")[:4] == [
        "12,00",
        "–",
        "10,50",
        "10,50",
    ]
    later = seen_by(cast.head, round_in(RoundState.SHOWN, name="Tổng kết sau"))
    assert column(later, "VP").shows_ours


def test_a_sheet_that_is_not_handed_in_has_no_numbers(cast):
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    round.sheets.filter(unit__code="KT").update(state=SheetState.SUBMITTED, submitted_at=AT)
    grid = seen_by(cast.head, round)
    assert {c.code: (c.note, c.shows_own) for c in grid.columns} == {
        "VP": ("Chưa nộp phiếu", True),
        "VHXH": ("Chưa nộp phiếu", False),
        "KT": ("", True),
        "HCC": ("Chưa nộp phiếu", False),
        "DVSNC": ("Chưa nộp phiếu", False),
        "QLDA": ("Chưa nộp phiếu", False),
    }
    assert cell(grid, "HCC", "1.2").own is None
    assert cell(grid, "KT", "1.2").own == Decimal("10.75")


def test_a_returned_sheet_says_so_and_has_no_controls(cast):
    round = round_in(RoundState.APPRAISING)
    send_back_sheet(sheet_of(round, "KT"), "Bổ sung", by=cast.head, at=AT)
    kt = column(seen_by(cast.head, round), "KT")
    assert (kt.note, kt.may_judge, kt.shows_own, kt.shows_ours, kt.left) == ("Đang trả lại", False, False, False, 0)


def test_a_returned_line_is_neither_a_task_nor_done(cast):
    round = round_in(RoundState.APPRAISING)
    send_back_mark(mark_of(round, "KT", "1.2"), "Thiếu minh chứng", seen=0, by=cast.head, at=AT)
    found = cell(seen_by(cast.head, round), "KT", "1.2")
    assert (found.state, found.own) == (CellState.RETURNED, None)


def test_a_line_of_bonus_decided_as_none_is_done(cast):
    round = round_in(RoundState.APPRAISING)
    Mark.objects.in_round(round).filter(criterion__code="T.1").update(self_entry="")
    before = cell(seen_by(cast.head, round), "KT", "T.1")
    appraise_mark(mark_of(round, "KT", "T.1"), Appraisal(), seen=0, by=cast.head, at=AT)
    after = cell(seen_by(cast.head, round), "KT", "T.1")
    assert (before.state, after.state, after.differs) == (CellState.TODO, CellState.DONE, False)


def test_the_next_line_goes_down_the_column_then_to_the_next_unit(cast):
    round = round_in(RoundState.APPRAISING)
    grid = seen_by(cast.head, round)
    first, last = cell(grid, "KT", "1.1").mark, cell(grid, "KT", "P.2").mark
    assert grid.after(0) == cell(grid, "VHXH", "1.1").mark  # the own unit is not among them
    assert grid.after(first) == cell(grid, "KT", "1.2").mark
    assert grid.after(last) == cell(grid, "HCC", "1.1").mark
    assert grid.after(cell(grid, "QLDA", "P.2").mark) == cell(grid, "VHXH", "1.1").mark


def test_there_is_no_next_line_when_all_is_done(cast):
    grid = seen_by(cast.head, round_in(RoundState.APPRAISING, entries=ALL))
    assert (grid.left, grid.after(0)) == (0, None)


def test_a_cell_that_differs_says_why_in_its_name(cast):
    grid = seen_by(cast.head, round_in(RoundState.APPRAISING, entries=ALL))
    words = words_of(grid, "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân")
    assert words[5] == "10,00, khác tự chấm. Lý do: Chất lượng tham mưu một số nội dung chưa cao"


def test_what_people_typed_is_escaped_in_the_cells(cast):
    round = round_in(RoundState.APPRAISING, entries=ALL)
    Mark.objects.filter(pk=mark_of(round, "KT", "1.2").pk).update(reason='<script>"x"</script>')
    cells = "".join(row.cells for body in bodies(seen_by(cast.head, round), None, "KT") for row in body.rows)
    assert "<script>" not in cells
    assert "&lt;script&gt;" in cells


def test_boxes_are_only_where_something_is_left(cast):
    round = round_in(RoundState.APPRAISING, entries=ALL)
    Mark.objects.filter(pk=mark_of(round, "KT", "1.2").pk).update(appraised_entry="", reason="")
    grid = seen_by(cast.head, round)
    page = "".join(body.cells + "".join(row.cells for row in body.rows) for body in bodies(grid, None, "KT"))
    assert (page.count('class="cell box"'), page.count(">Nhận 1 ô<"), grid.left) == (1, 1, 1)


def test_the_foot_has_base_bonus_penalty_and_total(cast):
    grid = seen_by(cast.head, round_in(RoundState.SHOWN))
    rows = {title: [words(part) for part in cells.split("</td>")][4:6] for title, _, cells in total_rows(grid, "KT")}
    assert rows == {
        "Điểm nền": ["80,90", "80,15"],
        "Điểm thưởng": ["0,00", "0,00"],
        "Điểm trừ": ["−0,50", "−0,50"],
        "Tổng điểm": ["80,40", "79,65"],
    }


def test_the_own_appraisal_is_not_read_out_of_the_others_points(cast):
    """1.1 is comparative: the bloc's largest entry makes every other unit's points."""
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "VP", "1.1")
    put(mark, appraised_entry="200", reason="Số liệu bổ sung")
    before = grid_of(round, own_unit=cast.head.unit_id, judges=lambda sheet: False).best["1.1"]
    put(round, state=RoundState.SHOWN)
    shown = Round.objects.select_related("criteria_set").get(pk=round.pk)
    assert (before, grid_of(shown, own_unit=cast.head.unit_id, judges=lambda sheet: False).best["1.1"]) == (104, 200)
