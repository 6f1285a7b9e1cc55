"""The operators' window: everything can be found and seen, nothing can be changed. Money moves by the verbs alone."""

from typing import Any

from django.contrib import admin

from server.bank.models import BankTransfer
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.money import format_inr
from server.payouts.models import Payout


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    show_full_result_count = False  # a count over the whole ledger, for a number nobody needs
    list_per_page = 50

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description="amount")
    def amount(self, row: Any) -> str:
        return ("−" if row.amount_paise < 0 else "") + format_inr(row.amount_paise)


@admin.register(Merchant)
class MerchantAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "is_active", "created_at")
    search_fields = ("=id", "name", "email")
    readonly_fields = ("id", "created_at", "available", "held")

    @admin.display
    def available(self, merchant: Merchant) -> str:
        return format_inr(balance_of(merchant.id).available_paise)

    @admin.display
    def held(self, merchant: Merchant) -> str:
        return format_inr(balance_of(merchant.id).held_paise)


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnlyAdmin):
    list_display = ("account_number_masked", "ifsc_code", "merchant", "account_type", "is_primary", "is_verified")
    list_select_related = ("merchant",)
    search_fields = ("=id", "ifsc_code", "merchant__name")
    readonly_fields = ("id", "account_number_masked", "created_at")


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    list_display = ("id", "merchant", "amount", "status", "attempt_count", "bank_reference_id", "created_at")
    list_filter = ("status",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=idempotency_key", "=bank_reference_id", "merchant__name")
    readonly_fields = ("id", "created_at", "updated_at", "lease_expires_at")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("merchant", "seq", "entry_type", "amount", "payout_id", "description", "created_at")
    list_filter = ("entry_type",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=payout__id", "=reference", "merchant__name")
    ordering = ("-created_at",)
    readonly_fields = ("id", "seq", "created_at")


@admin.register(BankTransfer)
class BankTransferAdmin(ReadOnlyAdmin):
    list_display = ("reference", "state", "amount", "utr", "submissions", "reason", "paid_at")
    list_filter = ("state",)
    search_fields = ("=reference", "=utr")
