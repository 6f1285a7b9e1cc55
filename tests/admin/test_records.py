"""Records in the admin: operators can search and see all of them, and nobody can change one."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client

from server.admin.merchant_records import MerchantAdmin
from server.audit_log.models import AuditEvent
from server.audit_log.recording import record
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.admin.conftest import address, signed_in
from tests.api.conftest import ApiCaller
from tests.api.keys import client_of
from tests.support.tables import OURS

pytestmark = pytest.mark.usefixtures("people")

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = [model for model in MODELS if model is not User]
# A payout's page shows its attempts and its receipt, a user's page the membership. The rest is derived, or a secret:
# a session's key is as good as its password.
SHOWN_ELSEWHERE = {
    "payouts.PayoutAttempt",
    "payouts.IdempotencyRecord",
    "payouts.ForgottenKey",
    "events.MerchantEvent",
    "webhooks.WebhookAttempt",
    "access.Membership",
} | {
    "payouts.PayoutCancellation",
    "payouts.PayoutReturn",
    "fees.FeeCharge",
    "fees.FeeRefund",
    # A payout's page has its gate with what people decided, a merchant's the policy.
    "approvals.ApprovalGate",
    "approvals.Approval",
    "approvals.ApprovalPolicy",
    "approvals.ApprovalBand",
    "payouts.PayoutDetails",
    # The payouts' list finds a batch's payouts, and its page has its rows by state and its refusals.
    "batches.PayoutBatchRow",
    "batches.PayoutBatchRefusal",
}
DERIVED = {"ledger.LedgerCheckpoint", "ledger.LedgerTypeCheckpoint", "ledger.LedgerHead", "exports.ExportPart"}
DERIVED |= {"payouts.ReturnReading"}  # how far the bank's book was read
SECRET = {"access.Session"}
NAMES = [model._meta.label for model in MODELS]
every_model = pytest.mark.parametrize("model", MODELS, ids=NAMES)
every_read_only_model = pytest.mark.parametrize("model", READ_ONLY, ids=[model._meta.label for model in READ_ONLY])


def first_row(model: type[Model]) -> Model:
    row = model._default_manager.first()
    assert row, f"no row of {model._meta.label} to try it on"
    return row


def table_hashes() -> dict[str, str]:
    """A hash of each of our tables' rows."""
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()]
    hashes = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {table} t")
            [hashes[table]] = cursor.fetchone()
    return hashes


def form_of(row: Model) -> dict[str, str]:
    """The form that the row's page would submit, with each text changed."""
    form = {}
    for field in row._meta.fields:
        if field.value_from_object(row) is None:
            continue  # of bytes there would be no text
        value = str(field.value_to_string(row))
        is_text = field.get_internal_type() in {"CharField", "EmailField", "TextField"} and not field.choices
        if value not in {None, "None", "False"}:
            form[field.name] = f"x{value}" if is_text else value
    return form


def try_everything(client: Client, model: type[Model]) -> dict[str, int]:
    """Submit the forms to add, change and delete, and every action there may be. Returns the status codes."""
    row = first_row(model)
    key = str(quote(row.pk))
    responses = {
        "add": client.post(address(model, "add"), form_of(row)),
        "change": client.post(address(model, "change", key), form_of(row)),
        "delete": client.post(address(model, "delete", key), {"post": "yes"}),
    }
    model_admin = admin.site._registry[model]
    own_actions = {name for _, name, _ in model_admin._get_base_actions()}  # type: ignore[attr-defined]
    for action in {"delete_selected"} | own_actions:
        form = {"action": action, "_selected_action": key, "post": "yes", "index": "0"}
        responses[action] = client.post(address(model, "changelist"), form)
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": key, "_save": "Save"}
    responses["list"] = client.post(address(model, "changelist"), form | form_of(row))
    return {name: response.status_code for name, response in responses.items()}


def test_every_one_of_our_models_is_shown() -> None:
    ours = {model._meta.label for app in OURS for model in apps.get_app_config(app).get_models()}
    assert ours - DERIVED - SECRET == (ours & set(NAMES)) | (ours & SHOWN_ELSEWHERE)


@every_model
def test_every_list_can_be_searched(superuser: Client, model: type[Model]) -> None:
    assert admin.site._registry[model].search_fields
    for words in ("Kaveri", "01a20312-cdd7-7a19-bef2-c8fe707560aa", "192.0.2.1", "%", "'", "₹", "x" * 5000, "a\0b"):
        assert superuser.get(address(model, "changelist"), {"q": words}).status_code == 200, words


@every_read_only_model
@pytest.mark.usefixtures("as_the_owner")  # so that the admin itself refuses, not a missing database right
def test_superusers_see_every_record_and_cannot_change_any(superuser: Client, model: type[Model]) -> None:
    key = str(quote(first_row(model).pk))
    for page in (("changelist",), ("change", key), ("history", key)):
        shown = superuser.get(address(model, *page))
        assert (shown.status_code, 'name="_save"' in shown.content.decode()) == (200, False)
        assert "501000000001" not in shown.content.decode()  # the account's number
    before = table_hashes()
    statuses = try_everything(superuser, model)
    assert table_hashes() == before
    assert {statuses["add"], statuses["change"], statuses["delete"]} == {403}
    assert superuser.get(address(model, "add")).status_code == 403


@pytest.mark.usefixtures("as_the_owner")
def test_the_same_forms_change_a_row_if_the_admin_lets_them(superuser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MerchantAdmin, "has_change_permission", lambda *_: True)
    before = table_hashes()
    try_everything(superuser, Merchant)
    changed = {table for table, was in before.items() if table_hashes()[table] != was}
    assert changed == {"merchants", "sessions"}  # the latter for the page's message


def test_changing_a_user_moves_no_money(superuser: Client) -> None:
    before = table_hashes()
    assert try_everything(superuser, User)["delete"] == 403
    unchanged = set(before) - {"memberships", "trail_events"}
    assert {table: table_hashes()[table] for table in unchanged} == {table: before[table] for table in unchanged}


@every_model
def test_operators_see_all_records_but_no_users(operator: Client, model: type[Model]) -> None:
    key = str(quote(first_row(model).pk))
    expected = 403 if model is User else 200
    for page in (("changelist",), ("change", key)):
        assert operator.get(address(model, *page)).status_code == expected
    before = table_hashes()
    statuses = try_everything(operator, model)
    assert table_hashes() == before
    assert {statuses["add"], statuses["change"], statuses["delete"]} == {403}


@every_model
def test_strangers_and_merchants_users_are_redirected_to_the_sign_in(day: Merchant, model: type[Model]) -> None:
    for client in (Client(), signed_in(day.memberships.get().user)):
        response = client.get(address(model, "changelist"))
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_a_payouts_page_shows_its_attempts_and_its_receipt(operator: Client, day: Merchant) -> None:
    payout = day.payouts.earliest("created_at")
    shown = operator.get(address(type(payout), "change", str(payout.pk))).content.decode()
    assert "Pay this transfer" in shown
    assert "Paid" in shown
    assert "&quot;status&quot;: &quot;pending&quot;" in shown  # as in the original response
    assert "₹100.00" in shown


def test_a_payouts_page_shows_what_it_was_made_with(operator: Client, day: Merchant) -> None:
    details = {"reference": "INV-204", "narration": "Invoice 204", "purpose": "vendor_bill"}
    made = ApiCaller(client_of(day), day).create(**details)
    shown = operator.get(address(Payout, "change", made.json()["id"]))
    assert shown.status_code == 200
    for word in ("INV-204", "Invoice 204", "Vendor bill"):
        assert word in shown.content.decode()


@pytest.mark.parametrize("column", ["request_id", "subject_id", "actor_id", "actor_name", "merchant_id"])
def test_the_audit_log_is_searched_by_any_id_or_name(operator: Client, day: Merchant, column: str) -> None:
    created = ApiCaller(client_of(day), day).create()
    event = AuditEvent.objects.get(subject_id=created.json()["id"])
    record("another.happened", merchant_id=None, subject_id=1)
    word = str(getattr(event, column))
    found = operator.get(address(AuditEvent, "changelist"), {"q": word}).context["cl"].result_list
    assert event in found
    assert all(word in {str(getattr(each, field.attname)) for field in each._meta.fields} for each in found)
    assert len(found) < AuditEvent.objects.count()


def test_the_index_uses_correct_words(superuser: Client) -> None:
    page = superuser.get("/admin/").content.decode()
    for words in ("Read-only records", "Audit log", "Audit events", "API keys", "Failed sign-ins", "Ledger entries"):
        assert words in page


def test_a_list_uses_correct_words(operator: Client) -> None:
    page = operator.get(address(LedgerEntry, "changelist")).content.decode()
    assert "Select ledger entry to view" in page
    assert "1 ledger entry" in page or " ledger entries" in page


@pytest.mark.parametrize("typed", ["OPENING", "opening", " Ｏpening\u200d"])
def test_a_payment_is_searched_by_its_reference_in_any_form(operator: Client, day: Merchant, typed: str) -> None:
    page = operator.get("/admin/ledger/ledgerentry/", {"q": typed})
    payment = day.ledger_entries.get(reference="OPENING")
    assert list(page.context["cl"].result_list) == [payment]
