"""Paying several at once in REST: the dry run, drafts, batches and their payment."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.auth.makers import batch_maker_column
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http import rate_limits
from server.api.http.misspelt import refuse_schedule
from server.api.http.parsing import read_json_object, read_parameter, read_text, read_time, read_uuid
from server.batches import creating, drafts, paying
from server.batches.models import MOST_ROWS, PayoutBatch
from server.batches.previewing import preview
from server.batches.progress import RowState, accounts_of, payouts_of, progress_of, rows_now
from server.batches.retrying import retry_batch
from server.errors import InvalidInput
from server.payouts import tasks
from server.payouts.details import in_utc

from . import batch_serializers
from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs


@needs(Scope.READ)
def preview_payouts(call: ApiCall) -> HttpResponse:
    """A dry run: nothing is written."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = _read_rows(call)
    return json_response(batch_serializers.preview(preview(merchant_id, rows)))


@needs(Scope.READ, "batch_id", "month")
def draft_payouts(call: ApiCall) -> HttpResponse:
    """Rows to begin a batch with: of an earlier batch, or of the payouts that a month has paid."""
    batch_id, month = (read_parameter(call.request, name) for name in ("batch_id", "month"))
    if (batch_id is None) == (month is None):
        raise InvalidInput("Name either batch_id or month.", "batch_id")
    if batch_id is not None:
        return json_response({"rows": drafts.rows_of_batch(_batch(call, batch_id))})
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    return json_response({"rows": drafts.rows_of_month(merchant_id, drafts.read_month(month or ""))})


@needs(Scope.READ, *PAGE)
def list_batches(call: ApiCall) -> HttpResponse:
    bounds = call.page_bounds()
    rows = rows_of(PayoutBatch, call.caller).filter(merchant_id=call.readable_merchant_id)
    page = list(rows.annotate(maker=batch_maker_column(call.caller)).order_by("-created_at", "-id")[bounds])
    if not page:
        existing_merchant(call.readable_merchant_id, call.caller)
    progress = progress_of([batch.id for batch in page])
    results = [batch_serializers.batch(batch, progress[batch.id], batch.maker) for batch in page]
    return json_list(rows.count(), results)


@needs(Scope.PAYOUTS)
def create_batch(call: ApiCall) -> HttpResponse:
    """201; 200 if the same batch was created under this id before."""
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    rows = _read_rows(call, body, known=("not_before",))
    moment = body.get("not_before")
    created = creating.create_batch(
        merchant_id=merchant_id,
        batch_id=read_uuid(body.get("id"), "id"),
        name=read_text(body, "name"),
        rows=rows,
        retry_of=_earlier(body, "retry_of"),
        repeat_of=_earlier(body, "repeat_of"),
        not_before=in_utc(None if moment is None else read_time(moment, "not_before")),
    )
    return _created(created)


@needs(Scope.READ)
def get_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    batch = _batch(call, batch_id)
    return json_response(batch_serializers.batch(batch, progress_of([batch.id])[batch.id], batch.maker))  # type: ignore[attr-defined]


@needs(Scope.READ, "state", *PAGE)
def list_batch_rows(call: ApiCall, batch_id: str) -> HttpResponse:
    bounds = call.page_bounds()
    state = _read_state(call.request)
    batch = _batch(call, batch_id)
    rows = rows_now(batch.id, first=min(bounds.stop, MOST_ROWS), state=state)[bounds]
    accounts, payouts = accounts_of(rows), payouts_of(rows)
    progress = progress_of([batch.id])[batch.id]
    count = progress.of(state).count if state else batch.row_count
    results = (
        batch_serializers.batch_row(
            row, accounts[row.bank_account_id], payouts[row.payout_id] if row.payout_id else None
        )
        for row in rows
    )
    return json_list(count, results)


@needs(Scope.PAYOUTS)
def pay_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    """200 with what this call did. Sending it again is safe."""
    batch = _batch(call, batch_id)
    rate_limits.count_batch(call.request, call.caller, batch.row_count)
    require_for_paying(call.caller, batch.merchant_id, batch.total_paise)
    paid = paying.pay_batch(batch)
    if paid.created:
        tasks.notify_workers()
    return json_response({"batch_id": batch.id, "created": paid.created, "refused": paid.refused})


@needs(Scope.PAYOUTS)
def retry_failed(call: ApiCall, batch_id: str) -> HttpResponse:
    """201 with another batch, of the rows whose payouts have failed; 200 if this id has it already."""
    batch = _batch(call, batch_id)
    body = read_json_object(call.request)
    created = retry_batch(batch, batch_id=read_uuid(body.get("id"), "id"), name=read_text(body, "name"))
    return _created(created)


def _created(created: creating.Created) -> HttpResponse:
    """By the little that a caller without `read` may know."""
    response = json_response({"id": created.batch.id, "replayed": created.replayed})
    response.status_code = 200 if created.replayed else 201
    return response


def _batch(call: ApiCall, batch_id: str) -> PayoutBatch:
    """Raises NotFound."""
    found = call.existing(PayoutBatch, batch_id, "batch")
    batches = rows_of(PayoutBatch, call.caller).annotate(maker=batch_maker_column(call.caller))
    return batches.get(pk=found)


def _read_rows(call: ApiCall, body: dict[str, object] | None = None, known: tuple[str, ...] = ()) -> list[object]:
    body = read_json_object(call.request) if body is None else body
    rows = body.get("rows")
    if not isinstance(rows, list):
        raise InvalidInput(f"rows must be a list of 1 to {MOST_ROWS:,} rows.", "rows")
    if len(rows) <= MOST_ROWS:  # a longer one is refused unread
        rate_limits.count_batch(call.request, call.caller, len(rows))
        refuse_schedule(body, known)
        for each in rows:
            refuse_schedule(each)
    return rows


def _earlier(body: dict[str, object], field: str) -> UUID | None:
    value = body.get(field)
    return None if value is None else read_uuid(value, field)


def _read_state(request: HttpRequest) -> RowState | None:
    named = read_parameter(request, "state")
    if named is not None and named not in RowState.values:
        raise InvalidInput(f"state must be one of {', '.join(RowState.values)}.", "state")
    return None if named is None else RowState(named)
