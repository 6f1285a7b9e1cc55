"""A backup of a real engine, restored beside it: every row, every replay, every right, and how a bad one is refused."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql

from server.bank.scripts import Script
from server.ops.embedded_postgres import embedded
from tests.database.catalogue import differences
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES
from tests.support.engine import LocalEngine, engine_in_its_own_folder, engine_on_a_copy_of, prepared_engine
from tests.support.servers import wait_until

CREATE = """mutation($input: CreatePayoutInput!) { createPayout(input: $input) { ... on CreatePayoutSuccess {
    replayed payout { id createdAt amountPaise bankAccount { id } } } } }"""
# The restore itself writes that it took place, and its check of every rule.
WRITTEN_BY_A_RESTORE = {"trail_events", "integrity_runs", "integrity_proven"}
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, contype, convalidated, confrelid::regclass::text, cardinality(conkey)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""
INDEXES = """
    SELECT indexrelid::regclass::text, indrelid::regclass::text, indisunique, indisvalid, indnatts,
           indpred IS NOT NULL
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1"""
RIGHTS = """
    SELECT c.relname, a.grantee::regrole::text, a.privilege_type, '' FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT c.relname, a.grantee::regrole::text, a.privilege_type, t.attname
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid, aclexplode(t.attacl) a
    WHERE c.relnamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3, 4"""


@dataclass
class BackedUp:
    engine: LocalEngine
    folder: Path
    said: str
    shops: list[MerchantClient]
    loads: list[PayoutLoad]
    graphql_key: str
    graphql_answer: Any
    feed: bytes


@pytest.fixture(scope="module")
def backed_up() -> Iterator[BackedUp]:
    """An engine that has worked, and stopped; a login that reads one table; its backup."""
    with prepared_engine() as engine:
        engine.start_and_wait(**SHORT_TIMES)
        shops = [MerchantClient(engine.port) for _ in range(2)]
        loads = []
        for shop in shops:
            shop.open_shop()
            with PayoutLoad(shop, 12, MOSTLY_PAYS) as load:
                pass
            loads.append(load)
        key = str(uuid4())
        answer = shops[0].graphql(CREATE, input=wanted(shops[0], key))["createPayout"]
        wait_until(lambda: all(shop.is_quiet() for shop in shops))
        feed = shops[0].ask("GET", "/api/v1/events/?after=5.0")[1]
        assert engine.stop() == 0, engine.output()
        with database_of(engine) as database:
            database.execute("CREATE ROLE metrics LOGIN; GRANT SELECT ON worker_heartbeats TO metrics")
        folder = engine.data_dir / "backup"
        said = engine.manage("backup", str(folder))
        assert said.returncode == 0, said.stderr
        yield BackedUp(engine, folder, said.stdout, shops, loads, key, answer, feed)


@dataclass
class Restored:
    engine: LocalEngine
    said: str


@pytest.fixture(scope="module")
def restored(backed_up: BackedUp) -> Iterator[Restored]:
    with engine_in_its_own_folder() as engine:
        # Beside the database the data folder has the key that signs heads, as the page on backups says.
        shutil.copy(backed_up.engine.data_dir / "ledger-signing-key", engine.data_dir)
        done = engine.manage("restore", str(backed_up.folder))
        assert done.returncode == 0, done.stdout + done.stderr
        yield Restored(engine, done.stdout)


def wanted(shop: MerchantClient, key: str) -> dict[str, Any]:
    account = shop.accounts[Script.PAYS]
    return {"merchantId": shop.merchant, "bankAccountId": account, "amountPaise": 700, "idempotencyKey": key}


@contextmanager
def database_of(engine: LocalEngine) -> Iterator[psycopg.Connection]:
    """As its owner, while no command runs there."""
    with (
        embedded.borrowed(engine.data_dir, "payout_engine", "postgres") as cluster,
        cluster.connect("payout_engine") as connection,
    ):
        yield connection


def tables_of(database: psycopg.Connection) -> list[str]:
    query = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
    return [name for [name] in database.execute(query)]


def rows_of(database: psycopg.Connection, table: str) -> list[str]:
    query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
    return [row for [row] in database.execute(query)]


def test_it_shows_its_progress_and_where_the_feeds_end(backed_up: BackedUp, restored: Restored) -> None:
    for said in (backed_up.said, restored.said):
        assert "ledger_entries\n" in said
    assert "The keys are not in it" in backed_up.said
    assert "Every paisa is accounted for." in restored.said
    with database_of(restored.engine) as database:
        for shop in backed_up.shops:
            [[last]] = database.execute("SELECT max(seq) FROM ledger_entries WHERE merchant_id = %s", [shop.merchant])
            assert f"  {shop.merchant}  {last}.0\n" in restored.said


def test_every_row_of_every_table_is_there_and_sequences_go_on(backed_up: BackedUp, restored: Restored) -> None:
    sequences = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
    with database_of(backed_up.engine) as before, database_of(restored.engine) as after:
        tables = tables_of(before)
        assert tables_of(after) == tables
        for table in tables:
            there, here = rows_of(before, table), rows_of(after, table)
            if table not in WRITTEN_BY_A_RESTORE:
                assert here == there, table
        assert sum(len(rows_of(before, table)) for table in tables) > 200
        [event] = set(rows_of(after, "trail_events")) - set(rows_of(before, "trail_events"))
        assert "database.restored" in event
        assert set(rows_of(before, "trail_events")) <= set(rows_of(after, "trail_events"))
        assert before.execute(sequences).fetchall() == after.execute(sequences).fetchall()


def test_guards_policies_and_rights_are_in_force(backed_up: BackedUp, restored: Restored) -> None:
    with database_of(backed_up.engine) as before, database_of(restored.engine) as after:
        # PostgreSQL prints the IN of a condition otherwise once it has read its own text of it again. (And columns that
        # were dropped are not there, so those after them have other numbers.)
        assert differences(before, after).keys() <= {"constraints", "indexes"}
        for catalogue in (CONSTRAINTS, INDEXES, RIGHTS):
            assert before.execute(catalogue).fetchall() == after.execute(catalogue).fetchall()
        assert after.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'metrics'").fetchall() == [(True,)]
        after.execute("SET ROLE payout_app")
        counts = {}
        for merchant in ("", backed_up.shops[0].merchant, "*"):
            after.execute("SELECT set_config('payout.merchant', %s, false)", [merchant])
            [[counts[merchant]]] = after.execute("SELECT count(*) FROM payouts")
        assert list(counts.values()) == [0, 13, 25]
        with pytest.raises(errors.InsufficientPrivilege):
            after.execute("DELETE FROM ledger_entries")
        after.execute("RESET ROLE")
        with pytest.raises(errors.RestrictViolation):
            after.execute("DELETE FROM trail_events")


def test_the_restored_engine_replays_to_the_byte_and_goes_on(backed_up: BackedUp, restored: Restored) -> None:
    shop = backed_up.shops[0]
    with engine_on_a_copy_of(restored.engine.data_dir) as engine:
        engine.start_and_wait(**SHORT_TIMES)
        for each in backed_up.shops:
            each.port = engine.port
        for load in backed_up.loads:
            load.check_promises()
        again = shop.graphql(CREATE, input=wanted(shop, backed_up.graphql_key))["createPayout"]
        assert again == backed_up.graphql_answer | {"replayed": True}
        assert shop.ask("GET", "/api/v1/events/?after=5.0") == (200, backed_up.feed)
        head = json.loads(backed_up.feed)["next"]
        beyond = f"{int(head.partition('.')[0]) + 1}.0"
        status, told = shop.ask("GET", f"/api/v1/events/?after={beyond}")
        assert status == 400
        assert f"beyond the end of this merchant's feed, which is at {head}" in json.loads(told)["message"]
        assert shop.pay(str(uuid4()))[0] == 201
        wait_until(shop.is_quiet)
        assert engine.manage("verify_ledger").returncode == 0
        assert engine.stop() == 0, engine.output()


def test_nothing_is_restored_over_data_or_backed_up_over_a_backup(backed_up: BackedUp) -> None:
    before = sorted((file.name, file.read_bytes()) for file in backed_up.folder.iterdir())
    refused = backed_up.engine.manage("backup", str(backed_up.folder))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is not empty: name a new folder" in refused.stderr
    assert sorted((file.name, file.read_bytes()) for file in backed_up.folder.iterdir()) == before
    refused = backed_up.engine.manage("restore", str(backed_up.folder))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is not empty: restore into a new one" in refused.stderr


def test_a_dump_that_breaks_off_leaves_nothing_and_the_next_one_is_taken(backed_up: BackedUp, tmp_path: Path) -> None:
    """Also where its manifest was made for the part that is there."""
    cut = tmp_path / "cut"
    shutil.copytree(backed_up.folder, cut)
    dump, manifest = cut / "database.dump", json.loads((cut / "backup.json").read_text())
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1000])  # within the rows, which come last: tables and functions are made before them
    with engine_in_its_own_folder() as engine:
        refused = engine.manage("restore", str(cut))
        assert refused.returncode == 2
        assert "was cut short" in refused.stderr
        manifest["sizes"]["database.dump"] = dump.stat().st_size
        manifest["sha256"]["database.dump"] = sha256(dump.read_bytes()).hexdigest()
        (cut / "backup.json").write_text(json.dumps(manifest))
        refused = engine.manage("restore", str(cut))
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr
        assert "could not read from input file" in refused.stderr
        done = engine.manage("restore", str(backed_up.folder))
        assert done.returncode == 0, done.stderr


def test_an_empty_database_has_nothing_to_back_up(tmp_path: Path) -> None:
    with engine_in_its_own_folder() as engine:
        refused = engine.manage("backup", str(tmp_path / "none"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "nothing to back up" in refused.stderr
    assert not (tmp_path / "none").exists()
