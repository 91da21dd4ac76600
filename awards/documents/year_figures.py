"""The figures of a year as its report tells them: what was organised, and each unit's counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.documents.facts import YearFacts
from campaigns.documents.wording import day, two
from campaigns.facts import NO_FACT, Fact, FactSource, all_facts
from campaigns.models import Campaign, Drive, Meeting, Pledge, PledgeConfirmation
from campaigns.states import MeetingKind, MeetingState
from toolkit.text import clean

S = FactSource
COLUMNS = (
    S.INITIATIVES_REGISTERED,
    S.INITIATIVES_RECOGNISED,
    S.REPORTS_LATE,
    S.REPORTS_MISSING,
    S.MEETINGS_EXCUSED,
    S.MEETINGS_MISSED,
    S.DRIVES_JOINED,
    S.EXEMPLARS_INTRODUCED,
)

REPORTS = ((S.REPORTS_LATE, "báo cáo nộp chậm"), (S.REPORTS_MISSING, "báo cáo quá hạn chưa nộp"))
ABSENCES = ((S.MEETINGS_EXCUSED, "lượt vắng có phép"), (S.MEETINGS_MISSED, "lượt vắng không phép"))


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A unit with its counts in the order of COLUMNS, as printed."""

    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """`organised` and `counted` are sentences; the numbers are of units or of things, as their names say."""

    organised: tuple[str, ...]
    counted: tuple[str, ...]
    units: tuple[UnitCounts, ...]
    with_initiatives: int
    with_recognised: int
    with_exemplars: int
    late: int
    missing: int
    missed: int


def year_figures(campaign: Campaign, facts: YearFacts, *, on: date) -> YearFigures:
    """Nine queries, however many units and rows there are."""
    found = all_facts(campaign, on=on)
    members = [member.unit for member in facts.members]
    sums = {source: sum(_count(found, source, unit) for unit in members) for source in FactSource}
    with_ = {source: sum(1 for unit in members if _count(found, source, unit)) for source in FactSource}
    return YearFigures(
        organised=_organised(campaign, facts),
        counted=_counted(sums, with_, len(members), on),
        units=tuple(
            UnitCounts(member.name, tuple(str(_count(found, source, member.unit)) for source in COLUMNS))
            for member in facts.members
        ),
        with_initiatives=with_[S.INITIATIVES_REGISTERED],
        with_recognised=with_[S.INITIATIVES_RECOGNISED],
        with_exemplars=with_[S.EXEMPLARS_INTRODUCED],
        late=sums[S.REPORTS_LATE],
        missing=sums[S.REPORTS_MISSING],
        missed=sums[S.MEETINGS_MISSED],
    )


def _count(found: Mapping[FactSource, Mapping[int, Fact]], source: FactSource, unit: int) -> int:
    return found[source].get(unit, NO_FACT).count


def _organised(campaign: Campaign, facts: YearFacts) -> tuple[str, ...]:
    """Plan, pledge, meetings and drives; what there is not is not told. Four queries."""
    return tuple(
        line
        for line in (
            _plan(campaign, facts),
            _pledge(campaign, len(facts.members)),
            _meetings(campaign),
            _drives(campaign),
        )
        if line
    )


def _plan(campaign: Campaign, facts: YearFacts) -> str:
    units = f"{two(len(facts.members))} đơn vị tham gia"
    plan = plan_words(campaign)
    if not plan:
        return f"{facts.bloc} năm {facts.year} có {units}."
    return f"{facts.bloc} ban hành {plan} phát động phong trào; có {units}."


def plan_words(campaign: Campaign) -> str:
    """ "Kế hoạch số 01/KH-KTĐ02 ngày 05/01/2026"; empty until the plan is out.

    A plan issued elsewhere may have no number ("/KH-KTĐ02"): none is printed then.
    """
    number = clean(campaign.symbol)
    named = f" số {number}" if number[:1].isdigit() else ""
    dated = f" ngày {day(campaign.issued_on)}" if campaign.issued_on else ""
    return f"Kế hoạch{named}{dated}" if named or dated else ""


def _pledge(campaign: Campaign, units: int) -> str:
    if not Pledge.objects.filter(campaign=campaign).exists():
        return ""
    confirmed = PledgeConfirmation.objects.filter(pledge__campaign=campaign).count()
    return f"Giao ước thi đua được {two(confirmed)}/{two(units)} đơn vị xác nhận."


def _meetings(campaign: Campaign) -> str:
    kinds = list(Meeting.objects.filter(campaign=campaign, state=MeetingState.HELD).values_list("kind", flat=True))
    if not kinds:
        return ""
    parts = ((kinds.count(MeetingKind.MEETING), "cuộc họp"), (kinds.count(MeetingKind.ACTIVITY), "hoạt động chung"))
    return f"Khối tổ chức {' và '.join(f'{two(n)} {what}' for n, what in parts if n)}."


def _drives(campaign: Campaign) -> str:
    names = [clean(drive.name) for drive in Drive.objects.filter(campaign=campaign).order_by("starts_on", "pk")]
    return f"Khối phát động {two(len(names))} đợt thi đua: {'; '.join(names)}." if names else ""


def _counted(sums: Mapping[S, int], with_: Mapping[S, int], units: int, on: date) -> tuple[str, ...]:
    """A sentence each for initiatives, reports, meetings, and drives with exemplars."""
    registered = f"{two(sums[S.INITIATIVES_REGISTERED])} được đăng ký"
    return (
        f"Sáng kiến, mô hình, giải pháp: {registered} ({two(with_[S.INITIATIVES_REGISTERED])}/{two(units)} đơn vị),"
        f" {two(sums[S.INITIATIVES_RECOGNISED])} được công nhận.",
        f"Chế độ báo cáo đến ngày {day(on)}: {_none_or(sums, REPORTS)}.",
        f"Hội họp, hoạt động chung: {_none_or(sums, ABSENCES)}.",
        f"Các đợt thi đua có {two(sums[S.DRIVES_JOINED])} lượt đơn vị tham gia; các đơn vị giới thiệu"
        f" {two(sums[S.EXEMPLARS_INTRODUCED])} điển hình tiên tiến.",
    )


def _none_or(sums: Mapping[S, int], parts: Sequence[tuple[S, str]]) -> str:
    """ "02 báo cáo nộp chậm, 01 báo cáo quá hạn chưa nộp", or that there is none of it."""
    told = [f"{two(sums[source])} {what}" for source, what in parts if sums[source]]
    return ", ".join(told) or f"không có {' và không có '.join(what for _, what in parts)}"
