"""Users in the admin: superusers add, change, disable and enable them, and each act is recorded once."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from server.access import password_hashing, users
from server.access.callers import Role
from server.access.models import Membership
from server.access.users import add_user, caller_for
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.access.test_password_check import no_slot_free
from tests.admin.conftest import address
from tests.support.operators import key_of, operator_called
from tests.support.users import PASSWORD, has_password

NO_MERCHANT = {"membership-TOTAL_FORMS": "0", "membership-INITIAL_FORMS": "0"}
NEW_USER = {
    "username": "new@example.in",
    "usable_password": "true",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
Event = tuple[str, str, str, Any]


def user_form(user: User, merchant: Merchant | None, **changes: str) -> dict[str, str]:
    """The form that the user's page submits, with this merchant chosen or none."""
    membership = Membership.objects.filter(user=user).first()
    inline = {
        "membership-TOTAL_FORMS": "1" if merchant or membership else "0",
        "membership-INITIAL_FORMS": "1" if membership else "0",
        "membership-0-user": str(user.pk),
        "membership-0-merchant": str(merchant.pk) if merchant else "",
        "membership-0-role": membership.role if membership else "owner",
    }
    if membership:
        inline |= {"membership-0-id": str(membership.pk)} | ({} if merchant else {"membership-0-DELETE": "on"})
    is_active = {"is_active": "on"} if user.is_active else {}
    return {"username": user.username, "email": user.email} | is_active | inline | changes


def submit(superuser: Client, user: User, form: dict[str, str]) -> list[Event]:
    """Submit the user's page. Returns the audit events that this wrote, as (action, kind, name, merchant)."""
    before = set(AuditEvent.objects.values_list("id", flat=True))
    assert superuser.post(address(User, "change", str(user.pk)), form).status_code == 302
    user.refresh_from_db()
    return events_of(user, before)


def events_of(user: User, before: set[Any]) -> list[Event]:
    events = AuditEvent.objects.exclude(id__in=before).order_by("id")
    assert {event.subject_id for event in events} <= {str(user.pk)}
    return [(event.action, event.actor_kind, event.actor_name, event.merchant_id) for event in events]


def by_boss(action: str, merchant: Merchant | None = None) -> Event:
    return (action, "person", "boss", merchant.id if merchant else None)


def test_a_superuser_gives_a_user_to_a_merchant_and_takes_them_away(superuser: Client, day: Merchant) -> None:
    user = User.objects.create_user("new@example.in")
    assert submit(superuser, user, user_form(user, day)) == [by_boss("person.changed", day)]
    caller = caller_for(user)
    assert caller
    assert caller.merchant_id == day.id
    assert superuser.get(address(User, "changelist"), {"q": day.name}).context["cl"].result_count == 2
    assert submit(superuser, user, user_form(user, None)) == [by_boss("person.changed")]
    assert caller_for(user) is None


def test_a_user_who_leaves_a_merchant_may_become_an_operator_in_one_step(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    assert submit(superuser, user, user_form(user, None, is_staff="on")) == [by_boss("person.changed")]
    assert user.is_staff
    assert not Membership.objects.filter(user=user).exists()


def test_a_merchants_user_cannot_become_an_operator(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    response: Any = superuser.post(address(User, "change", str(user.pk)), user_form(user, day, is_staff="on"))
    assert response.status_code == 200
    assert "cannot belong to a merchant as well" in response.content.decode()
    user.refresh_from_db()
    assert not user.is_staff


def test_a_disabled_user_has_no_password_left_and_one_event_records_it(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    form = user_form(user, day)
    form.pop("is_active")
    assert submit(superuser, user, form) == [by_boss("person.disabled", day)]
    assert (user.is_active, user.has_usable_password()) == (False, False)


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("out", ["is_active", "is_staff"])
def test_an_operator_who_is_shut_out_loses_the_keys_that_the_page_shows(
    superuser: Client, day: Merchant, out: str, keep: bool
) -> None:
    user = operator_called("asha")
    own = key_of(user).key
    page = superuser.get(address(User, "change", str(user.pk))).content.decode()
    assert f"{own.prefix}  operators  the tests  until " in page
    form = user_form(user, None, is_staff="on") | ({"keep_keys": "on"} if keep else {})
    form.pop(out)
    changed = superuser.post(address(User, "change", str(user.pk)), form, follow=True).content.decode()
    own.refresh_from_db()
    assert (own.revoked_at is None) is keep
    assert f"API keys that they made {'stay live' if keep else 'are revoked'}: {own.prefix}" in changed


def test_a_ticked_box_alone_is_no_act(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    assert submit(superuser, user, user_form(user, day, keep_keys="on")) == []


def test_a_new_password_that_finds_no_slot_in_time_is_503(
    superuser: Client, day: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password_hashing, "WAIT_SECONDS", 0.01)
    user = day.memberships.get().user
    form = {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1], "set-password": "Set password"}
    with no_slot_free():
        response: Any = superuser.post(f"/admin/auth/user/{user.pk}/password/", form)
    assert (response.status_code, response["Retry-After"]) == (503, "1")
    user.refresh_from_db()
    assert has_password(user, PASSWORD)


def test_an_enabled_user_may_sign_in_once_a_password_is_set(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    users.disable_user(user)
    assert submit(superuser, user, user_form(user, day, is_active="on")) == [by_boss("person.enabled", day)]
    assert (user.is_active, user.has_usable_password()) == (True, False)

    before = set(AuditEvent.objects.values_list("id", flat=True))
    form = {"password1": PASSWORD, "password2": PASSWORD, "set-password": "Set password"}
    assert superuser.post(f"/admin/auth/user/{user.pk}/password/", form).status_code == 302
    user.refresh_from_db()
    assert has_password(user, PASSWORD)
    assert events_of(user, before) == [by_boss("person.password_changed", day)]


def test_a_superuser_takes_a_users_password_away(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    before = set(AuditEvent.objects.values_list("id", flat=True))
    form = {"usable_password": "false", "unset-password": "Disable"}
    assert superuser.post(f"/admin/auth/user/{user.pk}/password/", form).status_code == 302
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert events_of(user, before) == [by_boss("person.password_changed", day)]


def test_renaming_and_disabling_in_one_form_are_two_acts(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    form = user_form(user, day, first_name="Asha")
    form.pop("is_active")
    assert submit(superuser, user, form) == [by_boss("person.disabled", day), by_boss("person.changed", day)]
    assert (user.first_name, user.is_active, user.has_usable_password()) == ("Asha", False, False)


def test_a_form_without_changes_is_no_act(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    assert submit(superuser, user, user_form(user, day)) == []


def test_a_superuser_adds_a_user_with_a_valid_password(superuser: Client) -> None:
    short = {"password1": "short", "password2": "short"}
    assert superuser.post(address(User, "add"), NEW_USER | NO_MERCHANT | short).status_code == 200
    before = set(AuditEvent.objects.values_list("id", flat=True))
    assert superuser.post(address(User, "add"), NEW_USER | NO_MERCHANT).status_code == 302
    user = User.objects.get(username="new@example.in")
    assert has_password(user, PASSWORD)
    assert events_of(user, before) == [by_boss("person.added")]


@pytest.mark.parametrize("is_usable", ["true", "false"])
def test_a_user_is_added_to_a_merchant_in_one_form(superuser: Client, day: Merchant, is_usable: str) -> None:
    before = set(AuditEvent.objects.values_list("id", flat=True))
    form = NEW_USER | {
        "usable_password": is_usable,
        "membership-TOTAL_FORMS": "1",
        "membership-INITIAL_FORMS": "0",
        "membership-0-merchant": str(day.pk),
        "membership-0-role": "maker",
    }
    assert superuser.post(address(User, "add"), form).status_code == 302
    user = User.objects.get(username="new@example.in")
    assert user.membership.merchant_id == day.id
    assert user.has_usable_password() == (is_usable == "true")
    assert events_of(user, before) == [by_boss("person.added", day)]


def test_a_superuser_gives_a_user_another_role_and_is_told_of_the_last_owner(superuser: Client, day: Merchant) -> None:
    owner = day.memberships.get().user
    maker = add_user("maker@example.in", PASSWORD, day.id, Role.MAKER)
    form = user_form(owner, day) | {"membership-0-role": "viewer"}
    refused = superuser.post(address(User, "change", str(owner.pk)), form)
    assert (refused.status_code, "A team keeps an owner" in refused.text) == (200, True)
    assert submit(superuser, maker, user_form(maker, day) | {"membership-0-role": "owner"}) == [
        by_boss("person.changed", day)
    ]
    assert submit(superuser, owner, form) == [by_boss("person.changed", day)]
    assert day.memberships.get(user=owner).role == "viewer"
