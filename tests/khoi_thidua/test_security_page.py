"""docs/security.md says where each requirement is met; what it names must be there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
LIKE_A_FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|md|js)|\.env\.example)`")


def test_every_file_it_names_is_there():
    named = set(LIKE_A_FILE.findall(PAGE))
    assert len(named) > 40
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_every_chapter_of_the_standard_has_its_word():
    heads = " ".join(re.findall(r"^### (.+)$", PAGE, re.MULTILINE))
    assert sorted(map(int, re.findall(r"V(\d+)", heads))) == list(range(1, 18))


def test_every_row_says_how_it_stands():
    rows = re.findall(r"^\| \d+\.\d[^|]*\| ([^|]+) \|", PAGE, re.MULTILINE)
    assert len(rows) > 80
    assert set(rows) == {"met", "partly", "not", "n/a", "operator", "met, with the proxy"}
