"""The GraphQL schema: `manage.py export_schema server.api.graphql.schema:schema --path schema.graphql`."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from django.conf import settings
from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationType, execute_sync
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from server.access.callers import Scope
from server.api.http.errors import MethodNotAllowed
from server.api.http.request_log import DOCUMENT
from server.errors import Refusal

from .adjustments import AdjustmentMutation, AdjustmentQuery
from .alerts import AlertMutation, AlertQuery
from .api_keys import ApiKeyMutation, ApiKeyQuery
from .approvals import ApprovalMutation, ApprovalQuery
from .attention import AttentionQuery
from .audit_events import AuditEventQuery
from .balance_explanations import BalanceExplanationQuery
from .balance_monitors import BalanceMonitorMutation, BalanceMonitorQuery
from .balances import BalanceQuery
from .bank_account_changes import BankAccountChangeMutation
from .bank_accounts import BankAccountMutation
from .beneficiaries import BeneficiaryMutation, BeneficiaryQuery
from .cancelling import CancellingMutation, NotPossibleNowHandler
from .context import RequestContext
from .cooling_off import CoolingOffMutation
from .engine_info import EngineQuery
from .errors import EXCEPTION_HANDLERS
from .events import EventQuery, EventSubscription
from .expected_receipts import ExpectedReceiptMutation, ExpectedReceiptQuery
from .fees import FeeMutation, FeeQuery
from .forgotten_keys import IdempotencyKeyForgottenHandler
from .health import HealthQuery
from .ifsc import IfscQuery
from .integrity import IntegrityMutation, IntegrityQuery
from .inward_documents import InwardDocumentMutation
from .inward_invoices import InwardInvoiceMutation, InwardInvoiceQuery
from .inward_payments import InwardPaymentMutation, InwardPaymentQuery
from .inward_reversals import InwardReversalMutation
from .ledger import LedgerQuery
from .lineage import LineageQuery
from .merchant_changes import MerchantChangeMutation
from .merchants import MerchantMutation, MerchantQuery
from .name_checks import NameCheckMutation
from .node_lookup import NodeQuery
from .payments import PaymentMutation
from .payout_batches import PayoutBatchMutation, PayoutBatchQuery
from .payout_creation import PayoutMutation
from .payout_orders import PayoutOrderMutation, PayoutOrderQuery
from .payout_previews import PayoutPreviewQuery
from .payout_returns import PayoutReturnMutation
from .payouts import PayoutQuery
from .permissions import scopes_of
from .rails import RailQuery
from .reconciliation import ReconciliationMutation, ReconciliationQuery
from .request_log import RequestLogQuery
from .review import ReviewMutation
from .runtime.deadline import sql_deadline
from .runtime.document_cache import document_of
from .runtime.executor import SyncExecutor
from .runtime.list_lengths import require_lengths
from .runtime.secret_inputs import hide_values
from .scalars import PAISE, STRICT_DAY, STRICT_TIME, STRICT_UUID, Paise
from .team import TeamMutation, TeamQuery
from .viewer import ViewerQuery
from .webhooks import WebhookMutation, WebhookQuery


class Schema(strawberry.Schema):
    def run(
        self,
        text: str,
        variables: dict[str, Any] | None,
        operation: str | None,
        context: RequestContext,
        *,
        spend: Callable[[int], None],
        reads_only: bool = False,
    ) -> ExecutionResult:
        """`spend` takes the call's cost, before the document is validated; it may raise, and is not called for a text
        that is no document. Raises InvalidInput if the document does not say which of its operations is meant, and
        MethodNotAllowed if that is no query but `reads_only` is true.

        Replaces Strawberry's `execute_sync`, which costs a mutation half a millisecond: it enters four contexts for its
        extensions, hashes the whole document to find it in its cache, and calls an extension for every field. Their
        work is done in `runtime/document_cache.py`, once per document.
        """
        result = self._execute(text, variables, operation, context, spend, reads_only=reads_only)
        hide_values(self._schema, text, result.errors or [])
        return result

    def _execute(
        self,
        text: str,
        variables: dict[str, Any] | None,
        operation: str | None,
        context: RequestContext,
        spend: Callable[[int], None],
        *,
        reads_only: bool,
    ) -> ExecutionResult:
        try:
            document = document_of(self._schema, text, introspection=settings.PAYOUT_PLAYGROUND)
            context.request.META[DOCUMENT] = document, operation, variables or {}
            spend(document.cost(operation, variables or {}))
            if document.errors:
                return ExecutionResult(data=None, errors=list(document.errors))
            kind = document.choose(operation)
            if reads_only and kind is not OperationType.QUERY:
                raise MethodNotAllowed(["OPTIONS", "POST"], "Only a query may be sent by GET. Send this by POST.")
            with nullcontext() if kind is OperationType.MUTATION else sql_deadline():
                return self.execute_document(document.parsed, variables, operation, context)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        except Refusal:
            raise
        except Exception as error:  # Python gave up on the depth or size of the document or its variables
            return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])

    def execute_document(
        self,
        document: DocumentNode,
        variables: dict[str, Any] | None,
        operation: str | None,
        context: RequestContext,
        root: object = None,
    ) -> ExecutionResult:
        """`root` is a subscription's event."""
        return execute_sync(
            self._schema,
            document,
            root,
            variable_values=variables,
            operation_name=operation,
            context_value=context,
            executor_class=SyncExecutor,
            hide_suggestions=not settings.PAYOUT_PLAYGROUND,
        )


# The order of the types is the order of their fields in schema.graphql.
QUERY = merge_types(
    "Query",
    (
        MerchantQuery,
        BalanceQuery,
        BalanceExplanationQuery,
        ApprovalQuery,
        BalanceMonitorQuery,
        PayoutQuery,
        PayoutOrderQuery,
        ExpectedReceiptQuery,
        AlertQuery,
        PayoutBatchQuery,
        PayoutPreviewQuery,
        RailQuery,
        LedgerQuery,
        LineageQuery,
        InwardPaymentQuery,
        InwardInvoiceQuery,
        EventQuery,
        ViewerQuery,
        EngineQuery,
        FeeQuery,
        ApiKeyQuery,
        IfscQuery,
        AdjustmentQuery,
        AttentionQuery,
        AuditEventQuery,
        BeneficiaryQuery,
        HealthQuery,
        IntegrityQuery,
        ReconciliationQuery,
        RequestLogQuery,
        WebhookQuery,
        TeamQuery,
        NodeQuery,
    ),
)
MUTATION = merge_types(
    "Mutation",
    (
        PayoutMutation,
        ApprovalMutation,
        BalanceMonitorMutation,
        CancellingMutation,
        PayoutReturnMutation,
        PayoutOrderMutation,
        ExpectedReceiptMutation,
        AlertMutation,
        FeeMutation,
        PayoutBatchMutation,
        MerchantMutation,
        BankAccountMutation,
        PaymentMutation,
        InwardPaymentMutation,
        InwardReversalMutation,
        InwardDocumentMutation,
        InwardInvoiceMutation,
        ReviewMutation,
        ApiKeyMutation,
        MerchantChangeMutation,
        CoolingOffMutation,
        BankAccountChangeMutation,
        NameCheckMutation,
        AdjustmentMutation,
        BeneficiaryMutation,
        IntegrityMutation,
        ReconciliationMutation,
        WebhookMutation,
        TeamMutation,
    ),
)
SUBSCRIPTION = merge_types("Subscription", (EventSubscription,))
SCOPES: dict[str, Scope] = scopes_of(QUERY, MUTATION, SUBSCRIPTION)  # raises TypeError for a field that declares none

schema = Schema(
    query=QUERY,
    mutation=MUTATION,
    subscription=SUBSCRIPTION,
    exception_handlers=[*EXCEPTION_HANDLERS, IdempotencyKeyForgottenHandler(), NotPossibleNowHandler()],
    config=StrawberryConfig(scalar_map={Paise: PAISE, UUID: STRICT_UUID, datetime: STRICT_TIME, date: STRICT_DAY}),
)
require_lengths(schema._schema)
