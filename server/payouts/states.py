"""A payout's states as tables: the legal moves, and the ledger entries that each state has.

PostgreSQL's guards and verbs use the same tables: `sql/states.sql` is made from this file. After a change, run
`python3 manage.py states_sql > server/payouts/sql/states.sql`; the tests compare the two.
"""

from django.db.models import TextChoices

from server.ledger.models import EntryType


class Status(TextChoices):
    PENDING = "pending", "Pending"
    PROCESSING = "processing", "Processing"
    COMPLETED = "completed", "Completed"
    FAILED = "failed", "Failed"


MOVES: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.PROCESSING}),
    Status.PROCESSING: frozenset({Status.COMPLETED, Status.FAILED}),
    Status.COMPLETED: frozenset(),
    Status.FAILED: frozenset(),
}

ENTRIES: dict[Status, frozenset[EntryType]] = {
    Status.PENDING: frozenset({EntryType.PAYOUT_HOLD}),
    Status.PROCESSING: frozenset({EntryType.PAYOUT_HOLD}),
    Status.COMPLETED: frozenset({EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE, EntryType.PAYOUT_COMPLETED}),
    Status.FAILED: frozenset({EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE}),
}

OPEN = frozenset(status for status, moves in MOVES.items() if moves)
FINAL = frozenset(MOVES) - OPEN


def entry_types_of(status: Status) -> str:
    """As PostgreSQL's `string_agg(entry_type, ' ' ORDER BY entry_type)` writes them."""
    return " ".join(sorted(ENTRIES[status]))


def as_sql() -> str:
    """The text of `sql/states.sql`."""
    steps = [(before, after) for before in MOVES for after in Status if after in MOVES[before]]
    final = ", ".join(f"'{status}'" for status in Status if status in FINAL)
    legal = ", ".join(f"('{before}', '{after}')" for before, after in steps)
    cases = "\n".join(f"        WHEN '{status}' THEN '{entry_types_of(status)}'" for status in Status)
    return f"""\
-- A payout's states, for guards and verbs. Made from payouts/states.py by `manage.py states_sql`: edit that file.
-- Called by: payouts.sql, record_outcome.sql.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION payout_is_final(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT status IN ({final})
$$;

-- An open payout may also stay as it is.
CREATE OR REPLACE FUNCTION payout_may_move(before text, after text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (before, after) IN ({legal})
        OR (before = after AND NOT public.payout_is_final(before))
$$;

-- The ledger entries of a payout in this state, in the order of their names.
CREATE OR REPLACE FUNCTION payout_entry_types(status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE status
{cases}
    END
$$;
"""
