"""Hồ sơ: one ZIP of a round, whose every byte can be checked."""

import csv
import hashlib
import io
import subprocess
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.dossier import dossier_of, file_safe
from awards.dossier_zip import stream
from awards.models import Paper, SignedPaper
from awards.states import PaperKind
from awards.views.council import files_of
from tests.awards.test_checking import issue_again, signed, withdraw
from tests.awards.test_council import decided, granted, result_of
from tests.reading import bytes_of
from units.models import Reading

pytestmark = pytest.mark.django_db
FOLDER = "ho-so-khoi-02-nam-2026-tong-ket-nam-2026"


def url(cast):
    return reverse("dossier", args=[cast.round.pk])


def take(cast, who="council"):
    return cast.client(who).get(url(cast))


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(bytes_of(answer)))


@pytest.fixture
def full(cast):
    """A withdrawn paper, its replacement, signed copies, and a decision."""
    signed(cast.papers[0], b"%PDF one")
    signed(cast.papers[0], b"%PDF two", is_demo=True)
    withdraw(cast.papers[2])
    signed(issue_again(cast.papers[2]), b"%PDF three")
    granted(decided(cast.round), cast.bloc.units.first(), "=Giấy khen", person="Nguyễn Văn A")
    return cast


PATHS = [
    "van-ban/01-bang-tong-hop-diem.pdf",
    "van-ban/02-bien-ban-hop.pdf",
    "van-ban/thu-hoi/03-to-trinh.pdf",
    "van-ban/04-danh-sach-de-nghi.pdf",
    "van-ban/05-bao-cao-ket-qua.pdf",
    "van-ban/06-to-trinh.pdf",
    "van-ban/01-bang-tong-hop-diem-da-ky.pdf",
    "van-ban/01-bang-tong-hop-diem-da-ky-2.pdf",
    "van-ban/06-to-trinh-da-ky.pdf",
    "ket-qua/ket-qua.json",
    "ket-qua/so-cham-diem.xlsx",
    "ket-qua/bang-diem.csv",
    "quyet-dinh/quyet-dinh.csv",
    "MUC-LUC.html",
    "MUC-LUC.csv",
    "SHA256SUMS.txt",
]


def test_everything_of_the_round_is_in_it(full):
    answer = take(full)
    assert answer["Content-Disposition"] == f'attachment; filename="{FOLDER}.zip"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-cache")
    with opened(answer) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{FOLDER}/{path}" for path in PATHS]


def test_papers_and_copies_are_the_stored_bytes(full):
    with opened(take(full)) as archive:
        found = {path: archive.read(f"{FOLDER}/{path}") for path in PATHS}
    kept = {hashlib.sha256(found[path]).hexdigest() for path in PATHS if path.startswith("van-ban/")}
    assert kept == set(Paper.objects.filter(round=full.round).values_list("sha256", flat=True)) | set(
        SignedPaper.objects.values_list("sha256", flat=True)
    )
    assert found["ket-qua/ket-qua.json"].decode() == result_of(full.round).document
    for path, name in (("so-cham-diem.xlsx", "workbook"), ("bang-diem.csv", "ranking_csv")):
        page = full.client("head").get(reverse(name, args=[full.round.pk]))
        assert found[f"ket-qua/{path}"] == page.content, path


def test_sha256sum_finds_every_file_as_it_was(full, tmp_path):
    opened(take(full)).extractall(tmp_path)
    folder = tmp_path / FOLDER
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS.txt"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(line.removesuffix(": OK") for line in done.stdout.splitlines()) == sorted(PATHS[:-1])
    (folder / PATHS[0]).write_bytes(b"%PDF-1.7 Few bytes")
    changed = subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=folder, capture_output=True, check=False)
    assert changed.returncode == 1


def index_of(archive):
    text = archive.read(f"{FOLDER}/MUC-LUC.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


# A paper stands before its signed copies, what is withdrawn after what is in force, the data last.
IN_INDEX = [PATHS[place] for place in (0, 6, 7, 1, 3, 4, 5, 8, 2, 12, 11, 9, 10)]


def test_the_index_says_what_each_file_is(full):
    with opened(take(full)) as archive:
        rows = {row["Tệp"]: row for row in index_of(archive)}
        html = archive.read(f"{FOLDER}/MUC-LUC.html").decode()
    assert list(rows) == IN_INDEX
    old, new = rows["van-ban/thu-hoi/03-to-trinh.pdf"], rows["van-ban/06-to-trinh.pdf"]
    assert old["Tình trạng"] == (
        "Đã thu hồi ngày 18/12/2026, lý do: Sai họ tên Nguyễn Văn A;"
        " thay bằng Tờ trình đề nghị khen thưởng 07/TTr-KTĐ02"
    )
    assert (new["Số, ký hiệu"], new["Tình trạng"]) == ("07/TTr-KTĐ02", "Còn hiệu lực")
    assert (old["Nội dung"], new["Nội dung"]) == (
        "Tờ trình đề nghị khen thưởng",
        "Tờ trình đề nghị khen thưởng: Tặng Nguyễn Văn A",
    )
    assert new["Chữ ký"] == "Đã ký, chứng thư tin cậy"
    assert rows["van-ban/01-bang-tong-hop-diem-da-ky-2.pdf"]["Chữ ký"] == "Chỉ là chữ ký dùng thử"
    assert all(f'<a href="{path}">' in html for path in PATHS[:-3])
    assert "<script" not in html and "http" not in html.replace("http-equiv", "")
    assert html.startswith("<!doctype html>")


def test_what_people_typed_neither_runs_nor_calculates(full):
    with opened(take(full)) as archive:
        decision = archive.read(f"{FOLDER}/quyet-dinh/quyet-dinh.csv").decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(decision))
    assert row == {
        "Quyết định số": "123/QĐ-UBND",
        "Ngày": "28/12/2026",
        "Cơ quan quyết định": "Chủ tịch UBND xã",
        "Đơn vị": full.bloc.units.first().name,
        "Cá nhân": "Nguyễn Văn A",
        "Chức vụ": "",
        "Hình thức": "'=Giấy khen",
    }


def test_the_same_round_gives_the_same_bytes(full):
    one = bytes_of(take(full))
    assert bytes_of(take(full, "head")) == one
    signed(full.papers[1], b"%PDF later")
    assert bytes_of(take(full)) != one


def test_a_file_bears_the_time_it_was_issued_not_taken(full):
    with opened(take(full)) as archive:
        times = {info.date_time for info in archive.infolist()}
    assert times == {timezone.localtime(full.papers[0].issued_at).timetuple()[:6]}


def test_a_round_without_papers_still_has_its_result(cast):
    answer = cast.client("admin").get(reverse("dossier", args=[cast.elsewhere.pk]))
    names = [name.partition("/")[2] for name in opened(answer).namelist()]
    assert names == [*PATHS[9:12], *PATHS[13:]]


def test_no_more_than_one_file_is_in_memory(full, monkeypatch):
    """Every file is handed on before the next is read."""
    result = result_of(full.round)
    pieces = list(stream(dossier_of(result, Paper.objects.filter(round=full.round), list(files_of(result)))))
    assert len(pieces) == len(PATHS) + 1
    assert [piece[:2] for piece in pieces[:-1]] == [b"PK"] * len(PATHS)


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("Tổng kết năm 2026", "tong-ket-nam-2026"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b\nc\\d:e*?", "ab-c-d-e"),
        ("Đợt 1 / “Đặc biệt”", "dot-1-dac-biet"),
        ("x" * 200, "x" * 80),
        ("…", ""),
    ],
)
def test_names_are_safe_everywhere(words, safe):
    assert file_safe(words) == safe


@pytest.mark.parametrize("who", ["council", "head", "clerk", "admin"])
def test_who_took_it_is_kept(full, who):
    bytes_of(take(full, who))
    [reading] = Reading.objects.all()
    assert (reading.by, reading.kind, reading.about, reading.page, reading.of) == (
        getattr(full, who), "export", "Tổng kết năm 2026: hồ sơ (13 tệp, ZIP)", "ky-cham", full.round.pk,
    )  # fmt: skip


def test_asking_what_it_is_takes_nothing(full):
    answer = full.client("council").head(url(full))
    assert (answer.status_code, answer.content, Reading.objects.count()) == (200, b"", 0)
    assert answer["Content-Disposition"] == f'attachment; filename="{FOLDER}.zip"'


def test_the_kinds_of_paper_have_plain_names():
    assert all(file_safe(kind.slug) == kind.slug for kind in PaperKind)
