"""A year from drafting to closing, and what the head writes into it."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.actions import areas as area_actions
from campaigns.actions import bases as basis_actions
from campaigns.actions import year as actions
from campaigns.models import Campaign, ContentArea, LegalBasis, Task
from campaigns.states import CampaignState
from campaigns.views.year import bases_on, steps_of, year_to_open
from scoring.models import CriteriaSet, Round
from tests.campaigns.year_builders import AT, filed_plan, put_state, roles_of_next_year, task
from tests.reading import text_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": AT}


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture
def empty(cast):
    """A year nobody has written or scored anything in."""
    roles_of_next_year(cast.bloc)
    return actions.create_campaign(cast.bloc, 2027, **BY)


def why_not(action, *args, **kwargs):
    with pytest.raises(NotPossible) as problem:
        action(*args, **kwargs, **BY)
    return problem.value.reasons


# From nothing -----------------------------------------------------------------------------------------------------


def test_a_year_from_nothing_is_drafted_and_carries_the_name_of_its_bloc(empty):
    title = "Phong trào thi đua năm 2027 của Khối thi đua số 02"
    assert (empty.title, empty.state, empty.symbol, empty.areas.count()) == (title, "drafting", "", 0)


def test_a_year_is_made_once(empty):
    assert why_not(actions.create_campaign, empty.bloc, 2027) == ["Năm 2027 đã có phong trào."]


def test_a_year_without_units_waits_for_the_administrator(cast):
    (reason,) = why_not(actions.create_campaign, cast.bloc, 2027)
    assert reason.startswith("Năm 2027 chưa có đơn vị nào tham gia. Người quản trị chuyển hoặc giao lại")


# States -----------------------------------------------------------------------------------------------------------


def test_a_year_goes_from_drafting_through_issuing_and_running_to_reviewed(empty):
    empty = actions.mark_issued(empty, on=date(2027, 2, 1), number=3, **BY)
    assert (empty.state, empty.symbol, empty.issued_on) == ("issued", "03/KH-KTĐ02", date(2027, 2, 1))
    empty = actions.start_campaign(empty, **BY)
    assert empty.state == CampaignState.RUNNING
    actions.close_campaign(empty, **BY)
    assert Campaign.objects.get(pk=empty.pk).state == CampaignState.REVIEWED
    told = list(empty.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert told == ["Mở năm mới", "Ban hành kế hoạch", "Bắt đầu thực hiện", "Tổng kết năm"]


def test_a_plan_issued_while_the_year_runs_changes_number_and_date_alone(campaign):
    campaign = actions.mark_issued(campaign, on=date(2026, 5, 28), number=12, **BY)
    assert (campaign.state, campaign.symbol, campaign.issued_on) == ("running", "12/KH-KTĐ02", date(2026, 5, 28))


def test_a_year_starts_only_when_its_plan_is_out(empty, campaign):
    assert why_not(actions.start_campaign, empty) == [
        "Kế hoạch chưa ban hành. Ban hành Kế hoạch trước khi bắt đầu thực hiện."
    ]
    assert why_not(actions.start_campaign, campaign) == ["Năm 2026 đã bắt đầu thực hiện."]


def test_a_year_closes_when_every_round_is_settled(campaign):
    table = CriteriaSet.objects.create(campaign=campaign, name="Sơ kết")
    Round.objects.create(campaign=campaign, criteria_set=table, name="Sơ kết năm 2026")
    assert why_not(actions.close_campaign, campaign) == ["Kỳ chấm “Sơ kết năm 2026” chưa chốt."]
    campaign.rounds.filter(name="Sơ kết năm 2026").delete()
    assert actions.close_campaign(campaign, **BY).state == CampaignState.REVIEWED


def test_of_two_who_close_the_year_at_once_the_second_is_told(campaign):
    """Both read it while it ran; the second one waits for the row and then sees what the first one did."""
    actions.close_campaign(Campaign.objects.get(pk=campaign.pk), **BY)
    assert why_not(actions.close_campaign, campaign) == ["Năm 2026 đã tổng kết: chỉ tổng kết năm đang thực hiện."]


def test_a_year_that_is_not_running_does_not_close(empty):
    assert why_not(actions.close_campaign, empty) == ["Năm 2027 đang soạn: chỉ tổng kết năm đang thực hiện."]


def test_a_reviewed_year_is_only_read(campaign):
    closed = put_state(campaign, CampaignState.REVIEWED)
    area = closed.areas.get(number=1)
    found = task(closed, "Việc")
    basis = LegalBasis.objects.create(bloc=closed.bloc, position=1, title="Luật")
    sentence = ["Năm 2026 đã tổng kết, chỉ còn để xem."]
    values = {"title": "Tên"}
    assert why_not(actions.edit_campaign, closed, values, seen=0) == sentence
    assert why_not(actions.mark_issued, closed, on=date(2026, 5, 28), number=1) == sentence
    assert why_not(area_actions.add_area, closed, values) == sentence
    assert why_not(area_actions.edit_area, area, values, seen=0) == sentence
    assert why_not(area_actions.add_task, area, {"text": "Việc"}) == sentence
    assert why_not(area_actions.edit_task, found, {"text": "Việc"}, seen=0) == sentence
    assert why_not(area_actions.remove_task, found) == sentence
    assert why_not(area_actions.move_task, found, 1) == sentence
    assert why_not(basis_actions.add_basis, closed, values) == sentence
    assert why_not(basis_actions.edit_basis, closed, basis, values, seen=0) == sentence
    assert why_not(basis_actions.move_basis, closed, basis, 1) == sentence
    assert why_not(basis_actions.remove_basis, closed, basis) == sentence


def test_the_steps_say_what_is_done_and_where_the_year_is(campaign):
    campaign.issued_on, campaign.starts_on = date(2026, 5, 28), date(2026, 6, 1)
    assert [(step.words, step.when, step.place) for step in steps_of(campaign)] == [
        ("Đang soạn", "", "done"),
        ("Đã ban hành", "28/05/2026", "done"),
        ("Đang thực hiện", "01/06/2026", "now"),
        ("Đã tổng kết", "", "ahead"),
    ]
    closed = put_state(campaign, CampaignState.REVIEWED)
    assert [step.place for step in steps_of(closed)] == ["done"] * 4


# The head's page --------------------------------------------------------------------------------------------------

PLAN = {
    "title": "Phong trào mới",
    "starts_on": "01/06/2026",
    "ends_on": "30-11-2026",
    "plan_due_on": "15/06/2026",
    "initiative_due_on": "",
    "least_initiatives": "2",
    "purpose": "Thiết thực,\nkhông hình thức",
    "organisation": "",
    "version": "0",
}


def test_the_head_edits_the_plan_and_the_history_says_so(cast, campaign):
    answer = cast.client("head").post(reverse("campaign_edit", args=[campaign.pk]), PLAN)
    assert answer.url == reverse("campaign", args=[campaign.pk])
    now = Campaign.objects.get(pk=campaign.pk)
    assert (
        now.title, now.starts_on, now.ends_on, now.plan_due_on, now.least_initiatives, now.purpose, now.version,
    ) == (
        "Phong trào mới", date(2026, 6, 1), date(2026, 11, 30), date(2026, 6, 15), 2,
        "Thiết thực,\nkhông hình thức", 1,
    )  # fmt: skip
    latest = campaign.history.order_by("-history_id").first()
    assert (latest.history_change_reason, latest.history_user_id) == ("Sửa kế hoạch năm", cast.head.pk)


def test_the_second_of_two_who_save_the_plan_sees_both_values(cast, campaign):
    head, url = cast.client("head"), reverse("campaign_edit", args=[campaign.pk])
    head.post(url, PLAN)
    answer = head.post(url, PLAN | {"title": "Tên khác"})
    assert answer.context["form"].meanwhile == [("Tên phong trào", "Phong trào mới", "Tên khác")]
    assert Campaign.objects.get(pk=campaign.pk).title == "Phong trào mới"
    head.post(url, PLAN | {"title": "Tên khác", "version": "1"})
    assert Campaign.objects.get(pk=campaign.pk).title == "Tên khác"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"ends_on": "31/05/2026"}, "ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ({"starts_on": "31/02/2026"}, "starts_on", "Ngày chưa đúng. Nhập như 05/06/2026."),
        ({"least_initiatives": "-1"}, "least_initiatives", "Nhập số từ 0 đến 100."),
        ({"title": "  "}, "title", "Tên phong trào: chưa nhập."),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(cast, campaign, typed, field, sentence):
    answer = cast.client("head").post(reverse("campaign_edit", args=[campaign.pk]), PLAN | typed)
    assert answer.context["form"].errors == {field: [sentence]}


def test_the_home_page_of_the_year_offers_the_head_what_comes_next(cast, campaign):
    url = reverse("campaign", args=[campaign.pk])
    assert "Tổng kết năm" in text_of(cast.client("head").get(url))
    assert "Tổng kết năm Mục đích" not in text_of(cast.client("clerk").get(url))
    put_state(campaign, CampaignState.ISSUED)
    assert "Bắt đầu thực hiện" in text_of(cast.client("head").get(url))
    answer = cast.client("head").post(reverse("campaign_start", args=[campaign.pk]))
    assert (answer.url, Campaign.objects.get(pk=campaign.pk).state) == (url, "running")


def test_closing_a_year_is_asked_on_a_page_that_says_what_is_missing(cast, campaign):
    url = reverse("campaign_close", args=[campaign.pk])
    table = CriteriaSet.objects.create(campaign=campaign, name="Sơ kết")
    open_round = Round.objects.create(campaign=campaign, criteria_set=table, name="Sơ kết năm 2026")
    head = cast.client("head")
    assert "Còn 1 việc trước khi tổng kết Kỳ chấm “Sơ kết năm 2026” chưa chốt." in text_of(head.get(url))
    assert head.post(url).url == url
    open_round.delete()
    assert head.post(url).url == reverse("campaign", args=[campaign.pk])
    assert Campaign.objects.get(pk=campaign.pk).state == "reviewed"


def test_the_list_offers_the_next_year_to_whoever_heads_the_latest(cast):
    url, link = reverse("campaigns"), reverse("open_year", args=[cast.bloc.pk, 2027])
    assert link in cast.client("head").get(url).content.decode()
    assert link not in cast.client("clerk").get(url).content.decode()
    assert [year_to_open(person) for person in (cast.head, cast.deputy, cast.council)] == [
        (cast.bloc.pk, 2027), None, None,
    ]  # fmt: skip
    roles_of_next_year(cast.bloc, head="KT")
    assert [year_to_open(person) for person in (cast.head, cast.clerk)] == [None, (cast.bloc.pk, 2027)]


# Areas and tasks --------------------------------------------------------------------------------------------------


def order_of(rows, field="position"):
    return list(rows.order_by(field).values_list(field, "text" if rows.model is Task else "title"))


def test_areas_are_added_at_the_end_moved_and_removed_without_a_gap(empty):
    first, _, third = (area_actions.add_area(empty, {"title": title}, **BY) for title in ("A", "B", "C"))
    area_actions.move_area(third, -1, **BY)
    assert order_of(empty.areas, "number") == [(1, "A"), (2, "C"), (3, "B")]
    area_actions.move_area(ContentArea.objects.get(pk=first.pk), -1, **BY)  # nothing before the first
    area_actions.remove_area(first, **BY)
    assert order_of(empty.areas, "number") == [(1, "C"), (2, "B")]


def test_an_area_that_something_uses_is_not_removed(cast, campaign):
    task(campaign, "Việc")
    filed_plan(campaign)
    count = campaign.areas.get(number=1).criteria.count()
    assert why_not(area_actions.remove_area, campaign.areas.get(number=1)) == [
        f"{count} tiêu chí chấm điểm thuộc nội dung 1. Chuyển tiêu chí sang nội dung khác trước.",
        "Còn 1 nhiệm vụ trong nội dung 1. Bỏ hoặc chuyển các nhiệm vụ trước.",
        "1 kế hoạch của đơn vị đã viết theo nội dung 1.",
    ]


def test_areas_a_settled_round_was_scored_in_keep_their_numbers(campaign):
    sentence = ["Một kỳ chấm đã chốt theo các nội dung này: số thứ tự giữ nguyên."]
    assert why_not(area_actions.move_area, campaign.areas.get(number=1), 1) == sentence
    unused = area_actions.add_area(campaign, {"title": "Mới"}, **BY)
    assert why_not(area_actions.remove_area, unused) == sentence


def test_tasks_are_added_edited_moved_and_removed_while_the_year_runs(campaign):
    area = campaign.areas.get(number=1)
    first, second = (area_actions.add_task(area, {"text": text, "due_on": None}, **BY) for text in ("Một", "Hai"))
    area_actions.move_task(second, -1, **BY)
    assert order_of(area.tasks) == [(1, "Hai"), (2, "Một")]
    values = {"text": "Một, sửa", "due_on": date(2026, 9, 30)}
    area_actions.edit_task(Task.objects.get(pk=first.pk), values, seen=0, **BY)
    area_actions.remove_task(second, **BY)
    assert list(area.tasks.values_list("text", "due_on")) == [("Một, sửa", date(2026, 9, 30))]
    history = Task.history.model.objects.order_by("history_id")
    reasons = list(history.values_list("history_change_reason", flat=True))
    assert reasons == [
        "Thêm nhiệm vụ", "Thêm nhiệm vụ", "Đổi thứ tự nhiệm vụ", "Đổi thứ tự nhiệm vụ", "Sửa nhiệm vụ", "Bỏ nhiệm vụ",
    ]  # fmt: skip


def test_the_head_writes_areas_and_tasks_on_their_page(cast, campaign):
    head, page = cast.client("head"), reverse("areas", args=[campaign.pk])
    head.post(reverse("area_add", args=[campaign.pk]), {"title": "Nội dung sáu", "short_title": "Sáu"})
    area = campaign.areas.get(number=6)
    answer = head.post(reverse("task_add", args=[area.pk]), {"text": "Nhiệm vụ", "due_on": "30/09/2026"})
    assert answer.url == page
    row = area.tasks.get()
    head.post(reverse("task_edit", args=[row.pk]), {"text": "Nhiệm vụ mới", "due_on": "", "version": "0"})
    head.post(reverse("area_edit", args=[area.pk]), {"title": "Nội dung 6", "short_title": "", "version": "0"})
    assert "6. Nội dung 6 Sửa : Nội dung 6 Bỏ : Nội dung 6 Nhiệm vụ mới" in text_of(head.get(page))
    head.post(reverse("task_move", args=[row.pk]), {"den": "len"})
    head.post(reverse("task_remove", args=[row.pk]))
    assert area.tasks.count() == 0
    head.post(reverse("area_move", args=[area.pk]), {"den": "len"})  # refused: a settled round stands on the numbers
    answer = head.post(reverse("area_remove", args=[area.pk]), follow=True)
    assert "số thứ tự giữ nguyên" in text_of(answer)


def test_the_second_of_two_who_save_a_task_sees_both_values(cast, campaign):
    url = reverse("task_edit", args=[task(campaign, "Cũ").pk])
    head = cast.client("head")
    head.post(url, {"text": "Của một người", "due_on": "", "version": "0"})
    answer = head.post(url, {"text": "Của người kia", "due_on": "", "version": "0"})
    assert answer.context["form"].meanwhile == [("Nhiệm vụ", "Của một người", "Của người kia")]


# Legal bases ------------------------------------------------------------------------------------------------------

BASIS = {"title": "Luật Thi đua, khen thưởng", "number": "06/2022/QH15", "issuer": "Quốc hội", "version": "0"}


def test_bases_are_judged_on_the_day_of_the_plan(campaign):
    campaign.issued_on = date(2026, 5, 28)
    periods = [("A", None, None), ("B", date(2026, 10, 1), None), ("C", None, date(2025, 12, 31))]
    for position, (title, begins, ends) in enumerate(periods, 1):
        LegalBasis.objects.create(
            bloc=campaign.bloc, position=position, title=title, effective_from=begins, effective_to=ends
        )
    found = bases_on(campaign)
    assert [(basis.row.title, basis.why) for basis in found] == [
        ("A", ""),
        ("B", "Chưa có hiệu lực ngày 28/05/2026"),
        ("C", "Đã hết hiệu lực ngày 28/05/2026"),
    ]
    in_force = LegalBasis.objects.filter(bloc=campaign.bloc).in_force(campaign.issued_on)
    assert [basis.row for basis in found if not basis.why] == list(in_force)


def test_the_head_keeps_the_bases_of_the_bloc(cast, campaign):
    head, page = cast.client("head"), reverse("bases", args=[campaign.pk])
    add = reverse("basis_add", args=[campaign.pk])
    assert head.post(add, BASIS | {"effective_from": "01/01/2024"}).url == page
    again = head.post(add, BASIS)
    assert again.context["form"].non_field_errors() == ["Khối đã có căn cứ này."]
    head.post(add, BASIS | {"title": "Nghị định"})
    law, decree = LegalBasis.objects.filter(bloc=campaign.bloc).order_by("position")
    head.post(reverse("basis_move", args=[campaign.pk, decree.pk]), {"den": "len"})
    edit = reverse("basis_edit", args=[campaign.pk, law.pk])
    wrong = head.post(edit, BASIS | {"effective_from": "01/01/2024", "effective_to": "31/12/2023"})
    assert wrong.context["form"].errors == {"effective_to": ["Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."]}
    head.post(edit, BASIS | {"effective_from": "01/01/2024", "effective_to": "30/09/2026"})
    rows = LegalBasis.objects.filter(bloc=campaign.bloc).order_by("position")
    assert list(rows.values_list("title", "effective_to")) == [
        ("Nghị định", None), ("Luật Thi đua, khen thưởng", date(2026, 9, 30)),
    ]  # fmt: skip
    head.post(reverse("basis_remove", args=[campaign.pk, law.pk]))
    assert [basis.title for basis in rows.all()] == ["Nghị định"]


def test_a_basis_of_another_bloc_is_not_found(cast, campaign):
    theirs = LegalBasis.objects.create(bloc=cast.other_round.campaign.bloc, position=1, title="Luật")
    url = reverse("basis_remove", args=[campaign.pk, theirs.pk])
    assert cast.client("head").post(url).status_code == 404
    assert LegalBasis.objects.filter(pk=theirs.pk).exists()
