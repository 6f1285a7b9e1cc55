"""The papers of payments from abroad: an advice is of one payment, and a slip is mended by another paper."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.ids import new_id
from server.india import IST
from server.inward_payments.documents import add_document, lacking
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import ADVICES, DocumentKind, InwardDocument
from server.merchants.models import Merchant
from tests.support.inward import document_facts, inward_document, inward_payment
from tests.support.racing import at_once

TOMORROW = datetime.now(IST).date() + timedelta(days=1)


def test_a_document_is_kept_and_the_same_again_is_a_replay(merchant: Merchant) -> None:
    payment = inward_payment(merchant)
    added = add_document(payment, document_facts())
    assert not added.replayed
    assert (added.document.is_live, added.document.number) == (True, "FIRA/26/0071")
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.subject_id) == ("inward_document.added", str(added.document.id))
    assert add_document(payment, document_facts()) == (added.document, True)
    assert InwardDocument.objects.count() == 1


@pytest.mark.parametrize("kind", DocumentKind)
def test_an_advice_is_of_one_payment_and_a_paper_of_trade_of_any(merchant: Merchant, kind: DocumentKind) -> None:
    one, other = inward_payment(merchant), inward_payment(merchant)
    inward_document(one, kind=kind)
    if kind in ADVICES:
        with pytest.raises(InvalidInput, match="to another payment") as refused:
            inward_document(other, kind=kind, number="fira/26/0071")
        assert refused.value.field == "number"
    else:
        inward_document(other, kind=kind)
    with pytest.raises(InvalidInput, match="to this payment"):
        inward_document(one, kind=kind, issuer="Another bank")


def test_two_merchants_and_two_kinds_may_have_the_same_number(merchant: Merchant, new_merchant: Any) -> None:
    inward_document(inward_payment(merchant))
    inward_document(inward_payment(new_merchant()))
    inward_document(inward_payment(merchant), kind=DocumentKind.IRM)
    assert InwardDocument.objects.count() == 3


def test_a_document_is_replaced_once_and_its_number_is_free_again(merchant: Merchant) -> None:
    payment, other = inward_payment(merchant), inward_payment(merchant)
    slip = inward_document(payment)
    better = inward_document(payment, replaces=slip.id, number="FIRA/26/0072")
    live = InwardDocument.objects.filter(replaced_by__isnull=True)
    assert list(live) == [better]
    with pytest.raises(InvalidInput, match="that none has replaced") as refused:
        inward_document(payment, replaces=slip.id, number="FIRA/26/0073")
    assert refused.value.field == "replaces"
    inward_document(other)
    same = inward_document(payment, replaces=better.id, number="FIRA/26/0072", issuer="Another bank")
    assert same.replaces_id == better.id


def test_what_it_replaces_is_of_its_payment_and_kind(merchant: Merchant) -> None:
    payment, other = inward_payment(merchant), inward_payment(merchant)
    for old in (inward_document(other).id, inward_document(payment, kind=DocumentKind.IRM).id, uuid4()):
        with pytest.raises(InvalidInput) as refused:
            inward_document(payment, replaces=old, number="FIRA/26/0073")
        assert refused.value.field == "replaces"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "x" * 51}, "number"),
        ({"issuer": ""}, "issuer"),
        ({"issuer_ad_code": "051000"}, "issuer_ad_code"),
        ({"issuer_ad_code": "０510001"}, "issuer_ad_code"),
        ({"issued_on": TOMORROW}, "issued_on"),
        ({"issued_on": date(1999, 12, 31)}, "issued_on"),
        ({"sha256": "A" * 64}, "sha256"),
        ({"sha256": "a" * 63}, "sha256"),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused_by_its_name(merchant: Merchant, changes: dict[str, Any], field: str) -> None:
    payment = inward_payment(merchant)
    with pytest.raises(InvalidInput) as refused:
        inward_document(payment, **changes)
    assert refused.value.field == field
    assert not InwardDocument.objects.exists()


def test_of_many_at_once_one_adds_it(merchant: Merchant) -> None:
    payment = inward_payment(merchant)
    results = at_once(6, lambda _: add_document(payment, document_facts()))
    assert sorted(str(getattr(each, "replayed", None)) for each in results) == ["False"] + ["True"] * 5


def test_payments_without_any_of_the_kinds_are_found(merchant: Merchant) -> None:
    bare, advised, replaced = (inward_payment(merchant) for _ in range(3))
    inward_document(advised, kind=DocumentKind.FIRS)
    slip = inward_document(replaced)
    inward_document(replaced, replaces=slip.id, number="FIRA/26/0072")
    rows = InwardPayment.objects.order_by("seq")
    assert list(lacking(rows, [DocumentKind.FIRA])) == [bare, advised]
    assert list(lacking(rows, [DocumentKind.FIRA, DocumentKind.FIRS])) == [bare]
    assert list(lacking(rows, [])) == [bare, advised, replaced]


@pytest.mark.parametrize("change", ["UPDATE inward_documents SET number = 'x'", "DELETE FROM inward_documents"])
def test_a_document_never_changes(merchant: Merchant, as_the_owner: None, change: str) -> None:
    inward_document(inward_payment(merchant))
    with pytest.raises(DatabaseError, match="its rows are kept as they were written"), connection.cursor() as cursor:
        cursor.execute(change)


def past_the_verb(document: InwardDocument, **changes: Any) -> None:
    columns = {field.attname: getattr(document, field.attname) for field in InwardDocument._meta.concrete_fields}
    InwardDocument(**columns | {"id": new_id()} | changes).save(force_insert=True)


def test_the_database_says_it_too(merchant: Merchant, new_merchant: Any, as_the_owner: None) -> None:
    payment, other = inward_payment(merchant), inward_payment(merchant)
    document = inward_document(payment)
    theirs = inward_payment(new_merchant())
    with pytest.raises(DatabaseError, match="of this number already"):
        past_the_verb(document, inward_payment_id=other.id, number="fira/26/0071")
    with pytest.raises(DatabaseError, match="has no inward payment"):
        past_the_verb(document, inward_payment_id=theirs.id, number="F2")
    with pytest.raises(DatabaseError, match="no live one of this payment and kind"):
        past_the_verb(document, inward_payment_id=other.id, number="F2", replaces_id=document.id)
    past_the_verb(document, number="F2", replaces_id=document.id)
    with pytest.raises(DatabaseError, match="no live one of this payment and kind"):
        past_the_verb(document, number="F3", replaces_id=document.id)
