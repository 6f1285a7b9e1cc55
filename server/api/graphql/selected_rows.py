"""Rows below a list that is no list of them, such as the payouts of an explanation: with what the document selects of
them, in one statement for each of their edges and the whole list."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from strawberry_django.optimizer import OptimizerStore, optimize

from server.api.auth.tenant_scope import rows_of
from server.payouts.models import Payout

from .context import Info
from .runtime.selections import fields_at

Row = TypeVar("Row", bound=Model)


def selected_rows(info: Info, model: type[Row], *path: str, needed: Sequence[str]) -> QuerySet[Row]:
    """`path` leads from the field that is resolved to the rows; `needed` are columns that the resolver reads."""
    rows = rows_of(model, info.context.caller)
    raw = info._raw_info
    if not (selected := fields_at(raw, *path)):
        return rows.only(*needed)
    named = raw.schema.type_map[model.__name__]
    as_if_asked_for = raw._replace(field_nodes=selected, return_type=named)  # type: ignore[arg-type]
    return optimize(rows, as_if_asked_for, store=OptimizerStore.with_hints(only=needed))


def selected_payouts(info: Info, *path: str, needed: Sequence[str]) -> QuerySet[Payout]:
    return selected_rows(info, Payout, *path, needed=needed)
