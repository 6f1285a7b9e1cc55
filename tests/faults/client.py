"""A client as a merchant would write one: it repeats a payout with the same key until it gets a response."""

import http.client
import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from server.bank.scripts import Script
from tests.support.servers import wait_until

CREATE_MERCHANT = """mutation($input: CreateMerchantInput!) { createMerchant(input: $input) {
    ... on CreateMerchantSuccess { merchant { id } } ... on ValidationError { message } } }"""
ADD_ACCOUNT = """mutation($input: AddBankAccountInput!) { addBankAccount(input: $input) {
    ... on AddBankAccountSuccess { bankAccount { id } } ... on ValidationError { message } } }"""
ADD_ACCOUNTS = """mutation($input: AddBankAccountsInput!) { addBankAccounts(input: $input) {
    ... on AddBankAccountsSuccess { results { bankAccount { id } } } ... on ValidationError { message } } }"""
RECORD_PAYMENT = """mutation($input: RecordPaymentInput!) { recordPayment(input: $input) {
    ... on RecordPaymentSuccess { replayed } ... on ValidationError { message } } }"""


@dataclass
class MerchantClient:
    port: int
    merchant: str = ""
    accounts: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            text = None if body is None else json.dumps(body)
            sent = {"Content-Type": "application/json", "X-Merchant-Id": self.merchant} | headers
            connection.request(method, path, text, {name: value for name, value in sent.items() if value})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def graphql(self, query: str, **variables: Any) -> Any:
        status, text = self.ask("POST", "/graphql/", {"query": query, "variables": variables})
        assert status == 200, text
        return json.loads(text)["data"]

    def open_shop(self, name: str = "Acme", paise: int = 100_000_000) -> None:
        """A new merchant with `paise` (by default ten lakh rupees) and an account per scripted outcome."""
        merchant = {"name": name, "email": f"{uuid4().hex}@acme.example"}
        self.merchant = self.graphql(CREATE_MERCHANT, input=merchant)["createMerchant"]["merchant"]["id"]
        payment = {"merchantId": self.merchant, "amountPaise": paise, "reference": uuid4().hex}
        assert self.graphql(RECORD_PAYMENT, input=payment)["recordPayment"] == {"replayed": False}
        usual = {"accountHolderName": name, "ifscCode": "HDFC0001234", "accountType": "CURRENT"}
        rows = [usual | {"accountNumber": f"50100000{script}"} for script in Script]
        added = self.graphql(ADD_ACCOUNTS, input={"merchantId": self.merchant, "rows": rows})["addBankAccounts"]
        for script, result in zip(Script, added["results"], strict=True):
            self.accounts[script] = result["bankAccount"]["id"]

    def pay(self, key: str, script: Script = Script.PAYS, paise: int = 100) -> tuple[int, bytes]:
        body = {"amount_paise": paise, "bank_account_id": self.accounts[script]}
        return self.ask("POST", "/api/v1/payouts/", body, **{"Idempotency-Key": key})

    def pay_until_answered(self, key: str, script: Script = Script.PAYS) -> bytes:
        """Repeat until a response arrives, and return it, whichever request created the payout."""
        told: list[bytes] = []

        def try_once() -> bool:
            try:
                status, text = self.pay(key, script)
            except (OSError, http.client.HTTPException):
                return False  # disconnected: the payout may have been accepted
            assert status in {200, 201, 503}, (status, text)
            told.extend([text] if status != 503 else [])
            return status != 503

        wait_until(try_once)
        return told[0]

    def payouts(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = []
        while True:
            status, text = self.ask("GET", f"/api/v1/payouts/?limit=200&offset={len(listed)}")
            assert status == 200, text
            page = json.loads(text)
            listed += page["results"]
            if len(listed) >= page["count"] or not page["results"]:
                return listed

    def statuses(self) -> Counter[str]:
        return Counter(payout["status"] for payout in self.payouts())

    def is_quiet(self) -> bool:
        return set(self.statuses()) <= {"completed", "failed"}


class PayoutLoad:
    """`number` payouts by four clients at once, each with its own key; their outcomes take turns."""

    def __init__(self, client: MerchantClient, number: int, scripts: list[Script]) -> None:
        self.client, self.scripts = client, scripts
        self.keys = [str(uuid4()) for _ in range(number)]
        self.receipts: dict[str, bytes] = {}
        self.thread = threading.Thread(target=self._run)

    def __enter__(self) -> "PayoutLoad":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.join(300)
        assert len(self.receipts) == len(self.keys)

    def _run(self) -> None:
        with ThreadPoolExecutor(4) as pool:
            for key, receipt in pool.map(self._one, enumerate(self.keys)):
                self.receipts[key] = receipt

    def _one(self, numbered: tuple[int, str]) -> tuple[str, bytes]:
        number, key = numbered
        return key, self.client.pay_until_answered(key, self.scripts[number % len(self.scripts)])

    def check_promises(self) -> None:
        """Every receipt replays byte for byte, and names a payout that exists once."""
        for number, key in enumerate(self.keys):
            status, text = self.client.pay(key, self.scripts[number % len(self.scripts)])
            assert (status, text) == (200, self.receipts[key])
        ids = Counter(payout["idempotency_key"] for payout in self.client.payouts())
        assert all(ids[key] == 1 for key in self.keys)
