"""The scope that each verb and field needs, enumerated from the URLs and the schema so that none is forgotten."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import strawberry
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern
from pytest_django import Settings

from server.access import paying_grants
from server.access.callers import OF_KEYS, OF_PERSONS, Scope
from server.api.graphql.permissions import needing, scopes_of
from server.api.graphql.schema import SCOPES
from server.api.http.pages import dashboard_addresses
from server.api.rest.routing import Endpoint
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.urls import urlpatterns
from server.webhooks.models import WebhookMessage
from tests.api.conftest import graphql, no_row_changes
from tests.api.keys import client_of
from tests.api.malformed import A_UUID
from tests.conftest import account_of
from tests.support.operators import acting_as, operator_called
from tests.support.users import people
from tests.support.webhooks import resent_webhook

__all__ = ["people"]

READ, PAYOUTS, BENEFICIARIES, WEBHOOKS, TEAM, KEYS, OPERATE = (
    Scope.READ,
    Scope.PAYOUTS,
    Scope.BENEFICIARIES,
    Scope.WEBHOOKS,
    Scope.TEAM,
    Scope.KEYS,
    Scope.OPERATE,
)

# Each verb's scope, written down a second time so that none changes by accident.
REST: dict[tuple[str, str], Scope | None] = {
    ("GET", "api/v1/payouts/"): READ,
    ("POST", "api/v1/payouts/"): PAYOUTS,
    ("POST", "api/v1/payouts/batch/"): PAYOUTS,
    ("GET", "api/v1/payouts/<payout_id>/"): READ,
    ("GET", "api/v1/payouts/totals/"): READ,
    ("GET", "api/v1/payouts/export/"): READ,
    ("GET", "api/v1/payouts/exports/"): READ,
    ("POST", "api/v1/payouts/exports/"): READ,
    ("GET", "api/v1/payouts/exports/<export_id>/"): READ,
    ("GET", "api/v1/payouts/exports/<export_id>/parts/"): READ,
    ("GET", "api/v1/payouts/by_utr/<utr>/"): READ,
    ("POST", "api/v1/payouts/preview/"): READ,
    ("POST", "api/v1/payouts/plan/"): READ,
    ("GET", "api/v1/rails/"): READ,
    ("GET", "api/v1/payouts/draft/"): READ,
    ("POST", "api/v1/payout_sheets/"): READ,
    ("GET", "api/v1/payout_batches/"): READ,
    ("POST", "api/v1/payout_batches/"): PAYOUTS,
    ("GET", "api/v1/payout_batches/<batch_id>/"): READ,
    ("GET", "api/v1/payout_batches/<batch_id>/rows/"): READ,
    ("GET", "api/v1/payout_batches/<batch_id>/export/"): READ,
    ("GET", "api/v1/payouts/<payout_id>/advice/"): READ,
    ("POST", "api/v1/payouts/cancel/"): PAYOUTS,
    ("POST", "api/v1/payouts/<payout_id>/cancel/"): PAYOUTS,
    ("POST", "api/v1/payouts/<payout_id>/approve/"): Scope.APPROVALS,
    ("POST", "api/v1/payouts/<payout_id>/reject/"): Scope.APPROVALS,
    ("POST", "api/v1/payouts/<payout_id>/return/"): OPERATE,
    ("POST", "api/v1/payout_batches/<batch_id>/cancel/"): PAYOUTS,
    ("POST", "api/v1/payout_batches/<batch_id>/approve/"): Scope.APPROVALS,
    ("POST", "api/v1/payout_batches/<batch_id>/reject/"): Scope.APPROVALS,
    ("POST", "api/v1/payout_batches/<batch_id>/pay/"): PAYOUTS,
    ("POST", "api/v1/payout_batches/<batch_id>/retry/"): PAYOUTS,
    ("GET", "api/v1/balance/"): READ,
    ("GET", "api/v1/balance/history/"): READ,
    ("GET", "api/v1/balance/explanation/"): READ,
    ("GET", "api/v1/ledger/"): READ,
    ("GET", "api/v1/merchants/"): READ,
    ("PATCH", "api/v1/merchants/<merchant_id>/"): OPERATE,
    ("GET", "api/v1/merchants/<merchant_id>/cooling_off/"): READ,
    ("POST", "api/v1/merchants/<merchant_id>/cooling_off/"): OPERATE,
    ("POST", "api/v1/merchants/<merchant_id>/suspend/"): OPERATE,
    ("POST", "api/v1/merchants/<merchant_id>/reopen/"): OPERATE,
    ("PATCH", "api/v1/bank_accounts/<account_id>/"): OPERATE,
    ("GET", "api/v1/bank_accounts/<account_id>/name_checks/"): READ,
    ("POST", "api/v1/bank_accounts/<account_id>/name_checks/"): BENEFICIARIES,
    ("POST", "api/v1/bank_accounts/<account_id>/verify/"): OPERATE,
    ("POST", "api/v1/bank_accounts/<account_id>/make_primary/"): OPERATE,
    ("POST", "api/v1/bank_accounts/<account_id>/label/"): BENEFICIARIES,
    ("POST", "api/v1/bank_accounts/<account_id>/retire/"): BENEFICIARIES,
    ("POST", "api/v1/bank_accounts/<account_id>/restore/"): OPERATE,
    ("GET", "api/v1/adjustments/"): OPERATE,
    ("POST", "api/v1/adjustments/"): OPERATE,
    ("GET", "api/v1/adjustments/<adjustment_id>/"): OPERATE,
    ("POST", "api/v1/adjustments/<adjustment_id>/approve/"): OPERATE,
    ("POST", "api/v1/adjustments/<adjustment_id>/reject/"): OPERATE,
    ("GET", "api/v1/events/"): READ,
    ("GET", "api/v1/payout_orders/"): READ,
    ("POST", "api/v1/payout_orders/"): PAYOUTS,
    ("GET", "api/v1/payout_orders/policy/"): READ,
    ("POST", "api/v1/payout_orders/policy/"): PAYOUTS,
    ("GET", "api/v1/payout_orders/<order_id>/"): READ,
    ("POST", "api/v1/payout_orders/<order_id>/cancel/"): PAYOUTS,
    ("GET", "api/v1/inward_payments/"): READ,
    ("POST", "api/v1/inward_payments/"): OPERATE,
    ("GET", "api/v1/inward_payments/<inward_id>/"): READ,
    ("POST", "api/v1/inward_payments/<inward_id>/documents/"): PAYOUTS,
    ("GET", "api/v1/inward_payments/<inward_id>/paid_out/"): READ,
    ("GET", "api/v1/lineage/"): READ,
    ("GET", "api/v1/lineage/export/"): READ,
    ("GET", "api/v1/payouts/<payout_id>/funded_by/"): READ,
    ("GET", "api/v1/alerts/"): READ,
    ("POST", "api/v1/alerts/"): PAYOUTS,
    ("DELETE", "api/v1/alerts/<alert_id>/"): PAYOUTS,
    ("GET", "api/v1/expected_receipts/"): READ,
    ("POST", "api/v1/expected_receipts/"): PAYOUTS,
    ("GET", "api/v1/expected_receipts/<receipt_id>/"): READ,
    ("POST", "api/v1/expected_receipts/<receipt_id>/cancel/"): PAYOUTS,
    ("POST", "api/v1/inward_payments/<inward_id>/reversal/"): OPERATE,
    ("GET", "api/v1/inward_invoices/"): READ,
    ("POST", "api/v1/inward_invoices/"): PAYOUTS,
    ("GET", "api/v1/inward_invoices/<invoice_id>/"): READ,
    ("POST", "api/v1/inward_invoices/<invoice_id>/matches/"): PAYOUTS,
    ("POST", "api/v1/inward_matches/<match_id>/unmatch/"): PAYOUTS,
    ("GET", "api/v1/balance_monitors/"): READ,
    ("POST", "api/v1/balance_monitors/"): PAYOUTS,
    ("DELETE", "api/v1/balance_monitors/<monitor_id>/"): PAYOUTS,
    ("GET", "api/v1/webhooks/endpoints/"): WEBHOOKS,
    ("POST", "api/v1/webhooks/endpoints/"): WEBHOOKS,
    ("GET", "api/v1/webhooks/endpoints/<endpoint_id>/"): WEBHOOKS,
    ("PATCH", "api/v1/webhooks/endpoints/<endpoint_id>/"): WEBHOOKS,
    ("POST", "api/v1/webhooks/endpoints/<endpoint_id>/rotate_secret/"): WEBHOOKS,
    ("POST", "api/v1/webhooks/endpoints/<endpoint_id>/test/"): WEBHOOKS,
    ("POST", "api/v1/webhooks/endpoints/<endpoint_id>/replay/"): WEBHOOKS,
    ("GET", "api/v1/webhooks/endpoints/<endpoint_id>/messages/"): WEBHOOKS,
    ("GET", "api/v1/webhooks/messages/<message_id>/"): WEBHOOKS,
    ("POST", "api/v1/webhooks/messages/<message_id>/resend/"): WEBHOOKS,
    ("DELETE", "api/v1/webhooks/endpoints/<endpoint_id>/"): WEBHOOKS,
    ("GET", "api/v1/attention/"): OPERATE,
    ("GET", "api/v1/audit_events/"): OPERATE,
    ("GET", "api/v1/health/"): OPERATE,
    ("POST", "api/v1/operations/statements/"): OPERATE,
    ("GET", "api/v1/operations/reconciliation/"): OPERATE,
    ("GET", "api/v1/integrity/"): READ,
    ("POST", "api/v1/integrity/check/"): OPERATE,
    ("GET", "api/v1/request_log/"): READ,
    ("GET", "api/v1/openapi.json"): None,
    ("GET", "healthz"): None,
    ("GET", "health/integrity"): None,
    ("GET", ".well-known/payout-ledger-keys.json"): None,
    ("GET", "api/v1/ledger/export/"): READ,
    ("GET", "api/v1/ledger_head/"): READ,
    ("GET", "api/v1/statements/"): READ,
    ("POST", "api/v1/statements/"): READ,
    ("GET", "session/"): None,
    ("POST", "session/"): None,
    ("DELETE", "session/"): None,
    ("POST", "session/code/"): None,
    ("POST", "session/invitation/"): None,
    ("POST", "session/invitation/accept/"): None,
    ("POST", "session/password/"): None,  # these need a session, whatever its scopes: test_own_account.py
    ("POST", "session/proof/"): None,
    ("GET", "session/all/"): None,
    ("POST", "session/all/end_others/"): None,
    ("DELETE", "session/all/<session_id>/"): None,
    ("GET", "session/second_factor/"): None,
    ("POST", "session/second_factor/"): None,
    ("POST", "session/second_factor/turn_on/"): None,
    ("POST", "session/second_factor/turn_off/"): None,
    ("POST", "session/second_factor/recovery_codes/"): None,
}
NOT_REST = {
    *dashboard_addresses(),
    *("^", "docs", "docs/", "docs/graphql", "docs/graphql/", "docs/style.css", "graphql/", "favicon.ico"),
    r"^(?P<address>(api|graphql|session)(/.*)?)$",
}

M = "merchantId: $m"
GRAPHQL: dict[str, tuple[Scope, str]] = {
    "merchants": (READ, "{ merchants { totalCount } }"),
    "merchant": (READ, "{ merchant(id: $m) { id } }"),
    "balance": (READ, f"{{ balance({M}) {{ totalPaise }} }}"),
    "payouts": (READ, f"{{ payouts({M}) {{ totalCount }} }}"),
    "payout": (READ, "{ payout(id: $m) { id } }"),
    "payout_totals": (READ, f"{{ payoutTotals({M}) {{ count }} }}"),
    "payout_by_utr": (READ, '{ payoutByUtr(utr: "SIMB0") { id } }'),
    "payout_batch": (READ, "{ payoutBatch(id: $k) { id } }"),
    "payout_batches": (READ, f"{{ payoutBatches({M}) {{ totalCount }} }}"),
    "preview_payouts": (
        READ,
        f"{{ previewPayouts({M}, rows: [{{bankAccountId: $a, amountPaise: 1}}]) {{ payablePaise }} }}",
    ),
    "rails": (READ, "{ rails { version } }"),
    "plan_payout": (
        READ,
        "{ planPayout(input: {merchantId: $m, bankAccountId: $a, amountPaise: 1}) { ... on PayoutPlan { rail } } }",
    ),
    "payout_draft": (READ, f'{{ payoutDraft({M}, month: "2026-10") {{ amountPaise }} }}'),
    "create_payout_batch": (
        PAYOUTS,
        """mutation { createPayoutBatch(input: {id: $k, merchantId: $m, name: "X",
        rows: [{bankAccountId: $a, amountPaise: 1}]}) { ... on CreatePayoutBatchSuccess { batch { id } } } }""",
    ),
    "retry_payout_batch": (
        PAYOUTS,
        'mutation { retryPayoutBatch(input: {id: $k, batchId: $k, name: "X"}) { __typename } }',
    ),
    "pay_payout_batch": (PAYOUTS, "mutation { payPayoutBatch(input: {batchId: $k}) { __typename } }"),
    "ledger": (READ, f"{{ ledger({M}) {{ totalCount }} }}"),
    "balance_by_period": (
        READ,
        f'{{ balanceByPeriod({M}, from: "2026-11-01", to: "2026-11-30") {{ closePaise }} }}',
    ),
    "lineage": (READ, f'{{ lineage({M}, from: "2026-11-01", to: "2026-11-30") {{ next }} }}'),
    "ledger_head": (READ, f"{{ ledgerHead({M}) {{ sequence }} }}"),
    "explain_balance": (
        READ,
        f"{{ explainBalance({M}) {{ ... on BalanceExplanation {{ sequence }} }} }}",
    ),
    "balance_history": (READ, f"{{ balanceHistory({M}) {{ sequence }} }}"),
    "revision": (READ, f"{{ revision({M}) }}"),
    "request_log": (READ, f"{{ requestLog({M}) {{ pageInfo {{ hasNextPage }} }} }}"),
    "similar_payouts": (READ, f"{{ similarPayouts({M}, bankAccountId: $a, amountPaise: 1) {{ id }} }}"),
    "viewer": (READ, "{ viewer { id } }"),
    "engine": (READ, "{ engine { openAccess } }"),
    "node": (READ, "{ node(id: $m) { id } }"),
    "ifsc": (READ, '{ ifsc(code: "HDFC0001234") { bankName } }'),
    "api_keys": (KEYS, "{ apiKeys { totalCount } }"),
    "create_payout": (
        PAYOUTS,
        """mutation { createPayout(input: {merchantId: $m, bankAccountId: $a, amountPaise: 1, idempotencyKey: $k})
        { ... on CreatePayoutSuccess { payout { id } } ... on ValidationError { message } } }""",
    ),
    "create_payouts": (
        PAYOUTS,
        """mutation { createPayouts(input: {merchantId: $m,
        payouts: [{bankAccountId: $a, amountPaise: 1, idempotencyKey: $k}]})
        { ... on CreatePayoutsSuccess { results { ... on CreatePayoutSuccess { payout { id } } } }
        ... on ValidationError { message } } }""",
    ),
    "create_merchant": (
        OPERATE,
        'mutation { createMerchant(input: {name: "New", email: "new@merchant.example"}) { __typename } }',
    ),
    "add_bank_account": (
        BENEFICIARIES,
        """mutation { addBankAccount(input: {merchantId: $m, accountHolderName: "New", accountNumber: "123456789",
        ifscCode: "HDFC0001234", accountType: SAVINGS}) { __typename } }""",
    ),
    "record_payment": (
        OPERATE,
        'mutation { recordPayment(input: {merchantId: $m, amountPaise: 5, reference: "X"}) { __typename } }',
    ),
    "record_inward_payment": (
        OPERATE,
        """mutation { recordInwardPayment(input: {merchantId: $m, reference: "X", channel: SWIFT,
        foreignCurrency: "USD", foreignAmount: "1.00", grossPaise: 8312, netPaise: 8312, valueOn: "2026-05-04",
        remitterName: "X", remitterCountry: "US", purposeCode: "P0802", nature: SERVICES}) { __typename } }""",
    ),
    "reverse_inward_payment": (
        OPERATE,
        'mutation { reverseInwardPayment(input: {inwardPaymentId: $k, amountPaise: 5, reason: "X"}) { __typename } }',
    ),
    "add_inward_document": (
        PAYOUTS,
        """mutation { addInwardDocument(input: {inwardPaymentId: $k, kind: FIRA, number: "X", issuer: "X",
        issuedOn: "2026-05-04"}) { __typename } }""",
    ),
    "inward_invoice": (READ, "{ inwardInvoice(id: $k) { id } }"),
    "inward_invoices": (READ, f"{{ inwardInvoices({M}) {{ totalCount }} }}"),
    "add_invoice": (
        PAYOUTS,
        """mutation { addInvoice(input: {merchantId: $m, number: "X", issuedOn: "2026-05-04", buyer: "X",
        buyerCountry: "US", currency: "USD", amount: "1.00", nature: SERVICES}) { __typename } }""",
    ),
    "match_invoice": (
        PAYOUTS,
        'mutation { matchInvoice(input: {invoiceId: $k, inwardPaymentId: $k, inwardAmount: "1.00"}) { __typename } }',
    ),
    "unmatch_invoice": (PAYOUTS, "mutation { unmatchInvoice(input: {matchId: $k}) { __typename } }"),
    "inward_payment": (READ, "{ inwardPayment(id: $k) { id } }"),
    "inward_payments": (READ, f"{{ inwardPayments({M}) {{ totalCount }} }}"),
    "cancel_payout": (PAYOUTS, "mutation { cancelPayout(input: {payoutId: $k}) { __typename } }"),
    "cancel_payouts": (PAYOUTS, "mutation { cancelPayouts(input: {payoutIds: [$k]}) { __typename } }"),
    "cancel_payout_batch": (PAYOUTS, "mutation { cancelPayoutBatch(input: {batchId: $k}) { __typename } }"),
    "record_payout_return": (
        OPERATE,
        """mutation { recordPayoutReturn(input: {payoutId: $k, amountPaise: 5, returnReference: "X", reason: "X",
        valueOn: "2026-11-29"}) { __typename } }""",
    ),
    "fee_terms": (READ, f"{{ feeTerms({M}) {{ plan {{ version }} }} }}"),
    "default_fee_plan": (OPERATE, "{ defaultFeePlan { version } }"),
    "set_fee_plan": (OPERATE, "mutation { setFeePlan(input: {merchantId: $m, bands: []}) { __typename } }"),
    "set_default_fee_plan": (OPERATE, "mutation { setDefaultFeePlan(input: {bands: []}) { __typename } }"),
    "follow_default_fee_plan": (
        OPERATE,
        "mutation { followDefaultFeePlan(input: {merchantId: $m}) { __typename } }",
    ),
    "set_tax_profile": (
        OPERATE,
        'mutation { setTaxProfile(input: {merchantId: $m, stateCode: "29"}) { __typename } }',
    ),
    "ask_bank_again": (OPERATE, "mutation { askBankAgain(input: {payoutId: $k}) { __typename } }"),
    "suspend_merchant": (
        OPERATE,
        'mutation { suspendMerchant(input: {merchantId: $m, reason: "X"}) { __typename } }',
    ),
    "reopen_merchant": (OPERATE, "mutation { reopenMerchant(input: {merchantId: $m}) { __typename } }"),
    "update_merchant": (
        OPERATE,
        'mutation { updateMerchant(input: {merchantId: $m, name: "New"}) { __typename } }',
    ),
    "rename_bank_account": (
        OPERATE,
        'mutation { renameBankAccount(input: {bankAccountId: $a, accountHolderName: "New"}) { __typename } }',
    ),
    "verify_bank_account": (OPERATE, "mutation { verifyBankAccount(input: {bankAccountId: $a}) { __typename } }"),
    "set_cooling_off": (
        OPERATE,
        "mutation { setCoolingOff(input: {merchantId: $m, coolingOffHours: 5}) { __typename } }",
    ),
    "check_bank_account_name": (
        BENEFICIARIES,
        "mutation { checkBankAccountName(input: {bankAccountId: $a}) { __typename } }",
    ),
    "make_bank_account_primary": (
        OPERATE,
        "mutation { makeBankAccountPrimary(input: {bankAccountId: $a}) { __typename } }",
    ),
    "retire_bank_account": (
        BENEFICIARIES,
        "mutation { retireBankAccount(input: {bankAccountId: $a}) { __typename } }",
    ),
    "beneficiaries": (READ, f"{{ beneficiaries({M}) {{ totalCount }} }}"),
    "beneficiary_groups": (READ, f"{{ beneficiaryGroups({M}) {{ name }} }}"),
    "add_bank_accounts": (
        BENEFICIARIES,
        """mutation { addBankAccounts(input: {merchantId: $m, rows: [{accountHolderName: "New",
        accountNumber: "123456789", ifscCode: "HDFC0001234", accountType: SAVINGS}]}) { __typename } }""",
    ),
    "label_bank_account": (
        BENEFICIARIES,
        'mutation { labelBankAccount(input: {bankAccountId: $a, nickname: "New"}) { __typename } }',
    ),
    "restore_bank_account": (OPERATE, "mutation { restoreBankAccount(input: {bankAccountId: $a}) { __typename } }"),
    "adjustments": (OPERATE, "{ adjustments { totalCount } }"),
    "events": (READ, f"{{ events({M}) {{ next }} }}"),
    "latest_events": (READ, f"{{ latestEvents({M}) {{ next }} }}"),
    "payout_orders": (READ, f"{{ payoutOrders({M}) {{ edges {{ node {{ id }} }} }} }}"),
    "payout_order": (READ, "{ payoutOrder(id: $k) { id } }"),
    "payout_order_policy": (READ, f"{{ payoutOrderPolicy({M}) }}"),
    "order_payout": (
        PAYOUTS,
        """mutation { orderPayout(input: {merchantId: $m, bankAccountId: $a, amountPaise: 5, idempotencyKey: $k})
        { __typename } }""",
    ),
    "cancel_payout_order": (PAYOUTS, "mutation { cancelPayoutOrder(input: {orderId: $k}) { __typename } }"),
    "set_payout_order_policy": (
        PAYOUTS,
        "mutation { setPayoutOrderPolicy(input: {merchantId: $m, policy: STRICT}) { __typename } }",
    ),
    "approval_policy": (READ, f"{{ approvalPolicy({M}) {{ version }} }}"),
    "payouts_to_approve": (READ, f"{{ payoutsToApprove({M}) {{ payouts }} }}"),
    "batch_to_approve": (READ, "{ batchToApprove(batchId: $k) { payouts } }"),
    "set_approval_policy": (
        TEAM,
        "mutation { setApprovalPolicy(input: {merchantId: $m, bands: []}) { __typename } }",
    ),
    "approve_payout": (READ, "mutation { approvePayout(input: {payoutId: $k}) { __typename } }"),
    "reject_payout": (READ, 'mutation { rejectPayout(input: {payoutId: $k, remark: "X"}) { __typename } }'),
    "approve_payout_batch": (READ, "mutation { approvePayoutBatch(input: {batchId: $k}) { __typename } }"),
    "reject_payout_batch": (
        READ,
        'mutation { rejectPayoutBatch(input: {batchId: $k, remark: "X"}) { __typename } }',
    ),
    "alerts": (READ, f"{{ alerts({M}) {{ id }} }}"),
    "create_alert": (
        PAYOUTS,
        "mutation { createAlert(input: {merchantId: $m, kind: RECEIPT_LATE}) { __typename } }",
    ),
    "delete_alert": (PAYOUTS, "mutation { deleteAlert(input: {id: $k}) { __typename } }"),
    "expected_receipt": (READ, "{ expectedReceipt(id: $k) { id } }"),
    "expected_receipts": (READ, f"{{ expectedReceipts({M}) {{ edges {{ node {{ id }} }} }} }}"),
    "expect_receipt": (
        PAYOUTS,
        f"""mutation {{ expectReceipt(input: {{merchantId: $m, idempotencyKey: $k, atLeastPaise: 5, atMostPaise: 5,
        dueOn: "{today()}"}}) {{ __typename }} }}""",
    ),
    "cancel_expected_receipt": (PAYOUTS, "mutation { cancelExpectedReceipt(input: {id: $k}) { __typename } }"),
    "balance_monitors": (READ, f"{{ balanceMonitors({M}) {{ id }} }}"),
    "create_balance_monitor": (
        PAYOUTS,
        "mutation { createBalanceMonitor(input: {merchantId: $m, belowPaise: 5}) { __typename } }",
    ),
    "delete_balance_monitor": (PAYOUTS, "mutation { deleteBalanceMonitor(input: {id: $k}) { __typename } }"),
    "webhook_endpoints": (WEBHOOKS, f"{{ webhookEndpoints({M}) {{ id }} }}"),
    "webhook_endpoint": (WEBHOOKS, "{ webhookEndpoint(id: $k) { id } }"),
    "create_webhook_endpoint": (
        WEBHOOKS,
        """mutation { createWebhookEndpoint(input: {merchantId: $m, url: "https://192.0.32.8/new",
        eventTypes: [PAYOUT_FAILED]}) { __typename } }""",
    ),
    "rotate_webhook_secret": (WEBHOOKS, "mutation { rotateWebhookSecret(input: {id: $e}) { __typename } }"),
    "set_webhook_endpoint_state": (
        WEBHOOKS,
        "mutation { setWebhookEndpointState(input: {id: $e, state: DISABLED}) { __typename } }",
    ),
    "delete_webhook_endpoint": (WEBHOOKS, "mutation { deleteWebhookEndpoint(input: {id: $e}) { __typename } }"),
    "send_test_event": (WEBHOOKS, "mutation { sendTestEvent(input: {endpointId: $e}) { __typename } }"),
    "resend_webhook": (WEBHOOKS, "mutation { resendWebhook(input: {messageId: $w}) { __typename } }"),
    "replay_webhooks": (
        WEBHOOKS,
        'mutation { replayWebhooks(input: {endpointId: $e, after: "0.0"}) { __typename } }',
    ),
    "attention": (OPERATE, "{ attention { totalCount } }"),
    "health": (OPERATE, "{ health { isWell } }"),
    "reconciliation": (OPERATE, '{ reconciliation(from: "2026-04-01", to: "2026-05-01") { differencePaise } }'),
    "link_line": (OPERATE, 'mutation { linkLine(input: {lineId: $k, kind: OTHER, remark: "X"}) { __typename } }'),
    "unlink_line": (OPERATE, 'mutation { unlinkLine(input: {lineId: $k, remark: "X"}) { __typename } }'),
    "accept_exception": (
        OPERATE,
        """mutation { acceptException(input: {kind: DAY_MISSING, subject: "X", amountPaise: 0, remark: "X"})
        { __typename } }""",
    ),
    "integrity": (READ, f"{{ integrity({M}) {{ status }} }}"),
    "check_integrity": (OPERATE, "mutation { checkIntegrity { isNew } }"),
    "audit_events": (OPERATE, "{ auditEvents { totalCount } }"),
    "propose_adjustment": (
        OPERATE,
        """mutation { proposeAdjustment(input: {merchantId: $m, direction: CREDIT, amountPaise: 5, reason: "X",
        idempotencyKey: $k}) { __typename } }""",
    ),
    "approve_adjustment": (OPERATE, "mutation { approveAdjustment(input: {adjustmentId: $k}) { __typename } }"),
    "reject_adjustment": (OPERATE, "mutation { rejectAdjustment(input: {adjustmentId: $k}) { __typename } }"),
    "team": (TEAM, f"{{ team({M}) {{ members {{ name }} }} }}"),
    "invite_member": (
        TEAM,
        'mutation { inviteMember(input: {merchantId: $m, email: "x@x.example", role: VIEWER}) { __typename } }',
    ),
    "renew_invitation": (TEAM, "mutation { renewInvitation(input: {invitationId: $k}) { __typename } }"),
    "revoke_invitation": (TEAM, "mutation { revokeInvitation(input: {invitationId: $k}) { __typename } }"),
    "change_member_role": (
        TEAM,
        'mutation { changeMemberRole(input: {merchantId: $m, userId: "0", role: VIEWER}) { __typename } }',
    ),
    "set_second_factor_limit": (
        TEAM,
        "mutation { setSecondFactorLimit(input: {merchantId: $m, abovePaise: 5}) { __typename } }",
    ),
    "remove_member": (TEAM, 'mutation { removeMember(input: {merchantId: $m, userId: "0"}) { __typename } }'),
    "create_api_key": (KEYS, 'mutation { createApiKey(input: {name: "x", scopes: [OPERATE]}) { __typename } }'),
    "rotate_api_key": (KEYS, "mutation { rotateApiKey(input: {id: $k}) { __typename } }"),
    "revoke_api_key": (KEYS, "mutation { revokeApiKey(input: {id: $k}) { __typename } }"),
}


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def routes() -> dict[str, URLPattern]:
    return {str(route.pattern): route for route in urlpatterns if isinstance(route, URLPattern)}


def test_every_verb_of_rest_declares_what_this_table_says() -> None:
    assert {address for address, route in routes().items() if not hasattr(route.callback, "verbs")} == NOT_REST
    declared = {
        (method, address): verb.needs
        for address, route in routes().items()
        for method, verb in getattr(route.callback, "verbs", {}).items()
        if method != "HEAD"
    }
    assert declared == REST


def test_every_field_of_graphql_declares_what_this_table_says() -> None:
    assert {name: scope for name, (scope, _) in GRAPHQL.items()} == SCOPES


def test_a_field_that_declares_nothing_stops_the_start() -> None:
    @strawberry.type
    class Forgotten:
        @strawberry.field(extensions=needing(READ))  # type: ignore[untyped-decorator]
        def declared(self) -> int:
            return 1

        @strawberry.field
        def undeclared(self) -> int:
            return 1

    with pytest.raises(TypeError, match="undeclared declares no scope"):
        scopes_of(Forgotten)


def test_a_verb_that_declares_nothing_stops_the_start() -> None:
    def undeclared(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(AttributeError, match="needs"):
        Endpoint(GET=undeclared)  # type: ignore[arg-type]


Owner = Callable[[Merchant], Merchant | None]


def who_may_pay() -> User:
    asha = operator_called("asha")
    paying_grants.grant(asha)
    return asha


OWNERS: dict[str, Owner] = {"a merchant's": lambda merchant: merchant, "an operator's": lambda _: None}
NEEDED = {(method, address): scope for (method, address), scope in REST.items() if scope}


INWARD_PAYMENT = {
    "reference": "X",
    "channel": "swift",
    "foreign_currency": "USD",
    "foreign_amount": "1.00",
    "gross_paise": 8312,
    "net_paise": 8312,
    "value_on": "2026-05-04",
    "remitter_name": "X",
    "remitter_country": "US",
    "purpose_code": "P0802",
    "nature": "services",
}

INWARD_INVOICE = {"number": "X", "issued_on": "2026-04-20", "buyer": "X", "buyer_country": "US", "currency": "USD"}
INWARD_INVOICE |= {"amount": "5.00", "nature": "services"}

QUIET_DAY = "Account,SIMB0000000001\nFrom,2026-04-01\nTo,2026-04-01\nOpening balance,0\nDate,Narration,Debit,Credit\n"
QUIET_DAY += "Closing balance,0\n"


def call(client: Client, merchant: Merchant, method: str, address: str) -> Any:
    payout = {"amount_paise": 5, "bank_account_id": str(account_of(merchant).id), "idempotency_key": str(uuid4())}
    adjustment = {"direction": "credit", "reason": "X"}
    batch = {"id": str(uuid4()), "name": "X", "rows": [payout]}
    webhook = {"url": "https://192.0.32.8/new", "event_types": ["PAYOUT_FAILED"]}
    body, content_type = (
        json.dumps(
            payout
            | {"payouts": [payout], "payout_ids": [A_UUID], "below_paise": 5, "policy": "strict"}
            | adjustment
            | batch
            | webhook
            | {"at_least_paise": 5, "at_most_paise": 5, "due_on": today().isoformat()}
            | {"kind": "orders_short"}
        ),
        "application/json",
    )
    if address.endswith("/inward_payments/"):
        body = json.dumps(INWARD_PAYMENT)
    if address.endswith("/inward_invoices/"):
        body = json.dumps(INWARD_INVOICE)
    if address.endswith("/payout_sheets/"):
        body, content_type = "Amount,Name\n1,X", "text/csv"
    if address.endswith("/operations/statements/"):
        body, content_type = QUIET_DAY, "text/csv"
    period = "?from=2026-04-01&to=2026-05-01"
    queries = {"/draft/": "?month=2026-10", "/operations/statements/": "?format=csv", "/statements/": period}
    queries |= {"/reconciliation/": period, "/lineage/": period, "/lineage/export/": period}
    query = next((asked for end, asked in queries.items() if address.endswith(end)), "")
    path = "/" + re.sub("<.*>", A_UUID, address) + query
    headers = {"X-Merchant-Id": str(merchant.id), "Idempotency-Key": str(uuid4())}
    return client.generic(method, path, body, content_type, headers=headers)


def others(scope: Scope, owner: Merchant | None) -> list[Scope]:
    """All scopes that this owner's key may have, except this one and one that holds it."""
    without = {scope, OPERATE} if owner or scope in {BENEFICIARIES, KEYS} else {scope}
    return [each for each in OF_KEYS if each not in without]


@pytest.mark.parametrize("owner", OWNERS.values(), ids=OWNERS)
@pytest.mark.parametrize(("method", "address"), NEEDED)
def test_a_key_without_a_verbs_scope_is_refused(merchant: Merchant, owner: Owner, method: str, address: str) -> None:
    scope = NEEDED[method, address]
    client = client_of(owner(merchant), *others(scope, owner(merchant)))
    for way in [method, "HEAD"] if method == "GET" else [method]:
        with no_row_changes():
            response = call(client, merchant, way, address)
        assert response.status_code == 403
        if way != "HEAD":
            words = "People decide about payouts: sign in. No API key has the scope approvals."
            words = words if scope is Scope.APPROVALS else f"This needs the scope {scope}."
            assert response.json() == {"error": "forbidden", "message": words}


@pytest.mark.parametrize(
    ("method", "address", "owner"),
    [
        pytest.param(*verb, make, id=f"{' '.join(verb)}, {owner} key")
        for verb, scope in NEEDED.items()
        for owner, make in OWNERS.items()
        if scope not in OF_PERSONS | {OPERATE} or (scope is OPERATE and owner == "an operator's")
    ],
)
def test_a_verbs_scope_is_all_that_a_key_needs(
    people: None, merchant: Merchant, owner: Owner, method: str, address: str
) -> None:
    scopes = {NEEDED[method, address]}
    if owner(merchant) is None and address == "api/v1/merchants/":
        scopes.add(OPERATE)  # needed for the list of all merchants
    with acting_as(who_may_pay()):  # adjustments ask for the user behind an operators' key
        client = client_of(owner(merchant), *scopes)
    response = call(client, merchant, method, address)
    created = method == "POST" and not address.endswith(
        ("/batch/", "/cancel/", "/preview/", "/plan/", "/policy/", "/payout_sheets/")
    )
    accepted = 202 if address.endswith(("/exports/", "/check/", "v1/statements/")) else 201
    assert response.status_code == (404 if "<" in address else accepted if created else 200)
    if address.endswith("/batch/"):
        assert response.json()["results"][0]["status"] == "created"


def a_webhook_of(merchant: Merchant) -> dict[str, Any]:
    """The ids of an endpoint and a message, or of none."""
    message = WebhookMessage.objects.filter(merchant=merchant).first()
    return {"$e": message.endpoint_id if message else uuid4(), "$w": message.webhook_id if message else "none"}


def ask(client: Client, merchant: Merchant, field: str, selection: str | None = None) -> Any:
    """Sends the field's document, if need be with another selection."""
    values = {"$m": merchant.id, "$a": account_of(merchant).id, "$k": uuid4()} | a_webhook_of(merchant)
    document = GRAPHQL[field][1]
    if selection is not None:
        document = f"{document[: document.index('})') + 2]} {selection} }}"
    return graphql(client, re.sub(r"\$\w", lambda name: f'"{values[name[0]]}"', document)).json()


@pytest.mark.parametrize("owner", OWNERS.values(), ids=OWNERS)
@pytest.mark.parametrize("field", GRAPHQL)
def test_a_key_without_a_fields_scope_is_refused(merchant: Merchant, owner: Owner, field: str) -> None:
    scope = GRAPHQL[field][0]
    client = client_of(owner(merchant), *others(scope, owner(merchant)))
    with no_row_changes():
        response = ask(client, merchant, field)
    [error] = response["errors"]
    assert (error["message"], error["extensions"]["code"]) == (f"This needs the scope {scope}.", "FORBIDDEN")
    assert not response["data"] or set(response["data"].values()) == {None}


@pytest.mark.parametrize(
    ("field", "owner"),
    [
        pytest.param(field, make, id=f"{field}, {owner} key")
        for field, (scope, _) in GRAPHQL.items()
        for owner, make in OWNERS.items()
        if scope not in OF_PERSONS | {OPERATE} or (scope in {KEYS, OPERATE} and owner == "an operator's")
    ],
)
def test_a_fields_scope_is_all_that_a_key_needs(people: None, merchant: Merchant, field: str, owner: Owner) -> None:
    scopes = {OPERATE if GRAPHQL[field][0] is KEYS else GRAPHQL[field][0]}  # which holds it
    if owner(merchant) is None and field == "merchants":
        scopes.add(OPERATE)  # needed for the list of all merchants
    with acting_as(who_may_pay()):  # adjustments ask for the user behind an operators' key
        client = client_of(owner(merchant), *scopes)
    if GRAPHQL[field][0] is WEBHOOKS:
        resent_webhook(merchant.id)
    response = ask(client, merchant, field)
    assert "errors" not in response, response


@pytest.mark.usefixtures("merchant")
def test_the_list_of_all_merchants_is_for_operators() -> None:
    reader = client_of(None, READ, PAYOUTS)
    assert reader.get("/api/v1/merchants/").json() == {
        "error": "forbidden",
        "message": "This needs the scope operate.",
    }
    [error] = graphql(reader, "{ merchants { totalCount } }").json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
