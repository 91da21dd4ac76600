"""ket-qua.json: a settled round as canonical JSON with its SHA-256, and back (docs/workbook.md has the format).

Canonical: UTF-8, NFC, keys sorted, no spaces, points as strings with two decimals. The hash is over everything but
itself, so anyone can recompute it with a few lines of any language.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.arithmetic import AwardOutcome, RoundContent, Settled
from awards.result_conditions import conditions_document
from awards.result_points import decimal_of, points
from awards.result_shape import FORMAT
from scoring.arithmetic import Criterion, Kind, Line, Mark, Settings, Sheet, UnitOutcome
from scoring.entries import entry_from_text, entry_text
from toolkit.numbers import plain

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoundName:
    """Which round of which bloc: what stands at the head of a result and of every paper."""

    commune: str
    city: str
    number: str
    year: int
    round: str


def result_document(name: RoundName, content: RoundContent, settled: Settled) -> Json:
    """The whole result with its `sha256`."""
    body: Json = {
        "format": FORMAT,
        "bloc": {"commune": name.commune, "city": name.city, "number": name.number},
        "year": name.year,
        "round": name.round,
        "settings": {
            "step": points(content.settings.step),
            "bonus_cap": points(content.settings.bonus_cap),
            "tie_break": list(content.settings.tie_break),
        },
        "criteria": [criterion_document(c) for c in content.criteria],
        "units": unit_documents(settled.units, content.criteria),
        "awards": [_award(a) for a in settled.awards],
    }
    body |= conditions_document(content)
    return body | {"sha256": document_hash(body)}


def unit_documents(units: Iterable[UnitOutcome], criteria: Iterable[Criterion]) -> list[Json]:
    kinds = {c.code: c.kind for c in criteria}
    return [_unit(u, kinds) for u in units]


def criterion_document(c: Criterion) -> Json:
    return {
        "code": c.code,
        "area": c.area,
        "kind": c.kind.value,
        "title": c.title,
        "max": points(c.maximum),
        "unit_points": points(c.unit_points),
        "target": None if c.target is None else format(plain(c.target), "f"),
    }


def _unit(u: UnitOutcome, kinds: dict[str, Kind]) -> Json:
    return {
        "code": u.unit,
        "name": u.name,
        "role": u.role,
        "excluded": u.excluded or None,
        "lines": [_line(line, kinds[line.criterion]) for line in u.lines],
        "areas": {str(number): points(value) for number, value in u.areas.items()},
        "base": points(u.base),
        "bonus": points(u.bonus),
        "penalty": points(u.penalty),
        "total": points(u.total),
        "self_total": points(u.self_total),
        "rank": u.rank,
        "tied_with": list(u.tied_with),
        "tie_decided_by": u.tie_decided_by,
        "votes": u.votes,
        "classification": u.classification,
    }


def _line(line: Line, kind: Kind) -> Json:
    return {
        "criterion": line.criterion,
        "self": entry_text(line.self_entry, kind),
        "self_points": points(line.self_points),
        "appraised": entry_text(line.appraised, kind),
        "points": points(line.points),
        "reason": line.reason or None,
    }


def _award(award: AwardOutcome) -> Json:
    return {
        "code": award.rule.code,
        "form": award.rule.form,
        "authority": award.rule.authority,
        "quota": award.places,
        "units": list(award.units),
        "open_tie": list(award.open_tie),
    }


def canonical(document: Json) -> str:
    """The one text of a document: NFC, keys sorted, no spaces."""
    text = _dumped(document)
    # Text that people typed is NFC already. If not, each value is normalised by itself: in the whole text a mark after
    # a line break would join the n of "\n".
    return text if unicodedata.is_normalized("NFC", text) else _dumped(_normalised(document))


def _dumped(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normalised(item) for key, item in value.items()}
    return [_normalised(item) for item in value] if isinstance(value, list) else value


def document_hash(document: Json) -> str:
    """SHA-256 (hex) of the canonical JSON of everything but `sha256` itself."""
    body = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(canonical(body).encode()).hexdigest()


# Back from JSON ---------------------------------------------------------------------------------------------------


def read_criteria(document: Json) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            code=c["code"],
            kind=Kind(c["kind"]),
            title=c["title"],
            area=c["area"],
            maximum=decimal_of(c["max"]),
            unit_points=decimal_of(c["unit_points"]),
            target=decimal_of(c["target"]),
        )
        for c in document["criteria"]
    )


def read_sheets(document: Json) -> tuple[Sheet, ...]:
    """The inputs of every unit: what they and their appraisers entered."""
    return tuple(
        Sheet(
            unit=u["code"],
            name=u["name"],
            role=u["role"],
            excluded=u["excluded"] or "",
            votes=u["votes"],
            marks={line["criterion"]: _mark(line) for line in u["lines"]},
        )
        for u in document["units"]
    )


def read_settings(document: Json) -> Settings:
    """Step, cap and tie-break chain; the classification bands are not part of the format."""
    given = document["settings"]
    return Settings(
        step=Decimal(given["step"]), bonus_cap=decimal_of(given["bonus_cap"]), tie_break=tuple(given["tie_break"])
    )


def read_unit(unit: Json) -> UnitOutcome:
    """One unit of a document as the outcome it was written from."""
    return UnitOutcome(
        unit=unit["code"],
        name=unit["name"],
        role=unit["role"],
        excluded=unit["excluded"] or "",
        votes=unit["votes"],
        lines=tuple(_read_line(line) for line in unit["lines"]),
        areas={int(number): Decimal(value) for number, value in unit["areas"].items()},
        base=Decimal(unit["base"]),
        bonus=Decimal(unit["bonus"]),
        penalty=Decimal(unit["penalty"]),
        total=Decimal(unit["total"]),
        self_total=Decimal(unit["self_total"]),
        rank=unit["rank"],
        tied_with=tuple(unit["tied_with"]),
        tie_decided_by=unit["tie_decided_by"],
        classification=unit["classification"],
    )


def _mark(line: Json) -> Mark:
    return Mark(entry_from_text(line["self"]), entry_from_text(line["appraised"]), line["reason"] or "")


def _read_line(line: Json) -> Line:
    mark = _mark(line)
    return Line(
        criterion=line["criterion"],
        self_entry=mark.self_entry,
        self_points=Decimal(line["self_points"]),
        appraised=mark.appraised,
        points=Decimal(line["points"]),
        reason=mark.reason,
    )
