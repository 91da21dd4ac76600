"""Kỷ luật: recorded by whoever judges the unit, read by every unit, counted when awards are decided."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions.disciplines import edit_discipline, record_discipline, remove_discipline
from awards.models import Discipline
from campaigns.models import Campaign
from campaigns.states import CampaignState
from tests.cast import PEOPLE
from tests.reading import text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Unit

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "disciplines": ("302 200 404 200 200 404 403 404 200", "302 405 405 405 405 405 405 405 405"),
    "discipline_new": ("302 403 404 200 200 404 403 404 403", "302 403 404 200 200 404 403 404 403"),
    "discipline_edit": ("302 403 404 403 200 404 404 404 403", "302 403 404 403 200 404 404 404 403"),
    "discipline_remove": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 404 404 403"),
}
MOST_QUERIES = {"disciplines": 11, "discipline_new": 12}
AT = datetime(2026, 11, 3, 2, tzinfo=UTC)
VALUES = {
    "person_name": "",
    "form": "Khiển trách",
    "decision_number": "12/QĐ-UBND",
    "decided_on": date(2026, 5, 4),
    "body": "UBND xã Hà Bắc",
    "bars_unit": True,
    "note": "",
}
TYPED = {"form": "Cảnh cáo", "decision_number": "15/QĐ-UBND", "decided_on": "04/05/2026", "bars_unit": "on"}


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def unit(cast, code="KT"):
    return Unit.objects.get(bloc=cast.bloc, code=code)


def recorded(cast, code="KT", **more):
    return record_discipline(cast.round.campaign, unit(cast, code), VALUES | more, by=cast.head, at=AT)


def page(client, campaign):
    return text_of(client.get(reverse("disciplines", args=[campaign.pk])))


# Recorded -----------------------------------------------------------------------------------------------------------


def test_the_head_records_a_discipline_and_every_unit_reads_it(cast, campaign):
    typed = TYPED | {"unit": unit(cast).pk, "person_name": "Nguyễn Văn A", "note": "Vắng họp"}
    answer = cast.client("head").post(reverse("discipline_new", args=[campaign.pk]), typed, follow=True)
    assert "Đã ghi kỷ luật của Nguyễn Văn A." in text_of(answer)
    row = Discipline.objects.get()
    assert (row.unit, row.form, row.decided_on, row.recorded_by, row.bars_unit) == (
        unit(cast), "Cảnh cáo", date(2026, 5, 4), cast.head, True,
    )  # fmt: skip
    said = page(cast.client("clerk"), campaign)
    assert "Phòng Kinh tế Nguyễn Văn A Cảnh cáo Vắng họp Số 15/QĐ-UBND ngày 04/05/2026 Tính cho đơn vị Lịch sử" in said
    assert "Sửa" not in said and "Ghi kỷ luật" not in said
    story = Discipline.history.get()
    assert (story.history_user, story.history_change_reason) == (cast.head, "Ghi kỷ luật")
    told = cast.client("clerk").get(reverse("history", args=["ky-luat", row.pk]))
    assert "Kỷ luật Cảnh cáo, Nguyễn Văn A" in text_of(told)


def test_nobody_records_what_is_of_the_own_unit(cast, campaign):
    """The head judges all but its own unit, which the deputy judges."""
    forms = {
        who: cast.client(who).get(reverse("discipline_new", args=[campaign.pk])).context["form"]
        for who in ("head", "deputy")
    }
    offered = {who: {u.code for u in form.fields["unit"].queryset} for who, form in forms.items()}
    assert offered == {"head": {"VHXH", "KT", "HCC", "DVSNC", "QLDA"}, "deputy": {"VP"}}
    for who, code in (("head", "VP"), ("deputy", "VHXH"), ("deputy", "KT")):
        typed = TYPED | {"unit": unit(cast, code).pk}
        answer = cast.client(who).post(reverse("discipline_new", args=[campaign.pk]), typed)
        assert answer.context["form"].errors == {"unit": ["Đơn vị: chọn một mục trong danh sách."]}
    assert not Discipline.objects.exists()


def test_a_discipline_is_edited_and_removed_by_who_judges_the_unit(cast):
    row, own = recorded(cast), recorded(cast, "VP")
    for who, thing, answer in (
        ("head", row, 200), ("deputy", row, 403), ("head", own, 403), ("deputy", own, 200), ("admin", row, 403),
        ("clerk", row, 403), ("stranger", row, 404),
    ):  # fmt: skip
        assert cast.client(who).get(reverse("discipline_edit", args=[thing.pk])).status_code == answer, (who, thing)
    cast.client("head").post(reverse("discipline_edit", args=[row.pk]), TYPED | {"version": 0})
    assert Discipline.objects.get(pk=row.pk).form == "Cảnh cáo"
    cast.client("deputy").post(reverse("discipline_remove", args=[own.pk]))
    assert list(Discipline.objects.all()) == [row]


def test_the_discipline_of_a_whole_unit_always_bars_it(cast, campaign):
    typed = {name: value for name, value in TYPED.items() if name != "bars_unit"}
    client, url = cast.client("head"), reverse("discipline_new", args=[campaign.pk])
    client.post(url, typed | {"unit": unit(cast).pk})
    client.post(url, typed | {"unit": unit(cast).pk, "person_name": "Nguyễn Văn A"})
    assert list(Discipline.objects.order_by("pk").values_list("person_name", "bars_unit")) == [
        ("", True),
        ("Nguyễn Văn A", False),
    ]
    assert "Không tính cho đơn vị" in page(client, campaign)


def test_what_cannot_be_recorded_is_said_and_stays_typed(cast, campaign):
    client, url = cast.client("head"), reverse("discipline_new", args=[campaign.pk])
    answer = client.post(url, {"unit": "", "form": "Cảnh cáo", "decided_on": "31/02/2026"})
    assert answer.context["form"].errors == {
        "unit": ["Đơn vị: chưa nhập."],
        "decision_number": ["Quyết định số: chưa nhập."],
        "decided_on": ["Ngày chưa đúng. Nhập như 05/06/2026."],
    }
    assert answer.context["form"]["form"].value() == "Cảnh cáo"
    later = client.post(url, TYPED | {"unit": unit(cast).pk, "decided_on": "04/05/2099"})
    assert later.context["form"].non_field_errors() == ["Ngày quyết định chưa tới."]
    assert not Discipline.objects.exists()


def test_only_a_unit_of_the_year_can_be_disciplined_there(cast, campaign):
    elsewhere = cast.stranger.unit
    with pytest.raises(NotPossible, match="không tham gia Khối trong năm 2026"):
        record_discipline(campaign, elsewhere, VALUES, by=cast.head, at=AT)


def test_of_two_who_edit_the_second_is_shown_both_values(cast):
    row = recorded(cast)
    url = reverse("discipline_edit", args=[row.pk])
    assert cast.client("head").post(url, TYPED | {"version": 0}).status_code == 302
    answer = cast.client("head").post(url, TYPED | {"version": 0, "form": "Hạ bậc lương"})
    assert ("Hình thức kỷ luật", "Cảnh cáo", "Hạ bậc lương") in answer.context["form"].meanwhile
    with pytest.raises(ChangedMeanwhile):
        edit_discipline(row, VALUES, seen=0, by=cast.head, at=AT)


def test_a_year_that_is_over_is_only_read(cast, campaign):
    row = recorded(cast)
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.REVIEWED)
    for action in (
        lambda: record_discipline(campaign, row.unit, VALUES, by=cast.head, at=AT),
        lambda: edit_discipline(row, VALUES, seen=0, by=cast.head, at=AT),
        lambda: remove_discipline(row, by=cast.head, at=AT),
    ):
        with pytest.raises(NotPossible, match="đã tổng kết"):
            action()
    said = page(cast.client("head"), campaign)
    assert "đã tổng kết, chỉ còn để xem" in said and "Sửa" not in said
    assert Discipline.objects.count() == 1


def test_an_empty_list_says_what_to_do(cast, campaign):
    assert "bấm Ghi kỷ luật" in page(cast.client("head"), campaign)
    assert "Chưa ghi kỷ luật nào" in page(cast.client("clerk"), campaign)


# What it costs, who may ---------------------------------------------------------------------------------------------


def queries(client, name, campaign):
    url = reverse(name, args=[campaign.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_pages_ask_the_same_however_many_there_are(cast, campaign):
    client, counts = cast.client("head"), []
    for more in (1, 40):
        for place in range(more):
            recorded(cast, ("KT", "HCC", "VP")[place % 3])
        counts.append({name: queries(client, name, campaign) for name in MOST_QUERIES})
    assert counts[0] == counts[1]
    assert {name: n for name, n in counts[0].items() if n > MOST_QUERIES[name]} == {}


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_the_answer_of_the_table(cast, campaign, name, method):
    answers = []
    for who in PEOPLE:
        row = recorded(cast)
        key = campaign.pk if name in ("disciplines", "discipline_new") else row.pk
        answers.append(str(getattr(cast.client(who), method)(reverse(name, args=[key])).status_code))
    assert " ".join(answers) == ACCESS[name][method == "post"]
