"""What a check of the rules leaves behind for a merchant."""

from server.integrity import runs
from server.integrity.models import IntegrityViolation, ProvenLedger
from server.merchants.models import Merchant


def violation_of(merchant: Merchant) -> IntegrityViolation:
    """As if a check had found one, and one before had proven the ledger's first entry."""
    ProvenLedger.objects.create(merchant=merchant, seq=1)
    run, _ = runs.ask()
    return IntegrityViolation.objects.create(
        run=run, merchant=merchant, rule="ledger.links", violations=1, samples=["2"]
    )
