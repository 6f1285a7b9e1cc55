"""Whatever the database, a role or libpq's variables prescribe, our sessions read and write in the forms that we rely
on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import Connection, sql

from server.account_numbers import can_decrypt
from server.database.backend.connection import connect as queue_connection
from server.integrity.audit import run_audit
from server.merchants.models import Merchant
from server.ops.bootstrap.commandline import patient
from server.payouts.models import Payout
from tests.conftest import connected_as, pay
from tests.support.engine import LocalEngine

from .places import connect

# By name: what is prescribed, and what our sessions have.
FORMS = {
    "datestyle": ("SQL, DMY", "ISO, MDY"),
    "intervalstyle": ("sql_standard", "postgres"),
    "timezone": ("Asia/Kolkata", "UTC"),
    "bytea_output": ("escape", "hex"),
    "extra_float_digits": ("-15", "1"),
    "array_nulls": ("off", "on"),
    "standard_conforming_strings": ("off", "on"),
    "transform_null_equals": ("on", "off"),
    "quote_all_identifiers": ("on", "off"),
    "search_path": ("elsewhere", "public"),
    "row_security": ("off", "on"),
    "default_transaction_isolation": ("serializable", "read committed"),
}


@pytest.fixture
def foreign_forms(database: None) -> Iterator[None]:
    name = sql.Identifier(connection.settings_dict["NAME"])
    with connect() as owner:
        for form, (prescribed, _) in FORMS.items():
            owner.execute(
                sql.SQL("ALTER DATABASE {} SET {} = {}").format(name, sql.Identifier(form), sql.Literal(prescribed))
            )
        connection.close()
        try:
            yield
        finally:
            connection.close()
            owner.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(name))


def forms_of(session: Connection[Any] | None) -> dict[str, Any]:
    assert session
    settings_of_it = {form: session.execute("SELECT current_setting(%s)", [form]).fetchone() for form in FORMS}
    return {form: row[0] for form, row in settings_of_it.items() if row}


def test_our_sessions_and_the_queues_have_our_forms(foreign_forms: None) -> None:
    with connect() as other:
        assert forms_of(other) != {form: ours for form, (_, ours) in FORMS.items()}
    expected = {form: ours for form, (_, ours) in FORMS.items()}
    connection.ensure_connection()
    assert forms_of(connection.connection) == expected
    with queue_connection(**settings.HUEY.storage.connection_params) as session:
        assert forms_of(session) == expected


def test_a_payout_is_made_read_and_audited_as_ever(foreign_forms: None, merchant: Merchant) -> None:
    payout = Payout.objects.get(pk=pay(merchant).pk)
    assert payout.created_at.tzinfo
    assert can_decrypt(payout.bank_account_id, bytes(payout.bank_account.account_number_sealed))
    with connected_as(settings.DB_OWNER):
        call_command("migrate", verbosity=0)
        assert [fault for finding in run_audit() for fault in finding.faults] == []


def test_libpqs_variables_do_not_come_through(database: None) -> None:
    """libpq sends these after the options of a connection, so that they would win."""
    names = {f"DB_{name}": str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    code = (
        "from django.db import connection as c; k = c.cursor();"
        "k.execute(\"SELECT current_setting('datestyle') || current_setting('timezone')\"); print(k.fetchone()[0])"
    )
    foreign = {"PGDATESTYLE": "German", "PGTZ": "Asia/Tokyo", "PGOPTIONS": "-c datestyle=German"}
    asked = LocalEngine(Path("/nowhere")).manage("shell", "-v", "0", "-c", code, **names, **foreign)
    assert asked.stdout == "ISO, MDYUTC\n", asked.stderr


LIMITS = ["idle_in_transaction_session_timeout", "statement_timeout"]


@pytest.mark.parametrize(("command", "pause"), [("migrate", "1min"), ("sample_year", "1min"), ("seed", "3s")])
def test_a_migration_may_pause_in_its_transaction(database: None, command: str, pause: str) -> None:
    """It computes between two statements; another command that was stopped frees its merchants' locks at once."""
    options = patient(connection.settings_dict["OPTIONS"], command)
    with connected_as({**settings.DB_OWNER, "OPTIONS": options}), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s), current_setting(%s)", LIMITS)
        assert cursor.fetchone() == (pause, "0")
