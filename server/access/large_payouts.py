"""Above a merchant's amount a person who makes payouts shows the second factor again. A key is never asked.

The sum of one call counts: it bounds what a stolen session pays in one go, not what it pays in many (approvals look at
the sum to an account). A call that replays a known key is asked too: nobody knows it for one before.
"""

from uuid import UUID

from server.merchants.second_factor_limit import limit_of

from .callers import Caller
from .recent_proof import require_second_factor


def require_for_paying(caller: Caller, merchant_id: UUID, paise: int) -> None:
    """Before anything is made. An unknown merchant is refused later. Raises ProofDue, SecondFactorNeeded."""
    if caller.kind != "person":
        return
    limit = limit_of(merchant_id)
    if limit is not None and paise > limit:
        require_second_factor(caller)
