"""make bench: what pages, exports, settling, reading and a paper cost, beside the floor of the same machine.

Uses a database of its own in a temporary folder. Prints a table and writes var/bench.json (or --json FILE).
"""

import argparse
import json
import os
import platform
import tempfile
from dataclasses import asdict
from pathlib import Path

SIZES = (6, 60, 200)
CRITERIA = 30


def configure(folder: Path) -> None:
    """Production's settings on a throw-away SQLite, before Django is imported anywhere."""
    os.environ |= {
        "DJANGO_READ_DOT_ENV": "off",
        "DJANGO_SETTINGS_MODULE": "khoi_thidua.settings",
        "DEBUG": "off",
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789abcdef" * 3,
        "ALLOWED_HOSTS": "testserver",
        "SECURE_SSL": "off",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        "SECOND_FACTOR_REQUIRED": "none",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), metavar="FILE")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="UNITS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khoi-thidua-bench-") as folder:
        configure(Path(folder))
        from benchmarks.cases import run_cases
        from toolkit.tables import text_table

        costs = [cost for units in options.sizes for cost in run_cases(units, CRITERIA)]
        heads = ["what", "units", "median ms", "best ms", "queries", "bytes"]
        rows = [
            [c.what, str(c.units), f"{c.median_ms:.1f}", f"{c.best_ms:.1f}", _count(c.queries), _count(c.size)]
            for c in costs
        ]
        print(f"{CRITERIA} criteria, SQLite, Python {platform.python_version()}, {os.cpu_count()} cores\n")
        print(text_table(heads, rows, right={1, 2, 3, 4, 5}))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps([asdict(cost) for cost in costs], indent=1) + "\n", encoding="utf-8")
    print(f"\n{options.json}")


def _count(value: int | None) -> str:
    return "–" if value is None else str(value)


if __name__ == "__main__":
    main()
