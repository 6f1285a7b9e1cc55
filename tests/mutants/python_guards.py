"""Each rule that Python code keeps, and the code without it."""

from pathlib import Path
from typing import NamedTuple


class Removal(NamedTuple):
    """In `file`, the nth occurrence of `text`, counted from 0, becomes `instead`."""

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


CREATE_PAYOUT = "server/payouts/sql/create_payout.sql"
CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"
DECIDE_PAYOUT = "server/payouts/sql/decide_payout.sql"

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
        "server/payouts/sql/record_outcome.sql",
        "PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;",
        "NULL;",
    ),
    Removal(
        "the claim's row lock",
        "server/payouts/sql/claim_payout.sql",
        "LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED",
        "LIMIT 1",
    ),
    Removal(
        "the claim skips payouts that others are claiming (SKIP LOCKED)",
        "server/payouts/sql/claim_payout.sql",
        "FOR NO KEY UPDATE SKIP LOCKED",
        "FOR NO KEY UPDATE",
    ),
    Removal(
        "READ COMMITTED, so that reads after the lock are fresh",
        "server/settings/database.py",
        "default_transaction_isolation=read\\\\ committed",
        "default_transaction_isolation=repeatable\\\\ read",
    ),
]

COMPARE_AND_SET = [
    Removal(
        "the lease, compared when a payout is changed",
        "server/payouts/sql/record_outcome.sql",
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
        "server/payouts/sql/claim_payout.sql",
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
        "the key is looked up again under the lock",
        CREATE_PAYOUT,
        "r.key = request_key;\n        -- Only",
        "r.key = request_key AND NOT is_locked;\n        -- Only",
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
    Removal("a forgotten key does not pay again", DECIDE_PAYOUT, "WHEN is_forgotten THEN", "WHEN false THEN"),
    Removal(
        "a retry finds its key though the receipt is purged",
        CREATE_PAYOUT,
        "known.payout_id IS NOT NULL OR EXISTS (",
        "known.payout_id IS NOT NULL AND EXISTS (",
    ),
    Removal(
        "a retry finds its key though the receipt is not purged yet",
        CREATE_PAYOUT,
        "is_forgotten := known.payout_id IS NOT NULL OR EXISTS (",
        "is_forgotten := EXISTS (",
    ),
    Removal(
        "a retry finds its key though the receipt is purged, in a batch",
        CREATE_PAYOUTS,
        "(item.payout IS NOT NULL OR item.has_gone IS NOT NULL)",
        "item.payout IS NOT NULL",
    ),
    Removal(
        "a retry finds its key though the receipt is not purged yet, in a batch",
        CREATE_PAYOUTS,
        "(item.payout IS NOT NULL OR item.has_gone IS NOT NULL)",
        "item.has_gone IS NOT NULL",
    ),
    Removal(
        "a key that may only pay does not see what became of an earlier payout",
        "server/api/graphql/permissions.py",
        "(leads_on(info._raw_info) or shows_earlier_payouts(info._raw_info))",
        "leads_on(info._raw_info)",
    ),
    Removal("no decision to pay for an inactive merchant", DECIDE_PAYOUT, "WHEN NOT may_pay THEN", "WHEN false THEN"),
    Removal("no payout above the balance", DECIDE_PAYOUT, "WHEN available < amount THEN", "WHEN false THEN"),
    Removal("no decision without the lock", DECIDE_PAYOUT, "WHEN NOT is_locked THEN", "WHEN false THEN"),
    Removal("no payout to an unknown account", DECIDE_PAYOUT, "WHEN may_receive IS NOT TRUE THEN", "WHEN false THEN"),
    Removal(
        "no payout to another merchant's account",
        CREATE_PAYOUT,
        "WHERE a.id = account AND a.merchant_id = merchant",
        "WHERE a.id = account",
    ),
    Removal("no payout of an inactive merchant", CREATE_PAYOUT, " AND m.is_active FOR", " FOR"),
    Removal(
        "no payout to a retired account",
        CREATE_PAYOUT,
        "receiver.id IS NOT NULL AND receiver.retired_at IS NULL,",
        "receiver.id IS NOT NULL,",
    ),
    Removal(
        "no payout to a retired account, in a batch",
        CREATE_PAYOUTS,
        "(SELECT a.retired_at IS NULL FROM",
        "(SELECT true FROM",
    ),
    Removal(
        "a new payout that is typed in waits for a suspension or a retirement under way",
        "server/payouts/sql/payouts.sql",
        "WHERE id = NEW.merchant_id FOR NO KEY UPDATE;",
        "WHERE id = NEW.merchant_id;",
    ),
    Removal(
        "a bank account is changed under its merchant's lock",
        "server/merchants/accounts.py",
        "    lock_merchant(merchant_id)\n",
    ),
    Removal(
        "a retired account does not become primary",
        "server/merchants/accounts.py",
        "        if account.retired_at:\n            raise",
        "        if False:\n            raise",
    ),
    Removal(
        "a corrected holder's name has to be verified again",
        "server/merchants/accounts.py",
        "account_holder_name=name, is_verified=False",
        "account_holder_name=name",
    ),
    Removal(
        "the key is looked up again under the lock, in a batch",
        CREATE_PAYOUTS,
        "coalesce(item.has_receipt, false) OR twin IS NOT NULL",
        "(coalesce(item.has_receipt, false) AND NOT is_locked) OR twin IS NOT NULL",
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
        "a payment's reference counts once, however it is spelled",
        "server/ledger/sql/payment_references.sql",
        "comparison_form(e.reference) = comparison_form(payment_reference)",
        "e.reference = payment_reference",
    ),
    Removal(
        "a payment is looked up by the merchant's own callers",
        "server/ledger/sql/payment_references.sql",
        "IF NOT sees_every_merchant() AND seen_merchant() IS DISTINCT FROM merchant THEN",
        "IF false THEN",
    ),
    Removal(
        "a payment's reference counts once",
        "server/payments/receiving.py",
        "        if known:\n            return ReceivedPayment(known, replayed=True)\n",
    ),
]

CLOCK = [
    Removal(
        "a later entry never has an earlier time",
        "server/ledger/sql/entries.sql",
        "greatest(clock_timestamp(), before + interval '1 microsecond')",
        "clock_timestamp()",
    ),
    Removal(
        "a later payout has a later time",
        "server/payouts/sql/payouts.sql",
        "greatest(NEW.next_attempt_at, before + interval '1 microsecond')",
        "NEW.next_attempt_at",
    ),
    Removal(
        "no payout waits longer than its delay",
        "server/payouts/sql/claim_payout.sql",
        "PERFORM payout_bring_forward(lease_time, delays, slow_pace);",
        "NULL;",
    ),
    Removal(
        "what was set aside is not brought forward",
        "server/payouts/sql/bring_forward.sql",
        "WHERE e.payout_id = p.id) = 'payout_hold'",
        "WHERE e.payout_id = p.id) IS DISTINCT FROM ''",
    ),
    Removal(
        "no review is put off by a time that is still to come",
        "server/payouts/sql/claim_payout.sql",
        "unresolved_since = least(p.unresolved_since, now())",
        "unresolved_since = coalesce(p.unresolved_since, now())",
    ),
    Removal(
        "no end lies before its beginning",
        "server/payouts/sql/record_outcome.sql",
        "CASE WHEN becomes = 'completed' THEN greatest(moment, processing_started_at) END",
        "CASE WHEN becomes = 'completed' THEN moment END",
    ),
    Removal(
        "failed sign-ins of a clock that was ahead lock nobody out",
        "server/access/login_throttle.py",
        ", at__lt=Now() + timedelta(minutes=1)",
    ),
    Removal(
        "a count of a clock that was ahead keeps nobody out",
        "server/api/http/rate_limits.py",
        "if result.state.reset_after > _quota(rate).period_sec + CLOCK_SECONDS:",
        "if False:",
    ),
]

MONEY = [
    Removal(
        "a payout whose outcome stays unknown is flagged for review",
        "server/payouts/sql/claim_payout.sql",
        "needs_review = coalesce(p.unresolved_since <= now() - review_after, false)",
        "needs_review = false",
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
        'return Wait() if may_retry else Fail("not confirmed")',
    ),
    Removal(
        "a temporary refusal does not end a payout",
        "server/payouts/bank_steps.py",
        "case _, Refused(why, final=True):",
        "case _, Refused(why):",
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

STARTS = [
    Removal(
        "no server starts with keys that decrypt nothing",
        "server/ops/bootstrap/start_check.py",
        "        raise OperatorError(_words(stored))",
        "        pass",
    ),
    Removal(
        "no server starts on a database whose rules it does not know",
        "server/ops/bootstrap/start_check.py",
        "if state and state.is_refused:",
        "if False:",
    ),
    Removal(
        "an unknown migration is refused, unless a later release admits us",
        "server/database/release.py",
        "(bool(self.unknown) and self.mark.release <= RELEASE)",
        "False",
    ),
    Removal(
        "migrate leaves a later release's database alone",
        "server/database/history.py",
        "    if state.mark.release > release.RELEASE:",
        "    if False:",
    ),
    Removal(
        "healthz looks at release and keys",
        "server/api/rest/health.py",
        "    if reason := readiness.recent_look():\n        return reason\n",
    ),
    Removal(
        "the sample merchants' money is for open access alone",
        "server/ops/management/commands/seed.py",
        "if not settings.PAYOUT_OPEN_ACCESS:",
        "if False:",
    ),
    Removal(
        "a misspelt setting is refused",
        "server/settings/names.py",
        "        if meant := _nearest(name):\n            raise",
        "        if False:\n            raise",
    ),
]

BANK_ACCOUNTS = [
    Removal(
        "one bank account of a merchant, however it is written",
        "server/merchants/onboarding.py",
        "if is_known(merchant_id, account_number, ifsc_code):",
        "if False:",
    ),
    Removal(
        "zeros before an account number say nothing of which account it is",
        "server/account_numbers.py",
        'return number.lstrip("0")',
        "return number",
    ),
    Removal(
        "an older account without a digest is compared too",
        "server/merchants/duplicates.py",
        " | Q(account_number_digest=None)",
    ),
    Removal(
        "the same number at another bank is another account",
        "server/merchants/duplicates.py",
        " and is_kept_by(account, bank_key(ifsc_code))",
    ),
    Removal(
        "zeros alone are no account number",
        "server/merchants/onboarding.py",
        "if not account_numbers.plain(account_number):",
        "if False:",
    ),
    Removal(
        "no account at a lapsed bank",
        "server/merchants/banks.py",
        "return _about_lapsed(LAPSED[code[:4]]) if code[:4] in LAPSED else None",
        "return None",
    ),
    Removal(
        "a list that lost a tenth of its codes does not replace the one that is there",
        "server/ifsc/refreshing.py",
        "if banks.codes < LEAST_SHARE * present:",
        "if False:",
    ),
]

PYTHON_GUARDS = [*LOCKS, *COMPARE_AND_SET, *IDEMPOTENCY, *CLOCK, *MONEY, *STARTS, *BANK_ACCOUNTS]
