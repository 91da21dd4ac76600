import pytest
import rules

import khoi_thidua.rules  # noqa: F401  (the policy under test)
from toolkit.access import may

pytestmark = pytest.mark.django_db

HEAD = ["head"]
HEAD_AND_ADMIN = ["head", "admin"]
NOT_THE_COUNCIL = ["head", "deputy", "member", "last year's head", "stranger", "admin", "nobody"]


@pytest.mark.parametrize(
    ("perm", "who"),
    [
        ("scoring.open_scoring", NOT_THE_COUNCIL),
        ("scoring.settle_round", HEAD),
        ("awards.issue_paper", HEAD),
        ("scoring.edit_criteria", HEAD_AND_ADMIN),
        ("awards.edit_award_rules", HEAD_AND_ADMIN),
        ("units.edit_people", ["admin"]),
        ("units.edit_units", ["admin"]),
        ("units.change_roles", ["admin"]),
    ],
)
def test_who_may_do_what_this_year(years, perm, who):
    round = years.rounds["cuối năm"]
    assert [name for name, user in years.people.items() if may(user, perm, round)] == who


def test_last_year_is_last_years_heads(years):
    round = years.rounds["năm trước"]
    assert [name for name, user in years.people.items() if may(user, "scoring.settle_round", round)] == [
        "last year's head"
    ]


def test_a_superuser_settles_nothing_though_django_would_let_it(years):
    admin, round = years.people["admin"], years.rounds["cuối năm"]
    assert admin.has_perm("scoring.settle_round", round)
    assert not may(admin, "scoring.settle_round", round)


def test_an_account_that_was_closed_may_nothing(years):
    head, round = years.people["head"], years.rounds["cuối năm"]
    head.is_active = False
    try:
        assert not any(may(head, perm, round) for perm in rules.permissions.permissions if "." in perm)
    finally:
        head.is_active = True


def test_a_permission_without_a_rule_is_a_mistake_and_not_a_no(years):
    with pytest.raises(LookupError):
        may(years.people["admin"], "scoring.fly")


def test_every_rule_is_in_the_table_above():
    table = {mark.args[1][i][0] for mark in test_who_may_do_what_this_year.pytestmark for i in range(len(mark.args[1]))}
    ours = {perm for perm in rules.permissions.permissions if perm.split(".")[0] in ("units", "scoring", "awards")}
    assert table == ours
