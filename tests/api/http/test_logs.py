"""The log at DEBUG, after every kind of call, has no secret and no whole account number."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from server.api.graphql.schema import schema
from server.bank.simulator import SimulatedBank
from server.ledger.periods import today
from server.observability.log_redaction import Line
from server.payouts import lifecycle
from tests.api.conftest import ApiCaller, account_numbers, do_as_the_owner, graphql, renamed
from tests.api.keys import client_with, new_key
from tests.ops.test_settings import compose
from tests.support.servers import postgres
from tests.support.users import PASSWORD, people, person_of_merchant, sign_in

__all__ = ["people"]

NUMBERS = ["918273645546372819", "918273645", "50100918273645"]
HOLDER = "Devanayaki Exports"
WRONG_PASSWORD = "nine kites over Madurai"


@dataclass
class Log:
    """The console's text, and each record before masking."""

    stream: io.StringIO = field(default_factory=io.StringIO)
    records: list[logging.LogRecord] = field(default_factory=list)

    def lines(self) -> str:
        return self.stream.getvalue()

    def holds(self, secret: str) -> list[str]:
        return [line for line in self.lines().splitlines() if secret in line]


class Keeper(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__(logging.DEBUG)
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        self.log.records.append(record)


@pytest.fixture
def log() -> Iterator[Log]:
    """Every logger at DEBUG, which includes SQL with its parameters."""
    log = Log()
    console = logging.StreamHandler(log.stream)
    configured: Any = django_settings.LOGGING
    console.setFormatter(Line(configured["formatters"]["line"]["fmt"]))
    named = [logging.getLogger(name) for name in configured["loggers"]]
    loggers = [logging.getLogger(), *named]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    handlers: list[logging.Handler] = [console, Keeper(log)]
    for handler in handlers:
        logging.getLogger().addHandler(handler)
    connection.force_debug_cursor = True
    yield log
    connection.force_debug_cursor = False
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
    for logger, level, propagate in before:
        logger.setLevel(level)
        logger.propagate = propagate


@contextmanager
def every_account_refused() -> Iterator[None]:
    """PostgreSQL refuses every account, with the whole row in its message, even values of several lines."""
    do_as_the_owner("ALTER TABLE bank_accounts ADD CONSTRAINT none_more CHECK (false) NOT VALID")
    try:
        yield
    finally:
        do_as_the_owner("ALTER TABLE bank_accounts DROP CONSTRAINT none_more")


def account(caller: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {
        "merchantId": str(caller.merchant.id),
        "accountHolderName": HOLDER,
        "accountNumber": NUMBERS[0],
        "ifscCode": "HDFC0001234",
        "accountType": "SAVINGS",
    } | changes


def payroll_item(caller: ApiCaller, paise: int, account: str | None = None) -> dict[str, Any]:
    account = account or str(caller.account.id)
    return {"bankAccountId": account, "amountPaise": paise, "idempotencyKey": str(uuid4())}


INPUTS: dict[str, Callable[[ApiCaller], list[dict[str, Any]]]] = {
    "createPayout": lambda caller: [caller.graphql_input(paise) for paise in (100, 0, 10**12, "x")],
    "createPayouts": lambda caller: [
        {
            "payouts": [caller.graphql_input(paise) for paise in (100, 0, 10**12)]
        },  # each names its merchant, which is no member here
        {"merchantId": str(caller.merchant.id), "payouts": [payroll_item(caller, paise) for paise in (100, 0, 10**12)]},
        {"merchantId": str(caller.merchant.id), "payouts": [payroll_item(caller, 1, account=NUMBERS[0])]},
    ],
    "createMerchant": lambda _: [{"name": HOLDER, "email": f"{uuid4().hex}@x.example"}, {"name": "", "email": ""}],
    "addBankAccount": lambda caller: [
        account(caller),
        account(caller),  # a duplicate
        *(account(caller, accountNumber=number) for number in [*NUMBERS, NUMBERS[0] * 2, f" {NUMBERS[0]}", "12"]),
        account(caller, ifscCode=NUMBERS[1]),
        account(caller, accountType="GOLDEN"),
        account(caller, accountNumber=int(NUMBERS[0])),
        account(caller, number=NUMBERS[0]),
        account(caller, merchantId=str(uuid4())),
    ],
    "addBankAccounts": lambda caller: [
        {
            "merchantId": str(caller.merchant.id),
            "rows": [
                {name: value for name, value in account(caller, accountNumber=number).items() if name != "merchantId"}
                for number in [*NUMBERS, NUMBERS[0] * 2, "12"]
            ],
        }
    ],
    "labelBankAccount": lambda caller: [{"bankAccountId": str(caller.account.id), "nickname": NUMBERS[0]}],
    "createPayoutBatch": lambda caller: [
        {
            "id": str(uuid4()),
            "merchantId": str(caller.merchant.id),
            "name": NUMBERS[0],
            "rows": [{"bankAccountId": named, "amountPaise": 5} for named in (str(caller.account.id), NUMBERS[0])],
        }
    ],
    "payPayoutBatch": lambda _: [{"batchId": str(uuid4())}, {"batchId": NUMBERS[0]}],
    "retryPayoutBatch": lambda _: [{"batchId": NUMBERS[0], "id": str(uuid4()), "name": NUMBERS[0]}],
    "checkIntegrity": lambda _: [{}],
    "recordPayment": lambda caller: [
        {"merchantId": str(caller.merchant.id), "amountPaise": 5, "reference": "R", "description": NUMBERS[0]},
        {"merchantId": "nobody", "amountPaise": 5, "reference": "R"},
    ],
    "recordInwardPayment": lambda caller: [
        {
            "merchantId": merchant,
            "reference": NUMBERS[0],
            "channel": "SWIFT",
            "foreignCurrency": "USD",
            "foreignAmount": amount,
            "grossPaise": 5,
            "netPaise": 5,
            "valueOn": "2026-05-04",
            "remitterName": NUMBERS[0],
            "remitterCountry": "US",
            "purposeCode": "P0802",
            "nature": "OTHER",
        }
        for merchant, amount in (
            (str(caller.merchant.id), "1.00"),
            (str(caller.merchant.id), NUMBERS[0]),
            ("x", "1.00"),
        )
    ],
    "addInvoice": lambda caller: [
        {
            "merchantId": str(caller.merchant.id),
            "number": NUMBERS[0],
            "issuedOn": "2026-05-04",
            "buyer": NUMBERS[0],
            "buyerCountry": "US",
            "currency": "USD",
            "amount": amount,
            "nature": "OTHER",
        }
        for amount in ("1.00", NUMBERS[0])
    ],
    "matchInvoice": lambda _: [
        {"invoiceId": each, "inwardPaymentId": each, "inwardAmount": NUMBERS[0]} for each in (str(uuid4()), NUMBERS[0])
    ],
    "unmatchInvoice": lambda _: [{"matchId": each} for each in (str(uuid4()), NUMBERS[0])],
    "reverseInwardPayment": lambda _: [
        {"inwardPaymentId": each, "amountPaise": 5, "reason": NUMBERS[0]} for each in (str(uuid4()), NUMBERS[0])
    ],
    "addInwardDocument": lambda _: [
        {"inwardPaymentId": each, "kind": "FIRA", "number": NUMBERS[0], "issuer": NUMBERS[0], "issuedOn": "2026-05-04"}
        for each in (str(uuid4()), NUMBERS[0])
    ],
    "linkLine": lambda _: [
        {"lineId": each, "kind": "PAYOUT", "subjectId": each, "remark": NUMBERS[0]}
        for each in (str(uuid4()), NUMBERS[0])
    ],
    "unlinkLine": lambda _: [{"lineId": each, "remark": NUMBERS[0]} for each in (str(uuid4()), NUMBERS[0])],
    "acceptException": lambda _: [
        {"kind": "CREDIT_UNKNOWN", "subject": each, "amountPaise": 5, "remark": NUMBERS[0]}
        for each in (str(uuid4()), NUMBERS[0])
    ],
    "setApprovalPolicy": lambda caller: [
        {"merchantId": str(caller.merchant.id), "bands": [{"fromPaise": 5, "people": people}]} for people in (1, 0)
    ],
    "approvePayout": lambda _: [{"payoutId": str(uuid4()), "remark": NUMBERS[0]}, {"payoutId": NUMBERS[0]}],
    "rejectPayout": lambda _: [{"payoutId": each, "remark": NUMBERS[0]} for each in (str(uuid4()), NUMBERS[0])],
    "approvePayoutBatch": lambda _: [{"batchId": str(uuid4()), "remark": NUMBERS[0]}, {"batchId": NUMBERS[0]}],
    "rejectPayoutBatch": lambda _: [{"batchId": each, "remark": NUMBERS[0]} for each in (str(uuid4()), NUMBERS[0])],
    "cancelPayout": lambda _: [{"payoutId": str(uuid4()), "remark": NUMBERS[0]}, {"payoutId": "x"}],
    "cancelPayouts": lambda _: [{"payoutIds": [str(uuid4()), NUMBERS[0]], "remark": NUMBERS[0]}, {"payoutIds": []}],
    "cancelPayoutBatch": lambda _: [{"batchId": str(uuid4()), "remark": NUMBERS[0]}, {"batchId": NUMBERS[0]}],
    "recordPayoutReturn": lambda _: [
        {
            "payoutId": each,
            "amountPaise": 5,
            "returnReference": NUMBERS[0],
            "reason": NUMBERS[0],
            "valueOn": "2026-11-29",
        }
        for each in (str(uuid4()), "x")
    ],
    "setFeePlan": lambda _: [{"merchantId": NUMBERS[0], "bands": [{"rail": "IMPS", "feePaise": 5}]}],
    "setDefaultFeePlan": lambda _: [{"bands": []}, {"bands": [{"rail": NUMBERS[0], "feePaise": 5}]}],
    "followDefaultFeePlan": lambda caller: [{"merchantId": str(caller.merchant.id)}],
    "setTaxProfile": lambda caller: [{"merchantId": str(caller.merchant.id), "gstin": NUMBERS[0]}],
    "askBankAgain": lambda _: [{"payoutId": str(uuid4())}, {"payoutId": "x"}],
    "createApiKey": lambda caller: [
        {"name": "shop", "scopes": ["READ"], "merchantId": str(caller.merchant.id)},
        {"name": "", "scopes": []},
    ],
    "rotateApiKey": lambda _: [{"id": str(uuid4())}, {"id": "x"}],
    "orderPayout": lambda caller: [
        {"merchantId": str(caller.merchant.id)} | payroll_item(caller, 5),
        {"merchantId": str(caller.merchant.id)} | payroll_item(caller, 5, NUMBERS[0]),
        {"merchantId": str(caller.merchant.id), "reference": NUMBERS[0]} | payroll_item(caller, 10**12),
    ],
    "cancelPayoutOrder": lambda _: [{"orderId": str(uuid4())}, {"orderId": NUMBERS[0]}],
    "setPayoutOrderPolicy": lambda caller: [
        {"merchantId": str(caller.merchant.id), "policy": policy} for policy in ("STRICT", NUMBERS[0])
    ],
    "createAlert": lambda caller: [
        {"merchantId": str(caller.merchant.id), "kind": kind, "quietHours": hours}
        for kind, hours in (("ORDERS_SHORT", 5), ("RECEIPT_LATE", -1), (NUMBERS[0], 5))
    ],
    "deleteAlert": lambda _: [{"id": str(uuid4())}, {"id": NUMBERS[0]}],
    "expectReceipt": lambda caller: [
        {"merchantId": str(caller.merchant.id), "idempotencyKey": str(uuid4()), "dueOn": day, "payer": payer}
        | {"atLeastPaise": 5, "atMostPaise": 5}
        for day, payer in ((today().isoformat(), NUMBERS[0]), ("2020-01-01", "x"), (NUMBERS[0], NUMBERS[0]))
    ],
    "cancelExpectedReceipt": lambda _: [{"id": str(uuid4())}, {"id": NUMBERS[0]}],
    "inviteMember": lambda caller: [
        {"merchantId": str(caller.merchant.id), "email": email, "role": "VIEWER"}
        for email in (f"{uuid4().hex}@x.example", NUMBERS[0])
    ],
    "renewInvitation": lambda _: [{"invitationId": str(uuid4())}, {"invitationId": NUMBERS[0]}],
    "revokeInvitation": lambda _: [{"invitationId": str(uuid4())}, {"invitationId": NUMBERS[0]}],
    "changeMemberRole": lambda _: [{"userId": NUMBERS[0], "role": "OWNER"}],
    "setSecondFactorLimit": lambda caller: [
        {"merchantId": str(caller.merchant.id), "abovePaise": paise} for paise in (5, -1, None)
    ],
    "removeMember": lambda _: [{"userId": NUMBERS[0]}],
    "createBalanceMonitor": lambda caller: [
        {"merchantId": str(caller.merchant.id), "belowPaise": paise} for paise in (5, 0, NUMBERS[0])
    ],
    "deleteBalanceMonitor": lambda _: [{"id": str(uuid4())}, {"id": NUMBERS[0]}],
    "createWebhookEndpoint": lambda caller: [
        {"merchantId": str(caller.merchant.id), "url": url, "eventTypes": ["PAYOUT_FAILED"]}
        for url in ("https://192.0.32.8/hook", f"https://192.0.32.8/{NUMBERS[0]}", f"{NUMBERS[0]}", "http://10.0.0.1/")
    ],
    "rotateWebhookSecret": lambda _: [{"id": str(uuid4())}, {"id": NUMBERS[0]}],
    "setWebhookEndpointState": lambda _: [{"id": NUMBERS[0], "state": "DISABLED"}],
    "deleteWebhookEndpoint": lambda _: [{"id": NUMBERS[0]}],
    "sendTestEvent": lambda _: [{"endpointId": NUMBERS[0]}],
    "resendWebhook": lambda _: [{"messageId": NUMBERS[0]}, {"messageId": f"msg_{uuid4()}"}],
    "replayWebhooks": lambda _: [{"endpointId": str(uuid4()), "after": NUMBERS[0]}],
    "revokeApiKey": lambda _: [{"id": str(uuid4())}, {"id": "x"}],
    "suspendMerchant": lambda caller: [{"merchantId": str(caller.merchant.id), "reason": HOLDER}],
    "reopenMerchant": lambda caller: [{"merchantId": str(caller.merchant.id)}],
    "updateMerchant": lambda caller: [
        {"merchantId": str(caller.merchant.id), "name": HOLDER, "email": f"{uuid4().hex}@x.example"},
        {"merchantId": NUMBERS[0], "email": NUMBERS[0]},
    ],
    "renameBankAccount": lambda caller: [
        {"bankAccountId": str(caller.account.id), "accountHolderName": HOLDER},
        {"bankAccountId": NUMBERS[0], "accountHolderName": ""},
    ],
    "verifyBankAccount": lambda caller: [{"bankAccountId": str(caller.account.id)}],
    "makeBankAccountPrimary": lambda caller: [{"bankAccountId": str(caller.account.id)}],
    "setCoolingOff": lambda caller: [{"merchantId": str(caller.merchant.id), "coolingOffHours": 5}],
    "checkBankAccountName": lambda caller: [
        {"bankAccountId": str(caller.account.id)},
        {"bankAccountId": NUMBERS[0]},
    ],
    "retireBankAccount": lambda caller: [{"bankAccountId": str(caller.account.id)}],
    "restoreBankAccount": lambda caller: [{"bankAccountId": str(caller.account.id)}],
    "proposeAdjustment": lambda caller: [
        {
            "merchantId": str(caller.merchant.id),
            "direction": "CREDIT",
            "amountPaise": 5,
            "reason": NUMBERS[0],
            "idempotencyKey": str(uuid4()),
        }
    ],
    "approveAdjustment": lambda _: [{"adjustmentId": str(uuid4())}, {"adjustmentId": NUMBERS[0]}],
    "rejectAdjustment": lambda _: [{"adjustmentId": str(uuid4())}, {"adjustmentId": NUMBERS[0]}],
}


def mutations() -> set[str]:
    definition = schema.get_type_by_name("Mutation")
    return {schema.config.name_converter.get_graphql_name(field) for field in definition.fields}  # type: ignore[union-attr]


def test_every_mutation_is_sent() -> None:
    assert set(INPUTS) == mutations()


def send_everything(caller: ApiCaller) -> None:
    for mutation, inputs in INPUTS.items():
        if mutation == "checkIntegrity":  # takes nothing
            caller.ask("mutation { checkIntegrity { __typename } }")
            continue
        kind = f"{mutation[0].upper()}{mutation[1:]}Input!"
        for value in inputs(caller):
            caller.ask(f"mutation ($i: {kind}) {{ {mutation}(input: $i) {{ __typename }} }}", i=value)
    caller.ask(f'mutation {{ addBankAccount(input: {{accountNumber: "{NUMBERS[0]}", nonsense: 1}}) {{ __typename }} }}')
    by_get = {"query": f'query ($m: ID!) {{ payouts(merchantId: $m, after: "{NUMBERS[0]}") {{ totalCount }} }}'}
    for variables in ({"m": NUMBERS[0]}, {"m": str(caller.merchant.id)}, [NUMBERS[0]]):
        caller.client.get("/graphql/", by_get | {"variables": json.dumps(variables)})
    caller.client.get("/graphql/", {"query": f'mutation {{ x(accountNumber: "{NUMBERS[0]}") }}'})
    for changes in ({}, {"amount_paise": 0}, {"amount_paise": 10**12}, {"bank_account_id": NUMBERS[0]}):
        caller.create(**changes)
    caller.post("{", key=uuid4())
    for address in ("payouts/", "balance/", "ledger/", "merchants/", f"payouts/{NUMBERS[0]}/", "nowhere/"):
        caller.get(address)
        caller.get(address, limit=NUMBERS[0])
    caller.client.get("/healthz")
    with suppress(DatabaseError):  # a table may be missing
        lifecycle.settle_due(SimulatedBank())


def suspicious(log: Log, secrets: list[str]) -> dict[str, list[str]]:
    return {secret: lines for secret in secrets if (lines := log.holds(secret))}


def test_no_account_number_is_in_the_log_whatever_is_sent(caller: ApiCaller, log: Log) -> None:
    send_everything(caller)
    assert suspicious(log, [*NUMBERS, *account_numbers()]) == {}
    assert "XXXXXXXXXXXXXX2819" in log.lines()  # masked, as a parameter of SQL that only DEBUG shows
    # Above DEBUG no message has one even before masking, except Django's own, which name the address and are not shown.
    tried = [
        record.getMessage()
        for record in log.records
        if record.levelno > logging.DEBUG and record.name != "django.request"
    ]
    assert [message for message in tried if any(number in message for number in NUMBERS)] == []


@pytest.mark.usefixtures("as_the_owner")  # PostgreSQL hides rows of tables with policies from other roles
def test_a_row_that_postgresql_refuses_is_not_in_the_log(caller: ApiCaller, log: Log) -> None:
    with every_account_refused():
        response = caller.ask(
            "mutation ($i: AddBankAccountInput!) { addBankAccount(input: $i) { __typename } }", i=account(caller)
        )
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    [fault] = [record for record in log.records if record.levelno == logging.ERROR]
    assert fault.exc_info
    assert HOLDER in str(fault.exc_info[1])  # PostgreSQL's message had it
    logged = log.lines()[log.lines().index(" failed\nTraceback") :]
    assert "none_more" in logged
    assert "onboarding.py" in logged
    for secret in (HOLDER, NUMBERS[0], "Failing row"):
        assert secret not in logged


@pytest.mark.parametrize("table", ["ledger_entries", "bank_accounts", "merchants"])
def test_an_internal_error_logs_only_itself(caller: ApiCaller, log: Log, table: str) -> None:
    numbers = account_numbers()
    with renamed(table):
        send_everything(caller)
    assert " failed\nTraceback" in log.lines()
    assert suspicious(log, [*NUMBERS, *numbers]) == {}


def test_no_key_and_no_password_is_in_the_log(caller: ApiCaller, people: None, log: Log) -> None:
    key = new_key(caller.merchant)
    foreign = "payout_" + "z" * 12 + "_" + "Q" * 43
    for secret in (key.secret, foreign, "Zm9yZ2VkLWtleQ"):
        client = client_with(secret)
        client.get("/api/v1/balance/")
        graphql(client, "{ merchants { totalCount } }")
        with renamed("ledger_entries"):
            client.get("/api/v1/ledger/")
    person = person_of_merchant(caller.merchant)
    browser = Client()
    sign_in(browser, person.email, WRONG_PASSWORD)
    sign_in(browser, person.email)
    session = browser.cookies[django_settings.SESSION_COOKIE_NAME].value
    browser.get("/api/v1/balance/")
    with renamed("ledger_entries"):
        assert browser.get("/api/v1/balance/").status_code == 500
    secrets = [key.secret.rsplit("_", 1)[1], "Q" * 43, "Zm9yZ2VkLWtleQ", WRONG_PASSWORD, PASSWORD]
    assert suspicious(log, secrets) == {}
    above_debug = [record.getMessage() for record in log.records if record.levelno > logging.DEBUG]
    assert [message for message in above_debug if session in message] == []
    assert User.objects.count() == 1


@pytest.mark.parametrize("debug", [True, False])
def test_api_responses_have_no_traceback_even_in_debug(caller: ApiCaller, settings: Settings, debug: bool) -> None:
    settings.DEBUG = debug
    with renamed("ledger_entries"):
        responses = [
            caller.get("ledger/"),
            caller.ask(f'{{ balance(merchantId: "{caller.merchant.id}") {{ totalPaise }} }}'),
        ]
    with every_account_refused():
        responses.append(
            caller.ask(
                "mutation ($i: AddBankAccountInput!) { addBankAccount(input: $i) { __typename } }", i=account(caller)
            )
        )
    responses.append(caller.client.get("/api/v1/nowhere"))
    responses.append(caller.client.get("/api/v1/balance/", headers={"Host": "elsewhere.example"}))
    for response in responses:
        assert response["Content-Type"] == "application/json"
        text = response.content.decode()
        for word in (
            "Traceback",
            "ledger_entries",
            "psycopg",
            "server/",
            HOLDER,
            NUMBERS[0],
            "SECRET",
            "DisallowedHost",
        ):
            assert word not in text


def test_postgresql_in_the_container_says_neither_the_row_nor_the_statement() -> None:
    """With the settings of compose.yaml, and with warnings and errors logged."""
    flags = re.findall(r"-c (\w+)=(\w+)", compose()["services"]["postgres"]["command"])
    assert flags
    with postgres() as cluster, cluster.connect() as session:
        session.execute("SET log_min_messages = warning")
        for name, value in flags:
            session.execute(f"SET {name} = {value}")
        session.execute("CREATE TABLE accounts (holder text, number text CHECK (number < '0'))")
        with pytest.raises(Exception, match=NUMBERS[0]):
            session.execute("INSERT INTO accounts VALUES (%s, %s)", [HOLDER, NUMBERS[0]])
        with pytest.raises(Exception, match="syntax"):
            session.execute(f"INSERT INTO accounts SELECT '{NUMBERS[0]}' FROM WHERE")
        logged = cluster.log.read_text()
    assert "violates check constraint" in logged
    for secret in (HOLDER, NUMBERS[0]):
        assert secret not in logged
