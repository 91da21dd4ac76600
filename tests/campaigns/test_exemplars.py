"""Exemplars: drafted, introduced, selected by somebody else, published, told, withdrawn."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from campaigns.actions import exemplars
from campaigns.models import Attachment, Campaign, Exemplar, Spread
from campaigns.states import CampaignState
from tests.campaigns.doings_builders import AT, exemplar_of, photo
from tests.cast import NAME, settle
from tests.constraints import put, violates
from tests.reading import bytes_of, text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Membership

pytestmark = pytest.mark.django_db
SEVEN = ("clerk", "stranger", "deputy", "head", "other_head", "council", "admin")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


def who_sees(cast, exemplar) -> list[str]:
    return [who for who in SEVEN if exemplar in Exemplar.objects.visible_to(getattr(cast, who))]


def answers(cast, url, method="get", who=SEVEN) -> dict:
    found = {each: getattr(cast.client(each), method)(url) for each in who}
    for response in found.values():
        bytes_of(response)
    return {each: response.status_code for each, response in found.items()}


# Who sees ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_private_an_introduced_one_the_leaders_and_a_published_one_everybodys(cast):
    neighbour = cast.staff("neighbour", cast.bloc, "HCC")
    exemplar = exemplar_of(cast, neighbour)
    assert who_sees(cast, exemplar) == ["admin"]
    exemplars.introduce_exemplar(exemplar, by=neighbour, at=AT)
    assert who_sees(cast, exemplar) == ["deputy", "head", "admin"]
    exemplars.publish_exemplar(exemplar, by=cast.deputy, at=AT)
    assert who_sees(cast, exemplar) == ["clerk", "deputy", "head", "admin"]


def test_last_years_head_sees_no_more_than_any_unit(cast):
    """The clerk's unit led the year before: it sees what waited then, not what waits now."""
    before = settle(replace(NAME, year=2025)).campaign
    Membership.objects.filter(bloc=cast.bloc, year=2025).update(role="member")
    Membership.objects.filter(unit=cast.clerk.unit, year=2025).update(role="head")
    neighbour = cast.staff("neighbour", cast.bloc, "HCC")
    now, then = (exemplar_of(cast, neighbour, state="introduced") for _ in range(2))
    put(then, campaign=before)
    assert who_sees(cast, now) == ["deputy", "head", "admin"]
    assert who_sees(cast, then) == ["clerk", "admin"]


# The unit ---------------------------------------------------------------------------------------------------------


def test_it_is_introduced_with_its_narrative_and_changed_until_then(cast):
    exemplar = exemplar_of(cast, cast.clerk, narrative="")
    assert refused(exemplars.introduce_exemplar, exemplar, by=cast.clerk, at=AT) == [
        "Chưa viết câu chuyện của điển hình."
    ]
    exemplars.change_exemplar(exemplar, {"narrative": "Cả năm"}, [], seen=0, by=cast.clerk, at=AT)
    exemplars.introduce_exemplar(exemplar, by=cast.clerk, at=AT)
    found = Exemplar.objects.get()
    assert (found.state, found.introduced_at) == ("introduced", AT)
    sentence = ["Điển hình đã giới thiệu; sửa được khi Khối trả lại."]
    assert refused(exemplars.change_exemplar, exemplar, {}, [], seen=1, by=cast.clerk, at=AT) == sentence
    assert refused(exemplars.introduce_exemplar, exemplar, by=cast.clerk, at=AT) == sentence


def test_the_second_of_two_who_change_it_is_told(cast):
    exemplar = exemplar_of(cast, cast.clerk)
    exemplars.change_exemplar(exemplar, {"deed": "Một"}, [], seen=0, by=cast.clerk, at=AT)
    with pytest.raises(ChangedMeanwhile):
        exemplars.change_exemplar(exemplar, {"deed": "Hai"}, [], seen=0, by=cast.clerk, at=AT)


@pytest.mark.parametrize(
    ("state", "why"), [(CampaignState.DRAFTING, "chưa ban hành kế hoạch"), (CampaignState.REVIEWED, "đã tổng kết")]
)
def test_units_introduce_only_while_the_year_is_open(cast, state, why):
    exemplar = exemplar_of(cast, cast.clerk)
    put(cast.round.campaign, state=state)
    campaign = Campaign.objects.get(pk=cast.round.campaign_id)
    sentence = [f"Năm 2026 {why}; đơn vị không giới thiệu điển hình."]
    values = {"by": cast.clerk, "at": AT}
    assert refused(exemplars.draft_exemplar, campaign, cast.clerk.unit, {}, [], **values) == sentence
    assert refused(exemplars.introduce_exemplar, exemplar, **values) == sentence


def test_only_a_draft_is_thrown_away_and_twice_is_said(cast):
    exemplar, introduced = exemplar_of(cast, cast.clerk), exemplar_of(cast, cast.clerk, state="introduced")
    exemplars.remove_exemplar(exemplar, by=cast.clerk, at=AT)
    assert refused(exemplars.remove_exemplar, introduced, by=cast.clerk, at=AT) == ["Chỉ bỏ được bản đang soạn."]
    exemplar.pk = 10**6
    assert refused(exemplars.remove_exemplar, exemplar, by=cast.clerk, at=AT) == ["Nội dung này vừa được xóa."]


# Selecting --------------------------------------------------------------------------------------------------------


def test_without_consent_nothing_is_published(cast):
    exemplar = exemplar_of(cast, cast.clerk, state="introduced", has_consent=False)
    assert refused(exemplars.publish_exemplar, exemplar, by=cast.deputy, at=AT) == [
        "Chưa ghi nhận sự đồng ý của người, tập thể được giới thiệu; chưa công bố được."
    ]


def test_sent_back_it_is_the_units_again_with_the_remark(cast):
    exemplar = exemplar_of(cast, cast.clerk, state="introduced")
    exemplars.return_exemplar(exemplar, "Thêm số liệu", by=cast.deputy, at=AT)
    found = Exemplar.objects.get()
    assert (found.state, found.remark) == ("returned", "Thêm số liệu")
    sentence = ["Điển hình đang ở trạng thái “Trả lại”, không phải “Đã giới thiệu”."]
    assert refused(exemplars.publish_exemplar, exemplar, by=cast.deputy, at=AT) == sentence
    assert refused(exemplars.return_exemplar, exemplar, "Nữa", by=cast.deputy, at=AT) == sentence
    exemplars.introduce_exemplar(exemplar, by=cast.clerk, at=AT)
    assert Exemplar.objects.get().state == "introduced"


def test_withdrawn_for_want_of_consent_it_does_not_come_back_by_a_click(cast):
    exemplar = exemplar_of(cast, cast.clerk, state="published")
    exemplars.withdraw_exemplar(exemplar, "Rút đồng ý", consent_ended=True, by=cast.clerk, at=AT)
    found = Exemplar.objects.get()
    assert (found.state, found.has_consent, found.published_at, found.published_by) == ("introduced", False, None, None)
    assert refused(exemplars.publish_exemplar, exemplar, by=cast.deputy, at=AT) == [exemplars.NO_CONSENT]
    again = {"consent_ended": False, "by": cast.clerk, "at": AT}
    assert refused(exemplars.withdraw_exemplar, exemplar, "", **again) == ["Điển hình này không còn công bố."]


@pytest.mark.parametrize(
    ("unit", "selects"),
    [("KT", ["deputy"]), ("VP", ["deputy"]), ("VHXH", ["head"])],
)
def test_the_deputy_selects_and_the_head_for_the_deputys_own_unit(cast, unit, selects):
    author = {"KT": cast.clerk, "VP": cast.head, "VHXH": cast.deputy}[unit]
    exemplar = exemplar_of(cast, author, state="introduced")
    url = reverse("exemplar_return", args=[exemplar.pk])
    who = ("clerk", "deputy", "head", "admin")
    assert [each for each, status in answers(cast, url, who=who).items() if status == 200] == selects
    assert [each for each in who if cast.client(each).post(url, {"remark": "Thêm"}).status_code == 302] == selects


# Where it was told ------------------------------------------------------------------------------------------------


def test_a_spread_is_of_a_published_one_on_a_day_that_has_been(cast):
    waiting = exemplar_of(cast, cast.clerk, state="introduced")
    values = {"where": "Cổng thông tin điện tử", "on": date(2026, 6, 1), "link": "https://habac.example.vn/1"}
    signed = {"by": cast.clerk, "at": AT}
    assert refused(exemplars.add_spread, waiting, values, **signed) == [
        "Chỉ ghi tuyên truyền cho điển hình đã công bố."
    ]
    exemplar = exemplar_of(cast, cast.clerk, state="published")
    tomorrow = values | {"on": date(2026, 6, 2)}
    assert refused(exemplars.add_spread, exemplar, tomorrow, **signed) == [
        "Ngày tuyên truyền sau hôm nay. Ghi khi bài đã đăng."
    ]
    exemplars.add_spread(exemplar, values, **signed)
    assert refused(exemplars.add_spread, exemplar, values, **signed) == ["Bài viết này đã được ghi."]
    exemplars.add_spread(exemplar, values | {"link": ""}, **signed)
    assert exemplar.spreads.count() == 2


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://habac.vn/x", "data:text/html,x", "khong phai"])
def test_a_link_is_a_web_address(cast, link):
    exemplar = exemplar_of(cast, cast.clerk, state="published")
    url = reverse("exemplar_spread", args=[exemplar.pk])
    said = text_of(cast.client("clerk").post(url, {"where": "Báo", "on": "01/06/2026", "link": link}))
    assert "Đường dẫn bắt đầu bằng https:// hoặc http://." in said
    assert not Spread.objects.exists()


def test_spreads_are_counted_linked_and_taken_away_by_who_wrote_or_selects(cast):
    exemplar = exemplar_of(cast, cast.head, state="published")
    url = reverse("exemplar_spread", args=[exemplar.pk])
    sent = {"where": "Báo Hải Phòng", "on": "01/06/2026", "link": "https://baohaiphong.vn/a?b=1&c=2"}
    body = cast.client("clerk").post(url, sent, follow=True).content.decode()
    link = 'href="https://baohaiphong.vn/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank"'
    assert link in body
    cast.client("deputy").post(url, sent | {"link": ""})
    listed = text_of(cast.client("head").get(reverse("exemplars", args=[exemplar.campaign_id])))
    assert "1 điển hình đã công bố, 2 lượt tuyên truyền." in listed
    by_clerk = reverse("spread_remove", args=[Spread.objects.order_by("pk")[0].pk])
    assert answers(cast, by_clerk, "post", ("head", "stranger", "admin")) == {
        "head": 403,
        "stranger": 404,
        "admin": 403,
    }
    assert answers(cast, by_clerk, "post", ("clerk",)) == {"clerk": 302}
    assert exemplar.spreads.count() == 1


# Pages ------------------------------------------------------------------------------------------------------------


def sent(**more):
    values = {"kind": "individual", "name": "Công chức một cửa", "deed": "Giúp dân làm hồ sơ", "narrative": "Cả năm."}
    return values | {"has_consent": "on"} | more


def test_from_the_draft_to_the_page_all_units_see(cast):
    clerk, deputy, campaign = cast.client("clerk"), cast.client("deputy"), cast.round.campaign_id
    answer = clerk.post(reverse("exemplar_new", args=[campaign]), sent(photos=[photo()]), follow=True)
    assert "Đã lưu bản soạn" in text_of(answer)
    exemplar = Exemplar.objects.get()
    assert deputy.get(reverse("exemplar", args=[exemplar.pk])).status_code == 404
    introduce = reverse("exemplar_introduce", args=[exemplar.pk])
    assert "Đã giới thiệu với Khối." in text_of(clerk.post(introduce, follow=True))
    listed = reverse("exemplars", args=[campaign])
    assert "Chờ chọn" in text_of(deputy.get(listed))
    assert "Chờ chọn" not in text_of(cast.client("head").get(listed))
    publish = reverse("exemplar_publish", args=[exemplar.pk])
    assert "Đã công bố; các đơn vị của Khối xem được." in text_of(deputy.post(publish, follow=True))
    neighbour = cast.staff("neighbour", cast.bloc, "HCC")
    cast.neighbour = neighbour
    body = cast.client("neighbour").get(listed).content.decode()
    assert f'src="{reverse("attachment", args=[Attachment.objects.get().pk])}?xem" alt="Ảnh: Công chức một cửa"' in body


def test_a_photo_of_a_draft_is_as_private_as_the_draft(cast):
    cast.client("clerk").post(reverse("exemplar_new", args=[cast.round.campaign_id]), sent(photos=[photo()]))
    url = reverse("attachment", args=[Attachment.objects.get().pk])
    assert answers(cast, url) == {
        "clerk": 200, "stranger": 404, "deputy": 404, "head": 404, "other_head": 404, "council": 404, "admin": 200,
    }  # fmt: skip


def test_a_photo_goes_while_the_unit_may_change_it(cast):
    cast.client("clerk").post(reverse("exemplar_new", args=[cast.round.campaign_id]), sent(photos=[photo(), photo()]))
    one, two = Attachment.objects.order_by("pk")
    url = reverse("exemplar_photo_remove", args=[one.pk])
    assert answers(cast, url, "post", ("deputy", "admin")) == {"deputy": 404, "admin": 403}
    assert "Đã bỏ ảnh anh.png." in text_of(cast.client("clerk").post(url, follow=True))
    exemplars.introduce_exemplar(two.exemplar, by=cast.clerk, at=AT)
    cast.client("clerk").post(reverse("exemplar_photo_remove", args=[two.pk]))
    assert list(Attachment.objects.all()) == [two]


def test_the_own_unit_withdraws_and_a_neighbour_does_not(cast):
    exemplar = exemplar_of(cast, cast.clerk, state="published")
    url = reverse("exemplar_withdraw", args=[exemplar.pk])
    assert answers(cast, url) == {
        "clerk": 200, "stranger": 404, "deputy": 200, "head": 403, "other_head": 404, "council": 404, "admin": 403,
    }  # fmt: skip
    said = text_of(
        cast.client("clerk").post(url, {"remark": "Người được nêu rút đồng ý", "consent_ended": "on"}, follow=True)
    )
    assert "Đã gỡ khỏi trang điển hình của Khối." in said
    assert "Chưa ghi nhận sự đồng ý; chưa công bố được." in said
    assert "Lý do gỡ: chưa nhập." in text_of(cast.client("clerk").post(url, {"remark": ""}))


def test_the_second_to_save_the_page_sees_both_values(cast):
    exemplar = exemplar_of(cast, cast.clerk)
    url = reverse("exemplar_edit", args=[exemplar.pk])
    assert cast.client("clerk").post(url, sent(name="Một", version=0)).status_code == 302
    said = text_of(cast.client("clerk").post(url, sent(name="Hai", version=0)))
    assert "Tên tập thể, cá nhân Một Hai" in said


# The database -----------------------------------------------------------------------------------------------------


def test_the_database_publishes_nothing_without_consent(cast):
    exemplar = exemplar_of(cast, cast.clerk, state="published")
    with violates("exemplar_published_with_consent"):
        put(exemplar, has_consent=False)
    with violates("exemplar_state_is_known"):
        put(exemplar, state="forgotten")
