"""Webhooks' round trips: counts, the same for any number of events, messages and merchants."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from server.merchants.models import Merchant
from server.payouts.creation import PayoutRequest, create_payouts
from server.webhooks import bodies
from server.webhooks.claiming import claim
from server.webhooks.delivery import Delivered
from server.webhooks.fan_out import fan_out
from server.webhooks.models import Outcome, WebhookEndpoint, WebhookMessage
from server.webhooks.recording import Attempt, record_attempts
from tests.conftest import account_of, owner_connection, pay
from tests.support.counting import round_trips
from tests.support.webhooks import fan_out_all, make_due, make_old, new_endpoint

OK = Delivered(Outcome.DELIVERED, 200)


@pytest.fixture(autouse=True)
def _no_head_yet() -> None:
    bodies.heads.forget()


def told_of(merchant: Merchant, payouts: int) -> None:
    for _ in range(payouts):
        pay(merchant, 1)


def test_a_step_of_fan_out_takes_as_many_round_trips_for_any_number_of_events(merchant: Merchant) -> None:
    new_endpoint(merchant.id)
    counts = []
    for payouts in (1, 20):
        told_of(merchant, payouts)
        with round_trips() as counted:
            assert fan_out() == 1
        counts.append(counted.round_trips)
    # Which are behind; begin, lock, read, insert, due, cursor, commit; which replays are open.
    assert counts == [9, 9]


def test_an_idle_sweep_asks_two_questions_for_any_number_of_endpoints(new_merchant: Callable[..., Merchant]) -> None:
    for _ in range(3):
        new_endpoint(new_merchant().id)
    with round_trips() as counted:
        assert fan_out() == 0
    assert len(counted.statements) == counted.round_trips == 2


def test_messages_are_claimed_and_recorded_together(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    told_of(merchant, 15)
    fan_out_all()
    counts = []
    for _ in range(3):
        with round_trips() as claimed:
            deliveries = claim(most=40, is_failing=False)
        assert deliveries is not None
        assert len(deliveries) == 5
        attempts = [Attempt(each, endpoint.created_at, endpoint.created_at, OK) for each in deliveries]
        with round_trips() as recorded:
            record_attempts(attempts)
        counts.append((claimed.round_trips, recorded.round_trips))
    # Begin, endpoint, lease, events, (balance, head, its keeping once a day), freeze, commit; begin, record, commit.
    assert counts == [(9, 3), (6, 3), (6, 3)]


LEASE = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT FROM webhook_lease(%s, 5, 100, gen_random_uuid(), '1 minute')"


@pytest.mark.usefixtures("as_the_owner")
def test_a_claim_reads_as_little_of_a_long_backlog(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    read = []
    for payouts in (50, 900):
        create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(payouts)])
        fan_out_all()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("ANALYZE webhook_messages")  # as autovacuum would have by then
            # The plan is that of the sixth call and of all after it.
            for _ in range(8):
                cursor.execute(LEASE, [endpoint.id])
                [[[explained]]] = cursor.fetchall()
            read.append(explained["Plan"]["Shared Hit Blocks"])
            transaction.set_rollback(True)
    assert read[1] < 2 * read[0]


def test_what_was_sent_before_is_not_made_again(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    told_of(merchant, 2)
    fan_out_all()
    assert claim(most=40, is_failing=False)
    make_due(endpoint.id)
    with round_trips() as counted:
        assert claim(most=40, is_failing=False)
    assert counted.round_trips == 4


FORGET = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT FROM webhook_forget('90 days', 5)"


@pytest.mark.parametrize(("days", "left"), [(89, 0), (91, 8 * 5)])
def test_forgetting_reads_as_little_of_a_long_log(merchant: Merchant, days: int, left: int) -> None:
    """Whether there is something to delete or not. As the worker: row-level security keeps indexes from some terms."""
    endpoint = new_endpoint(merchant.id).endpoint
    read = []
    for payouts in (50, 900):
        create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(payouts)])
        fan_out_all()
        deliver_all(endpoint)
        make_old(days, *WebhookMessage.objects.filter(at_rest_since__gt=Now() - timedelta(days=1)))
        there = WebhookMessage.objects.count()
        owner_connection().execute("ANALYZE webhook_messages, webhook_attempts, webhook_replays")  # as autovacuum would
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(8):  # the plan is that of the sixth call and of all after it
                cursor.execute(FORGET)
                [[[explained]]] = cursor.fetchall()
            read.append(explained["Plan"]["Shared Hit Blocks"])
            assert WebhookMessage.objects.count() == there - left
            transaction.set_rollback(True)
    assert read[1] < 2 * read[0]


def deliver_all(endpoint: WebhookEndpoint) -> None:
    while deliveries := claim(most=40, is_failing=False, in_flight=40):
        record_attempts(Attempt(each, endpoint.created_at, endpoint.created_at, OK) for each in deliveries)
