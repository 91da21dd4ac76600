"""A round under way in the demo bloc, so that a newcomer can try every page where units score.

Made by the actions people use, so that its versions and histories are those of a real round; nobody signs it.
"""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.actions import load_rules
from awards.content import rules_of
from campaigns.facts import FactSource, all_facts
from campaigns.models import Campaign
from khoi_thidua.demo_rows import accepted
from khoi_thidua.plan import DATA
from scoring.actions.evidence import add_files, add_link
from scoring.actions.marks import SelfEntry, enter_mark
from scoring.actions.rounds import DATES, create_round, move_on
from scoring.actions.sheets import submit_sheet
from scoring.actions.tables import approve_table, copy_table, stamp_of
from scoring.actions.tables_rows import edit_criterion
from scoring.models import CriteriaSet, Mark, Round
from scoring.states import RoundKind
from scoring.stored import rows_of, settings_of
from toolkit.history import acting

UNDER_WAY = DATA / "ky-cham-dang-lam.json"
FACT = "số liệu năm"  # in place of an entry: what the facts of the year say
END_OF_DAY = time(17)


@transaction.atomic
def make_demo_round(campaign: Campaign, *, at: datetime) -> bool:
    """Open a round beside the settled one. False, and nothing written, when there is any other round, or none."""
    rounds = list(campaign.rounds.select_related("criteria_set"))
    given = read(UNDER_WAY)
    if len(rounds) != 1 or not rounds[0].is_settled or not fits(given, rounds[0]):
        return False
    round = _open(rounds[0], given, at)
    marks = {(mark.sheet.unit.code, mark.criterion.code): mark for mark in _marks_of(round)}
    facts = all_facts(campaign, on=timezone.localdate(at))
    for code, lines in given["sheets"].items():
        for criterion, said in lines.items():
            mark = marks[code, criterion]
            count = _count(facts, mark)
            _enter(mark, said, count, at)
    for code in given["handed_in"]:
        submit_sheet(round.sheets.get(unit__code=code), by=None, at=at)
    return True


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def fits(given: dict[str, Any], settled: Round) -> bool:
    """Whether the bloc has the units, and the table of its settled round the criteria, that the file names."""
    units = set(settled.sheets.values_list("unit__code", flat=True))
    criteria = set(settled.criteria_set.criteria.values_list("code", flat=True))
    named = {code for lines in given["sheets"].values() for code in lines} | set(given["sources"])
    return set(given["sheets"]) <= units and named <= criteria


# The round ----------------------------------------------------------------------------------------------------------


def _open(settled: Round, given: dict[str, Any], at: datetime) -> Round:
    table = _table(settled, given, at)
    round = Round(
        campaign=settled.campaign,
        criteria_set=table,
        name=given["name"],
        kind=RoundKind.EXTRA,
        tie_break=settled.tie_break,
        **_dates(given["days"], at),
    )
    create_round(round, settings_of(settled).bands, by=None, at=at)
    with acting("Tạo kỳ chấm", by=None):
        load_rules(round, rules_of(settled))
    return move_on(round, seen_state=round.state, by=None, at=at)


def _table(settled: Round, given: dict[str, Any], at: datetime) -> CriteriaSet:
    """The criteria of the settled round in a table of their own, with guidance and sources of facts, approved."""
    table, _ = copy_table(settled.criteria_set, settled.campaign, given["table"], by=None, at=at)
    for row in rows_of(table):
        values = {"source": given["sources"].get(row.code, ""), "guidance": given["guidance"].get(row.code, "")}
        if any(values.values()):
            edit_criterion(row, values, seen=row.version, by=None, at=at)
    table.refresh_from_db()  # its stamp is made of the numbers as they are stored
    return approve_table(table, stamp=stamp_of(table), by=None, at=at)


def _dates(days: list[int], at: datetime) -> dict[str, datetime]:
    """The deadline of each phase: so many days from today, when the office closes."""
    today = timezone.localdate(at)
    ends = [datetime.combine(today + timedelta(days=ahead), END_OF_DAY) for ahead in days]
    return dict(zip(DATES, map(timezone.make_aware, ends), strict=True))


# What the units entered ---------------------------------------------------------------------------------------------


def _marks_of(round: Round) -> list[Mark]:
    return list(Mark.objects.in_round(round).select_related("sheet__unit", "criterion"))


def _count(facts: dict[FactSource, Any], mark: Mark) -> int | None:
    """What the facts of the year say of the line, None where its criterion has no source."""
    if not mark.criterion.source:
        return None
    fact = facts[FactSource(mark.criterion.source)].get(mark.sheet.unit_id)
    return fact.count if fact else 0


def _enter(mark: Mark, said: dict[str, Any], count: int | None, at: datetime) -> None:
    is_fact = said["entry"] == FACT
    content = SelfEntry(
        entry=str(count) if is_fact else said["entry"],
        note=said.get("note", ""),
        fact_count=count if is_fact else None,
    )
    changed = enter_mark(mark, content, seen=mark.version, by=None, at=at)
    add_files(changed, [accepted(name) for name in said.get("files", ())], by=None, at=at)
    for url, name in said.get("links", {}).items():
        add_link(changed, url, name, by=None, at=at)
