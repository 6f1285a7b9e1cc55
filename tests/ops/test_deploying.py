"""Django's deployment check finds no fault in the environment that compose.yaml sets."""

import re
import secrets
from pathlib import Path

import pytest
from django.utils.crypto import get_random_string

from tests.support.engine import LocalEngine

from .test_settings import compose


def environment_of(service: str, **chosen: str) -> dict[str, str]:
    """The service's environment if the user has set `chosen` and nothing else."""
    needed = {"SECRET_KEY": get_random_string(60), "PAYOUT_ENCRYPTION_KEYS": secrets.token_urlsafe(32)}
    chosen = needed | chosen
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
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"DEBUG": "true"}, "security.W018"),
    ],
)
def test_careless_settings_are_found(careless: dict[str, str], warning: str) -> None:
    status, output = check(**environment_of("web", **careless))
    assert status == 1
    assert warning in output
