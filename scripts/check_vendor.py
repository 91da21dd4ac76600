"""Compare every file that is not ours with the SHA-256 in static/vendor/VENDORED.md.

    python scripts/check_vendor.py           # silent and 0 when all agree, else a line per difference and 1

A file in one of the FOLDERS that the table does not name is a difference too: nothing slips in without its source and
licence. `--sums` prints the hashes of what lies there now, to be written into the table by hand after an update.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path("static/vendor/VENDORED.md")
FOLDERS = ["static/vendor", "static/fonts", "tests/vendor", "toolkit/fonts"]
ROW = re.compile(r"^\| `(?P<path>[^`]+)` \|.*\| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)


def recorded(table_text):
    """Path → SHA-256 as the table says."""
    return {row["path"]: row["sha256"] for row in ROW.finditer(table_text)}


def present(root):
    """Path → SHA-256 of the files that lie in the folders, the table itself left out."""
    files = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.is_file())
    sums = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    sums.pop(TABLE.as_posix(), None)
    return {path: sha256 for path, sha256 in sums.items() if not path.endswith((".pyc", "/__init__.py"))}


def differences(said, found):
    """Sentences, empty when both agree."""
    return (
        [f"{path}: named in {TABLE}, but missing" for path in said if path not in found]
        + [f"{path}: not named in {TABLE}" for path in found if path not in said]
        + [f"{path}: its SHA-256 is {found[path]}" for path in said if path in found and said[path] != found[path]]
    )


def main(arguments):
    found = present(ROOT)
    if arguments == ["--sums"]:
        print(*(f"{sha256}  {path}" for path, sha256 in found.items()), sep="\n")
        return 0
    said = recorded((ROOT / TABLE).read_text(encoding="utf-8"))
    wrong = differences(said, found) or ([] if said else [f"{TABLE}: no row could be read"])
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
