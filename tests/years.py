"""Years of blocs for the tests: the sample settled, rounds still being prepared, and everybody who may look at them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from awards.actions import Loaded, load_rules, settle_content_as_round
from awards.arithmetic import RoundContent
from awards.result_document import RoundName
from campaigns.actions import open_campaign
from scoring.actions import load_round, load_table
from scoring.models import Round
from tests.photograph import put_back
from tests.scoring.sample import CONTENT
from units.actions import Member, enrol_members, register_bloc
from units.models import Bloc, Commune, Unit, User

AT = datetime(2026, 12, 8, 2, 30, tzinfo=UTC)  # 9.30 in the bloc's own time
NAME = RoundName("Hà Bắc", "Hải Phòng", "02", 2026, "Tổng kết năm 2026")
BLOC_NAME = "Khối thi đua số 02"


def settle(name: RoundName = NAME, content: RoundContent = CONTENT, *, bloc_name: str = BLOC_NAME, at=AT) -> Loaded:
    return settle_content_as_round(name, bloc_name, content, by=None, at=at)


def prepare(name: RoundName, content: RoundContent = CONTENT, *, bloc_name: str = BLOC_NAME) -> Round:
    """A round that is loaded and not settled."""
    bloc = register_bloc(commune=name.commune, city=name.city, number=name.number, name=bloc_name)
    units = enrol_members(bloc, name.year, [Member(s.unit, s.name, s.role) for s in content.sheets])
    campaign, areas = open_campaign(bloc, name.year, dict(content.area_titles))
    rows = load_table(campaign, name.round, areas, content.criteria, content.settings)
    round = load_round(campaign, name.round, rows, units, content.sheets, content.settings)
    load_rules(round, content.rules)
    return round


def led_by(head: str, deputy: str | None, content: RoundContent = CONTENT) -> RoundContent:
    """The same content in a year in which other units lead."""
    roles = {head: "head", deputy: "deputy"}
    return replace(content, sheets=tuple(replace(s, role=roles.get(s.unit, "member")) for s in content.sheets))


def staff(bloc: Bloc, code: str, username: str) -> User:
    return User.objects.create(username=username, unit=Unit.objects.get(bloc=bloc, code=code))


@pytest.fixture
def years(db):
    return put_back(Years)


class Years:
    """Three blocs in two communes; bloc 02 of Hà Bắc has last year, this year's end and a round in preparation."""

    def __init__(self):
        last_year = replace(NAME, year=2025, round="Tổng kết năm 2025")
        self.rounds = {
            "năm trước": settle(last_year, led_by("KT", "HCC")).round,
            "cuối năm": settle().round,
            "đang chuẩn bị": prepare(replace(NAME, round="Sơ kết năm 2026")),
            "khối khác": settle(replace(NAME, number="03"), bloc_name="Khối thi đua số 03").round,
            "xã khác": settle(replace(NAME, commune="Nam Bắc")).round,
        }
        self.bloc = self.rounds["cuối năm"].campaign.bloc
        elsewhere = Commune.objects.get(name="Nam Bắc")
        self.people = {
            "head": staff(self.bloc, "VP", "head"),
            "deputy": staff(self.bloc, "VHXH", "deputy"),
            "member": staff(self.bloc, "DVSNC", "member"),
            "last year's head": staff(self.bloc, "KT", "last"),
            "stranger": staff(self.rounds["khối khác"].campaign.bloc, "VP", "stranger"),
            "council": User.objects.create(username="council", council_of=self.bloc.commune),
            "council elsewhere": User.objects.create(username="elsewhere", council_of=elsewhere),
            "admin": User.objects.create(username="admin", is_superuser=True, is_staff=True),
            "nobody": User.objects.create(username="nobody"),
            "anonymous": AnonymousUser(),
        }

    def seen(self, queryset, name_of) -> dict[str, list[str]]:
        """What each person sees, named and sorted; a row seen twice stands there twice."""
        return {who: sorted(name_of(row) for row in queryset.visible_to(user)) for who, user in self.people.items()}

    def round_key(self, round: Round) -> str:
        return next(key for key, known in self.rounds.items() if known == round)


SETTLED_HERE = ["cuối năm", "năm trước"]
LED_HERE = ["cuối năm", "năm trước", "đang chuẩn bị"]
EVERY_ROUND = ["cuối năm", "khối khác", "năm trước", "xã khác", "đang chuẩn bị"]

# Who reads which round, and so its sheets, its result, its awards and its papers.
READERS = {
    "head": LED_HERE,
    "deputy": LED_HERE,
    "member": SETTLED_HERE,
    "last year's head": SETTLED_HERE,
    "stranger": ["khối khác"],
    "council": ["cuối năm", "khối khác", "năm trước"],
    "council elsewhere": ["xã khác"],
    "admin": EVERY_ROUND,
    "nobody": [],
    "anonymous": [],
}
# The same where only a settled round has such rows.
SETTLED_READERS = {who: [key for key in keys if key != "đang chuẩn bị"] for who, keys in READERS.items()}
