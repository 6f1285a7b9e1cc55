"""An idempotency key's guarantees. Each rule yields a line per item: a violation, or empty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.torture.evidence import Evidence
from tests.torture.history import Api, CancelReply, PayoutRequested, Requested, RequestOutcome, content_of_receipt


def a_key_creates_once(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        made = [payout.id for payout in evidence.made_by(key)]
        created = sum(one.reply.outcome is RequestOutcome.CREATED for one in asked)
        if len(made) > 1:
            yield f"key {key[1]} made {len(made)} payouts: {', '.join(made)}"
        elif created > 1:
            yield f"key {key[1]} was answered {created} times as created"
        else:
            yield ""


def receipts_of_a_key_are_the_same(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        receipts = {api: {one.reply.receipt for one in acknowledged(asked) if one.api is api} for api in Api}
        for api, different in receipts.items():
            if len(different) > 1:
                yield f"key {key[1]} has {len(different)} receipts in {api}: {sorted(different)}"
                break
        else:
            promises = {content_of_receipt(one) for one in acknowledged(asked)}
            yield f"key {key[1]} was promised two things: {promises}" if len(promises) > 1 else ""


def receipts_say_what_was_asked(evidence: Evidence) -> Iterator[str]:
    for one in acknowledged(evidence.history.payouts):
        if not (promise := content_of_receipt(one)):
            yield f"key {one.key}: a receipt that cannot be read: {one.reply.receipt!r}"
            continue
        said = (promise.key, promise.account, promise.paise, promise.status)
        wanted = (one.key, one.account, one.paise, "pending")
        yield "" if said == wanted else f"key {one.key} asked for {wanted} and was promised {said}"


def no_replay_ends_before_its_creation_begins(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        created = [one for one in asked if one.reply.outcome is RequestOutcome.CREATED]
        for replay in asked:
            if replay.reply.outcome is not RequestOutcome.REPLAYED:
                continue
            # If no client received 201, a request whose response was lost has created it.
            makers = created or [
                one for one in asked if one.reply.outcome is RequestOutcome.UNKNOWN and _alike(one, replay)
            ]
            if any(one.begun < replay.ended for one in makers):
                yield ""
            else:
                yield f"key {key[1]}: a replay ended at {replay.ended:.3f}, before anything that could have created it"


def conflicts_are_with_another_request(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        for one in asked:
            if one.reply.outcome is not RequestOutcome.CONFLICT:
                continue
            made = evidence.made_by(key)
            makers = {(other.account, other.paise) for other in asked if other.begun < one.ended and may_create(other)}
            if not made:
                yield f"key {key[1]}: a conflict with a payout that does not exist"
            elif (one.account, one.paise) == (made[0].account, made[0].paise):
                yield f"key {key[1]}: a conflict with the very same request ({one.paise} paise)"
            elif (made[0].account, made[0].paise) not in makers:
                yield f"key {key[1]}: a conflict with a request that had not been sent yet"
            else:
                yield ""


def what_was_refused_did_not_happen(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        if not any(may_create(one) for one in asked):
            made = evidence.made_by(key)
            yield f"key {key[1]} was only ever refused or cut short, and made payout {made[0].id}" if made else ""


def what_was_accepted_is_not_refused_later(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        told = min((one.ended for one in acknowledged(asked)), default=None)
        for one in asked if told is not None else ():
            if one.reply.outcome in {RequestOutcome.SHORT, RequestOutcome.LATE}:
                later = told is not None and one.begun > told
                yield f"key {key[1]}: refused ({one.reply.outcome}) after it was accepted" if later else ""


def what_was_acknowledged_exists_once(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.keys.items():
        for promise in {content_of_receipt(one) for one in acknowledged(asked)} - {None}:
            assert promise
            made = evidence.payouts_by_id.get(promise.id, [])
            wanted = (*key, promise.account, promise.paise)
            if [(one.merchant, one.key, one.account, one.paise) for one in made] == [wanted]:
                yield ""
            else:
                yield f"key {key[1]} was promised {promise.id} of {promise.paise} paise; there is {made or 'none'}"


def every_payout_was_asked_for(evidence: Evidence) -> Iterator[str]:
    for payout in evidence.snapshot.payouts:
        key = (payout.merchant, payout.key)
        asked = [*evidence.keys.get(key, ()), *evidence.orders.get(key, ())]
        wanted = any(may_create(one) and (one.account, one.paise) == (payout.account, payout.paise) for one in asked)
        yield "" if wanted else f"payout {payout.id} of {payout.paise} paise (key {payout.key}) was asked for by nobody"


def every_promise_is_kept(evidence: Evidence) -> Iterator[str]:
    """Every acknowledged key was sent once more after the healing."""
    for key, asked in evidence.keys.items():
        if any(acknowledged(one for one in asked if not one.closing)):
            closing = [one.reply.outcome for one in asked if one.closing]
            kept = closing and all(outcome is RequestOutcome.REPLAYED for outcome in closing)
            yield "" if kept else f"key {key[1]} was acknowledged; sent again in the end: {closing or 'never'}"


def no_payout_goes_backwards(evidence: Evidence) -> Iterator[str]:
    order = {"pending": 0, "processing": 1, "completed": 2, "failed": 2}
    reads = defaultdict(list)
    for read in evidence.history.statuses:
        reads[read.payout].append(read)
    for payout, seen in reads.items():
        ends = [(one.status, one.utr) for one in evidence.payouts_by_id.get(payout, [])]
        for read in seen:
            furthest = max((order[one.status] for one in seen if one.ended < read.begun), default=0)
            if order[read.status] < furthest:
                yield f"payout {payout} was {read.status} after it had been further"
            elif order[read.status] == 2 and ends != [(read.status, read.utr)]:
                yield f"payout {payout} was seen {read.status} ({read.utr}), and ended as {ends}"
            else:
                yield ""


def every_payout_ends_as_its_account_says(evidence: Evidence) -> Iterator[str]:
    for payout in evidence.snapshot.payouts:
        if payout.status not in {"completed", "failed"}:
            yield f"payout {payout.id} is stuck: {payout.status}"
        elif payout.id in evidence.snapshot.cancelled and payout.status == "failed":
            yield ""
        elif payout.status != evidence.snapshot.endings.get(payout.account, payout.status):
            yield f"payout {payout.id} is {payout.status}, to an account whose payouts end otherwise"
        else:
            yield ""


def a_cancellation_is_as_it_was_answered(evidence: Evidence) -> Iterator[str]:
    ends = {payout.id: payout.status for payout in evidence.snapshot.payouts}
    asked = {one.payout for one in evidence.history.cancellations if one.reply is not CancelReply.TOO_LATE}
    for one in evidence.history.cancellations:
        match one.reply:
            case CancelReply.REQUESTED if one.payout not in evidence.snapshot.cancelled:
                yield f"the cancellation of payout {one.payout} was acknowledged, and is gone"
            case CancelReply.TOO_LATE if one.status != ends.get(one.payout):
                yield f"payout {one.payout} was too late to cancel, as {one.status}, and is {ends.get(one.payout)}"
            case _:
                yield ""
    for payout in evidence.snapshot.cancelled - asked:
        yield f"payout {payout} is to be cancelled, and nobody asked"


def the_bank_paid_what_completed_once(evidence: Evidence) -> Iterator[str]:
    paid = [one for one in evidence.snapshot.transfers if one.state == "paid"]
    owed = {f"payout-{one.id}": (one.paise, one.utr) for one in evidence.snapshot.payouts if one.status == "completed"}
    for one in paid:
        if owed.pop(one.reference, None) != (one.paise, one.utr):
            yield f"the bank paid {one.reference}, {one.paise} paise: no completed payout, or a second time"
        else:
            yield ""
    for reference in owed:
        yield f"{reference} is completed, and the bank has not paid it"
    if len({one.utr for one in paid}) < len(paid):
        yield "two payments of the bank have one UTR"


def money_comes_back_once(evidence: Evidence) -> Iterator[str]:
    back = defaultdict(list)
    for merchant in evidence.snapshot.ledgers:
        for entry in evidence.ledger(merchant).entries:
            if entry.kind == "payout_returned":
                back[entry.payout].append(entry.paise)
    for payout in evidence.snapshot.payouts:
        returns = payout.status == "completed" and payout.account in evidence.snapshot.returning
        was, must = back.pop(payout.id, []), [payout.paise] if returns else []
        yield "" if was == must else f"payout {payout.id}: {was} came back, and the bank gave back {must}"
    for payout_id in back:
        yield f"{payout_id or 'an entry of no payout'} came back, and was never paid"


def acknowledged(asked: Iterable[PayoutRequested]) -> Iterator[PayoutRequested]:
    return (one for one in asked if one.accepted)


def _alike(one: PayoutRequested, other: PayoutRequested) -> bool:
    return (one.account, one.paise) == (other.account, other.paise)


def may_create(one: Requested) -> bool:
    return one.accepted or one.reply.outcome is RequestOutcome.UNKNOWN


KEY_RULES = {
    "a key creates one payout at most, and is answered 201 once at most": a_key_creates_once,
    "all receipts of a key are the same, those of REST to the byte": receipts_of_a_key_are_the_same,
    "a receipt promises what was asked": receipts_say_what_was_asked,
    "no replay ends before its creation begins": no_replay_ends_before_its_creation_begins,
    "a conflict is with another amount or account, sent before": conflicts_are_with_another_request,
    "what was only refused or cut short did not happen": what_was_refused_did_not_happen,
    "what was accepted is not refused later": what_was_accepted_is_not_refused_later,
    "what was acknowledged exists exactly once, with its amount and account": what_was_acknowledged_exists_once,
    "every payout was asked for": every_payout_was_asked_for,
    "every acknowledged key replays in the end": every_promise_is_kept,
    "a payout only moves forward, and its end is final": no_payout_goes_backwards,
    "nothing is stuck, and every payout ends as its bank account says": every_payout_ends_as_its_account_says,
    "a cancellation is as it was answered, and nobody else's": a_cancellation_is_as_it_was_answered,
    "the bank paid each completed payout once, and nothing else": the_bank_paid_what_completed_once,
    "what the bank gave back is in the ledger once, whole": money_comes_back_once,
}
