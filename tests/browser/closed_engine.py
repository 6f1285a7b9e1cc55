"""A closed engine, whose cookies are Secure, with users of both sample merchants and an operator."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.support.engine import CHECKOUT, LocalEngine, engine_on_a_copy_of, kept_until_the_end
from tests.support.servers import wait_until
from tests.support.users import PASSWORD

ASHA, BOSS, LEAVER, RAVI = "asha@acme-exports.in", "boss@example.in", "leaver@acme-exports.in", "ravi@globaltrade.co.in"
ACME, GLOBE = "finance@acme-exports.in", "accounts@globaltrade.co.in"  # of `seed`
# As compose starts it: closed, with Secure cookies, yet called at http://127.0.0.1.
CLOSED = {
    "DEBUG": "false",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "PAYOUT_ENCRYPTION_KEYS": secrets.token_urlsafe(32),
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "PAYOUT_PLAYGROUND": "true",  # off by default on a closed engine
}


@contextmanager
def closed_engine(**environment: str) -> Iterator[LocalEngine]:
    """`serve` on loopback: `up` would start an open engine there. No worker: payouts stay pending."""
    with engine_on_a_copy_of(_merchants_and_users()) as engine:
        engine.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(engine.port)],
            cwd=CHECKOUT,
            env=engine.environment(**CLOSED, **environment),
            text=True,
            start_new_session=True,
        )
        wait_until(lambda: engine.health() == 200)
        yield engine
        engine.stop(signal.SIGTERM)


@cache
def _merchants_and_users() -> Path:
    engine = kept_until_the_end()
    manage(engine, "migrate", "--verbosity", "0")
    manage(engine, "seed", PAYOUT_OPEN_ACCESS="true")
    for user, merchant in {ASHA: ACME, LEAVER: ACME, RAVI: GLOBE}.items():
        manage(engine, "user", "add", user, "--merchant", merchant, typed=PASSWORD)
    manage(engine, "user", "add", BOSS, "--operator", typed=PASSWORD)
    manage(engine, "user", "grant-paying", BOSS)
    return engine.data_dir


def manage(engine: LocalEngine, *arguments: str, typed: str = "", **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=engine.environment(**CLOSED | more),
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def merchants(engine: LocalEngine) -> list[str]:
    """Acme's id and GlobalTrade's."""
    with engine.cluster().connect("payout_engine") as database:
        return [str(merchant) for [merchant] in database.execute("SELECT id FROM merchants ORDER BY name")]


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail or user name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    """Until the start page is loaded anew: a visit before then would be interrupted. (A dialog that closes moves in the
    history, which `expect_navigation` takes for a navigation.)"""
    with page.expect_event("load"):
        page.get_by_role("button", name="Sign out").click()
