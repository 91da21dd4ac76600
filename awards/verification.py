"""Recompute a result file from its own inputs and name what differs (khớp, or which unit and line).

The file carries entries, criteria and settings, so lines, totals and ranks are recomputed whole. Where a rule has
conditions the file carries all rules and what they were decided from, and the awards are recomputed whole as well.
Otherwise neither bands nor rules are in the format: of those, verification proves what the ranking implies.
"""

import json
from collections.abc import Iterator
from itertools import pairwise

from awards.result_conditions import has_conditions
from awards.result_document import (
    Json,
    criterion_document,
    document_hash,
    read_criteria,
    read_settings,
    read_sheets,
    read_unit,
    unit_documents,
)
from awards.result_shape import FORMAT, ShapeProblem, require_shape
from awards.verification_conditions import condition_differences
from scoring.arithmetic import NotSettleable, UnitOutcome, settle
from scoring.entries import EntryProblem, check_entry

LARGEST_FILE = 50 * 1024 * 1024


class NotAResult(ValueError):
    """The file is not a result of this format; the message is a sentence for people."""


def read_result(data: bytes) -> Json:
    """The document in a file's bytes. Raises NotAResult; floats and repeated keys are refused, not read."""
    if len(data) > LARGEST_FILE:
        raise NotAResult("Tệp lớn hơn 50 MB nên không được đọc.")
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
            object_pairs_hook=_refuse_repeats,
        )
    except (ValueError, RecursionError) as problem:
        raise NotAResult(f"Tệp không phải JSON hợp lệ: {problem}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NotAResult(f'Tệp không phải kết quả chấm điểm (thiếu "format": "{FORMAT}").')
    return document


def _refuse_float(text: str) -> None:
    raise NotAResult(f"Số {text} phải ghi dưới dạng chuỗi, không phải số thực.")


def _refuse_repeats(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotAResult("Tệp có khóa lặp lại trong cùng một mục.")
    return found


def verify(document: Json) -> list[str]:
    """What differs, a Vietnamese sentence each; empty when everything agrees. Raises NotAResult."""
    try:
        require_shape(document)
        found = list(_differences(document))
    except ShapeProblem as problem:
        raise NotAResult(f"Tệp không đúng định dạng: {problem}") from None
    except (ValueError, TypeError, ArithmeticError) as problem:
        raise NotAResult(f"Tệp có mục không tính được ({type(problem).__name__}: {problem}).") from None
    if document_hash(document) != document["sha256"]:
        found.append("Mã SHA-256 không khớp với nội dung tệp: tệp đã bị sửa sau khi chốt.")
    return found


def _differences(document: Json) -> Iterator[str]:
    criteria, sheets, settings = read_criteria(document), read_sheets(document), read_settings(document)
    for criterion, stated in zip(criteria, document["criteria"], strict=True):
        if criterion_document(criterion) != stated:
            yield f"Tiêu chí {criterion.code}: điểm tối đa, đơn giá hoặc chỉ tiêu không viết ở dạng chuẩn."
    for sheet in sheets:
        for criterion in criteria:
            mark = sheet.mark(criterion)
            for entry in (mark.self_entry, mark.appraised):
                try:
                    check_entry(entry, criterion, settings.step)
                except EntryProblem as problem:
                    yield f"{sheet.name} ({sheet.unit}), tiêu chí {criterion.code}: {problem}"
    try:
        expected = settle(criteria, sheets, settings)
    except NotSettleable as problem:
        for p in problem.problems:
            yield f"{_named(document, p.unit)}, {f'tiêu chí {p.criterion}' if p.criterion else 'cả phiếu'}: {p.what}."
        return
    written = [read_unit(unit) for unit in document["units"]]
    shown = unit_documents(expected, criteria)
    for recomputed, stated in zip(shown, document["units"], strict=True):
        yield from _unit_differences(recomputed, stated)
    yield from _classification_differences(written)
    if has_conditions(document):
        yield from condition_differences(document, written)
    else:
        yield from _award_differences(document["awards"], {u.unit: u for u in written})


NAMES = {
    "areas": "điểm từng nội dung",
    "base": "điểm nền",
    "bonus": "điểm thưởng",
    "penalty": "điểm trừ",
    "total": "tổng điểm",
    "self_total": "tổng tự chấm",
    "rank": "hạng",
    "tied_with": "đơn vị đồng hạng",
    "tie_decided_by": "bước phân định",
}


def _unit_differences(recomputed: Json, stated: Json) -> Iterator[str]:
    unit = f"{stated['name']} ({stated['code']})"
    if [line["criterion"] for line in stated["lines"]] != [line["criterion"] for line in recomputed["lines"]]:
        yield f"{unit}: các dòng không đúng thứ tự và số lượng tiêu chí."
        return
    for line, ours in zip(stated["lines"], recomputed["lines"], strict=True):
        for key, name in (("self_points", "điểm tự chấm"), ("points", "điểm thẩm định")):
            if line[key] != ours[key]:
                yield f"{unit}, tiêu chí {line['criterion']}: {name} ghi {line[key]}, tính lại được {ours[key]}."
        for key, name in (("self", "mục tự chấm"), ("appraised", "mục thẩm định")):
            if line[key] != ours[key]:
                yield f"{unit}, tiêu chí {line['criterion']}: {name} ghi {line[key]}, dạng chuẩn là {ours[key]}."
    for key, name in NAMES.items():
        if stated[key] != recomputed[key]:
            yield f"{unit}: {name} ghi {_shown(stated[key])}, tính lại được {_shown(recomputed[key])}."


def _shown(value: object) -> str:
    return "trống" if value in (None, [], "") else str(value)


def _named(document: Json, code: str) -> str:
    name = next(unit["name"] for unit in document["units"] if unit["code"] == code)
    return f"{name} ({code})"


def _classification_differences(units: list[UnitOutcome]) -> Iterator[str]:
    """By total from the highest, classifications follow one another and none comes back; none at all comes last."""
    for unit in units:
        if unit.excluded and unit.classification:
            yield f"{unit.name} ({unit.unit}): có điều kiện loại nên không được xếp loại."
    ranked = sorted((u for u in units if not u.excluded), key=lambda u: u.total, reverse=True)
    left: set[str | None] = set()
    for above, unit in pairwise(ranked):
        if unit.classification == above.classification:
            continue
        left.add(above.classification)
        if unit.total == above.total:
            yield f"{unit.name} ({unit.unit}): xếp loại khác {above.name} ({above.unit}) dù tổng điểm bằng nhau."
        elif unit.classification in left or above.classification is None:
            yield f"{unit.name} ({unit.unit}): xếp loại không theo thứ tự tổng điểm."


def _award_differences(awards: list[Json], units: dict[str, UnitOutcome]) -> Iterator[str]:
    """Within the quota, by rank, one award a unit, and an open tie only across the quota's edge."""
    barred: set[str] = set()
    for award in awards:
        name = f"{award['form']} ({award['code']})"
        chosen, tied = award["units"], award["open_tie"]
        named = [*chosen, *tied]
        for i, code in enumerate(named):
            unit = units.get(code)
            if code in named[:i]:
                yield f"{name}: {code} được ghi hai lần."
            elif unit is None or unit.rank is None:
                yield f"{name}: {code} không có hạng nên không được đề nghị."
            elif code in barred:
                yield f"{name}: {unit.name} ({code}) đã thuộc hình thức trước."
        if len(chosen) > award["quota"]:
            yield f"{name}: đề nghị {len(chosen)} đơn vị, quá số lượng {award['quota']}."
        if tied and not len(chosen) < award["quota"] < len(chosen) + len(tied):
            yield f"{name}: nhóm chờ bỏ phiếu không nằm ở ranh giới số lượng {award['quota']}."
        if len({units[code].rank for code in tied if code in units}) > 1:
            yield f"{name}: các đơn vị chờ bỏ phiếu không cùng hạng."
        ranks = [units[code].rank or 0 for code in [*chosen, *tied] if code in units]
        if ranks != sorted(ranks):
            yield f"{name}: các đơn vị không xếp theo hạng."
        worst = max(ranks, default=0)
        passed_over = [
            u for u in units.values() if u.rank and u.rank <= worst and u.unit not in barred | {*chosen, *tied}
        ]
        for unit in passed_over:
            yield f"{name}: {unit.name} ({unit.unit}) có hạng cao hơn hoặc bằng mà không được đề nghị."
        barred |= {*chosen, *tied}
