"""A payout's verbs, from its creation to its end. Each owns its lock, its transaction and its ledger entries.

    create_payout   hold the money, store the receipt (creation.py)        pending
    settle_due      for every payout that is due:
      claim         take the lease, commit (leases.py)                     processing
      settle        call the bank, outside any transaction;                …
                    a table maps its reply to the next step (bank_steps.py)
      finish        if the lease is still ours: post the entries           completed | failed
                    in one statement (outcomes.py)

PostgreSQL is the queue: a due payout is a row (`Payout.lease_expires_at`, `next_attempt_at`), so one query finds lost
messages, killed workers and waiting retries alike.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from server.bank.failures import FailureCode, Reason
from server.bank.gateway import Bank, BankReply, Refused, Transfer, UnknownReference
from server.failpoints import around

from . import cancelling, leases, outcomes
from .attempts import Attempt, Stopwatch
from .bank_steps import BankStep, Complete, Fail, NextStep, Unresolved, Wait, next_step
from .leases import Claim
from .models import Payout
from .outcomes import Outcome
from .rail import rail_of
from .review import slow_pace
from .states import Status

logger = logging.getLogger(__name__)

NO_ANSWER = Reason("The bank did not confirm the transfer; it was voided.", FailureCode.NOT_CONFIRMED)


def settle_due(bank: Bank, limit: int = 100, found: Callable[[], None] = lambda: None) -> int:
    """Settle due payouts one by one, longest due first; returns how many. Safe to run concurrently anywhere: one worker
    claims each payout. Calls `found` after each claim, since more payouts may be due."""
    settled = 0
    while settled < limit and (claim := leases.claim_next_due()):
        settled += 1
        found()
        try:
            settle(claim, bank)
        except Exception:
            # One payout's trouble must not stop the others. Its lease runs out; a later sweep asks the bank about it.
            logger.exception("payout %s: settling was interrupted", claim.payout.id)
    return settled


def settle(claim: Claim, bank: Bank) -> None:
    """Carry a claimed payout as far as the bank's replies allow. No transaction is open during a call to the bank.

    A new payout is submitted at once. Any other may have reached the bank, so its status is fetched first. One that is
    to be cancelled is voided instead, and never submitted: the bank says whether it had paid it.
    """
    payout = claim.payout
    step: NextStep = first_step(claim)
    reason = cancelling.reason_of(payout.id) if claim.is_cancelled else NO_ANSWER
    while isinstance(step, BankStep):
        stopwatch = Stopwatch.start()
        with around(step.value):
            answer = _call(bank, step, claim, reason)
        attempt = stopwatch.stop(payout.attempt_count, step, answer)
        if isinstance(answer, Refused):
            reason = Reason(answer.reason, answer.code)
        # The worker died before the attempt reached the bank: the attempt is made again and not counted again.
        repeats = claim.was_abandoned and step is BankStep.ASK and isinstance(answer, UnknownReference)
        may_retry = repeats or payout.attempt_count < settings.PAYOUT_MAX_RETRIES
        step = next_step(step, answer, may_retry=may_retry)
        if step is BankStep.SUBMIT and cancelling.is_requested(payout.id):
            step, reason = BankStep.VOID, cancelling.reason_of(payout.id)
        if isinstance(step, BankStep):
            counts = step is BankStep.SUBMIT and not repeats
            payout.attempt_count += counts
            if not _renew(payout, attempt):
                return
    _finish(payout, attempt, step)


def first_step(claim: Claim) -> BankStep:
    if claim.is_cancelled:
        return BankStep.VOID
    return BankStep.SUBMIT if claim.is_new else BankStep.ASK


def _call(bank: Bank, call: BankStep, claim: Claim, reason: Reason) -> BankReply:
    payout = claim.payout
    match call:
        case BankStep.SUBMIT:
            return bank.submit(_transfer(claim, with_details=bank.needs_details))
        case BankStep.VOID:
            return bank.void(payout.bank_reference, *reason)
        case BankStep.ASK | BankStep.CONFIRM:
            return bank.fetch_status(payout.bank_reference)


def _transfer(claim: Claim, *, with_details: bool) -> Transfer:
    payout, account = claim.payout, claim.payout.bank_account
    chosen = rail_of(payout) if with_details else None
    return Transfer(
        payout.bank_reference,
        payout.amount_paise,
        account.account_number,
        account.ifsc_code,
        claim.narration,
        account.account_holder_name if with_details else None,
        chosen and chosen.rail,
    )


def _renew(payout: Payout, attempt: Attempt) -> bool:
    """Renew the lease before every further call. Each call is shorter than the lease, so none outlives it."""
    with around("renew"):
        return outcomes.record(payout, attempt, Outcome(lease_time=leases.lease_time()))


def _finish(payout: Payout, attempt: Attempt, step: Complete | Fail | Wait | Unresolved) -> None:
    """Record the outcome, state and entries in one transaction, if the lease is still ours."""
    match step:
        case Wait():
            outcome = Outcome(wait=_retry_delay(payout.attempt_count), resolved=True)
        case Unresolved():
            outcome = Outcome(wait=slow_pace() if payout.needs_review else _retry_delay(payout.attempt_count))
        case Complete(utr):
            outcome = Outcome(Status.COMPLETED, utr=utr, resolved=True)
        case Fail(reason, code):
            outcome = Outcome(Status.FAILED, why=reason, code=code, resolved=True)
    with around("finish"):
        outcomes.record(payout, attempt, outcome)


def _retry_delay(attempts: int) -> timedelta:
    delays = settings.PAYOUT_RETRY_DELAYS_SECONDS
    return timedelta(seconds=delays[min(attempts, len(delays)) - 1])
