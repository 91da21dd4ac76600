"""The shape of a result file: which keys it has and what stands in them, checked before anything is computed.

A file may come from anywhere. After this check every text is a text, every number is written in full with a bounded
number of digits, and no key is missing, repeated in meaning or unknown, so what reads the document needs no care.
"""

import re
import unicodedata
from collections.abc import Callable

from scoring.arithmetic import BALLOT_STEP, BASE_STEP, Kind

FORMAT = "khoi-thi-dua/ket-qua/1"

POINTS = re.compile(r"(?:0|[1-9][0-9]{0,16})\.[0-9]{2}")
NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,16})(?:\.[0-9]{1,6})?")
ENTRY = re.compile(rf"{NUMBER.pattern}|Đạt|Không đạt|N/A")
STEP = re.compile(rf"{BASE_STEP}|{BALLOT_STEP}|area:[1-9][0-9]{{0,4}}")
AREA = re.compile(r"[1-9][0-9]{0,4}")
HASH = re.compile(r"[0-9a-f]{64}")
HALF_PAIR = re.compile("[\ud800-\udfff]")
LARGEST_WHOLE = 2**31


class ShapeProblem(ValueError):
    """Where the document departs from the format; the message is a sentence for people."""


# A check takes the value and where it stands ("units[0].lines[2].self").
Check = Callable[[object, str], None]


def text(value: object, where: str) -> None:
    if not isinstance(value, str):
        raise ShapeProblem(f"{where} phải là một chuỗi.")
    # Half a surrogate pair can stand in JSON, but is no character and cannot be written out again.
    if HALF_PAIR.search(value) or not unicodedata.is_normalized("NFC", value):
        raise ShapeProblem(f"{where} phải là Unicode dạng NFC.")


def like(pattern: re.Pattern[str], what: str) -> Check:
    def check(value: object, where: str) -> None:
        text(value, where)
        if not pattern.fullmatch(str(value)):
            raise ShapeProblem(f"{where} phải là {what}.")

    return check


def one_of(*allowed: str) -> Check:
    def check(value: object, where: str) -> None:
        text(value, where)
        if value not in allowed:
            raise ShapeProblem(f"{where} phải là một trong: {', '.join(allowed)}.")

    return check


def whole(least: int) -> Check:
    def check(value: object, where: str) -> None:
        if type(value) is not int or not least <= value < LARGEST_WHOLE:
            raise ShapeProblem(f"{where} phải là một số nguyên từ {least}.")

    return check


def truth(value: object, where: str) -> None:
    if not isinstance(value, bool):
        raise ShapeProblem(f"{where} phải là true hoặc false.")


def or_null(inner: Check) -> Check:
    def check(value: object, where: str) -> None:
        if value is not None:
            inner(value, where)

    return check


def list_of(inner: Check, *, least: int = 0) -> Check:
    def check(value: object, where: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise ShapeProblem(f"{where} phải là một danh sách{' không trống' if least else ''}.")
        for i, item in enumerate(value):
            inner(item, f"{where}[{i}]")

    return check


def record(**fields: Check) -> Check:
    """An object with exactly these keys."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise ShapeProblem(f"{where or 'Tệp'} phải là một mục gồm các khóa.")
        place = f"{where}." if where else ""
        for key in fields.keys() - value.keys():
            raise ShapeProblem(f"Thiếu {place}{key}.")
        for key in sorted(value.keys() - fields.keys()):
            raise ShapeProblem(f"{place}{key[:60]!r} không có trong định dạng.")
        for key, inner in fields.items():
            inner(value[key], place + key)

    return check


def points_by_area(value: object, where: str) -> None:
    if not isinstance(value, dict) or not all(AREA.fullmatch(key) for key in value):
        raise ShapeProblem(f"{where} phải có khóa là số của nội dung.")
    for key, number in value.items():
        points(number, f"{where}.{key}")


points = like(POINTS, "số điểm có hai chữ số thập phân, ví dụ 23.50")
number = like(NUMBER, "một số viết đủ chữ số, ví dụ 98 hoặc 98.6")
entry = or_null(like(ENTRY, "một số, Đạt, Không đạt hoặc N/A"))
step = like(STEP, "base, area:k hoặc ballot")

LINE = record(criterion=text, self=entry, self_points=points, appraised=entry, points=points, reason=or_null(text))
UNIT = record(
    code=text,
    name=text,
    role=one_of("head", "deputy", "member"),
    excluded=or_null(text),
    lines=list_of(LINE),
    areas=points_by_area,
    base=points,
    bonus=points,
    penalty=points,
    total=points,
    self_total=points,
    rank=or_null(whole(1)),
    tied_with=list_of(text),
    tie_decided_by=or_null(step),
    votes=or_null(whole(0)),
    classification=or_null(text),
)
CRITERION = record(
    code=text,
    area=or_null(whole(1)),
    kind=one_of(*(kind.value for kind in Kind)),
    title=text,
    max=or_null(points),
    unit_points=or_null(points),
    target=or_null(number),
)
AWARD = record(code=text, form=text, authority=text, quota=whole(0), units=list_of(text), open_tie=list_of(text))
RULE = record(
    code=text,
    lowest_total=or_null(points),
    worst_rank=or_null(whole(1)),
    lowest_band=or_null(record(name=text, lowest_total=or_null(points))),
    least_recognised=or_null(whole(1)),
    no_late_report=truth,
    no_discipline=truth,
)
FACTS = record(
    unit=text,
    recognised=or_null(whole(0)),
    late_reports=or_null(whole(0)),
    missing_reports=or_null(whole(0)),
    disciplines=or_null(whole(0)),
)
FIELDS: dict[str, Check] = {
    "format": one_of(FORMAT),
    "bloc": record(commune=text, city=text, number=text),
    "year": whole(1),
    "round": text,
    "settings": record(step=points, bonus_cap=or_null(points), tie_break=list_of(step)),
    "criteria": list_of(CRITERION, least=1),
    "units": list_of(UNIT, least=1),
    "awards": list_of(AWARD),
    "sha256": like(HASH, "64 chữ số thập lục phân viết thường"),
}
DOCUMENT = record(**FIELDS)
DOCUMENT_WITH_CONDITIONS = record(**FIELDS, rules=list_of(RULE, least=1), facts=list_of(FACTS))


def require_shape(document: object) -> None:
    """Raises ShapeProblem at the first place that is not as the format says."""
    with_conditions = isinstance(document, dict) and ("rules" in document or "facts" in document)
    (DOCUMENT_WITH_CONDITIONS if with_conditions else DOCUMENT)(document, "")
    if isinstance(document, dict):
        for part, called in (("units", "đơn vị"), ("criteria", "tiêu chí"), ("awards", "hình thức")):
            _require_once([row["code"] for row in document[part]], f"mã {called}")
        if with_conditions:
            _require_conditions(document)


def _require_conditions(document: dict) -> None:
    """Rules stand for the awards, one each; facts for every unit, or for none."""
    if [rule["code"] for rule in document["rules"]] != [award["code"] for award in document["awards"]]:
        raise ShapeProblem("rules phải có đúng các mã của awards, cùng thứ tự.")
    units = [found["unit"] for found in document["facts"]]
    if units and units != [unit["code"] for unit in document["units"]]:
        raise ShapeProblem("facts phải có đúng các đơn vị của units, cùng thứ tự.")


def _require_once(codes: list[str], what: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ShapeProblem(f"Hai lần {what} {code[:60]!r}.")
        seen.add(code)
