"""Rounds at any phase, with the entries of the sample, for tests of the pages where units score."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from awards.arithmetic import RoundContent
from scoring import arithmetic
from scoring.actions.rounds import lay_out_marks
from scoring.models import Mark, Round, ScoreSheet
from scoring.states import OPEN_TO_ALL, RoundState, SheetState
from tests.constraints import put
from tests.scoring.sample import CONTENT
from tests.years import NAME, prepare

SELF, APPRAISED = "self", "appraised"
ROUND_NAME = "Sơ kết năm 2026"


def round_in(
    state: RoundState,
    content: RoundContent = CONTENT,
    *,
    entries: tuple[str, ...] | None = None,
    number: str = "02",
    name: str = ROUND_NAME,
    year: int = 2026,
) -> Round:
    """A round in this phase, its table approved, every line laid out.

    `entries` says what is filled: SELF and APPRAISED. Without it a round being self-scored is empty, one being
    appraised has what the units entered, one that is shown has all. Every sheet is handed in from APPRAISING on.
    """
    filled = entries if entries is not None else usual_entries(state)
    round = prepare(replace(NAME, round=name, number=number, year=year), with_entries(content, filled))
    put(round.criteria_set, state="approved", approved_at=timezone.now())
    lay_out_marks(round)
    until = timezone.now() + timedelta(days=4)
    put(round, state=state, self_scoring_until=until if state == RoundState.SELF_SCORING else None)
    if state not in (RoundState.PREPARING, RoundState.SELF_SCORING):
        round.sheets.update(state=SheetState.SUBMITTED, submitted_at=timezone.now())
    return Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)


def usual_entries(state: RoundState) -> tuple[str, ...]:
    if state in OPEN_TO_ALL:
        return (SELF, APPRAISED)
    return (SELF,) if state == RoundState.APPRAISING else ()


def with_entries(content: RoundContent, filled: tuple[str, ...]) -> RoundContent:
    return replace(content, sheets=tuple(replace(s, marks=_marks(s, filled)) for s in content.sheets))


def _marks(sheet: arithmetic.Sheet, filled: tuple[str, ...]) -> dict[str, arithmetic.Mark]:
    return {
        code: arithmetic.Mark(
            mark.self_entry if SELF in filled else None,
            mark.appraised if APPRAISED in filled else None,
            mark.reason if APPRAISED in filled else "",
        )
        for code, mark in sheet.marks.items()
    }


def sheet_of(round: Round, code: str) -> ScoreSheet:
    return round.sheets.select_related("unit", "round__campaign__bloc__commune", "round__criteria_set").get(
        unit__code=code
    )


def mark_of(round: Round, unit: str, criterion: str) -> Mark:
    marks = Mark.objects.select_related("criterion__area", "sheet__unit", "sheet__round__campaign__bloc__commune")
    return marks.get(sheet__round=round, sheet__unit__code=unit, criterion__code=criterion)
