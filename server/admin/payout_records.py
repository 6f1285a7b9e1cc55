"""The payouts and their batches in `/admin/`, each with what people and the bank did about it."""

from django.contrib import admin

from server.approvals.models import Approval, ApprovalGate
from server.batches.models import PayoutBatch
from server.batches.progress import RowState, progress_of, rows_now
from server.cooling_off.models import CooledPayout
from server.events.models import MerchantEvent
from server.fees.models import FeeCharge
from server.fees.reading import is_refunded
from server.payout_orders.models import PayoutOrder, PayoutOrderBook
from server.payouts.details import PayoutDetails
from server.payouts.models import IdempotencyRecord, Payout, PayoutAttempt, PayoutCancellation
from server.payouts.return_facts import PayoutReturn

from .dashboard_links import dashboard_link
from .india import amount_text, time_text
from .read_only import ReadOnlyAdmin, ReadOnlyInline

REFUSALS_SHOWN = 50


class DetailsInline(ReadOnlyInline):
    """The facts that the merchant gave it."""

    model = PayoutDetails
    fields = readonly_fields = (
        *("reference", "client_reference", "narration", "purpose", "batch_id", "batch_row", "rail", "rail_rules"),
    )


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


@admin.register(CooledPayout)
class CooledPayoutAdmin(ReadOnlyAdmin):
    list_display = ("payout_id", "merchant", "until", "asked_not_before")
    list_select_related = ("merchant",)
    search_fields = ("=payout__id", "=merchant__id")


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


@admin.register(PayoutOrder)
class PayoutOrderAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "merchant", "seq", "amount_paise", "state", "not_before", "expires_at", "ended_at")
    list_select_related = ("merchant",)
    list_filter = ("state",)
    search_fields = ("=id", "=merchant__id", "=idempotency_key")
    ordering = ("-created_at",)
    readonly_fields = ("id", "seq", "state", "payout", "refused_because", "created_at", "ended_at")


@admin.register(PayoutOrderBook)
class PayoutOrderBookAdmin(ReadOnlyAdmin):
    list_display = ("merchant", "policy", "waiting", "waiting_paise", "last_seq")
    list_select_related = ("merchant",)
    search_fields = ("=merchant__id",)
    ordering = ("merchant",)
    readonly_fields = ("last_seq", "waiting", "waiting_paise")
