"""The verbs of a payout, from its creation to its end. Each owns its lock, its transaction and its ledger entries.

    create_payout   hold the money, remember the answer (creation.py)   pending
    settle_due      for every payout that somebody has to act on:
      claim         take the lease, commit (leases.py)                  processing
      settle        ask the bank, outside any transaction               …
                    what its answer means is a table (settlement.py)
      finish        if the lease is still ours: move the money          completed | failed
                    in one statement (outcomes.py)

PostgreSQL is the queue: what is due is a row (`Payout.lease_expires_at`, `next_attempt_at`), so that a lost message, a
killed worker and a waiting retry are all found by the same query.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from server.bank.gateway import Bank, BankReply, Refused, Transfer, UnknownReference
from server.failpoints import around

from . import leases, outcomes
from .attempts import Attempt, Stopwatch
from .bank_steps import BankStep, Complete, Fail, NextStep, Unresolved, Wait, next_step
from .leases import Claim
from .models import Payout
from .outcomes import Outcome
from .review import slow_pace
from .states import Status

logger = logging.getLogger(__name__)

NO_ANSWER = "The bank did not confirm the transfer; it was voided."


def settle_due(bank: Bank, limit: int = 100, found: Callable[[], None] = lambda: None) -> int:
    """Settle what is due, oldest first, one after the other; returns how many. Safe to run anywhere, any number of
    times at once: each payout is claimed by one. `found` is called before each is settled: more may be due."""
    settled = 0
    while settled < limit and (claim := leases.claim_next_due()):
        settled += 1
        found()
        try:
            settle(claim, bank)
        except Exception:
            # One payout's trouble is not the others': its lease runs out, and the next sweep asks the bank about it.
            logger.exception("payout %s: settling was interrupted", claim.payout.id)
    return settled


def settle(claim: Claim, bank: Bank) -> None:
    """Carry a claimed payout as far as the bank's answers allow. No transaction is open while the bank is asked.

    A new payout is submitted at once. Any other may have reached the bank before, so that is asked first.
    """
    payout = claim.payout
    step: NextStep = BankStep.SUBMIT if claim.is_new else BankStep.ASK
    reason = NO_ANSWER
    while isinstance(step, BankStep):
        stopwatch = Stopwatch.start()
        with around(step.value):
            answer = _call(bank, step, payout, reason)
        attempt = stopwatch.stop(payout.attempt_count, step, answer)
        if isinstance(answer, Refused):
            reason = answer.reason
        # Its worker died before the attempt reached the bank: that one is made again, and not counted again.
        repeats = claim.was_abandoned and step is BankStep.ASK and isinstance(answer, UnknownReference)
        may_retry = repeats or payout.attempt_count < settings.PAYOUT_MAX_RETRIES
        step = next_step(step, answer, may_retry=may_retry)
        if isinstance(step, BankStep):
            counts = step is BankStep.SUBMIT and not repeats
            payout.attempt_count += counts
            if not _renew(payout, attempt):
                return
    _finish(payout, attempt, step)


def _call(bank: Bank, call: BankStep, payout: Payout, reason: str) -> BankReply:
    match call:
        case BankStep.SUBMIT:
            account = payout.bank_account
            return bank.submit(
                Transfer(payout.bank_reference, payout.amount_paise, account.account_number, account.ifsc_code)
            )
        case BankStep.VOID:
            return bank.void(payout.bank_reference, reason)
        case BankStep.ASK | BankStep.CONFIRM:
            return bank.fetch_status(payout.bank_reference)


def _renew(payout: Payout, attempt: Attempt) -> bool:
    """Before every further call to the bank: each call is shorter than the lease, so none is made without one."""
    with around("renew"):
        return outcomes.record(payout, attempt, Outcome(lease_time=leases.lease_time()))


def _finish(payout: Payout, attempt: Attempt, step: Complete | Fail | Wait | Unresolved) -> None:
    """Write down how it ended, state and entries in one transaction, if the lease is still ours."""
    match step:
        case Wait():
            outcome = Outcome(wait=_retry_delay(payout.attempt_count), resolved=True)
        case Unresolved():
            outcome = Outcome(wait=slow_pace() if payout.needs_review else _retry_delay(payout.attempt_count))
        case Complete(utr):
            outcome = Outcome(Status.COMPLETED, utr=utr, resolved=True)
        case Fail(reason):
            outcome = Outcome(Status.FAILED, why=reason, resolved=True)
    with around("finish"):
        outcomes.record(payout, attempt, outcome)


def _retry_delay(attempts: int) -> timedelta:
    delays = settings.PAYOUT_RETRY_DELAYS_SECONDS
    return timedelta(seconds=delays[min(attempts, len(delays)) - 1])
