"""The demo year and its accounts. They exist only with DEBUG on: their password is printed for everybody."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from awards.actions import settle_content_as_round
from awards.papers import issue_round_papers
from awards.workbook import read_workbook
from khoi_thidua.demo_awards import load_demo_awards
from khoi_thidua.demo_round import make_demo_round
from khoi_thidua.demo_year import load_demo_year
from khoi_thidua.plan import SAMPLE_WORKBOOK, load_plan
from units.models import Bloc, Unit, User

DEMO_PASSWORD = "thi-dua-2026"  # noqa: S105  (published on purpose; refused with DEBUG off)


class DemoRefused(Exception):
    """Demo accounts were asked for with DEBUG off."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    what: str
    unit: str = ""
    is_council: bool = False
    is_administrator: bool = False


ACCOUNTS = (
    DemoAccount("truongkhoi", "Trưởng Khối (Văn phòng HĐND và UBND xã)", unit="VP"),
    DemoAccount("phokhoi", "Phó Trưởng Khối (Phòng Văn hóa - Xã hội)", unit="VHXH"),
    DemoAccount("donvi", "Đơn vị thành viên (Phòng Kinh tế)", unit="KT"),
    DemoAccount("hoidong", "Hội đồng Thi đua - Khen thưởng xã", is_council=True),
    DemoAccount("quantri", "Người quản trị", is_administrator=True),
)


def make_demo() -> None:
    """Accounts, the year with its content, a settled round with its papers and one under way.

    What is there already is left as it is.
    """
    if not settings.DEBUG:
        raise DemoRefused("Tài khoản dùng thử chỉ tạo được khi DEBUG=on.")
    campaign, _ = load_plan()
    make_accounts(campaign.bloc)
    load_demo_year(campaign)
    if not campaign.rounds.exists():
        settle_sample()
    make_demo_round(campaign, at=timezone.now())
    load_demo_awards(campaign, at=timezone.now())


@transaction.atomic
def make_accounts(bloc: Bloc) -> None:
    known = set(User.objects.values_list("username", flat=True))
    units = {unit.code: unit for unit in Unit.objects.filter(bloc=bloc)}
    for account in ACCOUNTS:
        if account.username in known:
            continue
        user = User(
            username=account.username,
            full_name=account.what,
            unit=units.get(account.unit),
            council_of=bloc.commune if account.is_council else None,
            is_superuser=account.is_administrator,
            is_staff=account.is_administrator,
            is_demo=True,
        )
        user.set_password(DEMO_PASSWORD)
        user.save()


def settle_sample() -> None:
    workbook = read_workbook(SAMPLE_WORKBOOK)
    at = timezone.now()
    with transaction.atomic():
        loaded = settle_content_as_round(workbook.name, workbook.bloc_name, workbook.content, by=None, at=at)
        issue_round_papers(loaded.round, by=None, at=at)
