"""A setting that is misspelt is named, instead of leaving its default in force without a word."""

from pathlib import Path

import pytest
from environs import EnvError

from server.settings import environment, names
from tests.support.engine import LocalEngine


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("PAYOUT_IDEMPOTANCY_WINDOW_HOURS", "PAYOUT_IDEMPOTENCY_WINDOW_HOURS"),
        ("PAYOUT_MAX_RETRYS", "PAYOUT_MAX_RETRIES"),
        ("PAYOUTS_MAX_RETRIES", "PAYOUT_MAX_RETRIES"),
        ("PAYOTU_MAX_RETRIES", "PAYOUT_MAX_RETRIES"),
        ("payout_max_retries", "PAYOUT_MAX_RETRIES"),
        ("PAYOUT-MAX-RETRIES", "PAYOUT_MAX_RETRIES"),
        ("PAYOUT_ENCRYPTION_KEY", "PAYOUT_ENCRYPTION_KEYS"),
        ("PAYOUT_OPENACCESS", "PAYOUT_OPEN_ACCESS"),
        ("PAYOUT_ENVFILE", "PAYOUT_ENV_FILE"),
    ],
)
def test_a_name_that_is_nearly_a_settings_is_refused(
    misspelt: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(misspelt, "48")
    with pytest.raises(EnvError, match=f'"{misspelt}" is not one of ours: {meant} may be meant'):
        names.refuse_misspelt()


@pytest.mark.parametrize("misspelt", ["SECRETKEY", "ALOWED_HOSTS", "DB_PASWORD", "debug", "REDIS_URI"])
def test_a_name_in_our_own_file_is_compared_with_all_settings(misspelt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(misspelt, "other programs may have it in the environment")
    names.refuse_misspelt()
    monkeypatch.setattr(names, "names_in_file", {misspelt})
    with pytest.raises(EnvError, match="may be meant"):
        names.refuse_misspelt()


def test_a_later_releases_setting_is_named_and_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or else this release could not be rolled back to."""
    monkeypatch.setenv("PAYOUT_WEBHOOK_HOST", "x")
    names.refuse_misspelt()
    assert names.unknown_names() == ["PAYOUT_WEBHOOK_HOST"]


@pytest.mark.parametrize(
    "name",
    [
        "PAYOUT_ENGINE_SERVICE_HOST",
        "PAYOUT_ENGINE_SERVICE_PORT_HTTP",
        "PAYOUT_BANK_PORT",
        "PAYOUT_BANK_PORT_8000_TCP_ADDR",
        "POSTGRES_PASSWORD",
        "COMPOSE_PROJECT_NAME",
        "HOME",
    ],
)
def test_other_programs_variables_are_left_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    monkeypatch.setattr(names, "names_in_file", {name})
    names.refuse_misspelt()
    assert names.unknown_names() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"DEBUG=true\nPAYOUT_MAX_RETRIES 5\n", "line 2 is not NAME=value"),
        (b"PAYOUT_MAX_RETRIES: 5\n", "line 1 is not NAME=value"),
        (b"PAYOUT_MAX_RETRIES\n", "line 1 is not NAME=value"),
        ("DEBUG=true\n".encode("utf-16"), "cannot be read (it is not in UTF-8)"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_file_that_would_be_read_in_part_is_refused(content: bytes | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EnvError) as refused:
        environment.read_file(file)
    assert words in str(refused.value)


def test_a_command_ends_in_a_line_and_an_editors_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_bytes(b"\xef\xbb\xbfPAYOUT_MAX_RETRIES=5\r\nPAYOUT_IDEMPOTANCY_WINDOW_HOURS=48\r\n")
    refused = LocalEngine(tmp_path).manage("up", PAYOUT_ENV_FILE=str(file))
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "PAYOUT_IDEMPOTENCY_WINDOW_HOURS may be meant" in refused.stderr
