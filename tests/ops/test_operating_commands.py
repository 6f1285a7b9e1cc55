"""`manage.py merchant`, `bank_account` and `adjustment`: the operators' verbs, typed into a shell."""

from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from server.access.models import ApiKey
from server.adjustments.models import Adjustment, State
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from tests.api.malformed import A_UUID
from tests.conftest import account_of
from tests.support.operators import operator_called
from tests.support.second_factors import App, enrol_with_recovery_codes
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]


def manage(*arguments: object) -> str:
    """As in a shell of uid 1000. Raises CommandError."""
    output = StringIO()
    command, *more = map(str, arguments)
    with in_context(AuditContext(Actor(ActorKind.COMMAND, "uid 1000", command))):
        call_command(command, *more, stdout=output, stderr=output)
    return output.getvalue()


def test_a_merchant_is_suspended_and_reopened(merchant: Merchant) -> None:
    suspended = manage("merchant", "suspend", merchant.email, "--reason", "Fraud report 7")
    assert "suspended since" in suspended
    assert "Fraud report 7" in suspended
    assert "nothing to change" in manage("merchant", "suspend", merchant.id, "--reason", "Another")
    merchant.refresh_from_db()
    assert not merchant.is_active
    assert manage("merchant", "list") == suspended
    assert "active" in manage("merchant", "reopen", merchant.email.upper())
    event = AuditEvent.objects.get(action="merchant.suspended")
    assert (event.actor_kind, event.actor_id, event.actor_name) == ("command", "uid 1000", "merchant")


def test_a_merchants_details_are_mended(merchant: Merchant) -> None:
    assert "Kaveri  money@kaveri.example" in manage(
        "merchant", "update", merchant.id, "--name", "Kaveri", "--email", "money@kaveri.example"
    )
    with pytest.raises(CommandError, match="Name what is to change"):
        manage("merchant", "update", merchant.id)
    with pytest.raises(CommandError, match="No merchant with this id or e-mail address"):
        manage("merchant", "update", "nobody@kaveri.example", "--name", "X")


def test_a_bank_account_is_changed(merchant: Merchant) -> None:
    account, other = account_of(merchant), account_of(merchant, "4242")
    assert "Kaveri  primary" in manage("bank_account", "rename", account.id, "Kaveri")
    assert "primary, verified" in manage("bank_account", "verify", account.id)
    assert "verified, retired since" in manage("bank_account", "retire", account.id)
    assert "nothing to change" in manage("bank_account", "retire", account.id)
    with pytest.raises(CommandError, match="is retired"):
        manage("bank_account", "make_primary", account.id)
    assert "nothing to change" in manage("bank_account", "make_primary", other.id)
    assert "retired" not in manage("bank_account", "restore", account.id)
    listed = manage("bank_account", "list", merchant.email)
    assert [line.split()[0] for line in listed.splitlines()] == [str(account.id), str(other.id)]
    assert account.account_number not in listed


@pytest.mark.parametrize(("account", "words"), [("no uuid", "not an account's id"), (A_UUID, "No such bank account")])
def test_an_unknown_account_is_refused(database: None, account: object, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        manage("bank_account", "verify", account)


# --- adjustments ---------------------------------------------------------------------------------------------------


@pytest.fixture
def operators(people: None) -> tuple[User, User]:
    return operator_called("asha"), operator_called("ravi")


def typed(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))


def test_two_operators_adjust_a_ledger(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    asha, ravi = (["--user", user.username] for user in operators)
    key = str(uuid4())
    for _ in range(2):
        typed(monkeypatch, PASSWORD)
        proposed = manage(
            "adjustment", "propose", merchant.email, "debit", 4500, "--reason", "Wire 7", "--key", key, *asha
        )
    adjustment = Adjustment.objects.get()
    assert "debit of ₹45.00  proposed  proposed by asha@example.in: Wire 7" in proposed
    typed(monkeypatch, PASSWORD)
    with pytest.raises(CommandError, match="another operator has to approve"):
        manage("adjustment", "approve", adjustment.id, *asha)
    typed(monkeypatch, PASSWORD)
    assert "approved by ravi@example.in" in manage("adjustment", "approve", adjustment.id, *ravi)
    assert balance_of(merchant.id).available_paise == 95_500
    assert str(adjustment.id) in manage("adjustment", "list", "--merchant", merchant.email)
    event = AuditEvent.objects.get(action="adjustment.approved")
    assert (event.actor_kind, event.actor_id) == ("person", str(operators[1].pk))


def test_an_adjustment_is_rejected(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    asha = ["--user", operators[0].username]
    typed(monkeypatch, PASSWORD)
    manage("adjustment", "propose", merchant.id, "credit", 5, "--reason", "Wire 7", *asha)
    typed(monkeypatch, PASSWORD)
    assert "rejected by asha@example.in" in manage("adjustment", "reject", Adjustment.objects.get().id, *asha)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_wrong_password_decides_nothing(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    typed(monkeypatch, PASSWORD)
    manage("adjustment", "propose", merchant.id, "credit", 5, "--reason", "X", "--user", operators[0].username)
    typed(monkeypatch, password)
    with pytest.raises(CommandError, match="Wrong e-mail or password"):
        manage("adjustment", "approve", Adjustment.objects.get().id, "--user", operators[1].username)
    assert Adjustment.objects.get().status == State.PROPOSED


def with_a_factor(user: User) -> tuple[App, list[str]]:
    client = Client()
    sign_in(client, user.username)
    return enrol_with_recovery_codes(client)


def test_an_operator_with_a_second_factor_shows_the_code_too(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    propose = ("adjustment", "propose", merchant.id, "credit", 5, "--reason", "X", "--user", operators[0].username)
    app, codes = with_a_factor(operators[0])
    for code in ("", f"\n{app.wrong_code()}", "\nxxxx-xxxx-xxxx-xxxx"):
        typed(monkeypatch, PASSWORD + code)
        with pytest.raises(CommandError, match="Wrong code"):
            manage(*propose)
    assert not Adjustment.objects.exists()
    refused = AuditEvent.objects.filter(action="session.refused", subject_id=str(operators[0].pk))
    assert refused.count() == 3
    assert AuditEvent.objects.filter(action="password.accepted").count() == 3
    right = app.next_code()
    for code in (right, codes[0]):
        typed(monkeypatch, f"{PASSWORD}\n{code}")
        assert "proposed by asha@example.in" in manage(*propose)
    typed(monkeypatch, f"{PASSWORD}\n{right}")
    with pytest.raises(CommandError, match="used before"):
        manage(*propose)
    assert Adjustment.objects.count() == 2


def test_the_codes_of_a_command_are_throttled_with_all_others(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = with_a_factor(operators[0])
    propose = ("adjustment", "propose", merchant.id, "credit", 5, "--reason", "X", "--user", operators[0].username)
    for expected in [*["Wrong code"] * 5, "Too many attempts"]:
        typed(monkeypatch, f"{PASSWORD}\n{app.wrong_code()}")
        with pytest.raises(CommandError, match=expected):
            manage(*propose)
    assert AuditEvent.objects.filter(action="session.throttled").count() == 1


def test_an_operator_who_needs_a_second_factor_and_has_none_decides_nothing(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    typed(monkeypatch, PASSWORD)
    with pytest.raises(CommandError, match="has yet to set it up"):
        manage("adjustment", "propose", merchant.id, "credit", 5, "--reason", "X", "--user", operators[0].username)
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize("paise", [0, -5, 2**53])
def test_paise_are_positive(
    merchant: Merchant, operators: tuple[User, User], monkeypatch: pytest.MonkeyPatch, paise: int
) -> None:
    typed(monkeypatch, PASSWORD)
    with pytest.raises(CommandError, match="paise"):
        manage(
            "adjustment",
            "propose",
            merchant.id,
            "credit",
            "--reason",
            "X",
            "--user",
            operators[0].username,
            "--",
            paise,
        )
    assert not Adjustment.objects.exists()


def test_a_key_is_made_for_an_operator(merchant: Merchant, operators: tuple[User, User]) -> None:
    manage("api_key", "create", "--operator", "--name", "Asha", "--user", operators[0].username)
    assert ApiKey.objects.get().user_id == operators[0].pk
    for name in ("nobody@example.in", ""):
        with pytest.raises(CommandError, match="No operator"):
            manage("api_key", "create", "--operator", "--name", "X", "--user", name)
    with pytest.raises(CommandError, match="A merchant's key has no user"):
        manage("api_key", "create", "--merchant", merchant.email, "--name", "X", "--user", operators[0].username)
    assert ApiKey.objects.count() == 1
