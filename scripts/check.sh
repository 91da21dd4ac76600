#!/bin/sh
# Everything that can be said about the code without running its tests. Looks, changes nothing; every check runs, so that
# one call shows all there is to mend. The settings of each tool are in pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=

check() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed${failed:+, }$name"
}

check "style" $python -m ruff check --quiet .
check "format" $python -m ruff format --quiet --check .
check "templates" $python -m djlint --quiet --lint templates
check "types" $python -m mypy
check "import order" .venv/bin/lint-imports --no-logo
check "security" $python -m bandit --quiet -c pyproject.toml -r khoi_thidua units campaigns scoring awards toolkit
check "Django" $python -W error manage.py check --fail-level WARNING
check "migrations" $python -W error manage.py makemigrations --check --dry-run
check "vendored files" $python scripts/check_vendor.py

if [ -n "$failed" ]; then
    echo "Not in order: $failed" >&2
    exit 1
fi
echo "All in order."
