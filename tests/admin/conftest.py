"""A day's business in the database, and who looks at it in the admin."""

from collections.abc import Iterator

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from server.access.api_keys import create_key
from server.access.callers import Role, Scope
from server.access.invitations import invite
from server.access.models import FailedSignIn, SecondFactor
from server.alerts.alerts import create_alert
from server.alerts.models import AlertKind
from server.balance_monitors.monitors import create_monitor
from server.bank.models import BankSubmission
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.cooling_off.models import CooledPayout
from server.cooling_off.setting import set_cooling_off
from server.merchants.models import Merchant
from server.name_checks.checking import check_name
from server.observability import worker_heartbeats
from server.payouts import lifecycle
from server.payouts.models import Payout
from tests.batches.conftest import refused_batch
from tests.conftest import account_of, guards_off, pay
from tests.support.approvals import approved_payout
from tests.support.bank_statements import reconciled_day
from tests.support.checks import violation_of
from tests.support.exports import written_export
from tests.support.fees import charge_fees
from tests.support.inward import inward_document, inward_payment, reversed_payment, unmatched
from tests.support.logged_requests import logged_request
from tests.support.operators import proposed_adjustment
from tests.support.orders import waiting_order
from tests.support.receipts import awaited_and_cancelled
from tests.support.returns import returned_payout
from tests.support.reviews import told_of_review
from tests.support.statements import issued_statement
from tests.support.users import PASSWORD, people, person_of_merchant
from tests.support.webhooks import resent_webhook

__all__ = ["people"]


@pytest.fixture
def day(people: None, merchant: Merchant) -> Iterator[Merchant]:
    """A merchant after a day's business: at least one row in every table."""
    told_of_review(pay(merchant))
    lifecycle.settle_due(SimulatedBank())
    BankSubmission.objects.create(reference="payout-elsewhere", bank="razorpayx", amount_paise=1, state="known")
    returned_payout(merchant)
    approved_payout(merchant)
    create_monitor(merchant.id, below_paise=1)
    check_name(account_of(merchant).id)
    inward_document(inward_payment(merchant))
    unmatched(merchant)
    reversed_payment(merchant)
    waiting_order(merchant)
    awaited_and_cancelled(merchant)
    create_alert(merchant.id, AlertKind.RECEIPT_LATE)
    issued_statement(merchant)
    reconciled_day()
    cooled_payout(merchant)
    create_key(name="shop", scopes={Scope.READ}, merchant_id=merchant.id)
    FailedSignIn.objects.create(account="0" * 64, address="192.0.2.1")
    proposed_adjustment(merchant)
    violation_of(merchant)
    worker_heartbeats.beat(worker_heartbeats.Beat(threads=1, busy=0, last_claim_at=None))
    logged_request(merchant.id)
    refused_batch(merchant)
    written_export(merchant.id)
    resent_webhook(merchant.id)
    charge_fees(merchant)
    pay(merchant, script=Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    user = person_of_merchant(merchant)
    invite(merchant.id, "ravi@kaveri.example", Role.MAKER)
    SecondFactor.objects.create(user=user, secret_encrypted=b"", last_used_step=0, recovery_hashes=["0" * 64])
    LogEntry.objects.log_actions(user.pk, User.objects.filter(pk=user.pk), 2, single_object=True)
    yield merchant
    LogEntry.objects.all().delete()


@pytest.fixture
def superuser(day: Merchant) -> Client:
    return signed_in(User.objects.create_superuser("boss", "boss@example.in", PASSWORD))


@pytest.fixture
def operator(day: Merchant) -> Client:
    return signed_in(User.objects.create_user("operator", is_staff=True))


def cooled_payout(merchant: Merchant) -> None:
    """Of one that there is: another would be another payout of the day."""
    set_cooling_off(merchant.id, hours=1)
    with guards_off():
        payout = Payout.objects.filter(merchant=merchant).earliest("created_at")
        Payout.objects.filter(pk=payout.pk).update(not_before=payout.created_at)
        CooledPayout.objects.create(payout=payout, merchant=merchant, until=payout.created_at)


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def address(model: type[Model], page: str, *arguments: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)
