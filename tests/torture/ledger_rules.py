"""A merchant's reads: each response is true for a prefix of the final ledger."""

from bisect import bisect_right
from collections.abc import Iterator

from tests.torture.evidence import Evidence, KnownLength
from tests.torture.history import RequestOutcome


def a_balance_is_a_prefix(evidence: Evidence) -> Iterator[str]:
    for read in evidence.history.balances:
        ledger = evidence.ledger(read.merchant)
        if not 0 <= read.sequence <= len(ledger.entries):
            yield f"a balance of {read.merchant} at entry {read.sequence} of {len(ledger.entries)}"
        elif (read.available, read.held) != ledger.sums[read.sequence] or read.total != read.available + read.held:
            seen = (read.available, read.held, read.total)
            yield f"a balance of {read.merchant} at entry {read.sequence}: {seen}, but {ledger.sums[read.sequence]}"
        elif ledger.torn(read.sequence):
            yield f"a balance of {read.merchant} at entry {read.sequence}, in the middle of a transaction"
        else:
            yield ""


def reads_never_go_back(evidence: Evidence) -> Iterator[str]:
    seen = _sightings(evidence)
    for merchant, sightings in seen.items():
        known = KnownLength((ended, sequence) for _, ended, sequence in sightings)
        for begun, _, sequence in sightings:
            least = known.before(begun)
            yield "" if sequence >= least else f"{merchant} was at entry {sequence} after it had been at {least}"


def reads_include_what_was_acknowledged(evidence: Evidence) -> Iterator[str]:
    for merchant, sightings in _sightings(evidence).items():
        written = evidence.ledger(merchant).written
        for begun, _, sequence in sightings:
            least = written.before(begun)
            missing = f"{merchant} was at entry {sequence}, and entry {least} had been acknowledged"
            yield "" if sequence >= least else missing


def reads_include_nothing_to_come(evidence: Evidence) -> Iterator[str]:
    for merchant, sightings in _sightings(evidence).items():
        earliest = evidence.ledger(merchant).earliest
        for _, ended, sequence in sightings:
            early = sequence < len(earliest) and ended < earliest[sequence]
            yield f"{merchant} was at entry {sequence} before anybody had asked for it" if early else ""


def nothing_is_ever_negative(evidence: Evidence) -> Iterator[str]:
    for merchant in evidence.snapshot.ledgers:
        for number, sums in enumerate(evidence.ledger(merchant).sums):
            yield f"{merchant} had {sums} after entry {number}" if min(sums) < 0 else ""
    for read in evidence.history.balances:
        negative = min(read.available, read.held, read.total) < 0
        yield f"a balance of {read.merchant} was read as negative: {read}" if negative else ""


def a_shortage_is_real(evidence: Evidence) -> Iterator[str]:
    """The refusal names a balance that was too low, and was true at a moment between request and response."""
    for one in evidence.history.payouts:
        if one.reply.outcome is not RequestOutcome.SHORT:
            continue
        ledger = evidence.ledger(one.merchant)
        moments = range(ledger.written.before(one.begun), bisect_right(ledger.earliest, one.ended))
        if one.reply.available >= one.paise:
            yield f"key {one.key}: {one.paise} paise refused, though there were {one.reply.available}"
        elif not any(ledger.sums[number].available == one.reply.available for number in moments):
            yield f"key {one.key}: refused at {one.reply.available} paise, which was not the balance then"
        else:
            yield ""


def a_page_of_the_ledger_is_a_piece_of_it(evidence: Evidence) -> Iterator[str]:
    for read in evidence.history.ledgers:
        ledger = evidence.ledger(read.merchant)
        numbers = [ledger.number.get(row.id, 0) for row in read.rows]
        if numbers != list(range(numbers[0], numbers[0] - len(numbers), -1) if numbers else []):
            yield f"a page of {read.merchant}'s ledger with entries {numbers}"
            continue
        for row, number in zip(read.rows, numbers, strict=True):
            entry, after = ledger.entries[number - 1], ledger.sums[number].available
            told = (row.kind, row.paise, row.payout, row.sequence or number)
            is_unnamed = entry.kind == "payout_returned" and row.payout is None  # in GraphQL, another field names it
            true = (entry.kind, entry.paise, None if is_unnamed else entry.payout, number)
            if told != true or row.available_after not in {None, after}:
                yield f"entry {number} of {read.merchant} was shown as {row}, and is {entry}, {after} paise after it"
                break
        else:
            yield ""


def a_payment_is_recorded_once(evidence: Evidence) -> Iterator[str]:
    for (merchant, reference), asked in evidence.references.items():
        entries = [entry for entry in evidence.ledger(merchant).entries if entry.reference == reference]
        accepted = [one for one in asked if one.accepted]
        created = sum(one.reply.outcome is RequestOutcome.CREATED for one in asked)
        wanted = {(one.reply.receipt.decode(), one.paise) for one in accepted}
        if len(entries) > 1 or created > 1:
            yield f"payment {reference} was recorded {len(entries)} times, and said to be new {created} times"
        elif accepted and [(entry.id, entry.paise) for entry in entries] != list(wanted):
            yield f"payment {reference} was acknowledged as {wanted}, and is {entries}"
        elif entries and not any(one.accepted or one.reply.outcome is RequestOutcome.UNKNOWN for one in asked):
            yield f"payment {reference} was only ever refused, and is {entries}"
        else:
            yield ""


def _sightings(evidence: Evidence) -> dict[str, list[tuple[float, float, int]]]:
    """Per merchant: begin, end and length of each read that shows how long the ledger was."""
    seen: dict[str, list[tuple[float, float, int]]] = {}
    for balance in evidence.history.balances:
        seen.setdefault(balance.merchant, []).append((balance.begun, balance.ended, balance.sequence))
    for page in evidence.history.ledgers:
        if page.newest:
            numbers = evidence.ledger(page.merchant).number
            length = numbers.get(page.rows[0].id, 0) if page.rows else 0
            seen.setdefault(page.merchant, []).append((page.begun, page.ended, length))
    return seen


LEDGER_RULES = {
    "a balance is the sum of the ledger up to its sequence, and of whole transactions": a_balance_is_a_prefix,
    "what is read later is not older": reads_never_go_back,
    "what was acknowledged is in every later read": reads_include_what_was_acknowledged,
    "no read shows what nobody had asked for yet": reads_include_nothing_to_come,
    "nothing is ever negative: after any entry, in any read": nothing_is_ever_negative,
    "a refusal for want of money names what there was, and it was too little": a_shortage_is_real,
    "a page of the ledger is an unbroken piece of the final one": a_page_of_the_ledger_is_a_piece_of_it,
    "a payment is recorded once": a_payment_is_recorded_once,
}
