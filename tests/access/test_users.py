"""Users: a command adds, lists and disables them; each is a merchant's user or an operator, never both."""

import io
import os
import subprocess
import sys
import unicodedata
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from server.access import users
from server.access.callers import Caller, Role, Scope
from server.access.models import Membership
from server.errors import InvalidInput
from server.merchants.models import Merchant
from tests.conftest import guards_off
from tests.support.racing import in_the_background, waits_for_a_lock
from tests.support.servers import wait_until
from tests.support.users import PASSWORD, has_password, operator, people, person_of_merchant

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


def run_command(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    output = io.StringIO()
    call_command("user", *arguments, stdout=output)
    return output.getvalue()


def test_a_merchants_user_sees_that_merchant_and_cannot_operate(merchant: Merchant) -> None:
    user = person_of_merchant(merchant)
    assert users.caller_for(user) == Caller(
        kind="person",
        id=str(user.pk),
        name=user.email,
        scopes=frozenset(Scope) - {Scope.OPERATE},
        merchant_id=merchant.id,
        role=Role.OWNER,
    )


def test_an_operator_belongs_to_no_merchant_and_has_every_scope_but_a_merchants_own() -> None:
    caller = users.caller_for(operator())
    assert caller
    assert (caller.merchant_id, caller.scopes) == (None, frozenset(Scope) - {Scope.APPROVALS})


def test_a_user_without_a_role_or_disabled_has_no_access(merchant: Merchant) -> None:
    assert users.caller_for(User.objects.create_user("neither")) is None
    for user in (person_of_merchant(merchant), operator()):
        users.disable_user(user)
        assert users.caller_for(user) is None


def test_the_command_adds_lists_disables_and_enables(monkeypatch: pytest.MonkeyPatch, merchant: Merchant) -> None:
    output = run_command(monkeypatch, "add", "Asha@Kaveri.example", "--merchant", str(merchant.id))
    assert output == f"asha@kaveri.example may sign in: owner of {merchant.name}.\n"
    assert run_command(monkeypatch, "add", "op@example.in", "--operator") == "op@example.in may sign in: operator.\n"
    asha = User.objects.get(username="asha@kaveri.example")
    assert has_password(asha, PASSWORD)
    assert not asha.is_staff

    assert "cannot sign in" in run_command(monkeypatch, "disable", "ASHA@kaveri.example")
    asha.refresh_from_db()
    assert (asha.is_active, has_password(asha, PASSWORD)) == (False, False)
    assert run_command(monkeypatch, "list") == (
        "asha@kaveri.example  disabled  never signed in\nop@example.in  operator  never signed in\n"
    )

    run_command(monkeypatch, "enable", "asha@kaveri.example", password="a wholly new password")
    asha.refresh_from_db()
    assert (asha.is_active, has_password(asha, "a wholly new password")) == (True, True)


BAD = {
    "no e-mail address": (["asha", "--operator"], PASSWORD, "not an e-mail"),
    "an e-mail address too long": ([f"{'a' * 60}@{'b.' * 60}example.in", "--operator"], PASSWORD, "longer than 150"),
    "no such merchant": (["asha@example.in", "--merchant", str(uuid4())], PASSWORD, "No merchant"),
    "a password too short": (["asha@example.in", "--operator"], "kites", "too short"),
    "a common password": (["asha@example.in", "--operator"], "password1234", "too common"),
    "a password of digits": (["asha@example.in", "--operator"], "583920174628", "numeric"),
    "the e-mail address as password": (["asha.kaveri@example.in", "--operator"], "asha.kaveri@example.in", "similar"),
    "no password": (["asha@example.in", "--operator"], "", "too short"),
    "an existing user": (["OPERATOR@example.in", "--operator"], PASSWORD, "already"),
    "neither merchant nor operator": (["asha@example.in"], PASSWORD, "required"),
    "both": (["asha@example.in", "--operator", "--merchant", str(uuid4())], PASSWORD, "not allowed"),
    "a merchant by its name": (["asha@example.in", "--merchant", "Kaveri"], PASSWORD, "No merchant"),
}


@pytest.mark.parametrize("case", BAD)
def test_the_command_explains_why_it_adds_no_user(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    operator()
    arguments, password, message = BAD[case]
    with pytest.raises(CommandError, match=message):
        run_command(monkeypatch, "add", *arguments, password=password)
    assert User.objects.count() == 1


def test_disabling_an_unknown_name_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="No user"):
        run_command(monkeypatch, "disable", "who@example.in")


def test_the_command_reads_a_password_from_a_pipe(merchant: Merchant) -> None:
    """As in an operator's script, with Django's own slow hash."""
    names = {f"DB_{name}": str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT")}
    command = [sys.executable, "manage.py", "user", "add", "piped@example.in", "--merchant", merchant.email]
    result = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | names | {"PAYOUT_NO_VENV": "1"},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert User.objects.get(username="piped@example.in").password.startswith("pbkdf2_sha256$")


# --- PostgreSQL enforces it too --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["is_staff", "is_superuser"])
def test_no_user_can_be_both_an_operator_and_a_merchants(merchant: Merchant, role: str) -> None:
    boss = operator()
    User.objects.filter(pk=boss.pk).update(is_staff=False, is_superuser=False)
    User.objects.filter(pk=boss.pk).update(**{role: True})
    boss.refresh_from_db()
    with pytest.raises(ValidationError):
        Membership(user=boss, merchant=merchant).full_clean()
    with pytest.raises(IntegrityError, match="is an operator"):
        Membership.objects.create(user=boss, merchant=merchant)

    asha = person_of_merchant(merchant)
    with pytest.raises(IntegrityError, match="belongs to a merchant"):
        User.objects.filter(pk=asha.pk).update(**{role: True})
    with pytest.raises(IntegrityError, match="is an operator"):
        Membership.objects.filter(user=asha).update(user=boss)


def test_two_concurrent_transactions_cannot_make_a_user_both(merchant: Merchant) -> None:
    user = User.objects.create_user("somebody")

    def promote() -> int:
        return User.objects.filter(pk=user.pk).update(is_staff=True)

    def join_meanwhile() -> None:
        with ExitStack() as stack, transaction.atomic():
            Membership.objects.create(user=user, merchant=merchant)
            stack.enter_context(in_the_background(promote))  # awaited after the commit
            wait_until(waits_for_a_lock)

    with pytest.raises(IntegrityError, match="belongs to a merchant"):
        join_meanwhile()
    user.refresh_from_db()
    assert not user.is_staff


@pytest.mark.parametrize("name", ["Jos\u00e9", "JOSE\u0301", " jos\u00e9\u00a0", "ｊosé", "jos\u00ade\u0301"])
def test_a_user_is_found_by_the_name_in_any_form(database: None, name: str) -> None:
    user = User.objects.create_user("Jos\u00e9", "jos\u00e9@kaveri.example")
    assert users.find_user(name) == user
    assert users.find_user(f"{name.strip()}@kaveri.example") == user
    assert users.find_user("jose") is None
    assert users.is_name_taken(name)
    assert not users.is_name_taken(name, but_by=user)


def test_of_names_from_before_this_rule_the_closest_wins(database: None) -> None:
    names = ["asha", "Asha", "ａsha", "Jose\u0301", "JOS\u00c9"]
    with guards_off():
        User.objects.bulk_create(User(username=name) for name in names)
    for name in [*names, "Jos\u00e9"]:
        found = users.find_user(name)
        assert found is not None
        assert unicodedata.normalize("NFC", found.username) == unicodedata.normalize("NFC", name)
    assert users.find_user("ASHA") is None
    user = User.objects.get(username="asha")
    user.first_name = "Asha"
    users.change_user(user, None)


def test_a_second_user_with_the_name_in_another_form_is_refused(database: None) -> None:
    user = users.add_user("asha@kaveri.example", PASSWORD, None)
    for spelled in ("Asha@Kaveri.example", "asha@ｋaveri.example"):
        with pytest.raises(InvalidInput) as refusal:
            users.add_user(spelled, PASSWORD, None)
        assert refusal.value.field == "email"
    for spelled in ("ASHA@kaveri.example", "asha@ｋaveri.example"):  # as if it had been added in between
        with pytest.raises(IntegrityError, match="in another form"):
            users.store_new_user(User(username=spelled), None)
    assert list(User.objects.all()) == [user]
