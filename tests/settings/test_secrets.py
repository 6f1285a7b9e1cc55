"""Secrets that can be guessed are refused, without being shown. (`tests/ops/test_deploying.py` starts the engine.)"""

import base64
import secrets

import pytest
from environs import EnvError

from server.settings import encryption_keys, secret_key

DEVELOPMENT = "development-only"


def key_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


@pytest.mark.parametrize(
    "secret",
    ["", DEVELOPMENT, "a", "x" * 49, "x" * 60, "abcd" * 20, "django-insecure-" + secrets.token_urlsafe(60)],
    ids=range(7),  # not the secrets, one of which each process of the tests draws anew
)
def test_a_secret_key_that_can_be_guessed_is_refused_and_not_shown(secret: str) -> None:
    [said] = secret_key.faults(secret, DEVELOPMENT)
    assert "SECRET_KEY" in said
    assert len(secret) < 2 or secret not in said


def test_random_secrets_are_taken() -> None:
    for _ in range(100):
        assert [*secret_key.faults(secrets.token_urlsafe(50), DEVELOPMENT)] == []
        assert [*encryption_keys.faults([secrets.token_urlsafe(32)])] == []


@pytest.mark.parametrize("content", [bytes(32), b"k" * 32, b"\xff" * 32, b"ab" * 16, b"1234567" * 4 + b"1234"])
def test_a_first_encryption_key_of_few_bytes_is_refused_and_not_shown(content: bytes) -> None:
    weak, good = key_of(content), secrets.token_urlsafe(32)
    for keys in ([weak], [weak, good], ["", f" {weak} "]):
        [said] = encryption_keys.faults(keys)
        assert "put a random one before it" in said
        assert weak not in said
    assert [*encryption_keys.faults([good, weak])] == []  # it still decrypts, until `reencrypt` has run


def test_without_a_key_or_with_one_that_cannot_be_read_none_is_taken() -> None:
    assert ["must be set" in said for said in encryption_keys.faults(["", " "])] == [True]
    with pytest.raises(EnvError, match="key 1 is not 32 bytes"):
        [*encryption_keys.faults(["c2hvcnQ"])]
