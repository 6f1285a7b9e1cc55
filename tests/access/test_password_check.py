"""One place checks passwords: it asks the throttle first, hashes two at a time, and tells nothing about who exists."""

import ast
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client, RequestFactory

from server.access import password_check, password_hashing
from server.access.login_throttle import MAX_PER_ACCOUNT, MAX_PER_ADDRESS
from server.access.models import FailedSignIn
from server.access.password_hashing import HASHING, SLOTS, PasswordHasher, checking
from server.email_addresses import one_spelling, spellings
from server.errors import TooManyAttempts, Unavailable
from server.merchants.models import Merchant
from tests.support.racing import at_once, in_the_background
from tests.support.servers import wait_until
from tests.support.users import PASSWORD, QuickHasher, minutes_pass, operator, people, person_of_merchant
from tests.support.users import sign_in as page_sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

WRONG = "eight kites over Madurai"
PLACE = "server/access/password_check.py"


def sign_in(name: str, password: str = WRONG) -> str:
    """What a stranger sees."""
    try:
        return "in" if password_check.sign_in(name, password, None) else "wrong"
    except TooManyAttempts:
        return "wait"


def confirm(user: User, password: str = WRONG) -> str:
    try:
        return "right" if password_check.is_right(user, password, None) else "wrong"
    except TooManyAttempts:
        return "wait"


@contextmanager
def no_slot_free() -> Iterator[None]:
    for _ in range(SLOTS):
        assert HASHING.acquire(blocking=False)
    try:
        yield
    finally:
        for _ in range(SLOTS):
            HASHING.release()


# --- one place ------------------------------------------------------------------------------------------------


def names_called_in(file: Path) -> set[str]:
    called = [node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    return {each.attr for each in called if isinstance(each, ast.Attribute)} | {
        each.id for each in called if isinstance(each, ast.Name)
    }


def test_no_other_file_of_the_engine_compares_a_password() -> None:
    root = settings.BASE_DIR
    compares = {"check_password", "acheck_password", "verify_password", "checking"}
    found = {
        str(file.relative_to(root)) for file in (root / "server").rglob("*.py") if compares & names_called_in(file)
    }
    assert found == {PLACE}


def test_a_password_that_is_compared_elsewhere_is_an_error() -> None:
    """So that a form of Django's, or of a package, cannot pass the throttle by."""
    user = operator()
    for password in (PASSWORD, WRONG):
        with pytest.raises(RuntimeError, match=PLACE):
            user.check_password(password)


def test_the_engines_own_hasher_is_djangos_behind_that_guard() -> None:
    assert [f"{PasswordHasher.__module__}.PasswordHasher"] != settings.PASSWORD_HASHERS  # the tests have a quick one
    hasher = PasswordHasher()
    encoded = hasher.encode(PASSWORD, "salt" * 6, 1)
    assert encoded.startswith("pbkdf2_sha256$1$")
    with pytest.raises(RuntimeError, match=PLACE):
        hasher.verify(PASSWORD, encoded)
    with checking():
        assert (hasher.verify(PASSWORD, encoded), hasher.verify(WRONG, encoded)) == (True, False)
    with no_slot_free(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(password_hashing, "WAIT_SECONDS", 0.01)
        with pytest.raises(Unavailable):
            hasher.encode(PASSWORD, "salt" * 6, 1)


# --- slots ----------------------------------------------------------------------------------------------------


def test_a_throttled_attempt_needs_no_slot() -> None:
    for _ in range(MAX_PER_ACCOUNT):
        assert sign_in("nobody@example.in") == "wrong"
    with no_slot_free():
        assert sign_in("nobody@example.in") == "wait"


def test_an_attempt_waits_for_a_slot() -> None:
    user = operator()
    with ExitStack() as slots:
        slots.enter_context(no_slot_free())
        with in_the_background(lambda: sign_in(user.email, PASSWORD)) as answer:
            wait_until(FailedSignIn.objects.exists)  # the throttle has been asked
            slots.close()
        assert answer.result() == "in"


@pytest.mark.parametrize("signed_in", [False, True])
def test_who_gets_no_slot_in_time_has_not_failed(signed_in: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_hashing, "WAIT_SECONDS", 0.01)
    user = operator()
    with no_slot_free(), pytest.raises(Unavailable):
        password_check.is_right(user, PASSWORD, None) if signed_in else sign_in(user.email, PASSWORD)
    assert not FailedSignIn.objects.exists()


def test_a_slot_is_free_again_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", fail)
        for _ in range(SLOTS + 1):
            with pytest.raises(ZeroDivisionError):
                sign_in("nobody@example.in")
    assert sign_in("nobody@example.in") == "wrong"


# --- signed in, and asked again -------------------------------------------------------------------------------


def test_a_user_who_is_asked_again_is_throttled_like_at_a_sign_in() -> None:
    user = operator()
    assert confirm(user, PASSWORD) == "right"
    assert [confirm(user) for _ in range(MAX_PER_ACCOUNT + 1)] == ["wrong"] * MAX_PER_ACCOUNT + ["wait"]
    QuickHasher.hashed = 0
    assert (confirm(user, PASSWORD), sign_in(user.email, PASSWORD), QuickHasher.hashed) == ("wait", "wait", 0)
    minutes_pass(15)
    assert confirm(user, PASSWORD) == "right"


def test_wrong_sign_ins_count_when_the_password_is_asked_again() -> None:
    user = operator()
    for _ in range(MAX_PER_ACCOUNT):
        sign_in(user.email)
    assert confirm(user, PASSWORD) == "wait"


def test_of_many_simultaneous_guesses_five_are_looked_at() -> None:
    user = operator()
    QuickHasher.hashed = 0
    assert Counter(at_once(12, lambda _: confirm(user))) == {"wait": 7, "wrong": 5}
    assert QuickHasher.hashed == MAX_PER_ACCOUNT


def test_a_check_within_a_transaction_is_an_error_since_a_rollback_would_forget_it() -> None:
    user = operator()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        confirm(user)


# --- names ----------------------------------------------------------------------------------------------------

SPELLINGS = {
    "a blank behind": "{} ",
    "a blank before": " {}",
    "a no-break space": "\u00a0{}",
    "an ideographic space": "{}\u3000",
    "a tab": "\t{}",
    "a line end": "{}\r\n",
    "a word joiner": "{}\u2060",
    "a zero-width space": "\u200b{}",
    "a soft hyphen": "b\u00adob{}",
    "a byte order mark": "\ufeff{}",
    "capitals": "{}",
}


@pytest.mark.parametrize("user_exists", [True, False])
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_another_spelling_of_a_name_is_the_same_name(spelling: str, user_exists: bool) -> None:
    name = "bob@global.example"
    if user_exists:
        User.objects.create_user(name, name, PASSWORD, is_staff=True)
    other = spelling.format(name).replace("b\u00adobbob", "b\u00adob") if spelling != "{}" else name.upper()
    assert [sign_in(name) for _ in range(MAX_PER_ACCOUNT)] == ["wrong"] * MAX_PER_ACCOUNT
    assert (sign_in(other), sign_in(other, PASSWORD)) == ("wait", "wait")


@pytest.mark.parametrize("user_exists", [True, False])
@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("bob@münchen.example", "bob@xn--mnchen-3ya.example"),
        ("bob@münchen.example", "ｂｏｂ@ＭÜNCHEN.example"),
        ("bob@münchen.example", "bob@mu\u0308nchen。example"),
        ("jose\u0301", "JOS\u00c9"),
        ("straße@kaveri.example", "STRASSE@kaveri.example"),
        ("bob", "\U0001d41b\U0001d428\U0001d41b"),
    ],
)
def test_unicode_and_ascii_spell_the_same_name(name: str, other: str, user_exists: bool) -> None:
    if user_exists:
        User.objects.create_user(name, None, PASSWORD, is_staff=True)
    for _ in range(MAX_PER_ACCOUNT):
        assert sign_in(other) == "wrong"
    assert (sign_in(name), sign_in(name, PASSWORD)) == ("wait", "wait")


@pytest.mark.parametrize(
    "name",
    ["", "@", "a@", "@a", "a@b@c.example", "..@..", "a@" + "ü" * 60 + ".example", "a@-.example", "\ud800", "a\0b"],
)
def test_whatever_is_found_by_a_name_counts_under_that_name(name: str) -> None:
    """A user is found by each of a name's spellings, so all of them have to count as one."""
    assert {one_spelling(form) for form in spellings(name)} == {one_spelling(name)}


@pytest.mark.parametrize("name", ["x" * 254, "ﷺ" * 254, "@" * 254, "\u200b", "a@" + "b" * 252, "'; --", "%"])
def test_a_name_that_nobody_can_have_is_an_unknown_one(client: Client, name: str) -> None:
    answers = [page_sign_in(client, name, WRONG) for _ in range(MAX_PER_ACCOUNT + 1)]
    assert [answer.status_code for answer in answers] == [403] * MAX_PER_ACCOUNT + [429]


@pytest.mark.parametrize("name", ["a\0b", "\0", "\ud800", "a\udc00@b.example"])
def test_a_name_that_no_database_holds_is_no_attempt(client: Client, name: str) -> None:
    assert page_sign_in(client, name, WRONG).status_code == 400
    assert not FailedSignIn.objects.exists()


def test_two_names_of_one_user_count_together_and_a_stranger_sees_no_difference() -> None:
    """Each name has its five attempts, whoever has it; but of one user's passwords five are looked at in all."""
    User.objects.create_user("boss", "Boss@Example.in", PASSWORD, is_staff=True)
    seen = {}
    for name, mail in (("boss", "boss@example.in"), ("ghost", "ghost@example.in")):
        answers = [sign_in(name) for _ in range(3)] + [sign_in(mail) for _ in range(4)] + [sign_in(name)]
        answers += [sign_in(mail, PASSWORD), sign_in(mail), sign_in(name), sign_in(name)]
        seen[name] = answers
    assert seen["boss"] == seen["ghost"] == ["wrong"] * 9 + ["wait", "wrong", "wait"]


def test_the_hash_of_a_guess_that_is_not_looked_at_costs_as_much() -> None:
    User.objects.create_user("boss", "boss@example.in", PASSWORD, is_staff=True)
    for _ in range(MAX_PER_ACCOUNT):
        sign_in("boss")
    QuickHasher.hashed = 0
    assert (sign_in("boss@example.in", PASSWORD), QuickHasher.hashed) == ("wrong", 1)
    minutes_pass(15)
    assert sign_in("boss@example.in", PASSWORD) == "in"


def test_a_success_elsewhere_does_not_give_a_stranger_more_attempts(merchant: Merchant) -> None:
    """Or the stranger would see that somebody with this name signed in."""
    user = person_of_merchant(merchant)
    for _ in range(MAX_PER_ACCOUNT - 1):
        FailedSignIn.objects.create(account=_counted_as(user.email), user=user, address="198.51.100.7")
    assert sign_in(user.email, PASSWORD) == "in"
    assert FailedSignIn.objects.count() == MAX_PER_ACCOUNT - 1
    assert [sign_in(user.email), sign_in(user.email)] == ["wrong", "wait"]


def test_twenty_failures_of_one_address_count_over_all_ways(merchant: Merchant) -> None:
    request = RequestFactory(REMOTE_ADDR="192.0.2.9").post("/")
    user = person_of_merchant(merchant)
    for number in range(MAX_PER_ADDRESS):
        assert password_check.sign_in(f"{number}@example.in", WRONG, request) is None
    for call in (
        lambda: password_check.is_right(user, PASSWORD, request),
        lambda: password_check.sign_in(user.email, PASSWORD, request),
    ):
        with pytest.raises(TooManyAttempts):
            call()
    assert confirm(user, PASSWORD) == "right"


def _counted_as(name: str) -> str:
    sign_in(name)
    row = FailedSignIn.objects.get(address=None)
    row.delete()
    return row.account
