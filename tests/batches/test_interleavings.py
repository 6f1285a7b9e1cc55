"""However payments of a batch interleave, die and come again, no row is ever paid twice."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.bank.simulator import SimulatedBank
from server.batches import paying
from server.batches.models import PayoutBatch
from server.batches.paying import pay_batch
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from server.payouts.creation import create_payouts
from server.payouts.details import PayoutDetails
from server.payouts.idempotency import purge_expired
from server.payouts.models import Payout
from tests.conftest import owner_connection

from .conftest import batch_of, sent_row, states

Killed = RuntimeError


def _pay(batch: PayoutBatch) -> None:
    pay_batch(batch)


def _die_before(batch: PayoutBatch) -> None:
    """The process dies after it has read which rows are unpaid."""
    with patch.object(paying, "create_payouts", side_effect=Killed):
        _survive(batch)


def _die_after(batch: PayoutBatch) -> None:
    """The payouts are made, and nobody hears of it."""

    def made_and_killed(*arguments: object, **named: object) -> None:
        create_payouts(*arguments, **named)  # type: ignore[arg-type]
        raise Killed

    with patch.object(paying, "create_payouts", made_and_killed):
        _survive(batch)


def _race(batch: PayoutBatch) -> None:
    """Another payment goes by between this one's look and its payment."""

    def after_another(*arguments: object, **named: object) -> object:
        with patch.object(paying, "create_payouts", create_payouts):
            pay_batch(batch)
        return create_payouts(*arguments, **named)  # type: ignore[arg-type]

    with patch.object(paying, "create_payouts", after_another):
        pay_batch(batch)


def _race_past_the_window(batch: PayoutBatch) -> None:
    """The same, and it takes so long that the receipts are gone by then."""

    def much_later(*arguments: object, **named: object) -> object:
        with patch.object(paying, "create_payouts", create_payouts):
            pay_batch(batch)
        _forget(batch)
        return create_payouts(*arguments, **named)  # type: ignore[arg-type]

    with patch.object(paying, "create_payouts", much_later):
        pay_batch(batch)


def _money(batch: PayoutBatch) -> None:
    number = balance_of(batch.merchant_id).seq
    record_payment(merchant_id=batch.merchant_id, amount_paise=150, reference=f"MORE-{number}")


def _settle(_: PayoutBatch) -> None:
    lifecycle.settle_due(SimulatedBank())


def _forget(_: PayoutBatch) -> None:
    owner_connection().execute("UPDATE idempotency_records SET created_at = created_at - interval '1 year'")
    purge_expired()


def _survive(batch: PayoutBatch) -> None:
    with suppress(Killed):
        pay_batch(batch)


STEPS = [_pay, _die_before, _die_after, _race, _race_past_the_window, _money, _settle, _forget]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
def test_no_interleaving_pays_a_row_twice(
    new_merchant: Callable[..., Merchant], steps: list[Callable[[PayoutBatch], None]]
) -> None:
    merchant = new_merchant(250)
    batch = batch_of(merchant, *(sent_row(merchant, 100, reference=f"R{number}") for number in range(4)))
    for step in steps:
        step(batch)
        paid = Counter(PayoutDetails.objects.filter(batch_id=batch.id).values_list("batch_row", flat=True))
        assert set(paid.values()) <= {1}
        assert Payout.objects.filter(merchant=merchant).count() == len(paid)
        assert balance_of(merchant.id).available_paise >= 0
    for _ in range(2):
        _money(batch)
    pay_batch(batch)
    assert not {"waiting", "refused"} & set(states(batch))
    assert Payout.objects.filter(merchant=merchant).count() == 4
