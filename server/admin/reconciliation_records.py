"""The bank's statements, and what people have said of them."""

from django.contrib import admin

from server.reconciliation.models import (
    AcceptedException,
    BankStatement,
    BankStatementLine,
    ReconciliationLink,
    ReconciliationUnlink,
    StatementEntry,
)

from .read_only import ReadOnlyAdmin


@admin.register(BankStatement)
class BankStatementAdmin(ReadOnlyAdmin):
    noun = ("Bank's statement", "Bank's statements")
    list_display = ("our_account", "first_day", "last_day", "form", "lines", "imported_by", "imported_at")
    search_fields = ("=id", "=our_account")
    ordering = ("-id",)
    readonly_fields = ("id", "imported_at")


@admin.register(BankStatementLine)
class BankStatementLineAdmin(ReadOnlyAdmin):
    noun = ("Line of a bank's statement", "Lines of a bank's statements")
    list_display = ("booked_on", "amount", "utr", "narration", "counterparty", "our_account")
    search_fields = ("=id", "=utr", "=named_payout")
    ordering = ("-id",)
    readonly_fields = ("id",)


@admin.register(StatementEntry)
class StatementEntryAdmin(ReadOnlyAdmin):
    noun = ("Entry of a bank's statement", "Entries of a bank's statements")
    list_display = ("statement", "n", "line")
    list_select_related = ("statement", "line")
    search_fields = ("=statement__id", "=line__id")
    ordering = ("-id",)
    readonly_fields = ("id",)


@admin.register(ReconciliationLink)
class ReconciliationLinkAdmin(ReadOnlyAdmin):
    noun = ("Link of a bank's line", "Links of a bank's lines")
    list_display = ("line", "kind", "subject_id", "amount", "rule", "linked_by", "linked_at")
    list_select_related = ("line",)
    search_fields = ("=id", "=line__id", "=subject_id")
    ordering = ("-id",)
    readonly_fields = ("id", "linked_at")


@admin.register(ReconciliationUnlink)
class ReconciliationUnlinkAdmin(ReadOnlyAdmin):
    noun = ("Undone link", "Undone links")
    list_display = ("link", "remark", "unlinked_by", "unlinked_at")
    list_select_related = ("link",)
    search_fields = ("=link__line__id",)
    ordering = ("-link",)
    readonly_fields = ("unlinked_at",)


@admin.register(AcceptedException)
class AcceptedExceptionAdmin(ReadOnlyAdmin):
    noun = ("Accepted exception", "Accepted exceptions")
    list_display = ("kind", "subject", "amount", "remark", "accepted_by", "accepted_at")
    search_fields = ("=id", "=subject")
    ordering = ("-id",)
    readonly_fields = ("id", "accepted_at")
