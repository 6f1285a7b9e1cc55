"""API keys in GraphQL, for operators and for a merchant's users. Neither a secret nor its hash is a field: only the
mutation that makes a key returns its secret."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `input`

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.api_keys import create_key, revoke_key, rotate_key
from server.access.callers import Caller, Scope
from server.access.key_makers import live_keys_made_by_key, revoke_key_and_made
from server.access.models import ApiKey
from server.access.password_check import confirm
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_uuid
from server.errors import Forbidden, InvalidInput, NotFound

from .context import Info
from .errors import ValidationProblem
from .merchants import MerchantNode
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

strawberry.enum(
    Scope,
    description="READ: all queries. PAYOUTS: create payouts. BENEFICIARIES: add bank accounts, give them nicknames and "
    "groups, retire them. WEBHOOKS: choose where events are sent, and see what was delivered. APPROVALS: approve "
    "payouts that others made; for a merchant's users. TEAM: invite users, give them roles, remove them; for users. "
    "KEYS: make, rotate and revoke API keys; for users. OPERATE: for operators only; it holds BENEFICIARIES and KEYS.",
)


@row_type(ApiKey, name="ApiKey", description="A merchant's key, or an operator key if it has no merchant.")
class ApiKeyNode(Node):
    id: strawberry.ID
    name: str
    merchant: MerchantNode | None
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    rotated_at: datetime | None = column(description="When the key was replaced by another.")
    revoked_at: datetime | None
    last_used_at: datetime | None = column(description="Accurate to the minute.")

    @strawberry_django.field(only=["prefix"], description="How the key begins: payout_PREFIX_")
    def prefix(self, root: strawberry.Parent[ApiKey]) -> str:
        return root.prefix

    @strawberry_django.field(only=["scopes"])
    def scopes(self, root: strawberry.Parent[ApiKey]) -> list[Scope]:
        return [scope for scope in Scope if scope in root.granted]


AGAIN = "The password again, of a user who is signed in: a key outlives the session. Keys need none."


@strawberry.input
class CreateApiKeyInput:
    name: str
    merchant_id: strawberry.ID | None = strawberry.field(
        default=UNSET,
        description="Omit it for an operator key. A merchant's user may omit it.",
    )

    scopes: list[Scope]
    expires_at: datetime | None = strawberry.field(
        default=UNSET,
        description="If omitted, an operator key ends after 90 days, and a merchant's never. Null: never. An operator "
        "key that a key makes ends with its maker at the latest.",
    )
    password: str | None = strawberry.field(default=UNSET, description=AGAIN)


@strawberry.input
class RotateApiKeyInput:
    id: strawberry.ID
    grace_hours: int = strawberry.field(default=24, description="How long the old key stays valid: 0 to 720 hours.")
    expires_at: datetime | None = strawberry.field(
        default=UNSET,
        description="Defaults to the old key's lifetime, counted from now, or a new key's if the old one has no end. "
        "Null: never. An operator key that a key makes ends with its maker at the latest.",
    )
    password: str | None = strawberry.field(default=UNSET, description=AGAIN)


@strawberry.input
class RevokeApiKeyInput:
    id: strawberry.ID
    with_made: bool = strawberry.field(
        default=False, description="Revoke the keys that it made as well, for a key that was stolen."
    )


@strawberry.type
class CreateApiKeySuccess:
    api_key: ApiKeyNode
    secret: str = strawberry.field(description="The whole key, as callers send it. It is shown only once.")


@strawberry.type
class RotateApiKeySuccess:
    api_key: ApiKeyNode = strawberry.field(description="The new key.")
    secret: str = strawberry.field(description="The whole new key, as callers send it. It is shown only once.")


@strawberry.type
class RevokeApiKeySuccess:
    api_key: ApiKeyNode
    made: list[ApiKeyNode] = strawberry.field(
        description="The live keys that it made, and those that they made. With withMade they have just been revoked.",
        metadata=usual_length(10),
    )


CreateApiKeyResult = Annotated[CreateApiKeySuccess | ValidationProblem, strawberry.union("CreateApiKeyResult")]
RotateApiKeyResult = Annotated[RotateApiKeySuccess | ValidationProblem, strawberry.union("RotateApiKeyResult")]
RevokeApiKeyResult = Annotated[RevokeApiKeySuccess | ValidationProblem, strawberry.union("RevokeApiKeyResult")]


@strawberry.type
class ApiKeyQuery:
    @strawberry.field(
        extensions=needing(Scope.KEYS),
        description="The keys of a merchant, newest first. Operators may omit it, for all keys.",
    )
    def api_keys(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[ApiKeyNode]:
        caller = info.context.caller
        rows, of = rows_of(ApiKey, caller), "keys"
        if merchant_id not in NOT_GIVEN:
            try:
                merchant = existing_merchant(read_uuid(merchant_id, "merchant_id"), caller)
            except InvalidInput:
                raise NotFound("merchant") from None
            rows, of = rows.filter(merchant_id=merchant), f"keys of {merchant}"
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))


@strawberry.type
class ApiKeyMutation:
    @strawberry.mutation(
        extensions=needing(Scope.KEYS, tells=EVERY_FIELD),
        description="The secret is returned here and never again. A merchant's user makes keys of its own merchant, "
        "with no scope that it lacks.",
    )
    def create_api_key(self, info: Info, input: CreateApiKeyInput) -> CreateApiKeyResult:
        _require_scopes(info.context.caller, input.scopes)
        confirm(info.context.caller, input.password or None, info.context.request)
        made = create_key(
            name=input.name,
            scopes=input.scopes,
            merchant_id=_owner(info.context.caller, input.merchant_id),
            expires_at=input.expires_at or None,
            never_expires=input.expires_at is None,
        )
        return CreateApiKeySuccess(api_key=made.key, secret=made.secret)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.KEYS, tells=EVERY_FIELD),
        description="Create a key that replaces this one, which stays valid for a grace period.",
    )
    def rotate_api_key(self, info: Info, input: RotateApiKeyInput) -> RotateApiKeyResult:
        old = _own_key(info.context.caller, input.id)
        _require_scopes(info.context.caller, old.granted)
        confirm(info.context.caller, input.password or None, info.context.request)
        made = rotate_key(
            old.pk,
            grace_hours=input.grace_hours,
            expires_at=input.expires_at or None,
            never_expires=input.expires_at is None,
        )
        return RotateApiKeySuccess(api_key=made.key, secret=made.secret)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.KEYS, tells=EVERY_FIELD),
        description="It takes effect at once and cannot be undone. The keys that it made stay live, "
        "unless withMade is true.",
    )
    def revoke_api_key(self, info: Info, input: RevokeApiKeyInput) -> RevokeApiKeyResult:
        id_ = _own_key(info.context.caller, input.id).pk
        key = revoke_key(id_)
        made = revoke_key_and_made(id_) if input.with_made else live_keys_made_by_key(id_)
        return RevokeApiKeySuccess(api_key=key, made=made)  # type: ignore[arg-type]


def _owner(caller: Caller, merchant_id: strawberry.ID | None) -> UUID | None:
    """Whose key is made: an operator key, if a caller of all merchants names none. Raises InvalidInput; another
    merchant's id looks like an unknown one."""
    named = None if merchant_id in NOT_GIVEN else read_uuid(merchant_id, "merchant_id")
    if caller.merchant_id and named not in {None, caller.merchant_id}:
        raise InvalidInput("No merchant with this id.", "merchant_id")
    return caller.merchant_id or named


def _own_key(caller: Caller, id: strawberry.ID) -> ApiKey:
    """Raises InvalidInput; another merchant's key looks like one that does not exist."""
    key = rows_of(ApiKey, caller).filter(pk=read_uuid(id, "id")).first()
    if key is None:
        raise InvalidInput("No such API key.", "id")
    return key


def _require_scopes(caller: Caller, scopes: Iterable[Scope]) -> None:
    """A caller may only grant scopes that it has, or else `operate` alone would amount to all of them."""
    lacking = set(scopes) - caller.scopes
    if lacking:
        raise Forbidden(f"A key can't have scopes that its maker lacks: {', '.join(sorted(lacking))}.")
