"""A merchant finds its beneficiaries, and with the scope `beneficiaries` adds, names and retires them itself."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.audit_log.models import AuditEvent
from server.merchants.accounts import label_bank_account, retire_bank_account
from server.merchants.models import BankAccount, Merchant
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import account_of, add_account

READ, PAYOUTS, BENEFICIARIES, OPERATE = Scope.READ, Scope.PAYOUTS, Scope.BENEFICIARIES, Scope.OPERATE
LIST = """query ($merchantId: ID, $search: String, $group: String, $retired: Boolean, $first: Int, $after: String) {
  beneficiaries(merchantId: $merchantId, search: $search, group: $group, retired: $retired, first: $first,
    after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { accountHolderName nickname group } } } }"""
ADD = """mutation ($input: AddBankAccountInput!) { result: addBankAccount(input: $input) { __typename
  ... on AddBankAccountSuccess { bankAccount { id nickname group isPrimary isVerified } }
  ... on ValidationError { message field } } }"""
ADD_MANY = """mutation ($input: AddBankAccountsInput!) { result: addBankAccounts(input: $input) { __typename
  ... on AddBankAccountsSuccess { results { outcome sameAs bankName branchName warnings errors { field message }
    bankAccount { id accountHolderName nickname group isPrimary } } }
  ... on ValidationError { message field } } }"""
LABEL = """mutation ($input: LabelBankAccountInput!) { result: labelBankAccount(input: $input) { __typename
  ... on LabelBankAccountSuccess { changed bankAccount { id nickname group } }
  ... on ValidationError { message field } } }"""
RETIRE = """mutation ($input: RetireBankAccountInput!) { result: retireBankAccount(input: $input) { __typename
  ... on RetireBankAccountSuccess { changed bankAccount { id } } ... on ValidationError { message field } } }"""
NEW = {
    "accountHolderName": "Kaveri Silks",
    "accountNumber": "50100123456789",
    "ifscCode": "HDFC0001234",
    "accountType": "CURRENT",
}


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def own(merchant: Merchant) -> Client:
    return client_of(merchant, READ, BENEFICIARIES)


def result(client: Client, document: str, **given: Any) -> Any:
    body = graphql(client, document, input=given).json()
    assert "errors" not in body, body
    return body["data"]["result"]


def names(client: Client, **variables: Any) -> list[str]:
    answer = graphql(client, LIST, **variables).json()["data"]["beneficiaries"]
    return [edge["node"]["accountHolderName"] for edge in answer["edges"]]


def test_a_merchant_adds_a_beneficiary_with_its_own_words(own: Client, merchant: Merchant) -> None:
    added = result(own, ADD, merchantId=str(merchant.id), nickname=" The silk mill ", group="Suppliers", **NEW)
    account = BankAccount.objects.get(account_holder_name="Kaveri Silks")
    assert added["bankAccount"] == {
        "id": str(account.id),
        "nickname": "The silk mill",
        "group": "Suppliers",
        "isPrimary": False,
        "isVerified": False,
    }
    event = AuditEvent.objects.get(action="bank_account.added", subject_id=account.id)
    assert (event.actor_kind, event.merchant_id) == ("key", merchant.id)


def test_a_merchant_chooses_no_primary_account(own: Client, merchant: Merchant) -> None:
    with no_row_changes():
        refused = result(own, ADD, merchantId=str(merchant.id), isPrimary=True, **NEW)
    assert (refused["field"], refused["message"]) == ("isPrimary", "Only operators choose the primary account.")


def test_an_operators_key_from_before_the_scope_adds_accounts_as_it_did(merchant: Merchant) -> None:
    operator = client_of(None, READ, OPERATE)
    added = result(operator, ADD, merchantId=str(merchant.id), isPrimary=True, **NEW)
    assert added["bankAccount"]["isPrimary"] is True
    label = {"bankAccountId": added["bankAccount"]["id"], "nickname": "Mill"}
    assert result(operator, LABEL, **label)["bankAccount"]["nickname"] == "Mill"


def test_another_merchants_accounts_look_like_unknown_ones(own: Client, stranger: ApiCaller) -> None:
    theirs, unknown = str(stranger.account.id), str(uuid4())
    with no_row_changes():
        for document, more in ((LABEL, {"nickname": "X"}), (RETIRE, {})):
            foreign, absent = (result(own, document, bankAccountId=each, **more) for each in (theirs, unknown))
            assert foreign == absent
            assert (foreign["field"], foreign["message"]) == ("bankAccountId", "No such bank account.")
        adding: list[tuple[str, dict[str, Any]]] = [
            (ADD, NEW),
            (ADD_MANY, {"rows": [NEW]}),
            (ADD_MANY, {"rows": [NEW], "dryRun": True}),
        ]
        for document, given in adding:
            foreign, absent = (
                result(own, document, merchantId=each, **given) for each in (str(stranger.merchant.id), unknown)
            )
            assert foreign == absent
            assert (foreign["__typename"], foreign["field"]) == ("ValidationError", "merchantId")


def test_without_the_scope_nothing_is_added_named_or_retired(merchant: Merchant) -> None:
    client, account = client_of(merchant, READ, PAYOUTS), str(account_of(merchant).id)
    with no_row_changes():
        for document, given in (
            (ADD, {"merchantId": str(merchant.id), **NEW}),
            (ADD_MANY, {"rows": [NEW], "dryRun": True}),
            (LABEL, {"bankAccountId": account, "nickname": "X"}),
            (RETIRE, {"bankAccountId": account}),
        ):
            [error] = graphql(client, document, input=given).json()["errors"]
            assert (error["extensions"]["code"], error["message"]) == (
                "FORBIDDEN",
                "This needs the scope beneficiaries.",
            )


def test_the_scope_neither_verifies_nor_restores_nor_renames(own: Client, merchant: Merchant) -> None:
    account = str(account_of(merchant).id)
    for name, more in (
        ("verify", ""),
        ("restore", ""),
        ("rename", ', accountHolderName: "X"'),
    ):
        document = f'mutation {{ {name}BankAccount(input: {{bankAccountId: "{account}"{more}}}) {{ __typename }} }}'
        [error] = graphql(own, document).json()["errors"]
        assert error["message"] == "This needs the scope operate."


def test_a_label_is_given_changed_and_taken_away(own: Client, merchant: Merchant) -> None:
    account = account_of(merchant)
    given = {"bankAccountId": str(account.id)}
    told = result(own, LABEL, **given, nickname="Main", group="Own accounts")
    assert told["bankAccount"] == {"id": str(account.id), "nickname": "Main", "group": "Own accounts"}
    assert result(own, LABEL, **given, nickname="Main")["changed"] is False
    assert result(own, LABEL, **given, group=None)["bankAccount"] == {
        "id": str(account.id),
        "nickname": "Main",
        "group": None,
    }
    events = AuditEvent.objects.filter(action="bank_account.labelled").order_by("id")
    assert [event.changes for event in events] == [
        {"nickname": {"before": None, "after": "Main"}, "group": {"before": None, "after": "Own accounts"}},
        {"group": {"before": "Own accounts", "after": None}},
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, None), ({"nickname": "x" * 61}, "nickname"), ({"group": "x" * 41}, "group"), ({"group": "a\x07"}, "group")],
)
def test_a_label_that_cannot_be_is_refused(own: Client, merchant: Merchant, given: dict[str, str], field: str) -> None:
    with no_row_changes():
        refused = result(own, LABEL, bankAccountId=str(account_of(merchant).id), **given)
    assert (refused["__typename"], refused["field"]) == ("ValidationError", field)


def test_an_account_number_in_a_nickname_is_masked(own: Client, merchant: Merchant) -> None:
    told = result(own, LABEL, bankAccountId=str(account_of(merchant).id), nickname="A/C 50100123456789")
    assert told["bankAccount"]["nickname"] == "A/C XXXXXXXXXX6789"


def rows_of_a_file(merchant: Merchant) -> list[dict[str, Any]]:
    return [
        {**NEW, "nickname": "Mill", "group": "Suppliers"},
        {**NEW, "accountNumber": "123", "ifscCode": "HDFC", "accountHolderName": " ", "nickname": "x" * 61},
        {**NEW, "accountNumber": "0" + NEW["accountNumber"], "accountHolderName": "Again"},
        {**NEW, "accountNumber": "600000004242", "ifscCode": "ICIC0005678", "accountHolderName": "Ganga"},
        {**NEW, "accountNumber": "700000004343", "ifscCode": "ZZZZ0000001", "accountHolderName": "Unlisted"},
    ]


def test_a_dry_run_tells_each_row_and_writes_nothing(own: Client, merchant: Merchant) -> None:
    with no_row_changes():
        rows = result(own, ADD_MANY, rows=rows_of_a_file(merchant), dryRun=True)["results"]
    assert [row["outcome"] for row in rows] == ["READY", "REFUSED", "REPEATED", "READY", "READY"]
    assert [error["field"] for error in rows[1]["errors"]] == [
        "accountHolderName",
        "accountNumber",
        "ifscCode",
        "nickname",
    ]
    assert rows[2]["sameAs"] == 0
    assert (rows[0]["bankName"], rows[1]["bankName"]) == ("HDFC Bank", None)
    assert "No bank in the Reserve Bank's list" in rows[4]["warnings"][0]
    assert all(row["bankAccount"] is None for row in rows)


def test_adding_again_adds_nothing_and_tells_what_exists(own: Client, merchant: Merchant) -> None:
    file = rows_of_a_file(merchant)
    first = result(own, ADD_MANY, rows=file)["results"]
    assert [row["outcome"] for row in first] == ["ADDED", "REFUSED", "REPEATED", "ADDED", "ADDED"]
    assert first[0]["bankAccount"]["nickname"] == "Mill"
    with no_row_changes():
        again = result(own, ADD_MANY, rows=file)["results"]
    assert [row["outcome"] for row in again] == ["EXISTS", "REFUSED", "REPEATED", "EXISTS", "EXISTS"]
    assert [row["bankAccount"] for row in again] == [row["bankAccount"] for row in first]
    assert AuditEvent.objects.filter(action="bank_account.added", actor_kind="key").count() == 3


def test_the_first_of_many_becomes_primary_where_none_was(own: Client, merchant: Merchant) -> None:
    retire_bank_account(account_of(merchant).id)
    rows = result(own, ADD_MANY, rows=rows_of_a_file(merchant))["results"]
    assert [row["bankAccount"] and row["bankAccount"]["isPrimary"] for row in rows] == [True, None, None, False, False]


def test_five_hundred_rows_are_added_and_no_more_are_taken(own: Client, merchant: Merchant) -> None:
    rows = [{**NEW, "accountNumber": f"50100{number:09}"} for number in range(1, 502)]
    with no_row_changes():
        for wrong in ([], rows):
            assert result(own, ADD_MANY, rows=wrong)["field"] == "rows"
    before = BankAccount.objects.count()
    added = result(own, ADD_MANY, rows=rows[:500])["results"]
    assert {row["outcome"] for row in added} == {"ADDED"}
    assert BankAccount.objects.count() == before + 500


def test_without_read_many_are_told_their_ids_alone(merchant: Merchant) -> None:
    client = client_of(merchant, BENEFICIARIES)
    with no_row_changes():
        [error] = graphql(client, ADD_MANY, input={"rows": [NEW]}).json()["errors"]
    assert error["message"] == "This needs the scope read."
    ids = ADD_MANY.replace("id accountHolderName nickname group isPrimary", "id")
    assert result(client, ids, rows=[NEW])["results"][0]["outcome"] == "ADDED"


@pytest.fixture
def listed(merchant: Merchant) -> list[BankAccount]:
    accounts = [
        add_account(merchant, name, number)
        for name, number in (
            ("Anand Dyes & Chemicals", "50100999001111"),
            ("कावेरी टेक्सटाइल्स", "50100999002222"),
            ("Kaveri Spices", "50100999003333"),
        )
    ]
    label_bank_account(accounts[0].id, nickname="Dye works", group="Suppliers")
    label_bank_account(accounts[2].id, group="suppliers")
    return accounts


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("KAVERI", ["Kaveri Spices", "Kaveri Silks LLP"]),
        ("dye works", ["Anand Dyes & Chemicals"]),
        ("suppliers", ["Kaveri Spices", "Anand Dyes & Chemicals"]),
        ("suppliers 1111", ["Anand Dyes & Chemicals"]),
        ("2222", ["कावेरी टेक्सटाइल्स"]),
        ("कावेरी", ["कावेरी टेक्सटाइल्स"]),
        ("XXXX", []),
        ("99900", []),
        ("%", []),
        ("_", []),
    ],
)
@pytest.mark.usefixtures("listed")
def test_every_word_is_found_in_what_is_shown(own: Client, search: str, found: list[str]) -> None:
    assert names(own, search=search) == found


@pytest.mark.usefixtures("listed")
def test_a_group_is_found_however_it_is_written(own: Client, merchant: Merchant) -> None:
    assert names(own, group="SUPPLIERS ") == ["Kaveri Spices", "Anand Dyes & Chemicals"]
    assert names(own, group="") == ["कावेरी टेक्सटाइल्स", merchant.name]
    groups = graphql(own, "{ beneficiaryGroups { name count } }").json()["data"]["beneficiaryGroups"]
    assert groups == [{"name": "Suppliers", "count": 2}]


def test_pages_and_retired_accounts(own: Client, listed: list[BankAccount], merchant: Merchant) -> None:
    retire_bank_account(listed[1].id)
    assert names(own, retired=True) == ["कावेरी टेक्सटाइल्स"]
    page = graphql(own, LIST, retired=False, first=2).json()["data"]["beneficiaries"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    after = page["pageInfo"]["endCursor"]
    assert names(own, retired=False, first=2, after=after) == [merchant.name]
    for other in ({"retired": True}, {}, {"retired": False, "search": "kaveri"}):
        [error] = graphql(own, LIST, after=after, **other).json()["errors"]
        assert error["message"] == "after is not a cursor of this list."


def test_a_merchant_sees_its_own_alone(own: Client, stranger: ApiCaller) -> None:
    label_bank_account(stranger.account.id, nickname="Secret", group="Secret")
    assert names(own, search="secret") == []
    assert graphql(own, "{ beneficiaryGroups { name } }").json()["data"]["beneficiaryGroups"] == []
    [error] = graphql(own, LIST, merchantId=str(stranger.merchant.id)).json()["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
