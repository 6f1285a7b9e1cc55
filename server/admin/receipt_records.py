"""Expected receipts in `/admin/`. None can be changed there."""

from django.contrib import admin

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
