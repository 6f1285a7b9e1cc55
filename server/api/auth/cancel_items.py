"""Many payouts to cancel in one call, for both APIs: each id is read, and found among the caller's rows."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from server.access.callers import Caller
from server.api.http.errors import as_told
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, Refusal
from server.payouts import tasks
from server.payouts.cancelling import Cancelling, cancel_together
from server.payouts.creation import MOST_PAYOUTS
from server.payouts.models import Payout

from .tenant_scope import rows_of

NONE_SUCH = InvalidInput("No such payout.", "payout_id")


def cancel_each(
    caller: Caller, ids: Sequence[object], remark: str | None, *, of: UUID | None = None
) -> list[Cancelling | Refusal]:
    """One result per id, in order, as the caller may see it; the second of an id is a replay of the first. `of`: the
    only merchant that the call names. The payouts of each merchant are asked for in one transaction. Raises
    InvalidInput for no ids or too many, and Unavailable: sent again, the call goes on where it was."""
    if not 0 < len(ids) <= MOST_PAYOUTS:
        raise not_ids()
    read = [_read_or_refuse(each) for each in ids]
    payouts = rows_of(Payout, caller).filter(pk__in={each for each in read if isinstance(each, UUID)})
    merchants: dict[UUID, list[UUID]] = defaultdict(list)
    for payout_id, merchant_id in payouts.order_by().values_list("pk", "merchant_id"):
        if of in {None, merchant_id}:
            merchants[merchant_id].append(payout_id)
    found: dict[UUID, Cancelling | Refusal] = {}
    for merchant_id in sorted(merchants):
        found.update(cancel_together(merchant_id, merchants[merchant_id], remark))
    if any(isinstance(each, Cancelling) and each.is_new for each in found.values()):
        tasks.notify_workers()
    return [_take(each, found, caller) for each in read]


def not_ids() -> InvalidInput:
    return InvalidInput(f"payout_ids must be a list of 1 to {MOST_PAYOUTS:,} ids.", "payout_ids")


def _take(read: UUID | InvalidInput, found: dict[UUID, Cancelling | Refusal], caller: Caller) -> Cancelling | Refusal:
    result = found.get(read, NONE_SUCH) if isinstance(read, UUID) else read
    if isinstance(result, Cancelling):
        found[result.payout.id] = Cancelling(result.payout, is_new=False)
        return result
    return as_told(result, caller)


def _read_or_refuse(value: object) -> UUID | InvalidInput:
    try:
        return read_uuid(value, "payout_id")
    except InvalidInput as refusal:
        return refusal
