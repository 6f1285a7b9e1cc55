"""The audit log is searched by index, however many payouts have left their events in it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from server.audit_log.context import Actor, ActorKind
from server.audit_log.models import AuditEvent
from server.audit_log.recording import record
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller
from tests.conftest import empty_the_books, guards_off
from tests.support.counting import round_trips, rows_read

PAYOUTS = 20_000
INSERT = """
    INSERT INTO trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id)
    SELECT (left(ms, 8) || '-' || right(ms, 4) || substr(gen_random_uuid()::text, 14))::uuid,
           'key', 'payroll', 'Payroll', 'payout.created', %s, gen_random_uuid()::text
    FROM generate_series(1, %s), lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') ms"""
ACTOR = Actor(ActorKind.KEY, "payroll", "Payroll")
EVENTS = """query ($f: AuditEventFilter) { auditEvents(filter: $f, first: 5) { edges { node {
  id summary actor merchantName changes { name before after } } } } }"""


@pytest.fixture
def merchant_with_acts(caller: ApiCaller) -> Merchant:
    """Acts of a person and a key, behind which thousands of payouts come."""
    for name in ("merchant.updated", "merchant.suspended", "bank_account.added") * 3:
        record(name, merchant_id=caller.merchant.id, subject_id=caller.merchant.id, actor=ACTOR)
    return caller.merchant


def bury(merchant: Merchant) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(INSERT, [merchant.id, PAYOUTS])
        cursor.execute("ANALYZE trail_events")


def filters(merchant: Merchant) -> list[dict[str, Any]]:
    some = AuditEvent.objects.filter(action="bank_account.added")[0]
    return [
        {},
        {"actionPrefix": "merchant."},
        {"actionPrefix": "m"},
        {"actionPrefix": "nothing."},
        {"actionPrefix": "payout."},
        {"merchantId": str(merchant.id)},
        {"merchantId": str(merchant.id), "actionPrefix": "bank_account."},
        {"actor": "payroll"},
        {"actor": "payroll", "actionPrefix": "merchant.suspended"},
        {"subjectId": some.subject_id},
        {"to": "2026-01-01T00:00:00Z"},
        {"from": "2126-01-01T00:00:00Z"},
    ]


def read_by(look: Callable[[], Any]) -> int:
    with transaction.atomic():
        before = rows_read()
        look()
        return rows_read() - before


def test_events_of_payouts_cost_nothing(caller: ApiCaller, merchant_with_acts: Merchant) -> None:
    asked = filters(merchant_with_acts)
    bury(merchant_with_acts)
    read = {str(each): read_by(lambda each=each: caller.ask(EVENTS, f=each)) for each in asked}  # type: ignore[misc]
    empty_the_books()
    assert max(read.values()) < 200, read


def test_a_page_is_one_statement_and_one_more_for_a_kind_of_acts(
    caller: ApiCaller, merchant_with_acts: Merchant
) -> None:
    for each, statements in (({}, 1), ({"actor": "payroll"}, 1), ({"actionPrefix": "m"}, 2)):
        with round_trips() as counted:
            answer = caller.ask(EVENTS, f=each).json()
        assert answer["data"]["auditEvents"]["edges"], answer
        assert counted.round_trips == len(counted.statements) == statements, each
    with round_trips() as counted:
        answer = caller.get("audit_events/").json()
    assert answer["results"]
    assert counted.round_trips == 1 + 1  # a merchant is named: whether it exists


def test_a_payout_writes_none_of_the_indexes_for_searching(database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'trail_events' AND indexname LIKE 'trail_by_%action'"
        )
        searching = [text for [text] in cursor]
    assert len(searching) == 3
    assert all("payout.created" in text for text in searching)
