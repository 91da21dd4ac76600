"""Writing, registering and judging an initiative on its pages; the whole also without script."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Attachment, Campaign, Initiative
from campaigns.states import CampaignState, InitiativeState
from tests.campaigns.initiative_builders import AUTHORS, TEXTS, draft, in_state, registered, typed
from tests.constraints import put
from tests.reading import text_of
from toolkit.numbers import plain_text

pytestmark = pytest.mark.django_db
S = InitiativeState


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [SimpleUploadedFile("thuyết minh.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")]


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


def page(name, row):
    return reverse(name, args=[row.pk])


# Writing --------------------------------------------------------------------------------------------------------------


def test_a_draft_needs_its_title_alone(cast, campaign):
    clerk, url = cast.client("clerk"), page("initiative_new", campaign)
    assert errors(clerk.post(url, {"kind": "model"})) == {"title": ["Tên sáng kiến, mô hình, giải pháp: chưa nhập."]}
    answer = clerk.post(url, {"kind": "model", "title": "  Ngày thứ Bảy   vì dân "}, follow=True)
    row = Initiative.objects.get()
    assert (row.title, row.kind, row.state, row.unit) == ("Ngày thứ Bảy vì dân", "model", S.DRAFTING, cast.clerk.unit)
    assert "Đã lưu nháp “Ngày thứ Bảy vì dân”. Chỉ đơn vị mình thấy bản nháp." in text_of(answer)


def test_the_whole_form_comes_back_as_it_was_typed(cast, campaign):
    clerk = cast.client("clerk")
    clerk.post(page("initiative_new", campaign), typed(campaign))
    row = Initiative.objects.get()
    assert {name: getattr(row, name) for name in TEXTS} == TEXTS
    form = clerk.get(page("initiative_edit", row)).context["form"]
    assert [[field.value() for _, field in line.fields] for line in form.author_rows] == [
        [author.name, author.office, author.role, plain_text(author.share)] for author in AUTHORS
    ]
    assert 'value="60"' in str(form["author_0_share"]) and 'value="02/02/2026"' in str(form["applied_since"])


def test_empty_lines_of_authors_are_left_out_and_numbers_read_with_a_comma(cast, campaign):
    lines = {
        "author_0_name": " ",
        "author_3_name": "Chuyên viên",
        "author_3_share": "33,33",
        "author_5_role": "Chủ trì",
    }
    cast.client("clerk").post(page("initiative_new", campaign), {"kind": "model", "title": "Tên"} | lines)
    row = Initiative.objects.get()
    assert row.authors_words == "Chuyên viên (33,33 %); Chủ trì"


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        ("nhiều", 'Tác giả 1: tỷ lệ (%): "nhiều" không phải là một số. Nhập số, ví dụ 9,5.'),
        ("0", "Tác giả 1: tỷ lệ (%): Tỷ lệ từ 0,01 đến 100."),
        ("100,01", "Tác giả 1: tỷ lệ (%): Tỷ lệ từ 0,01 đến 100."),
        ("33,333", "Tác giả 1: tỷ lệ (%): Nhiều nhất 2 chữ số sau dấu phẩy."),
    ],
)
def test_a_share_that_cannot_be_one_is_said_at_its_author(cast, campaign, share, sentence):
    answer = cast.client("clerk").post(page("initiative_new", campaign), typed(campaign, author_0_share=share))
    assert errors(answer) == {"author_0_share": [sentence]}


def test_one_author_more_keeps_everything_typed_and_saves_nothing(cast, campaign):
    sent = typed(campaign, title="", scope="Đang gõ dở") | {"them-tac-gia": "1"}
    answer = cast.client("clerk").post(page("initiative_new", campaign), sent)
    form = answer.context["form"]
    assert (answer.status_code, len(form.author_rows), form["scope"].value()) == (200, 3, "Đang gõ dở")
    assert form["author_1_name"].value() == "Chuyên viên"
    assert "autofocus" in str(form["author_2_name"])
    assert "Chưa gửi được" not in text_of(answer)
    assert not Initiative.objects.exists()


def test_there_are_at_most_twenty_authors(cast, campaign):
    lines = {f"author_{n}_name": f"Tác giả {n}" for n in range(21)}
    answer = cast.client("clerk").post(page("initiative_new", campaign), typed(campaign, authors=[]) | lines)
    assert errors(answer) == {"__all__": ["Mỗi sáng kiến ghi nhiều nhất 20 tác giả."]}
    del lines["author_20_name"]
    more = {"them-tac-gia": "1"} | lines
    full = cast.client("clerk").post(page("initiative_new", campaign), typed(campaign, authors=[]) | more)
    assert len(full.context["form"].author_rows) == 20


def test_files_come_with_the_draft_and_can_be_taken_away(cast, campaign, files):
    clerk = cast.client("clerk")
    clerk.post(page("initiative_new", campaign), typed(campaign) | {"attached": files})
    file = Attachment.objects.get()
    assert (file.name, file.initiative.title) == ("thuyết minh.pdf", TEXTS["title"])
    assert "Bỏ tệp thuyết minh.pdf" in text_of(clerk.get(page("initiative_edit", file.initiative)))
    clerk.post(page("initiative_file_remove", file))
    assert not Attachment.objects.exists()


def test_files_of_what_was_handed_in_stay(cast, campaign, files):
    clerk = cast.client("clerk")
    clerk.post(page("initiative_new", campaign), typed(campaign) | {"attached": files})
    file = Attachment.objects.get()
    clerk.post(page("initiative_register", file.initiative), {"version": file.initiative.version})
    answer = clerk.post(page("initiative_file_remove", file), follow=True)
    assert "Sáng kiến này đang ở trạng thái “Đã đăng ký” nên không làm được việc đó." in text_of(answer)
    assert Attachment.objects.exists()


def test_the_second_to_save_sees_both_and_may_save_again(cast, campaign):
    row, clerk = draft(campaign, cast.clerk), cast.client("clerk")
    clerk.post(page("initiative_edit", row), typed(campaign, scope="Một"))
    second = typed(campaign, authors=AUTHORS[:1], scope="Hai", author_0_share="100")
    answer = clerk.post(page("initiative_edit", row), second)
    assert answer.context["form"].meanwhile == [
        ("Khả năng, phạm vi nhân rộng", "Một", "Hai"),
        (
            "Tác giả",
            "Công chức tư pháp, Phòng Kinh tế, Chủ trì (60 %); Chuyên viên, Phòng Kinh tế, Phối hợp (40 %)",
            "Công chức tư pháp, Phòng Kinh tế, Chủ trì (100 %)",
        ),
    ]
    assert Initiative.objects.get().scope == "Một"
    again = second | {"version": answer.context["form"]["version"].value()}
    assert clerk.post(page("initiative_edit", row), again).status_code == 302
    assert Initiative.objects.get().scope == "Hai"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (CampaignState.DRAFTING, "Kế hoạch năm 2026 chưa ban hành."),
        (CampaignState.REVIEWED, "Phong trào năm 2026 đã tổng kết, không nhận thêm sáng kiến."),
    ],
)
def test_a_year_that_is_not_open_says_so(cast, campaign, state, sentence):
    put(campaign, state=state)
    answer = cast.client("clerk").get(page("initiative_new", campaign))
    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert "Soạn sáng kiến mới" not in text_of(cast.client("clerk").get(page("initiatives", campaign)))


# Registering ----------------------------------------------------------------------------------------------------------


def test_registering_saves_first_and_asks_for_everything_at_once(cast, campaign):
    sent = typed(campaign, authors=AUTHORS[:1], content="", scope="") | {"dang-ky": "1"}
    answer = cast.client("clerk").post(page("initiative_new", campaign), sent, follow=True)
    assert Initiative.objects.get().state == S.DRAFTING
    assert "Đã lưu nháp." in text_of(answer) and "Còn thiếu để đăng ký Chưa mô tả" in text_of(answer)
    assert 'class="errors"' not in answer.content.decode()  # it is saved: nothing is kept in the browser for it
    assert errors(answer) == {
        "content": ["Chưa mô tả nội dung giải pháp."],
        "scope": ["Chưa nêu khả năng, phạm vi nhân rộng."],
        "author_0_share": ["Tổng tỷ lệ đóng góp là 60,00 %; phải đúng 100,00 %."],
    }
    body = answer.content.decode()
    assert '<a href="#id_author_0_share">Tổng tỷ lệ' in body
    assert body.count("Tổng tỷ lệ đóng góp là 60,00 %") == 2


def test_what_is_complete_is_shown_once_more_and_registered(cast, campaign):
    clerk = cast.client("clerk")
    shown = clerk.post(page("initiative_new", campaign), typed(campaign) | {"dang-ky": "1"}, follow=True)
    row = Initiative.objects.get()
    assert shown.redirect_chain == [(page("initiative_register", row), 302)]
    assert "Xem lại trước khi đăng ký" in text_of(shown)
    answer = clerk.post(page("initiative_register", row), {"version": row.version}, follow=True)
    assert "Người xét nhận đăng ký hoặc trả lại kèm ý kiến." in text_of(answer)
    assert Initiative.objects.get().state == S.REGISTERED


def test_what_was_changed_after_it_was_shown_is_not_registered_unseen(cast, campaign):
    row = draft(campaign, cast.clerk)
    answer = cast.client("clerk").post(page("initiative_register", row), {"version": row.version + 5})
    assert "Nội dung vừa được người khác trong đơn vị sửa." in text_of(answer)
    assert Initiative.objects.get().state == S.DRAFTING


def test_similar_titles_of_other_years_are_pointed_out_before_registering(cast, campaign):
    last_year = Campaign.objects.create(bloc=campaign.bloc, year=2025, title="2025", state=CampaignState.RUNNING)
    title = "Số hoá hồ sơ hộ tịch để tra cứu nhanh cho người dân"
    old = registered(last_year, cast.deputy, title=title)
    draft(campaign, cast.deputy, title=TEXTS["title"])  # a draft of another unit is nobody's business
    registered(cast.other_round.campaign, cast.stranger)  # nor is another bloc
    row = draft(campaign, cast.clerk)
    answer = cast.client("clerk").get(page("initiative_register", row))
    assert [(found["initiative"], found["per_cent"]) for found in answer.context["similar"]] == [(old, 72)]
    assert f"{title} Phòng Văn hóa - Xã hội · năm 2025 · giống 72 %" in text_of(answer)
    cast.client("clerk").post(page("initiative_register", row), {"version": row.version})
    assert Initiative.objects.get(pk=row.pk).state == S.REGISTERED
    assert len(cast.client("head").get(page("initiative", row)).context["similar"]) == 1


def test_a_draft_is_taken_back_after_a_question(cast, campaign):
    row, clerk = draft(campaign, cast.clerk), cast.client("clerk")
    assert "không lấy lại được" in text_of(clerk.get(page("initiative_delete", row)))
    assert Initiative.objects.exists()
    assert "Đã bỏ bản nháp" in text_of(clerk.post(page("initiative_delete", row), follow=True))
    assert not Initiative.objects.exists()


# Judging --------------------------------------------------------------------------------------------------------------


def test_it_is_returned_corrected_accepted_reported_and_recognised(cast, campaign):
    row, clerk, head = registered(campaign, cast.clerk), cast.client("clerk"), cast.client("head")

    def version():
        return {"version": Initiative.objects.get().version}

    assert errors(head.post(page("initiative_send_back", row), version())) == {"remark": ["Ý kiến: chưa nhập."]}
    head.post(page("initiative_send_back", row), version() | {"remark": "Ghi rõ cách tính."})
    assert "Trả lại để sửa Ghi rõ cách tính." in text_of(clerk.get(page("initiative", row)))
    assert "Ý kiến khi trả lại Ghi rõ cách tính." in text_of(clerk.get(page("initiative_edit", row)))
    corrected = typed(campaign, economic_effect="40 giờ × 12 tháng") | version() | {"dang-ky": "1"}
    assert clerk.post(page("initiative_edit", row), corrected, follow=True).status_code == 200
    clerk.post(page("initiative_register", row), version())
    head.post(page("initiative_accept", row), version())
    clerk.post(page("initiative_result", row), version() | {"result": "Đã số hóa 12.000 trang."})
    decision = {"level": "base", "decision_number": "12/QĐ-UBND", "decided_on": "01/03/2026"}
    assert list(errors(head.post(page("initiative_recognise", row), version()))) == [
        "level", "decision_number", "decided_on",
    ]  # fmt: skip
    answer = head.post(page("initiative_recognise", row), version() | decision, follow=True)
    assert "Được công nhận cấp cơ sở theo Quyết định số 12/QĐ-UBND ngày 01/03/2026 ." in text_of(answer)
    assert "Lịch sử" in text_of(answer)


def test_what_is_not_recognised_says_why(cast, campaign):
    row = in_state(S.REPORTED, campaign, cast.clerk, cast.head)
    cast.client("head").post(page("initiative_decline", row), {"version": row.version, "remark": "Chưa có điểm mới."})
    assert "Lý do không công nhận Chưa có điểm mới." in text_of(cast.client("clerk").get(page("initiative", row)))


def test_a_step_that_is_past_leads_back_with_a_sentence(cast, campaign):
    row, head = in_state(S.ACCEPTED, campaign, cast.clerk, cast.head), cast.client("head")
    sentence = "Sáng kiến này đang ở trạng thái “Đã nhận đăng ký” nên không làm được việc đó."
    for name in ("initiative_recognise", "initiative_decline"):
        assert sentence in text_of(head.get(page(name, row), follow=True))
    assert sentence in text_of(head.post(page("initiative_accept", row), {"version": row.version}, follow=True))
    assert sentence in text_of(cast.client("clerk").get(page("initiative_edit", row), follow=True))


def test_accepting_what_changed_meanwhile_shows_it_again(cast, campaign):
    row = registered(campaign, cast.clerk)
    answer = cast.client("head").post(page("initiative_accept", row), {"version": row.version - 1}, follow=True)
    assert "Đơn vị vừa sửa nội dung. Đọc lại rồi nhận đăng ký." in text_of(answer)
    assert Initiative.objects.get().state == S.REGISTERED


@pytest.mark.parametrize(
    ("state", "who", "actions"),
    [
        (S.DRAFTING, "clerk", ["Lịch sử", "Sửa và đăng ký"]),
        (S.RETURNED, "clerk", ["Lịch sử", "Sửa và đăng ký"]),
        (S.ACCEPTED, "clerk", ["Lịch sử", "Nộp kết quả"]),
        (S.RECOGNISED, "clerk", ["Lịch sử"]),
        (S.REGISTERED, "head", ["Lịch sử", "Trả lại", "Nhận đăng ký"]),
        (S.ACCEPTED, "head", ["Lịch sử", "Trả lại"]),
        (S.REPORTED, "head", ["Lịch sử", "Trả lại", "Không công nhận", "Công nhận"]),
        (S.REPORTED, "deputy", ["Lịch sử"]),
        (S.REPORTED, "admin", ["Lịch sử"]),
    ],
)
def test_a_page_offers_what_its_reader_may_do_next(cast, campaign, state, who, actions):
    row = in_state(state, campaign, cast.clerk, cast.head)
    body = cast.client(who).get(page("initiative", row)).content.decode()
    offered = body.split('<div class="page-actions">')[1].split('<div class="stack')[0]
    words = ["Lịch sử", "Trả lại", "Nhận đăng ký", "Không công nhận", "Sửa và đăng ký", "Nộp kết quả", "Công nhận"]
    assert [word for word in words if f">{word}<" in offered] == [word for word in words if word in actions]
    assert offered.count("btn-primary") <= 1


@pytest.mark.parametrize("name", ["initiative", "initiative_edit", "initiative_register", "initiative_new"])
def test_pages_ask_the_same_with_more_authors_and_others(cast, campaign, name):
    row, clerk = draft(campaign, cast.clerk, authors=AUTHORS), cast.client("clerk")
    registered(campaign, cast.deputy, title=TEXTS["title"])
    url = page(name, campaign if name == "initiative_new" else row)

    def queries():
        clerk.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(url).status_code == 200
        return len(captured)

    before = queries()
    for number in range(5):
        registered(campaign, cast.deputy, title=f"{TEXTS['title']} {number}")
    row.authors.create(position=9, name="Thêm", office="Phòng", role="Phối hợp")
    row.authors.filter(position=9).delete()
    assert queries() == before <= 16


# Saved while it is typed ----------------------------------------------------------------------------------------------


def autosave(cast, campaign, sent, who="clerk"):
    return cast.client(who).post(page("initiative_autosave", campaign), sent)


def test_the_first_saving_makes_the_draft_and_the_next_ones_write_it(cast, campaign):
    sent = typed(campaign, title="Một")
    first = autosave(cast, campaign, sent)
    row = Initiative.objects.get()
    assert first["HX-Replace-Url"] == page("initiative_edit", row)
    assert text_of(first).startswith("Đã lưu nháp ")
    body = first.content.decode()
    assert f'name="pk" id="id_pk" value="{row.pk}"' in body and 'name="version" id="id_version" value="0"' in body
    second = autosave(cast, campaign, sent | {"pk": row.pk, "version": 0, "title": "Hai"})
    assert ("HX-Replace-Url" in second, Initiative.objects.get().title) == (False, "Hai")
    assert 'value="1"' in second.content.decode()


def test_an_answer_that_was_lost_makes_no_second_draft(cast, campaign):
    sent = typed(campaign)
    for title in ("Một", "Hai"):
        autosave(cast, campaign, sent | {"title": title})
    cast.client("clerk").post(page("initiative_new", campaign), sent | {"title": "Ba"})
    assert list(Initiative.objects.values_list("title", flat=True)) == ["Ba"]


def test_what_cannot_be_read_is_named_and_the_rest_is_saved(cast, campaign):
    answer = autosave(cast, campaign, typed(campaign, applied_since="31/13", author_1_share="nhiều"))
    row = Initiative.objects.get()
    assert (row.applied_since, row.scope, row.authors.count()) == (None, TEXTS["scope"], 2)
    said = text_of(answer)
    assert said.endswith("trừ mục chưa đúng: Ngày áp dụng lần đầu hoặc áp dụng thử; Tác giả 2: tỷ lệ (%).")


def test_without_a_title_nothing_is_saved_and_it_says_why(cast, campaign):
    assert text_of(autosave(cast, campaign, typed(campaign, title=" "))) == "Chưa lưu nháp: ghi tên sáng kiến trước."
    assert not Initiative.objects.exists()


def test_a_conflict_is_answered_in_words_and_overwrites_nothing(cast, campaign):
    row = draft(campaign, cast.clerk)
    autosave(cast, campaign, typed(campaign, pk=row.pk, scope="Một"))
    answer = autosave(cast, campaign, typed(campaign, pk=row.pk, scope="Hai"))
    assert text_of(answer).startswith("Chưa lưu: người khác trong đơn vị vừa lưu nội dung khác.")
    assert "hx-swap-oob" not in answer.content.decode()
    assert Initiative.objects.get().scope == "Một"


def test_what_was_registered_meanwhile_is_not_written(cast, campaign):
    row = registered(campaign, cast.clerk)
    answer = autosave(cast, campaign, typed(campaign, pk=row.pk, version=row.version, scope="Khác"))
    assert "đang ở trạng thái “Đã đăng ký”" in text_of(answer)
    assert Initiative.objects.get().scope == TEXTS["scope"]


def test_nobody_saves_into_the_draft_of_another_unit(cast, campaign):
    row = draft(campaign, cast.clerk)
    answer = autosave(cast, campaign, typed(campaign, pk=row.pk, title="Của người khác"), who="deputy")
    assert (answer.status_code, Initiative.objects.get().title) == (404, TEXTS["title"])


def test_a_session_that_ended_does_not_lead_the_browser_away(cast, campaign, settings):
    client = cast.client("clerk")
    form = client.get(page("initiative_new", campaign)).content.decode()
    assert 'hx-headers=\'{"HX-Request": ""}\'' in form and 'hx-select=".saved"' in form
    session = client.session
    session["last_seen"] = session.get("last_seen", 0) - int(timedelta(hours=9).total_seconds())
    session.save()
    answer = client.post(page("initiative_autosave", campaign), typed(campaign), headers={"HX-Request": ""})
    assert (answer.status_code, "HX-Redirect" in answer) == (302, False)
    login = client.get(answer.url)
    assert 'class="saved"' not in login.content.decode()
    assert not Initiative.objects.exists()
