"""Promises of the house that no single function keeps."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from khoi_thidua.demo import ACCOUNTS
from khoi_thidua.plan import DATA
from tests.constraints import CONSTRAINTS

ROOT = Path(__file__).resolve().parents[2]
APPS = ("units", "campaigns", "scoring", "awards", "toolkit", "khoi_thidua")


def sources(*patterns):
    return sorted(path for app in APPS for pattern in patterns for path in (ROOT / app).glob(pattern))


EXACT = [
    *sources("arithmetic.py", "actions.py", "actions/**/*.py", "entries.py", "content.py"),
    *sources("result_document.py", "verification.py", "settlement.py", "past*.py", "offline/*.py"),
    *sources("firmness.py", "weights.py", "provisional.py", "stored.py", "ballots.py", "charts_past.py", "grid.py"),
    ROOT / "toolkit/numbers.py",
    ROOT / "toolkit/fields.py",
]


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_where_points_are_made_and_kept_there_is_no_float(path):
    floats = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id in ("float", "FloatField"))
    ]
    assert floats == []


def test_the_arithmetic_of_every_app_is_looked_at():
    names = {path.relative_to(ROOT).as_posix() for path in EXACT}
    assert {"scoring/arithmetic.py", "awards/arithmetic.py", "awards/actions/settling.py", "units/actions.py"} <= names
    assert {"scoring/actions/marks.py", "scoring/firmness.py", "awards/settlement.py", "awards/past.py"} <= names
    assert {"scoring/grid.py", "awards/offline/merging.py"} <= names


SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý"
PERSON = re.compile(rf"\b(?:{SURNAMES})(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]+){{2,3}}\b")
TEXTS = (".py", ".md", ".json", ".html", ".txt", ".toml", ".example", ".css", ".svg")


def test_nobodys_name_is_written_down_anywhere():
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    tracked = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {
        f"{name}: {person}"
        for name in tracked
        if name.endswith(TEXTS) and (ROOT / name).is_file() and not name.startswith(("tests/", "static/vendor/"))
        for person in PERSON.findall((ROOT / name).read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_name_would_be_found():
    assert PERSON.search("do ông " + "Nguyễn" + " Văn An ký")
    assert not PERSON.search("Phòng Kinh tế, Phường Lê Chân")


def test_nobodys_name_is_in_the_sample_workbook():
    with zipfile.ZipFile(DATA / "so-cham-diem-mau.xlsx") as workbook:
        texts = [workbook.read(name).decode() for name in workbook.namelist() if name.endswith(".xml")]
    assert [person for text in texts for person in PERSON.findall(text)] == []
    assert not any(re.search(r"<dc:creator>[^<]*[a-z]+ [A-Z][^<]*</dc:creator>", text) for text in texts)


def test_demo_accounts_are_called_by_what_they_do():
    assert [PERSON.search(account.what) for account in ACCOUNTS] == [None] * 5


def test_files_we_did_not_write_are_the_ones_we_took():
    done = subprocess.run(
        [sys.executable, "scripts/check_vendor.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_every_setting_stands_in_the_example_and_every_line_there_is_read():
    settings = (ROOT / "khoi_thidua/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"""\b[a-z_.]+\(\s*"([A-Z][A-Z0-9_]*[A-Z0-9])\"""", settings))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    written = set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", example, re.MULTILINE))
    assert read - {"DJANGO_READ_DOT_ENV"} == written  # that one says whether .env is read at all


def test_every_dependency_has_its_line_in_the_docs():
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9-]+)", wanted, re.MULTILINE)
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert [name for name in names if name.lower() not in told] == []
    assert "django" in map(str.lower, names)


def test_every_dependency_of_the_tests_has_its_word_in_the_docs():
    wanted = (ROOT / "requirements-dev.in").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9-]+)", wanted, re.MULTILINE)
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    plain = [re.sub(r"^(pytest-|types-)", "", name.lower()) for name in names]
    assert [name for name in plain if name not in told] == []


@pytest.mark.django_db
def test_models_and_migrations_agree(capsys):
    call_command("makemigrations", "--check", "--dry-run")
    assert capsys.readouterr().out == "No changes detected\n"


def test_every_rule_of_the_database_is_tested_by_its_name():
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))
    assert [name for name in CONSTRAINTS if f'"{name}"' not in tests] == []


def test_migrations_are_named_for_what_they_are_for():
    names = [path.stem for app in APPS for path in (ROOT / app).glob("migrations/0*.py")]
    assert [name for name in names if "auto" in name or "initial" in name or name.count("_") < 1] == []


INCLUDE = re.compile(r'{%\s*include "([^"]+)"([^%]*?)%}')


def has_a_form(texts, name, above=()):
    parts = [include[1] for include in INCLUDE.finditer(texts[name]) if include[1] not in above]
    return "{% csrf_token %}" in texts[name] or any(has_a_form(texts, part, (*above, name)) for part in parts)


def test_an_included_form_is_given_its_token():
    """With `only` nothing of the page's context comes along, and a form without its token is refused."""
    folder = ROOT / "templates"
    texts = {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in folder.rglob("*.html")}
    without = [
        (name, include[1])
        for name, text in texts.items()
        for include in INCLUDE.finditer(text)
        if " only " in include[2] and "csrf_token=" not in include[2] and has_a_form(texts, include[1])
    ]
    assert without == []
