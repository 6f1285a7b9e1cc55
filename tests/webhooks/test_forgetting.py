"""Messages that are at rest for long are deleted, and nothing that waits is."""

import threading
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from server.errors import NotFound
from server.events.positions import BEGINNING, Position
from server.merchants.models import Merchant
from server.webhooks import upkeep
from server.webhooks.claiming import claim
from server.webhooks.endpoints import delete_endpoint, set_state
from server.webhooks.messages import replay, resend, send_test_event
from server.webhooks.models import (
    EndpointState,
    MessageState,
    WebhookAttempt,
    WebhookEndpoint,
    WebhookMessage,
    WebhookReplay,
)
from server.webhooks.tasks import forget_old_messages
from tests.conftest import guards_off, pay
from tests.support.racing import at_once, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS, wait_until
from tests.support.webhooks import (
    delivered,
    end_by_hand,
    fan_out_all,
    make_due,
    make_old,
    new_endpoint,
    resent_webhook,
)

LONG = 91  # days; 90 are kept


def forget() -> int:
    return upkeep.forget_old_messages(seconds=60)


def told(merchant: Merchant, payouts: int) -> WebhookEndpoint:
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(payouts):
        pay(merchant, 1)
    return endpoint


def test_what_was_delivered_long_ago_goes_with_its_attempts_and_what_asked_for_it_again(merchant: Merchant) -> None:
    message = resent_webhook(merchant.id)
    make_old(LONG, message)
    assert forget_old_messages.call_local() == 1
    assert not WebhookMessage.objects.filter(id=message.id).exists()
    assert not WebhookAttempt.objects.filter(message_id=message.id).exists()
    assert not WebhookReplay.objects.filter(message_id=message.id).exists()
    assert WebhookReplay.objects.exists()  # that of a range
    assert forget() == 0


@pytest.mark.parametrize(("days", "left"), [(89, 2), (LONG, 0)])
def test_a_message_is_kept_for_ninety_days_after_its_end(merchant: Merchant, days: int, left: int) -> None:
    told(merchant, 2)
    delivered(WebhookEndpoint.objects.get().id)
    make_old(days)
    forget()
    assert WebhookMessage.objects.count() == left


def test_the_setting_says_for_how_long(merchant: Merchant, settings: LazySettings) -> None:
    delivered(told(merchant, 1).id)
    make_old(10)
    settings.PAYOUT_WEBHOOK_DAYS_KEPT = 11
    assert forget() == 0
    settings.PAYOUT_WEBHOOK_DAYS_KEPT = 9
    assert forget() == 1


def test_what_waits_is_never_deleted(merchant: Merchant) -> None:
    endpoint = told(merchant, 4)
    fan_out_all()
    failed = WebhookMessage.objects.order_by("id")[0]
    end_by_hand(failed, "TIMEOUT")
    claim(most=1, is_failing=True)
    set_state(endpoint.id, EndpointState.DISABLED)
    make_old(1000)
    assert forget() == 0
    assert WebhookMessage.objects.filter(state=MessageState.DUE).count() == 4


def test_given_up_and_dropped_messages_go_as_well(merchant: Merchant) -> None:
    endpoint = told(merchant, 2)
    fan_out_all()
    given_up = WebhookMessage.objects.order_by("id")[0]
    for _ in range(2):
        make_due(endpoint.id)
        end_by_hand(given_up, "TIMEOUT")
    assert given_up.state == MessageState.EXHAUSTED
    make_due(endpoint.id)
    delete_endpoint(endpoint.id)
    claim(most=5, is_failing=True)
    assert set(WebhookMessage.objects.values_list("state", flat=True)) == {"exhausted", "dropped"}
    make_old(LONG)
    assert forget() == 2
    assert WebhookEndpoint.objects.get().deleted_at


def test_a_resend_counts_the_days_anew(merchant: Merchant) -> None:
    [message] = delivered(told(merchant, 1).id)
    make_old(LONG)
    end_by_hand(resend(message.id))
    assert forget() == 0


def test_a_message_from_before_ends_were_written_down_is_as_old_as_its_making(merchant: Merchant) -> None:
    delivered(told(merchant, 1).id)
    make_old(LONG)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhook_messages SET at_rest_since = NULL")
    assert forget() == 1


def test_the_cursor_stays_and_the_endpoint_says_how_far_it_has_forgotten(merchant: Merchant) -> None:
    endpoint = told(merchant, 3)
    first, second, _ = delivered(endpoint.id)
    send_test_event(endpoint.id)
    before = WebhookEndpoint.objects.get().cursor
    make_old(LONG, first, second)
    assert forget() == 2
    after = WebhookEndpoint.objects.get()
    assert (after.cursor, Position(after.forgotten_seq, after.forgotten_n)) == (before, second.position)
    pay(merchant, 1)
    fan_out_all()
    assert WebhookMessage.objects.filter(state=MessageState.DUE, seq__isnull=False).count() == 1


def test_previous_names_the_event_before_though_its_message_is_deleted(merchant: Merchant) -> None:
    endpoint = told(merchant, 2)
    last = delivered(endpoint.id)[-1]
    make_old(LONG)
    assert forget() == 2
    pay(merchant, 1)
    fan_out_all()
    [sent] = claim(most=5, is_failing=False) or []
    assert f'"previous": "{last.position}"' in sent.body.decode()


def test_a_deleted_message_is_not_found_and_a_replay_sends_its_event_anew(merchant: Merchant) -> None:
    endpoint = told(merchant, 2)
    old = delivered(endpoint.id)
    make_old(LONG)
    forget()
    with pytest.raises(NotFound):
        resend(old[0].id)
    replay(endpoint.id, BEGINNING)
    fan_out_all()
    again = delivered(endpoint.id)
    assert {each.position for each in old} <= {each.position for each in again}
    assert not {each.id for each in old} & {each.id for each in again}


def test_a_message_that_goes_while_it_is_asked_for_once_more_is_not_found(merchant: Merchant) -> None:
    [message] = delivered(told(merchant, 1).id)
    make_old(LONG)
    deleted, committed = threading.Event(), threading.Event()

    def forgetting() -> None:
        with transaction.atomic():
            assert forget() == 1
            deleted.set()
            committed.wait(PATIENCE_SECONDS)

    with in_the_background(forgetting):
        assert deleted.wait(PATIENCE_SECONDS)
        with in_the_background(lambda: at_once(1, lambda _: resend(message.id))) as asked:
            wait_until(waits_for_a_lock)
            committed.set()
    [outcome] = asked.result()
    assert isinstance(outcome, NotFound)


def test_an_endpoint_at_work_is_left_for_the_next_time(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    busy, free = told(merchant, 2), told(new_merchant(), 3)
    for endpoint in (busy, free):
        delivered(endpoint.id)
    make_old(LONG)
    with transaction.atomic():
        WebhookEndpoint.objects.select_for_update(no_key=True).get(id=busy.id)
        with in_the_background(forget) as deleted:
            assert deleted.result(timeout=30) == 3
    assert forget() == 2


def test_several_at_once_delete_everything_once(
    merchant: Merchant, new_merchant: Callable[..., Merchant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "FORGOTTEN_AT_ONCE", 3)
    for each in (merchant, new_merchant(), new_merchant()):
        delivered(told(each, 4).id)
    make_old(LONG)
    results = at_once(3, lambda _: forget())
    assert all(isinstance(each, int) for each in results), results
    assert sum(map(int, results)) + forget() == 12  # type: ignore[arg-type]
    assert not WebhookMessage.objects.exists()


def test_it_goes_on_by_small_steps_while_the_time_lasts(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "FORGOTTEN_AT_ONCE", 2)
    delivered(told(merchant, 5).id)
    make_old(LONG)
    assert upkeep.forget_old_messages(seconds=0) == 2
    assert upkeep.forget_old_messages(seconds=60) == 3
