"""The records of merchants and their money that operators can search and read in `/admin/`. None can be changed there,
and no money can be moved; `engine_records.py` has those of the engine itself."""

from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from django.utils.html import format_html

from server.adjustments.models import Adjustment
from server.approvals.models import Approval, ApprovalGate
from server.approvals.policies import policy_of
from server.bank.models import BankReturn, BankSubmission, BankTransfer
from server.batches.models import PayoutBatch
from server.batches.progress import RowState, progress_of, rows_now
from server.cooling_off.models import CooledPayout, CoolingOff
from server.database.comparison import ComparisonForm
from server.events.models import MerchantEvent
from server.fees.models import FeeCharge
from server.fees.reading import is_refunded
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.name_checks.models import AccountCheck
from server.payouts.details import PayoutDetails
from server.payouts.models import IdempotencyRecord, Payout, PayoutAttempt, PayoutCancellation
from server.payouts.return_facts import PayoutReturn

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


@admin.register(CooledPayout)
class CooledPayoutAdmin(ReadOnlyAdmin):
    list_display = ("payout_id", "merchant", "until", "asked_not_before")
    list_select_related = ("merchant",)
    search_fields = ("=payout__id", "=merchant__id")


@admin.register(AccountCheck)
class AccountCheckAdmin(ReadOnlyAdmin):
    list_display = ("checked_at", "bank_account", "merchant", "verdict", "score", "holder_name", "registered_name")
    list_filter = ("verdict", "method")
    list_select_related = ("merchant", "bank_account")
    search_fields = ("=id", "=bank_account__id", "=merchant__id")
    ordering = ("-checked_at",)
    readonly_fields = ("id", "checked_at")


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
    fields = readonly_fields = ("reference", "narration", "purpose", "batch_id", "batch_row", "rail", "rail_rules")


class CancellationInline(ReadOnlyInline):
    """That somebody asked to cancel it."""

    model = PayoutCancellation
    fields = readonly_fields = ("requested_at", "kind", "remark")


class GateInline(ReadOnlyInline):
    """That people have to approve it, or had to."""

    model = ApprovalGate
    fields = readonly_fields = (
        *("people", "approved", "sum_paise", "policy_version", "expires_at", "ended_at", "ending", "batch_id"),
        *("made_by_kind", "made_by_name", "decisions"),
    )

    @admin.display
    def decisions(self, gate: ApprovalGate) -> str | None:
        """Their key has two columns."""
        said = Approval.objects.filter(payout_id=gate.pk).order_by("decided_at")
        return "\n".join(f"{each} ({time_text(each.decided_at)}) {each.remark or ''}" for each in said) or None


class ReturnInline(ReadOnlyInline):
    """That its money came back after it had completed."""

    model = PayoutReturn
    fields = readonly_fields = ("returned_at", "return_reference", "reason", "value_on", "learned", "recorded_by")


class FeeInline(ReadOnlyInline):
    """What was charged for it."""

    model = FeeCharge
    fields = readonly_fields = (
        *("rail", "fee_paise", "igst_paise", "cgst_paise", "sgst_paise", "place_of_supply"),
        "given_back",
    )

    @admin.display(description="given back", boolean=True)
    def given_back(self, charge: FeeCharge) -> bool:
        return is_refunded(charge)


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
        "cancel_requested_at",
        "receipt",
        "side_events",
    )
    exclude = ("bank_reference_id", "needs_review")  # shown as UTR, and in words
    inlines = (DetailsInline, GateInline, FeeInline, CancellationInline, ReturnInline, AttemptInline)

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

    @admin.display(description="events, beside its ledger entries", empty_value="–")
    def side_events(self, payout: Payout) -> str | None:
        """Their key has three columns."""
        told = MerchantEvent.objects.filter(merchant_id=payout.merchant_id, subject_id=payout.pk)
        texts = [
            f"{event.ledger_seq}.{event.n} {event.kind} ({time_text(event.created_at)})"
            for event in told.order_by("ledger_seq", "n")
        ]
        return "\n".join(texts) or None


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


@admin.register(BankSubmission)
class BankSubmissionAdmin(ReadOnlyAdmin):
    list_display = ("reference", "amount", "state", "told", "utr", "submissions", "unanswered", "reversed_at")
    list_filter = ("state", "told")
    search_fields = ("=reference", "=utr", "=bank_id")


@admin.register(BankReturn)
class BankReturnAdmin(ReadOnlyAdmin):
    list_display = ("number", "reference", "return_reference", "amount_paise", "reason", "value_on", "booked_at")
    search_fields = ("=return_reference", "=reference")
