"""A year from the one before: everything of the plan and of the scoring, nothing of what was done."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.copying import copy_year, preview
from awards.models import AwardRule
from campaigns.actions.copying import Shift
from campaigns.actions.files import attach
from campaigns.models import Attachment, Campaign, Commitment, Drive, DueDate, Pledge, ReportDuty, Task, UnitPlan
from scoring.models import Criterion, Mark, Round, ScoreSheet
from tests.campaigns.year_builders import AT, confirmed, drafted_plan, opened_pledge, roles_of_next_year, task, unit_of
from tests.reading import text_of
from toolkit.private_files import Limits, accept_uploads, open_kept
from toolkit.reasons import NotPossible
from units.models import Bloc, Membership, Unit

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": AT}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def campaign(cast):
    """2026 with something of everything in it."""
    campaign = cast.round.campaign
    campaign.title, campaign.symbol, campaign.issued_on = "Phong trào năm 2026", "12/KH-KTĐ02", date(2026, 5, 28)
    campaign.starts_on, campaign.ends_on = date(2026, 6, 1), date(2026, 11, 30)
    campaign.purpose = "Theo Quyết định ngày 29 tháng 4 năm 2026, năm 2026 thi đua"
    campaign.least_initiatives = 2
    campaign.save()
    task(campaign, "Hoàn thành chỉ tiêu năm 2026", due_on=date(2026, 12, 15))
    duty = ReportDuty.objects.create(campaign=campaign, title="Báo cáo quý năm 2026", guidance="Theo mẫu")
    duty.owed_by.set([unit_of(campaign, "KT"), unit_of(campaign, "HCC")])
    DueDate.objects.create(duty=duty, name="Quý I", due_on=date(2026, 3, 20))
    DueDate.objects.create(duty=duty, name="Quý II", due_on=date(2026, 6, 20))
    attach(duty, accept_uploads([SimpleUploadedFile("mau.pdf", PDF)], Limits()), **BY)
    Drive.objects.create(campaign=campaign, name="Chào mừng 2/9", starts_on=date(2026, 8, 1), ends_on=date(2026, 9, 2))
    confirmed(opened_pledge(campaign, due_on=date(2026, 6, 30), signed_on=date(2026, 6, 5)), "KT")
    drafted_plan(campaign)
    return campaign


@pytest.fixture
def copied(cast, campaign):
    roles_of_next_year(cast.bloc, head="VHXH", deputy="VP")
    return copy_year(cast.bloc, 2027, **BY)


def test_the_plan_comes_along_with_its_dates_a_year_later(copied):
    assert (
        copied.title, copied.year, copied.state, copied.symbol, copied.issued_on, copied.starts_on, copied.ends_on,
        copied.purpose, copied.least_initiatives, copied.version,
    ) == (
        "Phong trào năm 2027", 2027, "drafting", "", None, date(2027, 6, 1), date(2027, 11, 30),
        "Theo Quyết định ngày 29 tháng 4 năm 2026, năm 2027 thi đua", 2, 0,
    )  # fmt: skip
    assert copied.areas.get(number=1).title == "Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2027"
    assert copied.areas.count() == 5
    tasks = Task.objects.filter(area__campaign=copied)
    assert list(tasks.values_list("text", "due_on")) == [("Hoàn thành chỉ tiêu năm 2027", date(2027, 12, 15))]


def test_report_duties_come_with_their_dates_units_and_templates(copied):
    duty = ReportDuty.objects.get(campaign=copied)
    assert (duty.title, duty.guidance) == ("Báo cáo quý năm 2027", "Theo mẫu")
    assert sorted(unit.code for unit in duty.owed_by.all()) == ["HCC", "KT"]
    dues = [("Quý I", date(2027, 3, 20)), ("Quý II", date(2027, 6, 20))]
    assert list(duty.due_dates.order_by("due_on").values_list("name", "due_on")) == dues
    mine = duty.attachments.get()
    assert mine.path not in set(Attachment.objects.exclude(pk=mine.pk).values_list("path", flat=True))
    with open_kept(mine.path) as file:
        assert (mine.name, file.read()) == ("mau.pdf", PDF)


def test_a_template_the_store_has_lost_stops_nothing(cast, campaign, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "khac")
    roles_of_next_year(cast.bloc)
    made = copy_year(cast.bloc, 2027, **BY)
    assert ReportDuty.objects.get(campaign=made).attachments.count() == 0


def test_drives_and_the_pledge_come_along_but_nobody_has_confirmed(copied):
    drives = Drive.objects.filter(campaign=copied).values_list("name", "starts_on", "ends_on")
    assert list(drives) == [("Chào mừng 2/9", date(2027, 8, 1), date(2027, 9, 2))]
    pledge = Pledge.objects.get(campaign=copied)
    assert (pledge.state, pledge.opening, pledge.due_on, pledge.signed_on, pledge.confirmations.count()) == (
        "drafting", "Các đơn vị thống nhất:", date(2027, 6, 30), None, 0,
    )  # fmt: skip
    texts = Commitment.objects.filter(pledge=pledge).values_list("position", "text")
    assert list(texts) == [(1, "Hoàn thành 100% nhiệm vụ được giao")]


FACTS = ("position", "code", "kind", "title", "maximum", "unit_points", "target", "area__number")


def test_the_table_comes_whole_on_the_areas_of_the_new_year(cast, copied):
    old, new = (Criterion.objects.filter(criteria_set__campaign=year) for year in (cast.round.campaign, copied))
    assert list(new.order_by("pk").values_list(*FACTS)) == list(old.order_by("pk").values_list(*FACTS))
    assert new.count() == 18
    assert set(new.exclude(area=None).values_list("area__campaign", flat=True)) == {copied.pk}
    table = copied.criteria_sets.get()
    assert (table.name, table.step, table.bonus_cap) == ("Tổng kết năm 2027", *settings_of(cast.round))


def settings_of(round) -> tuple[Decimal, Decimal | None]:
    return round.criteria_set.step, round.criteria_set.bonus_cap


def test_the_round_is_drafted_with_bands_tie_break_rules_and_a_sheet_a_unit(cast, copied):
    round = Round.objects.get(campaign=copied)
    assert (round.name, round.state, round.tie_break) == ("Tổng kết năm 2027", "preparing", cast.round.tie_break)
    assert list(round.bands.values_list("name", "lowest_total")) == list(
        cast.round.bands.values_list("name", "lowest_total")
    )
    sheets = ScoreSheet.objects.filter(round=round).order_by("position")
    assert list(sheets.values_list("unit__code", "role")) == [
        ("VP", "deputy"), ("VHXH", "head"), ("KT", "member"), ("HCC", "member"), ("DVSNC", "member"),
        ("QLDA", "member"),
    ]  # fmt: skip
    assert Mark.objects.filter(sheet__round=round).count() == 0
    told = ("position", "code", "form", "authority", "quota_number", "quota_percent", "lowest_total", "worst_rank")
    rules = [AwardRule.objects.filter(round=each).values_list(*told) for each in (round, cast.round)]
    assert list(rules[0]) == list(rules[1]) != []


def test_what_was_done_in_the_old_year_stays_there(cast, campaign, copied):
    assert UnitPlan.objects.filter(campaign=copied).count() == 0
    assert UnitPlan.objects.filter(campaign=campaign).count() == 1
    before = Campaign.objects.get(pk=campaign.pk)
    assert (before.title, before.state, before.rounds.get().state) == ("Phong trào năm 2026", "running", "settled")


def test_the_history_says_where_the_year_came_from(copied):
    assert copied.history.get().history_change_reason == "Mở năm 2027 theo năm 2026"
    assert Round.objects.get(campaign=copied).history.get().history_change_reason == "Mở năm 2027 theo năm 2026"


def test_copying_twice_says_the_year_is_there_and_makes_nothing(cast, copied):
    counts = (Campaign.objects.count(), Criterion.objects.count())
    with pytest.raises(NotPossible) as problem:
        copy_year(cast.bloc, 2027, **BY)
    assert problem.value.reasons == ["Năm 2027 đã có phong trào."]
    assert (Campaign.objects.count(), Criterion.objects.count()) == counts


def test_a_bloc_without_a_year_has_nothing_to_copy(cast):
    bloc = Bloc.objects.create(commune=cast.bloc.commune, number="09", name="Khối thi đua số 09")
    unit = Unit.objects.create(bloc=bloc, code="A", name="Đơn vị A")
    Membership.objects.create(bloc=bloc, unit=unit, year=2027, role="head")
    with pytest.raises(NotPossible) as problem:
        copy_year(bloc, 2027, **BY)
    assert problem.value.reasons == ["Khối chưa có năm nào trước năm 2027."]


def test_who_left_the_bloc_owes_no_report(cast, campaign):
    roles_of_next_year(cast.bloc)
    Membership.objects.filter(year=2027, unit__code="HCC", bloc=cast.bloc).delete()
    made = copy_year(cast.bloc, 2027, **BY)
    assert [unit.code for unit in ReportDuty.objects.get(campaign=made).owed_by.all()] == ["KT"]
    assert ScoreSheet.objects.filter(round__campaign=made).count() == 5


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 2, 28), date(2029, 2, 28)),
        (date(2028, 12, 31), date(2029, 12, 31)),
    ],
)
def test_a_day_moves_by_a_year(day, expected):
    assert Shift(2028, 2029).day(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng kết năm 2026", "Tổng kết năm 2027"),
        ("NĂM 2026", "NĂM 2027"),
        ("Năm 2026 và năm 2025", "Năm 2027 và năm 2025"),
        ("ngày 29 tháng 4 năm 2026", "ngày 29 tháng 4 năm 2026"),
        ("Nghị định 152/2026/NĐ-CP", "Nghị định 152/2026/NĐ-CP"),
        ("trong năm 20261", "trong năm 20261"),
    ],
)
def test_the_year_in_a_text_moves_where_it_is_called_a_year(text, expected):
    assert Shift(2026, 2027).text(text) == expected


# The page -----------------------------------------------------------------------------------------------------------


def page(cast, year=2027):
    return reverse("open_year", args=[cast.bloc.pk, year])


def test_the_preview_counts_what_will_come_and_says_the_first_dates(cast, campaign):
    assert [(line.words, line.count, line.note) for line in preview(campaign, 2027)] == [
        ("Nội dung thi đua", 5, ""),
        ("Nhiệm vụ", 1, "thời hạn đầu tiên 15/12/2027"),
        ("Chế độ báo cáo", 1, "2 kỳ; kỳ đầu hạn 20/03/2027"),
        ("Đợt thi đua", 1, "đợt đầu từ 01/08/2027"),
        ("Nội dung cam kết của giao ước", 1, ""),
        ("Bộ tiêu chí", 1, "18 tiêu chí"),
        ("Kỳ chấm, ở bước chuẩn bị", 1, "Tổng kết năm 2027"),
        ("Quy định khen thưởng", 3, ""),
    ]


def test_the_head_of_the_new_year_opens_it_with_one_button(cast, campaign):
    roles_of_next_year(cast.bloc, head="VHXH", deputy="VP")
    said = text_of(cast.client("deputy").get(page(cast)))
    assert "Mở năm 2027 theo năm 2026" in said and "Bắt đầu 01/06/2027" in said
    answer = cast.client("deputy").post(page(cast), {"cach": "chep"})
    made = Campaign.objects.get(bloc=cast.bloc, year=2027)
    assert answer.url == reverse("campaign", args=[made.pk])
    again = cast.client("deputy").post(page(cast), {"cach": "chep"})
    assert "Năm 2027 đã có phong trào." in text_of(again)
    assert cast.client("head").post(page(cast), {"cach": "chep"}).status_code == 403  # headed 2026


def test_the_head_may_also_begin_with_an_empty_year(cast):
    roles_of_next_year(cast.bloc)
    cast.client("head").post(page(cast), {"cach": "trong"})
    made = Campaign.objects.get(bloc=cast.bloc, year=2027)
    assert (made.areas.count(), made.rounds.count()) == (0, 0)


def test_the_head_of_the_latest_year_is_told_what_the_administrator_does_first(cast):
    said = text_of(cast.client("head").get(page(cast)))
    assert "Năm 2027 chưa có đơn vị nào tham gia. Người quản trị chuyển hoặc giao lại vai trò Trưởng Khối" in said
    assert "Mở năm 2027 theo" not in said
    assert cast.client("head").post(page(cast)).status_code == 403


def test_a_year_out_of_this_century_has_no_page(cast):
    assert cast.client("head").get(page(cast, 1999)).status_code == 404
