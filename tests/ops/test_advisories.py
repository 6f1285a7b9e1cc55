"""Runs the real pip-audit and npm against local advisory services: known vulnerabilities fail the check, unreachable
services are reported, and neither can delay the tests for long."""

import gzip
import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from server.ops.dev import advisories
from server.ops.dev.checks import Check, run
from tests.ops.test_requirements import pins

Advised = dict[str, list[dict[str, Any]]]


class AdvisoryService(ThreadingHTTPServer):
    """Serves both protocols, OSV and npm, with the given advisories."""

    def __init__(self, status: int, python: Advised, npm: Advised) -> None:
        super().__init__(("127.0.0.1", 0), Responses)
        self.status, self.python, self.npm = status, python, npm
        self.requested: set[str] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Responses(BaseHTTPRequestHandler):
    server: AdvisoryService

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        query = json.loads(raw)
        if self.path.startswith("/osv"):
            name = query["package"]["name"]
            self.server.requested.add(name)
            self._send({"vulns": self.server.python.get(name, [])})
        else:
            self.server.requested.update(query)
            self._send({name: known for name, known in self.server.npm.items() if name in query})

    def do_GET(self) -> None:
        name = self.path.strip("/")
        self._send({"name": name, "versions": {}, "dist-tags": {}})

    def _send(self, body: object) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def service(status: int = 200, python: Advised | None = None, npm: Advised | None = None) -> Iterator[AdvisoryService]:
    with AdvisoryService(status, python or {}, npm or {}) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)


@dataclass
class Audit:
    code: int
    output: str


Audited = Callable[[AdvisoryService], Audit]


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Audited:
    def audit(server: AdvisoryService) -> Audit:
        monkeypatch.setenv("PIP_AUDIT_VULNERABILITY_SERVICE", "osv")
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", f"{server.address}/osv")
        monkeypatch.setenv("npm_config_registry", server.address)
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        return Audit(advisories.main(), capsys.readouterr().out)

    monkeypatch.setattr(advisories, "TIMEOUT_SECONDS", 300)  # enough for a busy machine
    return audit


needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="the page's packages need npm")


@needs_npm
def test_every_pin_is_looked_up_and_passes_without_a_known_vulnerability(audited: Audited) -> None:
    with service() as server:
        done = audited(server)
    assert done.code == 0
    assert {name.lower() for name in {**pins("dev"), **pins("embedded")}} <= server.requested
    assert {"graphiql", "react", "vite"} <= server.requested
    assert "Python: 0 known vulnerabilities in" in done.output
    assert "npm: 0 known vulnerabilities in" in done.output


@needs_npm
def test_a_known_vulnerability_fails_and_is_named(audited: Audited) -> None:
    version = pins("run")["django"]
    known = {
        "id": "PYSEC-2026-1",
        "summary": "x",
        "affected": [
            {
                "package": {"name": "django", "ecosystem": "PyPI"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
                "versions": [version],
            }
        ],
    }
    advised = {"id": 1, "url": "x", "title": "x", "severity": "high", "vulnerable_versions": "*"}
    with service(python={"django": [known]}, npm={"graphiql": [advised]}) as server:
        done = audited(server)
    assert done.code == 1
    assert f"Python: django {version}: PYSEC-2026-1, fixed in 99.1" in done.output
    assert "npm: graphiql" in done.output
    assert "NOT CHECKED" not in done.output


def test_a_service_that_refuses_is_reported_and_fails_nothing(audited: Audited) -> None:
    with service(status=405) as server:
        done = audited(server)
    assert done.code == advisories.NOT_CHECKED
    assert done.output.count("NOT CHECKED for known vulnerabilities: ") == 2
    assert done.output.count("\n") == 2


def test_a_silent_service_is_given_up_after_the_time_limit(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "TIMEOUT_SECONDS", 0.5)
    with service() as server:
        done = audited(server)
    assert done.code == advisories.NOT_CHECKED
    assert "Python: NOT CHECKED for known vulnerabilities: no answer within 0.5 s" in done.output


@pytest.mark.parametrize(("code", "passed"), [(0, True), (75, True), (1, False)])
def test_a_check_that_could_not_look_passes_and_says_why(
    capsys: pytest.CaptureFixture[str], code: int, passed: bool
) -> None:
    result = run(Check("x", [sys.executable, "-c", f"print('why'); raise SystemExit({code})"], not_checked=75))
    assert (result.passed, result.was_checked) == (passed, code != 75)
    assert "why" in capsys.readouterr().out
