"""The database has what is on the shelf: what differs is replaced, what was taken off is dropped, and no more."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection, transaction

from server.database import sql_objects
from server.database.installed import installed
from server.database.shelf import Key, ShelfError, SqlKind, SqlObject, read_shelf
from server.integrity.catalogue import expected_guards, missing_guards

from .places import connect

pytestmark = pytest.mark.usefixtures("as_the_owner")

SHELF = read_shelf()
RECEIPT = Key(SqlKind.FUNCTION, "payout_receipt")
GUARD = Key(SqlKind.TRIGGER, "payout_guard", "payouts")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def scalar(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def faults() -> list[str]:
    return list(missing_guards(expected_guards()))


def with_another(*objects: SqlObject) -> dict[Key, SqlObject]:
    return SHELF | {one.key: one for one in objects}


def function(name: str, text: str) -> SqlObject:
    return SqlObject(Key(SqlKind.FUNCTION, name), "server/ledger/sql/another.sql", text, text.split("$$")[1])


WITHOUT_CONDITION = """
DROP TRIGGER payout_outcome_guard ON payouts;
CREATE TRIGGER payout_outcome_guard BEFORE UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION payout_outcome_guard()
"""
NOT_DEFERRED = """
DROP TRIGGER payout_state_has_its_entries ON payouts;
CREATE CONSTRAINT TRIGGER payout_state_has_its_entries AFTER INSERT OR UPDATE OF status ON payouts
    FOR EACH ROW EXECUTE FUNCTION payout_agrees_with_ledger()
"""
ANOTHER = function("another", "CREATE OR REPLACE FUNCTION another() RETURNS int LANGUAGE sql AS $$SELECT 1$$")


def test_nothing_is_written_where_nothing_differs() -> None:
    with undone():
        sql_objects.apply()
        assert scalar("SELECT pg_current_xact_id_if_assigned()") is None


@pytest.mark.parametrize(
    ("altered", "found"),
    [
        ("CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'", "refuse_change"),
        ("ALTER FUNCTION ledger_sums VOLATILE", "ledger_sums"),
        ("ALTER FUNCTION ledger_sums COST 7", "ledger_sums"),
        ("ALTER FUNCTION ledger_sums STRICT", "ledger_sums"),
        ("ALTER FUNCTION create_payout_v2 SECURITY DEFINER", "create_payout_v2"),
        ("ALTER FUNCTION create_payout_v2 RESET enable_seqscan", "create_payout_v2"),
        ("ALTER FUNCTION payout_claim_v4 SET search_path = pg_temp", "payout_claim_v4"),
        ("ALTER FUNCTION sees_every_merchant LEAKPROOF", "sees_every_merchant"),
        ("COMMENT ON FUNCTION ledger_sums(uuid, bigint) IS NULL", "ledger_sums"),
        ("DROP FUNCTION payout_receipt", "function payout_receipt is missing"),
        ("DROP TRIGGER payout_guard ON payouts", "trigger payout_guard on payouts is missing"),
        ("ALTER TABLE payouts DISABLE TRIGGER payout_guard", "trigger payout_guard on payouts"),
        ("ALTER TABLE payouts ENABLE REPLICA TRIGGER payout_guard", "trigger payout_guard on payouts"),
        ("ALTER TABLE payouts ENABLE ALWAYS TRIGGER payout_guard", "trigger payout_guard on payouts"),
        ("ALTER TRIGGER payout_guard ON payouts RENAME TO other", "trigger payout_guard on payouts is missing"),
        (WITHOUT_CONDITION, "trigger payout_outcome_guard on payouts"),
        (NOT_DEFERRED, "trigger payout_state_has_its_entries on payouts"),
        ("ALTER TABLE payouts DISABLE ROW LEVEL SECURITY", "policy of_the_seen_merchant on payouts"),
        ("ALTER TABLE payouts FORCE ROW LEVEL SECURITY", "policy of_the_seen_merchant on payouts"),
        ("ALTER POLICY of_the_seen_merchant ON payouts USING (true)", "policy of_the_seen_merchant on payouts"),
        ("ALTER POLICY of_the_seen_merchant ON payouts TO pg_monitor", "policy of_the_seen_merchant on payouts"),
    ],
)
def test_alterations_by_hand_are_found_and_undone(altered: str, found: str) -> None:
    with undone():
        execute(altered)
        assert any(found in fault for fault in faults())
        sql_objects.apply()
        assert faults() == []


def test_functions_of_another_schema_do_not_stand_in_for_ours() -> None:
    """PostgreSQL looks into a schema of the user's name first."""
    mark = scalar("SELECT obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname = 'payout_guard'")
    with undone():
        execute("CREATE SCHEMA AUTHORIZATION CURRENT_USER")
        execute('SET LOCAL search_path = "$user", public')  # our own sessions look into public alone
        execute("CREATE FUNCTION payout_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        execute("DROP TRIGGER payout_guard ON payouts")
        execute(SHELF[GUARD].text)
        execute(f"COMMENT ON TRIGGER payout_guard ON payouts IS '{mark}'")
        assert faults() == ["trigger payout_guard on payouts is not as it was written (server/payouts/sql/payouts.sql)"]
        execute("SET LOCAL search_path = DEFAULT")
        sql_objects.apply()
        assert faults() == []
        assert scalar("SELECT tgfoid FROM pg_trigger WHERE tgname = 'payout_guard'") == scalar(
            "SELECT 'public.payout_guard'::regproc::oid"
        )


def test_marked_objects_that_are_declared_no_longer_are_dropped() -> None:
    trigger = SqlObject(
        Key(SqlKind.TRIGGER, "another", "payouts"),
        ANOTHER.file,
        "CREATE TRIGGER another AFTER TRUNCATE ON payouts EXECUTE FUNCTION refuse_change()",
    )
    policy = SqlObject(
        Key(SqlKind.POLICY, "another", "api_keys"),
        ANOTHER.file,
        "ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY; CREATE POLICY another ON api_keys USING (true)",
    )
    with undone():
        sql_objects.apply(with_another(ANOTHER, trigger, policy))
        assert sorted(faults()) == [
            "function another is none of ours",
            "policy another on api_keys is none of ours",
            "trigger another on payouts is none of ours",
        ]
        sql_objects.apply()
        assert faults() == []
        assert scalar("SELECT relrowsecurity FROM pg_class WHERE relname = 'api_keys'") is False


def test_foreign_objects_are_left_alone() -> None:
    with undone():
        execute("CREATE FUNCTION another() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        execute("CREATE TRIGGER another AFTER TRUNCATE ON payouts EXECUTE FUNCTION refuse_change()")
        execute("ALTER FUNCTION ledger_sums VOLATILE")
        sql_objects.apply()
        assert scalar("SELECT another()") == 1
        assert faults() == ["trigger another on payouts is none of ours"]


def test_unmarked_triggers_that_are_the_same_are_marked_and_not_made_anew() -> None:
    """As those of the release before: to make one anew stops whoever works with its table."""
    with undone():
        before = scalar("SELECT array_agg(oid ORDER BY oid) FROM pg_trigger")
        execute("DELETE FROM pg_description WHERE classoid IN ('pg_trigger'::regclass, 'pg_policy'::regclass)")
        assert len(faults()) == len([key for key in SHELF if key.table])
        sql_objects.apply()
        assert faults() == []
        assert scalar("SELECT array_agg(oid ORDER BY oid) FROM pg_trigger") == before


@pytest.mark.parametrize(
    "text",
    [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS int LANGUAGE sql AS $$SELECT 1$$",
        "CREATE OR REPLACE FUNCTION refuse_change(more int) RETURNS int LANGUAGE sql AS $$SELECT 1$$",
    ],
)
def test_another_signature_under_the_same_name_is_refused_in_words(text: str) -> None:
    with pytest.raises(ShelfError, match=r"function refuse_change .* give the new form a new name"):
        sql_objects.apply(with_another(ANOTHER, function("refuse_change", text)))
    assert faults() == []  # nor is there ANOTHER


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_function_that_a_check_calls_is_not_replaced(by_hand: bool) -> None:
    """It would say something else of the rows that are there."""
    key = Key(SqlKind.FUNCTION, "payout_has_utr_if_completed")
    other = SHELF[key].text.replace("ELSE 0", "ELSE 1")
    with undone():
        if by_hand:
            execute(other)
            assert len(faults()) == 1
        with pytest.raises(ShelfError, match=r"which a CHECK calls, is another one .* a migration has to change it"):
            sql_objects.apply(with_another(*([] if by_hand else [replace(SHELF[key], text=other, body="?")])))


def test_a_text_that_postgresql_refuses_changes_nothing() -> None:
    wrong = replace(SHELF[GUARD], text=SHELF[GUARD].text.replace("BEFORE", "BEHIND"))
    with pytest.raises(ShelfError, match=r"trigger payout_guard on payouts \(server/payouts/sql/payouts.sql\)"):
        sql_objects.apply(with_another(ANOTHER, wrong))
    assert faults() == []


def test_a_locked_table_is_said_soon_and_changes_nothing() -> None:
    changed = replace(SHELF[GUARD], text=SHELF[GUARD].text.replace("BEFORE INSERT OR", "BEFORE"))
    with connect() as other, other.transaction():
        other.execute("LOCK TABLE payouts IN ACCESS EXCLUSIVE MODE")
        begun = time.monotonic()
        with pytest.raises(ShelfError, match=r"another session holds a lock. Nothing has been changed; run `migrate`"):
            sql_objects.apply(with_another(ANOTHER, changed))
        assert 1.5 < time.monotonic() - begun < 30
    assert faults() == []


def test_two_at_once_both_succeed() -> None:
    def apply(_: int) -> None:
        try:
            sql_objects.apply(with_another(ANOTHER))
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(apply, range(2)))
        assert faults() == ["function another is none of ours"]
    finally:
        sql_objects.apply()
    assert faults() == []


def test_every_object_survives_a_dump() -> None:
    """A dump has PostgreSQL's words of it; made of these, it still bears the words of its mark."""
    with undone(), connection.cursor() as cursor:
        names = [key.name for key in SHELF if key.kind is SqlKind.FUNCTION]
        before = {one.key: one.said for one in installed(cursor, names) if one.key in SHELF}
        for key, said in before.items():
            if key.kind is SqlKind.TRIGGER:
                cursor.execute(f"DROP TRIGGER {key.name} ON {key.table}")
                cursor.execute(said.removeprefix("O "))
        assert {one.key: one.said for one in installed(cursor, names) if one.key in SHELF} == before
