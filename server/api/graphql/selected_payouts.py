"""Payouts below a list that is no list of payouts: with what the document selects of them, in one statement for each of
their edges and the whole list."""

from collections.abc import Sequence

from django.db.models import QuerySet
from strawberry_django.optimizer import OptimizerStore, optimize

from server.api.auth.tenant_scope import rows_of
from server.payouts.models import Payout

from .context import Info
from .runtime.selections import fields_at


def selected_payouts(info: Info, *path: str, needed: Sequence[str]) -> QuerySet[Payout]:
    """`path` leads from the field that is resolved to the payouts; `needed` are columns that the resolver reads."""
    rows = rows_of(Payout, info.context.caller)
    raw = info._raw_info
    if not (selected := fields_at(raw, *path)):
        return rows.only(*needed)
    as_if_asked_for = raw._replace(field_nodes=selected, return_type=raw.schema.type_map["Payout"])  # type: ignore[arg-type]
    return optimize(rows, as_if_asked_for, store=OptimizerStore.with_hints(only=needed))
