#!/bin/sh
# Pin requirements.in, -dev.in and -s3.in, every file of every release with its hash, for Python 3.11 and newer on any
# machine. The result names no index and no folder of this machine. Needs uv. Give --upgrade to take newer versions.
set -eu
cd "$(dirname "$0")/.."
for name in requirements requirements-dev requirements-s3; do
    uv pip compile --no-config --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@" "$name.in" --output-file "$name.txt"
done
