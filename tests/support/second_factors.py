"""An authenticator app, and the calls of the page that set it up and use it."""

import json
import time
from base64 import b32decode
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.db.models import F
from django.test import Client

from server.access.models import SecondFactor
from tests.conftest import guards_off
from tests.support.users import PASSWORD

STEP_SECONDS = 30


class App:
    """What a phone knows. Each code is a later one, and the first is the present one: two can be used at once, and one
    that a busy machine checks in the next half minute still counts."""

    def __init__(self, secret: str) -> None:
        self.hotp = HOTP(b32decode(secret.replace(" ", "")), 6, SHA1())  # noqa: S303
        self.used_step = 0

    def next_code(self) -> str:
        self.used_step = max(now_step(), self.used_step + 1)
        assert self.used_step <= now_step() + 1, "call time_passes()"
        return self.code_of(self.used_step)

    def code_of(self, step: int) -> str:
        return self.hotp.generate(step).decode()

    def wrong_code(self) -> str:
        """None of the codes that could count."""
        near = {self.code_of(now_step() + ahead) for ahead in range(-2, 4)}
        return next(code for code in map(str, range(300000, 300010)) if code not in near)

    def time_passes(self) -> None:
        """The codes used so far are old ones."""
        with guards_off():
            SecondFactor.objects.update(last_used_step=F("last_used_step") - 5)
        self.used_step = 0


def now_step() -> int:
    return int(time.time()) // STEP_SECONDS


def post(client: Client, address: str, body: object = None, method: str = "POST") -> Any:
    """Like the page, with its CSRF token."""
    if "csrftoken" not in client.cookies:
        client.get("/session/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    text = "" if body is None else json.dumps(body)
    return client.generic(method, address, text, "application/json", headers=token, CONTENT_TYPE="application/json")


def code_step(client: Client, code: str) -> Any:
    """The second step of signing in."""
    return post(client, "/session/code/", {"code": code})


def turn_on(client: Client, code: str, password: str = PASSWORD) -> Any:
    """The password counts in a full session alone: who has just shown it is not asked again."""
    return post(client, "/session/second_factor/turn_on/", {"password": password, "code": code})


def enrol(client: Client) -> App:
    """Set up the second factor of who is signed in, or has to before anything else."""
    app, _ = enrol_with_recovery_codes(client)
    return app


def enrol_with_recovery_codes(client: Client) -> tuple[App, list[str]]:
    begun = post(client, "/session/second_factor/")
    assert begun.status_code == 200, begun.content
    app = App(begun.json()["secret"])
    done = turn_on(client, app.next_code())
    assert done.status_code == 200, done.content
    return app, done.json()["recovery_codes"]
