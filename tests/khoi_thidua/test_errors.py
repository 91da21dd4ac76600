"""Pages for what goes wrong, and the headers every page carries."""

import io

import pytest
from django.core.exceptions import TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import path, reverse

from khoi_thidua.urls import handler400, handler403, handler404, handler500  # noqa: F401  (this module is a URLconf)
from khoi_thidua.urls import urlpatterns as project
from tests.cast import PASSWORD

LARGE = "Dữ liệu gửi lên quá lớn"


def broken(request):
    raise RuntimeError("a secret")


def many_fields(request):
    raise TooManyFieldsSent("a secret")


def many_files(request):
    raise TooManyFilesSent("a secret")


urlpatterns = [*project, path("hong/", broken), path("nhieu-o/", many_fields), path("nhieu-tep/", many_files)]


def patient(**options) -> Client:
    """A browser that is shown the page for an error instead of the error."""
    return Client(raise_request_exception=False, **options)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def assert_says(answer, status: int, heading: str, way_on: str):
    words = words_of(answer)
    assert (answer.status_code, f"<h1>{heading}</h1>" in words, way_on in words) == (status, True, True)
    assert "Khối thi đua" in words  # the frame of every page
    assert "a secret" not in words
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_form_values_over_the_limit_are_answered_with_the_page_for_that(db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = patient().post(reverse("login"), {"username": "x" * 2000})
    assert_says(answer, 413, LARGE, "chưa có gì được lưu")


def test_form_values_over_the_limit_are_answered_alike_where_the_token_is_looked_for(db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = patient(enforce_csrf_checks=True)
    client.get(reverse("login"))
    answer = client.post(reverse("login"), {"username": "x" * 2000})
    assert_says(answer, 413, LARGE, "nhiều nhất 32 MB")


def test_a_request_that_announces_too_much_is_not_read(db, settings):
    settings.REQUEST_MAX_BYTES = 1024 * 1024
    file = SimpleUploadedFile("a.pdf", bytes(1024 * 1024 + 1))
    answer = patient().post(reverse("login"), {"file": file})
    assert_says(answer, 413, LARGE, "nhiều nhất 1 MB")
    assert not answer.wsgi_request._read_started


@pytest.mark.parametrize("announced", ["", "x", "-5", "٣"])
def test_a_size_that_is_no_number_is_no_way_around(db, announced):
    answer = patient().generic("POST", reverse("login"), b"", CONTENT_LENGTH=announced)
    assert answer.status_code in (200, 400)


@pytest.mark.urls("tests.khoi_thidua.test_errors")
@pytest.mark.parametrize("address", ["/nhieu-o/", "/nhieu-tep/"])
def test_too_many_fields_or_files_are_too_much(cast, address):
    client = patient()
    client.force_login(cast.clerk)
    assert_says(client.get(address), 413, LARGE, "gửi làm nhiều lần")


@pytest.mark.urls("tests.khoi_thidua.test_errors")
def test_the_page_for_trouble_has_the_code_that_leads_to_the_log(cast):
    client = patient()
    client.force_login(cast.clerk)
    answer = client.get("/hong/")
    assert_says(answer, 500, "Máy chủ gặp trục trặc", "báo người quản trị")
    assert answer["X-Request-ID"] in words_of(answer)


def test_a_form_without_its_token_says_what_to_do(db):
    answer = patient(enforce_csrf_checks=True).post(reverse("login"), {"username": "x", "password": PASSWORD})
    assert_says(answer, 403, "Trang đã mở quá lâu", "Mở lại trang rồi làm lại")


def test_a_host_nobody_named_is_a_request_that_makes_no_sense(db):
    assert_says(patient().get("/", HTTP_HOST="evil.example"), 400, "Yêu cầu không đọc được", "Quay lại trang đầu")


def test_every_page_carries_the_rules_for_the_browser(cast):
    answer = cast.client("clerk").get("/")
    kept = {name: answer[name] for name in HEADERS}
    assert kept == HEADERS
    assert policy_of(answer) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def policy_of(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts if name}


def test_over_tls_browsers_are_told_to_stay_with_it(cast, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    # SecurityMiddleware reads its settings when a client is made.
    answer = Client().get(reverse("login"), secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_a_csv_keeps_its_own_word_on_caches(cast):
    answer = cast.client("clerk").get(reverse("ranking_csv", args=[cast.round.pk]))
    assert answer["Cache-Control"] == "private, no-cache"
    assert io.BytesIO(answer.content).read(1)


def test_an_address_with_a_nul_is_not_there(cast):
    assert cast.client("clerk").get("/cham-diem/1/tu-cham/a%00/").status_code == 404
