"""The papers of payments from abroad in REST."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_text, read_uuid
from server.inward_payments.documents import DocumentFacts, add_document
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import DocumentKind, InwardDocument

from .api_call import ApiCall
from .inward_members import read_choice, text_or_none
from .routing import json_response, needs


@needs(Scope.PAYOUTS)
def add(call: ApiCall, inward_id: str) -> HttpResponse:
    """201; 200 if the same was added before. It tells what was sent, and the document's id."""
    found = call.existing(InwardPayment, inward_id, "inward payment")
    payment = rows_of(InwardPayment, call.caller).get(pk=found)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("issuer_ad_code", "sha256", "replaces"))
    replaces = body.get("replaces")
    added = add_document(
        payment,
        DocumentFacts(
            kind=read_choice(body, DocumentKind, "kind"),
            number=read_text(body, "number"),
            issuer=read_text(body, "issuer"),
            issuer_ad_code=text_or_none(body, "issuer_ad_code"),
            issued_on=read_day(body.get("issued_on"), "issued_on"),
            sha256=text_or_none(body, "sha256"),
        ),
        None if replaces is None else read_uuid(replaces, "replaces"),
    )
    response = json_response(document_object(added.document))
    response.status_code = 200 if added.replayed else 201
    return response


def document_object(document: InwardDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "number": document.number,
        "issuer": document.issuer,
        "issuer_ad_code": document.issuer_ad_code,
        "issued_on": document.issued_on.isoformat(),
        "sha256": document.sha256,
        "replaces": document.replaces_id,
        "is_live": document.is_live,
        "added_at": document.added_at,
    }
