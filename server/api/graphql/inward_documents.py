"""The papers of payments from abroad in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its argument `input`

from datetime import date, datetime
from typing import Annotated

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput
from server.inward_payments.documents import NO_PAYMENT, DocumentFacts, add_document
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import DocumentKind, InwardDocument

from .context import Info
from .errors import ValidationProblem
from .node import Node
from .pagination import NOT_GIVEN
from .permissions import needing
from .runtime.columns import column, row_type

strawberry.enum(
    DocumentKind,
    name="InwardDocumentKind",
    description="The kind of a paper. The first five are a bank's advice of one remittance.",
)
for value in DocumentKind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(DocumentKind(value.value).label)

NUMBER = (
    "Up to 50 characters. An advice's kind and number are of one payment; those of another paper may stand with each "
    "payment once."
)


@row_type(
    InwardDocument,
    name="InwardDocument",
    description="A paper of a payment from abroad. It never changes; another may replace it.",
)
class InwardDocumentNode(Node):
    id: strawberry.ID
    kind: DocumentKind
    number: str
    issuer: str = column(description="The bank, authority or firm that made it.")
    issuer_ad_code: str | None = column(description="The 7 digits of the authorised dealer's branch.")
    issued_on: date
    sha256: str | None = column(description="Of the file that is meant.")
    added_at: datetime

    @strawberry_django.field(
        select_related=["replaced_by"], only=["id", "replaced_by__id"], description="False if another replaced it."
    )
    def is_live(self, root: strawberry.Parent[InwardDocument]) -> bool:
        return root.is_live

    @strawberry_django.field(only=["replaces_id"], description="The document that this one replaced.")
    def replaces(self, root: strawberry.Parent[InwardDocument]) -> strawberry.ID | None:
        return strawberry.ID(str(root.replaces_id)) if root.replaces_id else None


@strawberry.input
class AddInwardDocumentInput:
    inward_payment_id: strawberry.ID
    kind: DocumentKind
    number: str = strawberry.field(description=NUMBER)
    issuer: str = strawberry.field(description="The bank, authority or firm that made it. Up to 140 characters.")
    issuer_ad_code: str | None = strawberry.field(
        default=UNSET, description="Of an authorised dealer's branch: 7 digits."
    )
    issued_on: date
    sha256: str | None = strawberry.field(
        default=UNSET, description="Of the file that is meant: 64 digits, 0-9 and a-f."
    )
    replaces: strawberry.ID | None = strawberry.field(
        default=UNSET, description="A live document of this payment and kind, which it takes the place of."
    )


@strawberry.type
class AddInwardDocumentSuccess:
    document: InwardDocumentNode
    replayed: bool = strawberry.field(description="True if the same was added before. Then nothing was written.")


AddInwardDocumentResult = Annotated[
    AddInwardDocumentSuccess | ValidationProblem, strawberry.union("AddInwardDocumentResult")
]


@strawberry.type
class InwardDocumentMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"addedAt", "isLive"}),
        description="Note a paper of a payment from abroad: its number, not its file.",
    )
    def add_inward_document(self, info: Info, input: AddInwardDocumentInput) -> AddInwardDocumentResult:
        added = add_document(
            own_inward_payment(info, input.inward_payment_id),
            DocumentFacts(
                kind=input.kind,
                number=input.number,
                issuer=input.issuer,
                issuer_ad_code=None if input.issuer_ad_code in NOT_GIVEN else input.issuer_ad_code,
                issued_on=input.issued_on,
                sha256=None if input.sha256 in NOT_GIVEN else input.sha256,
            ),
            None if input.replaces in NOT_GIVEN else read_uuid(input.replaces, "replaces"),
        )
        return AddInwardDocumentSuccess(document=added.document, replayed=added.replayed)  # type: ignore[arg-type]


def own_inward_payment(info: Info, id: strawberry.ID) -> InwardPayment:
    """Raises InvalidInput, which a mutation returns: another merchant's looks like one that does not exist."""
    key = read_uuid(id, "inward_payment_id")
    payment = rows_of(InwardPayment, info.context.caller).filter(pk=key).first()
    if payment is None:
        raise InvalidInput(NO_PAYMENT, "inward_payment_id")
    return payment
