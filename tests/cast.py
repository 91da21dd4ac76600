"""The fixed cast: who looks at the pages, and a settled year of the bloc for them to look at.

`papers` gives the round its five papers with a few bytes each; tests of real PDFs make their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from django.test import Client

from awards.actions import issue_paper, next_number, settle_content_as_round
from awards.arithmetic import AwardRule, Quota, RoundContent
from awards.models import Paper
from awards.result_document import RoundName
from awards.states import PaperKind
from scoring.arithmetic import Band, Criterion, Kind, Mark, Settings, Sheet, Verdict
from scoring.models import Round
from tests.scoring.sample import CONTENT
from units.models import Bloc, Commune, Unit, User

AT = datetime(2026, 12, 18, 8, 42, tzinfo=UTC)
PASSWORD = "mot-mat-khau-dai-1"
NAME = RoundName("Hà Bắc", "Hải Phòng", "02", 2026, "Tổng kết năm 2026")

# Who knocks, in the order of the access table.
PEOPLE = (
    "anonymous",
    "clerk",
    "stranger",
    "deputy",
    "head",
    "other_head",
    "council",
    "other_council",
    "admin",
)


def settle(name: RoundName = NAME, content: RoundContent = CONTENT) -> Round:
    bloc_name = f"Khối thi đua số {name.number}"
    return settle_content_as_round(name, bloc_name, content, by=None, at=AT).round


def issue(round: Round, kind: PaperKind, pdf: bytes = b"%PDF-1.7 few bytes") -> Paper:
    number = next_number(round.campaign.bloc, kind, 2026)
    return issue_paper(
        round, kind, number=number, title=kind.label, facts={}, pdf=pdf, by=None, at=AT, on=date(2026, 12, 18)
    )


def person(username: str, **more) -> User:
    return User.objects.create_user(username, password=PASSWORD, **more)


class Cast:
    """Bloc 02 of Hà Bắc with the sample year settled, bloc 03 beside it, and a bloc of another commune."""

    def __init__(self):
        self.round = settle()
        self.other_round = settle(replace(NAME, number="03"))
        self.elsewhere = settle(replace(NAME, commune="Nam Bắc"))
        self.papers = [issue(self.round, kind) for kind in PaperKind]
        self.bloc = self.round.campaign.bloc
        self.head = self.staff("head", self.bloc, "VP")
        self.deputy = self.staff("deputy", self.bloc, "VHXH")
        self.clerk = self.staff("clerk", self.bloc, "KT")
        self.stranger = self.staff("stranger", self.other_round.campaign.bloc, "KT")
        self.other_head = self.staff("other_head", self.other_round.campaign.bloc, "VP")
        self.council = person("council", council_of=self.bloc.commune)
        self.other_council = person("other_council", council_of=Commune.objects.get(name="Nam Bắc"))
        self.admin = person("admin", is_superuser=True, is_staff=True)

    def staff(self, username: str, bloc: Bloc, code: str) -> User:
        return person(username, unit=Unit.objects.get(bloc=bloc, code=code))

    def client(self, who: str) -> Client:
        """A browser in which the person is logged in; "anonymous" is nobody."""
        client = Client()
        if who != "anonymous":
            client.force_login(getattr(self, who))
        return client

    @cached_property
    def paper(self) -> Paper:
        return next(paper for paper in self.papers if paper.kind == PaperKind.SUBMISSION)


# A bloc of any size -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Size:
    """How large a made-up round is; the entries are spread so that totals differ."""

    units: int = 6
    criteria: int = 12
    areas: int = 3
    rules: int = 2
    bands: int = 3
    has_na: bool = True
    name_of: Callable[[int], str] = "Đơn vị thành viên số {}".format


def content_of_size(size: Size) -> RoundContent:
    criteria = (*(_base_criterion(i, size.areas) for i in range(size.criteria)), *EXTRAS)
    sheets = tuple(_sheet(number, criteria, size) for number in range(size.units))
    bands = tuple(Band(f"Mức {n}", Decimal(100 - 20 * n)) for n in range(size.bands))
    rules = tuple(AwardRule(f"R{n}", f"Hình thức {n}", Quota(number=2)) for n in range(size.rules))
    titles = tuple((n, f"Nội dung thi đua thứ {n}") for n in range(1, size.areas + 1))
    return RoundContent(criteria, sheets, Settings(bands=bands, bonus_cap=Decimal(5)), rules, titles)


EXTRAS = (
    Criterion("T.1", Kind.BONUS, "Điểm thưởng", unit_points=Decimal(1)),
    Criterion("P.1", Kind.PENALTY, "Điểm trừ", unit_points=Decimal("0.5")),
)


def _base_criterion(i: int, areas: int) -> Criterion:
    area = i % areas + 1
    if i % 3 == 0:
        return Criterion(f"{area}.{i}", Kind.COMPARATIVE, f"Tiêu chí {i}", area, Decimal(10), target=Decimal(100))
    return Criterion(f"{area}.{i}", Kind.GRADED, f"Tiêu chí {i}", area, Decimal(10))


def _sheet(number: int, criteria: tuple[Criterion, ...], size: Size) -> Sheet:
    role = {0: "head", 1: "deputy"}.get(number, "member")
    marks = {c.code: _mark(number, i, c, size) for i, c in enumerate(criteria)}
    return Sheet(f"D{number}", size.name_of(number), role, marks=marks)


def _mark(number: int, i: int, criterion: Criterion, size: Size) -> Mark:
    if size.has_na and number % 5 == 4 and i == 1:
        return Mark(Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE)
    match criterion.kind:
        case Kind.COMPARATIVE:
            entry = Decimal(95 + (number * 7 + i) % 20)
        case Kind.GRADED:
            entry = Decimal((number * 13 + i * 5) % 1001) / 100
        case _:
            entry = Decimal(number % 3)
    if i == 2 and number % 2:
        return Mark(Decimal("1.00"), Decimal("2.00"), "Có minh chứng bổ sung")
    return Mark(entry, entry)
