"""The request log in GraphQL: calls that were refused, that failed or that changed something."""

# mypy: disable-error-code="untyped-decorator, type-var"
# ruff: noqa: A002 - the schema calls its argument `filter`

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import UNSET, relay

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http.error_help import HELP
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.request_log.models import Outcome
from server.request_log.reading import Asked, Entry, asked_by, count, entries
from server.request_log.writer import DAYS, MOST

from .context import Info
from .pagination import NOT_GIVEN, READERS, CountedConnection, read_cursor, read_first, write_cursor
from .permissions import needing
from .runtime.list_lengths import also_costs

strawberry.enum(
    Outcome,
    name="RequestOutcome",
    description="SUCCEEDED: it changed something. REFUSED: the call was at fault, or came at a bad time. FAILED: we "
    "were.",
)


@strawberry.type(description="An error code in a sentence, and what to do about it.")
class ErrorExplanation:
    meaning: str
    advice: str


@strawberry.type(description="The API key of a call. Its name is as it was then.")
class LoggedKey:
    key_id: strawberry.ID
    name: str
    prefix: str | None = strawberry.field(description="How the key begins: payout_PREFIX_")


@strawberry.type(description="A call that reached the product.")
class LoggedRequest:
    request_id: UUID = strawberry.field(description="As its answer said in X-Request-Id.")
    at: datetime
    duration_ms: int | None = strawberry.field(description="Null for a creation, which is logged by its payout alone.")
    caller: str = strawberry.field(description="Who called: the key's or the user's name.")
    key: LoggedKey | None
    method: str | None = strawberry.field(description="Null for a creation.")
    path: str | None = strawberry.field(description="Null for a creation.")
    operation: str | None = strawberry.field(
        description="Of a GraphQL call: its name, or the fields that it asked for."
    )
    http_status: int | None = strawberry.field(
        description="Null for a creation. GraphQL refuses in answers of 200, too."
    )
    outcome: Outcome
    error_code: str | None = strawberry.field(description="In REST's spelling: insufficient_funds.")
    message: str | None = strawberry.field(description="As the caller was told, without whole account numbers.")
    explanation: ErrorExplanation | None
    idempotency_key: UUID | None
    payout_id: strawberry.ID | None = strawberry.field(description="The payout that it made, or one of them.")
    payouts: int = strawberry.field(description="How many it made.")


@strawberry.input
class RequestLogFilter:
    request_id: UUID | None = UNSET
    key_id: strawberry.ID | None = UNSET
    outcome: Outcome | None = UNSET


@strawberry.type
class RequestLogQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=also_costs(50),
        description="Calls that were refused, that failed or that changed something, newest first. Successful reads "
        f"and replays are not logged. Kept for {DAYS} days, at most {MOST:,} of a merchant beside its payouts. "
        "Operators may omit the merchant; creations are then listed for a requestId or keyId alone.",
    )
    def request_log(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        filter: RequestLogFilter | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[LoggedRequest]:
        asked = _asked(info, merchant_id, filter or RequestLogFilter())
        of = f"requests of {asked.merchant_id}" if asked.merchant_id else "requests"
        first = read_first(first)
        before = None if after in NOT_GIVEN else read_cursor(after, "after", of, [READERS["id"]])[0]
        found = entries(asked, first + 1, before)
        edges = [relay.Edge(node=_node(entry), cursor=write_cursor(of, [str(entry.place)])) for entry in found[:first]]
        return CountedConnection(
            edges=edges,
            page_info=relay.PageInfo(
                has_next_page=len(found) > first,
                has_previous_page=before is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=lambda at_most: count(asked, at_most),
        )


def _asked(info: Info, merchant_id: strawberry.ID | None, filter: RequestLogFilter) -> Asked:
    """Raises NotFound and InvalidInput."""
    caller = info.context.caller
    merchant = caller.merchant_id
    if merchant_id not in NOT_GIVEN:
        try:
            merchant = existing_merchant(read_uuid(merchant_id, "merchant_id"), caller)
        except InvalidInput:
            raise NotFound("merchant") from None
    return asked_by(
        merchant,
        request_id=filter.request_id or None,
        key_id=None if filter.key_id in NOT_GIVEN else read_uuid(filter.key_id, "key_id"),
        outcome=filter.outcome or None,
    )


def _node(entry: Entry) -> LoggedRequest:
    explanation = HELP.get(entry.error_code)
    is_key = entry.actor_kind == "key"
    return LoggedRequest(
        request_id=entry.request_id,
        at=entry.at,
        duration_ms=entry.duration_ms,
        caller=entry.actor_name,
        key=LoggedKey(
            key_id=strawberry.ID(entry.actor_id), name=entry.key_name or entry.actor_name, prefix=entry.key_prefix
        )
        if is_key
        else None,
        method=entry.method or None,
        path=entry.path or None,
        operation=entry.operation or None,
        http_status=entry.http_status,
        outcome=entry.outcome,
        error_code=entry.error_code or None,
        message=entry.message or None,
        explanation=explanation and ErrorExplanation(meaning=explanation.meaning, advice=explanation.advice),
        idempotency_key=entry.idempotency_key,
        payout_id=strawberry.ID(str(entry.payout_id)) if entry.payout_id else None,
        payouts=entry.payouts,
    )
