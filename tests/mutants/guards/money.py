"""Amounts, references and balances."""

from .removal import Removal

CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"

MONEY = [
    Removal(
        "a payout whose outcome stays unknown is flagged for review",
        "server/payouts/sql/claim_payout.sql",
        "p.needs_review OR coalesce(p.unresolved_since <= now() - review_after, false)",
        "p.needs_review",
    ),
    Removal(
        "nobody approves the own proposal",
        "server/adjustments/deciding.py",
        "if adjustment.proposed_by_id == operator.pk:",
        "if False:",
    ),
    Removal(
        "an adjustment is approved once",
        "server/adjustments/deciding.py",
        "        if adjustment.status == State.APPROVED:\n            return",
        "        if False:\n            return",
    ),
    Removal(
        "a rejected adjustment is not approved",
        "server/adjustments/deciding.py",
        "        if adjustment.status == State.REJECTED:\n            raise",
        "        if False:\n            raise",
    ),
    Removal(
        "an adjustment is decided under the lock", "server/adjustments/deciding.py", "    lock_merchant(merchant_id)\n"
    ),
    Removal(
        "an adjustment is proposed under the lock",
        "server/adjustments/proposing.py",
        "        lock_merchant(merchant_id)\n",
    ),
    Removal(
        "a key proposes one adjustment",
        "server/adjustments/proposing.py",
        "if before != (direction, amount_paise, reason, operator.pk):",
        "if False:",
    ),
    Removal(
        "no adjustment above the balance",
        "server/adjustments/room.py",
        "direction is Direction.DEBIT and amount_paise > balance.available_paise",
        "False",
    ),
    Removal(
        "a key acts for its maker alone",
        "server/access/api_keys.py",
        "        user_id = acting_user_id()\n",
        "        user_id = user_id or acting_user_id()\n",
    ),
    Removal(
        "a former operator's key decides nothing",
        "server/access/operators.py",
        "pk=user_id or 0, is_active=True, is_staff=True",
        "pk=user_id or 0",
    ),
    Removal(
        "one thread at a time waits for a stuck merchant",
        "server/database/lock_queue.py",
        "                    raise QueueFull\n",
        "                    break\n",
    ),
    Removal(
        "no payout to another merchant's account, in a batch",
        CREATE_PAYOUTS,
        "WHERE a.id = i.account AND a.merchant_id = merchant",
        "WHERE a.id = i.account",
    ),
    Removal("no payout of an inactive merchant, in a batch", CREATE_PAYOUTS, " AND m.is_active FOR", " FOR"),
    Removal(
        "no release before the bank has voided",
        "server/payouts/bank_steps.py",
        "return Wait() if may_retry else BankStep.VOID",
        'return Wait() if may_retry else Fail("not confirmed", None)',
    ),
    Removal(
        "a temporary refusal does not end a payout",
        "server/payouts/bank_steps.py",
        "case _, Refused(why, True, code):",
        "case _, Refused(why, _, code):",
    ),
    Removal(
        "after a time-out the bank is asked at once",
        "server/payouts/bank_steps.py",
        "            return BankStep.CONFIRM",
        "            return Wait()",
    ),
    Removal(
        "no new submission before the bank was asked",
        "server/payouts/lifecycle.py",
        "BankStep.SUBMIT if claim.is_new else BankStep.ASK",
        "BankStep.SUBMIT",
    ),
    Removal(
        "attempts are counted, and end",
        "server/payouts/lifecycle.py",
        "repeats or payout.attempt_count < settings.PAYOUT_MAX_RETRIES",
        "True",
    ),
    Removal(
        "the bank decides about a reference once",
        "server/bank/simulator.py",
        "if _settle(row).state == State.REFUSED:\n                self._outcome",
        "if True:\n                self._outcome",
    ),
    Removal(
        "the sweep works without a broker",
        "server/payouts/worker/pool.py",
        "        while not self._ending.wait(self._sweep_seconds):\n            self.wake()",
        "        pass",
    ),
    Removal(
        "a broken broker does not fail an accepted payout",
        "server/payouts/tasks.py",
        '        logger.warning("the queue did not take the notification, the sweep will find the payout: %s", error)',
        "        raise",
    ),
]
