"""Kế hoạch triển khai: drafts are the unit's own, filed plans everybody's, and lateness is counted in days."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.actions import plans as actions
from campaigns.models import Attachment, Campaign, UnitPlan
from campaigns.states import CampaignState
from campaigns.views.units_done import deadline_words, standing
from tests.campaigns.year_builders import AT, drafted_plan, filed_plan, put_state, unit_of
from tests.reading import bytes_of, text_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": AT}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def why_not(action, *args, **kwargs):
    with pytest.raises(NotPossible) as problem:
        action(*args, **kwargs, **BY)
    return problem.value.reasons


def typed(campaign, **more):
    area = campaign.areas.get(number=1)
    return {
        "number": "15/KH-PKT",
        "dated_on": "08/06/2026",
        f"nd_{area.pk}": "Việc một\nViệc hai",
        "version": "0",
    } | more


def test_a_unit_writes_its_plan_by_area_and_files_it(cast, campaign):
    clerk = cast.client("clerk")
    answer = clerk.post(reverse("unit_plan_write", args=[campaign.pk]), typed(campaign))
    plan = UnitPlan.objects.get(campaign=campaign)
    assert answer.url == reverse("unit_plan", args=[plan.pk])
    assert [(part.area.number, part.text) for part in plan.parts.exclude(text="")] == [(1, "Việc một\nViệc hai")]
    assert clerk.post(reverse("unit_plan_file", args=[plan.pk])).url == answer.url
    plan = UnitPlan.objects.get(pk=plan.pk)
    assert (plan.unit.code, plan.number, plan.dated_on, plan.state, plan.filed_by) == (
        "KT", "15/KH-PKT", date(2026, 6, 8), "filed", cast.clerk,
    )  # fmt: skip


def test_a_unit_files_its_plan_as_a_file_and_may_take_the_file_away_before(cast, campaign):
    clerk = cast.client("clerk")
    sent = {"number": "15/KH-PKT", "dated_on": "08/06/2026", "version": "0"}
    for name in ("ke-hoach.pdf", "phu-luc.pdf"):
        clerk.post(
            reverse("unit_plan_write", args=[campaign.pk]),
            sent | {"new_files": SimpleUploadedFile(name, PDF), "version": UnitPlan.objects.count()},
        )
    plan = UnitPlan.objects.get(campaign=campaign)
    second = plan.attachments.get(name="phu-luc.pdf")
    clerk.post(reverse("unit_plan_drop_file", args=[second.pk]))
    assert [file.name for file in plan.attachments.all()] == ["ke-hoach.pdf"]
    clerk.post(reverse("unit_plan_file", args=[plan.pk]))
    assert UnitPlan.objects.get(pk=plan.pk).state == "filed"
    first = plan.attachments.get()
    clerk.post(reverse("unit_plan_drop_file", args=[first.pk]))  # filed: it stays
    assert Attachment.objects.filter(pk=first.pk).exists()
    answer = cast.client("head").get(reverse("attachment", args=[first.pk]))
    assert bytes_of(answer) == PDF


def test_a_plan_without_number_date_and_content_is_not_filed(campaign):
    values = {"number": "", "dated_on": None, "summary": ""}
    plan = actions.write_plan(campaign, unit_of(campaign, "KT"), values, {}, seen=0, **BY)
    assert why_not(actions.file_plan, plan) == [
        "Kế hoạch chưa ghi số, ký hiệu.",
        "Kế hoạch chưa ghi ngày ban hành.",
        "Kế hoạch chưa có tệp và chưa viết nội dung nào. Đính kèm tệp hoặc viết theo từng nội dung.",
    ]


def test_plans_are_filed_while_the_year_is_open(campaign):
    plan = drafted_plan(campaign)
    put_state(campaign, CampaignState.DRAFTING)
    assert why_not(actions.file_plan, plan) == [
        "Kế hoạch năm 2026 chưa ban hành. Đơn vị gửi được từ khi kế hoạch ban hành."
    ]
    put_state(campaign, CampaignState.ISSUED)
    plan = actions.file_plan(plan, **BY)
    assert plan.state == "filed"
    put_state(campaign, CampaignState.REVIEWED)
    assert why_not(actions.take_plan_back, plan) == ["Năm 2026 đã tổng kết, kế hoạch giữ nguyên."]


def test_a_filed_plan_is_taken_back_corrected_and_filed_anew(cast, campaign):
    plan = filed_plan(campaign)
    clerk, write = cast.client("clerk"), reverse("unit_plan_write", args=[campaign.pk])
    assert clerk.get(write).url == reverse("unit_plan", args=[plan.pk])
    assert why_not(actions.write_plan, campaign, plan.unit, {}, {}, seen=1) == ["Kế hoạch đã gửi. Rút về rồi sửa."]
    clerk.post(reverse("unit_plan_take_back", args=[plan.pk]))
    taken = UnitPlan.objects.get(pk=plan.pk)
    assert (taken.state, taken.filed_at, taken.filed_by) == ("drafting", None, None)
    clerk.post(write, typed(campaign, number="16/KH-PKT", version=str(taken.version)))
    clerk.post(reverse("unit_plan_file", args=[plan.pk]))
    now = UnitPlan.objects.get(pk=plan.pk)
    assert (now.number, now.state, now.filed_by) == ("16/KH-PKT", "filed", cast.clerk)


def test_a_draft_is_seen_by_its_unit_alone_and_a_filed_plan_by_the_bloc(cast, campaign):
    plan = drafted_plan(campaign)
    url = reverse("unit_plan", args=[plan.pk])

    def answers():
        return {who: cast.client(who).get(url).status_code for who in ("clerk", "deputy", "head", "stranger")}

    assert answers() == {"clerk": 200, "deputy": 404, "head": 404, "stranger": 404}
    assert "Bản nháp" not in text_of(cast.client("head").get(reverse("unit_plans", args=[campaign.pk])))
    actions.file_plan(plan, **BY)
    assert answers() == {"clerk": 200, "deputy": 200, "head": 200, "stranger": 404}


def test_nobody_files_or_takes_back_for_another_unit(cast, campaign):
    plan = filed_plan(campaign)
    for who in ("head", "deputy", "admin"):
        client = cast.client(who)
        for name in ("unit_plan_file", "unit_plan_take_back"):
            assert client.post(reverse(name, args=[plan.pk])).status_code == 403, (who, name)


def test_the_second_of_two_who_save_the_plan_sees_both_values(cast, campaign):
    clerk, url = cast.client("clerk"), reverse("unit_plan_write", args=[campaign.pk])
    clerk.post(url, typed(campaign))
    area = campaign.areas.get(number=1)
    answer = clerk.post(url, typed(campaign, **{"number": "16/KH-PKT", f"nd_{area.pk}": "Khác"}))
    assert answer.context["form"].meanwhile == [
        ("Số, ký hiệu", "15/KH-PKT", "16/KH-PKT"),
        (str(area), "Việc một\nViệc hai", "Khác"),
    ]


def test_the_list_says_who_has_filed_who_is_missing_and_by_how_many_days(cast, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(plan_due_on=date(2026, 6, 10))
    filed_plan(campaign, "KT")
    filed_plan(campaign, "HCC", at=datetime(2026, 6, 13, 3, 0, tzinfo=UTC), number="7/KH-TT")
    response = cast.client("head").get(reverse("unit_plans", args=[campaign.pk]))
    rows = {row.unit.code: (row.css, row.words.split()[0]) for row in response.context["rows"]}
    assert rows == {
        "VP": ("is-late", "Quá"),
        "VHXH": ("is-late", "Quá"),
        "KT": ("is-ok", "Đúng"),
        "HCC": ("is-soon", "Chậm"),
        "DVSNC": ("is-late", "Quá"),
        "QLDA": ("is-late", "Quá"),
    }
    said = text_of(response)
    assert "2/6 đơn vị đã gửi kế hoạch triển khai. Hạn 10/06/2026, đã qua" in said
    assert "7/KH-TT 08/06/2026 13/06/2026 Đã gửi, chậm 3 ngày" in said


@pytest.mark.parametrize(
    ("done_on", "due", "expected"),
    [
        (date(2026, 6, 10), date(2026, 6, 10), ("is-ok", "Đúng hạn")),
        (date(2026, 6, 11), date(2026, 6, 10), ("is-soon", "Chậm 1 ngày")),
        (date(2026, 6, 11), None, ("is-ok", "Xong")),
        (None, None, ("is-none", "Chưa có")),
        (None, date(2026, 6, 10), ("is-late", "Quá hạn 2 ngày")),
        (None, date(2026, 6, 12), ("is-soon", "Hết hạn hôm nay")),
        (None, date(2026, 6, 19), ("is-soon", "Còn 7 ngày")),
        (None, date(2026, 6, 20), ("is-none", "Còn 8 ngày")),
    ],
)
def test_a_unit_stands_on_time_late_or_due(done_on, due, expected):
    assert standing(done_on, due, date(2026, 6, 12)) == expected


def test_a_deadline_that_is_not_set_says_nothing():
    assert deadline_words(None) == ""
