"""A merchant's rows as the JSON objects that `openapi.json` describes."""

from typing import Any

from django.db.models import QuerySet

from server.approvals.models import ApprovalGate
from server.cooling_off.cooled import cooled_column, cooling_off_until
from server.fees.reading import WITH_FEES, is_refunded
from server.ifsc.lookup import bank_name, branch_of
from server.merchants.models import BankAccount, Merchant
from server.money import format_inr
from server.payouts.compensation import owed_for
from server.payouts.failures import failure_of
from server.payouts.models import Payout
from server.payouts.rail import charge_of
from server.payouts.searching import PayoutTotals

Json = dict[str, Any]

GIVEN = ("reference", "narration", "purpose", "batch_id", "rail", "client_reference")


def with_what_is_shown(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    """With all that `payout` reads."""
    related = ("bank_account", "details", "its_return", "approval_gate", WITH_FEES)
    return payouts.select_related(*related).annotate(was_cooled=cooled_column())


def payout(payout: Payout) -> Json:
    account = payout.bank_account
    owed = owed_for(payout)
    details, came_back = getattr(payout, "details", None), getattr(payout, "its_return", None)
    return {
        "id": payout.id,
        "status": payout.status,
        "amount_paise": payout.amount_paise,
        "amount_inr": format_inr(payout.amount_paise),
        "bank_account": {
            "id": account.id,
            "account_number_masked": account.account_number_masked,
            "ifsc_code": account.ifsc_code,
            "account_type": account.account_type,
        },
        "attempt_count": payout.attempt_count,
        "failure_reason": payout.failure_reason,
        "failure": failure(payout),
        "bank_reference_id": payout.bank_reference_id,
        "idempotency_key": payout.idempotency_key,
        "created_at": payout.created_at,
        "updated_at": payout.updated_at,
        "processing_started_at": payout.processing_started_at,
        "completed_at": payout.completed_at,
        "failed_at": payout.failed_at,
        "returned_at": getattr(came_back, "returned_at", None),
        "return_reference": getattr(came_back, "return_reference", None),
        "return_reason": getattr(came_back, "reason", None),
        "not_before": payout.not_before,
        "approval": approval(payout),
        "cooling_off_until": cooling_off_until(payout),
        "owed_compensation_paise": owed and owed.paise,
        "fee": fee(payout),
        **{name: getattr(details, name, None) for name in GIVEN},
    }


def approval(payout: Payout) -> Json | None:
    gate = getattr(payout, "approval_gate", None)
    return gate and approval_of(gate)


def approval_of(gate: ApprovalGate) -> Json:
    return {
        "people": gate.people,
        "approved": gate.approved,
        "expires_at": gate.expires_at,
        "outcome": gate.ending or "waiting",
    }


def fee(payout: Payout) -> Json | None:
    charge = charge_of(payout)
    if charge is None:
        return None
    return {
        "fee_paise": charge.fee_paise,
        "tax_paise": charge.tax_paise,
        "total_paise": charge.total_paise,
        "igst_paise": charge.igst_paise,
        "cgst_paise": charge.cgst_paise,
        "sgst_paise": charge.sgst_paise,
        "refunded": is_refunded(charge),
    }


def failure(payout: Payout) -> Json | None:
    found = failure_of(payout)
    return found and {"kind": found.kind, "source": found.source, "code": found.code}


def payout_totals(totals: PayoutTotals) -> Json:
    return {
        "count": totals.count,
        "sum_paise": totals.sum_paise,
        "sum_inr": None if totals.sum_paise is None else format_inr(totals.sum_paise),
        "is_complete": totals.is_complete,
    }


def merchant(merchant: Merchant) -> Json:
    return {
        "id": merchant.id,
        "name": merchant.name,
        "email": merchant.email,
        "is_active": merchant.is_active,
        "created_at": merchant.created_at,
        "bank_accounts": [bank_account(account) for account in merchant.bank_accounts.all()],
    }


def bank_account(account: BankAccount) -> Json:
    """`retired_at`, `nickname` and `group` are members where there is one, so that all other accounts keep the bytes
    they always had."""
    branch = branch_of(account.ifsc_code)
    return {
        "id": account.id,
        "account_holder_name": account.account_holder_name,
        "account_number_masked": account.account_number_masked,
        "ifsc_code": account.ifsc_code,
        "account_type": account.account_type,
        "is_verified": account.is_verified,
        "is_primary": account.is_primary,
        "created_at": account.created_at,
        "bank_name": bank_name(account.ifsc_code),
        "branch_name": branch and branch.name,
    } | {
        name: value
        for name, value in {
            "retired_at": account.retired_at,
            "nickname": account.nickname,
            "group": account.group_name,
        }.items()
        if value
    }
