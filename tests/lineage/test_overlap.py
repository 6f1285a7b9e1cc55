"""The overlap of two running sums is what a queue gives, for any ledger and each beginning of it."""

from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from server.ledger.models import CONTRA_ACCOUNTS, Account, EntryType
from server.lineage.flows import GIVES_BACK, Way, way_of
from server.lineage.overlap import Flow, Slice, foreign_share, overlap
from tests.lineage.queue import Part, queued

MOVES = st.lists(st.tuples(st.booleans(), st.integers(1, 12) | st.integers(1, 2**53 - 1)), max_size=40)


def ledger_of(moves: list[tuple[bool, int]]) -> list[tuple[int, int]]:
    """What would take more than there is takes all of it, or is left out."""
    entries: list[tuple[int, int]] = []
    total = 0
    for is_credit, paise in moves:
        moved = paise if is_credit else -min(paise, total)
        if moved:
            entries.append((len(entries) + 1, moved))
            total += moved
    return entries


def flows(entries: list[tuple[int, int]], *, is_in: bool) -> list[Flow]:
    of = [(seq, abs(paise)) for seq, paise in entries if (paise > 0) is is_in]
    before = accumulate((paise for _, paise in of), initial=0)
    kind = EntryType.PAYMENT_RECEIVED if is_in else EntryType.PAYOUT_COMPLETED
    return [Flow(seq, kind, had, paise) for (seq, paise), had in zip(of, before, strict=False)]


def sliced(entries: list[tuple[int, int]]) -> list[Slice]:
    outflows = [(each.seq, each.before, each.after) for each in flows(entries, is_in=False)]
    return list(overlap(flows(entries, is_in=True), outflows))


def parts(slices: list[Slice]) -> list[Part]:
    return [Part(each.outflow or 0, each.source.seq, each.source_at, each.paise) for each in slices]


@settings(max_examples=3000, deadline=None)
@given(MOVES, st.integers(0, 40))
def test_the_overlap_is_what_a_queue_gives_after_every_entry(moves: list[tuple[bool, int]], upto: int) -> None:
    entries = ledger_of(moves)
    found = sliced(entries)
    assert parts(found) == queued(entries)
    assert all(each.paise > 0 for each in found)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert sum(each.paise for each in found) == -sum(paise for _, paise in entries if paise < 0)
    earlier = sliced(entries[:upto])
    assert found[: len(earlier)] == earlier


@settings(max_examples=1000, deadline=None)
@given(MOVES, st.integers(1, 2**53 - 1))
def test_foreign_shares_add_up_to_what_was_sent_and_never_change(moves: list[tuple[bool, int]], minor: int) -> None:
    entries = ledger_of(moves)
    received = {seq: paise for seq, paise in entries if paise > 0}
    spent, shared = dict.fromkeys(received, 0), dict.fromkeys(received, 0)
    for part in queued(entries):
        share = foreign_share(minor, received[part.source], part.source_at, part.paise)
        exact = minor * part.paise / received[part.source]
        assert abs(share - exact) <= 1 + exact * 1e-12
        spent[part.source] += part.paise
        shared[part.source] += share
        # Of what is spent up to here, whatever comes later.
        assert shared[part.source] == minor * spent[part.source] // received[part.source]
    assert all(shared[seq] == minor for seq, paise in received.items() if spent[seq] == paise)


def test_every_type_of_entry_came_in_or_went_out_unless_it_is_held() -> None:
    ways = {entry_type: way_of(entry_type) for entry_type in EntryType}
    assert {each for each, way in ways.items() if way is Way.NEITHER} == {
        EntryType.PAYOUT_HOLD,
        EntryType.PAYOUT_RELEASE,
    }
    assert all(way in {Way.NEITHER, Way.IN if each.sign > 0 else Way.OUT} for each, way in ways.items())
    # What a credit gives back went to the same account.
    for credit, debit in GIVES_BACK.items():
        assert (ways[credit], ways[debit]) == (Way.IN, Way.OUT)
        assert CONTRA_ACCOUNTS[credit] is CONTRA_ACCOUNTS[debit] is not Account.HELD
