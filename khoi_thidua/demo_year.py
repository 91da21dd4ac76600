"""What the demo year holds: part done, part late, part missing, by offices and never by a person's name."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from campaigns.actions.initiatives import AuthorLine, words_of_authors
from campaigns.actions.report_duties import DueRow, due_words, owed_words
from campaigns.models import (
    Attendance,
    Author,
    Campaign,
    Commitment,
    ContentArea,
    Drive,
    DriveEntry,
    DueDate,
    Exemplar,
    Extension,
    Initiative,
    Meeting,
    Pledge,
    PledgeConfirmation,
    Report,
    ReportDuty,
    Spread,
    Suggestion,
    Task,
    UnitPlan,
    UnitPlanPart,
)
from campaigns.states import CampaignState
from khoi_thidua.demo_rows import Given, Rows
from khoi_thidua.plan import DATA
from toolkit.history import acting
from units.actions import Member, enrol_members
from units.models import Bloc, Membership

YEAR = DATA / "nam-2026.json"
YEAR_BEFORE = DATA / "nam-2025.json"
REASON = "Dữ liệu minh họa"
LIVED: tuple[Any, ...] = (Pledge, UnitPlan, Initiative, ReportDuty, Meeting, Drive, Exemplar, Suggestion)


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


@transaction.atomic
def load_demo_year(campaign: Campaign) -> bool:
    """Fill the campaign and open the year before it. False, and nothing written, when somebody already lives in it."""
    if is_lived(campaign):
        return False
    rows = rows_of(campaign)
    given = read(YEAR)
    if campaign.year != given["year"] or len(rows.areas) < 5 or not codes_in(given) <= set(rows.units):
        return False
    with acting(REASON, by=None):
        load_year_before(campaign.bloc)
        _fill_blanks(rows, given["campaign"])
        for load in (_load_pledge, _load_plans, _load_initiatives, _load_reports, _load_meetings):
            load(rows, given)
        _load_drives(rows, given)
        _load_exemplars(rows, given)
        rows.make(Suggestion, given["suggestions"])
        rows.attach_files()
    return True


def is_lived(campaign: Campaign) -> bool:
    return any(model.objects.filter(campaign=campaign).exists() for model in LIVED)


def rows_of(campaign: Campaign) -> Rows:
    units = {unit.code: unit for unit in campaign.bloc.units.all()}
    return Rows(campaign, units, {area.number: area for area in campaign.areas.all()})


def codes_in(said: Any) -> set[str]:
    """Every unit's code the file names, however deep."""
    if isinstance(said, dict):
        own = {said["unit"]} if "unit" in said else set()
        return own | set(said.get("owed_by", ())) | codes_in(list(said.values()))
    return set().union(*(codes_in(part) for part in said)) if isinstance(said, list) else set()


def _fill_blanks(rows: Rows, given: Given) -> None:
    campaign = rows.campaign
    for name, value in rows.values(Campaign, given).items():
        if not getattr(campaign, name):
            setattr(campaign, name, value)
    campaign.save()


def _load_pledge(rows: Rows, given: Given) -> None:
    pledges = rows.make(Pledge, [given["pledge"]])
    rows.make_parts(Commitment, "pledge", pledges, "commitments")
    rows.make_parts(PledgeConfirmation, "pledge", pledges, "confirmations")


def _load_plans(rows: Rows, given: Given) -> None:
    plans = rows.make(UnitPlan, given["plans"])
    rows.make_parts(UnitPlanPart, "plan", plans, "parts")


def _load_initiatives(rows: Rows, given: Given) -> None:
    """One by one: what is searched for is written with each save."""
    made = []
    for said in given["initiatives"]:
        authors = [AuthorLine(**rows.values(Author, author)) for author in said["authors"]]
        row = rows.row(Initiative, said, campaign=rows.campaign, authors_words=words_of_authors(authors))
        row.save()
        made.append((row, said))
    rows.make_parts(Author, "initiative", made, "authors")
    rows.files += [(row, said) for row, said in made if "files" in said]


def _load_reports(rows: Rows, given: Given) -> None:
    duties = rows.keep(ReportDuty, [(_duty(rows, said), said) for said in given["duties"]])
    owing = ReportDuty.owed_by.through
    owing.objects.bulk_create(
        owing(reportduty=duty, unit=rows.units[code]) for duty, said in duties for code in said.get("owed_by", ())
    )
    dues = rows.make_parts(DueDate, "duty", duties, "due_dates")
    rows.make_parts(Report, "due", dues, "reports")
    rows.make_parts(Extension, "due", dues, "extensions")


def _duty(rows: Rows, said: Given) -> ReportDuty:
    dues = [DueRow(due["name"], date.fromisoformat(due["due_on"])) for due in said["due_dates"]]
    owed = [rows.units[code] for code in said.get("owed_by", ())]
    more = {"due_words": due_words(dues), "owed_words": owed_words(owed)}
    duty: ReportDuty = rows.row(ReportDuty, said, campaign=rows.campaign, **more)
    return duty


def _load_meetings(rows: Rows, given: Given) -> None:
    rows.make_parts(Attendance, "meeting", rows.make(Meeting, given["meetings"]), "attendances")


def _load_drives(rows: Rows, given: Given) -> None:
    rows.make_parts(DriveEntry, "drive", rows.make(Drive, given["drives"]), "entries")


def _load_exemplars(rows: Rows, given: Given) -> None:
    rows.make_parts(Spread, "exemplar", rows.make(Exemplar, given["exemplars"]), "spreads")


# The year before ----------------------------------------------------------------------------------------------------


def load_year_before(bloc: Bloc) -> None:
    """A reviewed year under another head, for what looks back: similar titles, copying, histories of roles."""
    given = read(YEAR_BEFORE)
    year = given["year"]
    if bloc.campaigns.filter(year=year).exists() or Membership.objects.in_year(bloc, year).exists():
        return
    units = {unit.code: unit for unit in bloc.units.all()}
    enrol_members(bloc, year, [Member(code, units[code].name, role) for code, role in given["roles"].items()])
    campaign = Campaign(bloc=bloc, year=year, title=given["title"], state=CampaignState.REVIEWED)
    _fill_blanks(Rows(campaign, units, {}), given["campaign"])
    _load_areas(campaign, given["areas"])
    _load_initiatives(rows_of(campaign), given)


def _load_areas(campaign: Campaign, given: list[Given]) -> None:
    areas = [
        ContentArea(campaign=campaign, number=number, title=said["title"], short_title=said["short_title"])
        for number, said in enumerate(given, 1)
    ]
    bulk_create_with_history(areas, ContentArea)
    tasks = [
        Task(area=area, position=position, text=text)
        for area, said in zip(areas, given, strict=True)
        for position, text in enumerate(said["tasks"], 1)
    ]
    bulk_create_with_history(tasks, Task)
