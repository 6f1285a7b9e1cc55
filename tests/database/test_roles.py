"""The app role's rights: the web server and the worker have exactly those of `RIGHTS`."""

import pytest
from django.conf import settings as django_settings
from django.db import ProgrammingError, connection, transaction

from server.bank.simulator import SimulatedBank
from server.database import app_role, role_rights
from server.database.grants import RIGHTS
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.states import Status
from tests.conftest import pay

ROLE = django_settings.DB_APP["USER"]


def refused(statement: str) -> bool:
    """For lack of a right (42501), not by a trigger or a constraint."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return getattr(error.__cause__, "sqlstate", None) == "42501"
    return False


@pytest.mark.usefixtures("database")
def test_rights_are_declared_for_every_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
        )
        tables = {table for [table] in cursor}
    assert tables == {name for name in RIGHTS if not name.endswith("_seq")}


@pytest.mark.usefixtures("database")
def test_the_role_has_exactly_its_rights() -> None:
    assert list(role_rights.faults(ROLE)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount_paise = 1",
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries CASCADE",
        "UPDATE ledger_checkpoints SET available_paise = 1",
        "DELETE FROM payout_attempts",
        "UPDATE payouts SET amount_paise = 1",
        "UPDATE idempotency_records SET answer = ''",
        "UPDATE payouts SET merchant_id = gen_random_uuid()",
        "DELETE FROM payouts",
        "UPDATE merchants SET created_at = now()",
        "UPDATE bank_accounts SET ifsc_code = 'SBIN0000001'",
        "DELETE FROM bank_accounts",
        "DELETE FROM bank_transfers",
        "DELETE FROM bank_submissions",
        "UPDATE bank_submissions SET amount_paise = 1",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_append_only ON ledger_entries",
        "CREATE TRIGGER mine BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE OR REPLACE FUNCTION ledger_admit_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP FUNCTION refuse_change() CASCADE",
        "SET session_replication_role = replica",
        "SET ROLE postgres",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_creat(-1)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, decode(repeat('00', 1000), 'hex'))",
        "SELECT lo_open(1, 131072)",
        "SELECT lo_put(1, 0, 'x')",
        "SELECT lowrite(0, 'x')",
        "SELECT lo_get(1)",
        "SELECT loread(0, 1)",
        "SELECT lo_truncate64(0, 1)",
        "SELECT lo_unlink(1)",
        "COPY ledger_entries TO PROGRAM 'cat'",
        f"ALTER ROLE {ROLE} SUPERUSER",
    ],
)
def test_the_app_role_can_change_neither_the_schema_nor_written_rows(merchant: Merchant, statement: str) -> None:
    assert refused(statement)


def test_the_app_roles_rights_suffice_from_a_payouts_creation_to_its_end(merchant: Merchant) -> None:
    payout = pay(merchant)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("sabotage", "fault"),
    [
        ("GRANT UPDATE ON ledger_entries TO {role}", "{role} may UPDATE ledger_entries"),
        ("GRANT DELETE ON ledger_entries TO PUBLIC", "{role} may DELETE ledger_entries"),
        ("GRANT UPDATE (amount_paise) ON payouts TO {role}", "{role} may UPDATE payouts.amount_paise"),
        ("REVOKE INSERT ON payouts FROM {role}", "{role} may not INSERT payouts"),
        ("ALTER TABLE payout_attempts OWNER TO {role}", "{role} owns table payout_attempts"),
        ("ALTER FUNCTION refuse_change() OWNER TO {role}", "{role} owns function refuse_change()"),
        ("GRANT CREATE ON SCHEMA public TO {role}", "{role} may create tables or schemas"),
        ("GRANT TEMPORARY ON DATABASE {database} TO {role}", "{role} may make temporary tables in {database}"),
        ("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC", "every role may make temporary tables in {database}"),
        ("GRANT CONNECT ON DATABASE {database} TO PUBLIC", "every role may connect to {database}"),
        (
            "GRANT EXECUTE ON FUNCTION lo_creat(integer) TO PUBLIC",
            "every role may call lo_creat(integer), and so use large objects",
        ),
        (
            "GRANT EXECUTE ON FUNCTION lowrite(integer, bytea) TO {role}",
            "{role} may call lowrite(integer,bytea), and so use large objects",
        ),
        (
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pg_catalog TO {role}",
            "{role} may call lo_export(oid,text), and so use large objects",
        ),
        ("ALTER ROLE {role} SUPERUSER", "{role} is rolsuper"),
        ("ALTER ROLE {role} BYPASSRLS", "{role} is rolbypassrls"),
        ("GRANT pg_write_all_data TO {role}", "{role} is a member of pg_write_all_data, and may what that may"),
    ],
)
def test_a_missing_or_excess_right_is_found_and_corrected(sabotage: str, fault: str) -> None:
    names = {"role": ROLE, "database": connection.settings_dict["NAME"]}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sabotage.format(**names))
        assert fault.format(**names) in list(role_rights.faults(ROLE))
        if "GRANT" in sabotage or "REVOKE" in sabotage:
            app_role.provide()
            assert "pg_write_all_data" in sabotage or list(role_rights.faults(ROLE)) == []
        transaction.set_rollback(True)


@pytest.mark.usefixtures("as_the_owner")
def test_a_role_that_another_migration_creates_meanwhile_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """It did not exist when this migration looked."""
    with monkeypatch.context() as patch:
        patch.setattr(role_rights, "role_exists", lambda *_: False)
        app_role.provide()
    assert list(role_rights.faults(ROLE)) == []
