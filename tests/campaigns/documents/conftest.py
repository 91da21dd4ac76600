"""Every paper of three years, rendered once: the bloc's own, one of forty units with long names, an empty one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from awards.states import YearPaperKind
from awards.year_papers import DOCUMENT_OF, YearPaper
from campaigns.documents import render, to_html
from campaigns.models import Campaign, ContentArea
from campaigns.states import AttendanceState, InitiativeState
from tests.awards.documents.printed import Printed
from tests.campaigns.documents import builders as b
from units.models import Unit, User

K = YearPaperKind
KINDS = list(DOCUMENT_OF)


class Papers:
    """Documents of a year by kind, and what they look like."""

    def __init__(self, campaign: Campaign, things: dict[YearPaperKind, Any]):
        self.campaign, self.things = campaign, things
        self.documents = {kind: self.paper(kind).document(on=b.ON, number=5) for kind in KINDS}
        self.html = {kind: to_html(document) for kind, document in self.documents.items()}
        self._printed: dict[YearPaperKind, Printed] = {}

    def paper(self, kind: YearPaperKind) -> YearPaper:
        return YearPaper(kind, self.campaign, self.things.get(kind))

    def printed(self, kind: YearPaperKind) -> Printed:
        if kind not in self._printed:
            self._printed[kind] = Printed(render(self.documents[kind]))
        return self._printed[kind]


def rolled_back(django_db_setup, django_db_blocker, make):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def usual(django_db_setup, django_db_blocker):
    yield from rolled_back(django_db_setup, django_db_blocker, usual_papers)


@pytest.fixture(scope="module", autouse=True)
def rows_that_last(usual):
    """Made before any test's own transaction, which would take the rows back with it."""


@pytest.fixture(scope="module")
def crowded(django_db_setup, django_db_blocker):
    yield from rolled_back(django_db_setup, django_db_blocker, crowded_papers)


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker):
    yield from rolled_back(django_db_setup, django_db_blocker, empty_papers)


def usual_papers() -> Papers:
    campaign = b.make_year()
    head = User.objects.create(username="head-of-papers", unit=b.unit(campaign, "VP"))
    b.add_plan(campaign)
    b.confirm(b.add_pledge(campaign), b.unit(campaign, "KT"), "(Tên người ký)")
    recognised = {"level": "base", "decision_number": "12/QĐ-UBND", "decided_on": b.ON}
    b.add_initiative(campaign, b.unit(campaign, "VP"), "Sổ tay điện tử", state=InitiativeState.RECOGNISED, **recognised)
    initiative = b.add_initiative(
        campaign, b.unit(campaign, "KT"), field="Cải cách hành chính", applied_since=b.ON, content=b.SENTENCE,
        economic_effect="Giảm 02 ngày mỗi hồ sơ",
    )  # fmt: skip
    b.add_initiative(campaign, b.unit(campaign, "HCC"), "Chưa gửi", state=InitiativeState.DRAFTING)
    meeting = b.add_meeting(campaign, units=campaign.bloc.units.all(), by=head)
    absent = {
        "HCC": (AttendanceState.EXCUSED, None, "Họp đột xuất tại thành phố"),
        "QLDA": (AttendanceState.ABSENT, None, ""),
    }
    held = b.hold(meeting, absent, by=head, at=meeting.starts_at + timedelta(hours=1))
    held.ends_at = held.starts_at + timedelta(hours=2, minutes=5)
    b.add_deeds(campaign, b.unit(campaign, "KT"))
    round = b.add_round(campaign)
    nomination = b.add_nomination(campaign, b.unit(campaign, "KT"), initiative=initiative)
    return Papers(campaign, things_of(campaign, "KT", round, nomination, initiative, held))


def things_of(campaign, code, round, nomination, initiative, meeting) -> dict[YearPaperKind, Any]:
    """What the papers of a year are about, by kind."""
    sheet = b.sheet_of(round, code)
    return {
        K.INITIATIVE_FORM: initiative,
        K.INVITATION: meeting,
        K.MEETING_MINUTES: meeting,
        K.REGISTRATION: b.membership_of(campaign, code),
        K.UNIT_SHEET: sheet,
        K.UNIT_REPORT: sheet,
        K.PERSON_REPORT: nomination,
        K.FINAL_REPORT: round,
        K.BALLOT_MINUTES: b.add_ballot(round, b.LONG if len(campaign.bloc.units.all()) > 12 else "Phân định thứ hạng"),
    }


def crowded_papers() -> Papers:
    campaign = b.make_year(b.forty(), number="40")
    head = User.objects.create(username="head-of-forty", unit=b.unit(campaign, "D00"))
    b.add_plan(campaign, areas=9, tasks=9, text=b.SENTENCE + " {}")
    pledge = b.add_pledge(campaign, promises=7)
    pledge.opening = "\n".join([b.SENTENCE] * 4)
    pledge.save()
    for unit in Unit.objects.filter(bloc=campaign.bloc):
        b.confirm(pledge, unit, "N" * 30)
        title = f"{b.LONG} {unit.code}"[:300]
        initiative = b.add_initiative(campaign, unit, title, field=b.LONG[:200], content="\n".join([b.SENTENCE] * 40))
    meeting = b.add_meeting(
        campaign, units=campaign.bloc.units.all(), by=head, title=b.LONG, agenda="\n".join([b.SENTENCE] * 30)
    )
    excused = {f"D{i:02d}": (AttendanceState.EXCUSED, None, b.SENTENCE) for i in range(20)}
    held = b.hold(meeting, excused | {"D00": (AttendanceState.PRESENT, 2, "")}, by=head, at=meeting.starts_at)
    b.add_deeds(campaign, b.unit(campaign, "D03"), lines=12, text=b.SENTENCE)
    round = b.add_round(campaign, criteria=7, text=b.SENTENCE + " {}", reason=b.SENTENCE)
    long = "\n".join([b.SENTENCE] * 15)
    nomination = b.add_nomination(
        campaign, b.unit(campaign, "D03"), full_name="N" * 60, office=b.LONG, background=long, achievements=long,
        past_awards=long, discipline=long, initiative=initiative,
    )  # fmt: skip
    return Papers(campaign, things_of(campaign, "D03", round, nomination, initiative, held))


def empty_papers() -> Papers:
    campaign = b.make_year((), number="09")
    person = User.objects.create(username="nobody-of-papers")
    meeting = b.add_meeting(campaign, by=person, agenda="", chair="")
    unit = Unit.objects.create(bloc=campaign.bloc, code="A", name="Đơn vị A")
    initiative = b.add_initiative(campaign, unit, state=InitiativeState.DRAFTING)
    initiative.authors.all().delete()
    ours = {K.INITIATIVE_FORM: initiative, K.INVITATION: meeting, K.MEETING_MINUTES: meeting}
    return Papers(campaign, things_of_nobody() | ours)


def things_of_nobody() -> dict[YearPaperKind, Any]:
    """A unit that did nothing in a year of its own, settled with one line; seen from a year without units."""
    campaign = b.make_year((("A", "Đơn vị A", "head", ""),), number="10")
    ContentArea.objects.create(campaign=campaign, number=1, title="Thi đua")
    round = b.add_round(campaign, criteria=1, name="Đợt đột xuất")
    nomination = b.add_nomination(campaign, b.unit(campaign, "A"), office="", background="", achievements="")
    return things_of(campaign, "A", round, nomination, None, None)
