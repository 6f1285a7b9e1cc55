"""The records that operators can search and read in `/admin/`. None can be changed there, and no money can be moved."""

from uuid import UUID

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest
from django.utils.html import format_html

from server.access.key_makers import describe, live_keys_made_by_key
from server.access.models import ApiKey, FailedSignIn, SecondFactor
from server.adjustments.models import Adjustment
from server.audit_log.models import AuditEvent
from server.bank.models import BankTransfer
from server.batches.models import PayoutBatch
from server.batches.progress import RowState, progress_of, rows_now
from server.database.comparison import ComparisonForm
from server.exports.models import ExportJob
from server.integrity.models import IntegrityRun
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.observability.models import WorkerHeartbeat
from server.payouts.details import PayoutDetails
from server.payouts.models import IdempotencyRecord, Payout, PayoutAttempt
from server.request_log.models import LoggedRequest

from .india import amount_text, time_text
from .read_only import ReadOnlyAdmin, ReadOnlyInline
from .users import OperatorsUserAdmin

REFUSALS_SHOWN = 50


def dashboard_link(merchant_id: UUID, place: str = "") -> str:
    """A link to the merchant, or to a place below it, in the dashboard."""
    return format_html('<a href="/m/{}{}">Open</a>', merchant_id, place)


admin.site.unregister((Group, User))
admin.site.register(User, OperatorsUserAdmin)


@admin.register(Merchant)
class MerchantAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "is_active", "created_at", "suspended_at", "dashboard")
    search_fields = ("=id", "name", "email")
    readonly_fields = ("id", "created_at", "suspended_at", "suspension_reason", "available", "held", "dashboard")

    @admin.display
    def dashboard(self, merchant: Merchant) -> str:
        return dashboard_link(merchant.id)

    @admin.display
    def available(self, merchant: Merchant) -> str:
        return amount_text(balance_of(merchant.id).available_paise)

    @admin.display
    def held(self, merchant: Merchant) -> str:
        return amount_text(balance_of(merchant.id).held_paise)


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnlyAdmin):
    list_display = (
        "account_number_masked",
        "ifsc_code",
        "merchant",
        "account_holder_name",
        "nickname",
        "group_name",
        "account_type",
        "is_primary",
        "is_verified",
        "retired_at",
    )
    list_select_related = ("merchant",)
    search_fields = ("=id", "ifsc_code", "merchant__name")
    readonly_fields = ("id", "account_number_masked", "created_at", "retired_at")


class DetailsInline(ReadOnlyInline):
    """The facts that the merchant gave it."""

    model = PayoutDetails
    fields = readonly_fields = ("reference", "narration", "purpose", "batch_id", "batch_row")


class AttemptInline(ReadOnlyInline):
    """The payout's calls to the bank, and the bank's replies."""

    model = PayoutAttempt
    fields = readonly_fields = ("number", "call", "answer", "reason", "started_at", "ended_at")
    ordering = ("started_at", "id")


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    # The amount and the status come first: at 1280 px the last columns are out of view.
    list_display = ("id", "amount", "status", "created_at", "merchant", "utr", "dashboard")
    list_filter = ("status", "needs_review")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=idempotency_key", "=bank_reference_id", "merchant__name")
    readonly_fields = (
        "id",
        "dashboard",
        "amount",
        "utr",
        "review",
        "created_at",
        "updated_at",
        "lease_expires_at",
        "last_answer",
        "receipt",
    )
    exclude = ("bank_reference_id", "needs_review")  # shown as UTR, and in words
    inlines = (DetailsInline, AttemptInline)

    @admin.display(description="UTR", ordering="bank_reference_id", empty_value="–")
    def utr(self, payout: Payout) -> str | None:
        return payout.bank_reference_id

    @admin.display(description="needs review")
    def review(self, payout: Payout) -> str:
        return "yes" if payout.needs_review else "no"

    @admin.display
    def dashboard(self, payout: Payout) -> str:
        return dashboard_link(payout.merchant_id, f"/payouts/{payout.id}")

    @admin.display(description="receipt, stored under the idempotency key")
    def receipt(self, payout: Payout) -> str | None:
        """Shown here, because Django's admin has no pages for a model whose key has two columns."""
        record = IdempotencyRecord.objects.filter(
            merchant_id=payout.merchant_id, key=payout.idempotency_key, payout=payout
        ).first()
        return f"{record.answer} (since {time_text(record.created_at)})" if record else None


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    noun = ("ledger entry", "ledger entries")
    list_display = (
        "seq",
        "amount",
        "entry_type",
        "created_at",
        "merchant",
        "reference",
        "description",
        "payout_id",
        "dashboard",
    )
    list_filter = ("entry_type",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=payout__id", "merchant__name")
    search_help_text = "The id of an entry or payout, a payment's reference in any form, a merchant's name."
    ordering = ("-created_at",)
    readonly_fields = ("id", "seq", "dashboard", "amount", "created_at")

    @admin.display
    def dashboard(self, entry: LedgerEntry) -> str:
        opened = f"?payout={entry.payout_id}" if entry.payout_id else ""
        return dashboard_link(entry.merchant_id, f"/ledger{opened}")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LedgerEntry], search_term: str
    ) -> tuple[QuerySet[LedgerEntry], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, may_repeat
        payments = LedgerEntry.objects.filter(reference__isnull=False).alias(form=ComparisonForm("reference"))
        same = payments.filter(form=ComparisonForm(Value(search_term)))
        return found | queryset.filter(pk__in=same.values("pk")), may_repeat


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    list_display = ("merchant", "amount", "direction", "status", "created_at", "proposed_by", "decided_by", "reason")
    list_filter = ("status", "direction")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=idempotency_key", "=entry__id", "merchant__name", "proposed_by", "decided_by")
    ordering = ("-created_at",)
    readonly_fields = ("id", "amount", "created_at")


@admin.register(PayoutBatch)
class PayoutBatchAdmin(ReadOnlyAdmin):
    list_display = ("name", "merchant", "row_count", "total", "created_at", "made_by_kind", "made_by_name", "dashboard")
    list_select_related = ("merchant",)
    search_fields = ("=id", "name", "merchant__name")
    ordering = ("-created_at",)
    readonly_fields = ("id", "total", "created_at", "dashboard", "rows_by_state", "refusals")
    exclude = ("total_paise",)

    @admin.display(ordering="total_paise")
    def total(self, batch: PayoutBatch) -> str:
        return amount_text(batch.total_paise)

    @admin.display
    def dashboard(self, batch: PayoutBatch) -> str:
        return dashboard_link(batch.merchant_id, f"/payouts/batches/{batch.id}")

    @admin.display
    def rows_by_state(self, batch: PayoutBatch) -> str:
        progress = progress_of([batch.id])[batch.id]
        return "\n".join(
            f"{tally.count} {state.value}: {amount_text(tally.sum_paise)}" for state, tally in progress.by_state.items()
        )

    @admin.display(description="rows that were refused")
    def refusals(self, batch: PayoutBatch) -> str:
        """Django's admin has no pages for a model whose key has two columns."""
        refused = rows_now(batch.id, first=REFUSALS_SHOWN, state=RowState.REFUSED)
        return "\n".join(f"{row.number}: {row.refusal.message}" for row in refused if row.refusal) or "none"


@admin.register(BankTransfer)
class BankTransferAdmin(ReadOnlyAdmin):
    list_display = ("reference", "amount", "state", "utr", "submissions", "reason", "paid_at")
    list_filter = ("state",)
    search_fields = ("=reference", "=utr")


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    noun = ("API key", "API keys")
    list_display = ("name", "prefix", "merchant", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at")
    list_filter = (("expires_at", admin.EmptyFieldListFilter),)  # to find those that never end
    list_select_related = ("merchant",)
    search_fields = ("=id", "=prefix", "name", "merchant__name")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "live_keys")

    @admin.display(description="Live API keys made by it")
    def live_keys(self, key: ApiKey) -> str:
        """Whoever has the key may have their secrets: `api_key revoke KEY --with-made` ends them too."""
        return "\n".join(map(describe, live_keys_made_by_key(key.pk))) or "none"


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "actor_kind", "actor_name", "merchant_id", "subject_id", "request_id")
    list_filter = ("action", "actor_kind")
    search_fields = ("=subject_id", "=actor_id", "actor_name", "action")
    search_help_text = "The id of a request, merchant, subject or actor; an actor's name; an action."
    ordering = ("-id",)
    readonly_fields = ("id", "at")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Searches ids by their indexes, which Django's own search does not use."""
        try:
            found = UUID(search_term.strip())
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        text = str(found)
        return queryset.filter(
            Q(request_id=found) | Q(subject_id=text) | Q(actor_id=text) | Q(merchant_id=found)
        ), False


@admin.register(IntegrityRun)
class IntegrityRunAdmin(ReadOnlyAdmin):
    list_display = ("asked_at", "asked_by", "started_at", "ended_at", "rules")
    search_fields = ("=id", "asked_by")
    ordering = ("-id",)
    readonly_fields = ("id", "asked_at")


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "started_at", "beat_at", "threads", "busy", "last_claim_at")
    search_fields = ("name",)
    ordering = ("-beat_at",)
    readonly_fields = ("started_at", "beat_at")


@admin.register(LoggedRequest)
class LoggedRequestAdmin(ReadOnlyAdmin):
    noun = ("logged request", "request log")
    list_display = ("at", "actor_name", "method", "path", "operation", "http_status", "error_code", "merchant_id")
    list_filter = ("outcome", "error_code")
    search_fields = ("=id", "=actor_id", "=merchant_id")
    ordering = ("-id",)
    readonly_fields = ("id",)


@admin.register(ExportJob)
class ExportJobAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "name", "merchant", "asked_by", "state", "rows_done", "rows", "size")
    list_filter = ("state",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "asked_by")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "touched_at")


@admin.register(FailedSignIn)
class FailedSignInAdmin(ReadOnlyAdmin):
    noun = ("failed sign-in", "failed sign-ins")
    list_display = ("at", "address")
    search_fields = ("=address",)
    ordering = ("-at",)
    exclude = ("account", "user")
    readonly_fields = ("at",)


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Without the secret and the hashes of the recovery codes."""

    list_display = ("user", "created_at", "recovery_codes_left")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    ordering = ("-created_at",)
    exclude = ("secret_encrypted", "last_used_step", "recovery_hashes")
    readonly_fields = ("id", "created_at", "recovery_codes_left")

    @admin.display
    def recovery_codes_left(self, factor: SecondFactor) -> int:
        return len(factor.recovery_hashes)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Superusers' changes here, which are to users only."""

    noun = ("change by a superuser", "changes by superusers")

    list_display = ("action_time", "user", "action_flag", "content_type", "object_repr", "change_message")
    list_select_related = ("user", "content_type")
    search_fields = ("=object_id", "object_repr", "user__username")
    ordering = ("-action_time",)
