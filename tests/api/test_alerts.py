"""Both APIs make, list and delete alerts; bad input changes nothing."""

from typing import Any
from uuid import uuid4

import pytest

from server.alerts.models import Alert
from server.audit_log.models import AuditEvent

from .conftest import ApiCaller

CREATE = """mutation ($m: ID!, $kind: AlertKind!, $quiet: Int! = 24) {
    r: createAlert(input: {merchantId: $m, kind: $kind, quietHours: $quiet}) {
        ... on CreateAlertSuccess { changed alert { id kind quietHours since } }
        ... on ValidationError { message field } } }"""
DELETE = """mutation ($id: ID!) { r: deleteAlert(input: {id: $id}) {
    ... on DeleteAlertSuccess { alert { id deletedAt } } ... on ValidationError { message field } } }"""
LIST = """query ($m: ID!) { alerts(merchantId: $m) { id kind } }"""
ADDRESS = "/api/v1/alerts/"


def create(caller: ApiCaller, **values: Any) -> Any:
    return caller.ask(CREATE, m=str(caller.merchant.id), **values).json()["data"]["r"]


def test_graphql_makes_lists_and_deletes(caller: ApiCaller) -> None:
    made = create(caller, kind="ORDERS_SHORT")
    [row] = Alert.objects.all()
    alert = {"id": str(row.id), "kind": "ORDERS_SHORT", "quietHours": 24, "since": None}
    assert made == {"changed": True, "alert": alert}
    assert create(caller, kind="ORDERS_SHORT")["changed"] is False
    assert create(caller, kind="ORDERS_SHORT", quiet=3)["field"] == "kind"
    listed = caller.ask(LIST, m=str(caller.merchant.id)).json()["data"]["alerts"]
    assert listed == [{"id": str(row.id), "kind": "ORDERS_SHORT"}]
    assert caller.ask(DELETE, id=str(row.id)).json()["data"]["r"]["alert"]["deletedAt"]
    for no_id in (str(row.id), str(uuid4()), "x"):
        assert caller.ask(DELETE, id=no_id).json()["data"]["r"]["field"] == "id"
    actions = AuditEvent.objects.filter(action__startswith="alert.").order_by("id")
    assert [event.action for event in actions] == ["alert.created", "alert.deleted"]


def test_rest_makes_lists_and_deletes(caller: ApiCaller) -> None:
    made = caller.post('{"kind": "receipt_late", "quiet_hours": 0}', address=ADDRESS)
    assert (made.status_code, made.json()["kind"], made.json()["quiet_hours"]) == (201, "receipt_late", 0)
    again = caller.post('{"kind": "receipt_late", "quiet_hours": 0}', address=ADDRESS)
    assert (again.status_code, again.content) == (200, made.content)
    seen = made.json() | {"since": None, "told_at": None}
    assert caller.get("alerts/").json() == {"count": 1, "results": [seen]}
    deleted = caller.client.delete(f"{ADDRESS}{made.json()['id']}/")
    assert (deleted.status_code, set(deleted.json())) == (200, {"id", "deleted_at"})
    assert caller.client.delete(f"{ADDRESS}{made.json()['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("{}", "kind"),
        ('{"kind": "below"}', "kind"),
        ('{"kind": 5}', "kind"),
        ('{"kind": "orders_short", "quiet_hours": 169}', "quiet_hours"),
        ('{"kind": "orders_short", "quiet_hours": null}', "quiet_hours"),
        ('{"kind": "orders_short", "quietHours": 1}', "quiet_hours"),
    ],
)
def test_bad_input_is_refused_by_its_field(caller: ApiCaller, body: str, field: str) -> None:
    refused = caller.post(body, address=ADDRESS)
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert not Alert.objects.exists()
