"""Dashboards, login, password and the pages for when something is wrong."""

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from awards.actions import settle_content_as_round
from khoi_thidua.context import date_words
from khoi_thidua.views import errors
from tests.cast import AT, NAME, PASSWORD, Cast, person
from tests.reading import text_of
from tests.scoring.sample import CONTENT
from units.models import Bloc, Commune, Membership, Role, Unit

pytestmark = pytest.mark.django_db


def home(cast, who):
    return text_of(cast.client(who).get("/"))


# Dashboards -------------------------------------------------------------------------------------------------------


def test_the_head_is_told_to_sign_and_send(cast):
    said = home(cast, "head")
    for words in (
        "Việc của Trưởng Khối",
        "Ký tờ trình số 01/TTr-KTĐ02 và gửi Hội đồng TĐKT xã Hà Bắc",
        "6 đơn vị đã được chấm và thẩm định, kỳ chấm đã chốt ngày 18/12/2026",
        "3 đơn vị được đề nghị khen thưởng",
        "5 văn bản đã ban hành",
        "97,42 điểm, trên thang 100",
        "Tự chấm 12,00, thẩm định 11,25. Còn 02 văn bản tham mưu trình chậm so với yêu cầu",
    ):
        assert words in said


def test_the_deputy_sees_the_own_result_and_the_head_they_appraised(cast):
    said = home(cast, "deputy")
    assert "Việc của Phó Trưởng Khối" in said
    assert "Hạng 3 trong 6 đơn vị, 87,12 điểm" in said
    assert "Đã thẩm định đơn vị Trưởng Khối: 97,42 điểm" in said
    assert "Giấy khen Được đề nghị" in said


def test_a_member_sees_rank_areas_and_why_there_is_no_award(cast):
    said = home(cast, "clerk")
    for words in (
        "Hạng 4 trong 6 đơn vị, 79,65 điểm",
        "25,00 / 37",
        "Trừ 0,50 điểm.",
        "1.2 Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân Tự chấm 10,75, thẩm định 10,00.",
        "Giấy khen Đạt 79,65 điểm, chưa đủ 80,00 điểm.",
        "Trưởng Khối ký tờ trình số 01/TTr-KTĐ02 và gửi Hội đồng TĐKT xã Hà Bắc",
    ):
        assert words in said


def test_a_round_without_papers_says_who_issues_them(cast):
    assert "Ban hành văn bản của Tổng kết năm 2026" in home(cast, "other_head")
    assert "Chưa có văn bản nào được ban hành" in home(cast, "stranger")


def test_the_council_sees_the_blocs_of_its_commune_and_no_scoring(cast):
    said = home(cast, "council")
    assert said.count("Trung tâm Phục vụ hành chính công") == 2
    assert "Tài khoản này không sửa được số liệu nào." in said
    assert "Chấm điểm" not in said
    assert "Quản trị" not in said


def test_the_administrator_is_told_what_an_administrator_does_not_do(cast):
    said = home(cast, "admin")
    assert "Khối 3 Đơn vị 18 Tài khoản 8 Kỳ chấm đã chốt 3" in said
    assert "không chấm điểm, không sửa kết quả đã chốt, không ký thay Trưởng Khối" in said


@pytest.mark.parametrize(("who", "there"), [("head", True), ("admin", True), ("deputy", False), ("clerk", False)])
def test_the_way_to_the_administration_is_shown_to_who_may_enter(cast, who, there):
    assert ('href="/quan-tri/"' in cast.client(who).get("/").content.decode()) is there


def test_the_role_follows_the_year(cast):
    Membership.objects.filter(unit=cast.head.unit).update(role=Role.MEMBER)
    assert "Việc của Trưởng Khối" not in home(cast, "head")


# Nothing there yet ------------------------------------------------------------------------------------------------

EMPTY = {
    "admin": "Trưởng Khối lập, mở và chốt kỳ chấm trên web. Kết quả hiện ở đây sau khi chốt.",
    "head": "Lập kỳ chấm ở mục Chấm điểm",
    "clerk": "Kết quả hiện ở đây khi Trưởng Khối chốt kỳ chấm.",
    "council": "Kết quả của các Khối trong xã hiện ở đây khi Trưởng Khối chốt kỳ chấm.",
    "nobody": "Báo người quản trị gắn tài khoản nobody với đơn vị hoặc Hội đồng",
}


@pytest.mark.parametrize("who", EMPTY)
def test_an_empty_start_says_who_does_what_next(db, who):
    commune = Commune.objects.create(name="Hà Bắc", city="Hải Phòng")
    bloc = Bloc.objects.create(commune=commune, number="02", name="Khối thi đua số 02")
    units = {code: Unit.objects.create(bloc=bloc, code=code, name=f"Đơn vị {code}") for code in ("VP", "KT")}
    for code, role in (("VP", Role.HEAD), ("KT", Role.MEMBER)):
        Membership.objects.create(bloc=bloc, unit=units[code], year=2026, role=role)
    kinds = {
        "head": {"unit": units["VP"]},
        "clerk": {"unit": units["KT"]},
        "council": {"council_of": commune},
        "admin": {"is_superuser": True},
        "nobody": {},
    }
    client = Client()
    client.force_login(person(who, **kinds[who]))
    assert EMPTY[who] in text_of(client.get("/"))
    for name in ("campaigns", "results", "papers"):
        assert "Chưa có" in text_of(client.get(reverse(name)))


def test_a_unit_that_was_not_in_the_round_is_told_so(cast):
    bloc = cast.round.campaign.bloc
    late = Unit.objects.create(bloc=bloc, code="MOI", name="Đơn vị mới")
    cast.late = person("late", unit=late)
    assert "Đơn vị không tham gia kỳ chấm này." in home(cast, "late")


# Login ------------------------------------------------------------------------------------------------------------


def test_a_wrong_password_keeps_the_name_and_says_so(cast, client):
    answer = client.post(reverse("login"), {"username": "clerk", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in text_of(answer)
    assert 'value="clerk"' in answer.content.decode()
    assert "sai" not in answer.content.decode().replace("Khối thi đua", "").split('name="password"')[1][:200]


def test_an_account_out_of_use_cannot_log_in(cast, client):
    cast.clerk.is_active = False
    cast.clerk.save()
    answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_server_of_one_bloc_greets_with_its_name(db, client):
    assert "Khối thi đua số 02" not in text_of(client.get(reverse("login")))
    settle_content_as_round(NAME, "Khối thi đua số 02", CONTENT, by=None, at=AT)
    assert "Khối thi đua số 02 Xã Hà Bắc, thành phố Hải Phòng" in text_of(client.get(reverse("login")))


def test_logging_out_ends_the_session(cast):
    client = cast.client("clerk")
    client.post(reverse("logout"))
    assert client.get("/").status_code == 302


# Password ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("ngan", "Mật khẩu mới chưa đủ 10 ký tự."),
        ("12345678901", "Mật khẩu mới chỉ gồm chữ số. Thêm chữ cái."),
        ("password123", "Mật khẩu mới là mật khẩu nhiều người dùng, dễ bị đoán."),
        ("other_council1", "Mật khẩu mới quá giống tên đăng nhập hoặc họ tên."),
    ],
)
def test_a_weak_password_is_refused_in_words(cast, new, words):
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert words in text_of(cast.client("other_council").post(reverse("password_change"), form))


def test_two_different_passwords_and_a_wrong_old_one(cast):
    form = {"old_password": "sai", "new_password1": "mau-dem-dai-2", "new_password2": "mau-dem-dai-3"}
    said = text_of(cast.client("clerk").post(reverse("password_change"), form))
    assert "Mật khẩu đang dùng chưa đúng." in said
    assert "Hai lần nhập mật khẩu mới không giống nhau." in said


def test_a_changed_password_works(cast):
    client = cast.client("clerk")
    form = {"old_password": PASSWORD, "new_password1": "mau-dem-dai-2", "new_password2": "mau-dem-dai-2"}
    assert client.post(reverse("password_change"), form).url == reverse("password_change_done")
    assert client.get("/").status_code == 200
    assert cast.clerk.__class__.objects.get(pk=cast.clerk.pk).check_password("mau-dem-dai-2")


# When something is wrong ------------------------------------------------------------------------------------------


def broken(request):
    raise RuntimeError("a secret of the machine room")


def odd(request):
    from django.core.exceptions import SuspiciousOperation

    raise SuspiciousOperation("odd")


class BrokenUrls:
    """The project's addresses with two that fail."""

    from khoi_thidua.urls import handler400, handler403, handler404, handler500, urlpatterns

    urlpatterns = [*urlpatterns, path("hong/", broken), path("la/", odd)]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/hong/", 500, "Máy chủ gặp trục trặc"),
        ("/la/", 400, "Yêu cầu không đọc được"),
        ("/khong-co/", 404, "Không có trang này"),
        ("/cham-diem/", 403, "Hội đồng xem kết quả đã chốt ở mục Kết quả."),
    ],
)
def test_trouble_is_told_in_words_and_without_a_trace(cast, address, status, words):
    client = cast.client("council")
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=BrokenUrls):
        answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_the_error_page_needs_no_database():
    answer = errors.server_error(RequestFactory().get("/"))
    assert (answer.status_code, "Máy chủ gặp trục trặc" in answer.content.decode()) == (500, True)


def test_a_stranger_who_mistypes_an_address_sees_no_entries(db, client):
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "mainnav" not in answer.content.decode()


# The frame --------------------------------------------------------------------------------------------------------


def test_one_entry_is_the_current_one(cast):
    client = cast.client("clerk")
    for url, words in (
        ("/", "Việc của tôi"),
        (reverse("round", args=[cast.round.pk]), "Chấm điểm"),
        (reverse("trace", args=[cast.round.pk, "KT"]), "Kết quả"),
        (reverse("papers"), "Văn bản"),
    ):
        page = client.get(url).content.decode().split('class="mainnav"')[1].split("</nav>")[0]
        current = page.split('aria-current="page"')[1].split("</a>")[0]
        assert (page.count("aria-current"), words in current) == (1, True)


def test_the_policy_of_the_browser_is_strict(cast: Cast):
    answer = cast.client("clerk").get(reverse("ranking", args=[cast.round.pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    body = answer.content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert "onclick" not in body


def test_dates_are_written_as_people_say_them():
    assert date_words(AT.date()) == "Thứ Sáu, 18/12/2026"


def test_the_server_says_it_is_well(db, client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
