"""The round trip: what is written reads back as the same workbook."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.arithmetic import AwardRule, Quota, RoundContent
from awards.workbook import Workbook, read_workbook, write_workbook
from scoring.arithmetic import EMPTY, Band, Criterion, Entry, Kind, Mark, Settings, Sheet, Verdict, differs
from scoring.entries import MOST_COUNTED
from tests.workbooks import SAMPLE
from toolkit.text import clean, fold

# Text as people type it, and as strangers do: nothing that cleaning would change.
letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="\ufffe\uffff")


def texts(most: int) -> st.SearchStrategy[str]:
    typed = st.one_of(
        st.text(letters, min_size=1, max_size=most), st.text("=+-@'\"<&>_x0041 Đđệ", min_size=1, max_size=most)
    )
    return typed.map(clean).filter(lambda text: text and text not in "-–—" and len(text) <= most)


def cents(least: int = 1, most: int = 10_000) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda n: Decimal(n).scaleb(-2))


def codes(least: int, most: int) -> st.SearchStrategy[list[str]]:
    reserved = {"mã", "tiêu chí"}
    code = texts(20).filter(lambda text: fold(text) not in reserved)
    return st.lists(code, min_size=least, max_size=most, unique_by=fold)


def facts() -> st.SearchStrategy[Decimal]:
    return st.integers(0, 10**18 - 1).map(lambda n: Decimal(n).scaleb(-6))


@st.composite
def criteria(draw) -> tuple[tuple[Criterion, ...], tuple[tuple[int, str], ...]]:
    numbers = draw(st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True))
    found, used = [], set()
    for n, code in enumerate(draw(codes(1, 5))):
        # A graded entry here is never N/A, so some criterion applies to every unit.
        kind = Kind.GRADED if n == 0 else draw(st.sampled_from(list(Kind)))
        area = draw(st.sampled_from(numbers)) if kind.is_base else None
        used |= {area} - {None}
        maximum = draw(cents() if kind.is_base else st.none() | cents())
        target = facts().filter(bool)
        found.append(
            Criterion(
                code=code,
                kind=kind,
                title=draw(texts(40)),
                area=area,
                maximum=maximum,
                unit_points=draw(cents()) if kind.has_unit_points else None,
                target=draw(target) if kind.has_target else None,
            )
        )
    return tuple(found), tuple((number, draw(texts(30))) for number in sorted(used))


def entries(criterion: Criterion, step: Decimal) -> st.SearchStrategy[Entry]:
    not_applicable = st.just(Verdict.NOT_APPLICABLE)
    match criterion.kind:
        case Kind.GRADED:
            return st.integers(0, int(criterion.maximum / step)).map(lambda n: n * step)
        case Kind.PASS_FAIL:
            return st.sampled_from(Verdict)
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            return facts() | not_applicable
        case Kind.COUNTED:
            return st.integers(0, int(MOST_COUNTED)).map(Decimal) | not_applicable
    return st.none() | st.integers(0, int(MOST_COUNTED)).map(Decimal)


@st.composite
def marks(draw, criterion: Criterion, step: Decimal) -> Mark:
    mark = Mark(draw(st.none() | entries(criterion, step)), draw(entries(criterion, step)))
    needed = differs(criterion, mark)
    return replace(mark, reason=draw(texts(40) if needed else st.just("") | texts(40)))


@st.composite
def score_sheets(draw, table: tuple[Criterion, ...], step: Decimal) -> tuple[Sheet, ...]:
    found = []
    deputy = draw(st.integers(1, 4))
    for n, code in enumerate(draw(codes(1, 4))):
        given = {c.code: draw(marks(c, step)) for c in table}
        found.append(
            Sheet(
                unit=code,
                name=draw(texts(40)),
                role="head" if n == 0 else "deputy" if n == deputy else "member",
                excluded=draw(st.just("") | texts(40).filter(lambda t: fold(t) not in ("không", "ko", "không có"))),
                votes=draw(st.none() | st.integers(0, 1_000_000)),
                marks={code: mark for code, mark in given.items() if mark != EMPTY},
            )
        )
    return tuple(found)


@st.composite
def rules(draw) -> tuple[AwardRule, ...]:
    percent = st.integers(1, 10**8).map(lambda n: Quota(percent=Decimal(n).scaleb(-6)))
    return tuple(
        AwardRule(
            code=code,
            form=draw(texts(40)),
            quota=draw(st.integers(1, 10_000).map(Quota) | percent),
            authority=draw(st.just("") | texts(40)),
            lowest_total=draw(st.none() | cents(0)),
            worst_rank=draw(st.none() | st.integers(1, 10_000)),
        )
        for code in draw(codes(0, 3))
    )


@st.composite
def workbooks(draw) -> Workbook:
    table, titles = draw(criteria())
    step = draw(st.sampled_from([Decimal("0.01"), Decimal("0.25"), Decimal("0.50"), Decimal(3)]))
    chain = st.lists(
        st.sampled_from(["base", "ballot", *(f"area:{number}" for number, _ in titles)]), min_size=1, unique=True
    )
    bands = st.lists(st.tuples(texts(40), cents(0)), max_size=3, unique_by=(lambda b: fold(b[0]), lambda b: b[1]))
    given = Settings(
        step=step,
        bonus_cap=draw(st.none() | cents(0)),
        tie_break=draw(chain.map(tuple) | st.just(Settings().tie_break)),
        bands=tuple(Band(*band) for band in draw(bands)),
    )
    return Workbook(
        commune=draw(texts(100)),
        city=draw(texts(100)),
        number=draw(texts(10)),
        bloc_name=draw(st.just("") | texts(40)),
        year=draw(st.integers(2000, 2100)),
        round_name=draw(texts(40)),
        content=RoundContent(table, draw(score_sheets(table, step)), given, draw(rules()), titles),
    )


@settings(max_examples=50, deadline=None)
@given(workbooks())
def test_what_is_written_reads_back_the_same(workbook):
    data = write_workbook(workbook)
    assert read_workbook(data) == workbook
    assert write_workbook(workbook) == data


def test_the_sample_goes_round():
    workbook = read_workbook(SAMPLE)
    written = write_workbook(workbook)
    assert read_workbook(written) == workbook
    assert write_workbook(read_workbook(written)) == written


def test_a_workbook_saved_again_by_another_program_reads_the_same():
    workbook = read_workbook(SAMPLE)
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(write_workbook(workbook))).save(file)
    assert read_workbook(file) == workbook


def test_optional_sheets_are_written_when_they_have_content():
    workbook = read_workbook(SAMPLE)
    titles = openpyxl.load_workbook(io.BytesIO(write_workbook(workbook))).sheetnames
    assert titles == [
        "Khối", "Đơn vị", "Tiêu chí", "Tự chấm", "Thẩm định", "Lý do", "Xếp loại", "Khen thưởng", "Hướng dẫn",
    ]  # fmt: skip
    content = workbook.content
    sheets = tuple(replace(s, votes=n, marks={}) for n, s in enumerate(content.sheets))
    bare = replace(content, sheets=sheets, rules=(), settings=replace(content.settings, bands=()))
    titles = openpyxl.load_workbook(io.BytesIO(write_workbook(replace(workbook, content=bare)))).sheetnames
    assert titles == ["Khối", "Đơn vị", "Tiêu chí", "Tự chấm", "Thẩm định", "Phiếu phân định", "Hướng dẫn"]


def test_cells_hold_numbers_and_percentages_as_excel_keeps_them():
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(read_workbook(SAMPLE))))
    quota, points, fact = book["Khen thưởng"]["C4"], book["Thẩm định"]["C3"], book["Thẩm định"]["C5"]
    assert [(c.value, c.number_format) for c in (quota, points, fact)] == [
        (0.3, "0%"), (11.25, "0.00"), (98.6, "General"),
    ]  # fmt: skip
    assert [c.value for c in book["Thẩm định"]["H"][4:6]] == ["Không áp dụng", "Không áp dụng"]
    assert [str(v.sqref) for v in book["Tiêu chí"].data_validations.dataValidation] == ["D2:D1000"]
