"""The pages of reports: what each person reads there and can do."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.reports import extend_report
from campaigns.models import Attachment, Extension, Report, ReportDuty
from campaigns.states import ReportState
from tests.campaigns.report_builders import a_due, a_duty, at, filed, unit_of
from tests.reading import text_of
from tests.toolkit.hostile_files import PDF

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 20)
SOON = date(2099, 12, 1)  # never past while these tests live


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(due, code="KT", name="report"):
    return reverse(name, args=[due.pk, code])


def write(client, due, code="KT", **typed):
    return client.post(address(due, code), {"number": "5/BC", "text": "Đã làm xong.", "version": 0} | typed)


def reasons(response):
    return [str(sentence) for sentence in response.context["form"].non_field_errors()]


# The head defines -----------------------------------------------------------------------------------------------------


def duty_form(rows, **typed):
    """`rows` are (key of the due date or "", name, day), as the page sends them."""
    data = {"title": "Báo cáo quý", "guidance": "Nêu số liệu", "version": 0} | typed
    for number, (pk, name, day) in enumerate(rows):
        prefix = f"ky{pk}" if pk else f"moi{number}"
        data |= {f"{prefix}-name": name, f"{prefix}-due_on": day}
    return data


def test_the_head_defines_a_duty_with_a_template_and_changes_it(cast, campaign):
    head = cast.client("head")
    template = SimpleUploadedFile("bieu-mau.pdf", PDF)
    made = head.post(
        reverse("report_duty_new", args=[campaign.pk]),
        duty_form([("", "Quý I", "20/03/2026"), ("", "", ""), ("", "Quý II", "20.6.2026")], new_files=[template]),
    )
    duty = ReportDuty.objects.get()
    assert made.url == reverse("report_duty", args=[duty.pk])
    said = text_of(head.get(made.url))
    for words in ("Báo cáo quý", "Quý I: 20/03/2026", "Quý II: 20/06/2026", "bieu-mau.pdf", "Nêu số liệu"):
        assert words in said
    first, second = duty.due_dates.all()
    edit = reverse("report_duty_edit", args=[duty.pk])
    assert 'value="20/03/2026"' in head.get(edit).content.decode()
    units = [unit_of(campaign, "KT").pk]
    typed = duty_form([(first.pk, "Quý I", "21/03/2026"), (second.pk, "", "")], title="Báo cáo", units=units)
    assert head.post(edit, typed).status_code == 302
    assert [(due.pk, due.due_on) for due in duty.due_dates.all()] == [(first.pk, date(2026, 3, 21))]
    assert [unit.code for unit in duty.owed_by.all()] == ["KT"]
    assert reasons(head.post(edit, typed)) == [
        "Nội dung này vừa được người khác lưu. Những gì đang gõ còn nguyên; so với bản vừa lưu rồi lưu lại."
    ]
    file = Attachment.objects.get()
    assert head.post(reverse("report_duty_file_remove", args=[file.pk])).url == edit
    assert not Attachment.objects.exists()


def test_the_second_to_save_a_duty_sees_the_due_dates_of_the_first(cast, campaign):
    due = a_due(campaign)
    edit = reverse("report_duty_edit", args=[due.duty_id])
    cast.client("head").post(edit, duty_form([(due.pk, "Quý I", "20/03/2026"), ("", "Quý II", "20/06/2026")]))
    typed = duty_form([(due.pk, "Quý I", "25/03/2026")], units=[unit_of(campaign, "KT").pk])
    said = text_of(cast.client("head").post(edit, typed))
    assert "Các kỳ và hạn nộp Quý I: 20/03/2026; Quý II: 20/06/2026 Quý I: 25/03/2026" in said
    assert "Đơn vị phải nộp Tất cả đơn vị Phòng Kinh tế" in said


def test_a_row_that_is_wrong_is_named_and_nothing_typed_is_lost(cast, campaign):
    rows = [("", "Quý I", "31/02/2026"), ("", "Quý II", "")]
    answer = cast.client("head").post(reverse("report_duty_new", args=[campaign.pk]), duty_form(rows, title=""))
    assert reasons(answer) == [
        "Dòng 1: Ngày chưa đúng. Nhập như 05/06/2026.",
        "Dòng 2: Kỳ “Quý II”: nhập hạn nộp, hoặc xóa tên để bỏ dòng.",
    ]
    assert answer.context["form"].errors["title"] == ["Tên báo cáo: chưa nhập."]
    assert 'value="31/02/2026"' in answer.content.decode()


def test_a_due_date_with_a_report_stays_and_the_page_says_why(cast, campaign):
    due = a_due(campaign)
    filed(due, "KT", DUE)
    edit = reverse("report_duty_edit", args=[due.duty_id])
    answer = cast.client("head").post(edit, duty_form([(due.pk, "", "")]))
    assert reasons(answer) == ["Kỳ Quý I đã có báo cáo của 1 đơn vị, không bỏ được."]
    gone = cast.client("head").post(reverse("report_duty_remove", args=[due.duty_id]), follow=True)
    assert "Đã có đơn vị viết báo cáo theo chế độ này, không bỏ được." in text_of(gone)


def test_a_duty_nobody_wrote_for_can_go(cast, campaign):
    due = a_due(campaign)
    assert cast.client("head").post(reverse("report_duty_remove", args=[due.duty_id])).status_code == 302
    assert not ReportDuty.objects.exists()


# A unit writes --------------------------------------------------------------------------------------------------------


def test_a_draft_is_read_by_its_unit_alone(cast, campaign):
    due = a_due(campaign, SOON)
    assert write(cast.client("clerk"), due, text="Bản nháp mật").status_code == 302
    seen = {who: "Bản nháp mật" in text_of(cast.client(who).get(address(due))) for who in ("clerk", "head", "deputy")}
    assert seen == {"clerk": True, "head": False, "deputy": False}
    matrix = reverse("reports", args=[campaign.pk])
    told = {who: "Đang soạn" in text_of(cast.client(who).get(matrix)) for who in ("clerk", "head", "deputy")}
    assert told == {"clerk": True, "head": False, "deputy": False}


def test_no_history_tells_a_draft_to_another_unit(cast, campaign):
    due, clerk = a_due(campaign, SOON), cast.client("clerk")
    write(clerk, due, text="Bản nháp mật")
    report = Report.objects.get()
    url = reverse("history", args=["bao-cao", report.pk])

    def told(words):
        pages = {who: cast.client(who).get(url) for who in ("clerk", "head")}
        return {who: page.status_code == 200 and words in text_of(page) for who, page in pages.items()}

    assert told("Bản nháp mật") == {"clerk": True, "head": False}
    write(clerk, due, text="Bản đã nộp", version=1, nop="1")
    assert told("Bản nháp mật") == {"clerk": True, "head": False}
    assert told("Nộp báo cáo") == {"clerk": True, "head": True}
    cast.other = cast.staff("other", campaign.bloc, "HCC")
    seen = {who: url in cast.client(who).get(address(due)).content.decode() for who in ("clerk", "head", "other")}
    assert seen == {"clerk": True, "head": True, "other": False}


def test_a_unit_files_with_number_text_and_attachments(cast, campaign):
    due = a_due(campaign, SOON)
    file = SimpleUploadedFile("so-lieu.pdf", PDF)
    answer = cast.client("clerk").post(
        address(due), {"number": "5/BC", "text": "Đã làm.", "version": 0, "new_files": [file], "nop": "1"}
    )
    assert answer.url == address(due)
    report = Report.objects.get()
    assert (report.number, report.text, report.state, report.filed_by) == ("5/BC", "Đã làm.", "filed", cast.clerk)
    said = text_of(cast.client("deputy").get(address(due)))
    for words in ("Đúng hạn", "Báo cáo số 5/BC", "Đã làm.", "so-lieu.pdf", "Phòng Kinh tế"):
        assert words in said


def test_a_file_goes_from_a_draft_and_stays_in_what_is_filed(cast, campaign):
    due, clerk = a_due(campaign, SOON), cast.client("clerk")
    both = [SimpleUploadedFile(name, PDF) for name in ("a.pdf", "b.pdf")]
    clerk.post(address(due), {"text": "x", "version": 0, "new_files": both})
    first, second = Attachment.objects.order_by("pk")
    clerk.post(reverse("report_file_remove", args=[first.pk]))
    write(clerk, due, version=1, nop="1")
    refused = clerk.post(reverse("report_file_remove", args=[second.pk]), follow=True)
    assert "Cần sửa thì báo Trưởng Khối trả lại." in text_of(refused)
    assert list(Attachment.objects.all()) == [second]


def test_filing_late_is_possible_and_counted(cast, campaign):
    due = a_due(campaign, DUE)
    write(cast.client("clerk"), due, nop="1")
    assert Report.objects.get().state == ReportState.FILED
    assert "Chậm" in text_of(cast.client("clerk").get(reverse("reports", args=[campaign.pk])))


def test_an_empty_report_is_refused_with_what_was_typed(cast, campaign):
    answer = write(cast.client("clerk"), a_due(campaign, SOON), text="", nop="1")
    assert reasons(answer) == ["Báo cáo còn trống. Viết nội dung hoặc đính kèm tệp rồi nộp."]
    assert 'value="5/BC"' in answer.content.decode()


def test_the_second_of_two_clerks_sees_both_texts(cast, campaign):
    due = a_due(campaign, SOON)
    write(cast.client("clerk"), due, text="Bản của người thứ nhất")
    said = text_of(write(cast.client("clerk"), due, text="Bản của người thứ hai"))
    assert "Nội dung báo cáo Bản của người thứ nhất Bản của người thứ hai" in said


def test_a_year_that_is_closed_takes_nothing(cast, campaign):
    due = a_due(campaign, SOON)
    campaign.close()
    campaign.save()
    assert reasons(write(cast.client("clerk"), due, nop="1")) == [
        "Phong trào năm 2026 đã tổng kết, không nhận và không sửa báo cáo nữa."
    ]
    assert "đã tổng kết, không nhận báo cáo nữa" in text_of(cast.client("clerk").get(address(due)))


def test_a_unit_that_owes_nothing_has_no_page(cast, campaign):
    due = a_due(campaign, SOON, owed_by=[unit_of(campaign, "HCC")])
    assert cast.client("clerk").get(address(due)).status_code == 404
    assert cast.client("clerk").get(address(due, "HCC")).status_code == 200


# The leaders judge ----------------------------------------------------------------------------------------------------


def sent_back(client, due, code, version=1):
    return client.post(address(due, code, "report_return"), {"remark": "Thiếu số liệu quý.", "version": version})


def test_the_head_sends_back_and_the_unit_reads_why(cast, campaign):
    due = a_due(campaign, SOON)
    filed(due, "KT", DUE)
    assert sent_back(cast.client("head"), due, "KT").status_code == 302
    said = text_of(cast.client("clerk").get(address(due)))
    assert "Khối trả lại, cần sửa: Thiếu số liệu quý." in said and "Trả lại, còn" in said
    write(cast.client("clerk"), due, version=2, nop="1")
    assert Report.objects.get().state == ReportState.FILED


def test_nobody_judges_the_own_unit_and_the_superuser_nobody(cast, campaign):
    due = a_due(campaign, SOON)
    for code in ("VP", "VHXH", "KT"):
        filed(due, code, DUE)
    people = ("clerk", "deputy", "head", "admin")
    codes = ("VP", "VHXH", "KT")
    for name in ("report_return", "report_extend"):
        found = {who: [cast.client(who).get(address(due, code, name)).status_code for code in codes] for who in people}
        assert found == {
            "clerk": [403, 403, 403],
            "deputy": [200, 403, 403],
            "head": [403, 200, 200],
            "admin": [403, 403, 403],
        }
    assert [sent_back(cast.client("deputy"), due, code).status_code for code in codes] == [302, 403, 403]


def test_an_extension_is_given_changed_and_taken_back(cast, campaign):
    due, head = a_due(campaign, DUE), cast.client("head")
    extend = address(due, name="report_extend")
    refused = head.post(extend, {"until": "20/03/2026", "reason": "Bão", "version": 0})
    assert reasons(refused) == ["Gia hạn đến một ngày sau hạn nộp 20/03/2026."]
    assert head.post(extend, {"until": "01/12/2099", "reason": "Bão", "version": 0}).status_code == 302
    said = text_of(cast.client("clerk").get(address(due)))
    assert "Hạn nộp 20/03/2026, gia hạn đến 01/12/2099" in said and "Bão" in said
    assert "Gia hạn đến 01/12/2099" in text_of(head.get(reverse("reports", args=[campaign.pk])))
    assert head.post(extend, {"until": "02/12/2099", "reason": "Bão", "version": 1}).status_code == 302
    told = text_of(cast.client("clerk").get(reverse("history", args=["che-do-bao-cao", due.duty_id])))
    assert "01/12/2099" in told and "02/12/2099" in told
    head.post(address(due, name="report_extension_remove"))
    assert not Extension.objects.exists()


# Looking --------------------------------------------------------------------------------------------------------------


def test_pages_that_only_look_change_nothing(cast, campaign):
    due = a_due(campaign, SOON)
    for who in ("clerk", "head", "deputy", "admin"):
        for url in (address(due), reverse("reports", args=[campaign.pk]), reverse("report_duty", args=[due.duty_id])):
            assert cast.client(who).get(url).status_code == 200
    assert Report.objects.count() == Report.history.count() == 0


def test_an_empty_year_says_what_will_be_here(cast, campaign):
    url = reverse("reports", args=[campaign.pk])
    assert "Chế độ báo cáo hiện ở đây khi Trưởng Khối quy định" in text_of(cast.client("clerk").get(url))
    assert "Lập chế độ báo cáo với các hạn nộp" in text_of(cast.client("head").get(url))


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_queries_do_not_grow(cast, campaign):
    due = a_due(campaign, DUE)
    filed(due, "KT", DUE)

    def counts():
        urls = {
            "reports": reverse("reports", args=[campaign.pk]),
            "report_duty": reverse("report_duty", args=[due.duty_id]),
            "report_duty_edit": reverse("report_duty_edit", args=[due.duty_id]),
            "report_duty_new": reverse("report_duty_new", args=[campaign.pk]),
            "report": address(due),
            "report_return": address(due, name="report_return"),
            "report_extend": address(due, name="report_extend"),
        }
        return {name: queries(cast.client("head"), url) for name, url in urls.items()}

    unit = unit_of(campaign, "KT")
    extend_report(due, unit, until=date(2026, 6, 1), reason="x", seen=0, by=cast.head, at=at(DUE))
    before = counts()
    for number in range(4):
        more = a_duty(campaign, ("a", DUE), ("b", date(2026, 5, 1)), title=f"Báo cáo {number}")
        for each in more.due_dates.all():
            for code in ("VP", "VHXH", "KT", "HCC"):
                filed(each, code, date(2026, 5, 9))
            extend_report(each, unit, until=date(2026, 6, 1), reason="x", seen=0, by=cast.head, at=at(DUE))
    assert counts() == before
    most = {"reports": 12, "report_duty": 12, "report_duty_edit": 14, "report_duty_new": 10, "report": 15}
    most |= {"report_return": 13, "report_extend": 13}
    assert {name: n for name, n in before.items() if n > most[name]} == {}
