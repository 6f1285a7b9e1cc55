"""Audit events in words, for people who read the log."""

from typing import NamedTuple

from .context import ActorKind
from .models import AuditEvent

ACTIONS = {
    "payout.created": "Created a payout",
    "payout.asked_about": "Asked the bank about a payout",
    "payout.cancel_requested": "Asked to cancel a payout",
    "payout.return_recorded": "Recorded a payout’s return",
    "payout_order.placed": "Ordered a payout",
    "payout_order.cancelled": "Cancelled a payout order",
    "payout_orders.policy_changed": "Changed which payout order comes next",
    "payout.approved": "Approved a payout",
    "payout.rejected": "Rejected a payout",
    "payout_batch.approved": "Approved a batch",
    "payout_batch.rejected": "Rejected a batch",
    "approval_policy.set": "Changed the approval policy",
    "payment.recorded": "Recorded a payment",
    "inward_payment.recorded": "Recorded a payment from abroad",
    "inward_payment.reversed": "Took back a payment from abroad that was recalled",
    "inward_payment.recall_not_covered": "Could not take back a payment: too little was available",
    "inward_document.added": "Noted a paper of a payment from abroad",
    "inward_invoice.added": "Noted an invoice to a buyer abroad",
    "inward_invoice.matched": "Matched an invoice with a payment from abroad",
    "inward_invoice.unmatched": "Took back a match of an invoice",
    "merchant.created": "Added a merchant",
    "merchant.updated": "Changed a merchant",
    "merchant.cooling_off_set": "Set a merchant’s cooling-off",
    "merchant.suspended": "Suspended a merchant",
    "merchant.reopened": "Reopened a merchant",
    "bank.payment_reversed": "The bank took back what it had paid",
    "bank.contradicted_itself": "The bank paid what it had refused",
    "bank.declared_void": "Declared that the bank never took a payout",
    "bank.refused_our_calls": "The bank refuses our calls",
    "bank_account.added": "Added a bank account",
    "bank_account.renamed": "Renamed a bank account’s holder",
    "bank_account.name_checked": "Asked a bank for an account holder’s name",
    "bank_account.verified": "Verified a bank account",
    "bank_account.made_primary": "Made a bank account the primary one",
    "bank_account.retired": "Retired a bank account",
    "bank_account.restored": "Restored a bank account",
    "adjustment.proposed": "Proposed an adjustment",
    "adjustment.approved": "Approved an adjustment",
    "adjustment.rejected": "Rejected an adjustment",
    "fee_plan.set": "Set a fee plan",
    "tax_profile.set": "Set a tax profile",
    "bank_statement.imported": "Read a bank statement",
    "bank_statement_line.linked": "Linked a line of a bank statement",
    "bank_statement_line.unlinked": "Unlinked a line of a bank statement",
    "reconciliation_exception.accepted": "Accepted an exception of reconciliation",
    "alert.created": "Added an alert",
    "alert.deleted": "Deleted an alert",
    "expected_receipt.created": "Expected a payment",
    "expected_receipt.cancelled": "Cancelled an expected receipt",
    "balance_monitor.created": "Added a balance monitor",
    "balance_monitor.deleted": "Deleted a balance monitor",
    "webhook_endpoint.created": "Added a webhook endpoint",
    "webhook_endpoint.secret_rotated": "Gave a webhook endpoint another secret",
    "webhook_endpoint.enabled": "Enabled a webhook endpoint",
    "webhook_endpoint.disabled": "Disabled a webhook endpoint",
    "webhook_endpoint.deleted": "Deleted a webhook endpoint",
    "webhook_endpoint.tested": "Sent a test to a webhook endpoint",
    "webhook_endpoint.replayed": "Sent events to a webhook endpoint again",
    "webhook_message.resent": "Sent a webhook again",
    "database.restored": "Restored the database from a backup",
    "integrity.check_asked": "Asked for a check of the books",
    "api_key.created": "Created an API key",
    "api_key.rotated": "Rotated an API key",
    "api_key.revoked": "Revoked an API key",
    "api_key.refused": "Used a key that was refused",
    "session.begun": "Signed in",
    "session.ended": "Signed out",
    "session.refused": "Failed to sign in",
    "session.proved": "Gave the code or the password again",
    "session.throttled": "Tried to sign in too often",
    "refusals.left_out": "More refusals than the log takes in a minute",
    "password.accepted": "Confirmed the password",
    "password.refused": "Sent a wrong password",
    "code.refused": "Sent a wrong code",
    "invitation.created": "Invited somebody to a team",
    "invitation.renewed": "Sent an invitation again",
    "invitation.revoked": "Revoked an invitation",
    "invitation.accepted": "Accepted an invitation",
    "person.added": "Added a user",
    "person.changed": "Changed a user",
    "person.role_changed": "Gave a user another role",
    "person.removed": "Removed a user from the team",
    "person.disabled": "Disabled a user",
    "person.enabled": "Enabled a user",
    "person.paying_granted": "Let an operator pay on behalf of merchants",
    "person.paying_withdrawn": "No longer lets an operator pay on behalf of merchants",
    "person.password_changed": "Changed a password",
    "second_factor.turned_on": "Turned on two-step sign-in",
    "second_factor.turned_off": "Turned off two-step sign-in",
    "second_factor.reset": "Reset a user’s two-step sign-in",
    "second_factor.recovery_codes_renewed": "Renewed the recovery codes",
    "second_factor.recovery_code_used": "Used a recovery code",
}
COLUMNS = {
    "is_active": "Active",
    "is_retired": "Retired",
    "is_verified": "Verified",
    "primary_bank_account_id": "Primary account",
    "account_holder_name": "Account holder",
    "suspension_reason": "Reason",
    "email": "E-mail",
    "amount_paise": "Amount",
    "entry_id": "Ledger entry",
}


class Change(NamedTuple):
    """A column that an act changed. `before` and `after` are as the log has them, as text; None: nothing."""

    column: str
    name: str
    before: str | None
    after: str | None


def summary_of(event: AuditEvent) -> str:
    """Of an action that has no words yet: its name, spelled as a sentence."""
    return ACTIONS.get(event.action) or event.action.replace("_", " ").replace(".", " ").capitalize()


def actor_of(event: AuditEvent) -> str:
    match event.actor_kind:
        case ActorKind.KEY:
            return f"API key {event.actor_name}"
        case ActorKind.COMMAND:
            return f"Command {event.actor_name}".strip()
        case ActorKind.SYSTEM:
            return "The engine"
        case ActorKind.STRANGER:
            return f"Somebody at {event.actor_id}" if event.actor_id else "Somebody unknown"
        case ActorKind.OPEN:
            return "Anybody (open access)"
    return event.actor_name or f"User {event.actor_id}"


def changes_of(event: AuditEvent) -> list[Change]:
    return [
        Change(column, _name_of(column), _text_of(each["before"]), _text_of(each["after"]))
        for column, each in (event.changes or {}).items()
    ]


def payout_id_of(event: AuditEvent) -> str | None:
    return event.subject_id if event.action.startswith("payout.") else None


def _name_of(column: str) -> str:
    return COLUMNS.get(column) or column.removesuffix("_id").replace("_", " ").capitalize()


def _text_of(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
    return str(value)
