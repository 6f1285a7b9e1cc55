"""What was charged for a payout, and which payout a fee's entry in the ledger belongs to: in a list's own statement."""

from django.db.models import Case, OuterRef, Subquery, UUIDField, When

from server.ledger.models import EntryType

from .models import FeeCharge, FeeRefund

# Of a list of payouts: what `charge_of` looks for.
WITH_FEES = "fee_charge__refund"
OF_FEES = (
    *("fee_charge__fee_paise", "fee_charge__igst_paise", "fee_charge__cgst_paise", "fee_charge__sgst_paise"),
    "fee_charge__refund__cause",
)


def fee_payout_column() -> Case:
    """Of a list of entries: the payout of those that are of a fee, which name none themselves."""
    owners = {
        EntryType.FEE_DEBIT: FeeCharge.objects.filter(fee_entry=OuterRef("pk")),
        EntryType.FEE_TAX_DEBIT: FeeCharge.objects.filter(tax_entry=OuterRef("pk")),
        EntryType.FEE_REFUND: FeeRefund.objects.filter(fee_entry=OuterRef("pk")),
        EntryType.FEE_TAX_REFUND: FeeRefund.objects.filter(tax_entry=OuterRef("pk")),
    }
    whens = [When(entry_type=kind, then=Subquery(owner.values("pk"))) for kind, owner in owners.items()]
    return Case(*whens, output_field=UUIDField(null=True))


def is_refunded(charge: FeeCharge) -> bool:
    try:
        return charge.refund is not None
    except FeeRefund.DoesNotExist:
        return False
