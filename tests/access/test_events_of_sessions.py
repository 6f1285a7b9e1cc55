"""Each way in which a session begins or ends, and each refused secret, leaves exactly one audit event."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models.functions import Now
from django.test import Client
from pytest_django import Settings

from server.access import second_factor
from server.access.models import Membership, Session
from server.access.users import change_password, change_user, disable_user, enable_user
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.support.second_factors import App, code_step, enrol, enrol_with_recovery_codes, post, turn_on
from tests.support.users import PASSWORD, operator, people, person_of_merchant, sign_in, sign_out

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

WRONG, NEW = "eight kites over Madurai", "nine kites over Madurai"
BOSS = Actor(ActorKind.PERSON, "7", "boss")
ADMIN = "/admin/login/"
Event = tuple[str, str, str]  # action, the actor's kind, the actor's id


@pytest.fixture
def user() -> User:
    return operator()


@pytest.fixture
def mark() -> Callable[[], list[Event]]:
    """Call it: the events since it was called last."""
    seen: set[Any] = set()

    def since() -> list[Event]:
        new = [event for event in AuditEvent.objects.order_by("id") if event.id not in seen]
        seen.update(event.id for event in new)
        return [(event.action, event.actor_kind, event.actor_id) for event in new]

    return since


Mark = Callable[[], list[Event]]


def own(user: User, *actions: str) -> list[Event]:
    return [(action, "person", str(user.pk)) for action in actions]


def by_boss(*actions: str) -> list[Event]:
    return [(action, "person", "7") for action in actions]


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    assert sign_in(client, user.get_username()).json()["person"]
    return client


def submit(client: Client, **form: str) -> Any:
    client.get(ADMIN)
    return client.post(ADMIN, form | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


# --- in ----------------------------------------------------------------------------------------------------------


def test_a_right_password_whose_code_is_due_is_an_event_at_either_door(user: User, mark: Mark) -> None:
    client = signed_in(user)
    app, codes = enrol_with_recovery_codes(client)
    sign_out(client)
    mark()
    dashboard, admin = Client(), Client()
    sign_in(dashboard, user.email)
    assert mark() == own(user, "password.accepted")
    assert submit(admin, username=user.email, password=PASSWORD).status_code == 302
    assert mark() == own(user, "password.accepted")

    assert code_step(dashboard, app.next_code()).status_code == 200
    assert mark() == own(user, "session.begun")
    assert submit(admin, code=codes[0]).status_code == 302
    assert mark() == own(user, "second_factor.recovery_code_used", "session.begun")


def test_setting_it_up_in_either_door_is_the_users_own_act(user: User, settings: Settings, mark: Mark) -> None:
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    client = Client()
    sign_in(client, user.email)
    mark()
    enrol(client)
    assert mark() == own(user, "second_factor.turned_on", "session.begun")
    second_factor.reset(user)

    admin = Client()
    submit(admin, username=user.email, password=PASSWORD)
    app = App(post(admin, "/session/second_factor/").json()["secret"])
    mark()
    assert submit(admin, code=app.wrong_code()).status_code == 200
    assert mark() == own(user, "code.refused")
    assert submit(admin, code=app.next_code()).status_code == 200
    assert mark() == own(user, "second_factor.turned_on", "session.begun")


def test_signing_in_over_a_session_ends_it(user: User, merchant: Merchant, mark: Mark) -> None:
    client, other = signed_in(user), person_of_merchant(merchant)
    mark()
    sign_in(client, user.email)
    assert mark() == own(user, "session.ended", "session.begun")
    sign_in(client, other.email)
    assert mark() == [*own(user, "session.ended"), *own(other, "session.begun")]
    enrol(client)
    mark()
    sign_in(client, other.email)
    assert mark() == own(other, "password.accepted", "session.ended")
    assert not Session.objects.exclude(user=None).exists()


# --- out ---------------------------------------------------------------------------------------------------------

ENDS: dict[str, tuple[Callable[[User], object], list[str]]] = {
    "another password": (lambda user: change_password(user, NEW), ["person.password_changed"]),
    "no password": (lambda user: change_password(user, None), ["person.password_changed"]),
    "retiring": (disable_user, ["person.disabled"]),
    "a new password with enabling": (
        lambda user: enable_user(user, NEW),
        ["person.password_changed", "person.enabled"],
    ),
    "other rights": (lambda user: change_user(demoted(user), None), ["person.changed"]),
    "more rights": (lambda user: change_user(promoted(user), None), ["person.changed"]),
    "a merchant": (lambda user: change_user(demoted(user), a_merchant().id), ["person.changed"]),
}


def demoted(user: User) -> User:
    user.is_staff = False
    return user


def promoted(user: User) -> User:
    user.is_superuser = True
    return user


def a_merchant() -> Merchant:
    return Merchant.objects.get()


@pytest.mark.parametrize("case", ENDS)
def test_what_others_change_ends_sessions_with_an_event_each(
    user: User, merchant: Merchant, mark: Mark, case: str
) -> None:
    change, actions = ENDS[case]
    clients = [signed_in(user) for _ in range(2)]
    Session.objects.filter(session_key=signed_in(user).cookies["sessionid"].value).update(
        expire_date=Now()  # ended by itself
    )
    mark()
    with in_context(AuditContext(BOSS)):
        change(user)
    assert sorted(mark()) == sorted(by_boss(*actions, "session.ended", "session.ended"))
    assert not Session.objects.exists()
    assert [client.get("/session/").json() for client in clients] == [{"person": None}] * 2
    assert mark() == []


def test_a_change_of_name_ends_nothing(user: User, mark: Mark) -> None:
    client = signed_in(user)
    mark()
    user.first_name = "Asha"
    with in_context(AuditContext(BOSS)):
        change_user(user, None)
    assert mark() == by_boss("person.changed")
    assert client.get("/session/").json()["person"]["name"] == "Asha"


def test_djangos_own_command_ends_sessions_too(user: User, mark: Mark, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(user)
    mark()
    monkeypatch.setattr("getpass.getpass", lambda **_: NEW)
    with in_context(AuditContext(Actor(ActorKind.COMMAND, "uid 0", "changepassword"))):
        call_command("changepassword", user.username, stdout=io.StringIO())
    assert [event[:2] for event in mark()] == [("person.password_changed", "command"), ("session.ended", "command")]


def test_resetting_the_factor_ends_sessions_and_waiting_sign_ins(user: User, settings: Settings, mark: Mark) -> None:
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    client = Client()
    sign_in(client, user.email)
    enrol(client)
    waiting = Client()
    sign_in(waiting, user.email)
    mark()
    with in_context(AuditContext(BOSS)):
        second_factor.reset(user)
    assert mark() == by_boss("second_factor.reset", "session.ended")
    assert waiting.get("/session/").json() == {"person": None}
    assert waiting.get("/session/second_factor/").status_code == 401
    assert not Session.objects.exists()


def test_an_own_change_of_password_ends_the_others_alone(user: User, mark: Mark) -> None:
    here = signed_in(user)
    signed_in(user)
    mark()
    change = {"old_password": PASSWORD, "new_password": NEW}
    assert post(here, "/session/password/", change).status_code == 204
    assert mark() == own(user, "person.password_changed", "session.ended")
    assert here.get("/session/").json()["person"]


def test_an_own_change_of_password_in_the_admin_ends_the_others_alone(user: User, mark: Mark) -> None:
    here = signed_in(user)
    signed_in(user)
    mark()
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/admin/password_change/", form).status_code == 302
    assert mark() == own(user, "person.password_changed", "session.ended")
    assert here.get("/admin/").status_code == 200


def test_a_superuser_sets_the_password_of_another_and_stays_signed_in(user: User, mark: Mark) -> None:
    boss = User.objects.create_superuser("boss", "boss@example.in", PASSWORD)
    here = signed_in(boss)
    signed_in(user)
    mark()
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert here.post(f"/admin/auth/user/{user.pk}/password/", form).status_code == 302
    assert mark() == own(boss, "person.password_changed", "session.ended")
    assert here.get("/admin/").status_code == 200


def test_a_superusers_session_does_not_set_the_own_password_without_the_old_one(mark: Mark) -> None:
    boss = User.objects.create_superuser("boss", "boss@example.in", PASSWORD)
    here = signed_in(boss)
    mark()
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    for address in (f"/admin/auth/user/{boss.pk}/password/", f"/admin/auth/user/0{boss.pk}/password/"):
        here.post(address, form)
    assert mark() == []
    assert here.get(f"/admin/auth/user/{boss.pk}/password/").headers["Location"] == "/admin/password_change/"
    assert sign_in(Client(), "boss").status_code == 200


def test_turning_it_on_and_off_ends_the_others(user: User, settings: Settings, mark: Mark) -> None:
    here = signed_in(user)
    signed_in(user)
    mark()
    app = enrol(here)
    assert mark() == own(user, "second_factor.turned_on", "session.ended")
    there = Client()
    sign_in(there, user.email)
    assert code_step(there, app.next_code()).status_code == 200
    app.time_passes()
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    mark()
    off = {"password": PASSWORD, "code": app.next_code()}
    assert post(here, "/session/second_factor/turn_off/", off).status_code == 204
    assert mark() == own(user, "second_factor.turned_off", "session.ended", "password.accepted", "session.ended")
    assert there.get("/session/").json() == {"person": None}


# --- half-sessions -----------------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[User], object]] = {
    **{case: change for case, (change, _) in ENDS.items()},
    "a reset factor": second_factor.reset,
}


@pytest.mark.parametrize("required", ["off", "operators"])
@pytest.mark.parametrize("case", CHANGES)
def test_a_waiting_sign_in_ends_with_what_it_was_begun_under(
    user: User, merchant: Merchant, settings: Settings, case: str, required: str
) -> None:
    enrol(signed_in(user))
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = required
    waiting, other = Client(), Client()
    assert sign_in(waiting, user.email).json()["step"] == "code"
    boss = User.objects.create_superuser("boss", "boss@example.in", PASSWORD)
    sign_in(other, boss.username)
    CHANGES[case](user)
    assert waiting.get("/session/").json() == {"person": None}
    assert other.get("/session/").json()["person" if required == "off" else "step"]  # another's goes on


def test_a_waiting_sign_in_ends_with_another_factor_even_if_it_was_stored_late(user: User) -> None:
    """A request that was under way while the factor was replaced stores its half-session afterwards."""
    enrol(signed_in(user))
    waiting = Client()
    sign_in(waiting, user.email)
    [late] = Session.objects.filter(user=None)
    second_factor.reset(user)
    app = enrol(signed_in(user))
    late.save(force_insert=True)
    assert waiting.get("/session/").json() == {"person": None}
    assert code_step(waiting, app.next_code()).status_code == 401


# --- refused secrets ---------------------------------------------------------------------------------------------


def test_each_wrong_code_and_password_is_one_event(user: User, mark: Mark) -> None:
    client = signed_in(user)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    mark()
    assert turn_on(client, app.wrong_code()).status_code == 403
    assert mark() == own(user, "code.refused")
    assert turn_on(client, app.next_code(), WRONG).status_code == 400
    assert mark() == own(user, "password.refused")
    assert turn_on(client, app.next_code()).status_code == 200
    app.time_passes()
    mark()
    for address, body in (
        ("turn_off", {"password": PASSWORD, "code": app.wrong_code()}),
        ("recovery_codes", {"code": app.wrong_code()}),
        ("recovery_codes", {"code": "xxxx-xxxx-xxxx-xxxx"}),
    ):
        assert post(client, f"/session/second_factor/{address}/", body).status_code == 403
        assert mark() == own(user, "code.refused"), address
    assert post(client, "/session/second_factor/recovery_codes/", {"code": app.next_code()}).status_code == 200
    assert mark() == own(user, "second_factor.recovery_codes_renewed")


def test_guesses_that_are_not_looked_at_are_one_event_a_minute(user: User, mark: Mark) -> None:
    client = signed_in(user)
    app = enrol(client)
    mark()
    for _ in range(5):
        assert post(client, "/session/second_factor/recovery_codes/", {"code": app.wrong_code()}).status_code == 403
    assert mark() == own(user, *["code.refused"] * 5)
    for _ in range(5):
        assert post(client, "/session/second_factor/recovery_codes/", {"code": app.wrong_code()}).status_code == 429
    throttled = mark()
    assert set(throttled) == set(own(user, "session.throttled"))
    assert len(throttled) <= 2  # a minute may have ended in between
    for _ in range(5):
        assert post(client, "/session/password/", {"old_password": WRONG, "new_password": NEW}).status_code == 400
    assert mark() == own(user, *["password.refused"] * 5)
    assert post(client, "/session/password/", {"old_password": WRONG, "new_password": NEW}).status_code == 429
    assert len(mark()) <= 1  # the same event, within the same minute


def test_an_events_merchant_is_the_users(merchant: Merchant) -> None:
    client = signed_in(person_of_merchant(merchant))
    app = enrol(client)
    post(client, "/session/second_factor/recovery_codes/", {"code": app.wrong_code()})
    sign_in(Client(), Membership.objects.get().user.email)
    sign_out(client)
    actions = ("second_factor.turned_on", "code.refused", "password.accepted", "session.begun", "session.ended")
    found = AuditEvent.objects.filter(action__in=actions)
    assert {event.action for event in found} == set(actions)
    assert {event.merchant_id for event in found} == {merchant.id}
