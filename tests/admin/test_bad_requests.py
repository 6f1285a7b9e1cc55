"""Whatever an operator's browser sends, no view of the admin fails, and no hidden column can be asked about."""

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client

from server.access.models import ApiKey, Membership
from server.admin.lookups import FILTERS, MOST_WORDS
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from tests.admin.bad_requests import (
    BAD,
    LOOKUPS,
    MODELS,
    bad_addresses,
    bad_choices,
    bad_filters,
    list_of,
    names_of,
    views,
)
from tests.admin.conftest import address
from tests.admin.test_records import first_row
from tests.admin.test_users import NEW_USER, NO_MERCHANT, user_form
from tests.database.places import connect
from tests.support.users import PASSWORD

EVERYBODY = pytest.mark.parametrize("who", ["superuser", "operator"])
CHOICES = {"app_label": "access", "model_name": "membership", "field_name": "merchant"}


@pytest.fixture
def client_called(request: pytest.FixtureRequest, who: str) -> Client:
    client: Client = request.getfixturevalue(who)
    return client


def statuses(client: Client, addresses: Iterable[str]) -> Counter[int]:
    """Gets each address; none may fail."""
    seen = Counter[int]()
    for each in addresses:
        status = client.get(each).status_code
        assert status < 500, f"{status}: {each[:300]}"
        seen[status] += 1
    return seen


@EVERYBODY
def test_no_view_fails_on_bad_keys_and_parameters(client_called: Client) -> None:
    keys = {list_of(model): str(quote(str(first_row(model).pk))) for model in MODELS}
    seen = statuses(client_called, bad_addresses(keys))
    assert seen[200] > 100  # they reach the views


@EVERYBODY
def test_no_list_fails_on_bad_filters(client_called: Client) -> None:
    for model in MODELS:
        statuses(client_called, bad_filters(model))


@EVERYBODY
def test_no_choice_fails_on_bad_values(client_called: Client) -> None:
    statuses(client_called, bad_choices())


@EVERYBODY
@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_view_fails_on_another_method(client_called: Client, method: str) -> None:
    for view in views():
        if "logout" in view or "/auth/user/" in view:  # tests of their own
            continue
        status = client_called.generic(method, view.format(key="%00") + "?x=%00").status_code
        assert status < 500, f"{status}: {method} {view}"


def test_only_what_a_list_names_is_filtered_by() -> None:
    for model in MODELS:
        model_admin: Any = admin.site._registry[model]
        named = {f"{name}{how}" for name in model_admin.list_filter for how in FILTERS}
        asked = {f"{name}__{lookup}" if lookup else name for name in names_of(model) for lookup in LOOKUPS}
        request = HttpRequest()
        allowed = {name for name in asked if model_admin.lookup_allowed(name, "a", request)}
        assert allowed == named & asked | {name for name in allowed if name.startswith("nothing")}
        assert not any(model_admin.lookup_allowed(f"pk{how}", "a", request) for how in (*FILTERS, "__startswith"))


@pytest.mark.parametrize(
    ("model", "question"),
    [
        (ApiKey, "secret_hash__startswith=a"),
        (ApiKey, "secret_hash__regex=(a"),
        (LedgerEntry, "description__regex=("),
        (User, "password__startswith=p"),
        (User, "membership__merchant__name__startswith=K"),
        (Merchant, "payouts__amount_paise__gt=1"),
    ],
)
def test_a_hidden_column_cannot_be_asked_about(superuser: Client, model: type[Model], question: str) -> None:
    assert superuser.get(f"{list_of(model)}?{question}").status_code == 400


def test_a_filter_of_a_list_still_filters(operator: Client, day: Merchant) -> None:
    for status, count in (("completed", 3), ("failed", 0)):
        shown = operator.get(f"/admin/payouts/payout/?status__exact={status}&needs_review__exact=0&_facets=True")
        assert shown.context["cl"].result_count == count


@pytest.mark.parametrize("value", ["%00", "x%00"])
@pytest.mark.parametrize("lookup", ["status", "status__exact", "status__in"])
def test_a_value_that_the_database_cannot_read_ends_as_other_bad_filters(
    operator: Client, lookup: str, value: str
) -> None:
    response = operator.get(f"/admin/payouts/payout/?{lookup}={value}", follow=True)
    assert response.redirect_chain == [("/admin/payouts/payout/?e=1", 302)]
    assert "Nothing can be looked up by the values" in response.content.decode()
    assert operator.get("/admin/payouts/payout/?nothing=1")["Location"] == "/admin/payouts/payout/?e=1"
    assert operator.get(f"/admin/payouts/payout/?{lookup}={value}&e=1").status_code == 404  # no loop


def test_a_search_of_too_many_words_is_refused(operator: Client) -> None:
    enough = "+".join(["a"] * MOST_WORDS)
    for path, name, too_many in (("ledger/ledgerentry/", "q", 302), ("autocomplete/", "term", 403)):
        assert operator.get(f"/admin/{path}?{name}={enough}").status_code in {200, too_many}
        assert operator.get(f"/admin/{path}?{name}={enough}+b").status_code == too_many


def test_a_search_that_takes_too_long_is_given_up(operator: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '200ms'")
    try:
        with locked_by_another("bank_transfers"):
            assert operator.get("/admin/bank/banktransfer/?q=a")["Location"] == "/admin/bank/banktransfer/?e=1"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = DEFAULT")


def test_a_database_that_does_not_answer_is_no_fault(operator: Client) -> None:
    with locked_by_another("bank_transfers"):
        response = operator.get("/admin/bank/banktransfer/")
    assert (response.status_code, response["Retry-After"]) == (503, "1")


@contextmanager
def locked_by_another(table: str) -> Iterator[None]:
    with connect() as owner, owner.transaction():
        owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize("rights", ["view", "add", "change", "delete", "module"])
def test_rights_take_the_parameters_that_django_names(rights: str) -> None:
    for model_admin in admin.site._registry.values():
        inlines = [inline(model_admin.model, admin.site) for inline in model_admin.inlines]
        for ours in (model_admin, *inlines):
            django = InlineModelAdmin if ours in inlines else ModelAdmin
            expected = list(inspect.signature(getattr(django, f"has_{rights}_permission")).parameters)[1:]
            asked = inspect.signature(getattr(ours, f"has_{rights}_permission")).parameters
            assert list(asked)[: len(expected)] == expected, ours
            assert all(each.default is None for each in list(asked.values())[1:]), ours


def test_a_merchant_is_found_for_a_user_and_chosen(superuser: Client, day: Merchant) -> None:
    page = superuser.get(address(User, "add")).content.decode()
    assert 'data-ajax--url="/admin/autocomplete/"' in page
    found = superuser.get("/admin/autocomplete/", CHOICES | {"term": day.name[:4]})
    assert found.json() == {"results": [{"id": str(day.pk), "text": str(day)}], "pagination": {"more": False}}
    user = User.objects.create_user("new@example.in")
    chosen = found.json()["results"][0]["id"]
    form = user_form(user, day) | {"membership-0-merchant": chosen}
    assert superuser.post(address(User, "change", str(user.pk)), form).status_code == 302
    assert Membership.objects.get(user=user).merchant == day
    assert superuser.get(address(User, "change", str(user.pk))).status_code == 200


def test_only_those_who_fill_in_a_form_are_offered_its_choices(operator: Client, superuser: Client) -> None:
    assert operator.get("/admin/autocomplete/", CHOICES | {"term": "a"}).status_code == 403
    other = {"app_label": "payouts", "model_name": "payout", "field_name": "merchant", "term": "a"}
    assert superuser.get("/admin/autocomplete/", other).status_code == 403


@pytest.mark.parametrize("value", ["\0", "a\0b", "x" * 60_000, "9" * 5000, "\ud800", "१२३", "\u202e", "-1"])
def test_no_form_fails_on_bad_values(superuser: Client, day: Merchant, value: str) -> None:
    user = User.objects.create_user("new@example.in")
    value = value.encode(errors="surrogatepass").decode(errors="replace")
    change = user_form(user, day)
    passwords = {"password1": value, "password2": value, "old_password": value, "usable_password": value}
    own = {"old_password": value, "new_password1": value, "new_password2": value}
    for place, form in (
        (address(User, "add"), NEW_USER | NO_MERCHANT),
        (address(User, "change", str(user.pk)), change | {"first_name": "a", "last_name": "b", "is_active": "on"}),
        (address(User, "changelist"), {"action": "x", "_selected_action": "1", "index": "0", "select_across": "1"}),
        (f"/admin/auth/user/{user.pk}/password/", passwords),
        ("/admin/password_change/", own),
    ):
        for name in [*form, "_to_field", "_popup", "_saveasnew", "nothing"]:
            status = superuser.post(place, form | {name: value}).status_code
            assert status < 500, f"{status}: {place} {name}"


@pytest.mark.parametrize("value", [value for value in BAD if len(value) < 2000])
def test_no_sign_in_fails_on_bad_values(day: Merchant, value: str) -> None:
    client = Client(raise_request_exception=False)
    for form in ({"username": value, "password": "x"}, {"username": "boss", "password": value, "next": value}, {}):
        assert client.post(f"/admin/login/?next={value}", form).status_code < 500
    assert client.get(f"/admin/payouts/payout/{value}/change/?status={value}").status_code < 500


@pytest.mark.parametrize("hostile", ["//evil.example", "https://evil.example/", "/\\evil", "javascript:x", "", None])
def test_a_sign_in_ends_at_a_page_that_is_there(superuser: Client, hostile: str | None) -> None:
    client = Client(raise_request_exception=False)
    place = "/admin/login/" if hostile is None else f"/admin/login/?next={hostile}"
    form = {"username": "boss", "password": PASSWORD} | ({} if hostile is None else {"next": hostile})
    response = client.post(place, form, follow=True)
    assert [status for _, status in response.redirect_chain] == [302]
    assert (response.request["PATH_INFO"], response.status_code) == ("/admin/", 200)
    response = client.post(f"/admin/logout/?next={hostile}", follow=True)
    assert response.request["PATH_INFO"] == "/admin/login/"
    assert response.status_code == 200
