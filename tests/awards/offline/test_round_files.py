"""A whole round down to Excel and back: what head and deputy get, what is taken from whom, and that hashes meet."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.actions import settle_content_as_round, settle_round
from awards.content import content_of
from awards.offline.merging import Change
from awards.offline.rounds import compare_round
from awards.workbook import read_workbook
from scoring.actions.marks import Appraisal, appraise_mark
from scoring.arithmetic import Verdict
from scoring.grid import grid_of
from scoring.models import Mark, Round
from scoring.states import RoundState, SheetState
from tests.awards.offline.files import confirm, downloaded, filled_round, names, opened, upload
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of
from tests.scoring.sample import APPRAISED_OTHERWISE, CONTENT, SELF_ENTRIES, UNITS
from tests.years import staff
from toolkit.access import may
from toolkit.numbers import decimal_text
from units.models import Reading

pytestmark = pytest.mark.django_db

REASON = "Chất lượng tham mưu một số nội dung chưa cao"


@pytest.fixture
def round(cast):
    return round_in(RoundState.APPRAISING)


@pytest.fixture
def head(cast):
    return cast.client("head")


@pytest.fixture
def url(round):
    return reverse("round_upload", args=[round.pk])


def file_of(client, round):
    return downloaded(client, "round_workbook", round.pk)


def appraise(round, unit, code, entry, reason=""):
    mark = mark_of(round, unit, code)
    appraise_mark(mark, Appraisal(entry, reason), seen=mark.version, by=None, at=timezone.now())


def stored(round):
    marks = Mark.objects.filter(sheet__round=round).exclude(appraised_entry="")
    values = marks.values_list("sheet__unit__code", "criterion__code", "appraised_entry", "reason")
    return {(unit, code): (entry, reason) for unit, code, entry, reason in values}


def compared(cast, round, data, who="head"):
    fresh = Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)
    return compare_round(fresh, data, by=getattr(cast, who), at=timezone.now())


# Down ----------------------------------------------------------------------------------------------------------------


def test_the_workbook_of_a_round_under_way_is_the_round_as_the_page_has_it(round, head):
    appraise(round, "KT", "1.2", "10.00", REASON)
    data = file_of(head, round)
    book = opened(data)
    marks = Mark.objects.filter(sheet__round=round)
    for title, name in (("Tự chấm", "self_entry"), ("Thẩm định", "appraised_entry")):
        sheet = book[title]
        headings = [cell.value for cell in sheet[1]]
        found = {
            (headings[column], row[0].value): row[column].value
            for row in sheet.iter_rows(min_row=2)
            for column in range(2, len(headings))
        }
        for unit, code, text in marks.values_list("sheet__unit__code", "criterion__code", name):
            value = found[unit, code]
            same = {"": None, "N/A": "Không áp dụng"}.get(text, text)
            assert value == same if not isinstance(value, (int, float)) else value == float(text)
    assert [[cell.value for cell in row] for row in book["Lý do"]] == [
        ["Mã đơn vị", "Mã tiêu chí", "Lý do"],
        ["KT", "1.2", REASON],
    ]
    assert book["Đối chiếu"].sheet_state == "hidden"


def test_sheets_not_handed_in_are_empty(cast):
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    put(sheet_of(round, "KT"), state=SheetState.SUBMITTED, submitted_at=timezone.now())
    book = opened(file_of(cast.client("head"), round))
    sheet = book["Tự chấm"]
    filled = {cell.value for cell in sheet[1][2:] if sheet.cell(3, cell.column).value is not None}
    assert filled == {"VP", "KT"}  # the head's own, and the one that was handed in
    lines = {row[2].value for row in book["Đối chiếu"].iter_rows(min_row=2) if row[2].value}
    assert lines == {"VP", "KT"}


def test_a_download_is_kept_with_who_took_it(round, head, cast):
    file_of(head, round)
    [reading] = Reading.objects.filter(by=cast.head)
    assert (reading.about, reading.page, reading.of) == (f"{round.name}: sổ chấm điểm (XLSX)", "ky-cham", round.pk)


@pytest.mark.parametrize("state", [RoundState.SELF_SCORING, RoundState.APPRAISING, RoundState.REVIEWING])
@pytest.mark.parametrize("who", ["head", "deputy"])
def test_every_exported_entry_is_the_one_the_grid_shows(cast, state, who):
    """Own units' appraisal before the round is shown, drafts and lines under correction are in neither."""
    round = round_in(state, entries=(SELF, APPRAISED))
    if state == RoundState.APPRAISING:
        put(sheet_of(round, "HCC"), state=SheetState.RETURNED)
        put(mark_of(round, "QLDA", "1.2"), remark="Xem lại")
    person = getattr(cast, who)
    grid = grid_of(round, own_unit=person.unit_id, judges=lambda sheet: may(person, "scoring.appraise_sheet", sheet))
    book = opened(file_of(cast.client(who), round))
    for column in grid.columns:
        shows_ours = column.shows_ours and (column.shows_own or state != RoundState.SELF_SCORING)
        own = [cell.own for cell in column.cells] if column.shows_own and not column.is_mine else None
        ours = [cell.ours if shows_ours else None for cell in column.cells]
        assert (column.code, exported(book, "Thẩm định", column.code)) == (column.code, ours)
        if own is not None:
            assert (column.code, exported(book, "Tự chấm", column.code)) == (column.code, own)
    lines = {row[2].value for row in book["Đối chiếu"].iter_rows(min_row=2) if row[2].value}
    assert lines == ({person.unit.code} if state == RoundState.SELF_SCORING else set(UNITS))


def exported(book, title, unit):
    """A unit's column as entries."""
    sheet = book[title]
    column = next(cell.column for cell in sheet[1] if cell.value == unit)
    values = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
    return [
        Verdict.NOT_APPLICABLE
        if value == "Không áp dụng"
        else Verdict(value)
        if isinstance(value, str)
        else None
        if value is None
        else Decimal(str(value))
        for value in values
    ]


def test_the_totals_of_a_comparison_are_those_of_the_grid(round, cast, head, url):
    appraise(round, "HCC", "1.1", "106")
    appraise(round, "VP", "1.1", "104")  # hidden from the head, and one of the bloc's entries all the same
    data = filled_round(file_of(head, round), [("KT", "1.1", 100), ("VHXH", "1.1", 101.5)])
    answer = upload(head, url, data)
    after = {code: total for code, _, _, total in answer.context["shown"].totals}
    confirm(head, url, answer)
    fresh = Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)
    grid = grid_of(fresh, own_unit=cast.head.unit_id, judges=lambda sheet: True)
    assert after == {code: decimal_text(grid.column_of(code).ours.total) for code in ("KT", "VHXH")}


def test_what_the_own_unit_was_given_is_on_no_page_of_this_road(round, cast, head, url):
    appraise(round, "VP", "1.2", "7.25", "Lý do chỉ Phó Trưởng Khối biết")
    data = file_of(head, round)
    said = " ".join(
        str(cell.value) for sheet in opened(data) for row in sheet for cell in row if cell.value is not None
    )
    answer = upload(head, url, filled_round(data, [("VP", "1.2", 12), ("KT", "1.3", "Đạt")]))
    for words in ("7.25", "7,25", "chỉ Phó Trưởng Khối biết"):
        assert words not in said
        assert words not in answer.content.decode()


# Up ------------------------------------------------------------------------------------------------------------------


def test_a_filled_workbook_is_compared_and_then_written_in_one_go(round, head, url, cast):
    data = filled_round(
        file_of(head, round), [("KT", "1.2", 10), ("KT", "1.3", "Đạt"), ("QLDA", "2.1", "N/A")], [("KT", "1.2", REASON)]
    )
    answer = upload(head, url, data)
    shown = answer.context["shown"]
    assert (shown.taken.count, len(shown.conflicts), shown.left_out.count) == (3, 0, 0)
    assert [(code, before) for code, _, before, _ in shown.totals] == [("KT", "0,00"), ("QLDA", "0,00")]
    assert stored(round) == {}
    assert confirm(head, url, answer).headers["Location"] == reverse("appraisal", args=[round.pk])
    assert stored(round) == {("KT", "1.2"): ("10.00", REASON), ("KT", "1.3"): ("Đạt", ""), ("QLDA", "2.1"): ("N/A", "")}
    row = mark_of(round, "KT", "1.2").history.first()
    assert (row.history_user, row.history_change_reason) == (cast.head, "Thẩm định (nạp từ Excel)")


def test_lines_of_the_own_unit_are_said_and_left_out(round, head, url):
    answer = upload(head, url, filled_round(file_of(head, round), [("VP", "1.3", "Đạt"), ("KT", "1.3", "Đạt")]))
    assert "Đơn vị mình do Phó Trưởng Khối thẩm định." in text_of(answer)
    confirm(head, url, answer)
    assert stored(round) == {("KT", "1.3"): ("Đạt", "")}


def test_the_deputy_writes_the_heads_unit_alone(round, cast, url):
    deputy = cast.client("deputy")
    lines = [(unit, "1.3", "Đạt") for unit in ("VP", "VHXH", "KT")]
    answer = upload(deputy, url, filled_round(file_of(deputy, round), lines))
    shown = answer.context["shown"]
    assert (shown.taken.count, shown.left_out.count) == (1, 2)
    said = text_of(answer)
    assert "Điểm của đơn vị này do Trưởng Khối thẩm định." in said
    assert "Đơn vị mình do Trưởng Khối thẩm định." in said
    confirm(deputy, url, answer)
    assert stored(round) == {("VP", "1.3"): ("Đạt", "")}


def test_self_entries_in_the_file_are_compared_and_never_written(round, head, url):
    before = dict(Mark.objects.filter(sheet__round=round).values_list("pk", "self_entry"))
    answer = upload(head, url, filled_round(file_of(head, round), [("KT", "1.3", "Đạt")], own=[("KT", "1.2", 12)]))
    assert answer.context["shown"].notes == [
        "Điểm tự chấm trong tệp khác trên web ở KT 1.2. Tự chấm là của đơn vị, không ghi từ tệp này."
    ]
    confirm(head, url, answer)
    assert dict(Mark.objects.filter(sheet__round=round).values_list("pk", "self_entry")) == before


def test_every_problem_is_said_at_once_reasons_too(round, head, url):
    lines = [("KT", "1.2", 10), ("KT", "1.3", "Tốt"), ("HCC", "2.3", "1.234,5"), ("QLDA", "3.1", 7)]
    answer = upload(head, url, filled_round(file_of(head, round), lines, [("XX", "1.2", "Không rõ")]))
    assert answer.context["faults"] == [
        'Thẩm định!E4: "Tốt" – Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng.',
        'Thẩm định!F7: "1.234,5" – Có thể hiểu hai cách. Nhập 1234,5.',
        'Thẩm định!H8: "7" – Điểm tối đa là 6,00. Nhập số từ 0 đến 6,00.',
        'Lý do!A2: "XX" – Không có mã này trong trang Đơn vị.',
        'Thẩm định!E3: "10.00" – KT, tiêu chí 1.2: Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết.',
    ]
    assert stored(round) == {}


def test_what_two_appraisers_decided_is_a_choice(round, head, url):
    data = filled_round(file_of(head, round), [("KT", "1.2", 10)], [("KT", "1.2", REASON)])
    appraise(round, "KT", "1.2", "10.50", "Theo biên bản kiểm tra")
    answer = upload(head, url, data)
    [conflict] = answer.context["shown"].conflicts
    assert (str(conflict.filled), str(conflict.now)) == (
        f'<span class="said-of">10,00 <span class="beside">Lý do: {REASON}</span></span>',
        '<span class="said-of">10,50 <span class="beside">Lý do: Theo biên bản kiểm tra</span></span>',
    )
    assert "phải chọn" in text_of(confirm(head, url, answer))
    assert stored(round) == {("KT", "1.2"): ("10.50", "Theo biên bản kiểm tra")}


def test_a_self_entry_that_moved_since_makes_its_appraisal_a_choice(round, cast, head):
    data = filled_round(file_of(head, round), [("KT", "1.2", 10.75)])
    put(mark_of(round, "KT", "1.2"), self_entry="10.50", version=1)
    [line] = compared(cast, round, data).conflicts
    assert (line.change, line.basis) == (Change.BOTH, "Đơn vị đã sửa tự chấm sau khi tải tệp: 10,75 thành 10,50.")


def test_lines_that_were_sent_back_are_left_out(round, cast, head):
    data = filled_round(file_of(head, round), [("KT", "1.2", 10.75), ("HCC", "1.2", 11.5), ("QLDA", "1.2", 9)])
    put(mark_of(round, "KT", "1.2"), remark="Xem lại", version=1)
    put(sheet_of(round, "HCC"), state=SheetState.RETURNED)
    comparison = compared(cast, round, data)
    assert (names(comparison.taken), names(comparison.left_out)) == (["QLDA 1.2"], ["KT 1.2", "HCC 1.2"])


@pytest.mark.parametrize("state", [s for s in RoundState if s is not RoundState.APPRAISING])
def test_in_another_phase_nothing_is_taken(cast, state):
    round = round_in(state, name="Kỳ khác")
    client, url = cast.client("head"), reverse("round_upload", args=[round.pk])
    data = filled_round(file_of(client, round), [("KT", "1.3", "Không đạt")], [("KT", "1.3", REASON)])
    before = stored(round)
    answer = upload(client, url, data)
    assert f"Kỳ chấm đang ở bước {state.words}" in text_of(answer)
    assert stored(round) == before


# The way round -------------------------------------------------------------------------------------------------------


def test_a_round_settled_in_the_browser_and_its_workbook_settled_elsewhere_have_one_hash(db, client):
    with transaction.atomic():
        round = round_in(RoundState.REVIEWING)
        head = staff(round.campaign.bloc, "VP", "head")
        client.force_login(head)
        data = file_of(client, round)
        here = settle_round(round, by=head, at=timezone.now()).sha256
        transaction.set_rollback(True)
    assert not Round.objects.exists()
    read = read_workbook(data)
    assert read.notes == ('Bỏ qua trang tính "Đối chiếu".',)
    assert read.content.sheets == CONTENT.sheets
    elsewhere = settle_content_as_round(read.name, read.bloc_name, read.content, by=None, at=timezone.now())
    assert elsewhere.round.result.sha256 == here


def test_a_round_appraised_whole_in_excel_is_the_round_appraised_in_the_browser(round, cast, head, url):
    """Every line of the sample through the file: head and deputy each upload theirs, and the marks are the sample's."""
    wanted = {
        (unit, code): APPRAISED_OTHERWISE.get((unit, code), (SELF_ENTRIES[code][column], ""))
        for column, unit in enumerate(UNITS)
        for code in SELF_ENTRIES
    }
    lines = [(unit, code, "Không áp dụng" if entry == "N/A" else entry) for (unit, code), (entry, _) in wanted.items()]
    reasons = [(unit, code, reason) for (unit, code), (_, reason) in wanted.items() if reason]
    for who in ("head", "deputy"):
        client = cast.client(who)
        answer = upload(
            client, url, filled_round(file_of(client, round), lines, reasons if who == "head" else reasons[:1])
        )
        assert confirm(client, url, answer).status_code == 302
    assert [sheet.marks for sheet in content_of(round).sheets] == [sheet.marks for sheet in CONTENT.sheets]
