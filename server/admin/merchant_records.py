"""The merchants, their accounts and their rules in `/admin/`, and who signs in there."""

from django.contrib import admin
from django.contrib.auth.models import Group, User

from server.approvals.policies import policy_of
from server.balance_monitors.models import BalanceMonitor
from server.cooling_off.models import CoolingOff
from server.fees.models import FeePlan, TaxProfile
from server.ledger.balance import balance_of
from server.merchants.models import BankAccount, Merchant
from server.name_checks.models import AccountCheck

from .dashboard_links import dashboard_link
from .india import amount_text
from .read_only import ReadOnlyAdmin
from .users import OperatorsUserAdmin

admin.site.unregister((Group, User))
admin.site.register(User, OperatorsUserAdmin)


@admin.register(Merchant)
class MerchantAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "is_active", "created_at", "suspended_at", "dashboard")
    search_fields = ("=id", "name", "email")
    readonly_fields = (
        "id",
        "created_at",
        "suspended_at",
        "suspension_reason",
        "available",
        "held",
        "approvals",
        "dashboard",
    )

    @admin.display
    def dashboard(self, merchant: Merchant) -> str:
        return dashboard_link(merchant.id)

    @admin.display
    def available(self, merchant: Merchant) -> str:
        return amount_text(balance_of(merchant.id).available_paise)

    @admin.display
    def held(self, merchant: Merchant) -> str:
        return amount_text(balance_of(merchant.id).held_paise)

    @admin.display(description="approvals needed")
    def approvals(self, merchant: Merchant) -> str:
        return policy_of(merchant.id).in_words()


@admin.register(CoolingOff)
class CoolingOffAdmin(ReadOnlyAdmin):
    list_display = ("merchant", "hours")
    list_select_related = ("merchant",)
    search_fields = ("=merchant__id", "merchant__name")


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


@admin.register(AccountCheck)
class AccountCheckAdmin(ReadOnlyAdmin):
    list_display = ("checked_at", "bank_account", "merchant", "verdict", "score", "holder_name", "registered_name")
    list_filter = ("verdict", "method")
    list_select_related = ("merchant", "bank_account")
    search_fields = ("=id", "=bank_account__id", "=merchant__id")
    ordering = ("-checked_at",)
    readonly_fields = ("id", "checked_at")


@admin.register(FeePlan)
class FeePlanAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "merchant", "version", "gst_bp", "supplier_state", "follows_default")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id")
    ordering = ("-started_at",)
    readonly_fields = ("id", "started_at", "after_seq")


@admin.register(TaxProfile)
class TaxProfileAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "merchant", "version", "gstin", "state_code")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "=gstin")
    ordering = ("-started_at",)
    readonly_fields = ("id", "started_at")


@admin.register(BalanceMonitor)
class BalanceMonitorAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "merchant", "below_paise", "quiet_hours", "low_since", "told_at", "deleted_at")
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "checked_seq", "low_since", "is_untold", "lowest_paise", "told_at")
