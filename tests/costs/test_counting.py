"""The counter of statements and round trips, against blocks whose numbers are known."""

import psycopg
import pytest
from django.db import connection, transaction

from server.merchants.models import Merchant
from tests.support.counting import round_trips

pytestmark = pytest.mark.usefixtures("database")

AWKWARD = 'SELECT\n1 AS "a ""quoted"" name",\n\'B\t5\tReadyForQuery\t I\' AS "é" -- " 0'


def test_an_empty_block_counts_nothing() -> None:
    with round_trips() as counted:
        pass
    assert (counted.round_trips, counted.statements) == (0, [])


def test_a_transactions_begin_and_commit_count() -> None:
    with round_trips() as counted, transaction.atomic():
        assert not Merchant.objects.exists()
    begin, query, commit = counted.statements
    assert (begin, commit) == ("BEGIN", "COMMIT")
    assert 'FROM "merchants"' in query
    assert counted.round_trips == 3


def test_a_health_check_counts() -> None:
    with round_trips() as counted:
        assert connection.is_usable()
    assert counted.round_trips == 1


def test_a_statement_is_recorded_byte_for_byte() -> None:
    with round_trips() as counted, connection.cursor() as cursor:
        cursor.execute(AWKWARD)
        cursor.execute("SELECT %s", ["line\nend"])
    assert counted.statements == [AWKWARD, "SELECT $1"]
    assert counted.round_trips == 2


def test_a_repeated_statement_costs_one_round_trip_each_time() -> None:
    connection.close()
    connection.ensure_connection()
    for _ in range(6):
        with round_trips() as counted:
            assert not Merchant.objects.exists()
        assert (counted.round_trips, len(counted.statements)) == (1, 1)


@pytest.mark.parametrize("prepare", [False, True])
def test_a_statement_with_server_side_parameters_is_recorded_each_time(prepare: bool) -> None:
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


def test_a_statement_prepared_earlier_is_recorded_too() -> None:
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
