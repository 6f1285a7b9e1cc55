"""The real pip-audit and npm, with advisory services of this machine: what they know fails, what they keep silent about
is said, and none of them can hold up the tests."""

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
    """Speaks as both services do, of the packages named."""

    def __init__(self, status: int, python: Advised, npm: Advised) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.status, self.python, self.npm = status, python, npm
        self.asked: set[str] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: AdvisoryService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        asked = json.loads(body)
        if self.path.startswith("/osv"):
            name = asked["package"]["name"]
            self.server.asked.add(name)
            self._say({"vulns": self.server.python.get(name, [])})
        else:
            self.server.asked.update(asked)
            self._say({name: known for name, known in self.server.npm.items() if name in asked})

    def do_GET(self) -> None:
        name = self.path.strip("/")
        self._say({"name": name, "versions": {}, "dist-tags": {}})

    def _say(self, answer: object) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

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
    said: str


Audited = Callable[[AdvisoryService], Audit]


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Audited:
    def audit(server: AdvisoryService) -> Audit:
        monkeypatch.setenv("PIP_AUDIT_VULNERABILITY_SERVICE", "osv")
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", f"{server.address}/osv")
        monkeypatch.setenv("npm_config_registry", server.address)
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        return Audit(advisories.main(), capsys.readouterr().out)

    monkeypatch.setattr(advisories, "LONGEST_SECONDS", 300)  # however busy this machine is
    return audit


needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="the page's packages need npm")


@needs_npm
def test_every_pin_is_asked_about_and_what_nobody_knows_of_passes(audited: Audited) -> None:
    with service() as server:
        done = audited(server)
    assert done.code == 0
    assert {name.lower() for name in {**pins("dev"), **pins("embedded")}} <= server.asked
    assert {"graphiql", "react", "vite"} <= server.asked
    assert "Python: 0 known vulnerabilities in" in done.said
    assert "npm: 0 known vulnerabilities in" in done.said


@needs_npm
def test_what_is_known_fails_with_its_name(audited: Audited) -> None:
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
    assert f"Python: django {version}: PYSEC-2026-1, fixed in 99.1" in done.said
    assert "npm: graphiql" in done.said
    assert "NOT CHECKED" not in done.said


def test_a_service_that_refuses_is_told_of_and_fails_nothing(audited: Audited) -> None:
    with service(status=405) as server:
        done = audited(server)
    assert done.code == advisories.NOT_CHECKED
    assert done.said.count("NOT CHECKED for known vulnerabilities: ") == 2
    assert done.said.count("\n") == 2


def test_a_service_that_keeps_silent_holds_up_nothing(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "LONGEST_SECONDS", 0.5)
    with service() as server:
        done = audited(server)
    assert done.code == advisories.NOT_CHECKED
    assert "Python: NOT CHECKED for known vulnerabilities: no answer within 0.5 s" in done.said


@pytest.mark.parametrize(("code", "passed", "said"), [(0, True, ""), (75, True, "not checked"), (1, False, "")])
def test_a_check_that_could_not_look_passes_and_says_so(
    capsys: pytest.CaptureFixture[str], code: int, passed: bool, said: str
) -> None:
    result = run(Check("x", [sys.executable, "-c", f"print('why'); raise SystemExit({code})"], not_checked=75))
    assert (result.passed, result.was_checked) == (passed, code != 75)
    assert "why" in capsys.readouterr().out
