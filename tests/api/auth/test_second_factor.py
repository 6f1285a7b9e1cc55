"""The second factor: set up, asked for at every sign-in, each code once, and required of whom the setting names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from server.access.models import FailedSignIn, SecondFactor, Session
from server.access.users import disable_user
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.support.racing import in_the_background, waiting_for_locks
from tests.support.second_factors import App, code_step, enrol, enrol_with_recovery_codes, post, turn_on
from tests.support.servers import wait_until
from tests.support.users import PASSWORD, minutes_pass, operator, people, person_of_merchant, sign_in, sign_out

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

CODE_IS_DUE = {"person": None, "step": "code"}
ENROLMENT_IS_DUE = {"person": None, "step": "enrolment"}
REFUSED = (403, "code_refused")


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


def who(client: Client) -> Any:
    return client.get("/session/").json()["person"]


def outcome(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]


def enrolled(user: User) -> App:
    """Their app, set up in a browser that has signed out since."""
    client = Client()
    assert sign_in(client, user.get_username()).status_code == 200
    app = enrol(client)
    sign_out(client)
    return app


def half_signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    assert sign_in(client, user.get_username()).json() == CODE_IS_DUE
    return client


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_code_is_asked_for_once_the_factor_is_on(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = enrol(client)
    assert who(client)["id"] == str(person.pk)  # this session goes on

    other = half_signed_in(person)
    assert other.get("/session/").json() == CODE_IS_DUE
    response = code_step(other, app.next_code())
    assert (response.status_code, response.json()["person"]["id"]) == (200, str(person.pk))
    assert who(other)["id"] == str(person.pk)
    assert Session.objects.filter(user=person).count() == 2
    assert actions()[-1] == "session.begun"
    assert AuditEvent.objects.filter(action="second_factor.turned_on", subject_id=str(person.pk)).count() == 1


def test_a_half_session_does_nothing_but_take_the_code(person: User, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    enrolled(person)
    client = half_signed_in(person)
    merchant_id = person.membership.merchant_id
    assert client.get(f"/api/v1/balance/?merchant_id={merchant_id}").status_code == 401
    assert client.get("/session/all/").status_code == 401
    for address in ("password", "second_factor", "second_factor/turn_on", "second_factor/turn_off", "all/end_others"):
        assert outcome(post(client, f"/session/{address}/", {})) == (401, "unauthenticated"), address
    query = {"query": "{ viewer { id } }"}
    assert post(client, "/graphql/", query).json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert Session.objects.filter(user=person).count() == 0


def test_a_half_session_ends_after_a_quarter_of_an_hour(person: User) -> None:
    enrolled(person)
    client = half_signed_in(person)
    assert 700 <= client.cookies["sessionid"]["max-age"] <= 900
    assert client.get("/session/").json() == CODE_IS_DUE
    [half] = Session.objects.all()
    # Sending wrong codes does not prolong it.
    code_step(client, "recovery")
    assert Session.objects.get(pk=half.pk).expire_date == half.expire_date


def test_signing_out_gives_up_a_half_session(person: User) -> None:
    enrolled(person)
    client = half_signed_in(person)
    sign_out(client)
    assert client.get("/session/").json() == {"person": None}
    assert not Session.objects.exists()


def by_another_password(user: User) -> None:
    user.set_password("nine kites over Madurai")
    user.save()


def by_a_password_that_nothing_else_hears_of(user: User) -> None:
    User.objects.filter(pk=user.pk).update(password=make_password("nine kites over Madurai"))


@pytest.mark.parametrize(
    "end",
    [
        by_another_password,
        by_a_password_that_nothing_else_hears_of,
        disable_user,
        lambda user: user.membership.delete(),
    ],
)
def test_a_half_session_ends_with_what_it_stands_on(person: User, end: Callable[[User], None]) -> None:
    app = enrolled(person)
    client = half_signed_in(person)
    end(person)
    assert client.get("/session/").json() == {"person": None}
    assert outcome(code_step(client, app.next_code())) == (401, "unauthenticated")


def test_the_code_belongs_to_the_browser_that_showed_the_password(person: User) -> None:
    app = enrolled(person)
    half_signed_in(person)
    assert outcome(code_step(Client(), app.next_code())) == (401, "unauthenticated")


def test_the_session_key_changes_with_the_second_step(person: User) -> None:
    app = enrolled(person)
    client = half_signed_in(person)
    half = client.cookies["sessionid"].value
    assert code_step(client, app.next_code()).status_code == 200
    assert client.cookies["sessionid"].value != half
    assert client.cookies["sessionid"]["max-age"] == 12 * 3600
    assert not Session.objects.filter(session_key=half).exists()


def test_signing_in_as_somebody_else_ends_the_first_session_before_the_code(client: Client, person: User) -> None:
    boss = operator()
    enrolled(boss)
    sign_in(client, person.email)
    assert sign_in(client, boss.email).json() == CODE_IS_DUE
    assert who(client) is None
    assert not Session.objects.filter(user=person).exists()


# --- codes ------------------------------------------------------------------------------------------------------


def test_a_code_counts_once(person: User) -> None:
    app = enrolled(person)
    code = app.next_code()
    assert code_step(half_signed_in(person), code).status_code == 200
    assert outcome(code_step(half_signed_in(person), code)) == REFUSED
    app.time_passes()
    assert code_step(half_signed_in(person), app.next_code()).status_code == 200


def test_the_code_of_the_enrolment_does_not_sign_in(person: User) -> None:
    client = Client()
    sign_in(client, person.email)
    app = enrol(client)
    assert outcome(code_step(half_signed_in(person), app.code_of(app.used_step))) == REFUSED


def test_of_simultaneous_sign_ins_with_one_code_one_succeeds(person: User) -> None:
    """Neither has read before the other is done which code was the last: both wait for the factor's row."""
    app = enrolled(person)
    one, other = half_signed_in(person), half_signed_in(person)
    code = app.next_code()
    with transaction.atomic():
        SecondFactor.objects.select_for_update().get(user=person)
        with (
            in_the_background(lambda: int(code_step(one, code).status_code)) as first,
            in_the_background(lambda: int(code_step(other, code).status_code)) as second,
        ):
            wait_until(lambda: waiting_for_locks() == 2)
            transaction.get_connection().connection.commit()
    assert sorted([first.result(), second.result()]) == [200, 403]


def test_a_code_may_be_written_with_a_blank(person: User) -> None:
    app = enrolled(person)
    code = app.next_code()
    assert code_step(half_signed_in(person), f" {code[:3]} {code[3:]} ").status_code == 200


@pytest.mark.parametrize("code", ["1", "12345", "1234567", "１２３４５６", "abcdef", "-", "' OR 1=1", "१२३४५६"])
def test_what_is_no_code_is_refused_like_a_wrong_one(person: User, code: str) -> None:
    enrolled(person)
    assert outcome(code_step(half_signed_in(person), code)) == REFUSED


@pytest.mark.parametrize("code", [None, 123456, "", "1" * 41, ["123456"]])
def test_a_code_that_is_no_text_is_refused_by_its_field(person: User, code: object) -> None:
    enrolled(person)
    response = post(half_signed_in(person), "/session/code/", {"code": code})
    assert (outcome(response), response.json()["field"]) == ((400, "validation_error"), "code")


def test_a_right_password_buys_no_further_guesses_at_the_code(person: User) -> None:
    """It clears the failures of passwords; those of codes stay until a code is right."""
    app = enrolled(person)
    for _ in range(5):
        assert outcome(code_step(half_signed_in(person), app.wrong_code())) == REFUSED
    response = code_step(half_signed_in(person), app.next_code())
    assert (outcome(response), 700 <= int(response["Retry-After"]) <= 900) == ((429, "too_many_attempts"), True)
    assert "session.throttled" in actions()
    minutes_pass(15)
    app.time_passes()
    assert code_step(half_signed_in(person), app.next_code()).status_code == 200
    assert not FailedSignIn.objects.exists()


def test_wrong_codes_do_not_keep_others_out(person: User) -> None:
    boss = operator()
    app, other = enrolled(person), enrolled(boss)
    for _ in range(5):
        code_step(half_signed_in(person), app.wrong_code())
    assert code_step(half_signed_in(boss), other.next_code()).status_code == 200


def test_a_missing_key_is_told_and_changes_nothing(person: User, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(32))]
    client = Client(raise_request_exception=False)
    sign_in(client, person.email)
    app, codes = enrol_with_recovery_codes(client)
    waiting = half_signed_in(person)
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(1, 33))]
    before = list(SecondFactor.objects.values())
    code = app.next_code()
    second_factor = "/session/second_factor/"
    for response in (
        code_step(waiting, code),
        post(client, f"{second_factor}recovery_codes/", {"code": code}),
        post(client, f"{second_factor}turn_off/", {"password": PASSWORD, "code": code}),
    ):
        assert outcome(response) == (503, "codes_unavailable")
        assert "encryption key" in response.json()["message"]
        assert response["Retry-After"]
    assert list(SecondFactor.objects.values()) == before
    assert not FailedSignIn.objects.exists()
    assert waiting.get("/session/").json() == CODE_IS_DUE
    assert code_step(waiting, codes[0]).status_code == 200
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(32))]
    assert code_step(half_signed_in(person), code).status_code == 200


# --- recovery codes ----------------------------------------------------------------------------------------------


def test_each_recovery_code_signs_in_once(client: Client, person: User) -> None:
    sign_in(client, person.email)
    _, codes = enrol_with_recovery_codes(client)
    assert (len(codes), len(set(codes))) == (10, 10)
    assert not any(code in str(list(SecondFactor.objects.values())) for code in codes)
    assert code_step(half_signed_in(person), codes[3].upper().replace("-", " ")).status_code == 200
    assert outcome(code_step(half_signed_in(person), codes[3])) == REFUSED
    assert code_step(half_signed_in(person), codes[4]).status_code == 200
    assert client.get("/session/second_factor/").json()["recovery_codes_left"] == 8
    assert actions().count("second_factor.recovery_code_used") == 2


def test_new_recovery_codes_end_the_old_ones(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app, old = enrol_with_recovery_codes(client)
    address = "/session/second_factor/recovery_codes/"
    assert outcome(post(client, address, {"code": app.wrong_code()})) == REFUSED
    new = post(client, address, {"code": app.next_code()}).json()["recovery_codes"]
    assert not set(old) & set(new)
    assert outcome(code_step(half_signed_in(person), old[0])) == REFUSED
    assert code_step(half_signed_in(person), new[0]).status_code == 200
    assert "second_factor.recovery_codes_renewed" in actions()


def test_another_users_recovery_code_is_wrong(client: Client, person: User) -> None:
    sign_in(client, person.email)
    _, codes = enrol_with_recovery_codes(client)
    boss = operator()
    enrolled(boss)
    assert outcome(code_step(half_signed_in(boss), codes[0])) == REFUSED


# --- on and off --------------------------------------------------------------------------------------------------


def test_an_enrolment_shows_a_secret_an_address_and_a_qr_code(client: Client, person: User) -> None:
    sign_in(client, person.email)
    begun = post(client, "/session/second_factor/").json()
    secret = begun["secret"].replace(" ", "")
    assert begun["uri"].startswith(f"otpauth://totp/Payout%20engine:{person.email.replace('@', '%40')}?")
    assert f"secret={secret}" in begun["uri"]
    rows = begun["qr_code"]
    assert {len(row) for row in rows} == {len(rows)}
    assert set("".join(rows)) == {"0", "1"}
    assert not SecondFactor.objects.exists()
    assert secret not in str(list(Session.objects.values()))
    assert client.get("/session/second_factor/").json() == {
        "is_on": False,
        "is_required": False,
        "since": None,
        "recovery_codes_left": None,
    }


def test_asked_again_an_enrolment_shows_the_same_secret_and_another_session_another(person: User) -> None:
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, person.email)
    one, again, other = (post(client, "/session/second_factor/").json() for client in (*clients[:1], *clients))
    assert one == again
    assert one["secret"] != other["secret"]


def test_a_wrong_code_turns_nothing_on(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    assert outcome(turn_on(client, app.wrong_code())) == REFUSED
    assert not SecondFactor.objects.exists()
    done = turn_on(client, app.next_code())
    assert done.status_code == 200


@pytest.mark.parametrize("password", [None, "", "eight kites over Madurai", 7, "x" * 1001])
def test_a_session_alone_turns_nothing_on(client: Client, person: User, password: object) -> None:
    """Whoever has stolen one would lock its owner out."""
    sign_in(client, person.email)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    body = {"code": app.next_code()} | ({} if password is None else {"password": password})
    response = post(client, "/session/second_factor/turn_on/", body)
    assert (outcome(response), response.json()["field"]) == ((400, "validation_error"), "password")
    assert not SecondFactor.objects.exists()
    app.time_passes()
    assert turn_on(client, app.next_code()).status_code == 200


def test_the_password_is_guessed_there_no_faster_than_at_the_sign_in(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    for _ in range(5):
        assert turn_on(client, app.next_code(), "eight kites over Madurai").json()["message"] == "Wrong password."
        app.used_step = 0
    assert outcome(turn_on(client, app.next_code())) == (429, "too_many_attempts")
    assert sign_in(Client(), person.email).status_code == 429
    assert not SecondFactor.objects.exists()


def test_who_has_just_shown_the_password_is_not_asked_again(settings: Settings, person: User) -> None:
    client = needing_one(settings, person)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    assert post(client, "/session/second_factor/turn_on/", {"code": app.next_code()}).status_code == 200
    assert who(client)["id"] == str(person.pk)


def test_the_codes_of_an_enrolment_are_throttled(client: Client, person: User) -> None:
    """Each wrong one is recorded."""
    sign_in(client, person.email)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    for _ in range(5):
        assert outcome(turn_on(client, app.wrong_code())) == REFUSED
    assert outcome(turn_on(client, app.next_code())) == (429, "too_many_attempts")
    assert not SecondFactor.objects.exists()


def test_without_an_enrolment_nothing_is_turned_on(client: Client, person: User) -> None:
    sign_in(client, person.email)
    response = turn_on(client, "123456")
    assert outcome(response) == (400, "validation_error")


def test_a_user_has_one_second_factor(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    other = Client()
    sign_in(other, person.email)
    other_app = App(post(other, "/session/second_factor/").json()["secret"])
    assert turn_on(other, other_app.next_code()).status_code == 200
    # … which ended the first session, as it has shown no factor.
    assert outcome(turn_on(client, app.next_code())) == (401, "unauthenticated")
    assert outcome(post(other, "/session/second_factor/")) == (400, "validation_error")
    assert SecondFactor.objects.count() == 1


def test_turning_it_on_ends_every_other_session(client: Client, person: User) -> None:
    sign_in(client, person.email)
    other = Client()
    sign_in(other, person.email)
    enrol(client)
    assert (who(other), Session.objects.filter(user=person).count()) == (None, 1)


def test_a_session_from_a_process_that_knows_no_second_factor_does_not_count(
    client: Client, settings: Settings, person: User
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    enrolled(person)
    client.force_login(person)  # what the release before does after the password
    assert who(client) is None
    assert client.get(f"/api/v1/balance/?merchant_id={person.membership.merchant_id}").status_code == 401


def test_turning_it_off_takes_the_password_and_a_code(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = enrol(client)
    turn_off = "/session/second_factor/turn_off/"
    wrong = post(client, turn_off, {"password": "eight kites", "code": app.next_code()})
    assert (outcome(wrong), wrong.json()["field"]) == ((400, "validation_error"), "password")
    assert outcome(post(client, turn_off, {"password": PASSWORD, "code": app.wrong_code()})) == REFUSED
    app.time_passes()
    assert post(client, turn_off, {"password": PASSWORD, "code": app.next_code()}).status_code == 204
    assert who(client)["id"] == str(person.pk)
    assert sign_in(Client(), person.email).json()["person"]["id"] == str(person.pk)
    assert actions().count("second_factor.turned_off") == 1
    assert outcome(post(client, turn_off, {"password": PASSWORD, "code": "123456"})) == (404, "not_found")


# --- required ----------------------------------------------------------------------------------------------------


def needing_one(settings: Settings, user: User, whom: str = "everybody") -> Client:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_REQUIRE_SECOND_FACTOR = False, whom
    client = Client(raise_request_exception=False)
    assert sign_in(client, user.get_username()).json() == ENROLMENT_IS_DUE
    return client


def test_who_needs_a_second_factor_sets_it_up_before_anything_else(settings: Settings, person: User) -> None:
    client = needing_one(settings, person)
    balance = f"/api/v1/balance/?merchant_id={person.membership.merchant_id}"
    assert (client.get(balance).status_code, client.get("/session/").json()) == (401, ENROLMENT_IS_DUE)
    assert client.get("/session/all/").status_code == 401
    assert outcome(post(client, "/session/password/", {})) == (401, "unauthenticated")
    assert outcome(code_step(client, "123456")) == (401, "unauthenticated")
    assert client.get("/session/second_factor/").json()["is_required"] is True

    app = enrol(client)
    assert (who(client)["id"], client.get(balance).status_code) == (str(person.pk), 200)
    assert actions()[-2:] == ["second_factor.turned_on", "session.begun"]
    assert code_step(half_signed_in(person), app.next_code()).status_code == 200


def test_operators_alone_may_need_one(settings: Settings, person: User) -> None:
    needing_one(settings, operator(), "operators")
    assert sign_in(Client(), person.email).json()["person"]["id"] == str(person.pk)


def test_a_session_from_before_the_requirement_does_not_count(client: Client, settings: Settings, person: User) -> None:
    sign_in(client, person.email)
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "everybody"
    assert who(client) is None
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    assert who(client)["id"] == str(person.pk)


def test_who_needs_one_and_turns_it_off_sets_up_another(settings: Settings, person: User) -> None:
    client = needing_one(settings, person)
    app = enrol(client)
    off = {"password": PASSWORD, "code": app.next_code()}
    assert post(client, "/session/second_factor/turn_off/", off).status_code == 204
    assert client.get("/session/").json() == ENROLMENT_IS_DUE
    enrol(client)
    assert who(client)["id"] == str(person.pk)


def test_a_half_session_for_the_enrolment_ends_when_somebody_else_has_enrolled(
    settings: Settings, person: User
) -> None:
    """Whoever has the password alone cannot set up a second factor beside the one that is there."""
    first, second = needing_one(settings, person), needing_one(settings, person)
    app = App(post(second, "/session/second_factor/").json()["secret"])
    enrol(first)
    response = turn_on(second, app.next_code())
    assert outcome(response) == (401, "unauthenticated")
    assert second.get("/session/").json() == {"person": None}
    assert sign_in(second, person.email).json() == CODE_IS_DUE
