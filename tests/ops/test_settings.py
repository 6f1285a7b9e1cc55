"""The code, .env.example and compose.yaml have the same settings; invalid values are refused in one line."""

import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.engine import CHECKOUT, LocalEngine

WRITTEN = "".join(file.read_text() for file in (CHECKOUT / "server" / "settings").glob("*.py"))
SETTINGS = set(re.findall(r'env\.\w+\(\s*"(\w+)"', WRITTEN))
# Compose has its own database and volume; failpoints and webhooks to loopback are for tests.
NOT_IN_COMPOSE = {
    "PAYOUT_DATA_DIR",
    "PAYOUT_FAILPOINTS",
    "PAYOUT_FAILPOINTS_SEED",
    "PAYOUT_FAILPOINTS_LOG",
    "PAYOUT_WEBHOOKS_MAY_REACH",
}
SECRET, KEY = secrets.token_urlsafe(50), secrets.token_urlsafe(32)
OWNER_SETTINGS = {"DB_USER", "DB_PASSWORD"}


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((CHECKOUT / "compose.yaml").read_text()))


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (CHECKOUT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == SETTINGS


@pytest.mark.parametrize("service", ["migrate", "web", "worker"])
def test_the_containers_get_every_setting_and_no_other(service: str) -> None:
    excluded = NOT_IN_COMPOSE if service == "migrate" else NOT_IN_COMPOSE | OWNER_SETTINGS
    assert set(compose()["services"][service]["environment"]) == SETTINGS - excluded


def test_the_containers_run_commands_that_exist() -> None:
    for service in compose()["services"].values():
        for command in re.findall(r"manage\.py (\w+)", f"{service.get('command')} {service.get('healthcheck')}"):
            shown = subprocess.run(
                [sys.executable, "manage.py", command, "--help"],
                cwd=CHECKOUT,
                env=LocalEngine(Path("/nowhere")).environment(),
                capture_output=True,
                text=True,
                check=False,
            )
            assert shown.returncode == 0, shown.stderr


def test_the_dockerfile_copies_files_that_exist() -> None:
    dockerfile = (CHECKOUT / "Dockerfile").read_text()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for source in sources.split():
            assert (CHECKOUT / source).exists(), source


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "perhaps"),
        ("DB_HOST", "first.invalid,,second.invalid"),
        ("DB_PORT", "five"),
        ("DB_PORT", "5432,"),
        ("DB_PORT", "65536"),
        ("DB_PORT", "5432,5433"),
        ("PAYOUT_ENCRYPTION_KEYS", "c2hvcnQ"),
        ("PAYOUT_ENCRYPTION_KEYS", "not base64 at all"),
        ("REDIS_URL", "nonsense"),
        ("PAYOUT_MAX_RETRIES", "0"),
        ("PAYOUT_BANK_FAILURE_RATE", "2"),
        ("PAYOUT_RETRY_DELAYS_SECONDS", "10,-1"),
        ("PAYOUT_BANK_LATENCY_SECONDS", "0.5,0.1"),
        ("PAYOUT_INTEGRITY_CHECK_AT", "25:00"),
        ("PAYOUT_INTEGRITY_CHECK_AT", "nightly"),
        ("PAYOUT_INTEGRITY_CHECK_EVERY", "0"),
        ("PAYOUT_INTEGRITY_CHECK_EVERY", "1441"),
        ("PAYOUT_INTEGRITY_CHECK_EVERY", "ten"),
        ("PAYOUT_BANK_DEADLINE_SECONDS", "30"),
        ("PAYOUT_IDEMPOTENCY_WINDOW_HOURS", "0"),
        ("PAYOUT_RATE_LIMIT_READS", "600"),
        ("PAYOUT_RATE_LIMIT_WRITES", "0/minute"),
        ("PAYOUT_WEBHOOKS_MAY_REACH", "everything"),
        ("PAYOUT_FAILPOINTS", "create.during=kill"),
        ("PAYOUT_FAILPOINTS", "claim.after=faint"),
        ("PAYOUT_FAILPOINTS", "claim.after=kill@0"),
        ("PAYOUT_FAILPOINTS", "*=kill%2"),
    ],
)
def test_an_invalid_value_stops_the_start_in_one_line(variable: str, value: str, tmp_path: Path) -> None:
    refused = LocalEngine(tmp_path).manage("up", **{"DB_HOST": "localhost", variable: value})
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert variable in refused.stderr


RAZORPAYX = {
    "PAYOUT_BANK": "razorpayx",
    "PAYOUT_RAZORPAYX_KEY_ID": "rzp_test_ABCDEFGHIJKLMN",
    "PAYOUT_RAZORPAYX_KEY_SECRET": "Kn0wn-to-n0body",
    "PAYOUT_RAZORPAYX_ACCOUNT_NUMBER": "7878780080316316",
}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PAYOUT_BANK", "razorpay"),
        ("PAYOUT_RAZORPAYX_KEY_ID", ""),
        ("PAYOUT_RAZORPAYX_KEY_ID", "ABCDEFGHIJKLMN"),
        ("PAYOUT_RAZORPAYX_KEY_SECRET", ""),
        ("PAYOUT_RAZORPAYX_KEY_SECRET", "in two words"),
        ("PAYOUT_RAZORPAYX_ACCOUNT_NUMBER", ""),
        ("PAYOUT_RAZORPAYX_ACCOUNT_NUMBER", "7878-7800"),
        ("PAYOUT_RAZORPAYX_BASE_URL", "http://api.razorpay.com"),
        ("PAYOUT_RAZORPAYX_BASE_URL", "api.razorpay.com"),
        ("PAYOUT_RAZORPAYX_BASE_URL", "https://api.razorpay.com/v1"),
        ("PAYOUT_RAZORPAYX_BASE_URL", "https://me:Kn0wn-to-n0body@api.razorpay.com"),
        ("PAYOUT_RAZORPAYX_BASE_URL", "https://api.razorpay.com:https"),
        ("PAYOUT_RAZORPAYX_CALLS_PER_SECOND", "0"),
    ],
)
def test_a_bank_that_cannot_be_reached_stops_the_start_without_telling_its_secret(
    variable: str, value: str, tmp_path: Path
) -> None:
    refused = LocalEngine(tmp_path).manage("up", DB_HOST="localhost", **(RAZORPAYX | {variable: value}))
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert variable in refused.stderr
    assert "Kn0wn" not in refused.stderr


def test_the_development_key_is_refused_without_debug(tmp_path: Path) -> None:
    refused = LocalEngine(tmp_path).manage("migrate", DEBUG="false")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "SECRET_KEY" in refused.stderr


def test_failpoints_are_refused_without_debug(tmp_path: Path) -> None:
    own_secret = {"DEBUG": "false", "SECRET_KEY": SECRET, "PAYOUT_ENCRYPTION_KEYS": KEY}
    refused = LocalEngine(tmp_path).manage("migrate", PAYOUT_FAILPOINTS="claim.after=kill", **own_secret)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "PAYOUT_FAILPOINTS" in refused.stderr


def test_webhooks_to_this_machine_are_refused_where_others_call(tmp_path: Path) -> None:
    own_secret = {"DEBUG": "false", "SECRET_KEY": SECRET, "PAYOUT_ENCRYPTION_KEYS": KEY, "ALLOWED_HOSTS": "pay.example"}
    refused = LocalEngine(tmp_path).manage("migrate", PAYOUT_WEBHOOKS_MAY_REACH="loopback", **own_secret)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "PAYOUT_WEBHOOKS_MAY_REACH" in refused.stderr


def test_encryption_keys_are_required_without_debug(tmp_path: Path) -> None:
    refused = LocalEngine(tmp_path).manage("migrate", DEBUG="false", SECRET_KEY=SECRET)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "PAYOUT_ENCRYPTION_KEYS" in refused.stderr


def test_an_invalid_key_is_not_printed(tmp_path: Path) -> None:
    refused = LocalEngine(tmp_path).manage("migrate", PAYOUT_ENCRYPTION_KEYS="c2VjcmV0")
    assert refused.returncode == 2
    assert "c2VjcmV0" not in refused.stderr


@pytest.mark.parametrize("tool", ["benchmarks.__main__", "tests.torture.__main__"])
def test_a_tool_with_an_engine_of_its_own_chooses_the_settings_before_they_are_read(tool: str) -> None:
    """They are read once: whoever imports them first decides which database is meant."""
    read = f"import sys, {tool}; print([name for name in sys.modules if name.startswith('server.settings')])"
    told = subprocess.run([sys.executable, "-c", read], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
