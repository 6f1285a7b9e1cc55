"""Who made a payout, as the audit log has it, and how much of that a caller may know.

A merchant's caller reads the names of the merchant's own keys and users. Whoever else made the payout is named by kind
alone: the names of operators and of their keys are theirs.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Func, JSONField, Model

from server.access.callers import Caller
from server.audit_log.context import ActorKind
from server.batches.models import PayoutBatch
from server.payouts.models import Payout

from .tenant_scope import rows_of

# By the index over subjects, within the statement that lists the payouts.
EVENT = """(
    SELECT jsonb_build_object('kind', t.actor_kind, 'name', {name}) FROM trail_events t
    WHERE t.subject_id = (%(expressions)s)::text AND t.action = 'payout.created' LIMIT 1
)"""
# CASE, since an actor's id is a uuid or a number only if its kind says so.
NAME_OF_OWN = """CASE t.actor_kind
    WHEN 'key' THEN (
        SELECT t.actor_name FROM api_keys k WHERE k.id = t.actor_id::uuid AND k.merchant_id = t.merchant_id
    )
    WHEN 'person' THEN (
        SELECT t.actor_name FROM memberships m WHERE m.user_id = t.actor_id::integer AND m.merchant_id = t.merchant_id
    ) END"""


class Maker(NamedTuple):
    kind: ActorKind
    name: str | None


def maker_column(caller: Caller, of: str = "id") -> Func:
    """SQL that computes each payout's maker for this caller; `of` is the column with the payout's id."""
    name = "nullif(t.actor_name, '')" if caller.merchant_id is None else NAME_OF_OWN
    return Func(F(of), template=EVENT.format(name=name), output_field=JSONField())


def maker_of(payout_id: UUID, caller: Caller) -> dict[str, Any] | None:
    """The column's value for one payout."""
    payouts = rows_of(Payout, caller).filter(pk=payout_id).annotate(maker=maker_column(caller))
    return payouts.values_list("maker", flat=True).first()


def read_maker(column: dict[str, Any] | None) -> Maker | None:
    """None for a payout from before the audit log."""
    return Maker(ActorKind(column["kind"]), column["name"]) if column else None


# Batches keep their maker themselves; the names are those of the audit log's columns.
BATCH = """(
    SELECT jsonb_build_object('kind', t.actor_kind, 'name', {name})
    FROM (SELECT %(expressions)s) AS t (actor_kind, actor_id, actor_name, merchant_id)
)"""


def batch_maker_column(caller: Caller, kept_in: str = "made_by") -> Func:
    """SQL that computes each batch's maker for this caller; or that of any row which keeps it in columns so named."""
    name = "nullif(t.actor_name, '')" if caller.merchant_id is None else NAME_OF_OWN
    of_batch = map(F, (f"{kept_in}_kind", f"{kept_in}_id", f"{kept_in}_name", "merchant_id"))
    return Func(*of_batch, template=BATCH.format(name=name), output_field=JSONField())


def stored_maker_of(row: Model, caller: Caller, kept_in: str = "made_by") -> dict[str, Any] | None:
    """The column's value for one row that keeps its maker itself."""
    rows = rows_of(type(row), caller).filter(pk=row.pk).annotate(maker=batch_maker_column(caller, kept_in))
    found: dict[str, Any] | None = rows.values_list("maker", flat=True).first()
    return found


def batch_maker_of(batch_id: UUID, caller: Caller) -> dict[str, str | None] | None:
    """The column's value for one batch."""
    batches = rows_of(PayoutBatch, caller).filter(pk=batch_id).annotate(maker=batch_maker_column(caller))
    return batches.values_list("maker", flat=True).first()
