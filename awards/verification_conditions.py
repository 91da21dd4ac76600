"""The awards of a result with conditions, recomputed whole from the rules, bands and facts in the file."""

from collections.abc import Iterator, Sequence

from awards.arithmetic import AwardOutcome, AwardRule, UnitFacts, decide
from awards.result_conditions import read_asked_bands, read_facts, read_rules
from awards.result_document import Json
from scoring.arithmetic import Band, UnitOutcome


def condition_differences(document: Json, units: list[UnitOutcome]) -> Iterator[str]:
    """The awards as the rules, bands and facts in the file give them, beside those it states."""
    rules, facts, bands = read_rules(document), read_facts(document), read_asked_bands(document)
    if not any(rule.has_conditions for rule in rules) or not _are_asked(rules, facts):
        yield "Quy định và số liệu khen thưởng không ghi ở dạng chuẩn: chỉ ghi những gì các quy định hỏi."
    yield from _band_differences(bands, units)
    names = {unit.unit: f"{unit.name} ({unit.unit})" for unit in units}
    for stated, ours in zip(document["awards"], decide(rules, units, facts, bands), strict=True):
        yield from _outcome_differences(stated, ours, names)


def _are_asked(rules: Sequence[AwardRule], facts: Sequence[UnitFacts]) -> bool:
    """Whether of every unit there stands what a rule asks, and nothing else."""
    asked = {
        "recognised": any(rule.least_recognised is not None for rule in rules),
        "late_reports": any(rule.no_late_report for rule in rules),
        "missing_reports": any(rule.no_late_report for rule in rules),
        "disciplines": any(rule.no_discipline for rule in rules),
    }
    if bool(facts) is not any(asked.values()):
        return False
    return all((getattr(found, name) is not None) is is_asked for found in facts for name, is_asked in asked.items())


def _band_differences(bands: tuple[Band, ...], units: list[UnitOutcome]) -> Iterator[str]:
    """A band has one lowest total, and who is classified in it reaches that."""
    lowest = {band.name: band.lowest_total for band in bands}
    if any(band.lowest_total != lowest[band.name] for band in bands):
        yield "Một mức xếp loại được ghi hai mức điểm khác nhau."
    for unit in units:
        if unit.classification in lowest and unit.total < lowest[unit.classification]:
            yield f"{unit.name} ({unit.unit}): xếp loại {unit.classification} mà chưa đủ điểm của mức ấy."


def _outcome_differences(stated: Json, ours: AwardOutcome, names: dict[str, str]) -> Iterator[str]:
    name = f"{stated['form']} ({stated['code']})"
    for key, called, found in (
        ("units", "đề nghị", list(ours.units)),
        ("open_tie", "nhóm chờ bỏ phiếu", list(ours.open_tie)),
    ):
        if stated[key] != found:
            written = ", ".join(names.get(code, code) for code in stated[key])
            expected = ", ".join(names[code] for code in found)
            yield f"{name}: {called} ghi {written or 'trống'}, tính lại được {expected or 'trống'}."
