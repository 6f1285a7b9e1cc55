"""Worker processes are forks of the web server's main process, which has imported everything for them."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.support.engine import CHECKOUT

START = """
import gc, json, os, sys

events = []

def note(event, arguments):
    if event in ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.system"):
        events.append(f"{event} {arguments}")

sys.addaudithook(note)

import django

django.setup()

from django.db import connections
from server.ops.management.commands import serve

serve.import_application()
told = {
    "processes": events[:],
    "threads": len(os.listdir("/proc/self/task")),
    "connections": [each.alias for each in connections.all(initialized_only=True) if each.connection],
    "collects": gc.isenabled(),
    "looks_through": len(gc.get_objects()) / gc.get_freeze_count(),
    "unused": [name for name in sys.modules if name.startswith(("django.contrib.gis", "redis"))],
}

from django.test import Client

before, caller = set(sys.modules), Client(headers={"host": "127.0.0.1"})
query = {"query": "{ engine { __typename } }"}
told["statuses"] = [
    caller.get("/healthz").status_code,
    caller.get("/api/v1/merchants/").status_code,
    caller.post("/graphql/", query, content_type="application/json").status_code,
]
new = sorted(name for name in set(sys.modules) - before if name.startswith(("server.", "strawberry")))
# /healthz compares the database with the migrations.
told["imported"] = [name for name in new if ".migrations" not in name and name != "server.database.operations"]
print(json.dumps(told))
"""


@pytest.mark.usefixtures("database")
def test_the_main_process_imports_the_application_and_starts_nothing() -> None:
    """No thread and no connection: a fork would inherit both, and neither works in it."""
    names = {f"DB_{name}": str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT")}
    ran = subprocess.run(
        [sys.executable, "-c", START],
        cwd=CHECKOUT,
        env=os.environ | names | {"PAYOUT_OPEN_ACCESS": "true", "REDIS_URL": ""},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["processes"] == told["connections"] == told["unused"] == []
    assert told["threads"] == 1
    assert told["collects"]
    assert told["looks_through"] < 0.1  # the rest stays as it is, shared
    assert told["statuses"] == [200, 200, 200]
    assert told["imported"] == []
