"""Checks of the rules are kept, bounded, and shown to operators; a request never waits for one."""

from datetime import datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.audit_log.models import AuditEvent
from server.database.invariant import Invariant, Severity
from server.integrity import audit, runs, tasks
from server.integrity.audit import every_finding
from server.integrity.limits import Clock
from server.integrity.models import IntegrityRun
from server.integrity.rules import INVARIANTS
from server.integrity.rules import rules as all_rules
from server.merchants.models import Merchant
from tests.api.conftest import graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import empty_the_books, guards_off, pay
from tests.support.counting import round_trips
from tests.support.racing import at_once

INTEGRITY = """{ integrity { rules
  ended { id askedBy startedAt endedAt isLost rules findings { rule isChecked rows violations faults seconds } }
  unfinished { id startedAt isLost rules findings { rule } } } }"""
CHECK = "mutation { checkIntegrity { isNew run { id rules } } }"

pytestmark = pytest.mark.usefixtures("database")


def rules() -> list[str]:
    return [rule.statement for rule in all_rules()]


def integrity(client: Client) -> Any:
    answer = graphql(client, INTEGRITY).json()
    assert "errors" not in answer, answer
    found = answer["data"]["integrity"]
    rest = client.get("/api/v1/integrity/").json()
    assert rest["rules"] == found["rules"]
    for which in ("ended", "unfinished"):
        assert (rest[which] and rest[which]["id"]) == (found[which] and found[which]["id"])
    return found


@pytest.mark.parametrize(
    ("at", "minutes"),
    [
        (time(2, 30), ["21:00"]),
        (time(5, 29), ["23:59"]),
        (time(5, 30), ["00:00"]),
        (time(23, 15), ["17:45"]),
        (None, []),
    ],
)
def test_a_check_begins_in_one_minute_of_the_day_or_in_none(
    settings: Settings, at: time | None, minutes: list[str]
) -> None:
    settings.PAYOUT_INTEGRITY_CHECK_AT = at
    day = datetime(2026, 11, 28)
    of_a_day = [day + timedelta(minutes=minute) for minute in range(24 * 60)]
    assert [f"{now:%H:%M}" for now in of_a_day if tasks.is_time_to_check(now)] == minutes
    assert settings.HUEY.utc is True


def test_before_any_check_the_rules_are_named(client: Client) -> None:
    assert integrity(client) == {"rules": rules(), "ended": None, "unfinished": None}
    assert len(rules()) > 20


def test_a_check_is_asked_for_once_and_carried_out_once(client: Client, merchant: Merchant) -> None:
    pay(merchant)
    first, again = (graphql(client, CHECK).json()["data"]["checkIntegrity"] for _ in range(2))
    assert (first["isNew"], again["isNew"]) == (True, False)
    assert first["run"] == again["run"]
    assert AuditEvent.objects.filter(action="integrity.check_asked").count() == 1
    asked = integrity(client)["unfinished"]
    assert (asked["startedAt"], asked["isLost"], asked["findings"]) == (None, False, [])
    run = IntegrityRun.objects.get()
    assert runs.carry_out(run.pk)
    assert not runs.carry_out(run.pk)
    found = integrity(client)
    assert found["unfinished"] is None
    assert [each["rule"] for each in found["ended"]["findings"]] == rules()
    assert {each["isChecked"] for each in found["ended"]["findings"]} == {True}
    assert {each["violations"] for each in found["ended"]["findings"]} == {0}, found
    assert client.post("/api/v1/integrity/check/").status_code == 202
    assert client.post("/api/v1/integrity/check/").status_code == 200


def test_a_check_finds_what_is_broken(client: Client, merchant: Merchant) -> None:
    pay(merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entries SET seq = seq + 100 WHERE seq = 2")
    runs.carry_out(runs.ask()[0].pk)
    broken = [each for each in integrity(client)["ended"]["findings"] if each["violations"]]
    empty_the_books()
    assert any(each["rule"].startswith("entries are numbered") for each in broken)
    assert all(each["faults"] for each in broken)


def test_what_there_is_no_time_for_stays_unchecked(client: Client) -> None:
    runs.carry_out(runs.ask()[0].pk, seconds=0)
    findings = integrity(client)["ended"]["findings"]
    assert [each["rule"] for each in findings] == rules()
    assert {(each["isChecked"], each["violations"]) for each in findings} == {(False, 0)}


def test_a_statement_gets_no_more_time_than_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Invariant("slow", Severity.ORDER, "a rule that takes long", "merchants", "SELECT pg_sleep(30)")
    monkeypatch.setattr(audit, "INVARIANTS", [slow, *INVARIANTS])
    findings = list(every_finding(Clock(1.0)))
    statements = [rules()[0], slow.rule, *rules()[1:]]
    assert [each.rule.statement for each in findings] == statements
    unchecked = [each.rule.statement for each in findings if not each.is_checked]
    assert unchecked == statements[1:]
    assert sum(each.seconds for each in findings) < 10
    assert not [each.faults for each in findings if each.faults]


def test_verify_ledger_keeps_its_check(client: Client, merchant: Merchant) -> None:
    pay(merchant)
    call_command("verify_ledger", stdout=StringIO())
    ended = integrity(client)["ended"]
    assert ended["rules"] == len(rules())
    assert ended["startedAt"] <= ended["endedAt"]


def test_verify_ledger_works_where_nothing_can_be_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            out = StringIO()
            call_command("verify_ledger", stdout=out)
        finally:
            cursor.execute("SET default_transaction_read_only = off")
    assert "Every paisa is accounted for." in out.getvalue()
    assert not IntegrityRun.objects.exists()


def test_a_check_that_nobody_ends_is_given_up(client: Client) -> None:
    run, _ = runs.ask()
    IntegrityRun.objects.filter(pk=run.pk).update(started_at=run.asked_at)
    assert integrity(client)["unfinished"]["id"] == str(run.pk)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE integrity_runs SET given_up_at = now() - interval '1 second'")
    assert integrity(client)["unfinished"] is None
    answer = graphql(client, "query ($id: ID!) { node(id: $id) { ... on IntegrityRun { isLost } } }", id=str(run.pk))
    assert answer.json()["data"]["node"] == {"isLost": True}
    assert runs.ask()[1]


def test_a_worker_begins_what_is_asked_for_and_nothing_else(client: Client) -> None:
    assert not tasks.begin_what_is_asked_for()
    run, _ = runs.ask()
    IntegrityRun.objects.filter(pk=run.pk).update(started_at=run.asked_at)
    assert not tasks.begin_what_is_asked_for()


def test_two_operators_at_once_ask_for_one_check() -> None:
    found = at_once(4, lambda _: runs.ask()[1])
    assert sorted(map(str, found)) == ["False", "False", "False", "True"]


def test_the_page_costs_the_same_after_any_number_of_checks(client: Client) -> None:
    def cost() -> int:
        with round_trips() as counted:
            graphql(client, INTEGRITY)
        return counted.round_trips

    runs.carry_out(runs.ask()[0].pk, seconds=0)
    before = cost()
    for _ in range(5):
        runs.carry_out(runs.ask()[0].pk, seconds=0)
    assert cost() == before == 2


def test_merchants_and_readers_of_all_merchants_ask_for_no_check(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    runs.carry_out(runs.ask()[0].pk, seconds=0)
    for client in (client_of(merchant), client_of(None, Scope.READ, Scope.PAYOUTS)):
        with no_row_changes():
            for answer in (graphql(client, CHECK), client.post("/api/v1/integrity/check/")):
                assert "This needs the scope operate." in answer.content.decode()
