"""The tool that the tests of statements and round trips stand on, held against statements of known number."""

import psycopg
import pytest
from django.db import connection, transaction

from server.merchants.models import Merchant
from tests.support.counting import round_trips

pytestmark = pytest.mark.usefixtures("database")

AWKWARD = 'SELECT\n1 AS "a ""quoted"" name",\n\'B\t5\tReadyForQuery\t I\' AS "é" -- " 0'


def test_what_is_not_asked_is_not_counted() -> None:
    with round_trips() as counted:
        pass
    assert (counted.round_trips, counted.statements) == (0, [])


def test_a_transactions_begin_and_commit_count() -> None:
    with round_trips() as counted, transaction.atomic():
        assert not Merchant.objects.exists()
    begin, question, commit = counted.statements
    assert (begin, commit) == ("BEGIN", "COMMIT")
    assert 'FROM "merchants"' in question
    assert counted.round_trips == 3


def test_a_health_check_counts() -> None:
    with round_trips() as counted:
        assert connection.is_usable()
    assert counted.round_trips == 1


def test_a_statement_is_told_as_it_was_sent_whatever_is_in_it() -> None:
    with round_trips() as counted, connection.cursor() as cursor:
        cursor.execute(AWKWARD)
        cursor.execute("SELECT %s", ["line\nend"])
    assert counted.statements == [AWKWARD, "SELECT $1"]
    assert counted.round_trips == 2


def test_however_often_a_statement_is_repeated_it_is_as_many_round_trips() -> None:
    connection.close()
    connection.ensure_connection()
    for _ in range(6):
        with round_trips() as counted:
            assert not Merchant.objects.exists()
        assert (counted.round_trips, len(counted.statements)) == (1, 1)


@pytest.mark.parametrize("prepare", [False, True])
def test_a_statement_whose_parameters_the_server_binds_is_told_each_time(prepare: bool) -> None:
    connection.close()
    connection.ensure_connection()
    session = connection.connection
    assert session
    session.prepare_threshold = 0 if prepare else None
    statement = AWKWARD.replace("1 AS", "%s::text, %s::int AS")
    with round_trips() as counted, psycopg.Cursor(session) as cursor:
        for number in range(3):
            cursor.execute(statement, ["B\t5\tSync\n", number])
            assert cursor.fetchone()[1] == number  # type: ignore[index]
    assert counted.statements == [statement.replace("%s::text", "$1::text").replace("%s::int", "$2::int")] * 3
    assert counted.round_trips == 3
    connection.close()


def test_a_statement_that_was_prepared_before_is_told_too() -> None:
    for _ in range(6):
        with round_trips() as counted:
            assert not Merchant.objects.exists()
        assert 'FROM "merchants"' in counted.statements[0]


def test_a_refused_statement_is_a_round_trip_like_any_other() -> None:
    with round_trips() as counted, connection.cursor() as cursor, pytest.raises(Exception, match="nowhere"):
        cursor.execute("SELECT * FROM nowhere")
    assert counted.round_trips == 1
    assert counted.statements == ["SELECT * FROM nowhere"]


def test_two_statements_in_one_message_are_one_round_trip() -> None:
    with round_trips() as counted, connection.cursor() as cursor:
        cursor.execute("SELECT 1; SELECT 2")
    assert counted.round_trips == 1
    assert counted.statements == ["SELECT 1; SELECT 2"]
