import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from awards import papers
from awards.workbook import read_workbook, write_workbook
from khoi_thidua import settling
from khoi_thidua.plan import SAMPLE_WORKBOOK
from scoring.models import Result, Round
from tests.constraints import OURS
from tests.databases import database_url
from tests.scoring.sample import CONTENT
from tests.years import settle

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    "bang-tong-hop-diem.pdf",
    "bao-cao-ket-qua.pdf",
    "bien-ban-hop.pdf",
    "danh-sach-de-nghi.pdf",
    "ket-qua.json",
    "so-cham-diem.xlsx",
    "to-trinh.pdf",
]


def manage(*arguments, url):
    """manage.py as a person runs it, on this database."""
    settings = {"DJANGO_READ_DOT_ENV": "off", "DEBUG": "off", "SECRET_KEY": "x" * 60, "DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def everything():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def otherwise(tmp_path):
    """The sample with one vote more."""
    workbook = read_workbook(SAMPLE_WORKBOOK)
    head, *others = workbook.content.sheets
    path = tmp_path / "khac.xlsx"
    path.write_bytes(
        write_workbook(replace(workbook, content=replace(CONTENT, sheets=(replace(head, votes=4), *others))))
    )
    return path


# As a person runs it ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_from_a_workbook_to_papers_and_back(file_database, tmp_path, otherwise):
    out, again, url = tmp_path / "kết quả", tmp_path / "lần hai", database_url()
    connection.close()
    first = manage("settle_workbook", SAMPLE_WORKBOOK, "--out", out, url=url)
    assert (first.returncode, first.stderr) == (0, "")
    assert sorted(contents(out)) == FILES
    assert [line.split()[:3] for line in first.stdout.splitlines()[4:10]] == [
        ["1", "Trung", "tâm"],
        ["2", "Văn", "phòng"],
        ["3", "Phòng", "Văn"],
        ["4", "Phòng", "Kinh"],
        ["5", "Trung", "tâm"],
        ["6", "Ban", "Quản"],
    ]
    sha256 = Result.objects.get().sha256
    assert f"Đã chốt. Mã kiểm chứng: {sha256}\nKết quả trong {out}\n" in first.stdout
    assert re.search(r"Đọc sổ: \d+,\d\d s; .*Văn bản: \d+,\d\d s; .*Ghi tệp: \d+,\d\d s\n$", first.stdout)
    before = everything()
    connection.close()

    second = manage("settle_workbook", SAMPLE_WORKBOOK, "--out", again, url=url)
    assert (second.returncode, second.stderr) == (0, "")
    assert "Đã chốt từ trước với cùng nội dung; không có gì thay đổi." in second.stdout
    assert (contents(again), everything()) == (contents(out), before)
    connection.close()

    third = manage("settle_workbook", otherwise, "--out", tmp_path / "ba", url=url)
    assert (third.returncode, third.stdout) == (3, "")
    assert "đã chốt với nội dung khác. Kết quả đã chốt không bị ghi đè." in third.stderr
    assert ((tmp_path / "ba").exists(), everything()) == (False, before)

    checked = manage("verify_result", out / "ket-qua.json", url="sqlite:////nowhere/at/all.sqlite3")
    assert (checked.returncode, checked.stdout, checked.stderr) == (
        0,
        f"khớp: 6 đơn vị, 18 tiêu chí\nSHA-256 {sha256}\n",
        "",
    )


def test_a_database_without_tables_is_told_what_to_run(tmp_path):
    url = f"sqlite:///{tmp_path / 'trống.sqlite3'}"
    done = manage("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra", url=url)
    assert (done.returncode, done.stdout) == (1, "")
    assert "python manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "ra").exists()


# The rest without a process of its own ------------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch):
    """Papers in no time."""
    monkeypatch.setattr(papers, "render", lambda document: f"%PDF-1.7 {document.slug}".encode())


@pytest.fixture
def run(capsys):
    """Exit status, standard output and standard error."""

    def call(*arguments):
        try:
            call_command(*map(str, arguments))
            status = 0
        except SystemExit as stop:
            status = stop.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.mark.django_db
def test_the_ranking_is_printed_as_a_table(drawn, run, tmp_path):
    status, out, err = run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")
    assert (status, err) == (0, "")
    title, blank, head, rule, *rows = out.splitlines()[:10]
    assert (title, blank, set(rule)) == (
        "Tổng kết năm 2026 – Khối thi đua số 02, xã Hà Bắc, năm 2026",
        "",
        {"-", " "},
    )
    good, best = "Hoàn thành nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"
    assert [re.split(" {2,}", line.strip()) for line in (head, *rows)] == [
        ["Hạng", "Đơn vị", "Nền", "Thưởng", "Trừ", "Tổng", "Tự chấm", "Xếp loại", "Đề nghị"],
        ["1", "Trung tâm Phục vụ hành chính công", "98,00", "4,00", "0,00", "102,00", "102,50", best, "Cờ thi đua"],
        ["2", "Văn phòng HĐND và UBND xã", "94,42", "3,00", "0,00", "97,42", "98,17", best, "Bằng khen"],
        [
            "3",
            "Phòng Văn hóa - Xã hội",
            "87,12",
            "0,00",
            "0,00",
            "87,12",
            "87,12",
            "Hoàn thành tốt nhiệm vụ",
            "Giấy khen",
        ],
        ["4", "Phòng Kinh tế", "80,15", "0,00", "0,50", "79,65", "80,40", good, "–"],
        ["5", "Trung tâm Dịch vụ sự nghiệp công", "68,39", "0,00", "2,00", "66,39", "71,89", good, "–"],
        ["6", "Ban Quản lý dự án đầu tư xây dựng", "61,52", "0,00", "2,50", "59,02", "60,02", "–", "–"],
    ]


@pytest.mark.django_db
def test_the_sample_workbook_holds_the_sample_of_these_tests(drawn, run, tmp_path):
    assert read_workbook(SAMPLE_WORKBOOK).content == CONTENT


@pytest.mark.django_db
def test_the_exported_workbook_gives_the_same_hash_in_an_empty_database(drawn, run, tmp_path):
    with transaction.atomic():
        assert run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "một")[0] == 0
        first = Result.objects.get()
        transaction.set_rollback(True)
    assert Result.objects.count() == 0
    assert run("settle_workbook", tmp_path / "một" / "so-cham-diem.xlsx", "--out", tmp_path / "hai")[0] == 0
    second = Result.objects.get()
    assert (second.sha256, second.document) == (first.sha256, first.document)
    assert contents(tmp_path / "hai") == contents(tmp_path / "một")


@pytest.mark.django_db
def test_the_exported_workbook_is_the_same_content_where_it_came_from(drawn, run, tmp_path):
    run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "một")
    before = everything()
    status, out, _ = run("settle_workbook", tmp_path / "một" / "so-cham-diem.xlsx", "--out", tmp_path / "hai")
    assert (status, "không có gì thay đổi" in out, everything()) == (0, True, before)


@pytest.mark.django_db
def test_a_folder_that_is_there_keeps_what_lies_in_it(drawn, run, tmp_path):
    out = tmp_path / "ra"
    out.mkdir()
    (out / "ghi-chú.txt").write_text("của tôi", encoding="utf-8")
    (out / "ket-qua.json").write_text("cũ", encoding="utf-8")
    assert run("settle_workbook", SAMPLE_WORKBOOK, "--out", out)[0] == 0
    found = contents(out)
    assert sorted(found) == sorted([*FILES, "ghi-chú.txt"])
    assert (found["ghi-chú.txt"].decode(), found["ket-qua.json"].decode()) == (
        "của tôi",
        Result.objects.get().document,
    )


@pytest.mark.django_db
def test_a_folder_deep_down_is_made_and_nothing_else(drawn, run, tmp_path):
    assert run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "a" / "b" / "c")[0] == 0
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_dir()) == [
        "a",
        "a/b",
        "a/b/c",
    ]


def a_file(path):
    path.write_text("là tệp", encoding="utf-8")


def a_folder_with_a_folder_for_a_file(path):
    (path / "ket-qua.json").mkdir(parents=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (a_file, "là một tệp, không phải thư mục"),
        (lambda path: path.symlink_to(path.with_name("không có")), "trỏ tới một thư mục không còn"),
        (a_folder_with_a_folder_for_a_file, "ket-qua.json là một thư mục"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_before_anything_is_stored(drawn, run, tmp_path, make, words):
    out, before = tmp_path / "ra", everything()
    make(out)
    disk = sorted(path.name for path in tmp_path.rglob("*"))
    status, said, err = run("settle_workbook", SAMPLE_WORKBOOK, "--out", out)
    assert (status, said, words in err) == (2, "", True), err
    assert (everything(), sorted(path.name for path in tmp_path.rglob("*"))) == (before, disk)


@pytest.mark.django_db
@pytest.mark.parametrize("out", ["/proc/khoi-thi-dua", "/dev/null/ra", "/tmp/" + "x" * 300])
def test_a_place_nobody_can_write_to_is_told_before_anything_is_stored(drawn, run, out):
    before = everything()
    status, said, err = run("settle_workbook", SAMPLE_WORKBOOK, "--out", out)
    assert (status, said, "Traceback" in err, bool(err.strip())) == (2, "", False, True)
    assert everything() == before


def no_file(path):
    pass


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        no_file,
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"PK\x03\x04 not a workbook"),
        lambda path: path.write_text("Mã;Tên", encoding="utf-8"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_and_nothing_is_made(drawn, run, tmp_path, make):
    file, before = tmp_path / "sổ.xlsx", everything()
    make(file)
    status, said, err = run("settle_workbook", file, "--out", tmp_path / "ra")
    assert (status, said, "Traceback" in err, bool(err.strip())) == (2, "", False, True)
    assert ((tmp_path / "ra").exists(), everything()) == (False, before)


@pytest.mark.django_db
def test_every_problem_of_a_faulty_workbook_is_told_with_its_place(drawn, run, tmp_path):
    workbook = openpyxl.load_workbook(SAMPLE_WORKBOOK)
    workbook["Đơn vị"]["D3"] = "Vua"
    workbook["Khối"]["B5"] = "năm nay"
    faulty = tmp_path / "sai.xlsx"
    workbook.save(faulty)
    status, said, err = run("settle_workbook", faulty, "--out", tmp_path / "ra")
    assert (status, said, (tmp_path / "ra").exists()) == (2, "", False)
    assert [line.split(":")[0] for line in err.splitlines() if line] == ["Khối!B5", "Đơn vị!D3"]


@pytest.mark.django_db
def test_other_content_is_status_3_and_leaves_database_and_disk_as_they_were(drawn, run, tmp_path, otherwise):
    run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")
    before, disk = everything(), contents(tmp_path / "ra")
    status, said, err = run("settle_workbook", otherwise, "--out", tmp_path / "ra")
    assert (status, said, "nội dung khác" in err) == (3, "", True)
    assert (everything(), contents(tmp_path / "ra")) == (before, disk)


# A crash on the way -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step",
    [
        "read_workbook",
        "ready_papers",
        "settle_content_as_round",
        "issue_ready",
        "result_files",
        "write_workbook",
        "stage",
    ],
)
def test_a_crash_at_any_step_leaves_database_and_disk_as_they_were(drawn, monkeypatch, tmp_path, step):
    def crash(*args, **kwargs):
        raise RuntimeError("mất điện")

    before = everything()
    monkeypatch.setattr(settling, step, crash)
    with pytest.raises(RuntimeError, match="mất điện"):
        call_command("settle_workbook", str(SAMPLE_WORKBOOK), "--out", str(tmp_path / "ra"))
    assert (everything(), list(tmp_path.iterdir())) == (before, [])


@pytest.mark.django_db
def test_a_full_disk_is_told_and_leaves_database_and_disk_as_they_were(drawn, run, monkeypatch, tmp_path):
    before = everything()
    write_bytes = Path.write_bytes

    def full(self, data):
        if self.name == "so-cham-diem.xlsx":
            raise OSError(28, "No space left on device")
        return write_bytes(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    status, _, err = run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")
    assert (status, "No space left on device" in err) == (2, True)
    assert (everything(), list(tmp_path.iterdir())) == (before, [])


@pytest.mark.django_db
def test_a_disk_that_fails_at_the_very_end_is_told_and_the_same_command_mends_it(drawn, run, monkeypatch, tmp_path):
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        status, _, err = run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")
    assert status == 1
    assert "Kỳ chấm đã chốt, nhưng không ghi được tệp" in err
    before = everything()
    assert run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")[0] == 0
    assert (sorted(contents(tmp_path / "ra")), everything()) == (FILES, before)
    assert [path.name for path in tmp_path.iterdir()] == ["ra"]


@pytest.mark.django_db
def test_papers_of_a_round_settled_elsewhere_are_issued_by_the_command(drawn, run, tmp_path):
    settle()
    status, _, _ = run("settle_workbook", SAMPLE_WORKBOOK, "--out", tmp_path / "ra")
    assert (status, sorted(contents(tmp_path / "ra"))) == (0, FILES)
    assert Round.objects.get().papers.count() == 5


@pytest.mark.django_db
def test_the_second_round_of_a_year_has_the_second_numbers(drawn, run, tmp_path):
    workbook = read_workbook(SAMPLE_WORKBOOK)
    second = tmp_path / "hai.xlsx"
    second.write_bytes(write_workbook(replace(workbook, round_name="Bổ sung năm 2026")))
    for file in (SAMPLE_WORKBOOK, second):
        assert run("settle_workbook", file, "--out", tmp_path / file.stem)[0] == 0
    numbers = {
        r.name: sorted(r.papers.exclude(number=None).values_list("number", flat=True)) for r in Round.objects.all()
    }
    assert numbers == {"Tổng kết năm 2026": [1, 1, 1], "Bổ sung năm 2026": [2, 2, 2]}
