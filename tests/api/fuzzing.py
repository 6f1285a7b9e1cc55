"""Loaded by schemathesis: makes the members of a valid call exist and agree, which openapi.json cannot express."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import schemathesis
from schemathesis import Case, GenerationMode, HookContext

MERCHANT, ACCOUNT = os.environ.get("FUZZ_MERCHANT", ""), os.environ.get("FUZZ_ACCOUNT", "")


def _draft(case: Case[Any]) -> None:
    case.query.pop("batch_id", None)
    case.query["month"] = "2026-10"  # one of the two


def _batch(case: Case[Any]) -> None:
    row: Any = {"bank_account_id": ACCOUNT, "amount_paise": 1}
    case.body = {"id": str(uuid4()), "name": "November", "rows": [row]}


def _retry(case: Case[Any]) -> None:
    """Nobody's: which batch may be retried depends on what became of its payouts."""
    case.path_parameters = {"batch_id": str(uuid4())}
    case.body = {"id": str(uuid4()), "name": "November, again"}


def _preview(case: Case[Any]) -> None:
    row: Any = {"bank_account_id": ACCOUNT, "amount_paise": 1}
    case.body = {"rows": [row]}


def _plan(case: Case[Any]) -> None:
    """A rail has limits, and a moment must be to come."""
    case.body = {"bank_account_id": ACCOUNT, "amount_paise": 1}


def _of_nobody(case: Case[Any]) -> None:
    """Only a few exports may wait, and nothing writes them here. A merchant has few webhook endpoints and monitors."""
    case.headers["X-Merchant-Id"] = str(uuid4())
    case.query.pop("merchant_id", None)


def _merchant(case: Case[Any]) -> None:
    case.body = {"name": "Kaveri Silks Pvt Ltd"}


def _account(case: Case[Any]) -> None:
    case.body = {"account_holder_name": "Kaveri Silks Pvt Ltd"}


def _cancellation(case: Case[Any]) -> None:
    """Words, which openapi.json cannot tell from other characters."""
    case.body = {"remark": "Wrong supplier"}


def _cancellations(case: Case[Any]) -> None:
    case.body = {"payout_ids": [str(uuid4())], "remark": "Wrong supplier"}


def _of_no_payout(case: Case[Any]) -> None:
    """Nobody's: what may be decided or recorded depends on the payout, and on who asks."""
    case.path_parameters = dict.fromkeys(case.path_parameters, str(uuid4()))


def _order(case: Case[Any]) -> None:
    """To an account of the merchant, with no more than is needed."""
    body: Any = case.body
    case.body = {"bank_account_id": ACCOUNT, "amount_paise": min(int(body["amount_paise"]), 100)}


def _explanation(case: Case[Any]) -> None:
    """A moment that has been, and the first page."""
    for name in ("at", "at_sequence", "after"):
        case.query.pop(name, None)


def _lineage(case: Case[Any]) -> None:
    """Days that the ledger can have, and the first page."""
    case.query.pop("after", None)
    if "from" in case.query:
        case.query.update({"from": "2026-01-01", "to": "2026-12-31"})


def _events(case: Case[Any]) -> None:
    """From the beginning, and at once: nothing may lie beyond the feed's end."""
    case.query.clear()
    case.headers.pop("Last-Event-ID", None)


def _inward_payment(case: Case[Any]) -> None:
    """Its figures have to agree, and a currency has its decimals."""
    text: Any = {"reference": str(uuid4()), "channel": "swift", "foreign_currency": "USD", "foreign_amount": "1.00"}
    who: Any = {"remitter_name": "Northwind", "remitter_country": "US", "purpose_code": "P0802", "nature": "services"}
    case.body = text | who | {"value_on": "2026-05-04", "gross_paise": 1, "net_paise": 1}


def _expected_receipt(case: Case[Any]) -> None:
    """Its bounds have an order, and its day is to come."""
    case.body = {
        "at_least_paise": 10**12,
        "at_most_paise": 10**12,
        "due_on": f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}",
    }


def _document(case: Case[Any]) -> None:
    """An advice is of one payment alone."""
    body: Any = {"kind": "fira", "number": str(uuid4()), "issuer": "HDFC Bank", "issued_on": "2026-05-06"}
    case.body = body


def _invoice(case: Case[Any]) -> None:
    """Its amount has the currency's decimals."""
    body: Any = {"number": str(uuid4()), "issued_on": "2026-04-20", "buyer": "Northwind", "buyer_country": "US"}
    case.body = body | {"currency": "USD", "amount": "1.00", "nature": "services"}


BY_OPERATION = {
    "GET /api/v1/events/": _events,
    "GET /api/v1/balance/explanation/": _explanation,
    "GET /api/v1/payouts/{payout_id}/funded_by/": _lineage,
    "GET /api/v1/inward_payments/{inward_id}/paid_out/": _lineage,
    "GET /api/v1/lineage/": _lineage,
    "GET /api/v1/lineage/export/": _lineage,
    "PATCH /api/v1/merchants/{merchant_id}/": _merchant,
    "PATCH /api/v1/bank_accounts/{account_id}/": _account,
    "GET /api/v1/payouts/draft/": _draft,
    "POST /api/v1/payout_batches/": _batch,
    "POST /api/v1/payout_batches/{batch_id}/retry/": _retry,
    "POST /api/v1/payouts/preview/": _preview,
    "POST /api/v1/payouts/plan/": _plan,
    "POST /api/v1/payouts/{payout_id}/cancel/": _cancellation,
    "POST /api/v1/payouts/cancel/": _cancellations,
    **{
        f"POST /api/v1/{of}/{verb}/": _of_no_payout
        for of, verbs in {
            "payouts/{payout_id}": ("approve", "reject", "return"),
            "payout_batches/{batch_id}": ("approve", "reject", "cancel"),
            "inward_payments/{inward_id}": ("reversal",),
            "inward_invoices/{invoice_id}": ("matches",),
        }.items()
        for verb in verbs
    },
    "POST /api/v1/payouts/exports/": _of_nobody,
    "POST /api/v1/statements/": _of_nobody,
    "POST /api/v1/webhooks/endpoints/": _of_nobody,
    "POST /api/v1/balance_monitors/": _of_nobody,
    "POST /api/v1/alerts/": _of_nobody,
    "POST /api/v1/payout_orders/": _order,
    "POST /api/v1/expected_receipts/": _expected_receipt,
    "POST /api/v1/inward_payments/": _inward_payment,
    "POST /api/v1/inward_payments/{inward_id}/documents/": _document,
    "POST /api/v1/inward_invoices/": _invoice,
    "POST /api/v1/payout_orders/policy/": _of_nobody,
}


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    names = {parameter.name for parameter in case.operation.iter_parameters()}
    if "X-Merchant-Id" in names:
        case.headers["X-Merchant-Id"] = MERCHANT
    if "merchant_id" in case.query:
        case.query["merchant_id"] = MERCHANT
    # Ends in their order, and a text that is one.
    for low, high in (("min_paise", "max_paise"), ("from", "to")):
        if low in case.query and high in case.query:
            case.query[low] = case.query[high]
    if "text" in case.query:
        case.query["text"] = "Kaveri"
    if case.operation.label in {"GET /api/v1/balance/history/", "GET /api/v1/statements/"}:
        # At most 366 days, of years that the ledger can have.
        case.query.update({"from": "2026-01-01", "to": "2026-12-31"})
    if case.operation.label == "GET /api/v1/operations/reconciliation/":
        case.query.update({"from": "2026-01-01", "to": "2026-12-31"})
        case.query.pop("account", None)  # of ours there is one
    if case.operation.label == "POST /api/v1/payouts/":
        # A small integer (JSON Schema accepts 5.0 as one), and no other members (whose names might contain a NUL).
        body: Any = case.body
        case.body = {"bank_account_id": ACCOUNT, "amount_paise": min(int(body["amount_paise"]), 100)}
    if case.operation.method == "post" and (
        "merchant_id" in case.path_parameters or "account_id" in case.path_parameters
    ):
        # Nobody's: the responses that it follows name the merchant, whose payouts must go on.
        case.path_parameters = dict.fromkeys(case.path_parameters, str(uuid4()))
    if case.operation.label == "POST /api/v1/payouts/batch/":
        batch: Any = case.body
        good: Any = {"bank_account_id": ACCOUNT, "amount_paise": 1, "idempotency_key": str(uuid4())}
        case.body = {"payouts": [good, *([{}] * (len(batch["payouts"]) - 1))]}
    if arrange := BY_OPERATION.get(case.operation.label):
        arrange(case)
