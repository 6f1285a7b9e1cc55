"""The verbs of a payout, from its creation to its end. Each owns its lock, its transaction and its ledger entries.

    create_payout   hold the money, remember the answer          pending
    settle_due      for every payout that somebody has to act on:
      claim         take the lease, commit                       processing
      settle        ask the bank, outside any transaction        …
      finish        if the lease is still ours: move the money   completed | failed

PostgreSQL is the queue: what is due is a row (`Payout.lease_expires_at`, `next_attempt_at`), so that a lost message, a
killed worker and a waiting retry are all found by the same query.
"""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from server.bank.gateway import Answer, Bank, Refused, Transfer
from server.errors import InsufficientFunds, InvalidInput
from server.ledger import posting
from server.ledger.balance import balance_of
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE

from . import idempotency
from .idempotency import Acceptance
from .models import Payout
from .settlement import Call, Complete, Fail, Step, Wait, next_step
from .states import Status

logger = logging.getLogger(__name__)

NO_ANSWER = "The bank did not confirm the transfer; it was voided."
NO_LEASE = {"lease": None, "lease_expires_at": None}


def create_payout(*, merchant_id: UUID, bank_account_id: UUID, amount_paise: int, idempotency_key: UUID) -> Acceptance:
    """Accept a payout of `amount_paise` and hold its money, or replay what was accepted under this key.

    Raises InvalidInput, InsufficientFunds (with the available paise) or IdempotencyConflict; then nothing has changed.
    """
    if not 0 < amount_paise <= MAX_PAISE:
        raise InvalidInput("amount_paise must be a positive integer of at most 2^53 - 1.", "amount_paise")
    request = (merchant_id, idempotency_key, bank_account_id, amount_paise)
    if replay := idempotency.recall(*request):
        return replay

    with transaction.atomic(durable=True):
        merchant = Merchant.objects.lock(merchant_id)
        if merchant is None or not merchant.is_active:
            raise InvalidInput("No active merchant with this id.", "merchant_id")
        # Once more under the lock: a racing request with this key may have been accepted while we waited, and its
        # hold may have taken the very money that we would miss.
        if replay := idempotency.recall(*request):
            return replay
        account = BankAccount.objects.filter(id=bank_account_id, merchant=merchant).first()
        if account is None:
            raise InvalidInput("No such bank account of this merchant.", "bank_account_id")
        # In a statement after the lock's: one statement for both would look with a snapshot from before the lock.
        available = balance_of(merchant_id).available_paise
        if available < amount_paise:
            raise InsufficientFunds(available)

        payout = Payout.objects.create(
            merchant=merchant,
            bank_account=account,
            amount_paise=amount_paise,
            idempotency_key=idempotency_key,
        )
        posting.hold(merchant_id, payout.id, amount_paise)
        return idempotency.remember(payout)


def settle_due(bank: Bank, limit: int = 100) -> int:
    """Settle what is due, oldest first, one after the other; returns how many. Safe to run anywhere, any number of
    times at once: each payout is claimed by one."""
    settled = 0
    while settled < limit and (payout := claim_next_due()):
        settled += 1
        try:
            settle(payout, bank)
        except Exception:
            # One payout's trouble is not the others': its lease runs out, and the next sweep asks the bank about it.
            logger.exception("payout %s: settling was interrupted", payout.id)
    return settled


def claim_next_due() -> Payout | None:
    """Take the lease of the payout that is due for longest: never started, due for its next attempt, or abandoned."""
    claimed = Payout.objects.raw(
        """
        WITH due AS MATERIALIZED (
            SELECT id, status = 'pending' AS is_new FROM payouts
            WHERE status IN ('pending', 'processing') AND coalesce(lease_expires_at, next_attempt_at) <= now()
            ORDER BY coalesce(lease_expires_at, next_attempt_at)
            LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE payouts SET
            status = 'processing', lease = %s, lease_expires_at = now() + %s, next_attempt_at = NULL,
            attempt_count = greatest(attempt_count, 1),
            processing_started_at = coalesce(processing_started_at, now())
        FROM due WHERE payouts.id = due.id
        RETURNING payouts.*, due.is_new
        """,
        [uuid4(), _lease_time()],
    )
    return next(iter(claimed), None)


def settle(payout: Payout, bank: Bank) -> None:
    """Carry a claimed payout as far as the bank's answers allow. No transaction is open while the bank is asked.

    A new payout is submitted at once. Any other may have reached the bank before, so that is asked first.
    """
    # The attribute comes with the claim's row. Its attempt was counted there: one commit fewer for most payouts.
    step: Step = Call.SUBMIT if payout.is_new else Call.ASK  # type: ignore[attr-defined]
    reason = NO_ANSWER
    first_call = True
    while isinstance(step, Call):
        if not (first_call or _renew_lease(payout, step)):
            return
        first_call = False
        answer = _call(bank, step, payout)
        if isinstance(answer, Refused):
            reason = answer.reason
        may_retry = payout.attempt_count < settings.PAYOUT_MAX_RETRIES
        step = next_step(step, answer, may_retry=may_retry, reason=reason)
    _finish(payout, step)


def _call(bank: Bank, call: Call, payout: Payout) -> Answer:
    match call:
        case Call.SUBMIT:
            account = payout.bank_account
            return bank.submit(
                Transfer(payout.bank_reference, payout.amount_paise, account.account_number, account.ifsc_code)
            )
        case Call.VOID:
            return bank.void(payout.bank_reference)
        case Call.ASK | Call.CONFIRM:
            return bank.ask(payout.bank_reference)


def _finish(payout: Payout, step: Complete | Fail | Wait) -> None:
    """Write down how it ended, state and entries in one transaction, if the lease is still ours."""
    if isinstance(step, Wait):
        _under_lease(payout, next_attempt_at=Now() + _retry_delay(payout.attempt_count), **NO_LEASE)
        return
    with transaction.atomic(durable=True):
        Merchant.objects.lock(payout.merchant_id)
        match step:
            case Complete(utr):
                if _under_lease(payout, status=Status.COMPLETED, bank_reference_id=utr, completed_at=Now(), **NO_LEASE):
                    posting.complete(payout.merchant_id, payout.id, payout.amount_paise, utr)
            case Fail(reason):
                if _under_lease(payout, status=Status.FAILED, failure_reason=reason, failed_at=Now(), **NO_LEASE):
                    posting.release(payout.merchant_id, payout.id, payout.amount_paise)


def _renew_lease(payout: Payout, call: Call) -> bool:
    """Before every further call to the bank: each call is shorter than the lease, so none is made without one."""
    if call is Call.SUBMIT:
        payout.attempt_count += 1
    return _under_lease(payout, attempt_count=payout.attempt_count, lease_expires_at=Now() + _lease_time())


def _under_lease(payout: Payout, **changes: Any) -> bool:
    """Compare and set: a worker that wakes after its lease was taken changes nothing."""
    changed = Payout.objects.filter(pk=payout.pk, lease=payout.lease, status=Status.PROCESSING).update(**changes)
    if not changed:
        logger.warning("payout %s: the lease was taken over, leaving it to its new holder", payout.id)
    return bool(changed)


def _lease_time() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS)


def _retry_delay(attempts: int) -> timedelta:
    delays = settings.PAYOUT_RETRY_DELAYS_SECONDS
    return timedelta(seconds=delays[min(attempts, len(delays)) - 1])
