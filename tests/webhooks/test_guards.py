"""The database keeps the rules of webhooks, whoever writes."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from server.merchants.models import Merchant
from server.webhooks.endpoints import delete_endpoint
from server.webhooks.messages import send_test_event
from server.webhooks.models import WebhookAttempt, WebhookEndpoint
from tests.support.racing import at_once
from tests.support.webhooks import ALL_TYPES, end_by_hand, make_old, new_endpoint, resent_webhook

pytestmark = pytest.mark.usefixtures("as_the_owner")

ENDPOINT = (
    "INSERT INTO webhook_endpoints (id, merchant_id, url, event_types, secret_sealed, secret_hint, state)"
    " VALUES (gen_random_uuid(), %s, %s, %s, 'x', 'abcd', %s)"
)
MESSAGE = (
    "INSERT INTO webhook_messages (id, endpoint_id, merchant_id, seq, n, event_type, state, attempts, attempts_before,"
    " next_attempt_at, body) SELECT gen_random_uuid(), id, {merchant}, 1, 0, 'PAYOUT_CREATED', {columns}"
    " FROM webhook_endpoints"
)
DUE = "'due', 0, 0, now(), NULL"
ATTEMPT = (
    "INSERT INTO webhook_attempts (id, message_id, merchant_id, number, started_at, ended_at, outcome)"
    " SELECT gen_random_uuid(), id, gen_random_uuid(), {number}, now(), now(), 'TIMEOUT' FROM webhook_messages"
)
REPLAY = (
    "INSERT INTO webhook_replays (id, endpoint_id, merchant_id, asked_by, {columns}) SELECT gen_random_uuid(), e.id,"
    " {merchant}, 'me', {values} FROM webhook_endpoints e"
)
RANGE = "after_seq, after_n, up_to_seq, up_to_n, cursor_seq, cursor_n"


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def refused(sql: str, why: str, *parameters: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, *parameters)


def insert_endpoint(merchant_id: UUID, number: int = 0, state: str = "enabled") -> None:
    run(ENDPOINT, merchant_id, f"https://192.0.32.8/{number}", ALL_TYPES, state)


def test_an_endpoint_begins_as_enabled_where_the_feed_ends(merchant: Merchant) -> None:
    with pytest.raises(DatabaseError, match="begins as enabled"):
        insert_endpoint(merchant.id, state="disabled")
    insert_endpoint(merchant.id)
    assert WebhookEndpoint.objects.get().origin == (1, 0)


def test_of_eleven_endpoints_at_once_ten_are_made(merchant: Merchant) -> None:
    results = at_once(11, lambda number: insert_endpoint(merchant.id, number))
    assert [str(each).splitlines()[0] for each in results if each] == ["webhooks: a merchant has ten endpoints at most"]


def test_of_two_equal_endpoints_at_once_one_is_made(merchant: Merchant) -> None:
    [refusal] = [each for each in at_once(2, lambda _: insert_endpoint(merchant.id)) if each]
    assert "has an endpoint with this address" in str(refusal)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("url = 'https://192.0.32.8/another'", "was created with cannot change"),
        ("event_types = '{PAYOUT_FAILED}'", "was created with cannot change"),
        ("merchant_id = gen_random_uuid()", "was created with cannot change"),
        ("origin_seq = 0", "was created with cannot change"),
        ("cursor_seq = 0, cursor_n = 5", "cannot go back"),
    ],
)
def test_what_an_endpoint_was_created_with_stays(merchant: Merchant, change: str, why: str) -> None:
    new_endpoint(merchant.id)
    refused(f"UPDATE webhook_endpoints SET {change}", why)


def test_a_deleted_endpoint_stays_deleted(merchant: Merchant) -> None:
    delete_endpoint(new_endpoint(merchant.id).endpoint.id)
    for change in ("deleted_at = NULL, secret_sealed = 'x'", "cursor_seq = 9"):
        refused(f"UPDATE webhook_endpoints SET {change}", "is deleted")


@pytest.mark.parametrize("table", ["webhook_endpoints", "webhook_messages", "webhook_attempts", "webhook_replays"])
def test_nothing_is_deleted_before_its_time(merchant: Merchant, table: str) -> None:
    resent_webhook(merchant.id)
    refused(f"TRUNCATE {table} CASCADE", "TRUNCATE is refused")
    with pytest.raises(DatabaseError, match=r"is refused|is not at rest for a week|is kept for as long as its message"):
        run(f"DELETE FROM {table}")


def test_a_message_is_deleted_a_week_after_its_end_at_the_earliest(merchant: Merchant) -> None:
    message = send_test_event(new_endpoint(merchant.id).endpoint.id)
    make_old(100)
    refused("DELETE FROM webhook_messages", "is not at rest for a week")  # it waits
    end_by_hand(message)
    make_old(6)
    refused("DELETE FROM webhook_messages", "is not at rest for a week")
    make_old(2)
    with transaction.atomic():
        run("DELETE FROM webhook_messages")
        run("DELETE FROM webhook_attempts")


def test_nobody_says_when_a_message_came_to_rest(merchant: Merchant) -> None:
    message = send_test_event(new_endpoint(merchant.id).endpoint.id)
    run("UPDATE webhook_messages SET at_rest_since = now() - interval '1 year'")
    message.refresh_from_db()
    assert message.at_rest_since is None
    before = end_by_hand(message).at_rest_since
    assert before
    run("UPDATE webhook_messages SET at_rest_since = now() - interval '1 year'")
    message.refresh_from_db()
    assert message.at_rest_since == before


def test_what_asked_for_a_part_of_the_feed_stays(merchant: Merchant) -> None:
    resent_webhook(merchant.id)
    make_old(1000)
    refused("DELETE FROM webhook_replays WHERE message_id IS NULL", "is kept for as long as its message")


@pytest.mark.parametrize("values", ["0, 0", "1, 5", "2, 0"])
def test_what_an_endpoint_has_forgotten_goes_forward_up_to_its_cursor(merchant: Merchant, values: str) -> None:
    insert_endpoint(merchant.id)
    run("UPDATE webhook_endpoints SET cursor_n = 4, forgotten_seq = 1")
    refused(f"UPDATE webhook_endpoints SET (forgotten_seq, forgotten_n) = ({values})", "has forgotten goes forward")
    run("UPDATE webhook_endpoints SET forgotten_n = 4")


@pytest.mark.parametrize(
    "columns",
    ["'delivered', 0, 0, NULL, NULL", "'due', 1, 0, now(), NULL", "'due', 0, 0, now(), '{}'"],
)
def test_a_message_begins_as_due_and_unsent(merchant: Merchant, columns: str) -> None:
    new_endpoint(merchant.id)
    refused(MESSAGE.format(columns=columns, merchant="merchant_id"), "begins as due and unsent")


def test_a_message_and_a_replay_are_of_their_endpoints_merchant(merchant: Merchant) -> None:
    new_endpoint(merchant.id)
    refused(MESSAGE.format(columns=DUE, merchant="gen_random_uuid()"), "webhook_message_of_its_merchant")
    replay = REPLAY.format(columns=RANGE, values="0, 0, 1, 0, 0, 0", merchant="gen_random_uuid()")
    refused(replay, "webhook_replay_of_its_merchant")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("event_type = 'PAYOUT_FAILED'", "is about cannot change"),
        ("seq = 1, n = 0, event_type = 'PAYOUT_FAILED'", "is about cannot change"),
        ('body = \'{"type": "another"}\'', "is set"),
        ("body = NULL", "is set"),
        ("attempts = 2", "was not attempted 2 times"),
        ("attempts = 0", "was not attempted 0 times"),
        (
            "state = 'delivered', delivered_at = now(), next_attempt_at = NULL",
            "no attempt has delivered",
        ),
    ],
)
def test_a_message_says_what_it_said_and_what_became_of_it(merchant: Merchant, change: str, why: str) -> None:
    message = send_test_event(new_endpoint(merchant.id).endpoint.id)
    run("UPDATE webhook_messages SET body = '{}'")
    end_by_hand(message, "TIMEOUT")
    refused(f"UPDATE webhook_messages SET {change}", why)


def test_a_message_at_rest_comes_back_by_a_replay_alone(merchant: Merchant) -> None:
    end_by_hand(send_test_event(new_endpoint(merchant.id).endpoint.id))
    back = "UPDATE webhook_messages SET state = 'due', next_attempt_at = now()"
    refused(back, "no replay makes it due")
    refused("UPDATE webhook_messages SET state = 'exhausted'", "cannot become exhausted")
    run(REPLAY.format(columns="message_id", values="(SELECT id FROM webhook_messages)", merchant="e.merchant_id"))
    run(f"{back}, attempts_before = attempts")
    run("UPDATE webhook_replays SET ended_at = now()")


def test_attempts_are_dense_of_their_messages_merchant_and_never_change(merchant: Merchant) -> None:
    message = send_test_event(new_endpoint(merchant.id).endpoint.id)
    for number in (0, 2):
        refused(ATTEMPT.format(number=number), "is not the next")
    end_by_hand(message, "TIMEOUT")
    for number in (1, 3):
        refused(ATTEMPT.format(number=number), "is not the next")
    assert WebhookAttempt.objects.get().merchant_id == merchant.id
    with pytest.raises(DatabaseError, match=r"append|change|kept|never"):
        run("UPDATE webhook_attempts SET outcome = 'DELIVERED'")


@pytest.mark.parametrize(
    "values",
    ["0, 0, 1, 0, 1, 0", "0, 0, 2, 0, 0, 0", "0, 0, 1, 1, 0, 0"],
)
def test_a_replay_begins_at_its_beginning_and_ends_at_the_cursor(merchant: Merchant, values: str) -> None:
    new_endpoint(merchant.id)
    refused(REPLAY.format(columns=RANGE, values=values, merchant="e.merchant_id"), "begins at its beginning")


def test_a_replay_is_of_its_endpoints_own_message(merchant: Merchant) -> None:
    send_test_event(new_endpoint(merchant.id).endpoint.id)
    new_endpoint(merchant.id, types=["PAYOUT_FAILED"])
    one = "(SELECT id FROM webhook_messages)"
    refused(REPLAY.format(columns="message_id", values=one, merchant="e.merchant_id"), "of what its endpoint was sent")
    ended = REPLAY.format(columns=f"ended_at, {RANGE}", values="now(), 0, 0, 1, 0, 0, 0", merchant="e.merchant_id")
    refused(ended, "begins at its beginning")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("up_to_n = 1", "was asked for cannot change"),
        ("asked_by = 'you'", "was asked for cannot change"),
        ("cursor_seq = 2", "goes forward to its end"),
    ],
)
def test_a_replay_goes_forward_to_its_end(merchant: Merchant, change: str, why: str) -> None:
    new_endpoint(merchant.id, types=["PAYOUT_FAILED"])
    run(REPLAY.format(columns=RANGE, values="0, 0, 1, 0, 0, 0", merchant="e.merchant_id"))
    refused(f"UPDATE webhook_replays SET {change}", why)
    run("UPDATE webhook_replays SET cursor_n = 3")
    refused("UPDATE webhook_replays SET cursor_n = 2", "goes forward to its end")
    run("UPDATE webhook_replays SET cursor_n = 0, cursor_seq = 1, ended_at = now()")
    refused("UPDATE webhook_replays SET ended_at = NULL", "goes forward to its end")
