"""The money in `/admin/`: the ledger, its adjustments, and the simulated bank's book. No money can be moved there."""

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.http import HttpRequest

from server.adjustments.models import Adjustment
from server.bank.models import BankReturn, BankSubmission, BankTransfer
from server.database.comparison import ComparisonForm
from server.ledger.models import LedgerEntry
from server.statements.models import DayStart, StatementIssue

from .dashboard_links import dashboard_link
from .read_only import ReadOnlyAdmin


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


@admin.register(DayStart)
class DayStartAdmin(ReadOnlyAdmin):
    noun = ("Start of a statement's day", "Starts of statements' days")
    list_display = ("merchant", "day", "seq", "kept_at")
    list_select_related = ("merchant",)
    search_fields = ("=merchant__id",)
    ordering = ("-id",)
    readonly_fields = ("id", "kept_at")


@admin.register(StatementIssue)
class StatementIssueAdmin(ReadOnlyAdmin):
    noun = ("Statement", "Statements")
    list_display = ("merchant", "starts_on", "ends_before", "form", "after_seq", "upto_seq", "size", "issued_at")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id")
    ordering = ("-id",)
    readonly_fields = ("id", "issued_at")


@admin.register(BankTransfer)
class BankTransferAdmin(ReadOnlyAdmin):
    list_display = ("reference", "amount", "state", "utr", "submissions", "reason", "paid_at")
    list_filter = ("state",)
    search_fields = ("=reference", "=utr")


@admin.register(BankSubmission)
class BankSubmissionAdmin(ReadOnlyAdmin):
    list_display = ("reference", "amount", "state", "told", "utr", "submissions", "unanswered", "reversed_at")
    list_filter = ("state", "told")
    search_fields = ("=reference", "=utr", "=bank_id")


@admin.register(BankReturn)
class BankReturnAdmin(ReadOnlyAdmin):
    list_display = ("number", "reference", "return_reference", "amount_paise", "reason", "value_on", "booked_at")
    search_fields = ("=return_reference", "=reference")
