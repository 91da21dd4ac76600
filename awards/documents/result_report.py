"""Báo cáo kết quả: every figure is written from the result, none is typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from awards.documents import notes, statistics
from awards.documents.facts import RoundFacts
from awards.documents.figures import Figure, Name, Swatch, axis_words, figures_of, legend_of, row_heights
from awards.documents.proposals import NO_RULES, AwardGroup, proposed_count, proposed_groups
from awards.documents.tables import TABLE_LETTERS, Area, Row, areas_of, millimetres, number_width, rows_of
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.wording import legal_bases, two
from scoring.arithmetic import scale_of
from scoring.charts import by_rank
from toolkit.numbers import decimal_text

MOST_FOR_NUMBERS = Decimal(118)  # millimetres; the other 46 are for the units' names


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReportDocument:
    slug: ClassVar[str] = "bao-cao-ket-qua"
    template: ClassVar[str] = "documents/result_report.html"

    frame: Frame
    council: str
    legal_bases: tuple[str, ...]
    bloc: str
    round_name: str
    where: str
    units_words: str
    criteria_words: str
    areas_words: str
    scale: str
    bonus_cap: str
    areas: tuple[Area, ...]
    rows: tuple[Row, ...]
    totals: statistics.Extremes
    legend: tuple[Swatch, ...]
    axis_words: str
    figures: tuple[Figure, ...]
    row_heights: tuple[Name, ...]
    area_rows: tuple[statistics.AreaRow, ...]
    area_widths: tuple[str, ...]
    band_rows: tuple[statistics.BandRow, ...]
    extra_words: tuple[str, str]
    explanations: tuple[str, ...]
    ties: tuple[str, ...]
    difference_rows: tuple[statistics.DifferenceRow, ...]
    difference_reasons: tuple[statistics.DifferenceReason, ...]
    awards: tuple[AwardGroup, ...]
    no_rules: str
    proposed: int
    proposed_words: str
    open_ties: tuple[str, ...]

    @classmethod
    def of(
        cls, facts: RoundFacts, *, on: date, number: int | None = None, draft: bool = False
    ) -> "ResultReportDocument":
        areas, rows, units = areas_of(facts), rows_of(facts), by_rank(facts.settled.units)
        figures = figures_of(facts, areas)
        cap = facts.content.settings.bonus_cap
        return cls(
            frame=frame(
                facts,
                hash_code=facts.hash_code,
                title="Báo cáo",
                subject=f"Kết quả chấm điểm, bình xét thi đua - {facts.round_name}",
                on=on,
                type_="BC",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=True),
            ),
            council=facts.council,
            legal_bases=legal_bases(facts),
            bloc=facts.bloc,
            round_name=facts.round_name,
            where=f"{facts.commune_phrase}, {facts.city_phrase}",
            units_words=two(len(units)),
            criteria_words=two(len(facts.content.criteria)),
            areas_words=two(len(areas)),
            scale=decimal_text(scale_of(facts.content.criteria)),
            bonus_cap="" if cap is None else decimal_text(cap),
            areas=areas,
            rows=rows,
            totals=statistics.extremes(units, [unit.total for unit in units]),
            legend=legend_of(facts, areas),
            axis_words=axis_words(facts),
            figures=figures,
            row_heights=row_heights(figures),
            area_rows=statistics.area_rows(facts, areas),
            area_widths=_area_widths(areas, rows),
            band_rows=statistics.band_rows(facts),
            extra_words=statistics.extra_words(facts),
            explanations=(*notes.conversion_notes(facts), *notes.cap_notes(facts), *notes.exclusion_notes(facts)),
            ties=notes.tie_notes(facts),
            difference_rows=statistics.difference_rows(facts),
            difference_reasons=statistics.difference_reasons(facts),
            awards=proposed_groups(facts),
            no_rules="" if facts.settled.awards else NO_RULES,
            proposed=proposed_count(facts),
            proposed_words=two(proposed_count(facts)),
            open_ties=(*notes.open_rank_ties(facts), *notes.open_award_ties(facts)),
        )


def _area_widths(areas: tuple[Area, ...], rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Columns of the table units × areas and base; none where the names would be left without room."""
    least = TABLE_LETTERS * Decimal("1.03")
    widths = [number_width([row.areas[i] for row in rows], TABLE_LETTERS, least) for i in range(len(areas))]
    widths.append(number_width([row.base for row in rows], TABLE_LETTERS, Decimal(16)))
    return tuple(millimetres(width) for width in widths) if sum(widths) <= MOST_FOR_NUMBERS else ()
