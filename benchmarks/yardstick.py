"""The yardstick, run by PostgreSQL's own pgbench on the same server, over the same merchants."""

import re
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.data import ACCOUNT, MERCHANT, PAISE, Shop, id_in_sql
from server.ops import postgres_binaries, postmaster
from server.ops.refusal import Refusal

SQL = Path(__file__).with_name("yardstick.sql")
# One of the merchants at random, and a key that nobody has used. Each is a transaction of its own.
_merchant, _account = id_in_sql(MERCHANT, ":shop::bigint"), id_in_sql(ACCOUNT, ":shop::bigint")
SCRIPT = f"""\\set shop random(1, {{shops}})
SELECT yardstick.create_payout({_merchant}, {_account}, {PAISE}, gen_random_uuid());
"""


@dataclass(frozen=True)
class Transactions:
    count: int
    per_second: float
    cpu_seconds: float  # pgbench's own


def prepare(owner: psycopg.Connection, shops: Sequence[Shop], script: Path) -> None:
    """Copy these merchants, numbers 1 and following, into the yardstick's own tables; write what pgbench is to run."""
    script.write_text(SCRIPT.format(shops=len(shops)))
    owner.execute("CREATE TEMPORARY TABLE benchmark_merchants (id uuid)")
    owner.execute("INSERT INTO benchmark_merchants SELECT unnest(%s::uuid[])", [[str(shop.merchant) for shop in shops]])
    owner.execute(SQL.read_text().encode())
    owner.execute("DROP TABLE benchmark_merchants")


def program(name: str) -> str:
    """One that comes with PostgreSQL: of the version that runs here, or that on PATH. Raises Refusal."""
    beside = postgres_binaries.find().folder / name
    if beside.exists():
        return str(beside)
    if on_path := shutil.which(name):
        return on_path
    raise Refusal(f"There is no {name}, which comes with PostgreSQL (Debian: apt-get install postgresql)")


def run(owner: psycopg.Connection, script: Path, clients: int, seconds: int) -> Transactions:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    info = owner.info
    done = subprocess.run(
        [
            *(program("pgbench"), "--no-vacuum", "--protocol=prepared", "--file", str(script)),
            *(f"--client={clients}", "--jobs=1", f"--time={seconds}"),
            *(f"--host={info.host}", f"--port={info.port}", f"--username={info.user}", info.dbname),
        ],
        env=postmaster.environment() | ({"PGPASSWORD": info.password} if info.password else {}),
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    rate = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    count = re.search(r"^number of transactions actually processed: (\d+)", done.stdout, re.MULTILINE)
    failed = re.search(r"^number of failed transactions: (\d+)", done.stdout, re.MULTILINE)
    if done.returncode or not rate or not count or (failed and int(failed[1])):
        raise Refusal(f"pgbench failed: {(done.stderr or done.stdout).strip()[-1000:]}")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Transactions(int(count[1]), float(rate[1]), cpu_seconds)
