"""Whether anything has changed for a merchant, for whoever would else ask for everything again and again."""

from uuid import UUID

from django.db import connection

# Reading more open payouts than this costs as much as showing them: then each answer is another.
MOST_OPEN = 500


def revision_of(merchant_id: UUID) -> str | None:
    """Another after every change of the merchant's ledger or payouts, as a rule the same until then; None: no merchant.

    How it is known: `sql/revision.sql`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT revision_of(%s, %s)", [merchant_id, MOST_OPEN])
        revision: str | None = cursor.fetchone()[0]
        return revision
