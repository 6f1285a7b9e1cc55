"""How e349b9a.sql came to be: 40 payouts in every state, made by that commit's own verbs.

In a checkout of it, with an empty database of PostgreSQL 15 (the oldest that is supported) named by DB_HOST and so on:

    python3 manage.py migrate && python3 .../tests/ops/databases/fill.py
    pg_dump --inserts --rows-per-insert=100 --no-owner --no-privileges e349b9a |
        sed -E '/^\\(un)?restrict /d; /^--( |$)/d' | cat -s > e349b9a.sql
"""

import os
import sys
from uuid import UUID, uuid4

sys.path.insert(0, os.getcwd())  # noqa: PTH109
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "server.settings",
    "PAYOUT_RUNS_AS": "worker",
    "PAYOUT_BANK_FAILURE_RATE": "0",
    "PAYOUT_BANK_LATENCY_SECONDS": "0,0",
    "PAYOUT_BANK_DEADLINE_SECONDS": "0.02",
}

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import User

from server.access import keys
from server.access.callers import Scope
from server.access.models import Membership
from server.bank.gateway import Transfer
from server.bank.simulator import Script, SimulatedBank
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant, record_payment
from server.payouts import leases, lifecycle
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.models import Payout


def merchant(name: str, email: str) -> Merchant:
    made = create_merchant(name=name, email=email)
    for script in Script:
        add_bank_account(
            merchant_id=made.id,
            account_holder_name=name,
            account_number=f"50100000{script}",
            ifsc_code="HDFC0001234",
            account_type=BankAccount.AccountType.CURRENT,
        )
    record_payment(merchant_id=made.id, amount_paise=10_000_000, reference="OPENING")
    return made


def account(of: Merchant, script: Script) -> UUID:
    return of.bank_accounts.get(account_number_masked__endswith=script).id


def pay(of: Merchant, script: Script, times: int = 1) -> None:
    for number in range(times):
        create_payout(
            merchant_id=of.id,
            bank_account_id=account(of, script),
            amount_paise=10_000 + 1_050 * number,
            idempotency_key=uuid4(),
        )


def settle(rounds: int = 1, *, delay: int = 0, review_after: int = 900, review_retry: int = 3_600) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [delay]
    settings.PAYOUT_REVIEW_AFTER_SECONDS, settings.PAYOUT_REVIEW_RETRY_SECONDS = review_after, review_retry
    for _ in range(rounds):
        lifecycle.settle_due(SimulatedBank())


kaveri, acme = merchant("Kaveri Silks LLP", "k@kaveri.example"), merchant("Acme Exports", "a@acme.example")

# Ended.
for each in (kaveri, acme):
    pay(each, Script.PAYS, 3)
    pay(each, Script.ACCOUNT_CLOSED, 2)
    pay(each, Script.REFUSES_TWICE_THEN_PAYS)
    pay(each, Script.TIMES_OUT_THOUGH_IT_PAID)
    pay(each, Script.TIMES_OUT_AND_NEVER_PAID)
    pay(each, Script.CONTRADICTS_ITSELF)
settle(5)
assert not Payout.objects.exclude(status__in=["completed", "failed"]).exists()
# Flagged for review.
pay(kaveri, Script.NEVER_ANSWERS)
pay(kaveri, Script.STAYS_IN_PROGRESS)
settle(2, review_after=0)
# Waiting for their next attempt: refused, and unresolved.
pay(kaveri, Script.REFUSES_TWICE_THEN_PAYS, 2)
pay(acme, Script.STAYS_IN_PROGRESS)
pay(acme, Script.NEVER_ANSWERS)
settle(delay=3_600)
# Claimed and abandoned: before the bank heard of it, and after it paid.
pay(kaveri, Script.PAYS, 4)
for number in range(4):
    claim = leases.claim_next_due()
    assert claim
    if number % 2:
        to = claim.payout.bank_account
        SimulatedBank().submit(
            Transfer(claim.payout.bank_reference, claim.payout.amount_paise, to.account_number, to.ifsc_code)
        )
# Pending, also by a batch.
pay(kaveri, Script.PAYS, 3)
pay(kaveri, Script.ACCOUNT_CLOSED)
requests = [PayoutRequest(account(acme, Script.PAYS), 700 + number, uuid4()) for number in range(8)]
create_payouts(acme.id, requests)

keys.create_key(name="shop", merchant_id=acme.id, scopes=[Scope.READ, Scope.PAYOUTS])
user = User(username="finance@acme.example")
user.set_unusable_password()
user.save()
Membership.objects.create(user=user, merchant=acme)

assert Payout.objects.count() == 40
