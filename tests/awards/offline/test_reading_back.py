"""What is written into a file is what is read back from it, whatever it is; and unread cells never become entries."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awards.offline.comparison import believed
from awards.offline.merging import Content
from awards.offline.origin import Base, Origin, origin_of_sheet, origin_sheet, read_origin, reason_against
from awards.offline.unit_file import read_unit_file, write_unit_file
from scoring import models
from scoring.entries import entry_text
from scoring.stored import criterion_of
from tests.awards.offline.files import opened
from tests.scoring.sample import CRITERIA, SELF_ENTRIES
from tests.workbooks import saved
from toolkit.spreadsheets import Findings, open_bounded, write_sheets
from toolkit.text import clean, fold
from units.models import Bloc, Commune, Unit

AT = datetime(2026, 12, 8, 2, 30, tzinfo=UTC)
ORIGIN = Origin("Khối 02", "2026", "Sơ kết", "7", "Bộ tiêu chí (bản 1)", "3", "KT", "Phòng Kinh tế")

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=40).map(clean)
bases = st.builds(Base, st.integers(0, 10**6), st.builds(Content, texts, texts), texts)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([("KT", "1.1"), ("KT", "1.10"), ("VP", "1.1")]), bases))
def test_what_was_downloaded_comes_back_as_it_was(found):
    [sheet] = open_bounded(write_sheets([origin_sheet(ORIGIN, found, at=AT)]))
    items, back = read_origin(sheet, Findings())
    assert back == found
    assert reason_against(items, ORIGIN) == ""
    assert items[fold("Tải lúc")] == "08/12/2026 09:30"


def unit_file(entries, notes):
    bloc = Bloc(number="02", name="Khối 02", commune=Commune(name="Hà Bắc", city="Hải Phòng"))
    table = models.CriteriaSet(pk=3, name="Bộ tiêu chí", step=Decimal("0.25"))
    campaign = models.Round._meta.get_field("campaign").related_model(bloc=bloc, year=2026)
    round = models.Round(pk=7, name="Sơ kết", campaign=campaign, criteria_set=table)
    sheet = models.ScoreSheet(pk=1, round=round, unit=Unit(code="KT", name="Phòng"), unit_name="Phòng")
    area = models.Criterion._meta.get_field("area").related_model(number=1, title="Một")
    marks = [
        models.Mark(
            pk=number,
            sheet=sheet,
            criterion=models.Criterion(
                code=c.code, kind=c.kind.value, title=c.title, area=area if c.kind.is_base else None,
                maximum=c.maximum, unit_points=c.unit_points, target=c.target,
            ),
            self_entry=entry_text(entries.get(c.code), c.kind) or "",
            note=notes.get(c.code, ""),
        )
        for number, c in enumerate(CRITERIA, 1)
    ]  # fmt: skip
    return sheet, marks, write_unit_file(sheet, marks, at=AT)


numbers = st.decimals(0, 999_999_999_999, places=6, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("resaved", [False, True])
def test_the_samples_entries_come_back_from_the_file(resaved):
    entries = {c.code: (Decimal(e) if e[:1].isdigit() else e) for c in CRITERIA for e in [SELF_ENTRIES[c.code][5]]}
    sheet, marks, data = unit_file(entries, {"2.1": "=Không có", "2.2": "Không có"})
    data = saved(opened(data)) if resaved else data
    filled = read_unit_file(data, origin_of_sheet(sheet), [criterion_of(m.criterion) for m in marks], Decimal("0.25"))
    assert (filled.faults, filled.notes) == ([], [])
    assert {code: content for (_, code), content in filled.contents.items()} == {
        m.criterion.code: Content(m.self_entry, m.note) for m in marks
    }
    assert {key: base.content for key, base in filled.bases.items()} == filled.contents


@settings(max_examples=25, deadline=None)
@example(Decimal(1), "-")
@given(numbers, texts)
def test_numbers_and_notes_of_any_kind_come_back_digit_for_digit(number, note):
    sheet, marks, data = unit_file({"2.2": number}, {"2.2": note})
    filled = read_unit_file(data, origin_of_sheet(sheet), [criterion_of(m.criterion) for m in marks], Decimal("0.25"))
    mark = next(m for m in marks if m.criterion.code == "2.2")
    assert (filled.contents["KT", "2.2"], filled.faults) == (Content(mark.self_entry, note), [])


NOW = Content("9.50", "")
BELIEVED = {
    "as it was": (Base(2, NOW), True),
    "an earlier version": (Base(1, Content("8.00", "x")), True),
    "an earlier version of the same content": (Base(1, NOW), True),
    "the same version with other content": (Base(2, Content("8.00", "")), False),
    "a version that is still to come": (Base(3, NOW), False),
    "what is no entry": (Base(1, Content("=HYPERLINK()", "")), False),
}


@pytest.mark.parametrize(("base", "is_believed"), BELIEVED.values(), ids=BELIEVED)
def test_a_download_that_cannot_have_been_is_not_believed(base, is_believed):
    assert (believed(base, models.Mark(version=2), NOW) is not None) is is_believed
