#!/bin/sh
# Print the folder with PostgreSQL's server programs (initdb, pg_ctl), the newest first; fail when there is none.
# Debian keeps them out of PATH.
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
        echo "$folder"
        exit 0
    fi
done
initdb=$(command -v initdb) && command -v pg_ctl >/dev/null && dirname "$initdb"
