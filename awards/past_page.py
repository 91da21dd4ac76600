"""A unit's years in words, printed numbers and pictures: what the templates of awards/past show, ready to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from awards.past import AreaPast, Past, RoundPast, mean, share_of
from scoring.charts import AREA_FILLS
from scoring.charts_past import Lean, LineChart, Share, leans, line_chart
from toolkit.numbers import decimal_text, plain_text

REST = "Thưởng, trừ, quy đổi"
MOST_DRAWN = 12  # rounds in a picture; the tables hold all


@dataclass(frozen=True, slots=True)
class RoundRow:
    pk: int
    name: str
    bloc: str
    settled_at: datetime
    total: str
    scale: str
    share: str
    best: str
    rank: str
    classification: str


@dataclass(frozen=True, slots=True)
class AreaCell:
    """`width` is for the bar, "" where nothing of the area applies to the unit."""

    title: str
    points: str
    share: str
    width: str
    css: str


@dataclass(frozen=True, slots=True)
class DifferenceCell:
    title: str
    text: str
    is_nought: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    pk: int
    name: str
    own: str
    total: str
    cells: tuple[DifferenceCell, ...]
    whole: str
    words: str
    bar: Lean | None  # of the rounds that are drawn


@dataclass(frozen=True, slots=True)
class PastPage:
    """Newest round first, in every table and picture but the line, which reads from left to right."""

    lead: str
    leaning: str
    rounds: tuple[RoundRow, ...]
    areas: tuple[str, ...]
    area_rows: tuple[tuple[RoundRow, tuple[AreaCell | None, ...]], ...]
    differences: tuple[DifferenceRow, ...]
    chart: LineChart
    chart_words: str
    drawn: int

    @property
    def is_cut(self) -> bool:
        return self.drawn < len(self.rounds)


def page_of(past: Past) -> PastPage:
    newest = tuple(reversed(past.rounds))
    drawn = past.rounds[-MOST_DRAWN:]
    rows = tuple(_round_row(round) for round in newest)
    return PastPage(
        lead=lead_of(past),
        leaning=leaning_of(past),
        rounds=rows,
        areas=tuple(title for _, title in past.areas),
        area_rows=tuple((row, tuple(_area_cells(round, past))) for row, round in zip(rows, newest, strict=True)),
        differences=tuple(_differences(newest, past)),
        chart=line_chart([Share(r.short_name, r.share, per_cent(r.share), r.best_share) for r in drawn]),
        chart_words="; ".join(f"{r.name}: {per_cent(r.share)}, dẫn đầu {per_cent(r.best_share)}" for r in drawn) + ".",
        drawn=len(drawn),
    )


def per_cent(value: Decimal) -> str:
    """One decimal, so that a column of them stands in line."""
    return f"{value:.1f} %".replace(".", ",")


def signed(value: Decimal) -> str:
    """+0,75, −0,25, 0,00."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{decimal_text(abs(value))}"


def _round_row(round: RoundPast) -> RoundRow:
    return RoundRow(
        pk=round.round_pk,
        name=round.name,
        bloc=round.bloc,
        settled_at=round.settled_at,
        total=decimal_text(round.total),
        scale=plain_text(round.scale),
        share=per_cent(round.share),
        best=per_cent(round.best_share),
        rank=f"{round.rank}/{round.ranked}" if round.rank else "Không xếp hạng",
        classification="Không xếp loại" if round.excluded else round.classification or "Chưa xếp loại",
    )


def _area_cells(round: RoundPast, past: Past) -> Iterator[AreaCell | None]:
    """None where the round had no such area."""
    for place, (key, title) in enumerate(past.areas):
        area = round.areas.get(key)
        yield None if area is None else _area_cell(area, title, f"a{place % len(AREA_FILLS) + 1}")


def _area_cell(area: AreaPast, title: str, css: str) -> AreaCell:
    if not area.most:
        return AreaCell(title, "Không áp dụng", "", "", css)
    points = f"{decimal_text(area.points)}/{plain_text(area.most)}"
    return AreaCell(title, points, per_cent(area.share), f"{area.share:f}%", css)


def _differences(newest: Sequence[RoundPast], past: Past) -> Iterator[DifferenceRow]:
    drawn = [place for place, round in enumerate(newest[:MOST_DRAWN]) if round.is_self_scored]
    bars = dict(zip(drawn, leans([newest[place].difference_share for place in drawn]), strict=True))
    for place, round in enumerate(newest):
        yield DifferenceRow(
            pk=round.round_pk,
            name=round.name,
            own=decimal_text(round.self_total) if round.is_self_scored else "–",
            total=decimal_text(round.total),
            cells=tuple(_difference_cells(round, past)),
            whole=signed(round.difference) if round.is_self_scored else "Không tự chấm",
            words=difference_words(round),
            bar=bars.get(place),
        )


def _difference_cells(round: RoundPast, past: Past) -> Iterator[DifferenceCell]:
    for key, title in past.areas:
        area = round.areas.get(key) if round.is_self_scored else None
        text = signed(area.difference) if area else "–"
        yield DifferenceCell(title, text, not area or not area.difference)
    rest = round.rest if round.is_self_scored else None
    yield DifferenceCell(REST, "–" if rest is None else signed(rest), not rest)


def difference_words(round: RoundPast) -> str:
    if not round.difference:
        return f"{round.name}: tự chấm bằng thẩm định, {decimal_text(round.total)} điểm"
    which = "cao hơn" if round.difference > 0 else "thấp hơn"
    return f"{round.name}: tự chấm {which} thẩm định {decimal_text(abs(round.difference))} điểm"


def lead_of(past: Past) -> str:
    latest = past.latest
    if latest is None:
        return "Chưa có kỳ chấm nào của đơn vị được chốt."
    years = sorted({round.year for round in past.rounds})
    span = f"năm {years[0]}" if len(years) == 1 else f"từ năm {years[0]} đến năm {years[-1]}"
    place = f"hạng {latest.rank} trong {latest.ranked} đơn vị" if latest.rank else "không xếp hạng"
    total = f"{decimal_text(latest.total)} điểm trên thang {plain_text(latest.scale)}"
    return f"{len(past.rounds)} kỳ chấm đã chốt, {span}. Gần nhất là {latest.name}: {place}, {total}."


def leaning_of(past: Past) -> str:
    """How the unit scores itself, counted and without a judgement."""
    differences = [round.difference for round in past.compared]
    if not differences:
        return "Chưa có kỳ nào đơn vị tự chấm, nên chưa có gì để so."
    over, under = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    counted = {"cao hơn": over, "thấp hơn": under, "bằng": len(differences) - over - under}
    parts = [f"{words} ở {count} kỳ" for words, count in counted.items() if count]
    return f"Tự chấm so với thẩm định: {', '.join(parts)}.{_mean_words(past)}{_widest(past)}"


def _mean_words(past: Past) -> str:
    average = mean([round.difference_share for round in past.compared])
    if not average:
        return ""
    return f" Bình quân {'cao hơn' if average > 0 else 'thấp hơn'} {per_cent(abs(average))} thang điểm."


def _widest(past: Past) -> str:
    """The area in which the two scores were furthest apart, measured by what could be reached there."""
    found = [
        (share_of(abs(area.difference), area.most), area, round)
        for round in past.compared
        for area in round.areas.values()
        if area.difference
    ]
    if not found:
        return ""
    _, area, round = max(found, key=lambda each: each[0])
    return f" Chênh nhiều nhất ở nội dung “{area.title}”, {round.name}: {signed(area.difference)} điểm."
