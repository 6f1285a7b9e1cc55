"""Another merchant's rows look like rows that do not exist, to the byte, on every field.

The fields and their arguments come from the schema: a new one without a case here fails.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import graphql as core
import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from server.api.graphql.schema import schema
from server.ledger.periods import today
from server.merchants.models import Merchant
from tests.api.conftest import graphql as send
from tests.api.conftest import no_row_changes
from tests.api.graphql.test_cursors import cursor_of
from tests.api.keys import client_of
from tests.api.tenants import NOBODY, UNKNOWN, Tenant, visible_parts

from .test_permissions import GRAPHQL, KEYS, OPERATE, TEAM

SCHEMA: core.GraphQLSchema = schema._schema


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def ours(new_merchant: Callable[..., Merchant]) -> Tenant:
    return Tenant.of(new_merchant())


@pytest.fixture
def theirs(new_merchant: Callable[..., Merchant], ours: Tenant) -> Tenant:
    return Tenant.of(new_merchant())


@pytest.fixture
def client(ours: Tenant) -> Client:
    return client_of(ours.merchant)


# The kind of thing that each argument names. Operators' fields are left out, as a merchant's key cannot use them.
NAMES: dict[tuple[str, str], str] = {
    ("merchants", "after"): "cursor",
    ("merchant", "id"): "merchant",
    ("balance", "merchantId"): "merchant",
    ("events", "merchantId"): "merchant",
    ("latestEvents", "merchantId"): "merchant",
    ("payouts", "merchantId"): "merchant",
    ("payouts", "filter.bankAccountId"): "account",
    ("payouts", "filter.text"): "utr",
    ("payouts", "after"): "cursor",
    ("payouts", "before"): "cursor",
    ("payoutTotals", "merchantId"): "merchant",
    ("payoutTotals", "filter.bankAccountId"): "account",
    ("payoutTotals", "filter.text"): "payout",
    ("payout", "id"): "payout",
    ("payoutByUtr", "utr"): "utr",
    ("node", "id"): "payout",
    ("payoutBatch", "id"): "batch",
    ("payoutBatches", "merchantId"): "merchant",
    ("payoutBatches", "after"): "cursor",
    ("previewPayouts", "merchantId"): "merchant",
    ("previewPayouts", "rows.bankAccountId"): "account",
    ("planPayout", "input.merchantId"): "merchant",
    ("planPayout", "input.bankAccountId"): "account",
    ("planPayout", "input.rail"): "nothing",
    ("planPayout", "input.notBefore"): "nothing",
    ("payoutDraft", "merchantId"): "merchant",
    ("payoutDraft", "batchId"): "batch",
    ("createPayoutBatch", "input.id"): "a name of the caller's own",
    ("createPayoutBatch", "input.merchantId"): "merchant",
    ("createPayoutBatch", "input.rows.bankAccountId"): "account",
    ("createPayoutBatch", "input.retryOf"): "batch",
    ("createPayoutBatch", "input.repeatOf"): "batch",
    ("retryPayoutBatch", "input.id"): "a name of the caller's own",
    ("retryPayoutBatch", "input.batchId"): "batch",
    ("payPayoutBatch", "input.batchId"): "batch",
    **dict.fromkeys(
        [
            ("previewPayouts", "rows.reference"),
            ("previewPayouts", "rows.narration"),
            ("previewPayouts", "rows.purpose"),
            ("payoutDraft", "month"),
            ("createPayoutBatch", "input.name"),
            ("createPayoutBatch", "input.notBefore"),
            ("createPayoutBatch", "input.rows.reference"),
            ("createPayoutBatch", "input.rows.narration"),
            ("createPayoutBatch", "input.rows.purpose"),
            ("retryPayoutBatch", "input.name"),
        ],
        "nothing",
    ),
    ("ledger", "merchantId"): "merchant",
    ("ledger", "after"): "cursor",
    ("ledger", "before"): "cursor",
    ("balanceHistory", "merchantId"): "merchant",
    ("balanceByPeriod", "merchantId"): "merchant",
    ("lineage", "merchantId"): "merchant",
    ("ledgerHead", "merchantId"): "merchant",
    ("integrity", "merchantId"): "merchant",
    ("explainBalance", "merchantId"): "merchant",
    ("revision", "merchantId"): "merchant",
    ("requestLog", "merchantId"): "merchant",
    ("requestLog", "after"): "cursor",
    ("similarPayouts", "merchantId"): "merchant",
    ("similarPayouts", "bankAccountId"): "account",
    ("createPayout", "input.merchantId"): "merchant",
    ("createPayout", "input.bankAccountId"): "account",
    ("createPayout", "input.idempotencyKey"): "a name of the caller's own",
    ("createPayout", "input.isRetry"): "nothing",
    ("createPayout", "input.retryOf"): "payout",
    ("cancelPayout", "input.payoutId"): "payout",
    ("cancelPayout", "input.remark"): "nothing",
    ("cancelPayouts", "input.payoutIds"): "payout",
    ("cancelPayouts", "input.remark"): "nothing",
    ("cancelPayoutBatch", "input.batchId"): "batch",
    ("cancelPayoutBatch", "input.remark"): "nothing",
    ("createPayouts", "input.merchantId"): "merchant",
    ("createPayouts", "input.payouts.bankAccountId"): "account",
    ("createPayouts", "input.payouts.idempotencyKey"): "a name of the caller's own",
    ("createPayouts", "input.isRetry"): "nothing",
    ("createPayouts", "input.payouts.retryOf"): "payout",
    **{
        (field, f"{path}.{name}"): "nothing"
        for field, path in (("createPayout", "input"), ("createPayouts", "input.payouts"))
        for name in ("reference", "narration", "purpose", "notBefore", "rail", "clientReference")
    },
    ("beneficiaries", "merchantId"): "merchant",
    ("beneficiaries", "after"): "cursor",
    ("beneficiaryGroups", "merchantId"): "merchant",
    ("addBankAccount", "input.merchantId"): "merchant",
    ("addBankAccounts", "input.merchantId"): "merchant",
    ("labelBankAccount", "input.bankAccountId"): "account",
    ("retireBankAccount", "input.bankAccountId"): "account",
    ("checkBankAccountName", "input.bankAccountId"): "account",
    **{
        (field, f"input.{path}"): "nothing"  # a merchant's own words and numbers
        for field, inner in {"addBankAccount": "", "addBankAccounts": "rows."}.items()
        for path in (
            f"{inner}{name}"
            for name in ("accountHolderName", "accountNumber", "ifscCode", "accountType", "nickname", "group")
        )
    },
    ("addBankAccount", "input.isPrimary"): "nothing",
    ("addBankAccounts", "input.dryRun"): "nothing",
    ("labelBankAccount", "input.nickname"): "nothing",
    ("labelBankAccount", "input.group"): "nothing",
    ("inwardPayments", "merchantId"): "merchant",
    ("inwardPayments", "after"): "cursor",
    ("inwardPayment", "id"): "inward",
    ("inwardInvoice", "id"): "invoice",
    ("inwardInvoices", "merchantId"): "merchant",
    ("inwardInvoices", "after"): "cursor",
    ("addInvoice", "input.merchantId"): "merchant",
    **{
        ("addInvoice", f"input.{name}"): "nothing"
        for name in (
            *("number", "issuedOn", "buyer", "buyerCountry", "currency", "amount", "nature", "hsnOrSac", "edfNumber"),
        )
    },
    ("matchInvoice", "input.invoiceId"): "invoice",
    ("matchInvoice", "input.inwardPaymentId"): "inward",
    **{("matchInvoice", f"input.{name}"): "nothing" for name in ("inwardAmount", "invoiceAmount", "crossRate")},
    ("unmatchInvoice", "input.matchId"): "match",
    ("addInwardDocument", "input.inwardPaymentId"): "inward",
    ("addInwardDocument", "input.replaces"): "nothing",
    **{
        ("addInwardDocument", f"input.{name}"): "nothing"
        for name in ("kind", "number", "issuer", "issuerAdCode", "issuedOn", "sha256")
    },
    ("payoutOrders", "merchantId"): "merchant",
    ("payoutOrders", "after"): "cursor",
    ("payoutOrders", "state"): "nothing",
    ("payoutOrder", "id"): "order",
    ("alerts", "merchantId"): "merchant",
    ("createAlert", "input.merchantId"): "merchant",
    ("createAlert", "input.kind"): "nothing",
    ("deleteAlert", "input.id"): "alert",
    ("expectedReceipts", "merchantId"): "merchant",
    ("expectedReceipts", "after"): "cursor",
    ("expectedReceipts", "state"): "nothing",
    ("expectedReceipt", "id"): "receipt",
    ("expectReceipt", "input.merchantId"): "merchant",
    ("cancelExpectedReceipt", "input.id"): "receipt",
    ("payoutOrderPolicy", "merchantId"): "merchant",
    ("orderPayout", "input.merchantId"): "merchant",
    ("orderPayout", "input.bankAccountId"): "account",
    ("orderPayout", "input.retryOf"): "payout",
    **{("expectReceipt", f"input.{name}"): "nothing" for name in ("idempotencyKey", "dueOn", "payer", "reference")},
    **{
        ("orderPayout", f"input.{name}"): "nothing"
        for name in ("idempotencyKey", "reference", "narration", "purpose", "rail", "notBefore", "expiresAt")
    },
    ("cancelPayoutOrder", "input.orderId"): "order",
    ("setPayoutOrderPolicy", "input.merchantId"): "merchant",
    ("setPayoutOrderPolicy", "input.policy"): "nothing",
    ("approvalPolicy", "merchantId"): "merchant",
    ("payoutsToApprove", "merchantId"): "merchant",
    ("batchToApprove", "batchId"): "batch",
    **{
        (field, f"input.{name}"): what
        for field, names in {
            "approvePayout": {"payoutId": "payout", "remark": "nothing", "subject": "nothing"},
            "rejectPayout": {"payoutId": "payout", "remark": "nothing", "subject": "nothing"},
            "approvePayoutBatch": {"batchId": "batch", "remark": "nothing"},
            "rejectPayoutBatch": {"batchId": "batch", "remark": "nothing"},
        }.items()
        for name, what in names.items()
    },
    ("balanceMonitors", "merchantId"): "merchant",
    ("feeTerms", "merchantId"): "merchant",
    ("createBalanceMonitor", "input.merchantId"): "merchant",
    ("deleteBalanceMonitor", "input.id"): "monitor",
    ("webhookEndpoints", "merchantId"): "merchant",
    ("webhookEndpoint", "id"): "endpoint",
    ("createWebhookEndpoint", "input.merchantId"): "merchant",
    ("createWebhookEndpoint", "input.url"): "nothing",
    ("createWebhookEndpoint", "input.eventTypes"): "nothing",
    ("rotateWebhookSecret", "input.id"): "endpoint",
    ("setWebhookEndpointState", "input.id"): "endpoint",
    ("setWebhookEndpointState", "input.state"): "nothing",
    ("deleteWebhookEndpoint", "input.id"): "endpoint",
    ("sendTestEvent", "input.endpointId"): "endpoint",
    ("resendWebhook", "input.messageId"): "message",
    ("replayWebhooks", "input.endpointId"): "endpoint",
    ("replayWebhooks", "input.after"): "nothing",
    ("replayWebhooks", "input.upTo"): "nothing",
}
FILTERS = {
    ("payoutsToApprove", "mine"): "mine: false",
    ("merchants", "search"): 'search: "kaveri"',
    ("events", "after"): 'after: "1.0"',
    ("events", "types"): "types: [PAYOUT_CREATED]",
    ("latestEvents", "before"): 'before: "1.1"',
    ("latestEvents", "types"): "types: [PAYOUT_CREATED]",
    ("payouts", "status"): "status: COMPLETED",
    ("payouts", "needsReview"): "needsReview: false",
    ("payouts", "sort"): "sort: OLDEST_FIRST",
    **{
        (field, f"filter.{name}"): f"filter: {{{name}: {value}}}"
        for field in ("payouts", "payoutTotals")
        for name, value in {
            "statuses": "[COMPLETED, FAILED]",
            "needsReview": "false",
            "cancelled": "false",
            "scheduled": "false",
            "from": '"2026-01-01T00:00:00Z"',
            "to": '"2126-01-01T00:00:00Z"',
            "batchId": f'"{UNKNOWN}"',
            "returned": "false",
        }.items()
    },
    ("ledger", "types"): "types: [PAYOUT_HOLD]",
    ("inwardPayments", "from"): 'from: "2026-05-04"',
    ("inwardPayments", "missing"): "missing: [EBRC]",
    ("inwardPayments", "to"): 'to: "2026-05-04"',
    ("balanceByPeriod", "bucket"): "bucket: MONTH",
    ("balanceByPeriod", "from"): 'from: "2026-10-31"',
    ("balanceByPeriod", "to"): 'to: "2026-12-01"',
    ("lineage", "after"): 'after: "0"',
    ("lineage", "from"): 'from: "2026-01-01"',
    ("lineage", "to"): 'to: "2026-12-01"',
    ("explainBalance", "at"): 'at: "2026-11-28T00:00:00Z"',
    ("requestLog", "filter.requestId"): f'filter: {{requestId: "{UNKNOWN}"}}',
    ("requestLog", "filter.keyId"): f'filter: {{keyId: "{UNKNOWN}"}}',
    ("requestLog", "filter.outcome"): "filter: {outcome: REFUSED}",
    ("ifsc", "code"): 'code: "HDFC0001234"',
    ("rails", "at"): 'at: "2026-11-29T00:00:00Z"',
    ("beneficiaries", "search"): 'search: "kaveri"',
    ("beneficiaries", "group"): 'group: ""',
    ("beneficiaries", "retired"): "retired: false",
}
REQUIRED = {
    "similarPayouts": {"bankAccountId": f'"{UNKNOWN}"', "amountPaise": "10000"},
    "balanceByPeriod": {"from": '"2026-11-01"', "to": '"2026-11-30"'},
    "lineage": {"from": '"2026-11-01"', "to": '"2026-11-30"'},
    "previewPayouts": {"rows": f'[{{bankAccountId: "{UNKNOWN}", amountPaise: 5}}]'},
    "payoutDraft": {"month": '"2026-10"'},
}
NUMBERS = {"Int", "Paise"}
FOR_OPERATORS = {
    field for field, (scope, _) in GRAPHQL.items() if scope in {KEYS, OPERATE, TEAM}
}  # no merchant's key has


def snake(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def arguments() -> Iterator[tuple[str, str, core.GraphQLNamedType]]:
    """Every argument of every field that a merchant's key may select, including the members of input objects."""
    for root in (SCHEMA.query_type, SCHEMA.mutation_type):
        assert root
        for name, field in root.fields.items():
            if snake(name) in FOR_OPERATORS:
                continue
            for argument, value in field.args.items():
                for path, named in members(argument, value.type):
                    yield name, path, named


def members(path: str, kind: Any) -> Iterator[tuple[str, core.GraphQLNamedType]]:
    named = core.get_named_type(kind)
    if not isinstance(named, core.GraphQLInputObjectType):
        yield path, named
        return
    for name, member in named.fields.items():
        yield from members(f"{path}.{name}", member.type)


def test_every_argument_has_a_case() -> None:
    found = {(field, argument) for field, argument, kind in arguments() if kind.name not in NUMBERS}
    assert found == {*NAMES, *FILTERS}


def selection(field: str, kind: Any) -> str:
    """Selects the plain fields of a field's type, through the edges of a connection."""
    named = core.get_named_type(kind)
    if isinstance(named, core.GraphQLUnionType):
        results = "results { __typename ... on ValidationError { message field } }"
        success = f"{field[0].upper()}{field[1:]}Success"
        more = f"... on {success} {{ {results} }}" if field in {"createPayouts", "cancelPayouts"} else ""
        return f"{{ __typename ... on ValidationError {{ message field }} {more} }}"
    if not isinstance(named, core.GraphQLObjectType | core.GraphQLInterfaceType):
        return ""
    if named.name.endswith("Connection"):
        node: Any = core.get_named_type(named.fields["edges"].type)
        inner = selection(field, node.fields["node"].type)
        return f"{{ totalCount pageInfo {{ endCursor hasNextPage }} edges {{ cursor node {inner} }} }}"
    return f"{{ {plain_members(named)} }}"


def plain_members(kind: core.GraphQLObjectType | core.GraphQLInterfaceType) -> str:
    return " ".join(name for name, each in kind.fields.items() if core.is_leaf_type(core.get_named_type(each.type)))


def document(field: str, arguments: str) -> str:
    root = SCHEMA.query_type if SCHEMA.query_type and field in SCHEMA.query_type.fields else SCHEMA.mutation_type
    assert root
    kind = "query" if root is SCHEMA.query_type else "mutation"
    for name, value in REQUIRED.get(field, {}).items():
        is_given = f"{name}:" in arguments or (name == "month" and "batchId:" in arguments)
        arguments += "" if is_given else f" {name}: {value}"
    given = f"({arguments})" if arguments else ""
    return f"{kind} {{ {field}{given} {selection(field, root.fields[field].type)} }}"


NEW_ACCOUNT = 'accountHolderName: "X", accountNumber: "123456789", ifscCode: "HDFC0001234", accountType: SAVINGS'
INPUTS = {
    "cancelPayout": "payoutId: $",
    "cancelPayouts": "payoutIds: [$]",
    "cancelPayoutBatch": "batchId: $",
    "addBankAccount": f"merchantId: $, {NEW_ACCOUNT}",
    "addBankAccounts": f"merchantId: $, rows: [{{{NEW_ACCOUNT}}}]",
    "labelBankAccount": 'bankAccountId: $, nickname: "X"',
    "retireBankAccount": "bankAccountId: $",
    "checkBankAccountName": "bankAccountId: $",
    "approvePayout": "payoutId: $",
    "rejectPayout": 'payoutId: $, remark: "X"',
    "approvePayoutBatch": "batchId: $",
    "rejectPayoutBatch": 'batchId: $, remark: "X"',
    "createBalanceMonitor": "merchantId: $, belowPaise: 5",
    "cancelPayoutOrder": "orderId: $",
    "expectReceipt": f'merchantId: $, idempotencyKey: "{UNKNOWN}", atLeastPaise: 5, atMostPaise: 5, dueOn: "{today()}"',
    "createAlert": "merchantId: $, kind: ORDERS_SHORT",
    "deleteAlert": "id: $",
    "cancelExpectedReceipt": "id: $",
    "addInvoice": 'merchantId: $, number: "X", issuedOn: "2026-05-04", buyer: "X", buyerCountry: "US", currency: "USD",'
    ' amount: "1.00", nature: SERVICES',
    "unmatchInvoice": "matchId: $",
    "addInwardDocument": 'inwardPaymentId: $, kind: FIRA, number: "X", issuer: "X", issuedOn: "2026-05-04"',
    "setPayoutOrderPolicy": "merchantId: $, policy: STRICT",
    "deleteBalanceMonitor": "id: $",
    "createWebhookEndpoint": 'merchantId: $, url: "https://192.0.32.8/hook", eventTypes: [PAYOUT_FAILED]',
    "rotateWebhookSecret": "id: $",
    "setWebhookEndpointState": "id: $, state: DISABLED",
    "deleteWebhookEndpoint": "id: $",
    "sendTestEvent": "endpointId: $",
    "resendWebhook": "messageId: $",
    "replayWebhooks": 'endpointId: $, after: "0.0"',
}


def batch_input(field: str, name: str, value: str) -> str:
    """A valid input except for this one member."""
    row = {"bankAccountId": f'"{UNKNOWN}"', "amountPaise": "5"}
    members = {
        "createPayoutBatch": {"id": f'"{uuid4()}"', "name": '"X"'},
        "retryPayoutBatch": {"id": f'"{uuid4()}"', "name": '"X"'},
        "payPayoutBatch": {},
    }[field]
    (row if name in row else members)[name] = value
    if field == "createPayoutBatch":
        members["rows"] = "[{" + ", ".join(f"{each}: {row[each]}" for each in row) + "}]"
    return "{" + ", ".join(f"{each}: {members[each]}" for each in members) + "}"


def valid_input(field: str, name: str, value: str) -> str:
    """A valid input except for this one member."""
    if field.endswith("Batch") and field not in INPUTS:
        return batch_input(field, name, value)
    if field == "planPayout":
        account = f"bankAccountId: {value if name == 'bankAccountId' else chr(34) + str(UNKNOWN) + chr(34)}"
        return f"{{{account}, amountPaise: 5{'' if name == 'bankAccountId' else f', {name}: {value}'}}}"
    if field in INPUTS:
        return f"{{{INPUTS[field].replace('$', value)}}}"
    members = {
        "merchantId": "null",
        "bankAccountId": f'"{UNKNOWN}"',
        "amountPaise": "5",
        "idempotencyKey": f'"{uuid4()}"',
    }
    members |= {name: value}
    merchant, *payout = (f"{each}: {members[each]}" for each in members)
    inner = ", ".join(payout)
    return f"{{{merchant}, payouts: [{{{inner}}}]}}" if field == "createPayouts" else f"{{{merchant}, {inner}}}"


def argument_text(path: str, value: str) -> str:
    outer, dot, inner = path.partition(".")
    return f"{outer}: {{{inner}: {value}}}" if dot else f"{outer}: {value}"


def named(argument: str) -> str:
    return argument.partition(":")[0]


WITH_IDS = {"merchant", "account", "payout", "batch", "utr", "endpoint", "message"}
NAMING = [case for case, what in NAMES.items() if what in WITH_IDS]


@pytest.mark.parametrize(("field", "argument"), NAMING)
def test_another_merchants_id_looks_like_one_that_does_not_exist(
    client: Client, theirs: Tenant, field: str, argument: str
) -> None:
    responses = []
    with no_row_changes():
        for ids in (theirs.ids, NOBODY):
            value = f'"{ids[NAMES[field, argument]]}"'
            if argument.startswith("input."):
                given = f"input: {valid_input(field, argument.rsplit('.', maxsplit=1)[-1], value)}"
            else:
                given = argument_text(argument, value)
            filters = [text for (of, _), text in FILTERS.items() if of == field and named(text) != named(given)]
            pages = ["first: 0", "first: 1"] if (field, "after") in NAMES else []
            responses += [
                visible_parts(send(client, document(field, f"{given} {more}"))) for more in ("", *filters, *pages)
            ]
    foreign, unknown = responses[: len(responses) // 2], responses[len(responses) // 2 :]
    assert foreign == unknown
    for status, text, _ in foreign:
        assert status == 200
        absent = (
            "NOT_FOUND",
            f'{{"{field}": null}}',
            "ValidationError",
            '"edges": []',
            '"count": 0',
            "RowsToFix",
            '"payablePaise": 0',
        )
        assert any(each in text for each in absent)
    assert not {mark for mark in theirs.marks() if mark in str(foreign)}


CURSORS = [(field, argument) for field, argument in NAMES if argument in {"after", "before"}]


@pytest.mark.parametrize(("field", "argument"), CURSORS)
def test_another_merchants_cursor_looks_like_one_that_does_not_exist(
    client: Client, ours: Tenant, theirs: Tenant, field: str, argument: str
) -> None:
    """It may come from the stranger's own list or from an operator's view of that list."""
    page = f"{field} {{ pageInfo {{ endCursor }} }}"
    named = f'{field}(merchantId: "%s") {{ pageInfo {{ endCursor }} }}'
    foreign = [send(client_of(theirs.merchant), f"{{ {page} }}").json()["data"][field]["pageInfo"]["endCursor"]]
    if field != "merchants":
        operators = send(client_of(None), f"{{ {named % theirs.merchant.id} }}").json()["data"][field]
        assert operators["pageInfo"]["endCursor"] == foreign[0]
    else:
        foreign.append(send(client_of(None), f"{{ {page} }}").json()["data"][field]["pageInfo"]["endCursor"])
    place: list[object] = (
        [7] if field in {"ledger", "payoutOrders", "inwardPayments"} else ["2026-01-01T00:00:00+00:00", str(UNKNOWN)]
    )
    filters = ["", *(text for (of, _), text in FILTERS.items() if of == field)]
    for more in filters:
        unknown, *others = (
            visible_parts(send(client, document(field, f'{argument}: "{cursor}" {more}')))
            for cursor in (cursor_of(f"{field} of {UNKNOWN}", *place), *foreign)
        )
        assert set(map(str, others)) == {str(unknown)}
        assert f"{argument} is not a cursor of this list." in unknown[1]
    [own] = {send(client, f"{{ {page} }}").json()["data"][field]["pageInfo"]["endCursor"]}
    assert "errors" not in send(client, document(field, f'{argument}: "{own}"')).json()


GIVEN = {
    "merchant": '(id: "$merchant")',
    "payout": '(id: "$payout")',
    "payoutByUtr": '(utr: "$utr")',
    "similarPayouts": '(bankAccountId: "$account", amountPaise: 10000)',
    "balanceByPeriod": '(from: "2026-11-01", to: "2026-11-30")',
    "lineage": '(from: "2026-11-01", to: "2026-11-30")',
    "ifsc": '(code: "HDFC0001234")',
    "payoutBatch": '(id: "$batch")',
    "payoutOrder": '(id: "$order")',
    "expectedReceipt": '(id: "$receipt")',
    "inwardPayment": '(id: "$inward")',
    "inwardInvoice": '(id: "$invoice")',
    "webhookEndpoint": '(id: "$endpoint")',
    "previewPayouts": '(rows: [{bankAccountId: "$account", amountPaise: 10000}])',
    "payoutDraft": '(batchId: "$batch")',
    "batchToApprove": '(batchId: "$batch")',
}


def edges() -> dict[str, str]:
    """For every field that leads to another type: the shortest document that selects it."""
    assert SCHEMA.query_type
    found: dict[str, str] = {}
    ways: list[tuple[core.GraphQLObjectType, str, str]] = [(SCHEMA.query_type, "", "")]
    seen = {SCHEMA.query_type.name}
    while ways:
        kind, before, after = ways.pop(0)
        for name, field in kind.fields.items():
            to = core.get_named_type(field.type)
            if not isinstance(to, core.GraphQLObjectType) or snake(name) in FOR_OPERATORS:
                continue
            given = GIVEN.get(name, "") if not before else ""
            step = f"{before} {{ {name}{given}"
            found[f"{kind.name}.{name}"] = f"{step} {{ __typename {plain_members(to)} }} }}{after}"
            if to.name not in seen:
                seen.add(to.name)
                ways.append((to, step, f" }}{after}"))
    return found


EDGES = edges()


def test_every_type_is_reached_by_an_edge() -> None:
    """All types that a merchant's key can read, except those that only operators and mutations return."""
    reached = {edge.split(".")[0] for edge in EDGES} | {"Balance", "BalancePoint", "BankAccount", "PayoutAttempt"}
    rows = {"Merchant", "Payout", "LedgerEntry", "BankAccount", "PayoutAttempt"}
    assert rows <= reached
    assert {"Payout.merchant", "Payout.bankAccount", "LedgerEntry.payout", "Merchant.bankAccounts"} <= set(EDGES)


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_leads_to_the_callers_own_rows(client: Client, ours: Tenant, theirs: Tenant, edge: str) -> None:
    text = EDGES[edge]
    for name, value in ours.ids.items():
        text = text.replace(f"${name}", str(value))
    response = send(client, text)
    assert "errors" not in response.json(), (text, response.json())
    assert response.json()["data"]
    assert "null" not in response.json()["data"]
    assert not {mark for mark in theirs.marks() if mark in response.content.decode()}


def test_only_tenant_scope_queries_tables() -> None:
    """Any other API module that queried a table itself would have to be trusted to filter by tenant."""
    api = Path(django_settings.BASE_DIR) / "server" / "api"
    uses = re.compile(r"\.(objects|_default_manager)\b")
    modules = {str(file.relative_to(api)) for file in api.rglob("*.py") if uses.search(file.read_text())}
    assert modules == {"auth/tenant_scope.py"}
