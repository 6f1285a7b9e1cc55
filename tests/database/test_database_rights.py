"""The app role has no right on a database that PostgreSQL gives everybody unasked, but to connect to ours."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from server.database import role_rights

ROLE = settings.DB_APP["USER"]


@pytest.mark.usefixtures("database")
def test_it_makes_no_temporary_table() -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied to create temporary tables"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TEMPORARY TABLE mine (id int)")


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("to", [ROLE, "PUBLIC"])
def test_one_right_too_many_is_one_fault(to: str) -> None:
    name = connection.settings_dict["NAME"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"GRANT TEMPORARY ON DATABASE {name} TO {to}")
        who = "every role" if to == "PUBLIC" else ROLE
        assert list(role_rights.faults(ROLE)) == [f"{who} may make temporary tables in {name}"]
        transaction.set_rollback(True)


@pytest.mark.usefixtures("as_the_owner")
def test_its_own_right_to_connect_stays_when_publics_is_taken() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT acl.grantee::regrole::text FROM pg_database d, aclexplode(d.datacl) acl"
            " WHERE d.datname = current_database() AND acl.privilege_type = 'CONNECT'"
        )
        assert {grantee for [grantee] in cursor} >= {ROLE}
        cursor.execute("SELECT has_database_privilege(%s, current_database(), 'CONNECT')", [ROLE])
        assert cursor.fetchone() == (True,)
