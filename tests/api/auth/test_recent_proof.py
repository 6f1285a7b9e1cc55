"""What a person has shown in the last quarter of an hour: the sign-in, and the code or the password given again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from server.access.callers import OPEN, Caller, Proof, Scope
from server.access.models import Session
from server.access.recent_proof import has_proved, require_proof, require_second_factor
from server.access.users import user_of
from server.audit_log.models import AuditEvent
from server.errors import ProofDue, SecondFactorNeeded
from server.merchants.models import Merchant
from tests.support.second_factors import enrol, post
from tests.support.users import PASSWORD, people, person_of_merchant, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    assert sign_in(client, person.email).status_code == 200
    return client


def caller_of(client: Client) -> Caller:
    """As the next request of this browser is identified."""
    caller = user_of(client.get("/session/").wsgi_request)
    assert caller
    return caller


def time_passes(minutes: int = 16) -> None:
    Session.objects.update(proved_at=F("proved_at") - timedelta(minutes=minutes))


def test_a_sign_in_counts_for_a_quarter_of_an_hour(signed_in: Client) -> None:
    assert caller_of(signed_in).proof == Proof(has_factor=False, is_recent=True)
    require_proof(caller_of(signed_in))
    time_passes(14)
    assert has_proved(caller_of(signed_in))
    time_passes(2)
    with pytest.raises(ProofDue) as refusal:
        require_proof(caller_of(signed_in))
    assert refusal.value.by == "password"


def test_a_session_of_the_release_before_has_shown_nothing(signed_in: Client) -> None:
    Session.objects.update(proved_at=None)
    assert not has_proved(caller_of(signed_in))


def test_the_password_again_counts_for_whoever_has_no_second_factor(signed_in: Client) -> None:
    time_passes()
    wrong = post(signed_in, "/session/proof/", {"password": "not this one"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "password")
    assert post(signed_in, "/session/proof/", {}).status_code == 400
    assert not has_proved(caller_of(signed_in))
    assert post(signed_in, "/session/proof/", {"password": PASSWORD}).status_code == 204
    assert has_proved(caller_of(signed_in))
    assert AuditEvent.objects.filter(action="session.proved").count() == 1


def test_whoever_has_a_second_factor_gives_its_code_and_the_password_is_not_enough(signed_in: Client) -> None:
    app = enrol(signed_in)
    assert caller_of(signed_in).proof == Proof(has_factor=True, is_recent=True)
    time_passes()
    with pytest.raises(ProofDue) as refusal:
        require_second_factor(caller_of(signed_in))
    assert refusal.value.by == "code"
    refused = post(signed_in, "/session/proof/", {"password": PASSWORD})
    assert (refused.status_code, refused.json()["field"]) == (400, "code")
    assert post(signed_in, "/session/proof/", {"code": app.wrong_code()}).json()["error"] == "code_refused"
    assert not has_proved(caller_of(signed_in))
    code = app.next_code()
    assert post(signed_in, "/session/proof/", {"code": code}).status_code == 204
    require_second_factor(caller_of(signed_in))
    assert post(signed_in, "/session/proof/", {"code": code}).json()["error"] == "code_refused"  # a code counts once


def test_five_wrong_codes_make_the_next_one_wait(signed_in: Client) -> None:
    app = enrol(signed_in)
    for _ in range(5):
        assert post(signed_in, "/session/proof/", {"code": app.wrong_code()}).status_code == 403
    assert post(signed_in, "/session/proof/", {"code": app.next_code()}).status_code == 429


def test_a_proof_counts_in_its_own_session_alone(signed_in: Client, person: User) -> None:
    other = Client()
    sign_in(other, person.email)
    time_passes()
    assert post(signed_in, "/session/proof/", {"password": PASSWORD}).status_code == 204
    assert has_proved(caller_of(signed_in))
    assert not has_proved(caller_of(other))


def test_whoever_has_no_second_factor_is_told_to_set_one_up(signed_in: Client) -> None:
    with pytest.raises(SecondFactorNeeded):
        require_second_factor(caller_of(signed_in))


def test_keys_and_open_access_are_no_persons_and_are_not_asked() -> None:
    key = Caller("key", "k", "CI", frozenset({Scope.PAYOUTS}), None)
    for caller in (OPEN, key):
        require_proof(caller)
        require_second_factor(caller)


def test_the_address_is_for_whoever_is_signed_in() -> None:
    assert post(Client(), "/session/proof/", {"password": PASSWORD}).status_code == 401
