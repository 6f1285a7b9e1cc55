"""Runs the yardstick by PostgreSQL's own pgbench, on the same server and for the same merchants.

The yardstick is the smallest honest payout that PostgreSQL itself can make (yardstick.sql), and the engine's baseline.
"""

import re
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from benchmarks.data import ACCOUNT, MERCHANT, PAISE, BenchmarkTenant, id_in_sql
from benchmarks.engine import DATABASE, OWNER, BenchmarkEngine, program
from server.database.embedded_address import PORT
from server.operator_error import OperatorError
from server.ops.embedded_postgres import postmaster

SQL = Path(__file__).with_name("yardstick.sql")
# A random merchant and a new idempotency key. Each call is one transaction.
A_MERCHANT, ITS_ACCOUNT = id_in_sql(MERCHANT, ":tenant::bigint"), id_in_sql(ACCOUNT, ":tenant::bigint")
SCRIPT = f"""\\set tenant random(1, :tenants)
SELECT yardstick.create_payout({A_MERCHANT}, {ITS_ACCOUNT}, {PAISE}, gen_random_uuid());
"""
# The engine's own function on its own tables, called as server/payouts/creation.py does.
GUARDED_SCRIPT = f"""\\set tenant random(1, :tenants)
SELECT * FROM create_payout_v2(merchant => {A_MERCHANT},
    account => {ITS_ACCOUNT}, amount => {PAISE}, request_key => gen_random_uuid(),
    new_payout => gen_random_uuid(), new_entry => gen_random_uuid(), new_event => gen_random_uuid(),
    valid_for => interval '24 hours', may_wait => true, is_retry => false,
    actor_kind => 'open', actor_id => '', actor_name => '', request => NULL);
"""


@dataclass(frozen=True)
class Transactions:
    count: int
    per_second: float
    cpu_seconds: float  # pgbench's own


def prepare(owner: psycopg.Connection, tenants: Sequence[BenchmarkTenant]) -> None:
    """Copy these merchants (numbers 1 and following) into the yardstick's own tables."""
    owner.execute("CREATE TEMPORARY TABLE benchmark_merchants (id uuid)")
    owner.execute(
        "INSERT INTO benchmark_merchants SELECT unnest(%s::uuid[])", [[tenant.merchant for tenant in tenants]]
    )
    owner.execute(SQL.read_bytes())
    owner.execute("DROP TABLE benchmark_merchants")


def run(engine: BenchmarkEngine, script: str, *, tenants: int, clients: int, seconds: int, role: str) -> Transactions:
    """Raises OperatorError."""
    file = engine.data_dir / "transaction.pgbench"
    file.write_text(script)
    password = engine.cluster.password() if role == OWNER else settings.DB_APP["PASSWORD"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [
            program("pgbench"),
            "--no-vacuum",
            "--protocol=prepared",
            f"--file={file}",
            f"--define=tenants={tenants}",
            f"--client={clients}",
            "--jobs=1",
            f"--time={seconds}",
            f"--host={engine.cluster.sockets}",
            f"--port={PORT}",
            f"--username={role}",
            DATABASE,
        ],
        env=postmaster.environment() | {"PGOPTIONS": "-c payout.merchant=*", "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rate = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    count = re.search(r"^number of transactions actually processed: (\d+)", done.stdout, re.MULTILINE)
    failed = re.search(r"^number of failed transactions: (\d+)", done.stdout, re.MULTILINE)
    if done.returncode or not rate or not count or (failed and int(failed[1])):
        raise OperatorError(f"pgbench failed: {(done.stderr or done.stdout).strip()[-1000:]}")
    cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Transactions(int(count[1]), float(rate[1]), cpu_seconds)
