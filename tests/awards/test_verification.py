import copy
import json
import time
from dataclasses import replace

import pytest

from awards.arithmetic import settle_content
from awards.result_document import canonical, document_hash, result_document
from awards.verification import LARGEST_FILE, NotAResult, read_result, verify
from tests.scoring.sample import CONTENT
from tests.years import NAME

SAMPLE = json.loads(canonical(result_document(NAME, CONTENT, settle_content(CONTENT))))
HASH_DIFFERS = "Mã SHA-256 không khớp với nội dung tệp: tệp đã bị sửa sau khi chốt."

# The order of the sample's units, and where a criterion stands on each sheet.
VP, VHXH, KT, HCC, DVSNC, QLDA = range(6)
LINES = {c["code"]: i for i, c in enumerate(SAMPLE["criteria"])}


def changed(path, value, *, rehash=True):
    """The sample with one value changed; `path` like "units/0/lines/1/points"."""
    document = copy.deepcopy(SAMPLE)
    *way, last = path.split("/")
    place = document
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    last = int(last) if isinstance(place, list) else last
    assert place[last] != value or type(place[last]) is not type(value)
    place[last] = value
    if rehash:
        document["sha256"] = document_hash(document)
    return document


def test_the_sample_agrees_with_itself():
    assert verify(copy.deepcopy(SAMPLE)) == []


def test_a_file_written_with_other_spaces_and_order_still_agrees():
    shuffled = json.dumps(dict(reversed(SAMPLE.items())), indent=2, ensure_ascii=True)
    assert verify(read_result(b"\xef\xbb\xbf" + shuffled.encode())) == []


# Somebody changed the outcome ---------------------------------------------------------------------------------------

LINE_1_2 = f"units/{VP}/lines/{LINES['1.2']}"
AT_1_2 = "Văn phòng HĐND và UBND xã (VP), tiêu chí 1.2"
AT_VP = "Văn phòng HĐND và UBND xã (VP)"
AT_VHXH = "Phòng Văn hóa - Xã hội (VHXH)"
AT_HCC = "Trung tâm Phục vụ hành chính công (HCC)"
AT_QLDA = "Ban Quản lý dự án đầu tư xây dựng (QLDA)"

PASSED_OVER = "có hạng cao hơn hoặc bằng mà không được đề nghị."

OUTCOME_CHANGES = [
    (f"{LINE_1_2}/points", "12.00", [f"{AT_1_2}: điểm thẩm định ghi 12.00, tính lại được 11.25."]),
    (f"{LINE_1_2}/self_points", "11.00", [f"{AT_1_2}: điểm tự chấm ghi 11.00, tính lại được 12.00."]),
    (
        f"units/{VP}/areas/1",
        "33.00",
        [
            f"{AT_VP}: điểm từng nội dung ghi {SAMPLE['units'][VP]['areas'] | {'1': '33.00'}}, "
            f"tính lại được {SAMPLE['units'][VP]['areas']}."
        ],
    ),
    (f"units/{VP}/base", "94.43", [f"{AT_VP}: điểm nền ghi 94.43, tính lại được 94.42."]),
    (f"units/{VP}/bonus", "5.00", [f"{AT_VP}: điểm thưởng ghi 5.00, tính lại được 3.00."]),
    (f"units/{VP}/penalty", "1.00", [f"{AT_VP}: điểm trừ ghi 1.00, tính lại được 0.00."]),
    (f"units/{VP}/total", "97.43", [f"{AT_VP}: tổng điểm ghi 97.43, tính lại được 97.42."]),
    (f"units/{VP}/self_total", "98.18", [f"{AT_VP}: tổng tự chấm ghi 98.18, tính lại được 98.17."]),
    (
        f"units/{VP}/rank",
        4,
        [
            f"{AT_VP}: hạng ghi 4, tính lại được 2.",
            f"Bằng khen (BK): {AT_VHXH} {PASSED_OVER}",
            f"Bằng khen (BK): Phòng Kinh tế (KT) {PASSED_OVER}",
        ],
    ),
    (
        f"units/{VP}/rank",
        None,
        [f"{AT_VP}: hạng ghi trống, tính lại được 2.", "Bằng khen (BK): VP không có hạng nên không được đề nghị."],
    ),
    (f"units/{VP}/tied_with", ["HCC"], [f"{AT_VP}: đơn vị đồng hạng ghi ['HCC'], tính lại được trống."]),
    (f"units/{VP}/tie_decided_by", "base", [f"{AT_VP}: bước phân định ghi base, tính lại được trống."]),
    (
        f"units/{QLDA}/classification",
        "Hoàn thành xuất sắc nhiệm vụ",
        [f"{AT_QLDA}: xếp loại không theo thứ tự tổng điểm."],
    ),
    (
        f"units/{VP}/classification",
        None,
        [f"{unit}: xếp loại không theo thứ tự tổng điểm." for unit in (AT_VHXH, AT_QLDA)],
    ),
    (
        f"units/{VP}/classification",
        "Hoàn thành nhiệm vụ",
        ["Phòng Kinh tế (KT): xếp loại không theo thứ tự tổng điểm."],
    ),
]


@pytest.mark.parametrize(("path", "value", "expected"), OUTCOME_CHANGES)
def test_a_changed_outcome_is_found_even_with_a_new_hash(path, value, expected):
    assert verify(changed(path, value)) == expected


def every_place():
    """Every single value of the outcome, and a wrong one of the same type."""
    for u, unit in enumerate(SAMPLE["units"]):
        for i, line in enumerate(unit["lines"]):
            for key in ("points", "self_points"):
                where = (f"({unit['code']})", f"tiêu chí {line['criterion']}")
                yield f"units/{u}/lines/{i}/{key}", "77.77", where
        for number in unit["areas"]:
            yield f"units/{u}/areas/{number}", "77.77", (f"({unit['code']})", "điểm từng nội dung")
        for key, name in [
            ("base", "điểm nền"),
            ("bonus", "điểm thưởng"),
            ("penalty", "điểm trừ"),
            ("total", "tổng điểm"),
            ("self_total", "tổng tự chấm"),
        ]:
            yield f"units/{u}/{key}", "77.77", (f"({unit['code']})", name)
        yield f"units/{u}/rank", 77, (f"({unit['code']})", "hạng")


def test_every_single_number_of_the_outcome_is_recomputed():
    places = list(every_place())
    assert len(places) == 6 * (18 * 2 + 5 + 5 + 1)
    for path, value, words in places:
        found = verify(changed(path, value))
        assert any(all(word in sentence for word in words) for sentence in found), path


# Somebody changed an input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (f"units/{KT}/lines/{LINES['2.3']}/appraised", "7.00", "(KT), tiêu chí 2.3: điểm thẩm định khác tự chấm"),
        (f"units/{KT}/lines/{LINES['2.3']}/self", "7.00", "(KT), tiêu chí 2.3: điểm thẩm định khác tự chấm"),
        (f"{LINE_1_2}/appraised", "11.50", "(VP), tiêu chí 1.2: điểm thẩm định ghi 11.25, tính lại được 11.50."),
        (f"{LINE_1_2}/self", "11.50", "(VP), tiêu chí 1.2: điểm tự chấm ghi 12.00, tính lại được 11.50."),
        (f"units/{KT}/lines/{LINES['2.3']}/appraised", "6.30", "(KT), tiêu chí 2.3: Điểm theo bước 0,25."),
        (f"{LINE_1_2}/appraised", "11.5", "(VP), tiêu chí 1.2: mục thẩm định ghi 11.5, dạng chuẩn là 11.50."),
        (f"units/{KT}/lines/{LINES['2.3']}/appraised", "Đạt", "(KT), tiêu chí 2.3: Tiêu chí này nhận một số"),
        (f"units/{KT}/lines/{LINES['1.3']}/appraised", "1", "(KT), tiêu chí 1.3: Tiêu chí này chỉ nhận Đạt"),
        (f"units/{KT}/lines/{LINES['4.2']}/appraised", "1.5", "(KT), tiêu chí 4.2: Tiêu chí này đếm số lần"),
        (f"units/{KT}/lines/{LINES['T.1']}/appraised", "N/A", "(KT), tiêu chí T.1: Điểm thưởng và điểm trừ không ghi"),
        (f"units/{KT}/lines/{LINES['2.3']}/appraised", None, "(KT), tiêu chí 2.3: chưa có điểm thẩm định."),
        (f"{LINE_1_2}/reason", None, "(VP), tiêu chí 1.2: điểm thẩm định khác tự chấm mà chưa có lý do."),
        (f"units/{KT}/lines/0/criterion", "9.9", "(KT), tiêu chí 1.1: chưa có điểm thẩm định."),
        (f"units/{KT}/excluded", "Có cá nhân bị kỷ luật", "(KT): hạng ghi 4, tính lại được trống."),
        ("settings/bonus_cap", "3.50", "(HCC): điểm thưởng ghi 4.00, tính lại được 3.50."),
        (f"criteria/{LINES['2.3']}/max", "6.50", "(VP), tiêu chí 2.3: Điểm tối đa là 6,50."),
        (f"criteria/{LINES['2.1']}/target", "100", "(VP), tiêu chí 2.1: điểm tự chấm ghi 10.00, tính lại được 9.86."),
        (f"criteria/{LINES['2.1']}/target", "98.0", "Tiêu chí 2.1: điểm tối đa, đơn giá hoặc chỉ tiêu không viết"),
        (f"criteria/{LINES['P.1']}/unit_points", "1.00", "(KT), tiêu chí P.1: điểm tự chấm ghi 0.50"),
    ],
)
def test_a_changed_input_is_found_where_it_matters_even_with_a_new_hash(path, value, words):
    assert any(words in sentence for sentence in verify(changed(path, value)))


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, f"{path}/{i}")
    else:
        yield path, value


def test_every_single_value_is_covered_by_the_hash():
    """Texts, names, roles and titles give no number: there the hash alone tells, and it always does."""
    for path, value in leaves(SAMPLE):
        if path.startswith(
            ("units/0/", "units/5/name", "criteria/0/", "awards/", "bloc/", "year", "round", "settings/")
        ):
            other = {str: f"{value}x", int: 77, type(None): "x"}[type(value)]
            try:
                found = verify(changed(path, other, rehash=False))
            except NotAResult:
                continue
            assert found[-1] == HASH_DIFFERS, path


# Awards and classifications -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            "awards/0/units",
            ["VP"],
            [
                f"Cờ thi đua (CO): {AT_HCC} {PASSED_OVER}",
                "Bằng khen (BK): Văn phòng HĐND và UBND xã (VP) đã thuộc hình thức trước.",
                f"Bằng khen (BK): {AT_HCC} {PASSED_OVER}",
                f"Giấy khen (GK): {AT_HCC} {PASSED_OVER}",
            ],
        ),
        ("awards/2/units", ["VHXH", "KT"], ["Giấy khen (GK): đề nghị 2 đơn vị, quá số lượng 1."]),
        (
            "awards/2/units",
            ["KT"],
            [f"Giấy khen (GK): {AT_VHXH} {PASSED_OVER}"],
        ),
        (
            "awards/2/units",
            ["VHXH", "VHXH"],
            [
                "Giấy khen (GK): VHXH được ghi hai lần.",
                "Giấy khen (GK): đề nghị 2 đơn vị, quá số lượng 1.",
            ],
        ),
        ("awards/2/units", ["XX"], None),
        ("awards/2/quota", 0, ["Giấy khen (GK): đề nghị 1 đơn vị, quá số lượng 0."]),
        ("awards/2/open_tie", ["KT"], None),
        ("awards/0/open_tie", ["VP", "VHXH"], None),
    ],
)
def test_an_award_that_cannot_follow_from_the_ranking_is_found(path, value, expected):
    found = verify(changed(path, value))
    assert found if expected is None else found == expected


def of(content):
    return json.loads(canonical(result_document(NAME, content, settle_content(content))))


def tied():
    """VP and VHXH share rank 2 for good, across the edge of the second award."""
    head, deputy, *others = CONTENT.sheets
    settings = replace(CONTENT.settings, tie_break=())
    return replace(CONTENT, sheets=(replace(head, marks=deputy.marks), deputy, *others), settings=settings)


def test_an_open_tie_agrees_and_one_taken_out_of_it_does_not():
    document = of(tied())
    assert document["awards"][1]["open_tie"] == ["VP", "VHXH"]
    assert verify(document) == []
    document["awards"][1] |= {"units": ["VP"], "open_tie": []}
    document["sha256"] = document_hash(document)
    assert verify(document) == [f"Bằng khen (BK): {AT_VHXH} {PASSED_OVER}"]


def test_equal_totals_have_equal_classifications():
    document = of(tied())
    document["units"][VHXH]["classification"] = "Hoàn thành xuất sắc nhiệm vụ"
    document["sha256"] = document_hash(document)
    assert verify(document) == [
        "Phòng Văn hóa - Xã hội (VHXH): xếp loại khác Văn phòng HĐND và UBND xã (VP) dù tổng điểm bằng nhau."
    ]


def test_an_excluded_unit_has_no_classification():
    first, *others = CONTENT.sheets
    document = of(replace(CONTENT, sheets=(replace(first, excluded="Bị kỷ luật"), *others)))
    assert verify(document) == []
    document["units"][VP]["classification"] = "Hoàn thành nhiệm vụ"
    document["sha256"] = document_hash(document)
    assert verify(document) == [f"{AT_VP}: có điều kiện loại nên không được xếp loại."]


# Whatever somebody sends --------------------------------------------------------------------------------------------

WRONG = [None, True, 1, 10**30, -1, "", "x", "1e999999", "1e9999999999", "NaN", "Infinity", "-1.00", "\ud800", [], {}]


def test_any_wrong_value_at_any_place_is_a_sentence_and_never_a_traceback():
    places = [
        path for path, _ in leaves(SAMPLE) if path.count("/") < 2 or path.startswith(("units/0/lines/0/", "units/1/"))
    ]
    containers = ["bloc", "settings", "criteria", "units", "awards", "settings/tie_break", "criteria/0", "units/0"]
    containers += [
        "units/0/lines",
        "units/0/lines/3",
        "units/0/areas",
        "units/0/tied_with",
        "awards/0",
        "awards/0/units",
    ]
    started = time.perf_counter()
    for path in [*(p for p in places if p.count("/") < 4), *containers]:
        for wrong in WRONG:
            try:
                document = changed(path, wrong, rehash=False)
            except AssertionError:
                continue
            answer = answer_to(document)
            assert answer, (path, wrong)
            assert all(isinstance(sentence, str) and sentence for sentence in answer), (path, wrong)
    assert time.perf_counter() - started < 60


def answer_to(document):
    try:
        return verify(document)
    except NotAResult as problem:
        return [str(problem)]


@pytest.mark.parametrize("key", list(SAMPLE))
def test_a_missing_key_is_named(key):
    document = {name: value for name, value in SAMPLE.items() if name != key}
    with pytest.raises(NotAResult) as refused:
        verify(document)
    assert str(refused.value) == f"Tệp không đúng định dạng: Thiếu {key}."


def test_a_key_too_many_is_named():
    with pytest.raises(NotAResult) as refused:
        verify(SAMPLE | {"bands": []})
    assert str(refused.value) == "Tệp không đúng định dạng: 'bands' không có trong định dạng."


@pytest.mark.parametrize(("part", "what"), [("units", "đơn vị"), ("criteria", "tiêu chí"), ("awards", "hình thức")])
def test_a_code_that_stands_twice_is_refused(part, what):
    document = copy.deepcopy(SAMPLE)
    document[part].append(document[part][0])
    with pytest.raises(NotAResult, match=f"Hai lần mã {what}"):
        verify(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("settings/step", "0.00"),
        (f"criteria/{LINES['2.1']}/target", "0"),
        (f"criteria/{LINES['2.1']}/target", None),
        (f"criteria/{LINES['2.1']}/max", None),
        (f"criteria/{LINES['4.2']}/unit_points", None),
    ],
)
def test_a_table_nothing_can_be_computed_with_is_a_sentence(path, value):
    with pytest.raises(NotAResult, match="Tệp có mục không tính được"):
        verify(changed(path, value))


def deep(depth):
    return b'{"format":"khoi-thi-dua/ket-qua/1","units":' + b"[" * depth + b"]" * depth + b"}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"[1, 2]",
        b'"khoi-thi-dua/ket-qua/1"',
        b"{",
        b"{}",
        b'{"format": "khoi-thi-dua/ket-qua/2"}',
        b'{"format": ["khoi-thi-dua/ket-qua/1"]}',
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": 2026.0}',
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": NaN}',
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": -Infinity}',
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": 1e999999}',
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": ' + b"9" * 5000 + b"}",
        b'{"format": "khoi-thi-dua/ket-qua/1", "year": 2025, "year": 2026}',
        deep(100_000),
        b" " * (LARGEST_FILE + 1),
    ],
)
def test_what_is_no_result_is_refused_with_a_sentence(data):
    with pytest.raises(NotAResult) as refused:
        read_result(data)
    assert str(refused.value).startswith("Tệp ")


@pytest.mark.parametrize("depth", [10, 500, 900])
def test_lists_in_lists_are_no_units(depth):
    with pytest.raises(NotAResult):
        verify(read_result(deep(depth)))
