"""The fake's HTTP: routes, authentication, and the faults that a test asks for."""

import json
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pytest_django import Settings

from server.bank.razorpayx.pacing import pace
from server.bank.scripts import Script

from .account_validation import Validation
from .book import Book, Payout
from .faults import Fault
from .validation import Wrong

KEY_ID, KEY_SECRET, ACCOUNT = "rzp_test_ABCDEFGHIJKLMN", "s3cr3t-of-the-fake", "7878780080316316"
HANGS = {Script.TIMES_OUT_THOUGH_IT_PAID, Script.HANGS_THEN_PAYS, Script.NEVER_ANSWERS}


class FakeRazorpayX:
    def __init__(self) -> None:
        self.book = Book(ACCOUNT)
        self.faults: dict[str, deque[Fault]] = {"POST": deque(), "GET": deque()}
        self.calls: list[tuple[str, str]] = []  # method, path with its query
        self.bodies: list[tuple[str | None, Any]] = []  # key and body of each POST
        self.chance: Callable[[], Fault | None] = lambda: None  # of a call that no other fault was asked for
        self.retry_after: str | None = "1"
        self.once_carried_out: Callable[[str], None] = lambda _method: None  # before the answer goes out
        self.ended = Event()
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "FakeRazorpayX":
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of this method."""
        self.faults[method].extend(faults)

    def posts(self) -> int:
        return sum(method == "POST" for method, _ in self.calls)


@contextmanager
def paying_through(settings: Settings, *, deadline: float = 20.0) -> Iterator[FakeRazorpayX]:
    """The engine's bank is the fake, within the block."""
    with FakeRazorpayX() as fake:
        pace.forget()
        settings.PAYOUT_BANK = "razorpayx"
        settings.PAYOUT_BANK_DEADLINE_SECONDS = deadline
        settings.PAYOUT_RAZORPAYX_BASE_URL = fake.url
        settings.PAYOUT_RAZORPAYX_KEY_ID, settings.PAYOUT_RAZORPAYX_KEY_SECRET = KEY_ID, KEY_SECRET
        settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER = ACCOUNT
        settings.PAYOUT_RAZORPAYX_CALLS_PER_SECOND = 1000.0
        yield fake


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, fake: FakeRazorpayX) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        fake = self.server.fake
        body = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or "null")
        fake.calls.append((method, self.path))
        if method == "POST":
            fake.bodies.append((self.headers.get("x-payout-idempotency"), body))
        fault = fake.faults[method].popleft() if fake.faults[method] else fake.chance()
        if fault and not fault.is_carried_out:
            return self._fail(fault)
        status, answer = self._answer(method, body)
        fake.once_carried_out(method)
        fault = fault or self._scripted(method, status, answer)
        return self._fail(fault) if fault else self._send(status, json.dumps(answer).encode())

    def _answer(self, method: str, body: Any) -> tuple[int, Any]:  # noqa: PLR0911 - a table
        book, url = self.server.fake.book, urlsplit(self.path)
        if self.headers.get("authorization") != f"Basic {b64encode(f'{KEY_ID}:{KEY_SECRET}'.encode()).decode()}":
            return 401, _error("The api key provided is invalid", None, "NA")
        match method, url.path.strip("/").split("/"):
            case "POST", ["v1", "fund_accounts", "validations"]:
                return self._validate(body)
            case "GET", ["v1", "fund_accounts", "validations", name]:
                return self._look_at(book.validations.get(name))
            case "POST", ["v1", "payouts"]:
                return self._make(body)
            case "POST", ["v1", "payouts", name, "cancel"]:
                return self._cancel(book.payouts.get(name))
            case "GET", ["v1", "payouts"]:
                return self._list({name: values[0] for name, values in parse_qs(url.query).items()})
            case "GET", ["v1", "payouts", name]:
                return self._show(book.payouts.get(name))
        return 404, _error("The requested URL was not found on the server.", None, "NA")

    def _cancel(self, payout: Payout | None) -> tuple[int, Any]:
        if payout is None or payout.status != "queued":
            return 400, _error("Payout cannot be cancelled", None, "input_validation_failed")
        self.server.fake.book.end(payout, "cancelled")
        return 200, payout.as_json()

    def _validate(self, body: Any) -> tuple[int, Any]:
        try:
            return 200, self.server.fake.book.validate(body).as_json()
        except Wrong as wrong:
            return 400, _error(wrong.description, wrong.field, wrong.reason)

    def _look_at(self, validation: Validation | None) -> tuple[int, Any]:
        if validation is None:
            return 400, _error("The id provided does not exist", None, "input_validation_failed")
        return 200, self.server.fake.book.decide(validation).as_json()

    def _show(self, payout: Payout | None) -> tuple[int, Any]:
        if payout is None:
            return 400, _error("The id provided does not exist", None, "input_validation_failed")
        return 200, self.server.fake.book.look(payout).as_json()

    def _make(self, body: Any) -> tuple[int, Any]:
        fake = self.server.fake
        key = self.headers.get("x-payout-idempotency")
        ending = _ending(body)
        if ending == Script.REFUSES_TWICE_THEN_PAYS and key not in fake.book.keys:
            fake.book.refusals[str(key)] += 1
            if fake.book.refusals[str(key)] <= 2:
                return 429, _error("Request failed. Please try after sometime.", None, "NA")
        if ending == Script.TIMES_OUT_AND_NEVER_PAID:
            return 504, {}
        try:
            payout = fake.book.make(body, key)
        except Wrong as wrong:
            return 400, _error(wrong.description, wrong.field, wrong.reason)
        if ending == Script.TIMES_OUT_THOUGH_IT_PAID and payout.status == "processing":
            fake.book.pay(payout)
        return 200, payout.as_json()

    def _list(self, query: dict[str, str]) -> tuple[int, Any]:
        book = self.server.fake.book
        if query.get("account_number") != book.account_number:
            return 400, _error("The account number is invalid.", "account_number", "input_validation_failed")
        found = [
            payout
            for payout in book.payouts.values()
            if query.get("reference_id") in (None, payout.reference)
            and query.get("status") in (None, payout.status)
            and int(query.get("from", 0)) <= payout.created_at <= int(query.get("to", 2**40))
        ]
        contradicts = [payout for payout in found if payout.ending == Script.CONTRADICTS_ITSELF and payout.looks == 0]
        for payout in contradicts:
            payout.looks = 1  # not there yet, the first time
            found.remove(payout)
        skip, count = int(query.get("skip", 0)), min(int(query.get("count", 10)), book.most)
        shown = found[::-1][skip : skip + count]
        items = [(book.look(payout) if "reference_id" in query else payout).as_json() for payout in shown]
        return 200, {"entity": "collection", "count": len(items), "items": items}

    def _scripted(self, method: str, status: int, answer: Any) -> Fault | None:
        """As the account's ending has it, once the call was carried out."""
        fake = self.server.fake
        items: list[dict[str, Any]] = answer.get("items", [answer]) if status == 200 else []
        endings = {fake.book.payouts[item["id"]].ending for item in items if item["id"] in fake.book.payouts}
        if Script.NEVER_ANSWERS in endings or (method == "POST" and endings & HANGS):
            open_ = any(item["status"] == "processing" for item in items)
            return Fault.HANGS_AFTER if open_ or method == "POST" else None
        if method == "POST" and Script.CONTRADICTS_ITSELF in endings:
            return Fault.ERROR_AFTER
        return None

    def _fail(self, fault: Fault) -> None:
        fake = self.server.fake
        if fault.status:
            self._send(fault.status, json.dumps(_error("Something went wrong.", None, "server_error")).encode())
        elif fault in (Fault.GARBAGE_AFTER, Fault.HTML_AFTER):
            self._send(200, b'{"id": "pout_' if fault is Fault.GARBAGE_AFTER else b"<html>Sign in</html>")
        else:
            self.close_connection = True
            if fault in (Fault.CLOSES_BEFORE, Fault.CLOSES_AFTER):
                return
            if fault in (Fault.DRIPS_AFTER, Fault.LONG_AFTER):
                self.send_response(200)
                self.end_headers()
            part, pause = (b" " * 65536, 0.0) if fault is Fault.LONG_AFTER else (b" ", 0.05)
            while not fake.ended.wait(pause):
                try:
                    if fault in (Fault.DRIPS_AFTER, Fault.LONG_AFTER):
                        self.wfile.write(part)
                    elif not self.connection.recv(1):
                        return
                except OSError:
                    return

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        if status == 429 and self.server.fake.retry_after is not None:
            self.send_header("Retry-After", self.server.fake.retry_after)
        if status == 302:
            self.send_header("Location", "/v1/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _ending(body: Any) -> str:
    try:
        return str(body["fund_account"]["bank_account"]["account_number"])[-4:]
    except (KeyError, TypeError):
        return ""


def _error(description: str, field: str | None, reason: str) -> dict[str, Any]:
    error = {"code": "BAD_REQUEST_ERROR", "description": description, "source": "business", "reason": reason}
    return {"error": error | {"step": "NA", "metadata": {}} | ({"field": field} if field else {})}


__all__ = ["ACCOUNT", "KEY_ID", "KEY_SECRET", "FakeRazorpayX", "Payout", "paying_through"]
