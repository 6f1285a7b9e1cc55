"""Before a request's first statement a session that has ended is replaced, and one in use is not asked."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from server.database.backend.base import LATELY_SECONDS
from server.database.backend.connection import Connection
from server.merchants.models import Merchant
from tests.support.counting import round_trips
from tests.support.servers import wait_until

pytestmark = pytest.mark.usefixtures("database")


def session() -> Connection:
    connection.ensure_connection()
    assert isinstance(connection.connection, Connection)
    return connection.connection


def begin_a_request() -> None:
    connection.close_if_unusable_or_obsolete()


def test_a_session_in_use_is_not_asked_whether_it_lives() -> None:
    for _ in range(3):
        session().heard_at += 60  # however slow this machine is
        begin_a_request()
        with round_trips() as counted:
            Merchant.objects.exists()
        assert counted.round_trips == 1


def test_a_session_that_was_idle_for_a_while_is_asked_once() -> None:
    session().heard_at -= LATELY_SECONDS
    begin_a_request()
    with round_trips() as counted:
        Merchant.objects.exists()
        Merchant.objects.exists()
    assert counted.round_trips == 3


def by_another_session(statement: str, *parameters: object) -> None:
    database = connection.settings_dict
    where = {"host": database["HOST"], "port": database["PORT"], "dbname": database["NAME"]}
    who = {"user": settings.DB_OWNER["USER"], "password": settings.DB_OWNER["PASSWORD"]}
    with psycopg.connect(**where | who, autocommit=True) as other:
        other.execute(statement, parameters)


def test_a_session_that_was_ended_is_replaced_however_lately_it_was_used() -> None:
    ended = session()
    by_another_session("SELECT pg_terminate_backend(%s)", ended.info.backend_pid)
    wait_until(lambda: not ended.is_quiet())
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is not ended


def test_a_session_that_we_closed_is_replaced() -> None:
    closed = session()
    closed.close()
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is not closed


def test_what_the_server_says_unasked_ends_no_session() -> None:
    """Such as a warning of its administrator: it is read with the next answer."""
    asked = session()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN something")
    by_another_session("NOTIFY something")
    wait_until(lambda: not asked.is_quiet())
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is asked
    assert asked.is_quiet()
    connection.close()
