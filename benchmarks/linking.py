"""What linking the entries costs, and how long it takes to check a ledger's links.

With and without: the same calls in one session, in turns, in transactions that are rolled back. Processor time is the
session's own, so that other load on the machine affects both alike.
"""

import random
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import psycopg
from psycopg.rows import scalar_row

from benchmarks.data import PAISE
from benchmarks.engine import CHECKOUT, DATABASE, SETTINGS
from benchmarks.fixture import Fixture, Reading
from server.database.shelf import Key, SqlKind, read_shelf
from server.ledger.invariants import INVARIANTS
from server.operator_error import OperatorError

SQL_SECONDS, PROGRAM_SECONDS = 5, 20  # allowed for a million entries
TURNS = 40
PROGRAM = CHECKOUT / "docs" / "verify_ledger_export.py"

LINKED = read_shelf()[Key(SqlKind.FUNCTION, "ledger_admit_entry")].text
MAKES_IT = LINKED[LINKED.index("    NEW.link := ") : LINKED.index("    RETURN NEW;")]
UNLINKED = LINKED.replace(MAKES_IT, "    NEW.link := '';\n").replace(
    "SELECT e.created_at, e.link INTO", "SELECT e.created_at INTO"
)

IDS = "ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 1000))"


class Work(NamedTuple):
    """`calls` of a turn are measured, after some that plan the statements."""

    statement: str
    calls: int
    warm_up: int


ONE = Work(
    """SELECT * FROM create_payout_v2(%s, %s, %s, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
           gen_random_uuid(), '24 hours', true, false, 'open', '', '', NULL)""",
    60,
    15,
)
BATCH = Work(
    f"""SELECT count(*) FROM create_payouts_v4(
            %s, array_fill(%s::uuid, ARRAY[1000]), array_fill(%s::bigint, ARRAY[1000]), {IDS}, NULL, 0, {IDS}, {IDS},
            {IDS}, '24 hours', true, false, 'open', '', '', NULL)""",
    1,
    1,
)
EXPORT = """
COPY (
    SELECT json_build_object(
        'merchant_id', merchant_id, 'sequence', seq, 'id', id, 'entry_type', entry_type, 'amount_paise', amount_paise,
        'payout_id', payout_id, 'reference', reference, 'description', description,
        'created_at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'link', encode(link, 'hex'))
    FROM ledger_entries WHERE merchant_id = {} ORDER BY seq
) TO STDOUT"""


def create_with_links(fixture: Fixture) -> Reading:
    """Processor time of one payout's creation with links / without."""
    return _compared(fixture, ONE)


def batch_with_links(fixture: Fixture) -> Reading:
    """The same of 1,000 payouts in one call."""
    return _compared(fixture, BATCH)


def checked_by_sql(fixture: Fixture) -> Reading:
    """The processor time for the links of the longest ledger, as a share of what a million may take."""
    [rule] = [rule for rule in INVARIANTS if rule.rule.startswith("every entry's link")]
    longest = fixture.tenants.longest.merchant
    of_one = rule.faults.replace("FROM ledger_entries", f"FROM ledger_entries WHERE merchant_id = '{longest}'")
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        pid = cursor.execute("SELECT pg_backend_pid()").fetchone()
        before = _nanoseconds(pid)
        faults = cursor.execute(of_one).fetchall()
        seconds = (_nanoseconds(pid) - before) / 1e9
    return _share(fixture, SQL_SECONDS, seconds, faults)


def checked_by_the_program(fixture: Fixture) -> Reading:
    """The same for an export in a file, by docs/verify_ledger_export.py."""
    folder = fixture.engine.data_dir
    export, keys = folder / "ledger.jsonl", folder / "keys.json"
    keys.write_text('{"keys": []}')
    statement = psycopg.sql.SQL(EXPORT).format(psycopg.sql.Literal(fixture.tenants.longest.merchant))
    with export.open("wb") as file, fixture.owner.cursor().copy(statement) as copy:
        for piece in copy:
            file.write(bytes(piece).replace(b"\\\\", b"\\"))
    command = [sys.executable, "-I", str(PROGRAM), str(export), str(keys)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return _share(fixture, PROGRAM_SECONDS, seconds, [done.stderr] if done.returncode else [])


def _share(fixture: Fixture, allowed: float, seconds: float, faults: Sequence[object]) -> Reading:
    if faults:
        raise OperatorError(f"the longest ledger's links are at fault: {faults[:3]}")
    of_a_million = seconds * 1_000_000 / fixture.scale.longest
    return Reading(of_a_million / allowed, of_a_million)


def _compared(fixture: Fixture, work: Work) -> Reading:
    linked: list[float] = []
    unlinked: list[float] = []
    with fixture.engine.cluster.connect(DATABASE) as session:
        for _ in range(TURNS if work.calls > 1 else TURNS // 4):
            for text, costs in random.sample(((LINKED, linked), (UNLINKED, unlinked)), 2):
                costs.append(_cost(fixture, session, text, work))
    return Reading(_quickest(linked) / _quickest(unlinked), _quickest(linked))


def _quickest(costs: list[float]) -> float:
    """Of a quarter of the turns: those that other load disturbed least."""
    return fmean(sorted(costs)[: len(costs) // 4])


def _cost(fixture: Fixture, session: psycopg.Connection, text: str, work: Work) -> float:
    """Of one call, in seconds of the session's processor time."""

    def call(count: int) -> None:
        for tenant in random.choices(fixture.tenants.many, k=count):
            session.execute(work.statement, [tenant.merchant, tenant.account, PAISE], prepare=True)
        session.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as COMMIT would
        session.execute("SET CONSTRAINTS ALL DEFERRED")

    with session.transaction(force_rollback=True), session.cursor(row_factory=scalar_row) as cursor:
        pid = cursor.execute("SELECT pg_backend_pid()").fetchone()
        session.execute(text)
        session.execute(f"SET LOCAL ROLE {SETTINGS['DB_APP_USER']}")
        session.execute("SET LOCAL payout.merchant = '*'")
        call(work.warm_up)
        before = _nanoseconds(pid)
        call(work.calls)
        return (_nanoseconds(pid) - before) / 1e9 / work.calls


def _nanoseconds(pid: int | None) -> int:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
