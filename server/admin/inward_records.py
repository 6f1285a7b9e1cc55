"""Payments from abroad in `/admin/`. None can be changed there."""

from django.contrib import admin

from server.inward_payments.invoices import Invoice, InvoiceMatch, InvoiceUnmatch
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import InwardDocument
from server.inward_payments.reversals import InwardReversal

from .read_only import ReadOnlyAdmin


@admin.register(InwardPayment)
class InwardPaymentAdmin(ReadOnlyAdmin):
    noun = ("payment from abroad", "payments from abroad")
    list_display = ("value_on", "merchant", "foreign_currency", "foreign_minor", "rate", "net_paise", "remitter_name")
    list_filter = ("channel", "nature", "foreign_currency")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "=entry__reference", "remitter_name")
    ordering = ("-recorded_at",)
    readonly_fields = ("id", "seq", "recorded_at")


@admin.register(InwardReversal)
class InwardReversalAdmin(ReadOnlyAdmin):
    noun = ("reversal of a payment from abroad", "reversals of payments from abroad")
    list_display = ("reversed_at", "merchant", "inward_payment", "amount_paise", "reason", "recorded_by")
    list_select_related = ("merchant", "inward_payment")
    search_fields = ("=inward_payment__id", "=merchant__id", "=inward_payment__entry__reference")
    ordering = ("-reversed_at",)
    readonly_fields = ("reversed_at",)


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    noun = ("invoice to abroad", "invoices to abroad")
    list_display = ("issued_on", "merchant", "number", "buyer", "currency", "minor")
    list_filter = ("nature", "currency")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "number", "buyer")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at")


@admin.register(InvoiceMatch)
class InvoiceMatchAdmin(ReadOnlyAdmin):
    noun = ("match of an invoice", "matches of invoices")
    list_display = ("matched_at", "merchant", "invoice", "inward_payment", "invoice_minor", "inward_minor")
    list_select_related = ("merchant", "invoice", "inward_payment")
    search_fields = ("=id", "=merchant__id", "=invoice__id", "=inward_payment__id")
    ordering = ("-matched_at",)
    readonly_fields = ("id", "matched_at")


@admin.register(InvoiceUnmatch)
class InvoiceUnmatchAdmin(ReadOnlyAdmin):
    noun = ("match taken back", "matches taken back")
    list_display = ("unmatched_at", "merchant", "match")
    list_select_related = ("merchant", "match")
    search_fields = ("=match__id", "=merchant__id")
    ordering = ("-unmatched_at",)
    readonly_fields = ("unmatched_at",)


@admin.register(InwardDocument)
class InwardDocumentAdmin(ReadOnlyAdmin):
    noun = ("paper of a payment from abroad", "papers of payments from abroad")
    list_display = ("added_at", "merchant", "kind", "number", "issuer", "issued_on")
    list_filter = ("kind",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "=inward_payment__id", "number")
    ordering = ("-added_at",)
    readonly_fields = ("id", "added_at")
