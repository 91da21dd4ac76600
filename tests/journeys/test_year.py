"""The year as people live it: an initiative to its decision, a report that is late, a year from the year before."""

from datetime import date, timedelta
from time import monotonic

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.models import Campaign, DueDate, Initiative, ReportDuty, Task
from khoi_thidua.demo_year import load_demo_year
from units.actions import Member, enrol_members
from units.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Bản đồ số quản lý hộ kinh doanh"
TEXTS = {
    "Lĩnh vực áp dụng": "Quản lý hộ kinh doanh",
    "Tình trạng trước khi áp dụng": "Danh sách nằm ở nhiều bảng tính, trùng và thiếu địa chỉ.",
    "Nội dung giải pháp": "Đưa vị trí, ngành nghề của từng hộ lên bản đồ dùng chung.",
    "Điểm mới": "Tra cứu theo tuyến đường.",
    "Nơi áp dụng hoặc áp dụng thử": "Phòng Kinh tế",
    "Ngày áp dụng lần đầu hoặc áp dụng thử": "01/10/2026",
    "Hiệu quả kinh tế": "Giảm hai ngày công mỗi tháng.",
    "Hiệu quả xã hội": "Hộ kinh doanh không khai lại nhiều lần.",
    "Khả năng, phạm vi nhân rộng": "Các xã, phường khác.",
    "Điều kiện cần thiết để áp dụng": "Không.",
}
AUTHOR = {
    "Họ và tên": "Tổ Thương mại",
    "Chức vụ, nơi công tác": "Phòng Kinh tế",
    "Vai trò": "Chủ trì",
    "Tỷ lệ (%)": "100",
}
REMARK = "Bổ sung số liệu trước và sau khi áp dụng thử."


def fill(page, texts):
    for label, text in texts.items():
        page.get_by_label(label).fill(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def write_and_register(visitor, campaign):
    page = visitor.page
    visitor.go(reverse("initiatives", args=[campaign.pk]))
    expect(page.get_by_text("Đơn vị mình đã đăng ký 0, còn thiếu 1.")).to_be_visible()
    follow(page, "Soạn sáng kiến mới")
    page.get_by_label("Tên sáng kiến, mô hình, giải pháp").fill(TITLE)
    page.get_by_label("Loại").select_option(label="Giải pháp")
    page.get_by_label("Nội dung thi đua").select_option(index=2)
    fill(page, TEXTS | AUTHOR)
    assert visitor.faults(1280, 390) == {}
    press(page, "Xem lại và đăng ký")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi đăng ký")
    press(page, "Đăng ký")
    expect(page.get_by_text(f"Đã đăng ký “{TITLE}”")).to_be_visible()


def send_back(page):
    follow(page, "Trả lại")
    page.get_by_label("Ý kiến").fill(REMARK)
    press(page, "Trả lại")
    expect(page.get_by_text("Đã trả lại đơn vị")).to_be_visible()


def correct_and_register_again(page):
    page.reload()
    expect(page.get_by_text(REMARK)).to_be_visible()
    follow(page, "Sửa và đăng ký")
    page.get_by_label("Hiệu quả kinh tế").fill("Từ 5 ngày công còn 3 ngày công mỗi tháng, đo trong tháng 10.")
    press(page, "Xem lại và đăng ký")
    press(page, "Đăng ký")
    expect(page.get_by_text(f"Đã đăng ký “{TITLE}”")).to_be_visible()


def report_the_result(page):
    page.reload()
    follow(page, "Nộp kết quả")
    page.get_by_label("Kết quả thực hiện").fill("Đã đưa 612 hộ lên bản đồ.")
    press(page, "Nộp kết quả")
    expect(page.get_by_text("Chờ xét công nhận.").first).to_be_visible()


def recognise(page):
    page.reload()
    follow(page, "Công nhận")
    page.get_by_label("Cấp công nhận").select_option(label="Cấp cơ sở")
    page.get_by_label("Quyết định số").fill("1286/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
    press(page, "Công nhận")
    expect(page.get_by_text("Được công nhận cấp cơ sở theo Quyết định số 1286/QĐ-UBND")).to_be_visible()


def may_judge(visitor, initiative):
    """What the page of a registered or reported initiative offers somebody who judges it."""
    visitor.go(reverse("initiative", args=[initiative.pk]))
    return visitor.page.get_by_role("link", name="Trả lại", exact=True).count() == 1


def test_an_initiative_is_registered_returned_corrected_and_recognised_by_the_head(cast, visit):
    clerk, head = visit().come_as("clerk"), visit().come_as("head")
    write_and_register(clerk, cast.round.campaign)
    initiative = Initiative.objects.get(title=TITLE)
    others = {name: may_judge(visit().come_as(name), initiative) for name in ("clerk", "deputy", "admin")}
    assert others == {"clerk": False, "deputy": False, "admin": False}
    assert may_judge(head, initiative)
    send_back(head.page)
    correct_and_register_again(clerk.page)
    head.page.reload()
    press(head.page, "Nhận đăng ký")
    report_the_result(clerk.page)
    recognise(head.page)
    initiative.refresh_from_db()
    assert (initiative.state, initiative.decided_by) == ("recognised", cast.head)
    clerk.go(reverse("initiatives", args=[cast.round.campaign.pk]))
    expect(clerk.page.get_by_text("Đơn vị mình đã đăng ký 1, đạt.")).to_be_visible()


# Reports --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def due(cast):
    duty = ReportDuty.objects.create(campaign=cast.round.campaign, title="Báo cáo quý")
    duty.owed_by.set(Unit.objects.filter(pk=cast.clerk.unit_id))
    return DueDate.objects.create(duty=duty, name="Quý IV", due_on=timezone.localdate() - timedelta(days=3))


def facts_of_reports(visitor, campaign):
    """(late, missing) of the clerk's unit, as the page of facts says."""
    visitor.go(reverse("facts", args=[campaign.pk]))
    row = visitor.page.locator("tbody tr", has_text="Phòng Kinh tế")
    return tuple(
        row.locator(f"td[data-label='{label}']").inner_text().strip()
        for label in ("Báo cáo nộp chậm", "Báo cáo quá hạn chưa nộp")
    )


def test_a_late_report_stands_in_the_facts_until_more_time_was_given(cast, visit, due):
    campaign = cast.round.campaign
    clerk, head = visit().come_as("clerk"), visit().come_as("head")
    assert facts_of_reports(head, campaign) == ("0", "1")
    clerk.go(reverse("reports", args=[campaign.pk]))
    follow(clerk.page, "Quá hạn 3 ngày")
    clerk.page.get_by_label("Nội dung báo cáo").fill("Hồ sơ đúng hạn 98,5 %.")
    press(clerk.page, "Nộp báo cáo")
    expect(clerk.page.locator("h1 + .tag")).to_have_text("Chậm 3 ngày")
    assert facts_of_reports(head, campaign) == ("1", "0")
    follow(head.page, "1")
    head.page.get_by_role("link", name="Báo cáo quý, Quý IV").click()
    expect(head.page.locator("h1 + .tag")).to_have_text("Chậm 3 ngày")
    follow(head.page, "Gia hạn")
    until = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    head.page.get_by_label("Gia hạn đến ngày").fill(until)
    head.page.get_by_label("Lý do").fill("Khắc phục hậu quả bão số 5.")
    press(head.page, "Gia hạn")
    expect(head.page.get_by_text(f"Đã gia hạn cho Phòng Kinh tế đến {until}.")).to_be_visible()
    expect(head.page.locator("h1 + .tag")).to_have_text("Đúng hạn")
    assert facts_of_reports(head, campaign) == ("0", "0")


# The next year --------------------------------------------------------------------------------------------------------


@pytest.fixture
def whole_year(cast, settings, tmp_path):
    """2026 as the demo year fills it; next year the deputy's unit leads."""
    settings.MEDIA_ROOT = tmp_path
    campaign = cast.round.campaign
    assert load_demo_year(campaign)
    for area in campaign.areas.all():
        Task.objects.create(area=area, position=1, text="Hoàn thành chỉ tiêu năm 2026")
    roles = {"VHXH": "head", "KT": "deputy"}
    members = [Member(unit.code, unit.name, roles.get(unit.code, "member")) for unit in cast.bloc.units.order_by("pk")]
    enrol_members(cast.bloc, 2027, members)
    return campaign


def months_and_days(campaign):
    """What the plan says by when, without the year."""
    dues = DueDate.objects.in_campaign(campaign).order_by("due_on").values_list("due_on", flat=True)
    drives = campaign.drives.order_by("starts_on").values_list("starts_on", flat=True)
    days = [campaign.starts_on, campaign.ends_on, campaign.plan_due_on, campaign.initiative_due_on, *dues, *drives]
    return [(day.month, day.day) for day in days]


def test_the_next_head_opens_2027_as_2026_and_issues_its_plan_within_two_minutes(cast, visit, whole_year):
    began = monotonic()
    head = visit().log_in("deputy")
    page = head.page
    head.go(reverse("campaigns"))
    follow(page, "Mở năm 2027")
    expect(page.get_by_role("table")).to_contain_text("kỳ đầu hạn 20/06/2027")
    assert head.faults(1280, 390) == {}
    press(page, "Mở năm 2027 theo năm 2026")
    expect(page.get_by_text("Đã mở năm 2027.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2027")
    follow(page, "Sửa kế hoạch")
    page.get_by_label("Kết thúc").fill("20/12/2027")
    press(page, "Lưu kế hoạch")
    follow(page, "Ban hành Kế hoạch phát động")
    press(page, "Ban hành Kế hoạch phát động")
    expect(page.get_by_text("Đã ban hành").first).to_be_visible(timeout=30_000)  # the PDF is drawn meanwhile
    assert monotonic() - began < 120
    made = Campaign.objects.get(bloc=cast.bloc, year=2027)
    assert (made.state, made.ends_on) == ("issued", date(2027, 12, 20))
    made.ends_on = made.ends_on.replace(day=15)
    assert months_and_days(made) == months_and_days(whole_year)
    assert (made.areas.count(), made.pledge.commitments.count(), made.initiatives.count()) == (5, 8, 0)
