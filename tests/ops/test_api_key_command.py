"""`manage.py api_key`, which creates an operator's first key on the machine itself."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from server.access.models import ApiKey
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.api.keys import client_with
from tests.support.engine import CHECKOUT, LocalEngine, prepared_engine

KEY = re.compile(r"payout_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}\n")


@pytest.fixture(autouse=True)
def access_is_closed(database: None, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the tests' database, as from a shell."""
    names = {f"DB_{name}": str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT")}
    return subprocess.run(
        [sys.executable, "manage.py", "api_key", *arguments],
        cwd=CHECKOUT,
        env=os.environ | names | {"PAYOUT_NO_VENV": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_operators_key_is_created_and_printed_alone_on_standard_output() -> None:
    made = manage("create", "--operator", "--name", "Asha")
    assert made.returncode == 0, made.stderr
    assert KEY.fullmatch(made.stdout)
    assert "only time" in made.stderr
    assert made.stdout.strip() not in made.stderr
    assert client_with(made.stdout.strip()).get("/api/v1/merchants/").status_code == 200
    key = ApiKey.objects.get()
    assert (key.merchant_id, key.scopes, key.created_by) == (
        None,
        ["read", "payouts", "beneficiaries", "webhooks", "operate"],
        "command api_key",
    )
    event = AuditEvent.objects.get(action="api_key.created")
    assert (event.actor_kind, event.actor_id) == ("command", f"uid {os.geteuid()}")
    assert (event.actor_name, event.subject_id, event.request_id) == ("api_key", str(key.id), None)


def test_a_merchants_key_is_created_listed_rotated_and_revoked(merchant: Merchant) -> None:
    old = manage("create", "--merchant", merchant.email, "--name", "shop", "--scopes", "read", "--days", "90")
    key = ApiKey.objects.get()
    assert (key.merchant_id, key.scopes) == (merchant.id, ["read"])
    assert key.expires_at
    assert round((key.expires_at - key.created_at).total_seconds() / 86_400) == 90
    new = manage("rotate", key.prefix, "--grace-hours", "1")
    assert KEY.fullmatch(new.stdout)
    clients = [client_with(each.stdout.strip()) for each in (old, new)]
    assert [client.get("/api/v1/balance/").status_code for client in clients] == [200, 200]
    assert manage("revoke", str(key.id)).returncode == 0
    assert [client.get("/api/v1/balance/").status_code for client in clients] == [401, 200]
    listed = manage("list", "--merchant", str(merchant.id))
    first, second = listed.stdout.splitlines()
    assert (key.prefix in first, "revoked" in first, "live until" in second) == (True, True, True)
    for output in (listed.stdout, new.stderr):
        assert old.stdout.strip().split("_")[2] not in output
        assert new.stdout.strip().split("_")[2] not in output
    assert {
        event.actor_kind
        for event in AuditEvent.objects.filter(action__startswith="api_key.").exclude(action="api_key.refused")
    } == {"command"}


WRONG = {
    "no owner": ["create", "--name", "x"],
    "two owners": ["create", "--operator", "--merchant", str(uuid4()), "--name", "x"],
    "no name": ["create", "--operator", "--name", " "],
    "an unknown scope": ["create", "--operator", "--name", "x", "--scopes", "read,everything"],
    "an unknown merchant": ["create", "--merchant", "nobody@merchant.example", "--name", "x"],
    "zero days": ["create", "--operator", "--name", "x", "--days", "0"],
    "an unknown key": ["rotate", str(uuid4())],
    "an unknown prefix": ["revoke", "abcdefghijkl"],
    "no subcommand": [],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_invalid_arguments_are_refused_with_a_message(arguments: list[str]) -> None:
    refused = manage(*arguments)
    assert (refused.returncode in {1, 2}, refused.stdout) == (True, "")
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip()
    assert not ApiKey.objects.exists()


def test_a_merchants_key_cannot_operate(merchant: Merchant) -> None:
    refused = manage("create", "--merchant", str(merchant.id), "--name", "x", "--scopes", "operate")
    assert "operate is for operators" in refused.stderr
    assert not ApiKey.objects.exists()


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        yield engine


def test_the_command_starts_the_embedded_database(engine: LocalEngine) -> None:
    made = engine.manage("api_key", "create", "--operator", "--name", "Asha")
    assert KEY.fullmatch(made.stdout), made.stderr
    assert "Asha" in engine.manage("api_key", "list").stdout
    assert engine.processes() == set()
