"""Every rule by its id: those of the rooms, which are queries, and those that PostgreSQL alone cannot answer."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings

from server.access import second_factor
from server.access.models import SecondFactor
from server.adjustments.invariants import INVARIANTS as OF_ADJUSTMENTS
from server.alerts.invariants import INVARIANTS as OF_ALERTS
from server.approvals.invariants import INVARIANTS as OF_APPROVALS
from server.audit_log.invariants import INVARIANTS as OF_THE_AUDIT_LOG
from server.balance_monitors.invariants import INVARIANTS as OF_MONITORS
from server.batches.invariants import INVARIANTS as OF_BATCHES
from server.cooling_off.invariants import INVARIANTS as OF_COOLING_OFF
from server.database import role_rights
from server.database.grants import RIGHTS
from server.database.invariant import Invariant, Severity
from server.events.invariants import INVARIANTS as OF_EVENTS
from server.expected_receipts.invariants import INVARIANTS as OF_EXPECTED_RECEIPTS
from server.fees.invariants import INVARIANTS as OF_FEES
from server.inward_payments.invariants import INVARIANTS as OF_INWARD_PAYMENTS
from server.ledger import heads
from server.ledger.invariants import INVARIANTS as OF_THE_LEDGER
from server.ledger.models import LedgerHead
from server.lineage.invariants import INVARIANTS as OF_LINEAGE
from server.merchants import key_rotation
from server.merchants.models import BankAccount
from server.payout_orders.invariants import INVARIANTS as OF_ORDERS
from server.payouts.invariants import INVARIANTS as OF_PAYOUTS
from server.reconciliation.invariants import INVARIANTS as OF_RECONCILIATION
from server.statements.invariants import INVARIANTS as OF_STATEMENTS
from server.webhooks import secrets as webhook_secrets
from server.webhooks.invariants import INVARIANTS as OF_WEBHOOKS
from server.webhooks.models import WebhookEndpoint

from .invariants import INVARIANTS as OF_CHECKS
from .limits import Clock

INVARIANTS = [
    *OF_THE_LEDGER,
    *OF_PAYOUTS,
    *OF_FEES,
    *OF_ADJUSTMENTS,
    *OF_BATCHES,
    *OF_EVENTS,
    *OF_APPROVALS,
    *OF_COOLING_OFF,
    *OF_MONITORS,
    *OF_ORDERS,
    *OF_EXPECTED_RECEIPTS,
    *OF_ALERTS,
    *OF_INWARD_PAYMENTS,
    *OF_LINEAGE,
    *OF_STATEMENTS,
    *OF_RECONCILIATION,
    *OF_WEBHOOKS,
    *OF_THE_AUDIT_LOG,
    *OF_CHECKS,
]


@dataclass(frozen=True)
class Rule:
    id: str
    severity: Severity
    statement: str
    per_merchant: bool = False  # each violation is a merchant's, which may see its own


def rule_of(check: Invariant) -> Rule:
    return Rule(check.id, check.severity, check.rule, per_merchant=True)


GUARDS = Rule(
    "engine.guards",
    Severity.ORDER,
    "the database's own guards are all there, switched on, and as they were written",
)
OTHERS: list[tuple[Rule, Callable[[Clock], tuple[int, Iterable[str]]]]] = [
    (
        Rule(
            "ledger.heads-signed",
            Severity.ORDER,
            "every kept head is signed with a key that is published, in that key's time",
        ),
        lambda _: (LedgerHead.objects.count(), heads.faults()),
    ),
    (
        Rule("account.numbers", Severity.MONEY, "every account number can be read, and is the one that is shown"),
        lambda clock: (BankAccount.objects.count(), key_rotation.faults(clock.left)),
    ),
    (
        Rule("access.second-factors", Severity.TIDINESS, "every second factor's secret can be read"),
        lambda _: (SecondFactor.objects.count(), second_factor.faults()),
    ),
    (
        Rule("webhook.secrets", Severity.TIDINESS, "every webhook endpoint's secrets can be read"),
        lambda _: (WebhookEndpoint.objects.count(), webhook_secrets.faults()),
    ),
    (
        Rule(
            "engine.rights",
            Severity.ORDER,
            "the web server and the worker have the rights that they need, and no others",
        ),
        lambda _: (len(RIGHTS), role_rights.faults(settings.DB_APP["USER"])),
    ),
]


def rules() -> list[Rule]:
    return [GUARDS, *map(rule_of, INVARIANTS), *(rule for rule, _ in OTHERS)]


@cache
def rules_sha256() -> str:
    """Another text whenever a rule is added, taken away or asks another question."""
    asked = {check.id: [check.severity, check.rule, check.over, check.faults] for check in INVARIANTS}
    others = [[rule.id, rule.severity, rule.statement] for rule in rules()]
    return sha256(json.dumps([asked, others], ensure_ascii=False).encode()).hexdigest()
