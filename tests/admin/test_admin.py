"""The operators' admin: everything can be found and seen; people change by a superuser's hand, money by nobody's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.access.models import FailedSignIn, Membership
from server.access.users import caller_for
from server.admin.records import MerchantAdmin
from server.audit_log.models import AuditEvent
from server.audit_log.recording import record
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.api.conftest import Caller
from tests.api.keys import client_of
from tests.conftest import OURS, pay
from tests.support.users import PASSWORD, people, person_of_merchant

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = [model for model in MODELS if model is not User]
# Shown with what they belong to: a payout's page has its attempts and its remembered answer. The rest is derived, or a
# secret: who has a session's key is signed in.
SHOWN_ELSEWHERE = {"payouts.PayoutAttempt", "payouts.IdempotencyRecord", "access.Membership"}
DERIVED = {"ledger.LedgerCheckpoint"}
SECRET = {"access.Session"}
NAMES = [model._meta.label for model in MODELS]
every_model = pytest.mark.parametrize("model", MODELS, ids=NAMES)
every_read_only_model = pytest.mark.parametrize("model", READ_ONLY, ids=[model._meta.label for model in READ_ONLY])


@pytest.fixture
def day(merchant: Merchant) -> Iterator[Merchant]:
    """A day's business: at least one row of everything."""
    pay(merchant)
    lifecycle.settle_due(SimulatedBank())
    create_key(name="shop", scopes={Scope.READ}, merchant_id=merchant.id)
    FailedSignIn.objects.create(account="0" * 64, address="192.0.2.1")
    person = person_of_merchant(merchant)
    LogEntry.objects.log_actions(person.pk, User.objects.filter(pk=person.pk), 2, single_object=True)
    yield merchant
    LogEntry.objects.all().delete()


@pytest.fixture
def superuser(day: Merchant) -> Client:
    return signed_in(User.objects.create_superuser("boss", "boss@example.in", PASSWORD))


@pytest.fixture
def operator(day: Merchant) -> Client:
    return signed_in(User.objects.create_user("operator", is_staff=True))


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def address(model: type[Model], page: str, *arguments: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def first_row(model: type[Model]) -> Model:
    row = model._default_manager.first()
    assert row, f"no row of {model._meta.label} to try it on"
    return row


def fingerprint() -> dict[str, str]:
    """Of every row of ours."""
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {table} t")
            [found[table]] = cursor.fetchone()
    return found


def form_of(row: Model) -> dict[str, str]:
    """What the row's page would send back, with every text of it changed."""
    form = {}
    for field in row._meta.fields:
        value = field.value_to_string(row)
        is_text = field.get_internal_type() in {"CharField", "EmailField", "TextField"} and not field.choices
        if value not in {"None", "False"}:
            form[field.name] = f"x{value}" if is_text else value
    return form


def try_everything(client: Client, model: type[Model]) -> dict[str, int]:
    """Add, change, delete, and every action there may be, each as its form would be sent."""
    row = first_row(model)
    key = str(quote(row.pk))
    tries = {
        "add": client.post(address(model, "add"), form_of(row)),
        "change": client.post(address(model, "change", key), form_of(row)),
        "delete": client.post(address(model, "delete", key), {"post": "yes"}),
    }
    ours = admin.site._registry[model]
    for action in {"delete_selected", *(name for _, name, _ in ours._get_base_actions())}:  # type: ignore[attr-defined]
        form = {"action": action, "_selected_action": key, "post": "yes", "index": "0"}
        tries[action] = client.post(address(model, "changelist"), form)
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": key, "_save": "Save"}
    tries["list"] = client.post(address(model, "changelist"), form | form_of(row))
    return {name: answer.status_code for name, answer in tries.items()}


def test_every_model_of_ours_can_be_seen() -> None:
    ours = {model._meta.label for app in OURS for model in apps.get_app_config(app).get_models()}
    assert ours - DERIVED - SECRET == (ours & set(NAMES)) | (ours & SHOWN_ELSEWHERE)


@every_model
def test_every_list_can_be_searched(superuser: Client, model: type[Model]) -> None:
    assert admin.site._registry[model].search_fields
    for words in ("Kaveri", "01a20312-cdd7-7a19-bef2-c8fe707560aa", "192.0.2.1", "%", "'", "₹", "x" * 5000, "a\0b"):
        assert superuser.get(address(model, "changelist"), {"q": words}).status_code == 200, words


@every_read_only_model
@pytest.mark.usefixtures("as_the_owner")  # the admin refuses, not the rights below it
def test_superusers_see_everything_and_change_no_row(superuser: Client, model: type[Model]) -> None:
    key = str(quote(first_row(model).pk))
    for page in (("changelist",), ("change", key), ("history", key)):
        shown = superuser.get(address(model, *page))
        assert (shown.status_code, 'name="_save"' in shown.content.decode()) == (200, False)
        assert "501000000001" not in shown.content.decode()  # the account's number
    before = fingerprint()
    tries = try_everything(superuser, model)
    assert fingerprint() == before
    assert {tries["add"], tries["change"], tries["delete"]} == {403}
    assert superuser.get(address(model, "add")).status_code == 403


@pytest.mark.usefixtures("as_the_owner")
def test_the_tries_would_be_noticed(superuser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above sends does change a row wherever it is let."""
    monkeypatch.setattr(MerchantAdmin, "has_change_permission", lambda *_: True)
    before = fingerprint()
    try_everything(superuser, Merchant)
    changed = {table for table, was in before.items() if fingerprint()[table] != was}
    assert changed == {"merchants"}


def test_trying_it_on_people_moves_no_money(superuser: Client) -> None:
    before = fingerprint()
    assert try_everything(superuser, User)["delete"] == 403
    unmoved = set(before) - {"memberships", "trail_events"}
    assert {table: fingerprint()[table] for table in unmoved} == {table: before[table] for table in unmoved}


@every_model
def test_operators_see_all_but_people(operator: Client, model: type[Model]) -> None:
    key = str(quote(first_row(model).pk))
    expected = 403 if model is User else 200
    for page in (("changelist",), ("change", key)):
        assert operator.get(address(model, *page)).status_code == expected
    before = fingerprint()
    tries = try_everything(operator, model)
    assert fingerprint() == before
    assert {tries["add"], tries["change"], tries["delete"]} == {403}


@every_model
def test_strangers_and_merchants_people_are_sent_to_the_sign_in(day: Merchant, model: type[Model]) -> None:
    for client in (Client(), signed_in(day.memberships.get().user)):
        answer = client.get(address(model, "changelist"))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_a_payouts_page_has_its_attempts_and_its_remembered_answer(operator: Client, day: Merchant) -> None:
    payout = day.payouts.get()
    shown = operator.get(address(type(payout), "change", str(payout.pk))).content.decode()
    assert "Pay this transfer" in shown
    assert "Paid" in shown
    assert "&quot;status&quot;: &quot;pending&quot;" in shown  # as it was answered then
    assert "₹100.00" in shown


@pytest.mark.parametrize("column", ["request_id", "subject_id", "actor_id", "actor_name", "merchant_id"])
def test_the_trail_is_searched_by_what_one_has_in_hand(operator: Client, day: Merchant, column: str) -> None:
    answer = Caller(client_of(day), day).create()
    event = AuditEvent.objects.get(subject_id=answer.json()["id"])
    record("another.happened", merchant_id=None, subject_id=1)
    word = str(getattr(event, column))
    found = operator.get("/admin/trail/trailevent/", {"q": word}).context["cl"].result_list
    assert event in found
    assert all(word in map(str, vars(each).values()) for each in found)
    assert len(found) < AuditEvent.objects.count()


# --- people ----------------------------------------------------------------------------------------------------


def person_form(user: User, merchant: Merchant | None, **changes: str) -> dict[str, str]:
    membership = Membership.objects.filter(user=user).first()
    inline = {
        "membership-TOTAL_FORMS": "1" if merchant or membership else "0",
        "membership-INITIAL_FORMS": "1" if membership else "0",
        "membership-0-user": str(user.pk),
        "membership-0-merchant": str(merchant.pk) if merchant else "",
    }
    if membership:
        inline |= {"membership-0-id": str(membership.pk)} | ({} if merchant else {"membership-0-DELETE": "on"})
    return {"username": user.username, "email": user.email, "is_active": "on"} | inline | changes


def test_a_superuser_gives_a_person_to_a_merchant_and_takes_them_away(superuser: Client, day: Merchant) -> None:
    user = User.objects.create_user("new@example.in")
    page = address(User, "change", str(user.pk))
    assert superuser.post(page, person_form(user, day)).status_code == 302
    caller = caller_for(user)
    assert caller
    assert caller.merchant_id == day.id
    assert superuser.post(page, person_form(user, None)).status_code == 302
    assert caller_for(user) is None
    events = AuditEvent.objects.filter(subject_id=str(user.pk), action="person.changed")
    assert set(events.values_list("actor_kind", "actor_name")) == {("person", "boss")}
    assert superuser.get(address(User, "changelist"), {"q": day.name}).context["cl"].result_count == 1


def test_nobody_becomes_an_operator_who_belongs_to_a_merchant(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    answer: Any = superuser.post(address(User, "change", str(user.pk)), person_form(user, day, is_staff="on"))
    assert answer.status_code == 200
    assert "cannot belong to a merchant as well" in answer.content.decode()
    user.refresh_from_db()
    assert not user.is_staff


def test_who_is_made_inactive_is_out_for_good(superuser: Client, day: Merchant) -> None:
    user = day.memberships.get().user
    form = person_form(user, day)
    form.pop("is_active")
    assert superuser.post(address(User, "change", str(user.pk)), form).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert AuditEvent.objects.filter(subject_id=str(user.pk), action="person.disabled").exists()


def test_a_superuser_adds_a_person_with_a_sound_password(superuser: Client) -> None:
    form = {"username": "new@example.in", "usable_password": "true", "password1": "short", "password2": "short"}
    empty = {"membership-TOTAL_FORMS": "0", "membership-INITIAL_FORMS": "0"}
    assert superuser.post(address(User, "add"), form | empty).status_code == 200
    sound = form | empty | {"password1": PASSWORD, "password2": PASSWORD}
    assert superuser.post(address(User, "add"), sound).status_code == 302
    assert User.objects.get(username="new@example.in").check_password(PASSWORD)
    assert AuditEvent.objects.filter(action="person.added", actor_name="boss").exists()
