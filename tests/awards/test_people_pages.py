"""The pages of individuals: what they say, who gets them, what they ask the database; what waits for whom."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Discipline, Headcount, Nomination, PersonRule
from awards.states import NominationState
from awards.todo.people import SOURCES
from campaigns.todo import Desk, desk_of, told, waiting_at
from tests.awards.people_builders import (
    AT,
    REPORT,
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
from tests.cast import NAME, PEOPLE, Size, content_of_size, settle
from tests.constraints import put
from tests.reading import text_of
from units.models import Unit, User

pytestmark = pytest.mark.django_db
S = NominationState

#                anonymous clerk stranger deputy head other_head council other_council admin
READ_ONLY = "302 405 405 405 405 405 405 405 405"
LIST = "302 200 404 200 200 404 403 404 200"
UNITS = "302 200 404 200 200 404 403 404 403"
HEAD = "302 403 404 403 200 404 403 404 403"
RULE = "302 403 404 403 200 404 404 404 403"
OWN = "302 200 404 403 403 404 404 404 403"
ACCESS = {
    "people_awards": (LIST, READ_ONLY),
    "person_rules": (LIST, READ_ONLY),
    "headcount": (UNITS, UNITS),
    "nomination_new": (UNITS, UNITS),
    "person_rules_usual": (READ_ONLY, "302 403 404 403 302 404 403 404 403"),
    "person_rule_new": (HEAD, HEAD),
    "person_rule_edit": (RULE, RULE),
    "person_rule_move": (READ_ONLY, "302 403 404 403 302 404 404 404 403"),
    "person_rule_remove": (READ_ONLY, "302 403 404 403 302 404 404 404 403"),
    "nomination": ("302 200 404 200 200 404 404 404 200", READ_ONLY),
    "nomination_edit": (OWN, OWN),
    "nomination_refill": (READ_ONLY, "302 302 404 403 403 404 404 404 403"),
    "nomination_submit": (READ_ONLY, "302 302 404 403 403 404 404 404 403"),
    "nomination_withdraw": (READ_ONLY, "302 302 404 404 404 404 404 404 403"),
    "nomination_remove": (READ_ONLY, "302 302 404 403 403 404 404 404 403"),
    "nomination_accept": (READ_ONLY, "302 403 404 403 302 404 404 404 403"),
    "nomination_return": ("302 403 404 403 200 404 404 404 403",) * 2,
    "nomination_decline": ("302 403 404 403 200 404 404 404 403",) * 2,
}
OF_YEAR = ("people_awards", "person_rules", "headcount", "nomination_new", "person_rules_usual", "person_rule_new")


def page(cast, who, name, *args):
    return text_of(cast.client(who).get(reverse(name, args=args)))


def post(cast, who, name, pk, **typed):
    return cast.client(who).post(reverse(name, args=[pk]), typed, follow=True)


# Who gets what --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    """A nomination of the clerk's unit that waits to be judged: the deputy judges the head's unit alone."""
    row = submitted(cast, rule_of(cast))
    key = cast.round.campaign_id if name in OF_YEAR else row.rule_id if name.startswith("person_rule") else row.pk
    url = reverse(name, args=[key])
    for method, expected in zip(("get", "post"), ACCESS[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


def test_the_heads_unit_is_judged_by_the_deputy_and_by_nobody_else(cast):
    row = submitted(cast, rule_of(cast), "head")
    answers = {who: post(cast, who, "nomination_accept", row.pk, version=row.version).status_code for who in PEOPLE[1:]}
    forbidden = {"clerk": 403, "head": 403, "admin": 403}
    assert answers == {
        "deputy": 200,
        **forbidden,
        **dict.fromkeys(("stranger", "other_head", "council", "other_council"), 404),
    }
    assert (state_of(row), Nomination.objects.get().decided_by) == (S.ACCEPTED, cast.deputy)


def test_a_draft_does_not_exist_for_others(cast):
    row = drafted(cast, rule_of(cast))
    answers = {who: cast.client(who).get(reverse("nomination", args=[row.pk])).status_code for who in PEOPLE[1:]}
    assert {who for who, status in answers.items() if status == 200} == {"clerk", "admin"}
    assert SOMEBODY not in page(cast, "head", "people_awards", cast.round.campaign_id)


# From the titles to an acceptance, by hand ----------------------------------------------------------------------------


def test_the_head_takes_the_usual_titles_and_edits_one(cast):
    campaign = cast.round.campaign_id
    assert "Chưa có danh hiệu, hình thức nào" in page(cast, "head", "person_rules", campaign)
    said = text_of(post(cast, "head", "person_rules_usual", campaign))
    assert "Chiến sĩ thi đua cơ sở CSTĐCS Nhiều nhất 15 % số người của đơn vị Chỉ xét người đạt Lao động" in said
    rule = PersonRule.objects.get(code="CSTĐCS")
    typed = {"code": "CSTĐCS", "form": rule.form, "quota_percent": "12,5", "requires": rule.requires_id, "version": 0}
    typed |= {"valid_from": "01/12/2026", "no_discipline": "on"}
    said = text_of(post(cast, "head", "person_rule_edit", rule.pk, **typed))
    assert "Nhiều nhất 12,5 % số người của đơn vị Chỉ xét người đạt Lao động tiên tiến Không bị kỷ luật" in said
    assert "Áp dụng từ ngày 01/12/2026" in said


def test_what_is_typed_wrongly_gets_a_sentence_each_and_stays(cast):
    typed = {"code": "", "form": "Giấy khen", "quota_number": "mười", "quota_percent": "150", "valid_from": "40/1/2026"}
    said = text_of(post(cast, "head", "person_rule_new", cast.round.campaign_id, **typed))
    for sentence in (
        "Mã: chưa nhập.",
        "Số người: nhập một số nguyên, như 3.",
        "Tỷ lệ lớn hơn 0 và không quá 100.",
        "Ngày chưa đúng. Nhập như 05/06/2026.",
    ):
        assert sentence in said
    page_of_error = post(cast, "head", "person_rule_new", cast.round.campaign_id, **typed).content.decode()
    assert 'value="mười"' in page_of_error and 'value="150"' in page_of_error


def test_the_second_to_save_a_title_is_shown_both_values(cast):
    rule = rule_of(cast)
    typed = {"code": "GK", "form": "Giấy khen", "quota_number": "5", "version": 0}
    post(cast, "head", "person_rule_edit", rule.pk, **typed)
    said = text_of(post(cast, "head", "person_rule_edit", rule.pk, **(typed | {"quota_number": "6"})))
    assert "Nội dung này vừa được người khác lưu." in said and "Số người mỗi đơn vị, nhiều nhất 5 6" in said


def test_a_unit_nominates_step_by_step_and_is_told_what_is_missing(cast):
    rules, campaign = usual(cast), cast.round.campaign_id
    granted(cast, person_name=SOMEBODY)
    mine = recognised(cast.round.campaign, cast.clerk, cast.head, SOMEBODY, title="Số hóa hồ sơ")
    accepted(cast, rules["LĐTT"])
    start = {"rule": rules["CSTĐCS"].pk, "full_name": f"  {SOMEBODY} ", "office": "Chuyên viên"}
    said = text_of(post(cast, "clerk", "nomination_new", campaign, **start))
    assert "Sáng kiến được công nhận có tên Nguyễn Văn A: “Số hóa hồ sơ”. Chọn ở mục" in said
    assert "Năm 2025: Giấy khen, theo Quyết định số 45/QĐ-UBND ngày 28/12/2025 của Chủ tịch UBND xã Hà Bắc." in said
    row = Nomination.objects.get(rule=rules["CSTĐCS"])
    typed = {"rule": rules["CSTĐCS"].pk, "full_name": SOMEBODY, "office": "Chuyên viên", "version": row.version}
    typed |= REPORT | {"initiative": mine.pk, "past_awards": row.past_awards}
    said = text_of(post(cast, "clerk", "nomination_edit", row.pk, **typed))
    assert "Số người được đề nghị Đơn vị chưa ghi số người nên chưa tính được." in said
    assert "Còn 1 điều kiện chưa đạt hoặc chưa rõ" in said and "Gửi đề nghị " not in said
    said = text_of(post(cast, "clerk", "nomination_submit", row.pk))
    assert "Số người được đề nghị: Đơn vị chưa ghi số người" in said
    said = text_of(post(cast, "clerk", "headcount", campaign, people="20", version=0))
    assert "Đã ghi 20 người." in said and "0 trong 3 người (15 % của 20)" in said
    said = text_of(post(cast, "clerk", "nomination_submit", row.pk))
    assert "Đã gửi đề nghị cho Nguyễn Văn A. Rút lại được đến khi xét." in said
    assert "Đơn vị đã đề nghị 1 trong 3 người (15 % của 20)." in said and "Đạt cả 5 điều kiện" in said
    row.refresh_from_db()
    said = text_of(post(cast, "head", "nomination_accept", row.pk, version=row.version))
    assert "Nguyễn Văn A đủ điều kiện đề nghị Chiến sĩ thi đua cơ sở." in said


def test_an_initiative_of_others_is_refused_with_the_names(cast):
    rule = rule_of(cast, needs_initiative=True)
    others = recognised(cast.round.campaign, cast.clerk, cast.head, "Trần Thị B", title="Của người khác")
    row = drafted(cast, rule)
    typed = {"rule": rule.pk, "full_name": SOMEBODY, "initiative": others.pk, "version": row.version} | REPORT
    said = text_of(post(cast, "clerk", "nomination_edit", row.pk, **typed))
    assert "Tác giả của “Của người khác” là Trần Thị B; không có Nguyễn Văn A." in said


def test_the_judge_sees_why_it_cannot_be_accepted_and_returns_it_with_a_remark(cast):
    row = submitted(cast, rule_of(cast, no_discipline=True))
    Discipline.objects.create(
        campaign=row.campaign,
        unit=row.unit,
        person_name=SOMEBODY,
        form="Khiển trách",
        decision_number="9",
        decided_on=AT.date(),
    )
    said = page(cast, "head", "nomination", row.pk)
    assert "Xét đủ điều kiện được khi mọi điều kiện đều đạt." in said
    said = text_of(post(cast, "head", "nomination_accept", row.pk, version=row.version))
    assert "Không bị kỷ luật trong năm: Khiển trách, Quyết định số 9" in said
    said = text_of(post(cast, "head", "nomination_return", row.pk, version=row.version))
    assert "Cần sửa, bổ sung gì: chưa ghi." in said
    said = text_of(post(cast, "head", "nomination_return", row.pk, version=row.version, remark="Xem lại."))
    assert "Đã trả lại đơn vị: Nguyễn Văn A." in said and "Trả lại để sửa Xem lại." in said


def test_what_the_unit_changed_meanwhile_is_read_again_before_it_is_accepted(cast):
    row = submitted(cast, rule_of(cast))
    said = text_of(post(cast, "head", "nomination_accept", row.pk, version=row.version - 1))
    assert "Đơn vị vừa sửa nội dung. Đọc lại rồi xét." in said and state_of(row) == S.SUBMITTED


def test_a_unit_reads_its_own_use_of_the_quotas_and_the_leaders_all(cast):
    rule = rule_of(cast, quota_percent=15)
    count_people(cast, "clerk", 20)
    count_people(cast, "head", 40)
    submitted(cast, rule)
    campaign = cast.round.campaign_id
    own, all_units = page(cast, "clerk", "people_awards", campaign), page(cast, "head", "people_awards", campaign)
    assert "1 trong 3 người (15 % của 20)" in own and "(15 % của 40)" not in own
    assert "1 trong 3 người (15 % của 20)" in all_units and "0 trong 6 người (15 % của 40)" in all_units
    assert "1 đề nghị chờ xét." in all_units and "chờ xét" not in own


def test_the_list_is_found_by_name_without_marks_and_narrowed(cast):
    rule, other = rule_of(cast), rule_of(cast, code="B", form="Bằng khen")
    submitted(cast, rule)
    submitted(cast, other, name="Trần Thị B")
    url = reverse("people_awards", args=[cast.round.campaign_id])

    def names(**asked):
        found = cast.client("clerk").get(url, asked).context["page"]
        return [row.full_name for row in found]

    assert names(tim="nguyen van") == [SOMEBODY]
    assert names(danh_hieu=other.pk) == ["Trần Thị B"]
    assert names(don_vi=cast.head.unit_id) == []
    assert (names(trang_thai="accepted"), len(names(trang_thai="submitted"))) == ([], 2)
    said = text_of(cast.client("clerk").get(url, {"danh_hieu": "x"}))
    assert "Chọn một mục trong danh sách." in said


# What waits -----------------------------------------------------------------------------------------------------------


def waits(cast, who):
    return [todo.words for todo in told(waiting_at(desk_of(getattr(cast, who), at=AT), SOURCES), SOURCES)]


def test_what_waits_for_the_unit_and_for_whoever_judges(cast):
    rule = rule_of(cast)
    assert {who: waits(cast, who) for who in ("clerk", "head", "deputy")} == {"clerk": [], "head": [], "deputy": []}
    drafted(cast, rule, name="Lê Văn C")
    sent, back = submitted(cast, rule), submitted(cast, rule, name="Trần Thị B")
    of_head = submitted(cast, rule, "head")
    assert waits(cast, "head") == ["Xét 2 đề nghị khen thưởng cá nhân"]
    assert waits(cast, "deputy") == ["Xét 1 đề nghị khen thưởng cá nhân"]
    post(cast, "head", "nomination_return", back.pk, version=back.version, remark="Sửa.")
    post(cast, "head", "nomination_accept", sent.pk, version=sent.version)
    post(cast, "deputy", "nomination_accept", of_head.pk, version=of_head.version)
    assert waits(cast, "clerk") == [
        "Sửa đề nghị cá nhân bị trả lại rồi gửi lại",
        "Soạn xong và gửi 1 đề nghị khen thưởng cá nhân",
    ]
    assert (waits(cast, "head"), waits(cast, "deputy"), waits(cast, "stranger")) == ([], [], [])


def test_what_waits_is_asked_in_one_query(cast):
    rule = rule_of(cast)
    for n in range(3):
        submitted(cast, rule, name=f"Người {n}")
    desk = desk_of(cast.head, at=AT)
    assert isinstance(desk, Desk)
    with CaptureQueriesContext(connection) as captured:
        assert len(waiting_at(desk, SOURCES)) == 1
    assert len(captured) == 1


# What it costs --------------------------------------------------------------------------------------------------------

MOST = {
    "people_awards": 14,
    "person_rules": 8,
    "headcount": 9,
    "nomination_new": 9,
    "nomination": 19,
    "nomination_edit": 14,
}


class Year:
    """A bloc of so many units; each of them nominates `count` people for each of `count` titles."""

    def __init__(self, cast, number: str, units: int, count: int):
        self.cast, self.round = cast, settle(replace(NAME, number=number), content_of_size(Size(units=units)))
        self.campaign, self.bloc = self.round.campaign, self.round.campaign.bloc
        self.head, self.clerk = (self._staff(f"{number} {code}", code) for code in ("D0", "D2"))
        asked = {"quota_percent": 50, "lowest_band": "Mức 0", "needs_initiative": True}
        rules = [rule_of(self, code=f"R{n}", **asked) for n in range(count)]
        for unit in self.bloc.units.all():
            Headcount.objects.create(campaign=self.campaign, unit=unit, people=100)
            for rule in rules:
                for n in range(count):
                    row = Nomination(campaign=self.campaign, unit=unit, rule=rule, full_name=f"Người {n}", **REPORT)
                    row.save()
                    put(row, state=S.SUBMITTED, submitted_at=AT)
        self.mine = Nomination.objects.filter(unit=self.clerk.unit).first()
        for n in range(count):
            granted(self, unit=self.clerk.unit, person_name="Người 0", decision_number=str(n), bloc=self.bloc)
            recognised(self.campaign, self.clerk, self.head, "Người 0", f"Người {n + 1}", title=f"Sáng kiến {n}")
        put(self.mine, initiative=self.campaign.initiatives.first().pk)

    def _staff(self, name, code) -> User:
        return User.objects.create(username=name, unit=Unit.objects.get(bloc=self.bloc, code=code))

    def counts(self, who: str) -> dict[str, int]:
        self.cast.someone = getattr(self, who)
        client, found = self.cast.client("someone"), {}
        for name in MOST:
            if name == "nomination_edit" and who == "head":
                continue
            key = self.mine.pk if name in ("nomination", "nomination_edit") else self.campaign.pk
            url = reverse(name, args=[key])
            assert client.get(url).status_code == 200
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            found[name] = len(captured)
        return found


@pytest.mark.parametrize("who", ["head", "clerk"])
def test_pages_ask_the_same_whatever_grows_and_stay_within_their_number(cast, who):
    small, large = Year(cast, "80", units=4, count=1), Year(cast, "81", units=12, count=4)
    found = large.counts(who)
    assert found == small.counts(who)
    assert {name: n for name, n in found.items() if n > MOST[name]} == {}
