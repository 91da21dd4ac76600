"""Giao ước: the head writes it, opens it; each unit gives its word once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from campaigns.actions import pledges as actions
from campaigns.models import Pledge, PledgeConfirmation
from campaigns.states import CampaignState
from tests.campaigns.year_builders import AT, confirmed, drafted_pledge, opened_pledge, put_state, unit_of
from tests.reading import text_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": AT}
TEXT = {"opening": "Chúng tôi cam kết", "closing": "Giao ước này", "due_on": "30/06/2026", "signed_on": ""}


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def why_not(action, *args, **kwargs):
    with pytest.raises(NotPossible) as problem:
        action(*args, **kwargs, **BY)
    return problem.value.reasons


def test_the_head_writes_the_pledge_with_its_commitments_in_order(cast, campaign):
    head = cast.client("head")
    page = reverse("pledge", args=[campaign.pk])
    assert head.post(reverse("pledge_edit", args=[campaign.pk]), TEXT | {"version": "0"}).url == page
    for text in ("Một", "Hai"):
        head.post(reverse("commitment_add", args=[campaign.pk]), {"text": text, "target": "100%"})
    pledge = Pledge.objects.get(campaign=campaign)
    assert (pledge.opening, pledge.due_on, pledge.state) == ("Chúng tôi cam kết", date(2026, 6, 30), "drafting")
    second = pledge.commitments.get(text="Hai")
    head.post(reverse("commitment_move", args=[second.pk]), {"den": "len"})
    head.post(reverse("commitment_edit", args=[second.pk]), {"text": "Hai, sửa", "target": "98%", "version": "0"})
    rows = pledge.commitments.order_by("position")
    assert list(rows.values_list("text", "target")) == [("Hai, sửa", "98%"), ("Một", "100%")]
    head.post(reverse("commitment_remove", args=[second.pk]))
    assert [row.text for row in rows.all()] == ["Một"]


def test_the_second_of_two_who_save_the_pledge_sees_both_values(cast, campaign):
    head, url = cast.client("head"), reverse("pledge_edit", args=[campaign.pk])
    head.post(url, TEXT | {"version": "0"})
    answer = head.post(url, TEXT | {"closing": "Khác", "version": "0"})
    assert answer.context["form"].meanwhile == [("Lời kết", "Giao ước này", "Khác")]


def test_a_pledge_without_commitments_is_not_opened(campaign):
    pledge = drafted_pledge(campaign, texts=())
    assert why_not(actions.open_pledge, pledge) == ["Giao ước chưa có nội dung cam kết nào."]


def test_a_pledge_is_opened_once_the_plan_is_out(campaign):
    pledge = drafted_pledge(campaign)
    put_state(campaign, CampaignState.DRAFTING)
    assert why_not(actions.open_pledge, pledge) == [
        "Kế hoạch năm 2026 chưa ban hành. Đơn vị gửi được từ khi kế hoạch ban hành."
    ]
    put_state(campaign, CampaignState.ISSUED)
    assert actions.open_pledge(pledge, **BY).state == "open"


def test_what_units_confirm_is_not_rewritten(campaign):
    pledge = opened_pledge(campaign)
    sentence = ["Giao ước đang lấy xác nhận nên lời văn giữ nguyên. Đưa về soạn lại được khi chưa đơn vị nào xác nhận."]
    row = pledge.commitments.get()
    assert why_not(actions.edit_pledge, campaign, {"opening": "Khác"}, seen=1) == sentence
    assert why_not(actions.add_commitment, campaign, {"text": "Thêm"}) == sentence
    assert why_not(actions.edit_commitment, row, {"text": "Khác"}, seen=0) == sentence
    assert why_not(actions.move_commitment, row, 1) == sentence
    assert why_not(actions.remove_commitment, row) == sentence


def test_a_pledge_goes_back_to_the_desk_only_while_nobody_has_confirmed(campaign):
    pledge = opened_pledge(campaign)
    assert actions.reopen_pledge(pledge, **BY).state == "drafting"
    actions.open_pledge(pledge, **BY)
    confirmed(pledge, "KT")
    assert why_not(actions.reopen_pledge, pledge) == ["1 đơn vị đã xác nhận: giao ước không sửa được nữa."]


def test_a_unit_confirms_once_while_the_pledge_is_open_and_the_year_not_closed(campaign):
    pledge = drafted_pledge(campaign)
    signed = {"office": "Trưởng phòng", "signer": ""}
    unit = unit_of(campaign, "KT")
    assert why_not(actions.confirm_pledge, pledge, unit, **signed) == ["Giao ước còn đang soạn, chưa lấy xác nhận."]
    actions.open_pledge(pledge, **BY)
    confirmed(pledge, "KT")
    assert why_not(actions.confirm_pledge, pledge, unit, **signed) == ["Phòng Kinh tế đã xác nhận giao ước."]
    put_state(campaign, CampaignState.REVIEWED)
    assert why_not(actions.confirm_pledge, pledge, unit_of(campaign, "HCC"), **signed) == [
        "Năm 2026 đã tổng kết, không nhận thêm."
    ]


def test_a_unit_confirms_with_the_office_of_its_leader_and_the_name_it_types(cast, campaign):
    pledge = opened_pledge(campaign)
    unit = unit_of(campaign, "KT")
    unit.leader_title = "Trưởng phòng"
    unit.save()
    clerk, url = cast.client("clerk"), reverse("pledge_confirm", args=[campaign.pk])
    assert clerk.get(url).context["form"].initial == {"office": "Trưởng phòng"}
    empty = clerk.post(url, {"office": "Trưởng phòng", "signer": " "})
    assert empty.context["form"].errors == {"signer": ["Họ và tên người xác nhận: chưa nhập."]}
    answer = clerk.post(url, {"office": "Phó Trưởng phòng", "signer": "(Họ và tên)"})
    assert answer.url == reverse("pledge", args=[campaign.pk])
    row = PledgeConfirmation.objects.get(pledge=pledge)
    assert (row.unit.code, row.office, row.signer, row.confirmed_by) == (
        "KT", "Phó Trưởng phòng", "(Họ và tên)", cast.clerk,
    )  # fmt: skip
    assert clerk.get(url).url == answer.url  # given is given
    assert clerk.post(url, {"office": "X", "signer": "Y"}).url == answer.url
    assert PledgeConfirmation.objects.get(pledge=pledge).office == "Phó Trưởng phòng"


def test_the_page_shows_who_has_confirmed_when_and_who_is_late(cast, campaign):
    pledge = opened_pledge(campaign, due_on=date(2026, 6, 12))
    confirmed(pledge, "KT")
    confirmed(pledge, "HCC", at=datetime(2026, 6, 15, 3, 0, tzinfo=UTC))
    said = text_of(cast.client("deputy").get(reverse("pledge", args=[campaign.pk])))
    assert "2/6 đơn vị đã xác nhận. Hạn 12/06/2026" in said
    assert "Phòng Kinh tế Trưởng phòng (Họ và tên), 10:00 10/06/2026 Đã xác nhận " in said
    assert "Đã xác nhận, chậm 3 ngày" in said
    assert said.count("Chưa xác nhận, quá hạn") == 4


def test_opening_and_taking_back_are_the_heads_buttons(cast, campaign):
    pledge = drafted_pledge(campaign)
    head = cast.client("head")
    head.post(reverse("pledge_open", args=[campaign.pk]))
    assert Pledge.objects.get(pk=pledge.pk).state == "open"
    head.post(reverse("pledge_reopen", args=[campaign.pk]))
    assert Pledge.objects.get(pk=pledge.pk).state == "drafting"


def test_an_empty_year_says_what_comes(cast, campaign):
    url = reverse("pledge", args=[campaign.pk])
    assert "Trưởng Khối soạn giao ước; đơn vị xác nhận ở trang này." in text_of(cast.client("clerk").get(url))
    assert "Soạn giao ước" in text_of(cast.client("head").get(url))
    assert cast.client("head").post(reverse("pledge_open", args=[campaign.pk])).status_code == 404
