"""Before a request's first statement an ended session is replaced, and a recently used one is not checked."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from server.database.backend.base import RECENT_SECONDS
from server.database.backend.connection import TimeoutConnection
from server.merchants.models import Merchant
from tests.support.counting import round_trips
from tests.support.servers import wait_until

pytestmark = pytest.mark.usefixtures("database")


def session() -> TimeoutConnection:
    connection.ensure_connection()
    assert isinstance(connection.connection, TimeoutConnection)
    return connection.connection


def begin_a_request() -> None:
    connection.close_if_unusable_or_obsolete()


def test_a_recently_used_session_is_not_checked() -> None:
    for _ in range(3):
        session().heard_at += 60  # however slow this machine is
        begin_a_request()
        with round_trips() as counted:
            Merchant.objects.exists()
        assert counted.round_trips == 1


def test_an_idle_session_is_checked_once() -> None:
    session().heard_at -= RECENT_SECONDS
    begin_a_request()
    with round_trips() as counted:
        Merchant.objects.exists()
        Merchant.objects.exists()
    assert counted.round_trips == 3


def by_another_session(statement: str, *parameters: object) -> None:
    database = connection.settings_dict
    where = {"host": database["HOST"], "port": database["PORT"], "dbname": database["NAME"]}
    login = {"user": settings.DB_OWNER["USER"], "password": settings.DB_OWNER["PASSWORD"]}
    with psycopg.connect(**where | login, autocommit=True) as other:
        other.execute(statement, parameters)


def test_a_terminated_session_is_replaced_however_recently_it_was_used() -> None:
    ended = session()
    by_another_session("SELECT pg_terminate_backend(%s)", ended.info.backend_pid)
    wait_until(lambda: not ended.is_quiet())
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is not ended


def test_a_session_that_this_process_closed_is_replaced() -> None:
    closed = session()
    closed.close()
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is not closed


def test_an_unsolicited_message_ends_no_session() -> None:
    """Such as an administrator's warning: it is read with the next response."""
    current = session()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN something")
    by_another_session("NOTIFY something")
    wait_until(lambda: not current.is_quiet())
    begin_a_request()
    assert not Merchant.objects.exists()
    assert session() is current
    assert current.is_quiet()
    connection.close()
