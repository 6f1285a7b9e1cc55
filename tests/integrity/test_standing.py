"""How the books stand: an operator sees all of it, a merchant its own rows' part, a monitor whether all is well."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.integrity import runs, schedule, tasks
from server.integrity.models import IntegrityRun, ProvenLedger
from server.integrity.rules import rules, rules_sha256
from server.merchants.models import Merchant
from tests.api.conftest import graphql
from tests.api.keys import client_of
from tests.conftest import empty_the_books, guards_off, pay
from tests.support.counting import round_trips

STANDING = """query ($id: ID) { integrity(merchantId: $id) {
  status checkedAt ageSeconds periodSeconds provenSequence rules ended { id } unfinished { id }
  results { ruleId statement severity outcome lookedAt violations samples } } }"""
LINKS_BROKEN = "UPDATE ledger_entries SET description = 'another' WHERE seq = 2 AND merchant_id = %s"

pytestmark = pytest.mark.usefixtures("database")


def check() -> None:
    assert runs.carry_out(runs.ask()[0].pk)


def standing(client: Client, merchant: Merchant | None = None) -> dict[str, Any]:
    answer = graphql(client, STANDING, id=str(merchant.id) if merchant else None).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["integrity"]
    query = f"?merchant_id={merchant.id}" if merchant else ""
    rest = client.get(f"/api/v1/integrity/{query}").json()
    names = {"lookedAt": "looked_at", "ruleId": "id"}
    assert rest["results"] == [
        {names.get(name, name): value for name, value in each.items()} for each in found["results"]
    ]
    assert (rest["status"], rest["proven_sequence"]) == (found["status"], found["provenSequence"])
    return found


def told_to_monitors(client: Client) -> tuple[int, str]:
    answer = client.get("/health/integrity")
    assert set(answer.json()) == {"status", "checked_at", "age_seconds"}
    return answer.status_code, answer.json()["status"]


def broken(found: dict[str, Any]) -> dict[str, tuple[int, list[str]]]:
    return {each["ruleId"]: (each["violations"], each["samples"]) for each in found["results"] if each["violations"]}


def test_without_a_check_nothing_is_believed(client: Client, merchant: Merchant) -> None:
    found = standing(client)
    assert (found["status"], found["checkedAt"], found["ageSeconds"]) == ("STALE", None, None)
    assert {each["outcome"] for each in found["results"]} == {"UNKNOWN"}
    assert standing(client, merchant)["provenSequence"] == 0
    assert told_to_monitors(client) == (503, "STALE")


def test_a_check_proves_each_ledger_as_far_as_it_has_seen_it(client: Client, merchant: Merchant) -> None:
    pay(merchant)
    check()
    pay(merchant)
    found = standing(client)
    assert (found["status"], found["provenSequence"], found["periodSeconds"]) == ("OK", None, 600)
    assert [each["ruleId"] for each in found["results"]] == [rule.id for rule in rules()]
    assert {each["outcome"] for each in found["results"]} == {"HOLDS"}
    assert 0 <= found["ageSeconds"] < 60
    own = standing(client, merchant)
    assert (own["status"], own["provenSequence"], own["ended"]) == ("OK", 2, None)
    assert told_to_monitors(client) == (200, "OK")
    check()
    assert standing(client, merchant)["provenSequence"] == 3
    run = runs.newest_ended()
    assert run
    assert run.rules_sha256 == rules_sha256()
    assert (run.code_version, run.snapshot.count(":")) == (runs.CODE_VERSION, 2)


def test_a_merchant_sees_the_violations_by_its_own_rows_and_no_others(
    client: Client, merchant: Merchant, new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    other = new_merchant()
    pay(merchant)
    pay(other)
    check()
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(LINKS_BROKEN, [merchant.id])
    pay(other)
    check()
    operator, mine, theirs = client_of(None, Scope.READ, Scope.OPERATE), client_of(merchant), client_of(other)
    assert broken(standing(operator)) == {"ledger.links": (1, ["2"])}
    assert broken(standing(operator, merchant)) == broken(standing(mine)) == {"ledger.links": (1, ["2"])}
    assert (standing(mine)["status"], standing(mine)["provenSequence"]) == ("VIOLATED", 2)
    found = standing(theirs)
    assert (found["status"], broken(found), found["provenSequence"]) == ("OK", {}, 3)
    assert {each["lookedAt"] for each in found["results"]} == {None}
    shown = [rule for rule in rules() if rule.per_merchant]
    assert found["rules"] == [rule.statement for rule in shown]
    assert [each["ruleId"] for each in found["results"]] == [rule.id for rule in shown]
    assert told_to_monitors(operator) == (503, "VIOLATED")
    empty_the_books()


def test_another_merchants_standing_is_not_found(
    merchant: Merchant, new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(merchant)
    answers = [
        graphql(client, STANDING, id=id).json()["errors"][0]["extensions"]["code"]
        for id in (str(new_merchant().id), str(uuid4()), "x")  # noqa: A001 - ids
    ]
    assert answers == ["NOT_FOUND"] * 3
    assert (
        client_of(None, Scope.READ, Scope.OPERATE).get(f"/api/v1/integrity/?merchant_id={uuid4()}").status_code == 404
    )
    of_all = client_of(None, Scope.READ)
    assert "This needs the scope operate." in graphql(of_all, STANDING).content.decode()
    assert of_all.get("/api/v1/integrity/").status_code == 403


def test_a_rule_without_time_counts_as_violated(client: Client, merchant: Merchant) -> None:
    assert runs.carry_out(runs.ask()[0].pk, seconds=0)
    for found in (standing(client), standing(client, merchant)):
        assert found["status"] == "VIOLATED"
        assert {each["outcome"] for each in found["results"]} == {"UNKNOWN"}
    assert told_to_monitors(client) == (503, "VIOLATED")
    assert not ProvenLedger.objects.exists()


def test_a_check_is_stale_after_twice_its_period(client: Client, merchant: Merchant) -> None:
    check()
    for minutes, status in ((19, "OK"), (21, "STALE")):
        with guards_off(), connection.cursor() as cursor:
            cursor.execute("UPDATE integrity_runs SET started_at = now() - make_interval(mins => %s)", [minutes])
            cursor.execute("UPDATE integrity_runs SET ended_at = started_at")
        assert standing(client)["status"] == standing(client, merchant)["status"] == status
        assert told_to_monitors(client) == ({"OK": 200, "STALE": 503}[status], status)


MINUTES = timedelta(minutes=1)
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def run(age: timedelta, took: timedelta = timedelta(seconds=1), sha256: str | None = None) -> IntegrityRun:
    begun = NOW - age
    return IntegrityRun(started_at=begun, ended_at=begun + took, rules_sha256=sha256 or rules_sha256())


@pytest.mark.parametrize(
    ("every", "newest", "is_due"),
    [
        (10, None, True),
        (10, run(9 * MINUTES), False),
        (10, run(10 * MINUTES), True),
        (10, run(49 * MINUTES, took=5 * MINUTES), False),
        (10, run(50 * MINUTES, took=5 * MINUTES), True),
        (10, run(9 * MINUTES, sha256="other"), True),
        (None, None, False),
        (None, run(10_000 * MINUTES), False),
    ],
    ids=["never", "fresh", "old", "long, resting", "long, rested", "other rules", "off, never", "off, old"],
)
def test_a_check_is_repeated_and_leaves_nine_tenths_of_the_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, every: int | None, newest: IntegrityRun | None, is_due: bool
) -> None:
    monkeypatch.setattr(schedule, "_process_began", NOW - 5 * MINUTES)
    settings.PAYOUT_INTEGRITY_CHECK_EVERY = every and every * MINUTES
    assert schedule.is_due(newest, NOW) is is_due


def test_two_releases_do_not_check_in_turns(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_process_began", NOW - 20 * MINUTES)
    assert not schedule.is_due(run(9 * MINUTES, sha256="of the other release"), NOW)


def test_a_worker_asks_once_for_what_is_due() -> None:
    assert tasks.ask_if_due()
    assert not tasks.ask_if_due()
    assert IntegrityRun.objects.get().asked_by == "the engine, from time to time"


def test_two_workers_do_not_check_at_once(client: Client) -> None:
    run, _ = runs.ask()
    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"],
        port=database["PORT"],
        dbname=database["NAME"],
        user=django_settings.DB_OWNER["USER"],
        password=django_settings.DB_OWNER["PASSWORD"],
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [runs.CHECKING])
        assert not runs.carry_out(run.pk)
        assert IntegrityRun.objects.get().started_at is None
    assert runs.carry_out(run.pk)


def test_a_standing_costs_the_same_after_any_number_of_checks_and_entries(client: Client, merchant: Merchant) -> None:
    def cost(merchant: Merchant | None) -> int:
        with round_trips() as counted:
            graphql(client, STANDING, id=str(merchant.id) if merchant else None)
        return counted.round_trips

    check()
    before = [cost(None), cost(merchant)]
    for _ in range(3):
        pay(merchant)
        check()
    assert [cost(None), cost(merchant)] == before == [3, 4]
