"""Individuals: the titles of a year, the people of a unit, its nominations, and every condition with a yes and a no."""

from dataclasses import replace
from datetime import date

import pytest

from awards.actions import nominations, people
from awards.models import Discipline, Headcount, Nomination, PersonRule, Submission, SubmissionLine
from awards.person_checks import checks_of
from awards.person_words import conditions_of, uses_by_unit
from awards.states import LineSource, NominationState
from campaigns.models import Campaign
from tests.awards.people_builders import (
    AT,
    ON,
    SOMEBODY,
    accepted,
    count_people,
    drafted,
    granted,
    recognised,
    rule_of,
    state_of,
    submitted,
    usual,
)
from tests.awards.test_actions import at_once
from tests.cast import NAME, settle
from tests.constraints import put, violates
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db
S = NominationState
QUOTA = "Số người được đề nghị"
INITIATIVE = "Có sáng kiến được công nhận"
DISCIPLINE = "Không bị kỷ luật trong năm"


def said(row: Nomination, label: str, on=ON) -> tuple[str, str]:
    """(state, words) of the condition."""
    found = nominations._row(row)
    return next((str(check.state), check.words) for check in checks_of(found, on=on) if check.label == label)


def reasons(action, *args, **kwargs) -> list[str]:
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


def submit(cast, row, who="clerk"):
    return nominations.submit_nomination(row, by=getattr(cast, who), at=AT)


def accept(cast, row, who="head"):
    row = Nomination.objects.get(pk=row.pk)
    return nominations.accept_nomination(row, seen=row.version, by=getattr(cast, who), at=AT)


def punish(cast, name=SOMEBODY, **values) -> Discipline:
    typed = {"person_name": name, "form": "Khiển trách", "decision_number": "9/QĐ-UBND", "decided_on": date(2026, 5, 4)}
    return Discipline.objects.create(campaign=cast.round.campaign, unit=cast.clerk.unit, **(typed | values))


# Titles ---------------------------------------------------------------------------------------------------------------


def test_the_usual_titles_are_rows_like_any_other(cast):
    rules = usual(cast)
    assert {code: (rule.form, conditions_of(rule)) for code, rule in rules.items()} == {
        "LĐTT": ("Lao động tiên tiến", ["Không giới hạn số người", DISCIPLINE]),
        "CSTĐCS": (
            "Chiến sĩ thi đua cơ sở",
            [
                "Nhiều nhất 15 % số người của đơn vị",
                "Chỉ xét người đạt Lao động tiên tiến",
                INITIATIVE,
                DISCIPLINE,
            ],
        ),
        "GK": ("Giấy khen của Chủ tịch Ủy ban nhân dân xã Hà Bắc", ["Không giới hạn số người", DISCIPLINE]),
    }
    again = reasons(people.add_usual_rules, cast.round.campaign, by=cast.head, at=AT)
    assert again == ["Năm này đã có danh hiệu. Thêm từng danh hiệu."]


def test_titles_stand_in_the_order_they_are_put_in(cast):
    rules = usual(cast)
    people.move_rule(rules["GK"], -1, by=cast.head, at=AT)
    people.move_rule(rules["LĐTT"], -1, by=cast.head, at=AT)  # first already
    assert list(PersonRule.objects.values_list("code", flat=True)) == ["LĐTT", "GK", "CSTĐCS"]


def test_a_rule_says_what_makes_no_sense_all_at_once(cast):
    rule_of(cast)
    typed = {"code": "gk", "form": "B", "quota_number": 2, "quota_percent": 15}
    typed |= {"lowest_band": "Vàng", "valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}
    assert reasons(people.add_rule, cast.round.campaign, typed, by=cast.head, at=AT) == [
        "Năm này đã có danh hiệu mã gk. Chọn mã khác.",
        "Ghi số người hoặc tỷ lệ, không ghi cả hai.",
        "Áp dụng đến ngày phải từ ngày bắt đầu áp dụng trở đi.",
        "Các kỳ chấm của năm không có xếp loại “Vàng”. Có: Hoàn thành nhiệm vụ, Hoàn thành tốt nhiệm vụ, "
        "Hoàn thành xuất sắc nhiệm vụ.",
    ]


def test_two_titles_cannot_ask_for_each_other(cast):
    rules = usual(cast)
    with pytest.raises(NotPossible, match="đòi hỏi lẫn nhau"):
        people.change_rule(rules["LĐTT"], {"requires": rules["CSTĐCS"]}, seen=0, by=cast.head, at=AT)


def test_the_second_who_saves_a_rule_is_shown_the_first(cast):
    rule = usual(cast)["GK"]
    people.change_rule(rule, {"quota_number": 5}, seen=0, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        people.change_rule(rule, {"quota_number": 6}, seen=0, by=cast.head, at=AT)
    assert PersonRule.objects.get(pk=rule.pk).quota_number == 5


def test_a_title_that_was_used_or_is_asked_for_stays(cast):
    rules = usual(cast)
    drafted(cast, rules["LĐTT"])
    assert reasons(people.remove_rule, rules["LĐTT"], by=cast.head, at=AT) == [
        "Đã có 1 đề nghị Lao động tiên tiến. Danh hiệu đã dùng thì không bỏ được.",
        "Chiến sĩ thi đua cơ sở chỉ xét người đạt Lao động tiên tiến. Bỏ điều kiện ấy trước.",
    ]
    people.remove_rule(rules["GK"], by=cast.head, at=AT)
    assert set(PersonRule.objects.values_list("code", flat=True)) == {"LĐTT", "CSTĐCS"}


def test_the_database_knows_the_rules_of_a_title(cast):
    rule = rule_of(cast, quota_number=2)
    for name, changes in {
        "person_rule_quota_is_one_of_both": {"quota_percent": 15},
        "person_rule_quota_is_a_percentage": {"quota_number": None, "quota_percent": 101},
        "person_rule_base_is_known": {"quota_base": "all", "requires": rule.pk},
        "person_rule_base_needs_a_required_title": {"quota_base": "required"},
        "person_rule_ends_after_it_begins": {"valid_from": ON, "valid_to": date(2026, 1, 1)},
    }.items():
        with violates(name):
            put(rule, **changes)
    other = rule_of(cast, code="B")
    with violates("person_rule_code_once_in_a_year"):
        put(other, code="GK")


# People ---------------------------------------------------------------------------------------------------------------


def test_a_unit_says_how_many_people_it_has_and_corrects_it(cast):
    count_people(cast, "clerk", 20)
    row = count_people(cast, "clerk", 22, seen=0)
    with pytest.raises(ChangedMeanwhile):
        count_people(cast, "clerk", 25, seen=0)
    assert (Headcount.objects.get(pk=row.pk).people, Headcount.objects.count()) == (22, 1)


def test_a_year_that_is_closed_or_not_begun_takes_nothing(cast):
    campaign = cast.round.campaign
    for state, words in {"reviewed": "đã tổng kết", "drafting": "chưa ban hành kế hoạch"}.items():
        put(campaign, state=state)
        campaign = Campaign.objects.get(pk=campaign.pk)
        expected = [f"Năm 2026 {words}; đơn vị không ghi số người, không đề nghị khen thưởng."]
        assert people.reasons_not_to_enter(campaign, cast.clerk.unit) == expected


def test_the_database_knows_the_rules_of_a_headcount(cast):
    row = count_people(cast, "clerk", 20)
    with violates("headcount_from_one"):
        put(row, people=0)
    other = count_people(cast, "head", 5)
    with violates("headcount_once_a_year"):
        put(other, unit=cast.clerk.unit)


# Conditions -----------------------------------------------------------------------------------------------------------


def test_a_report_needs_its_first_two_parts(cast):
    rule = rule_of(cast)
    row = drafted(cast, rule, background="", achievements=" ")
    words = "Chưa viết phần I. Sơ lược lý lịch và II. Thành tích đạt được."
    assert said(row, "Báo cáo thành tích") == ("not_met", words)
    assert reasons(submit, cast, row) == [f"Báo cáo thành tích: {words}"]
    nominations.write_nomination(row, {"background": "A", "achievements": "B"}, seen=row.version, by=cast.clerk, at=AT)
    assert said(row, "Báo cáo thành tích") == ("met", "Đã viết phần I và II.")


def test_the_quota_of_a_unit_is_a_share_of_its_people_rounded_down(cast):
    rule = rule_of(cast, quota_percent=15)
    row = drafted(cast, rule)
    unknown = "Đơn vị chưa ghi số người nên chưa tính được. Ghi số người của đơn vị trước."
    assert said(row, QUOTA) == ("unknown", unknown)
    assert reasons(submit, cast, row) == [f"{QUOTA}: {unknown}"]
    count_people(cast, "clerk", 19)
    assert said(row, QUOTA) == ("met", "Đơn vị đã đề nghị 0 trong 2 người (15 % của 19).")
    submit(cast, row)
    assert said(row, QUOTA) == ("met", "Đơn vị đã đề nghị 1 trong 2 người (15 % của 19).")
    submitted(cast, rule, name="Trần Thị B")
    third = drafted(cast, rule, name="Lê Văn C")
    full = "Đơn vị đã đề nghị 2 trong 2 người (15 % của 19); không còn chỗ."
    assert said(third, QUOTA) == ("not_met", full)
    assert reasons(submit, cast, third) == [f"{QUOTA}: {full}"]
    assert drafted(cast, rule, "head").unit != third.unit  # another unit has places of its own


def test_a_place_is_free_again_when_one_is_taken_back_returned_or_declined(cast):
    rule = rule_of(cast, quota_number=1)
    for give_back in (
        lambda row: nominations.withdraw_nomination(row, by=cast.clerk, at=AT),
        lambda row: nominations.return_nomination(row, "Bổ sung.", seen=row.version, by=cast.head, at=AT),
        lambda row: nominations.decline_nomination(row, "Không.", seen=row.version, by=cast.head, at=AT),
    ):
        first = submitted(cast, rule)
        second = drafted(cast, rule, name="Trần Thị B")
        assert said(second, QUOTA)[0] == "not_met"
        give_back(first)
        assert said(second, QUOTA) == ("met", "Đơn vị đã đề nghị 0 trong 1 người.")
        Nomination.objects.all().delete()


def test_more_than_the_quota_is_never_accepted_though_the_number_of_people_shrank(cast):
    rule = rule_of(cast, quota_percent=10)
    row = count_people(cast, "clerk", 20)
    submitted(cast, rule)
    second = submitted(cast, rule, name="Trần Thị B")
    count_people(cast, "clerk", 10, seen=row.version)
    assert reasons(accept, cast, second) == [
        f"{QUOTA}: Đơn vị đã đề nghị 2 trong 1 người (10 % của 10); không còn chỗ."
    ]


def test_a_quota_may_be_a_share_of_those_who_reach_the_title_asked_for(cast):
    rules = usual(cast)
    values = {"quota_percent": 50, "quota_base": "required", "needs_initiative": False}
    people.change_rule(rules["CSTĐCS"], values, seen=0, by=cast.head, at=AT)
    higher = PersonRule.objects.get(code="CSTĐCS")
    assert conditions_of(higher)[0] == "Nhiều nhất 50 % số người đạt Lao động tiên tiến của đơn vị"
    of = "người đạt Lao động tiên tiến"
    row = drafted(cast, higher)
    assert said(row, QUOTA) == ("not_met", f"Đơn vị đã đề nghị 0 trong 0 người (50 % của 0 {of}); không còn chỗ.")
    first = submitted(cast, rules["LĐTT"])
    waits = f"Đơn vị đã đề nghị 0 trong 0 người (50 % của 0 {of}); 1 đề nghị Lao động tiên tiến chờ xét."
    assert said(row, QUOTA) == ("unknown", waits)
    accept(cast, first)
    assert said(row, QUOTA)[0] == "not_met"
    granted(cast, person_name=SOMEBODY, form="Lao động tiên tiến", year=2026, decided_on=ON)  # the same person
    assert said(row, QUOTA)[0] == "not_met"
    granted(cast, person_name="Trần Thị B", form="lao động tiên tiến", year=2026, decided_on=ON)
    granted(cast, person_name="Lê Văn C", form="Lao động tiên tiến")  # last year's
    granted(cast, person_name="Lê Văn C", form="Lao động tiên tiến", year=2026, unit=cast.head.unit, decided_on=ON)
    assert said(row, QUOTA) == ("met", f"Đơn vị đã đề nghị 0 trong 1 người (50 % của 2 {of}).")
    units = uses_by_unit(cast.round.campaign, [higher], None)
    told = {unit.unit.code: unit.uses[0][1].words for unit in units}
    assert (told["KT"], told["VP"]) == (f"0 trong 1 người (50 % của 2 {of})", f"0 trong 0 người (50 % của 1 {of})")


def test_a_share_of_a_title_needs_the_title_and_the_percentage(cast):
    words = "Tỷ lệ tính trên số người đạt danh hiệu đòi hỏi: ghi tỷ lệ và chọn danh hiệu ấy."
    other = rule_of(cast)
    for values in ({"quota_percent": 15}, {"requires": other}):
        typed = {"code": "B", "form": "B", "quota_base": "required"} | values
        assert reasons(people.add_rule, cast.round.campaign, typed, by=cast.head, at=AT) == [words]


def test_a_title_asks_for_another_one_of_the_same_person(cast):
    rules = usual(cast)
    row = drafted(cast, rules["CSTĐCS"])
    label = "Đạt Lao động tiên tiến"
    none = "Đơn vị chưa gửi đề nghị Lao động tiên tiến cho người này. Gửi đề nghị ấy trước."
    assert said(row, label) == ("not_met", none)
    submitted(cast, rules["LĐTT"], name="Trần Thị B")
    assert said(row, label) == ("not_met", none)
    asked = drafted(cast, rules["LĐTT"], name=f"Ông {SOMEBODY}")
    assert said(row, label) == ("not_met", none)
    submit(cast, asked)
    waits = "Đề nghị Lao động tiên tiến của người này đang chờ xét."
    assert said(row, label) == ("unknown", waits)
    accept(cast, asked)
    yes = "Đề nghị Lao động tiên tiến của người này đã được xét đủ điều kiện."
    assert said(row, label) == ("met", yes)


def test_a_title_granted_this_year_is_as_good_as_a_nomination(cast):
    row = drafted(cast, usual(cast)["CSTĐCS"])
    granted(cast, person_name=SOMEBODY, form="Lao động tiên tiến")  # last year's
    assert said(row, "Đạt Lao động tiên tiến")[0] == "not_met"
    granted(cast, person_name=SOMEBODY, form="lao động  tiên tiến", year=2026, decided_on=date(2026, 12, 2))
    assert said(row, "Đạt Lao động tiên tiến") == ("met", "Theo Quyết định số 45/QĐ-UBND ngày 02/12/2026.")


def test_a_required_title_that_was_declined_is_told_so(cast):
    rules = usual(cast)
    asked = submitted(cast, rules["LĐTT"])
    nominations.decline_nomination(asked, "Chưa đủ một năm.", seen=asked.version, by=cast.head, at=AT)
    row = drafted(cast, rules["CSTĐCS"])
    words = "Đề nghị Lao động tiên tiến của người này không được chấp nhận."
    assert said(row, "Đạt Lao động tiên tiến") == ("not_met", words)


def test_the_unit_needs_its_classification_of_the_round_settled_last(cast):
    label = "Đơn vị xếp loại từ “Hoàn thành tốt nhiệm vụ” trở lên"
    row = drafted(cast, rule_of(cast, lowest_band="Hoàn thành tốt nhiệm vụ"))
    assert said(row, label) == ("not_met", "Tổng kết năm 2026: Hoàn thành nhiệm vụ.")
    good = drafted(cast, rule_of(cast, code="B", lowest_band="hoàn thành nhiệm vụ"))
    label_of_good = "Đơn vị xếp loại từ “hoàn thành nhiệm vụ” trở lên"
    assert said(good, label_of_good) == ("met", "Tổng kết năm 2026: Hoàn thành nhiệm vụ.")
    put(good.rule, lowest_band="Vàng")
    assert said(good, "Đơn vị xếp loại từ “Vàng” trở lên") == (
        "unknown",
        "Tổng kết năm 2026 không có mức xếp loại này; Trưởng Khối sửa lại.",
    )


def test_before_a_round_is_settled_the_classification_is_not_known_and_stops_an_acceptance_alone(cast):
    row = drafted(cast, rule_of(cast, lowest_band="Hoàn thành nhiệm vụ"))
    other = settle(replace(NAME, year=2025, round="Tổng kết năm 2025")).campaign
    put(cast.round, campaign=other)  # as if nothing were settled this year
    submit(cast, row)
    words = "Đơn vị xếp loại từ “Hoàn thành nhiệm vụ” trở lên: Năm này chưa có kỳ chấm nào chốt."
    assert reasons(accept, cast, row) == [words]


def test_the_initiative_is_a_recognised_one_of_the_unit_with_the_person_as_author(cast):
    campaign, rule = cast.round.campaign, rule_of(cast, needs_initiative=True)
    row = drafted(cast, rule)
    assert said(row, INITIATIVE) == ("not_met", "Chưa chọn sáng kiến được công nhận của người này.")
    mine = recognised(campaign, cast.clerk, cast.head, f"Ông {SOMEBODY}", "Trần Thị B", title="Số hóa hồ sơ")
    theirs = recognised(campaign, cast.deputy, cast.head, SOMEBODY, title="Của đơn vị khác")
    others = recognised(campaign, cast.clerk, cast.head, "Trần Thị B", title="Của người khác")
    offered = nominations.initiatives_to_choose(campaign, cast.clerk.unit, SOMEBODY)
    assert (offered, len(nominations.initiatives_to_choose(campaign, cast.clerk.unit))) == ([mine], 2)
    write = {"seen": row.version, "by": cast.clerk, "at": AT}
    assert reasons(nominations.write_nomination, row, {"initiative": theirs}, **write) == [
        "Chọn sáng kiến của đơn vị trong năm."
    ]
    row = nominations.write_nomination(row, {"initiative": others}, **write)
    words = f"Tác giả của “Của người khác” là Trần Thị B; không có {SOMEBODY}."
    assert said(row, INITIATIVE) == ("not_met", words)
    nominations.write_nomination(row, {"initiative": mine}, seen=row.version, by=cast.clerk, at=AT)
    assert said(row, INITIATIVE) == ("met", "“Số hóa hồ sơ”, Quyết định số 12/QĐ-UBND ngày 01/03/2026.")
    put(mine, state="not_recognised")
    assert said(row, INITIATIVE) == ("not_met", "“Số hóa hồ sơ” không được công nhận.")


def test_discipline_of_the_person_bars_and_that_of_others_does_not(cast):
    row = drafted(cast, rule_of(cast, no_discipline=True))
    punish(cast, name="Trần Thị B")
    punish(cast, name="")
    assert said(row, DISCIPLINE) == ("met", "Không có quyết định kỷ luật nào được ghi.")
    punish(cast)
    words = "Khiển trách, Quyết định số 9/QĐ-UBND ngày 04/05/2026."
    assert said(row, DISCIPLINE) == ("not_met", words)
    assert reasons(submit, cast, row) == [f"{DISCIPLINE}: {words}"]


def test_discipline_recorded_after_the_handing_in_stops_the_acceptance(cast):
    row = submitted(cast, rule_of(cast, no_discipline=True))
    punish(cast)
    assert [reason.split(":")[0] for reason in reasons(accept, cast, row)] == [DISCIPLINE]


def test_a_title_is_given_within_its_days(cast):
    row = drafted(cast, rule_of(cast, valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31)))
    words = "Xét từ ngày 01/12/2026 đến ngày 31/12/2026."
    answers = {day: said(row, "Thời gian áp dụng", on=day)[0] for day in (date(2026, 11, 30), ON, date(2027, 1, 1))}
    assert answers == {date(2026, 11, 30): "not_met", ON: "met", date(2027, 1, 1): "not_met"}
    assert said(row, "Thời gian áp dụng") == ("met", words)


# The life of a nomination ---------------------------------------------------------------------------------------------


def test_a_draft_begins_with_what_is_kept_of_the_person(cast):
    granted(cast, person_name=SOMEBODY, year=2024, decided_on=date(2024, 12, 30), decision_number="7/QĐ-UBND")
    granted(cast, person_name=f"Bà {SOMEBODY}")
    granted(cast, person_name="Trần Thị A")
    granted(cast, person_name=SOMEBODY, unit=cast.head.unit)
    punish(cast)
    row = drafted(cast, rule_of(cast))
    assert row.past_awards.splitlines() == [
        "Năm 2024: Giấy khen, theo Quyết định số 7/QĐ-UBND ngày 30/12/2024 của Chủ tịch UBND xã Hà Bắc.",
        "Năm 2025: Giấy khen, theo Quyết định số 45/QĐ-UBND ngày 28/12/2025 của Chủ tịch UBND xã Hà Bắc.",
    ]
    assert row.discipline == "Khiển trách, theo Quyết định số 9/QĐ-UBND ngày 04/05/2026."


def test_the_kept_parts_can_be_taken_anew(cast):
    row = drafted(cast, rule_of(cast))
    assert row.past_awards == ""
    granted(cast, person_name=SOMEBODY)
    again = nominations.refill_nomination(row, by=cast.clerk, at=AT)
    assert again.past_awards.startswith("Năm 2025: Giấy khen") and again.background == "Sinh năm 1985."


def test_a_nomination_goes_from_draft_to_accepted_and_back(cast):
    row = drafted(cast, rule_of(cast))
    submit(cast, row)
    assert state_of(row) == S.SUBMITTED
    nominations.withdraw_nomination(row, by=cast.clerk, at=AT)
    assert state_of(row) == S.DRAFTING
    submit(cast, row)
    accept(cast, row)
    assert (state_of(row), Nomination.objects.get(pk=row.pk).decided_by) == (S.ACCEPTED, cast.head)
    now = Nomination.objects.get(pk=row.pk)
    back = nominations.return_nomination(now, "Ghi rõ số liệu.", seen=now.version, by=cast.head, at=AT)
    assert (state_of(row), back.remark, back.decided_by) == (S.RETURNED, "Ghi rõ số liệu.", None)
    submit(cast, row)
    now = Nomination.objects.get(pk=row.pk)
    nominations.decline_nomination(now, "Trùng hình thức khác.", seen=now.version, by=cast.head, at=AT)
    assert state_of(row) == S.DECLINED


def test_each_step_asks_for_its_state(cast):
    row = accepted(cast, rule_of(cast))
    wrong = ["Đề nghị đang ở trạng thái “Đủ điều kiện” nên không làm được việc đó."]
    seen = {"seen": row.version, "by": cast.head, "at": AT}
    assert reasons(nominations.write_nomination, row, {}, seen=row.version, by=cast.clerk, at=AT) == wrong
    assert reasons(submit, cast, row) == wrong
    assert reasons(nominations.withdraw_nomination, row, by=cast.clerk, at=AT) == wrong
    assert reasons(nominations.remove_nomination, row, by=cast.clerk, at=AT) == wrong
    assert reasons(nominations.decline_nomination, row, "Không.", **seen) == wrong
    assert reasons(accept, cast, row) == wrong
    assert reasons(nominations.return_nomination, row, "", **seen) == ["Ghi ý kiến để đơn vị biết cần sửa gì."]


def test_a_draft_is_thrown_away_and_the_row_is_gone(cast):
    row = drafted(cast, rule_of(cast))
    nominations.remove_nomination(row, by=cast.clerk, at=AT)
    assert not Nomination.objects.exists()
    assert reasons(submit, cast, row) == ["Đề nghị này vừa được xóa."]


def test_what_was_changed_after_it_was_read_is_not_judged(cast):
    row = submitted(cast, rule_of(cast))
    seen = row.version
    nominations.withdraw_nomination(row, by=cast.clerk, at=AT)
    submit(cast, row)
    for judge in (nominations.return_nomination, nominations.decline_nomination):
        with pytest.raises(ChangedMeanwhile):
            judge(row, "Ý kiến.", seen=seen, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        nominations.accept_nomination(row, seen=seen, by=cast.head, at=AT)
    assert state_of(row) == S.SUBMITTED


def test_the_same_person_is_nominated_once_unless_the_office_tells_them_apart(cast):
    rule = rule_of(cast)
    drafted(cast, rule)
    typed = {"rule": rule, "full_name": f"ông {SOMEBODY.upper()}", "office": ""}
    again = {"by": cast.clerk, "at": AT}
    assert reasons(nominations.draft_nomination, rule.campaign, cast.clerk.unit, typed, **again) == [
        f"Đơn vị đã có đề nghị Giấy khen cho ông {SOMEBODY.upper()}. "
        "Nếu là người khác cùng tên, ghi chức vụ để phân biệt."
    ]
    drafted(cast, rule, office="Kế toán")
    assert Nomination.objects.count() == 2


def test_what_another_title_stands_on_is_not_sent_back_before_it(cast):
    rules = usual(cast)
    people.change_rule(rules["CSTĐCS"], {"needs_initiative": False, "quota_percent": None}, seen=0, by=cast.head, at=AT)
    asked = accepted(cast, rules["LĐTT"])
    higher = accepted(cast, PersonRule.objects.get(code="CSTĐCS"))
    send_back = {"seen": asked.version, "by": cast.head, "at": AT}
    assert reasons(nominations.return_nomination, asked, "Sửa.", **send_back) == [
        f"{SOMEBODY}, Chiến sĩ thi đua cơ sở đã xét đủ điều kiện nhờ đề nghị này. Trả lại đề nghị ấy trước."
    ]
    nominations.return_nomination(higher, "Sửa.", seen=higher.version, by=cast.head, at=AT)
    nominations.return_nomination(asked, "Sửa.", **send_back)
    assert state_of(asked) == S.RETURNED


def test_what_stands_in_the_list_for_the_council_is_not_sent_back(cast):
    row = accepted(cast, rule_of(cast))
    submission = Submission.objects.create(round=cast.round)
    line = SubmissionLine.objects.create(
        submission=submission, unit=row.unit, nomination=row, source=LineSource.NOMINATION
    )
    send_back = {"seen": row.version, "by": cast.head, "at": AT}
    assert reasons(nominations.return_nomination, row, "Sửa.", **send_back) == [
        "Đề nghị này đã ở trong danh sách trình Hội đồng. Đưa ra khỏi danh sách trước khi trả lại."
    ]
    put(line, is_included=False, reason="Rút.")
    nominations.return_nomination(row, "Sửa.", **send_back)
    assert state_of(row) == S.RETURNED


def test_drafts_are_the_units_own_and_what_was_handed_in_is_seen_by_the_bloc(cast):
    rule = rule_of(cast)
    draft, sent = drafted(cast, rule), submitted(cast, rule, name="Trần Thị B")
    seen = {who: set(Nomination.objects.visible_to(getattr(cast, who))) for who in ("clerk", "head", "stranger")}
    assert seen == {"clerk": {draft, sent}, "head": {sent}, "stranger": set()}
    assert not Nomination.objects.visible_to(cast.council).exists()


def test_the_history_tells_a_draft_to_its_unit_alone_and_what_was_handed_in_as_a_whole(cast):
    row = submitted(cast, rule_of(cast))
    told = Nomination.history.filter(history_of=row.pk).order_by("history_date", "pk")
    reasons_told = list(told.values_list("history_change_reason", flat=True))
    assert reasons_told == ["Soạn đề nghị", "Sửa đề nghị", "Gửi đề nghị"]
    assert told.visible_to(cast.clerk).count() == 3
    assert [one.history_change_reason for one in told.visible_to(cast.head)] == ["Gửi đề nghị"]


def test_names_are_found_without_their_marks(cast):
    row = drafted(cast, rule_of(cast), office="Kế toán trưởng")
    for text, found in {"nguyen van": 1, "KE TOAN a": 1, "tran": 0, "": 1}.items():
        assert Nomination.objects.matching(text).filter(pk=row.pk).count() == found


def test_the_database_knows_the_states_of_a_nomination(cast):
    row = drafted(cast, rule_of(cast))
    with violates("nomination_state_is_known"):
        put(row, state="lost")


def test_the_use_of_every_quota_is_told_by_unit(cast):
    rule = rule_of(cast, quota_percent=10)
    count_people(cast, "clerk", 30)
    submitted(cast, rule)
    units = uses_by_unit(cast.round.campaign, [rule], cast.clerk.unit_id)
    told = {row.unit.code: (row.people, row.uses[0][1].words, row.is_mine) for row in units}
    assert told["KT"] == (30, "1 trong 3 người (10 % của 30)", True)
    assert told["VP"] == (None, "0 người; chưa có số người của đơn vị để tính 10 %", False)
    assert len(told) == 6


# Two at once ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_many_handed_in_at_once_no_more_than_the_quota_are_taken(file_database, cast):
    rule = rule_of(cast, quota_percent=15)
    count_people(cast, "clerk", 20)
    rows = [drafted(cast, rule, name=f"Người {n}") for n in range(6)]
    answers = at_once(lambda i: submit(cast, rows[i]), 6)
    refused = [answer for answer in answers if isinstance(answer, NotPossible)]
    full = f"{QUOTA}: Đơn vị đã đề nghị 3 trong 3 người (15 % của 20); không còn chỗ."
    assert [answer.reasons for answer in refused] == [[full]] * 3
    assert Nomination.objects.taking_places().count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_a_withdrawal_at_once_one_is_done(file_database, cast):
    row = submitted(cast, rule_of(cast))
    deeds = [
        lambda: nominations.accept_nomination(row, seen=row.version, by=cast.head, at=AT),
        lambda: nominations.withdraw_nomination(row, by=cast.clerk, at=AT),
    ]
    answers = at_once(lambda i: deeds[i](), 2)
    assert sum(isinstance(answer, Nomination) for answer in answers) == 1
    assert sum(isinstance(answer, (NotPossible, ChangedMeanwhile)) for answer in answers) == 1
