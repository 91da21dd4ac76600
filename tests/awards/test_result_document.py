import hashlib
import json
import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest

from awards.arithmetic import AwardOutcome, settle_content
from awards.result_document import (
    canonical,
    document_hash,
    read_criteria,
    read_settings,
    read_sheets,
    read_unit,
    result_document,
)
from awards.result_shape import ShapeProblem, require_shape
from awards.verification import read_result
from scoring.arithmetic import ZERO, Mark, Settings
from tests.scoring.sample import AWARDED, CONTENT, OUTCOME
from tests.years import NAME, settle


def document_of(content=CONTENT, name=NAME):
    return result_document(name, content, settle_content(content))


@pytest.fixture(scope="module")
def document():
    return document_of()


# The format, read from docs/workbook.md and written down once more ---------------------------------------------------

TWO = r"\d+\.\d\d"
ENTRY = rf"{TWO}|\d+(\.\d*[1-9])?|Đạt|Không đạt|N/A"
STEP = r"base|ballot|area:[1-9]\d*"


def text(value):
    return isinstance(value, str) and unicodedata.normalize("NFC", value) == value


def like(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def whole(value):
    return type(value) is int and value >= 0


def null_or(check):
    return lambda value: value is None or check(value)


def list_of(check):
    return lambda value: type(value) is list and all(map(check, value))


def keys(**checks):
    """In the very order of the format, too: Python's JSON keeps it."""
    return lambda value: (
        type(value) is dict and list(value) == list(checks) and all(checks[key](value[key]) for key in checks)
    )


FORMAT = keys(
    format=like("khoi-thi-dua/ket-qua/1"),
    bloc=keys(commune=text, city=text, number=text),
    year=whole,
    round=text,
    settings=keys(step=like(TWO), bonus_cap=null_or(like(TWO)), tie_break=list_of(like(STEP))),
    criteria=list_of(
        keys(
            code=text,
            area=null_or(whole),
            kind=like("graded|pass_fail|proportional|comparative|counted|bonus|penalty"),
            title=text,
            max=null_or(like(TWO)),
            unit_points=null_or(like(TWO)),
            target=null_or(like(r"\d+(\.\d*[1-9])?")),
        )
    ),
    units=list_of(
        keys(
            code=text,
            name=text,
            role=like("head|deputy|member"),
            excluded=null_or(text),
            lines=list_of(
                keys(
                    criterion=text,
                    self=null_or(like(ENTRY)),
                    self_points=like(TWO),
                    appraised=null_or(like(ENTRY)),
                    points=like(TWO),
                    reason=null_or(text),
                )
            ),
            areas=lambda value: all(like(r"[1-9]\d*")(k) and like(TWO)(v) for k, v in value.items()),
            base=like(TWO),
            bonus=like(TWO),
            penalty=like(TWO),
            total=like(TWO),
            self_total=like(TWO),
            rank=null_or(whole),
            tied_with=list_of(text),
            tie_decided_by=null_or(like(STEP)),
            votes=null_or(whole),
            classification=null_or(text),
        )
    ),
    awards=list_of(
        keys(code=text, form=text, authority=text, quota=whole, units=list_of(text), open_tie=list_of(text))
    ),
    sha256=like("[0-9a-f]{64}"),
)


def test_the_sample_is_written_in_the_format(document):
    assert FORMAT(document)
    require_shape(document)


def test_a_document_of_another_shape_is_told_by_both_readings_of_the_format(document):
    other = document | {"year": "2026"}
    assert not FORMAT(other)
    with pytest.raises(ShapeProblem):
        require_shape(other)


def test_the_head_says_which_round_this_is(document):
    assert {key: document[key] for key in ("format", "bloc", "year", "round", "settings")} == {
        "format": "khoi-thi-dua/ket-qua/1",
        "bloc": {"commune": "Hà Bắc", "city": "Hải Phòng", "number": "02"},
        "year": 2026,
        "round": "Tổng kết năm 2026",
        "settings": {"step": "0.25", "bonus_cap": "5.00", "tie_break": ["base", "area:1", "ballot"]},
    }


def test_every_criterion_carries_what_its_kind_needs(document):
    assert [document["criteria"][i] for i in (0, 1, 10, 16)] == [
        {
            "code": "1.1",
            "area": 1,
            "kind": "comparative",
            "title": "Hoàn thành chỉ tiêu, nhiệm vụ được giao (%)",
            "max": "20.00",
            "unit_points": None,
            "target": "100",
        },
        {
            "code": "1.2",
            "area": 1,
            "kind": "graded",
            "title": "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân",
            "max": "12.00",
            "unit_points": None,
            "target": None,
        },
        {
            "code": "4.2",
            "area": 4,
            "kind": "counted",
            "title": "Sáng kiến được công nhận",
            "max": "4.00",
            "unit_points": "2.00",
            "target": None,
        },
        {
            "code": "P.1",
            "area": None,
            "kind": "penalty",
            "title": "Báo cáo chậm (mỗi lần)",
            "max": None,
            "unit_points": "0.50",
            "target": None,
        },
    ]


def test_units_stand_in_the_order_of_the_sheet_with_their_outcome(document):
    assert {
        unit["code"]: (
            " ".join(unit["areas"].values()),
            *(unit[key] for key in ("base", "bonus", "penalty", "total", "self_total", "rank", "classification")),
        )
        for unit in document["units"]
    } == OUTCOME
    assert [unit["code"] for unit in document["units"]] == [sheet.unit for sheet in CONTENT.sheets]


def test_lines_stand_in_the_order_of_the_criteria_with_both_entries(document):
    head = document["units"][0]
    assert [line["criterion"] for line in head["lines"]] == [c.code for c in CONTENT.criteria]
    assert head["lines"][:3] == [
        {
            "criterion": "1.1",
            "self": "104",
            "self_points": "16.67",
            "appraised": "104",
            "points": "16.67",
            "reason": None,
        },
        {
            "criterion": "1.2",
            "self": "12.00",
            "self_points": "12.00",
            "appraised": "11.25",
            "points": "11.25",
            "reason": "Còn 02 văn bản tham mưu trình chậm so với yêu cầu",
        },
        {
            "criterion": "1.3",
            "self": "Đạt",
            "self_points": "5.00",
            "appraised": "Đạt",
            "points": "5.00",
            "reason": None,
        },
    ]


def test_awards_stand_in_the_order_of_the_rules(document):
    assert [(a["code"], a["quota"], tuple(a["units"]), a["open_tie"]) for a in document["awards"]] == [
        (code, 1, units, []) for code, units in AWARDED.items()
    ]


def test_what_is_not_there_is_null():
    head, *others = CONTENT.sheets
    bare = replace(head, excluded="Có cá nhân bị kỷ luật", votes=0, marks={**head.marks, "T.1": Mark()})
    found = document_of(replace(CONTENT, sheets=(bare, *others), settings=Settings()))
    unit = found["units"][0]
    bonus = next(line for line in unit["lines"] if line["criterion"] == "T.1")
    assert (unit["excluded"], unit["votes"], unit["rank"], unit["classification"]) == (
        "Có cá nhân bị kỷ luật",
        0,
        None,
        None,
    )
    assert (bonus["self"], bonus["appraised"], bonus["points"]) == (None, None, "0.00")
    assert (found["settings"]["bonus_cap"], found["settings"]["step"]) == (None, "0.01")
    assert FORMAT(found)


# One text, one hash -------------------------------------------------------------------------------------------------


def test_anyone_can_recompute_the_hash_with_a_few_lines(document):
    """The line in docs/workbook.md, word for word."""
    read = json.loads(canonical(document))
    stated = read.pop("sha256")
    one_text = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(one_text.encode()).hexdigest() == stated == document_hash(document)


@pytest.mark.django_db
def test_the_stored_text_is_the_canonical_one():
    result = settle().round.result
    assert result.document == canonical(document_of())
    assert canonical(read_result(result.document.encode())) == result.document


def test_the_canonical_text_has_sorted_keys_no_spaces_and_vietnamese_letters():
    assert canonical({"b": [1, None, "Đạt"], "a": {"2": "x", "10": "y"}}) == (
        '{"a":{"10":"y","2":"x"},"b":[1,null,"Đạt"]}'
    )


def test_decomposed_letters_give_the_same_text_and_hash(document):
    decomposed = json.loads(unicodedata.normalize("NFD", json.dumps(document, ensure_ascii=False)))
    assert decomposed != document
    assert (canonical(decomposed), document_hash(decomposed)) == (canonical(document), document["sha256"])


def test_a_mark_after_a_line_break_stays_json():
    assert json.loads(canonical({"a": "\n\u0301e\u0301"})) == {"a": "\n\u0301é"}


def test_a_number_that_is_no_number_is_never_written():
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


@pytest.mark.parametrize("place", ["year", "round", "bloc", "settings", "criteria", "units", "awards"])
def test_everything_but_the_hash_itself_is_hashed(document, place):
    assert document_hash({**document, place: None}) != document["sha256"]
    assert document_hash({**document, "sha256": "0" * 64}) == document["sha256"]


def test_equal_numbers_written_otherwise_give_the_same_document(document):
    criteria = tuple(
        replace(c, maximum=None if c.maximum is None else c.maximum.quantize(Decimal("0.0000")))
        for c in CONTENT.criteria
    )
    assert document_of(replace(CONTENT, criteria=criteria)) == document


# And back -----------------------------------------------------------------------------------------------------------


def test_what_was_written_is_read_back(document):
    read = json.loads(canonical(document))
    assert read_criteria(read) == CONTENT.criteria
    assert read_settings(read) == replace(CONTENT.settings, bands=())
    assert read_sheets(read) == CONTENT.sheets
    assert tuple(read_unit(unit) for unit in read["units"]) == settle_content(CONTENT).units


def test_an_open_tie_is_written_with_its_units():
    head, deputy, *others = CONTENT.sheets
    tied = replace(CONTENT, sheets=(replace(head, marks=deputy.marks), deputy, *others))
    found = document_of(replace(tied, settings=replace(CONTENT.settings, tie_break=())))
    places = {unit["code"]: (unit["rank"], unit["tied_with"]) for unit in found["units"]}
    assert (places["VP"], places["VHXH"]) == ((2, ["VHXH"]), (2, ["VP"]))
    assert [(a["code"], a["units"], a["open_tie"]) for a in found["awards"]] == [
        ("CO", ["HCC"], []),
        ("BK", [], ["VP", "VHXH"]),
        ("GK", [], []),
    ]


def test_a_negative_zero_is_never_written(document):
    assert "-0" not in canonical(document)
    assert ZERO.is_signed() is False


def test_an_award_says_how_many_places_it_had():
    outcome = settle_content(CONTENT).awards[2]
    assert isinstance(outcome, AwardOutcome)
    assert (outcome.rule.quota.percent, outcome.places) == (Decimal(30), 1)
