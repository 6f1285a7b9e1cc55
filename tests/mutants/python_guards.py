"""Each rule that Python keeps by itself, and what the code would be without it."""

from pathlib import Path
from typing import NamedTuple


class Removal(NamedTuple):
    """In `file`, `text` becomes `instead`: at that occurrence of it, counted from 0."""

    guard: str
    file: str
    text: str
    instead: str = ""
    occurrence: int = 0

    def apply(self, checkout: Path) -> None:
        file = checkout / self.file
        parts = file.read_text(encoding="utf-8").split(self.text)
        assert len(parts) > self.occurrence + 1, f"{self.guard}: {self.file} no longer says {self.text!r}"
        before, after = parts[: self.occurrence + 1], parts[self.occurrence + 1 :]
        file.write_text(self.text.join(before) + self.instead + self.text.join(after), encoding="utf-8")


CREATE_PAYOUT = "server/payouts/migrations/create_payout.sql"
CREATE_PAYOUTS = "server/payouts/migrations/create_payouts.sql"

LOCKS = [
    Removal("the lock before a payout is made", CREATE_PAYOUT, "m.is_active FOR NO KEY UPDATE;", "m.is_active;"),
    Removal(
        "the lock before a payout is made leaves foreign keys alone (NO KEY)",
        CREATE_PAYOUT,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active FOR UPDATE;",
    ),
    Removal(
        "the lock before a payout is made, in a batch",
        CREATE_PAYOUTS,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active;",
    ),
    Removal(
        "the lock before a payout is made leaves foreign keys alone (NO KEY), in a batch",
        CREATE_PAYOUTS,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active FOR UPDATE;",
    ),
    Removal(
        "the merchant's lock",
        "server/merchants/models.py",
        "self.select_for_update(no_key=True).filter(pk=merchant_id)",
        "self.filter(pk=merchant_id)",
    ),
    Removal(
        "the merchant's lock leaves foreign keys alone (NO KEY)",
        "server/merchants/models.py",
        "select_for_update(no_key=True)",
        "select_for_update()",
    ),
    Removal(
        "the lock before a payout ends",
        "server/payouts/migrations/outcome.sql",
        "PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;",
        "NULL;",
    ),
    Removal(
        "the claim's row lock",
        "server/payouts/migrations/claim.sql",
        "LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED",
        "LIMIT 1",
    ),
    Removal(
        "the claim passes by what others are claiming (SKIP LOCKED)",
        "server/payouts/migrations/claim.sql",
        "FOR NO KEY UPDATE SKIP LOCKED",
        "FOR NO KEY UPDATE",
    ),
    Removal(
        "READ COMMITTED, so that the look after the lock is fresh",
        "server/settings/database.py",
        "default_transaction_isolation=read\\\\ committed",
        "default_transaction_isolation=repeatable\\\\ read",
    ),
]

COMPARE_AND_SET = [
    Removal(
        "the lease, compared when a payout is changed",
        "server/payouts/migrations/outcome.sql",
        "WHERE id = of_payout AND lease = held_lease AND",
        "WHERE id = of_payout AND",
    ),
    Removal(
        "the lease, renewed before every further call",
        "server/payouts/lifecycle.py",
        "if not _renew(payout, attempt):",
        "if _renew(payout, attempt) is None:",
    ),
    Removal(
        "only what is due is claimed",
        "server/payouts/migrations/claim.sql",
        "p.next_attempt_at END <= now()",
        "p.next_attempt_at END IS NOT NULL",
    ),
    Removal(
        "an inconsistent payout does not stop the queue",
        "server/payouts/leases.py",
        "        if not _set_aside(error):\n            raise",
        "        raise",
    ),
]

IDEMPOTENCY = [
    Removal(
        "the second look at the key, under the lock",
        CREATE_PAYOUT,
        "        is_locked := true;\n",
        "        is_locked := true;\n        EXIT;\n",
    ),
    Removal(
        "another amount under a key is a conflict",
        CREATE_PAYOUT,
        "p.bank_account_id = account AND p.amount_paise = amount",
        "p.bank_account_id = account",
    ),
    Removal(
        "another account under a key is a conflict",
        CREATE_PAYOUT,
        "p.bank_account_id = account AND p.amount_paise = amount",
        "p.amount_paise = amount",
    ),
    Removal("keys expire", CREATE_PAYOUT, "r.created_at > clock_timestamp() - valid_for AS", "r.key IS NOT NULL AS"),
    Removal("no payout above the balance", CREATE_PAYOUT, "IF have.paise < amount THEN", "IF false THEN"),
    Removal(
        "no payout to another merchant's account",
        CREATE_PAYOUT,
        "WHERE a.id = account AND a.merchant_id = merchant",
        "WHERE a.id = account",
    ),
    Removal("no payout of an inactive merchant", CREATE_PAYOUT, " AND m.is_active FOR", " FOR"),
    Removal(
        "the second look at the key, under the lock, in a batch",
        CREATE_PAYOUTS,
        "IF item.is_remembered THEN",
        "IF item.is_remembered AND NOT is_locked THEN",
    ),
    Removal(
        "another amount under a key is a conflict, in a batch",
        CREATE_PAYOUTS,
        "p.bank_account_id = i.account AND p.amount_paise = i.paise AS is_the_same",
        "p.bank_account_id = i.account AS is_the_same",
    ),
    Removal(
        "another account under a key is a conflict, in a batch",
        CREATE_PAYOUTS,
        "p.bank_account_id = i.account AND p.amount_paise = i.paise AS is_the_same",
        "p.amount_paise = i.paise AS is_the_same",
    ),
    Removal(
        "keys expire, in a batch",
        CREATE_PAYOUTS,
        "r.created_at > clock_timestamp() - valid_for AS",
        "r.key IS NOT NULL AS",
    ),
    Removal(
        "only what has expired is purged",
        "server/payouts/idempotency.py",
        "filter(created_at__lte=Now() - window())",
        "all()",
    ),
    Removal(
        "a payment's reference counts once",
        "server/payments/receiving.py",
        "        if known:\n            return ReceivedPayment(known, replayed=True)\n",
    ),
]

MONEY = [
    Removal(
        "a payout whose outcome stays unknown is shown to a person",
        "server/payouts/migrations/claim.sql",
        "needs_review = coalesce(p.unresolved_since <= now() - review_after, false)",
        "needs_review = false",
    ),
    Removal(
        "of the threads that wait for a stuck merchant, one",
        "server/database/lock_queue.py",
        "                    raise QueueFull\n",
        "                    break\n",
    ),
    Removal(
        "no payout above the balance, in a batch",
        CREATE_PAYOUTS,
        "ELSIF have.paise < item.paise THEN",
        "ELSIF false THEN",
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
        "return Wait() if may_retry else Call.VOID",
        'return Wait() if may_retry else Fail("not confirmed")',
    ),
    Removal(
        "a passing refusal is no end",
        "server/payouts/bank_steps.py",
        "case _, Refused(why, final=True):",
        "case _, Refused(why):",
    ),
    Removal(
        "silence is asked about, at once",
        "server/payouts/bank_steps.py",
        "            return Call.CONFIRM",
        "            return Wait()",
    ),
    Removal(
        "no new submission before the bank was asked",
        "server/payouts/lifecycle.py",
        "Call.SUBMIT if claim.is_new else Call.ASK",
        "Call.SUBMIT",
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
        "        while not self._ending.wait(self._sweep_seconds):\n            self.call()",
        "        pass",
    ),
    Removal(
        "a broken doorbell does not fail an accepted payout",
        "server/payouts/tasks.py",
        '        logger.warning("the queue did not take the notify, the sweep will: %s", error)',
        "        raise",
    ),
]

PYTHON_GUARDS = [*LOCKS, *COMPARE_AND_SET, *IDEMPOTENCY, *MONEY]
