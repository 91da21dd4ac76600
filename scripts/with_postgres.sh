#!/bin/sh
# Run a command with DATABASE_URL naming a throw-away PostgreSQL, gone again when the command ends or fails.
#
#     scripts/with_postgres.sh .venv/bin/python -m pytest
#
# The server listens on 127.0.0.1 alone, trusts everyone there and never waits for the disk: for tests, for nothing else.
set -eu
programs=$("$(dirname "$0")/find_postgres.sh") || { echo "PostgreSQL's server programs (initdb, pg_ctl) were not found." >&2; exit 1; }

# In /tmp whatever TMPDIR says: a socket's path may have 107 bytes at most.
folder=$(mktemp -d /tmp/khoi-postgres.XXXXXX)
user=
if [ "$(id -u)" -eq 0 ]; then     # PostgreSQL refuses to be root
    user=nobody
    chown "$user" "$folder"
fi
as_user() {
    if [ -n "$user" ]; then (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@")
    else "$@"; fi
}

finish() {
    status=$?
    trap - EXIT HUP INT TERM
    if [ -e "$folder/data/postmaster.pid" ]; then
        as_user "$programs/pg_ctl" stop -D "$folder/data" -m immediate -s || true
    fi
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# C.UTF-8 sorts by code point, as SQLite does, and still knows that Đ is the capital of đ.
as_user "$programs/initdb" -D "$folder/data" -U khoi -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }

free_port() {
    "${PYTHON:-.venv/bin/python}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
start() {
    port=$(free_port)
    # -l always: without it the server keeps our output open, and whoever reads it waits for ever.
    as_user "$programs/pg_ctl" start -D "$folder/data" -l "$folder/log" -w -s -o "-p $port -k $folder \
        -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null
}
start || start || { cat "$folder/log" >&2; exit 1; }     # twice: somebody may take the free port meanwhile

DATABASE_URL=postgres://khoi@127.0.0.1:$port/postgres
export DATABASE_URL
"$@"
