"""Both APIs make, list and delete monitors; bad input changes nothing."""

from typing import Any
from uuid import uuid4

import pytest

from server.audit_log.models import AuditEvent
from server.balance_monitors.models import BalanceMonitor
from server.balance_monitors.monitors import create_monitor

from .conftest import ApiCaller

CREATE = """mutation ($m: ID!, $below: Paise!, $quiet: Int! = 24) {
    r: createBalanceMonitor(input: {merchantId: $m, belowPaise: $below, quietHours: $quiet}) {
        ... on CreateBalanceMonitorSuccess { changed balanceMonitor { id belowPaise quietHours lowSince lowestPaise } }
        ... on ValidationError { message field } } }"""
DELETE = """mutation ($id: ID!) { r: deleteBalanceMonitor(input: {id: $id}) {
    ... on DeleteBalanceMonitorSuccess { balanceMonitor { id deletedAt } }
    ... on ValidationError { message field } } }"""
LIST = """query ($m: ID!) { balanceMonitors(merchantId: $m) { id belowPaise } }"""
ADDRESS = "/api/v1/balance_monitors/"


def create(caller: ApiCaller, **values: Any) -> Any:
    return caller.ask(CREATE, m=str(caller.merchant.id), **values).json()["data"]["r"]


def test_graphql_makes_lists_and_deletes(caller: ApiCaller) -> None:
    made = create(caller, below=100_001)
    [row] = BalanceMonitor.objects.all()
    monitor = {"id": str(row.id), "belowPaise": 100_001, "quietHours": 24, "lowestPaise": 100_000}
    assert made == {"changed": True, "balanceMonitor": monitor | {"lowSince": row.created_at.isoformat()}}
    assert create(caller, below=100_001)["changed"] is False
    listed = caller.ask(LIST, m=str(caller.merchant.id)).json()["data"]["balanceMonitors"]
    assert listed == [{"id": str(row.id), "belowPaise": 100_001}]
    assert caller.ask(DELETE, id=str(row.id)).json()["data"]["r"]["balanceMonitor"]["deletedAt"]
    assert caller.ask(DELETE, id=str(row.id)).json()["data"]["r"] == {
        "message": "No such balance monitor.",
        "field": "id",
    }
    assert caller.ask(LIST, m=str(caller.merchant.id)).json()["data"]["balanceMonitors"] == []
    actions = AuditEvent.objects.filter(action__startswith="balance_monitor.").order_by("id")
    assert [event.action for event in actions] == ["balance_monitor.created", "balance_monitor.deleted"]


def test_rest_makes_lists_and_deletes(caller: ApiCaller) -> None:
    made = caller.post('{"below_paise": 500, "quiet_hours": 0}', address=ADDRESS)
    assert (made.status_code, made.json()["below_paise"], made.json()["quiet_hours"]) == (201, 500, 0)
    again = caller.post('{"below_paise": 500, "quiet_hours": 0}', address=ADDRESS)
    assert (again.status_code, again.content) == (200, made.content)
    assert set(made.json()) == {"id", "merchant_id", "below_paise", "quiet_hours", "created_at"}, "no balance"
    seen = {"low_since": None, "lowest_paise": None, "told_at": None}
    assert caller.get("balance_monitors/").json() == {"count": 1, "results": [made.json() | seen]}
    deleted = caller.client.delete(f"{ADDRESS}{made.json()['id']}/")
    assert (deleted.status_code, deleted.json()["id"]) == (200, made.json()["id"])
    assert set(deleted.json()) == {"id", "deleted_at"}
    assert caller.client.delete(f"{ADDRESS}{made.json()['id']}/").status_code == 404
    assert caller.get("balance_monitors/").json() == {"count": 0, "results": []}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("{}", "below_paise"),
        ('{"below_paise": 0}', "below_paise"),
        ('{"below_paise": -1}', "below_paise"),
        ('{"below_paise": "100"}', "below_paise"),
        ('{"below_paise": 1.5}', "below_paise"),
        ('{"below_paise": true}', "below_paise"),
        ('{"below_paise": 9007199254740992}', "below_paise"),
        ('{"below_paise": 1, "quiet_hours": 169}', "quiet_hours"),
        ('{"below_paise": 1, "quiet_hours": -1}', "quiet_hours"),
        ('{"below_paise": 1, "quiet_hours": null}', "quiet_hours"),
        ('{"below_paise": 1, "quietHours": 2}', "quiet_hours"),
    ],
)
def test_bad_input_is_refused_by_its_field(caller: ApiCaller, body: str, field: str) -> None:
    refused = caller.post(body, address=ADDRESS)
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert not BalanceMonitor.objects.exists()


def test_another_quiet_time_and_an_eleventh_monitor_are_refused(caller: ApiCaller) -> None:
    assert create(caller, below=1)["changed"]
    refused = create(caller, below=1, quiet=3)
    assert refused == {
        "message": "This merchant has a monitor of this amount, with 24 quiet hours. Delete it first.",
        "field": "belowPaise",
    }
    for below in range(2, 11):
        assert create(caller, below=below)["changed"]
    refused = create(caller, below=11)
    assert refused == {"message": "A merchant has 10 balance monitors at most. Delete one first.", "field": None}
    assert BalanceMonitor.objects.count() == 10


def test_what_does_not_exist_is_not_deleted(caller: ApiCaller) -> None:
    create_monitor(caller.merchant.id, below_paise=1)
    for no_id in (str(uuid4()), "x", ""):
        assert caller.ask(DELETE, id=no_id).json()["data"]["r"]["field"] == "id"
    assert caller.client.delete(f"{ADDRESS}{uuid4()}/").status_code == 404
    assert BalanceMonitor.objects.get().deleted_at is None
