"""Who gets what from the pages of meetings, drives, exemplars and the calendar; how much each page asks the database.

One after the other, as in tests/test_access.py: what somebody takes away is not there for the next.
"""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import drives, exemplars, files, leave
from campaigns.models import Attachment, CalendarFeed, Campaign, ReportDuty
from tests.campaigns.doings_builders import AT, HOUR, drive_of, entry_of, exemplar_of, meeting_of, photo, units_of
from tests.cast import NAME, PEOPLE, Size, content_of_size, settle
from toolkit.private_files import Limits, accept_uploads
from units.models import User

pytestmark = pytest.mark.django_db

READ_ONLY = "302 405 405 405 405 405 405 405 405"
LIST = "302 200 404 200 200 404 403 404 200"
PAGE = "302 200 404 200 200 404 404 404 200"
LEADERS = "302 403 404 200 200 404 404 404 403"
LEADERS_DO = "302 403 404 302 302 404 404 404 403"
HEAD = "302 403 404 403 200 404 404 404 403"
UNITS = "302 200 404 200 200 404 404 404 403"
OWN_DOES = "302 302 404 403 403 404 404 404 403"
GONE_AFTER_OWN = "302 302 404 404 404 404 404 404 404"

# URL name: GET and POST (without a field), one status a person in the order of tests.cast.PEOPLE.
TABLE = {
    "meetings": (LIST, READ_ONLY),
    "meeting": (PAGE, READ_ONLY),
    "meeting_new": ("302 403 404 200 200 404 403 404 403",) * 2,
    "meeting_edit": (LEADERS, LEADERS),
    "meeting_cancel": (LEADERS, LEADERS),
    "meeting_record": (LEADERS, LEADERS),
    "meeting_invite": (READ_ONLY, LEADERS_DO),
    "meeting_leave": ("302 200 404 200 200 404 404 404 404",) * 2,
    "meeting_come": (READ_ONLY, "302 302 404 302 302 404 404 404 404"),
    "attendance_excuse": (READ_ONLY, LEADERS_DO),
    "meeting_file_remove": (READ_ONLY, "302 403 404 302 404 404 404 404 404"),
    "drives": (LIST, READ_ONLY),
    "drive": (PAGE, READ_ONLY),
    "drive_new": ("302 403 404 403 200 404 403 404 403",) * 2,
    "drive_edit": (HEAD, HEAD),
    "drive_remove": (READ_ONLY, "302 403 404 403 302 404 404 404 403"),
    "drive_register": (UNITS, UNITS),
    "drive_report": ("302 200 404 302 302 404 404 404 403",) * 2,
    "drive_photo_remove": (READ_ONLY, GONE_AFTER_OWN),
    "exemplars": (LIST, READ_ONLY),
    "exemplar": (PAGE, READ_ONLY),
    "exemplar_new": ("302 200 404 200 200 404 403 404 403",) * 2,
    "exemplar_edit": ("302 200 404 403 403 404 404 404 403",) * 2,
    "exemplar_introduce": (READ_ONLY, OWN_DOES),
    "exemplar_remove": (READ_ONLY, OWN_DOES),
    "exemplar_photo_remove": (READ_ONLY, OWN_DOES),
    "exemplar_return": ("302 403 404 200 403 404 404 404 403",) * 2,
    "exemplar_publish": (READ_ONLY, "302 403 404 302 403 404 404 404 403"),
    "exemplar_withdraw": ("302 200 404 200 403 404 404 404 403",) * 2,
    "exemplar_spread": (UNITS, UNITS),
    "spread_remove": (READ_ONLY, GONE_AFTER_OWN),
    "calendar": (LIST, READ_ONLY),
    "calendar_key": (READ_ONLY, "302 302 404 302 302 404 403 404 302"),
    "calendar_feed": (" ".join(["200"] * 9), " ".join(["405"] * 9)),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attached(owner, by) -> Attachment:
    return files.attach(owner, accept_uploads([photo()], Limits()), by=by, at=AT)[0]


def addresses(cast) -> dict:
    """An exemplar of the clerk that waits to be selected; a published one beside it has been told somewhere."""
    year, meeting, drive = cast.round.campaign_id, meeting_of(cast, starts_at=timezone.now() + HOUR), drive_of(cast)
    mine = meeting.attendances.get(unit=cast.clerk.unit)
    leave.ask_leave(mine, "Bận", by=cast.clerk, at=timezone.now())
    entry, exemplar = entry_of(drive, cast.clerk), exemplar_of(cast, cast.clerk, state="introduced")
    told = {"where": "Báo", "on": timezone.localdate(AT), "link": ""}
    spread = exemplars.add_spread(exemplar_of(cast, cast.clerk, state="published"), told, by=cast.clerk, at=AT)
    special = {
        "attendance_excuse": mine.pk,
        "meeting_file_remove": attached(meeting, cast.head).pk,
        "drive_photo_remove": attached(entry, cast.clerk).pk,
        "exemplar_photo_remove": attached(exemplar, cast.clerk).pk,
        "spread_remove": spread.pk,
        "calendar_feed": CalendarFeed.objects.create(person=cast.clerk, made_at=AT).key,
    }
    of_year = ("meetings", "meeting_new", "drives", "drive_new", "exemplars", "exemplar_new")
    special |= dict.fromkeys((*of_year, "calendar", "calendar_key"), year)
    whole = {"meeting": meeting.pk, "drive": drive.pk, "exemplar": exemplar.pk}
    return {name: reverse(name, args=[special.get(name) or whole[name.split("_")[0]]]) for name in TABLE}


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    url = addresses(cast)[name]
    for method, expected in zip(("get", "post"), TABLE[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


# Queries ----------------------------------------------------------------------------------------------------------

# The most a page may ask, login and frame included; asked for by the head and by a member unit.
MOST = {
    "meetings": 10,
    "meeting": 11,
    "meeting_edit": 11,
    "meeting_record": 9,
    "drives": 11,
    "drive": 11,
    "exemplars": 14,
    "exemplar": 12,
    "calendar": 13,
    "calendar_feed": 10,
}


class Year:
    """A bloc of so many units; each has an entry with a photo and an exemplar that waits, `count` of all the rest."""

    def __init__(self, cast, number: str, units: int, count: int):
        self.cast, self.round = cast, settle(replace(NAME, number=number), content_of_size(Size(units=units)))
        self.head, self.deputy, self.clerk = (self._staff(f"{number} {code}", code) for code in ("D0", "D1", "D2"))
        self.meetings = [meeting_of(self, title=f"Họp {n}") for n in range(count)]
        self.drives = [drive_of(self, name=f"Đợt {n}") for n in range(count)]
        self.exemplars = [exemplar_of(self, self.clerk, state="published") for _ in range(count)]
        for unit in units_of(self.round.campaign):
            self._take_part(unit)
        for n in range(count):
            attached(self.meetings[0], self.head)
            told = {"where": f"Báo {n}", "on": timezone.localdate(AT), "link": ""}
            exemplars.add_spread(self.exemplars[0], told, by=self.clerk, at=AT)
            duty = ReportDuty.objects.create(campaign=self.round.campaign, title=f"Báo cáo {n}")
            duty.due_dates.create(due_on=timezone.localdate(AT))

    def _staff(self, name, code) -> User:
        return User.objects.create(username=name, unit=self.round.campaign.bloc.units.get(code=code))

    def _take_part(self, unit) -> None:
        by = User.objects.create(username=f"x{unit.pk}", unit=unit)
        for drive in self.drives:
            entry = drives.register_for_drive(drive, unit, "Việc", seen=0, by=by, at=AT)
            attached(entry, by)
        attached(exemplar_of(self, by, state="introduced"), by)

    def address(self, name: str) -> str:
        of = {"meeting": self.meetings[0].pk, "drive": self.drives[0].pk, "exemplar": self.exemplars[0].pk}
        if name == "calendar_feed":
            return reverse(name, args=[CalendarFeed.objects.get_or_create(person=self.clerk, made_at=AT)[0].key])
        return reverse(name, args=[of.get(name.split("_")[0], self.round.campaign_id)])

    def counts(self, who: str) -> dict[str, int]:
        self.cast.someone = getattr(self, who)
        client = self.cast.client("someone")
        only_leaders = {"meeting_edit", "meeting_record"} if who == "clerk" else set()
        return {name: queries(client, self.address(name)) for name in MOST if name not in only_leaders}


def queries(client, url) -> int:
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("who", ["head", "deputy", "clerk"])
def test_pages_ask_the_same_whatever_grows_and_stay_within_their_number(cast, who):
    small, large = Year(cast, "80", units=4, count=1), Year(cast, "81", units=14, count=5)
    found = large.counts(who)
    assert found == small.counts(who)
    assert {name: n for name, n in found.items() if n > MOST[name]} == {}


def test_the_feed_asks_the_same_for_one_year_and_for_two(cast):
    year = Year(cast, "80", units=4, count=1)
    before = queries(cast.client("clerk"), year.address("calendar_feed"))
    Campaign.objects.create(bloc=year.round.campaign.bloc, year=2027, title="Phong trào năm 2027")
    assert queries(cast.client("clerk"), year.address("calendar_feed")) == before
