"""A text that changes whenever a merchant's data does, so that a page need not fetch everything again and again."""

from uuid import UUID

from django.db import connection

# Reading more open payouts than this costs as much as showing them: beyond it, every revision is a new one.
MOST_OPEN = 500


def revision_of(merchant_id: UUID) -> str | None:
    """The merchant's revision: another text after every change of its ledger or payouts, usually the same until then.
    None: there is no such merchant.

    How it is known: `sql/revision.sql`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT revision_of(%s, %s)", [merchant_id, MOST_OPEN])
        revision: str | None = cursor.fetchone()[0]
        return revision
