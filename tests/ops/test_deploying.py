"""Django's deployment check finds no fault in the environment that compose.yaml sets."""

import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.crypto import get_random_string

from tests.support.engine import CHECKOUT, LocalEngine

from .test_settings import compose

OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text()


def made_secrets() -> dict[str, str]:
    """As docs/operations.md makes them."""
    [script] = re.findall(r"^python3 -c '(.*?)' >> \.env", OPERATIONS, re.DOTALL | re.MULTILINE)
    lines = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    return dict(line.split("=", 1) for line in lines.splitlines())


def test_no_secret_of_compose_has_a_default_and_the_operations_page_makes_each() -> None:
    text = (CHECKOUT / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?", text)) == made_secrets().keys()
    assert not re.findall(r"\$\{\w*(?:PASSWORD|SECRET|KEYS)\w*(?::-[^}]|\})", text)
    chosen = made_secrets()
    assert environment_of("web", **chosen)["REDIS_URL"] == f"redis://:{chosen['REDIS_PASSWORD']}@redis:6379/0"
    assert "DB_PASSWORD" not in environment_of("web")


def test_the_same_file_serves_up_as_well(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in made_secrets().items()))
    checked = LocalEngine(tmp_path).manage("check", PAYOUT_ENV_FILE=str(file), DEBUG="false")
    assert (checked.returncode, checked.stderr) == (0, "")


def environment_of(service: str, **chosen: str) -> dict[str, str]:
    """The service's environment if the user has set `chosen` and nothing else."""
    chosen = made_secrets() | chosen
    made: dict[str, str] = {}
    for name, value in compose()["services"][service]["environment"].items():
        if value is None:  # passed through if set
            made |= {name: chosen[name]} if name in chosen else {}
        else:
            made[name] = re.sub(r"\$\{(\w+):[-?]([^}]*)\}", lambda found: chosen.get(found[1], found[2]), str(value))
    return made


def check(**environment: str) -> tuple[int, str]:
    checked = LocalEngine(Path("/nowhere")).manage("check", "--deploy", "--fail-level", "WARNING", **environment)
    return checked.returncode, checked.stdout + checked.stderr


@pytest.mark.parametrize("service", ["web", "worker"])
def test_composes_services_have_no_issues(service: str) -> None:
    environment = environment_of(service)
    assert environment["DEBUG"] == "false"
    status, output = check(**environment)
    assert (status, "no issues" in output) == (0, True), output


def test_a_public_host_name_has_no_issues() -> None:
    environment = environment_of("web", ALLOWED_HOSTS="payouts.example", PAYOUT_PROXIES="1")
    assert "PAYOUT_HTTPS_ONLY" not in environment  # it follows from ALLOWED_HOSTS
    status, output = check(**environment)
    assert (status, "(4 silenced)" in output) == (0, True), output


@pytest.mark.parametrize(
    ("careless", "warning"),
    [
        ({"ALLOWED_HOSTS": "payouts.example", "PAYOUT_HTTPS_ONLY": "false"}, "security.W008"),
        ({"PAYOUT_SECURE_COOKIES": "false"}, "security.W010"),
        ({"DEBUG": "true"}, "security.W018"),
    ],
)
def test_careless_settings_are_found(careless: dict[str, str], warning: str) -> None:
    status, output = check(**environment_of("web", **careless))
    assert status == 1
    assert warning in output


@pytest.mark.parametrize("command", ["serve", "run_huey", "up"])
@pytest.mark.parametrize(
    ("careless", "said"),
    [
        ({"PAYOUT_HTTPS_ONLY": "false"}, "PAYOUT_HTTPS_ONLY is off"),
        ({"PAYOUT_SECURE_COOKIES": "false"}, "PAYOUT_SECURE_COOKIES is off"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
    ],
)
def test_no_server_starts_with_them_where_others_can_call(
    tmp_path: Path, command: str, careless: dict[str, str], said: str
) -> None:
    environment = environment_of("web", ALLOWED_HOSTS="payouts.example", PAYOUT_PROXIES="1") | careless
    refused = LocalEngine(tmp_path).manage(command, **environment)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
    assert said in refused.stderr


SECRET, KEY = get_random_string(60), secrets.token_urlsafe(32)
ZEROS = "A" * 43 + "="


@pytest.mark.parametrize(
    ("secret", "keys", "said"),
    [
        ("a", KEY, "it has 1 characters"),
        ("x" * 49, KEY, "it has 49 characters"),
        ("abcd" * 20, KEY, "it repeats few characters"),
        ("django-insecure-" + SECRET, KEY, "it begins with django-insecure-"),
        (SECRET, ZEROS, "PAYOUT_ENCRYPTION_KEYS"),
        (SECRET, f"{ZEROS},{KEY}", "put a random one before it"),
        ("a", "", "PAYOUT_ENCRYPTION_KEYS"),
        ("a", ZEROS, "SECRET_KEY"),
    ],
    ids=range(8),  # not the secrets, which each process of the tests draws anew
)
def test_a_secret_that_can_be_guessed_is_refused_in_a_line_that_does_not_show_it(
    tmp_path: Path, secret: str, keys: str, said: str
) -> None:
    chosen = {"DEBUG": "false", "SECRET_KEY": secret, "PAYOUT_ENCRYPTION_KEYS": keys}
    refused = LocalEngine(tmp_path).manage("check", **chosen)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
    assert said in refused.stderr
    assert len(secret) == 1 or secret not in refused.stderr
    assert ZEROS not in refused.stderr


def test_a_weak_key_behind_a_new_one_still_decrypts(tmp_path: Path) -> None:
    chosen = {"DEBUG": "false", "SECRET_KEY": SECRET, "PAYOUT_ENCRYPTION_KEYS": f"{KEY},{ZEROS}"}
    assert LocalEngine(tmp_path).manage("check", **chosen).returncode == 0
