"""Second factors as they are stored: encrypted, re-encrypted, guarded, reset by a command."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from server.access import second_factor
from server.access.models import SecondFactor, Session
from server.access.one_time_codes import as_text
from server.audit_log.models import AuditEvent
from server.errors import CodeRefused, CodesUnavailable, InvalidInput
from tests.access.test_users import run_command
from tests.conftest import connected_as
from tests.support.second_factors import App, enrol_with_recovery_codes
from tests.support.users import operator, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

OLD, NEW, OTHER = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))


@pytest.fixture
def user() -> User:
    return operator()


@pytest.fixture
def as_owner(settings: Settings) -> Iterator[None]:
    with connected_as(settings.DB_OWNER):
        yield


def enrolled(user: User) -> tuple[App, list[str]]:
    client = Client()
    assert sign_in(client, user.get_username()).status_code == 200
    return enrol_with_recovery_codes(client)


def reencrypt() -> str:
    output = io.StringIO()
    call_command("reencrypt", stdout=output, stderr=output)
    return output.getvalue()


def test_the_secret_is_encrypted_and_bound_to_its_row(user: User) -> None:
    app, _ = enrolled(user)
    factor = SecondFactor.objects.get()
    secret = second_factor.secret_of(factor)
    assert app.hotp._key == secret
    assert secret not in bytes(factor.secret_encrypted)
    other = SecondFactor(user=user, secret_encrypted=factor.secret_encrypted)
    with pytest.raises(second_factor.Unreadable, match=f"second factor of user {user.pk}"):
        second_factor.secret_of(other)


@pytest.mark.usefixtures("as_owner")
def test_reencrypt_covers_the_secrets(user: User, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [OLD]
    app, _ = enrolled(user)
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW, OLD]
    second_factor.check(user, app.next_code(), None)
    assert "the secrets of 1 second factors" in reencrypt()
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW]
    assert list(second_factor.faults()) == []
    app.time_passes()
    second_factor.check(user, app.next_code(), None)
    assert second_factor.reencrypt() == 0


@pytest.mark.usefixtures("as_owner")
def test_a_missing_key_is_told_and_a_recovery_code_still_signs_in(user: User, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [OLD]
    app, codes = enrolled(user)
    settings.PAYOUT_ENCRYPTION_KEYS = [OTHER]
    assert [str(user.pk) in fault for fault in second_factor.faults()] == [True]
    with pytest.raises(SystemExit):
        reencrypt()
    with pytest.raises(CodesUnavailable):
        second_factor.check(user, app.next_code(), None)
    second_factor.check(user, codes[0], None)


def test_an_enrolment_is_for_one_user(user: User) -> None:
    begun = second_factor.begin_enrolment(user)
    other = User.objects.create_user("opal", is_staff=True)
    app = App(as_text(begun.secret))
    with pytest.raises(InvalidInput, match="out of date"):
        second_factor.turn_on(other, begun.sealed, app.next_code(), None)
    assert not SecondFactor.objects.exists()


def test_the_second_enrolment_of_a_user_is_refused(user: User) -> None:
    first, second = second_factor.begin_enrolment(user), second_factor.begin_enrolment(user)
    for begun, expected in ((first, None), (second, InvalidInput)):
        code = App(as_text(begun.secret)).next_code()
        if expected is None:
            second_factor.turn_on(user, begun.sealed, code, None)
        else:
            with pytest.raises(expected, match="on already"):
                second_factor.turn_on(user, begun.sealed, code, None)
    assert AuditEvent.objects.filter(action="second_factor.turned_on").count() == 1


GOING_BACK: list[dict[str, Any]] = [{"last_used_step": 1}, {"id": "0197a1b2-0000-7000-8000-000000000000"}]


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("change", GOING_BACK)
def test_no_statement_makes_a_code_count_again(user: User, change: dict[str, Any]) -> None:
    enrolled(user)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactor.objects.update(**change)


def test_a_command_resets_the_factor_of_who_lost_everything(
    user: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    enrolled(user)
    said = run_command(monkeypatch, "reset-second-factor", user.username.upper())
    assert said == (f"{user.username} is signed out everywhere, has no second factor any more, and may set one up.\n")
    assert (SecondFactor.objects.exists(), Session.objects.exists()) == (False, False)
    assert sign_in(Client(), user.username).json()["person"]["id"] == str(user.pk)
    assert AuditEvent.objects.filter(action="second_factor.reset", subject_id=str(user.pk)).count() == 1
    with pytest.raises(CommandError, match="has no second factor"):
        run_command(monkeypatch, "reset-second-factor", user.username)


def test_without_a_factor_every_code_is_wrong(user: User) -> None:
    with pytest.raises(CodeRefused):
        second_factor.check(user, "123456", None)
