from datetime import date

import pytest

from campaigns.models import Campaign, LegalBasis
from units.models import Bloc, Commune

pytestmark = pytest.mark.django_db


def test_units_see_the_years_of_their_bloc_and_the_council_those_with_a_settled_round(years):
    unsettled = Campaign.objects.create(bloc=years.bloc, year=2027, title="Phong trào thi đua năm 2027")

    def name_of(campaign):
        return f"{campaign.bloc.commune.name} {campaign.bloc.number} {campaign.year}"

    here = ["Hà Bắc 02 2025", "Hà Bắc 02 2026", name_of(unsettled)]
    assert years.seen(Campaign.objects, name_of) == {
        "head": here,
        "deputy": here,
        "member": here,
        "last year's head": here,
        "stranger": ["Hà Bắc 03 2026"],
        "council": ["Hà Bắc 02 2025", "Hà Bắc 02 2026", "Hà Bắc 03 2026"],
        "council elsewhere": ["Nam Bắc 02 2026"],
        "admin": [*here, "Hà Bắc 03 2026", "Nam Bắc 02 2026"],
        "nobody": [],
        "anonymous": [],
    }


@pytest.fixture
def in_force():
    """Titles of the bases in force on a day."""
    commune = Commune.objects.create(name="Hà Đông", city="Hải Phòng")
    bloc = Bloc.objects.create(commune=commune, number="02", name="Khối thi đua số 02")
    old, new = date(2026, 9, 30), date(2026, 10, 1)
    for position, (title, begins, ends) in enumerate(
        [("always", None, None), ("old law", None, old), ("new law", new, None), ("September", date(2026, 9, 1), old)]
    ):
        LegalBasis.objects.create(
            bloc=bloc, position=position, title=title, effective_from=begins, effective_to=ends
        )  # fmt: skip
    return lambda on: list(LegalBasis.objects.in_force(on).order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 8, 31), ["always", "old law"]),
        (date(2026, 9, 1), ["always", "old law", "September"]),
        (date(2026, 9, 30), ["always", "old law", "September"]),
        (date(2026, 10, 1), ["always", "new law"]),
    ],
)
def test_a_paper_cites_what_is_in_force_on_its_own_day(in_force, on, expected):
    assert in_force(on) == expected
