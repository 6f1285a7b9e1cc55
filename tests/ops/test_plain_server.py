"""The user's own PostgreSQL, which requires passwords, with database owners of different rights."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from server.database.roles import derived_password
from server.settings.callers import DEVELOPMENT_KEY
from tests.support.engine import CHECKOUT
from tests.support.servers import ThrowawayPostgres, postgres

ROLES = {
    "everything": "SUPERUSER",
    "makes_roles": "CREATEROLE",
    "nothing": "NOCREATEROLE",
}


@pytest.fixture(scope="module")
def server() -> Iterator[ThrowawayPostgres]:
    with postgres() as server:
        with server.connect() as administrator:
            for role, may in ROLES.items():
                administrator.execute(f"CREATE ROLE {role} LOGIN {may} PASSWORD '{role}'")
                administrator.execute(f"CREATE DATABASE {role} OWNER {role}")
        yield server


def manage(server: ThrowawayPostgres, owner: str, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command with what a provider gives an owner: host, database, user and password."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PAYOUT_"))}
    named = {"DB_NAME": owner, "DB_USER": owner, "DB_PASSWORD": owner, "DB_APP_USER": f"app_of_{owner}"}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=CHECKOUT,
        env=kept | server.environment() | named | {"PAYOUT_NO_VENV": "1", "PAYOUT_ENV_FILE": ""} | more,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def log_in(server: ThrowawayPostgres, **who: Any) -> psycopg.Connection:
    return psycopg.connect(host=str(server.sockets), port=5432, autocommit=True, **who)


@pytest.mark.parametrize("owner", ["everything", "makes_roles"])
def test_an_owner_who_may_create_roles_needs_only_a_password(server: ThrowawayPostgres, owner: str) -> None:
    assert manage(server, owner, "migrate").stderr == ""
    served = manage(server, owner, "seed")  # as the role that serves
    assert (served.returncode, served.stderr) == (0, "")
    with pytest.raises(psycopg.OperationalError, match="password"):
        log_in(server, dbname=owner, user=f"app_of_{owner}", password=owner)
    verified = manage(server, owner, "verify_ledger")
    assert "Every paisa is accounted for." in verified.stdout, verified.stdout + verified.stderr
    with log_in(server, dbname=owner, user="postgres", password=server.password()) as administrator:
        roles = "SELECT oid, xmin FROM pg_authid ORDER BY oid"
        before = administrator.execute(roles).fetchall()
        assert manage(server, owner, "migrate").returncode == 0
        assert administrator.execute(roles).fetchall() == before


def test_a_new_password_replaces_the_old_one(server: ThrowawayPostgres) -> None:
    for password in ("first", "second"):
        migrated = manage(server, "everything", "migrate", DB_APP_PASSWORD=password)
        assert migrated.returncode == 0, migrated.stderr
        log_in(server, dbname="everything", user="app_of_everything", password=password).close()


def test_an_owner_who_may_create_no_role_is_told_the_statement_to_run(server: ThrowawayPostgres) -> None:
    refused = manage(server, "nothing", "migrate")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert 'As a superuser, run: CREATE ROLE "app_of_nothing" LOGIN PASSWORD' in refused.stderr
    with log_in(server, dbname="nothing", user="postgres", password=server.password()) as administrator:
        administrator.execute("CREATE ROLE app_of_nothing LOGIN PASSWORD 'given'")
    refused = manage(server, "nothing", "migrate", DB_APP_PASSWORD="another")
    assert refused.returncode == 2
    assert "ALTER ROLE" in refused.stderr
    assert manage(server, "nothing", "migrate", DB_APP_PASSWORD="given").returncode == 0
    assert manage(server, "nothing", "seed", DB_APP_PASSWORD="given").returncode == 0
    assert manage(server, "nothing", "verify_ledger", DB_APP_PASSWORD="given").returncode == 0


def test_serving_as_the_owner_is_reported(server: ThrowawayPostgres) -> None:
    same = {"DB_APP_USER": "everything", "DB_APP_PASSWORD": "everything"}
    assert manage(server, "everything", "migrate", **same).returncode == 0
    assert "payout.W001" in manage(server, "everything", "check", "--deploy", **same).stderr
    assert "payout.W001" not in manage(server, "everything", "check", "--deploy").stderr
    assert "everything is the owner" in manage(server, "everything", "verify_ledger", **same).stdout


def test_the_role_that_serves_can_enter_no_other_database_unless_others_log_in_here() -> None:
    with postgres() as alone, alone.connect() as administrator:
        administrator.execute("CREATE DATABASE everything")
        mine = {"DB_USER": "postgres", "DB_PASSWORD": alone.password()}
        assert manage(alone, "everything", "migrate", **mine).returncode == 0
        password = derived_password(DEVELOPMENT_KEY, alone.password())
        for database in ("postgres", "template1"):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                log_in(alone, dbname=database, user="app_of_everything", password=password)
        log_in(alone, dbname="everything", user="app_of_everything", password=password).close()

        administrator.execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC")
        verified = manage(alone, "everything", "verify_ledger", **mine)
        assert verified.returncode == 1
        assert "every role may connect to postgres" in verified.stdout
        assert "1 rules are broken" in verified.stdout
        administrator.execute("CREATE ROLE somebody LOGIN")  # who may need it
        assert manage(alone, "everything", "verify_ledger", **mine).returncode == 0
