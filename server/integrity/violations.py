"""How many violations of a rule there are, and whose: asked only once there is one."""

from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from server.database.invariant import Invariant

SAMPLES = 5


@dataclass(frozen=True)
class Violations:
    merchant_id: UUID | None  # None: no merchant's
    count: int
    samples: list[str]  # what the first column of the rule's query names


def violations_of(check: Invariant) -> list[Violations] | None:
    """By merchant, all of them. None if it cannot be told, or not in the time that is left."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({check.faults}) fault LIMIT 0")
            subject = cursor.description[0].name
            cursor.execute(
                f"""SELECT merchant_id, max(violations), array_agg(subject ORDER BY place) FROM (
                        SELECT merchant_id, {subject}::text AS subject,
                               count(*) OVER (PARTITION BY merchant_id) AS violations,
                               row_number() OVER (PARTITION BY merchant_id ORDER BY {subject}) AS place
                        FROM ({check.faults}) fault
                    ) each_fault WHERE place <= {SAMPLES} GROUP BY merchant_id"""
            )
            return [Violations(*row) for row in cursor]
    except DatabaseError:
        return None
