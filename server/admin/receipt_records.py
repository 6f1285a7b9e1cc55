"""Expected receipts and alerts in `/admin/`. None can be changed there."""

from django.contrib import admin

from server.alerts.models import Alert
from server.expected_receipts.models import ExpectedReceipt, ReceiptEnd

from .read_only import ReadOnlyAdmin


@admin.register(ExpectedReceipt)
class ExpectedReceiptAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "merchant", "payer", "reference", "at_least_paise", "at_most_paise", "due_on")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "=reference", "payer")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_seq", "created_at")


@admin.register(ReceiptEnd)
class ReceiptEndAdmin(ReadOnlyAdmin):
    noun = ("end of an expected receipt", "ends of expected receipts")
    list_display = ("ended_at", "merchant", "receipt", "entry")
    list_select_related = ("merchant", "receipt", "entry")
    search_fields = ("=receipt__id", "=merchant__id", "=entry__id")
    ordering = ("-ended_at",)
    readonly_fields = ("ended_at",)


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "merchant", "kind", "quiet_hours", "since", "told_at", "deleted_at")
    list_filter = ("kind",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "since", "is_untold", "told_at", "told_through")
