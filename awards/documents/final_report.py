"""Báo cáo sơ kết, tổng kết: the year's figures, tables and chart are written from its rows, none is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents import notes, statistics
from awards.documents.facts import RoundFacts
from awards.documents.figures import Figure, Name, Swatch, axis_words, figures_of, legend_of, row_heights
from awards.documents.proposals import NO_RULES, AwardGroup, proposed_count, proposed_groups
from awards.documents.scored import ReportedRound
from awards.documents.tables import Row, areas_of, rows_of
from awards.documents.year_figures import UnitCounts, YearFigures, year_figures
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.plan import NUMERALS
from campaigns.documents.wording import legal_bases, two
from scoring.charts import by_rank
from scoring.states import RoundKind
from toolkit.text import clean

# What the report is called inside a sentence, and the time its tasks are for.
KINDS = {
    RoundKind.MIDYEAR: ("sơ kết phong trào thi đua năm {year}", "các tháng cuối năm {year}"),
    RoundKind.FINAL: ("tổng kết phong trào thi đua năm {year}", "năm {next}"),
    RoundKind.EXTRA: ("kết quả phong trào thi đua, kỳ {round}", "thời gian tới"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; `key` names what its template puts there."""

    numeral: str
    title: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReportDocument:
    slug: ClassVar[str] = "bao-cao-tong-ket"
    template: ClassVar[str] = "documents/final_report.html"

    frame: Frame
    council: str
    legal_bases: tuple[str, ...]
    bloc: str
    what: str
    sections: tuple[Section, ...]
    organised: tuple[str, ...]
    units: tuple[UnitCounts, ...]
    counted: tuple[str, ...]
    totals: statistics.Extremes
    rows: tuple[Row, ...]
    explanations: tuple[str, ...]
    legend: tuple[Swatch, ...]
    axis_words: str
    figures: tuple[Figure, ...]
    row_heights: tuple[Name, ...]
    bands: str
    awards: tuple[AwardGroup, ...]
    no_rules: str
    proposed_words: str
    open_ties: tuple[str, ...]
    assessment: tuple[str, ...]
    tasks: tuple[str, ...]

    @classmethod
    def of(
        cls, facts: YearFacts, thing: ReportedRound, *, on: date, number: int | None = None, draft: bool = False
    ) -> "FinalReportDocument":
        """What the year knows on the day of the report, and what its round was settled to."""
        scored, year = thing.facts, year_figures(thing.round.campaign, facts, on=on)
        what, ahead = _names(facts, thing)
        areas, units = areas_of(scored), by_rank(scored.settled.units)
        figures = figures_of(scored, areas)
        return cls(
            frame=frame(
                facts,
                hash_code=scored.hash_code,
                title="Báo cáo",
                subject=what[0].upper() + what[1:],
                on=on,
                type_="BC",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=True),
            ),
            council=facts.council,
            legal_bases=legal_bases(facts),
            bloc=facts.bloc,
            what=what,
            sections=_sections(ahead, has_tasks=bool(facts.texts.closing)),
            organised=year.organised,
            units=year.units,
            counted=year.counted,
            totals=statistics.extremes(units, [unit.total for unit in units]),
            rows=rows_of(scored),
            explanations=_explanations(scored),
            legend=legend_of(scored, areas),
            axis_words=axis_words(scored),
            figures=figures,
            row_heights=row_heights(figures),
            bands=_bands(scored),
            awards=proposed_groups(scored),
            no_rules="" if scored.settled.awards else NO_RULES,
            proposed_words=two(proposed_count(scored)) if proposed_count(scored) else "",
            open_ties=notes.open_award_ties(scored),
            assessment=facts.texts.assessment or _assessment(year, scored),
            tasks=facts.texts.closing,
        )


def _names(facts: YearFacts, thing: ReportedRound) -> tuple[str, str]:
    words = {"year": facts.year, "next": facts.year + 1, "round": clean(thing.round.name)}
    what, ahead = KINDS[RoundKind(thing.round.kind)]
    return what.format(**words), ahead.format(**words)


def _sections(ahead: str, *, has_tasks: bool) -> tuple[Section, ...]:
    """Tasks are what people wrote; without them there is no such part."""
    parts = [
        ("TỔ CHỨC PHONG TRÀO THI ĐUA", "organised"),
        ("KẾT QUẢ PHONG TRÀO THI ĐUA", "counted"),
        ("KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG", "ranking"),
        ("ĐỀ NGHỊ KHEN THƯỞNG", "awards"),
        ("ĐÁNH GIÁ CHUNG", "assessment"),
        *([(f"PHƯƠNG HƯỚNG, NHIỆM VỤ {ahead.upper()}", "tasks")] if has_tasks else []),
    ]
    return tuple(Section(numeral, *part) for numeral, part in zip(NUMERALS, parts, strict=False))


def _explanations(facts: RoundFacts) -> tuple[str, ...]:
    return (*notes.tie_notes(facts), *notes.conversion_notes(facts), *notes.exclusion_notes(facts))


def _bands(facts: RoundFacts) -> str:
    """ "Hoàn thành tốt nhiệm vụ 02 đơn vị; …", what nobody reached left out; empty in a round without bands."""
    return "; ".join(f"{row.name} {row.count} đơn vị" for row in statistics.band_rows(facts) if row.count != "00")


def _assessment(year: YearFigures, facts: RoundFacts) -> tuple[str, ...]:
    """What the figures say by themselves, when nobody wrote more."""
    return (_did(year), _lacked(year, facts))


def _did(year: YearFigures) -> str:
    count = len(year.units)
    names = (
        (year.with_initiatives, "đăng ký sáng kiến, mô hình, giải pháp"),
        (year.with_recognised, "có sáng kiến, mô hình, giải pháp được công nhận"),
        (year.with_exemplars, "giới thiệu điển hình tiên tiến"),
    )
    done = [f"{two(number)}/{two(count)} đơn vị {what}" for number, what in names if number]
    return f"Ưu điểm: {', '.join(done)}." if done else "Ưu điểm: chưa có số liệu ghi nhận."


def _lacked(year: YearFigures, facts: RoundFacts) -> str:
    excluded = sum(1 for unit in facts.settled.units if unit.excluded)
    counts: Sequence[tuple[int, str]] = (
        (year.late, "báo cáo nộp chậm"),
        (year.missing, "báo cáo quá hạn chưa nộp"),
        (year.missed, "lượt vắng không phép"),
        (excluded, "đơn vị có điều kiện loại"),
    )
    lacked = [f"{two(number)} {what}" for number, what in counts if number]
    if not lacked:
        return "Hạn chế: không có báo cáo chậm, thiếu và không có đơn vị vắng không phép."
    return f"Hạn chế: còn {', '.join(lacked)}."
