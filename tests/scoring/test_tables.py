"""The scoring tables of a year: made, copied, approved, taken up as a new edition, and who may."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Campaign, ContentArea
from scoring.actions import tables as actions
from scoring.models import CriteriaSet, Criterion, Mark
from scoring.states import RoundState
from tests.cast import AT, NAME, settle
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import round_in
from tests.scoring.tables import a_draft, codes_of, row_of
from toolkit.reasons import NotPossible
from units.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture
def head(cast):
    return cast.client("head")


def rows(table):
    """What the rows say, without their keys."""
    return [
        (r.code, r.area and r.area.number, r.kind, r.title, r.maximum, r.unit_points, r.target, r.source, r.guidance)
        for r in table.criteria.select_related("area").order_by("position", "pk")
    ]


def test_the_year_lists_every_edition_with_what_it_is_used_for(cast, campaign):
    a_draft(cast)
    page = text_of(cast.client("head").get(reverse("tables", args=[campaign.pk])))
    name = cast.round.criteria_set.name
    assert f"{name} (bản 2) Đang soạn: hoàn thiện rồi duyệt để kỳ chấm dùng được. Đang soạn 18 100,00 chưa có" in page
    assert f"{name} Đã duyệt và khóa cho các kỳ chấm dùng bộ này. Đã duyệt 18/12/2026 18 100,00 {NAME.round}" in page


def test_units_see_the_tables_of_rounds_that_have_begun_and_no_draft(cast, campaign):
    draft = a_draft(cast)
    page = text_of(cast.client("clerk").get(reverse("tables", args=[campaign.pk])))
    assert cast.round.criteria_set.name in page and "bản 2" not in page and "Lập bộ tiêu chí" not in page
    assert cast.client("clerk").get(reverse("table", args=[draft.pk])).status_code == 404
    assert cast.client("deputy").get(reverse("table", args=[draft.pk])).status_code == 200


def test_a_year_without_tables_says_how_one_begins(cast, campaign):
    later = Campaign.objects.create(bloc=campaign.bloc, year=2027, title="Phong trào thi đua năm 2027")
    Membership.objects.create(unit=cast.head.unit, bloc=campaign.bloc, year=2027, role="head", position=1)
    page = text_of(cast.client("head").get(reverse("tables", args=[later.pk])))
    assert "Lập bộ tiêu chí từ bảng trống, từ bộ của năm trước hoặc từ sổ chấm điểm Excel đang dùng." in page
    page = text_of(cast.client("clerk").get(reverse("tables", args=[later.pk])))
    assert "Bộ tiêu chí hiện ở đây khi kỳ chấm dùng bộ ấy bắt đầu." in page


def test_an_empty_table_is_made_and_its_page_opened(cast, campaign, head):
    answer = head.post(reverse("table_new", args=[campaign.pk]), {"name": " Sơ kết  năm 2026 ", "begin": "trong"})
    table = CriteriaSet.objects.get(name="Sơ kết năm 2026")
    assert answer.url == reverse("table", args=[table.pk])
    assert (table.is_draft, table.edition, table.criteria.count()) == (True, 1, 0)


def test_a_new_table_from_the_workbook_goes_on_to_the_upload(cast, campaign, head):
    answer = head.post(reverse("table_new", args=[campaign.pk]), {"name": "Từ sổ", "begin": "so"})
    assert answer.url == reverse("table_import", args=[CriteriaSet.objects.get(name="Từ sổ").pk])


def test_a_name_that_is_taken_is_told_and_what_was_typed_stays(cast, campaign, head):
    name = cast.round.criteria_set.name.upper()
    page = text_of(head.post(reverse("table_new", args=[campaign.pk]), {"name": name, "begin": "trong"}))
    assert f"Năm 2026 đã có bộ tiêu chí tên “{name}”. Đặt tên khác." in page
    assert CriteriaSet.objects.filter(campaign=campaign).count() == 1


def test_a_copy_of_last_years_table_meets_the_areas_by_number_and_speaks_of_this_year(cast, campaign, head):
    source = settle(replace(NAME, year=2025, round="Tổng kết năm 2025")).criteria_set
    Criterion.objects.filter(criteria_set=source, code="1.2").update(
        title="Tham mưu năm 2025", guidance="Xem báo cáo năm 2025.", source="reports_late"
    )
    head.post(reverse("table_new", args=[campaign.pk]), {"name": "Chép", "begin": source.pk})
    table = CriteriaSet.objects.get(name="Chép")
    copied = row_of(table, "1.2")
    assert codes_of(table) == codes_of(source)
    assert (copied.title, copied.guidance, copied.source) == (
        "Tham mưu năm 2026",
        "Xem báo cáo năm 2026.",
        "reports_late",
    )
    assert {row.area.campaign_id for row in table.criteria.exclude(area=None)} == {campaign.pk}


def test_rows_of_an_area_the_year_has_not_are_left_out_and_named(cast, campaign, head):
    source = settle(replace(NAME, year=2025, round="Tổng kết năm 2025")).criteria_set
    ContentArea.objects.filter(campaign=campaign, number=4).update(number=9)
    url = reverse("table_new", args=[campaign.pk])
    page = text_of(head.post(url, {"name": "Chép", "begin": source.pk}, follow=True))
    assert "Không chép 3 tiêu chí vì năm 2026 không có nội dung cùng số: 4.1, 4.2, 4.3." in page


def test_tables_of_other_blocs_are_not_offered(cast, campaign, head):
    other = cast.other_round.criteria_set_id
    page = text_of(head.post(reverse("table_new", args=[campaign.pk]), {"name": "X", "begin": other}))
    assert "Bắt đầu từ: chọn một mục trong danh sách." in page


def test_a_table_of_a_closed_year_is_only_read(cast, campaign, head):
    draft = a_draft(cast)
    put(campaign, state="reviewed")
    page = text_of(head.get(reverse("table", args=[draft.pk])))
    assert "Năm 2026 đã tổng kết, chỉ còn để xem." in page and "Lưu các số" not in page
    with pytest.raises(NotPossible):
        actions.create_table(campaign, "Khác", by=cast.head, at=AT)


def test_the_next_edition_has_the_same_rows_and_leaves_the_round_its_own(cast, head):
    table = cast.round.criteria_set
    Criterion.objects.filter(criteria_set=table, code="1.2").update(
        guidance="Theo quyết định giao", source="reports_late"
    )
    answer = head.post(reverse("table_edition", args=[table.pk]))
    draft = CriteriaSet.objects.get(based_on=table)
    assert answer.url == reverse("table", args=[draft.pk])
    assert (draft.name, draft.edition, draft.is_draft) == (table.name, 2, True)
    assert rows(draft) == rows(table)
    cast.round.refresh_from_db()
    assert cast.round.criteria_set_id == table.pk


def test_one_draft_of_a_name_at_a_time(cast, head):
    draft = a_draft(cast)
    answer = head.post(reverse("table_edition", args=[cast.round.criteria_set_id]), follow=True)
    assert "Bản 2 đang được soạn. Soạn tiếp bản ấy." in text_of(answer)
    assert answer.redirect_chain[-1][0] == reverse("table", args=[draft.pk])


def test_an_approved_table_says_so_and_how_to_go_on(cast, head):
    table = cast.round.criteria_set
    page = text_of(head.get(reverse("table", args=[table.pk])))
    assert "Bộ tiêu chí này đã duyệt nên không sửa được nữa. Cần thay đổi thì soạn bản mới từ bộ này." in page
    assert "Soạn bản mới" in page and "Lưu các số" not in page
    for name in ("table_settings", "table_approve", "table_remove", "criterion_add", "table_import"):
        assert head.get(reverse(name, args=[table.pk])).url == reverse("table", args=[table.pk])
    row = row_of(table, "1.2")
    assert head.post(reverse("criterion_remove", args=[row.pk]), {"version": row.version}).status_code == 302
    assert table.criteria.count() == 18


def test_approving_locks_what_was_looked_at(cast, head):
    draft = a_draft(cast)
    page = text_of(head.get(reverse("table_approve", args=[draft.pk])))
    assert "18 tiêu chí, thang điểm 100,00." in page and "Thang điểm 100, nội dung nào cũng có tiêu chí." in page
    answer = head.post(reverse("table_approve", args=[draft.pk]), {"da-xem": actions.stamp_of(draft)})
    draft.refresh_from_db()
    assert (answer.url, draft.state) == (reverse("table", args=[draft.pk]), "approved")
    assert draft.history.latest("history_id").history_change_reason == "Duyệt bộ tiêu chí"


def test_approving_what_somebody_changed_meanwhile_is_told(cast, head):
    draft = a_draft(cast)
    stamp = actions.stamp_of(draft)
    Criterion.objects.filter(criteria_set=draft, code="1.2").update(maximum=Decimal(10))
    answer = head.post(reverse("table_approve", args=[draft.pk]), {"da-xem": stamp}, follow=True)
    assert "Bộ tiêu chí vừa được người khác sửa. Xem lại bản mới nhất rồi làm tiếp." in text_of(answer)
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_is_odd_is_a_hint_before_approving_and_not_an_error(cast, head):
    draft = a_draft(cast)
    put(draft, step=Decimal("0.50"))
    Criterion.objects.filter(criteria_set=draft, area__number=5).delete()
    Criterion.objects.filter(criteria_set=draft, code="1.2").update(maximum=Decimal("12.25"))
    page = text_of(head.get(reverse("table_approve", args=[draft.pk])))
    for hint in (
        "Thang điểm 92,25, còn thiếu 7,75 so với 100.",
        "Nội dung 5 chưa có tiêu chí nào.",
        "Điểm tối đa của 1.2 không là bội số của bước 0,50",
        "Duyệt bộ tiêu chí",
    ):
        assert hint in page


def test_a_table_without_a_criterion_of_the_scale_is_not_approved(cast, campaign):
    table = actions.create_table(campaign, "Trống", by=cast.head, at=AT)
    with pytest.raises(NotPossible) as refused:
        actions.approve_table(table, stamp=actions.stamp_of(table), by=cast.head, at=AT)
    assert refused.value.reasons == ["Cần ít nhất một tiêu chí ngoài điểm thưởng và điểm trừ."]


def test_settings_are_saved_with_their_version(cast, head):
    draft = a_draft(cast)
    url = reverse("table_settings", args=[draft.pk])
    typed = {"name": draft.name, "step": "0,25", "bonus_cap": "", "version": 0}
    assert head.post(url, typed).url == reverse("table", args=[draft.pk])
    draft.refresh_from_db()
    assert (draft.step, draft.bonus_cap, draft.version) == (Decimal("0.25"), None, 1)
    page = text_of(head.post(url, typed | {"step": "0,5"}))
    assert "Nội dung này vừa được người khác lưu." in page and "Bước điểm 0,25 0,5" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"step": "0"}, "Bước điểm phải lớn hơn 0."),
        ({"step": "1.234,5"}, '"1.234,5" có thể hiểu hai cách. Nhập 1234,5.'),
        ({"bonus_cap": "-1"}, "Nhập số từ 0 đến 999999,99."),
        ({"bonus_cap": "1,234"}, "Nhiều nhất 2 chữ số sau dấu phẩy."),
        ({"step": "0,001"}, "Nhiều nhất 2 chữ số sau dấu phẩy."),
        ({"name": ""}, "Tên bộ tiêu chí: chưa nhập."),
        ({"name": "Tên khác"}, "Bản 2 giữ tên của các bản trước"),
    ],
)
def test_wrong_settings_are_told_where_they_stand(cast, head, typed, sentence):
    draft = a_draft(cast)
    right = {"name": draft.name, "step": "0,01", "bonus_cap": "10", "version": 0}
    assert sentence in text_of(head.post(reverse("table_settings", args=[draft.pk]), right | typed))
    draft.refresh_from_db()
    assert draft.version == 0


def test_a_draft_nobody_uses_goes_with_its_rows(cast, head):
    draft = a_draft(cast)
    page = head.get(reverse("table_remove", args=[draft.pk]))
    assert "Bản đang soạn này có 18 tiêu chí." in text_of(page)
    answer = head.post(reverse("table_remove", args=[draft.pk]), {"da-xem": actions.stamp_of(draft)})
    assert answer.url == reverse("tables", args=[draft.campaign_id])
    assert not CriteriaSet.objects.filter(pk=draft.pk).exists()


def test_a_draft_a_round_is_prepared_with_stays(cast, head):
    round = round_in(RoundState.PREPARING)
    table = round.criteria_set
    put(table, state="drafting", approved_at=None)
    answer = head.post(reverse("table_remove", args=[table.pk]), {"da-xem": actions.stamp_of(table)}, follow=True)
    assert f"Kỳ chấm {round.name} đang dùng bộ tiêu chí này." in text_of(answer)
    assert CriteriaSet.objects.filter(pk=table.pk).exists()


def test_nothing_done_to_a_new_edition_touches_the_settled_round(cast, head):
    before = (rows(cast.round.criteria_set), Mark.objects.in_round(cast.round).count(), cast.round.result.sha256)
    draft = a_draft(cast)
    for code in ("1.1", "5.2"):
        row = row_of(draft, code)
        head.post(reverse("criterion_remove", args=[row.pk]), {"version": row.version})
    assert draft.criteria.count() == 16
    cast.round.refresh_from_db()
    after = (rows(cast.round.criteria_set), Mark.objects.in_round(cast.round).count(), cast.round.result.sha256)
    assert after == before


def test_an_approved_edition_names_the_rounds_still_prepared_with_an_earlier_one(cast, head):
    round = round_in(RoundState.PREPARING)
    draft = actions.draft_edition(round.criteria_set, by=cast.head, at=AT)
    page = text_of(head.get(reverse("table", args=[draft.pk])))
    assert "đang chuẩn bị còn dùng" not in page
    actions.approve_table(draft, stamp=actions.stamp_of(draft), by=cast.head, at=AT)
    page = text_of(head.get(reverse("table", args=[draft.pk])))
    assert f"Kỳ chấm {round.name} đang chuẩn bị còn dùng {round.criteria_set}. Đổi sang bản này" in page


def test_a_page_that_only_looks_changes_nothing(cast, campaign):
    draft = a_draft(cast)
    before = (actions.stamp_of(draft), CriteriaSet.objects.count())
    for who in ("head", "deputy", "admin"):
        for name, pk in (("tables", campaign.pk), ("table", draft.pk)):
            assert cast.client(who).get(reverse(name, args=[pk])).status_code == 200
    assert (actions.stamp_of(draft), CriteriaSet.objects.count()) == before
