"""Báo cáo thành tích tập thể: what the year knows of a unit, gathered; its own people write, sign and issue it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents.granted import NONE, awards_of, disciplines_of, of_unit
from awards.documents.scored import Scored, ScoredSheet
from awards.documents.unit_frame import addressee, unit_frame
from awards.documents.unit_year import UnitYear, unit_year
from awards.models import Headcount
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame
from campaigns.documents.initiative_list import Row
from campaigns.documents.wording import dashed, listed, sentence, two
from scoring.arithmetic import ZERO, UnitOutcome
from scoring.models import ScoreSheet
from toolkit.numbers import decimal_text
from toolkit.text import clean
from units.models import Role

NOT_SETTLED = "Kỳ chấm chưa chốt; điểm và thứ hạng ghi ở đây khi kỳ chấm được chốt."


@dataclass(frozen=True, slots=True)
class AreaScore:
    """An area, a bonus, a penalty or the total: both scores in their printed form."""

    title: str
    own: str
    points: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of section II; `table` names what stands in it besides its lines."""

    number: int
    title: str
    lines: tuple[str, ...]
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReportDocument:
    slug: ClassVar[str] = "bao-cao-thanh-tich"
    template: ClassVar[str] = "documents/unit_report.html"

    frame: Frame
    addressee: str
    unit: str
    background: tuple[str, ...]
    parts: tuple[Part, ...]
    scores: tuple[AreaScore, ...]
    initiatives: tuple[Row, ...]
    awards: tuple[str, ...]
    disciplines: tuple[str, ...]
    round_name: str

    @classmethod
    def of(
        cls, facts: YearFacts, thing: ScoredSheet, *, on: date, number: int | None = None, draft: bool = False
    ) -> "UnitReportDocument":
        """Scores are told once they are settled. Ten queries."""
        sheet, campaign = thing.sheet, thing.sheet.round.campaign
        scored = thing.scored if thing.scored and thing.scored.is_settled else None
        year, name = unit_year(campaign, sheet.unit, on=on), clean(sheet.unit_name)
        outcome = scored.unit(sheet.unit.code) if scored else None
        return cls(
            frame=unit_frame(
                facts,
                sheet.unit,
                title="Báo cáo thành tích tập thể",
                subject=f"{name} - {sheet.round.name}",
                on=on,
                draft=draft,
                hash_code=scored.hash_code if scored else "",
            ),
            addressee=addressee(facts),
            unit=name,
            background=facts.texts.opening or _background(facts, sheet),
            parts=_parts(facts, scored, outcome, year),
            scores=_scores(scored, outcome) if scored and outcome else (),
            initiatives=year.initiatives,
            awards=dashed(listed(awards_of(sheet.unit))) or (NONE,),
            disciplines=dashed(listed(of_unit(disciplines_of(campaign, sheet.unit)))),
            round_name=clean(sheet.round.name),
        )


def _background(facts: YearFacts, sheet: ScoreSheet) -> tuple[str, ...]:
    """What is known of the unit when its people wrote nothing. One query."""
    role = Role(sheet.role).label if sheet.role != Role.MEMBER else "thành viên"
    people = Headcount.objects.filter(campaign=sheet.round.campaign, unit=sheet.unit).values_list("people", flat=True)
    name = clean(sheet.unit_name)
    member = f"{name} là đơn vị {role} của {facts.bloc} {facts.commune_phrase} năm {facts.year}."
    return (member, *(f"Số người của đơn vị: {two(count)}." for count in people))


def _parts(facts: YearFacts, scored: Scored | None, outcome: UnitOutcome | None, year: UnitYear) -> tuple[Part, ...]:
    """What people wrote stands first, what the year counted after it."""
    typed = [("Kết quả thực hiện nhiệm vụ", facts.texts.assessment, "")] if facts.texts.assessment else []
    found: list[tuple[str, tuple[str, ...], str]] = [
        *typed,
        ("Kết quả chấm điểm thi đua", _standing(scored, outcome), "scores" if scored else ""),
        ("Sáng kiến, mô hình, giải pháp", *_initiatives(year)),
        ("Chế độ báo cáo, hội họp", (year.reports, year.meetings), ""),
        ("Các đợt thi đua", _lines(year.drives), ""),
        ("Điển hình tiên tiến đã giới thiệu", _lines(year.exemplars), ""),
    ]
    return tuple(Part(i, *part) for i, part in enumerate(found, start=1))


def _standing(scored: Scored | None, outcome: UnitOutcome | None) -> tuple[str, ...]:
    if scored is None or outcome is None:
        return (NOT_SETTLED,)
    band = scored.band_words(outcome)
    words = f"Kỳ {scored.round_name}: {decimal_text(outcome.total)} điểm, {scored.rank_words(outcome)}"
    return (sentence(f"{words}; xếp loại: {clean(band)}" if band else words),)


def _initiatives(year: UnitYear) -> tuple[tuple[str, ...], str]:
    return ((), "initiatives") if year.initiatives else ((NONE,), "")


def _lines(phrases: Sequence[str]) -> tuple[str, ...]:
    return dashed(listed(phrases)) or (NONE,)


def _scores(scored: Scored, outcome: UnitOutcome) -> tuple[AreaScore, ...]:
    """Areas with both sums, then bonus, penalty and total as they were settled."""
    areas, titles = {c.code: c.area for c in scored.criteria if c.kind.is_base}, dict(scored.titles)
    rows = []
    for number, points in sorted(outcome.areas.items()):
        own = sum((line.self_points for line in outcome.lines if areas.get(line.criterion) == number), ZERO)
        title = f"{number}. {clean(titles[number])}" if titles.get(number) else f"Nội dung {number}"
        rows.append(AreaScore(title, decimal_text(own), decimal_text(points)))
    return (
        *rows,
        AreaScore("Điểm nền", "", decimal_text(outcome.base)),
        AreaScore("Điểm thưởng", "", decimal_text(outcome.bonus)),
        AreaScore("Điểm trừ", "", decimal_text(outcome.penalty)),
        AreaScore("Tổng điểm", decimal_text(outcome.self_total), decimal_text(outcome.total), is_total=True),
    )
