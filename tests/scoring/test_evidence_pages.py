"""Minh chứng: added, shown, taken away, pointed out when it is shown twice, and handed over as one pack."""

import csv
import io
import zipfile
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scoring.models import Evidence, Mark
from scoring.reuse import reuse_of
from scoring.states import RoundState
from tests.constraints import put
from tests.reading import bytes_of, text_of
from tests.scoring.rounds import mark_of, round_in, sheet_of
from tests.scoring.sheet_builders import linked, pdf, shown
from tests.toolkit.hostile_files import PDF, image
from units.models import Reading

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
OTHER = PDF + b"%%two"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


@pytest.fixture
def mark(round):
    return mark_of(round, "KT", "1.2")


def add(mark):
    return reverse("evidence_add", args=[mark.pk])


def names(mark):
    return [one.name for one in mark.evidence.order_by("pk")]


# Adding -------------------------------------------------------------------------------------------------------------


def test_several_files_are_added_at_once_and_the_page_goes_back_to_the_row(clerk, round, mark):
    answer = clerk.post(add(mark), {"new_files": [pdf("a.pdf"), pdf("b.pdf", OTHER)]})
    assert answer.url == reverse("sheet", args=[round.pk, "KT"]) + f"#dong-{mark.pk}"
    assert names(mark) == ["a.pdf", "b.pdf"]
    assert "a.pdf" in text_of(clerk.get(reverse("sheet", args=[round.pk, "KT"])))


def test_files_dropped_onto_a_row_come_back_as_its_chips(clerk, mark):
    html = clerk.post(add(mark), {"new_files": [pdf("a.pdf")], "tha": "1"}, **HTMX).content.decode()
    assert "a.pdf" in html and "<html" not in html
    refused = clerk.post(
        add(mark), {"new_files": [pdf("virus.pdf", b"MZ not a pdf"), pdf("b.pdf", OTHER)], "tha": "1"}, **HTMX
    )
    assert "virus.pdf" in refused.content.decode()
    assert names(mark) == ["a.pdf"]  # nothing of a refused upload is kept


def test_a_link_has_a_name_and_must_be_one(clerk, mark):
    clerk.post(add(mark), {"url": "https://habac.vn/tin", "name": "Bốn tin, bài"})
    assert [(one.name, one.url, one.sha256) for one in mark.evidence.all()] == [
        ("Bốn tin, bài", "https://habac.vn/tin", "")
    ]
    for url in ("javascript:alert(1)", "ftp://habac.vn/a", "tin tức"):
        assert "Liên kết chưa đúng." in text_of(clerk.post(add(mark), {"url": url}))
    assert "Liên kết này đã có ở tiêu chí." in text_of(clerk.post(add(mark), {"url": "https://habac.vn/tin"}))
    assert "Chọn tệp, hoặc nhập một liên kết." in text_of(clerk.post(add(mark), {}))


def test_a_locked_line_takes_no_evidence_and_gives_none_away(clerk, cast, round, mark):
    kept = shown(mark, by=cast.clerk, at=timezone.now())
    put(round, state=RoundState.APPRAISING)
    assert "điểm tự chấm đã khóa" in text_of(clerk.post(add(mark), {"new_files": [pdf("b.pdf", OTHER)]}))
    clerk.post(reverse("evidence_remove", args=[kept.pk]))
    assert names(mark) == ["bao-cao.pdf"]
    assert "Bỏ minh chứng" not in text_of(clerk.get(reverse("evidence", args=[kept.pk])))


def test_evidence_is_taken_away_with_its_file(clerk, cast, mark, storage, django_capture_on_commit_callbacks):
    kept = shown(mark, by=cast.clerk, at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        html = clerk.post(reverse("evidence_remove", args=[kept.pk]), **HTMX).content.decode()
    assert "Thêm minh chứng" in html and not Evidence.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]


# Seeing -------------------------------------------------------------------------------------------------------------


def test_the_page_tells_what_proves_it_and_shows_it_in_a_frame_of_this_site_alone(clerk, cast, mark):
    one = shown(mark, by=cast.clerk, at=timezone.now())
    page = clerk.get(reverse("evidence", args=[one.pk]))
    assert sha256(PDF).hexdigest() in text_of(page)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    raw = clerk.get(reverse("evidence", args=[one.pk]) + "?xem")
    assert bytes_of(raw) == PDF
    assert "frame-ancestors 'self'" in raw["Content-Security-Policy"] and raw["X-Frame-Options"] == "SAMEORIGIN"
    assert raw["Content-Disposition"].startswith("inline")
    saved = clerk.get(reverse("evidence", args=[one.pk]) + "?tai")
    assert bytes_of(saved) == PDF
    assert saved["Content-Disposition"].startswith("attachment")
    assert "frame-ancestors 'none'" in saved["Content-Security-Policy"]


def test_an_image_is_shown_in_the_page(clerk, cast, mark):
    clerk.post(add(mark), {"new_files": [pdf("anh.png", image("PNG"))]})
    one = mark.evidence.get()
    assert "<img src=" in clerk.get(reverse("evidence", args=[one.pk]), **HTMX).content.decode()


def test_whoever_sees_the_sheet_sees_its_evidence_and_nobody_else(cast, round, mark):
    one = shown(mark, by=cast.clerk, at=timezone.now())
    address = reverse("evidence", args=[one.pk])
    seen = {who: cast.client(who).get(address).status_code for who in ("clerk", "deputy", "head", "stranger")}
    assert seen == {"clerk": 200, "deputy": 404, "head": 404, "stranger": 404}
    put(round, state=RoundState.APPRAISING)
    for who in ("deputy", "head"):
        assert bytes_of(cast.client(who).get(address + "?xem")) == PDF
    assert cast.client("stranger").get(address + "?xem").status_code == 404
    assert cast.client("head").post(reverse("evidence_remove", args=[one.pk])).status_code == 403
    assert cast.client("head").post(add(mark), {"new_files": [pdf()]}).status_code == 403


def test_a_file_the_storage_has_lost_is_not_found(clerk, cast, mark, storage):
    one = shown(mark, by=cast.clerk, at=timezone.now())
    (storage / one.path).unlink()
    assert clerk.get(reverse("evidence", args=[one.pk]) + "?xem").status_code == 404


# Shown twice --------------------------------------------------------------------------------------------------------


def words(found):
    return [one.words for reuses in found.values() for one in reuses]


def test_the_same_file_for_two_criteria_is_pointed_out_to_the_unit_itself(clerk, cast, round, mark):
    now = {"by": cast.clerk, "at": timezone.now()}
    shown(mark, **now)
    shown(mark_of(round, "KT", "2.2"), "cung-mot-tep.pdf", **now)
    said = text_of(clerk.get(reverse("sheet", args=[round.pk, "KT"])))
    assert "bao-cao.pdf cũng là minh chứng của tiêu chí 2.2." in said
    assert "cung-mot-tep.pdf cũng là minh chứng của tiêu chí 1.2." in said


def test_another_units_same_file_is_told_to_the_appraiser_alone(cast, round, mark):
    shown(mark, by=cast.clerk, at=timezone.now())
    shown(mark_of(round, "HCC", "1.2"), by=cast.clerk, at=timezone.now())
    assert words(reuse_of(Mark.objects.filter(pk=mark.pk), user=cast.clerk)) == []
    put(round, state=RoundState.APPRAISING)
    found = reuse_of(Mark.objects.filter(sheet__round=round), user=cast.head)
    assert words({mark.pk: found[mark.pk]}) == [
        f"bao-cao.pdf cũng là minh chứng của tiêu chí 1.2 của {sheet_of(round, 'HCC').unit_name}."
    ]
    put(round, state=RoundState.SHOWN)
    assert words(reuse_of([mark], user=cast.clerk)) == [] and words(reuse_of([mark], user=cast.head))


def test_the_same_link_and_the_same_file_of_another_year_are_told(cast, round, mark):
    before = round_in(RoundState.SELF_SCORING, name="Tổng kết năm 2025", year=2025)
    now = {"by": cast.clerk, "at": timezone.now()}
    linked(mark_of(before, "KT", "1.2"), **now)
    shown(mark_of(before, "KT", "3.1"), **now)
    put(before, state=RoundState.SHOWN)
    linked(mark, **now)
    shown(mark, "bia.pdf", **now)
    assert sorted(words(reuse_of([mark], user=cast.clerk))) == [
        "Tin bài cũng là minh chứng của tiêu chí 1.2, Tổng kết năm 2025.",
        "bia.pdf cũng là minh chứng của tiêu chí 3.1, Tổng kết năm 2025.",
    ]


def test_what_is_shown_once_is_not_told_and_one_query_is_enough(cast, round, mark):
    shown(mark, by=cast.clerk, at=timezone.now())
    shown(mark_of(round, "KT", "2.2"), data=OTHER, by=cast.clerk, at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        assert reuse_of(Mark.objects.filter(sheet__round=round), user=cast.clerk) == {}
    assert len(queries) == 1


# The pack -----------------------------------------------------------------------------------------------------------


def test_the_pack_holds_every_file_in_its_folder_with_an_index_and_is_noted(clerk, cast, round, mark, storage):
    now = {"by": cast.clerk, "at": timezone.now()}
    shown(mark, "báo cáo.pdf", **now)
    shown(mark, "Báo cáo.pdf", OTHER, **now)
    lost = shown(mark_of(round, "KT", "2.2"), "mat.pdf", **now)
    linked(mark, name="=1+1", **now)
    (storage / lost.path).unlink()
    answer = clerk.get(reverse("evidence_pack", args=[round.pk, "KT"]))
    assert answer["Content-Disposition"] == 'attachment; filename="minh-chung-kt-so-ket-nam-2026.zip"'
    with zipfile.ZipFile(io.BytesIO(bytes_of(answer))) as archive:
        assert archive.testzip() is None
        found = archive.namelist()
        index = list(csv.reader(io.StringIO(archive.read("danh-muc.csv").decode("utf-8-sig"))))
        assert archive.read(found[0]) == PDF and archive.read(found[1]) == OTHER
    folder = "1.2-chat-luong-tham-muu-quan-ly-nha-nuoc-phu/"
    assert len({name.casefold() for name in found}) == len(found) == 3
    assert found[0].startswith(folder) and found[2] == "danh-muc.csv"
    assert [row[5] for row in index[1:]] == [
        sha256(PDF).hexdigest(),
        sha256(OTHER).hexdigest(),
        "",
        sha256(PDF).hexdigest(),
    ]
    assert index[3][2] == "'=1+1" and index[3][6] == "https://habac.vn/tin"
    assert index[4][3] == "Kho tệp không còn tệp này"
    assert Reading.objects.get().about == f"Bộ minh chứng của {sheet_of(round, 'KT').unit_name}, {round.name}"


def test_a_unit_without_evidence_has_no_pack(clerk, round):
    assert clerk.get(reverse("evidence_pack", args=[round.pk, "KT"])).status_code == 404


def test_the_pack_costs_the_same_for_any_number_of_files(clerk, cast, round, mark):
    def queries():
        with CaptureQueriesContext(connection) as found:
            bytes_of(clerk.get(reverse("evidence_pack", args=[round.pk, "KT"])))
        return len(found)

    shown(mark, by=cast.clerk, at=timezone.now())
    queries()  # once, for what the session learns
    few = queries()
    for number in range(4):
        other = mark_of(round, "KT", f"{number + 1}.1")
        shown(other, data=PDF + bytes([65 + number]), by=cast.clerk, at=timezone.now())
    assert queries() == few <= 10
