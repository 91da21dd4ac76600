import pytest
import rules

import khoi_thidua.rules  # noqa: F401  (the policy under test)
from campaigns.models import UnitPlan
from scoring.models import CrossCheck
from toolkit.access import may
from units.models import Unit

pytestmark = pytest.mark.django_db

OURS = ("units", "campaigns", "scoring", "awards")
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


THE_BLOC = ["head", "deputy", "member", "last year's head"]


@pytest.mark.parametrize(
    ("perm", "who"),
    [
        ("campaigns.create_campaign", HEAD),
        ("campaigns.edit_campaign", HEAD),
        ("campaigns.edit_pledge", HEAD),
        ("campaigns.edit_report_duty", HEAD),
        ("campaigns.edit_drive", HEAD),
        ("campaigns.answer_suggestion", HEAD),
        ("awards.issue_year_paper", HEAD),
        ("campaigns.run_meeting", ["head", "deputy"]),
        ("campaigns.spread_exemplar", THE_BLOC),
        ("scoring.edit_round", HEAD),
        ("scoring.run_review", ["head", "deputy"]),
        ("scoring.see_appraisal", ["head", "deputy", "admin"]),
        ("scoring.object", THE_BLOC),
        ("campaigns.see_roles", ["head", "deputy", "admin"]),
        ("campaigns.see_year", [*THE_BLOC, "admin"]),
        ("awards.edit_person_rules", HEAD),
        ("awards.design_certificate", HEAD),
        ("awards.import_history", HEAD),
        ("awards.confirm_proposals", HEAD),
        ("awards.record_decision", HEAD),
        ("awards.edit_paper_text", HEAD),
        ("awards.withdraw_paper", HEAD),
        ("awards.upload_signed", HEAD),
        ("awards.run_ballot", ["head", "deputy"]),
        ("awards.vote", THE_BLOC),
        ("awards.see_council_room", ["council", "council elsewhere"]),
    ],
)
def test_who_may_do_what_with_the_year(years, perm, who):
    campaign = years.rounds["cuối năm"].campaign
    assert [name for name, user in years.people.items() if may(user, perm, campaign)] == who


BY_THE_UNIT = (["member"], ["head"], ["deputy"])
BY_ANOTHER = (["head"], ["deputy"], ["head"])  # the head judges; the head's own unit is the deputy's to judge


@pytest.mark.parametrize(
    ("perm", "on_a_member", "on_the_head", "on_the_deputy"),
    [
        ("campaigns.confirm_pledge", *BY_THE_UNIT),
        ("campaigns.edit_unit_plan", *BY_THE_UNIT),
        ("campaigns.write_initiative", *BY_THE_UNIT),
        ("campaigns.file_report", *BY_THE_UNIT),
        ("campaigns.enter_drive", *BY_THE_UNIT),
        ("campaigns.write_exemplar", *BY_THE_UNIT),
        ("campaigns.send_suggestion", *BY_THE_UNIT),
        ("campaigns.judge_initiative", *BY_ANOTHER),
        ("campaigns.judge_report", *BY_ANOTHER),
        ("campaigns.extend_report", *BY_ANOTHER),
        ("campaigns.ask_leave", *BY_THE_UNIT),
        ("campaigns.excuse_absence", ["head", "deputy"], ["deputy"], ["head"]),
        ("campaigns.select_exemplar", ["deputy"], ["deputy"], ["head"]),
        ("scoring.enter_scores", *BY_THE_UNIT),
        ("scoring.appraise_sheet", *BY_ANOTHER),
        ("scoring.withdraw_objection", *BY_THE_UNIT),
        ("awards.write_nomination", *BY_THE_UNIT),
        ("awards.issue_unit_paper", *BY_THE_UNIT),
        ("awards.see_unit_draft", ["head", "member", "admin"], ["head", "admin"], ["head", "deputy", "admin"]),
        ("awards.judge_nomination", *BY_ANOTHER),
        ("awards.record_discipline", *BY_ANOTHER),
    ],
)
def test_nobody_judges_the_own_unit(years, perm, on_a_member, on_the_head, on_the_deputy):
    campaign = years.rounds["cuối năm"].campaign

    def allowed(code):
        thing = UnitPlan(campaign=campaign, unit=Unit.objects.get(bloc=years.bloc, code=code))
        return [name for name, user in years.people.items() if may(user, perm, thing)]

    assert (allowed("DVSNC"), allowed("VP"), allowed("VHXH")) == (on_a_member, on_the_head, on_the_deputy)


@pytest.mark.parametrize(
    ("perm", "checker", "checked", "who"),
    [
        ("scoring.cross_check", "DVSNC", "VP", ["member"]),
        ("scoring.cross_check", "VP", "DVSNC", ["head"]),
        ("scoring.cross_check", "DVSNC", "DVSNC", []),
    ],
)
def test_a_unit_cross_checks_the_one_it_was_given_and_never_itself(years, perm, checker, checked, who):
    units = {unit.code: unit for unit in Unit.objects.filter(bloc=years.bloc)}
    check = CrossCheck(round=years.rounds["cuối năm"], checker=units[checker], unit=units[checked])
    assert [name for name, user in years.people.items() if may(user, perm, check)] == who


TABLES = (
    test_who_may_do_what_this_year,
    test_who_may_do_what_with_the_year,
    test_nobody_judges_the_own_unit,
    test_a_unit_cross_checks_the_one_it_was_given_and_never_itself,
)


def test_every_rule_is_in_a_table_above():
    rows = [row for table in TABLES for mark in table.pytestmark if mark.name == "parametrize" for row in mark.args[1]]
    ours = {perm for perm in rules.permissions.permissions if perm.split(".")[0] in OURS}
    assert {row[0] for row in rows} == ours
