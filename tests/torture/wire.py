"""Sends one request to either API, and interprets its response."""

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.faults.client import MerchantClient
from tests.torture.history import Api, ApiReply, CancelReply, EventRead, LedgerRow, PayoutBody, RequestOutcome
from tests.torture.plan import ClientCut

UNKNOWN = ApiReply(RequestOutcome.UNKNOWN)

RECEIPT = """id status amountPaise amountInr idempotencyKey createdAt updatedAt attemptCount failureReason
  bankReferenceId bankAccount { id accountNumberMasked ifscCode } merchant { id }
  ledgerEntries { id entryType amountPaise sequence }"""
CREATE_PAYOUT = f"""mutation($input: CreatePayoutInput!) {{ createPayout(input: $input) {{ __typename
  ... on CreatePayoutSuccess {{ replayed payout {{ {RECEIPT} }} }}
  ... on InsufficientFunds {{ availablePaise }} ... on ValidationError {{ message field }} }} }}"""
RECORD_PAYMENT = """mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { __typename
  ... on RecordPaymentSuccess { replayed entry { id } } ... on ValidationError { message field } } }"""
CANCEL = """mutation($id: ID!) { cancelPayout(input: {payoutId: $id}) { __typename
  ... on NotPossibleNow { status } ... on ValidationError { message field } } }"""
BALANCE = """query($id: ID!) { balance(merchantId: $id) { availablePaise heldPaise totalPaise ledgerSequence } }"""
LEDGER = """query($id: ID!, $first: Int!, $after: String) { ledger(merchantId: $id, first: $first, after: $after) {
  pageInfo { endCursor } edges { node { id entryType amountPaise payoutId sequence availableAfterPaise } } } }"""
PAYOUTS = """query($id: ID!, $first: Int!) { payouts(merchantId: $id, first: $first) {
  edges { node { id status bankReferenceId } } } }"""

Answer = tuple[int, bytes]


class OddAnswerError(Exception):
    """A response that no caller should get."""


def exchange(client: MerchantClient, method: str, path: str, body: Any = None, **headers: str) -> Answer | None:
    """None without a response, or with one that says "try again"."""
    try:
        status, text = client.ask(method, path, body, **headers)
    except (OSError, http.client.HTTPException):
        return None
    if status >= 500 and status != 503:
        raise OddAnswerError(f"{method} {path}: {status} {text[:300]!r}")
    return None if status == 503 else (status, text)


def graphql(client: MerchantClient, query: str, **variables: Any) -> Any:
    """The data; None without a response, or with one that says "try again"."""
    answer = exchange(client, "POST", "/graphql/", {"query": query, "variables": variables})
    if answer is None:
        return None
    status, text = answer
    said = json.loads(text)
    codes = [error.get("extensions", {}).get("code") for error in said.get("errors", [])]
    if codes and set(codes) <= {"UNAVAILABLE"}:
        return None
    if status != 200 or codes:
        raise OddAnswerError(f"{query.split('(', 2)[1]}: {status} {text[:300]!r}")
    return said["data"]


def pay(client: MerchantClient, api: Api, asked: PayoutBody) -> ApiReply:
    if api is Api.REST:
        answer = exchange(client, "POST", "/api/v1/payouts/", _body(asked), **{"Idempotency-Key": asked.key})
        return told_by_rest(*answer) if answer else UNKNOWN
    wanted = {
        "merchantId": client.merchant,
        "bankAccountId": asked.account,
        "amountPaise": asked.paise,
        "idempotencyKey": asked.key,
        "notBefore": asked.not_before,
    }
    data = graphql(client, CREATE_PAYOUT, input=wanted)
    return _told_by_graphql(data["createPayout"]) if data else UNKNOWN


def _body(asked: PayoutBody) -> dict[str, Any]:
    later = {"not_before": asked.not_before} if asked.not_before else {}
    return {"amount_paise": asked.paise, "bank_account_id": asked.account} | later


def pay_and_be_cut_off(client: MerchantClient, asked: PayoutBody, cut: ClientCut) -> ApiReply:
    """Resets the connection, like a client that dies."""
    body = json.dumps(_body(asked))
    head = (
        f"POST /api/v1/payouts/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Merchant-Id: {client.merchant}\r\nIdempotency-Key: {asked.key}\r\n\r\n"
    )
    whole = (head + body).encode()
    part = whole if cut is ClientCut.READING else whole[: len(head) + int(asked.key[:2], 16) % len(body)]
    try:
        with socket.create_connection(("127.0.0.1", client.port), timeout=5) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(part)
            if cut is ClientCut.READING:
                connection.settimeout(0.01)  # else the reset may overtake the request
                connection.recv(1, socket.MSG_PEEK)
    except OSError:
        pass
    return ApiReply(RequestOutcome.CUT_SHORT) if cut is ClientCut.SENDING else UNKNOWN


def record_payment(client: MerchantClient, paise: int, reference: str) -> ApiReply:
    wanted = {"merchantId": client.merchant, "amountPaise": paise, "reference": reference}
    data = graphql(client, RECORD_PAYMENT, input=wanted)
    if not data:
        return UNKNOWN
    said = data["recordPayment"]
    if said["__typename"] == "ValidationError":
        return ApiReply(RequestOutcome.CONFLICT) if said["field"] == "reference" else odd(said)
    return ApiReply(
        RequestOutcome.REPLAYED if said["replayed"] else RequestOutcome.CREATED, said["entry"]["id"].encode()
    )


def read_balance(client: MerchantClient, api: Api) -> tuple[int, int, int, int] | None:
    """Ledger sequence; available, held and total paise."""
    if api is Api.REST:
        if not (answer := exchange(client, "GET", "/api/v1/balance/")):
            return None
        said = _found(answer)
        amounts = (said["available_balance_paise"], said["held_balance_paise"], said["total_balance_paise"])
        return (said["ledger_sequence"], *amounts)
    if not (data := graphql(client, BALANCE, id=client.merchant)):
        return None
    said = data["balance"]
    return said["ledgerSequence"], said["availablePaise"], said["heldPaise"], said["totalPaise"]


def read_ledger(client: MerchantClient, api: Api, page: int, size: int = 50) -> tuple[LedgerRow, ...] | None:
    """A page, counted from 0; through GraphQL, which has cursors instead, always the first."""
    if api is Api.REST:
        if not (answer := exchange(client, "GET", f"/api/v1/ledger/?limit={size}&offset={page * size}")):
            return None
        rows = _found(answer)["results"]
        return tuple(LedgerRow(row["id"], row["entry_type"], row["amount_paise"], row["payout_id"]) for row in rows)
    if not (data := graphql(client, LEDGER, id=client.merchant, first=size)):
        return None
    nodes = [edge["node"] for edge in data["ledger"]["edges"]]
    return tuple(
        LedgerRow(
            *(node["id"], node["entryType"].lower(), node["amountPaise"], node["payoutId"]),
            sequence=node["sequence"],
            available_after=node["availableAfterPaise"],
        )
        for node in nodes
    )


def read_payouts(client: MerchantClient, api: Api, size: int = 50) -> list[tuple[str, str, str | None]] | None:
    """The newest payouts' ids, statuses and UTRs."""
    if api is Api.REST:
        if not (answer := exchange(client, "GET", f"/api/v1/payouts/?limit={size}")):
            return None
        return [(row["id"], row["status"], row["bank_reference_id"]) for row in _found(answer)["results"]]
    if not (data := graphql(client, PAYOUTS, id=client.merchant, first=size)):
        return None
    nodes = [edge["node"] for edge in data["payouts"]["edges"]]
    return [(node["id"], node["status"].lower(), node["bankReferenceId"]) for node in nodes]


def cancel(client: MerchantClient, api: Api, payout: str) -> tuple[CancelReply, str | None]:
    """The answer, and the status of a payout that had ended."""
    if api is Api.REST:
        if not (answer := exchange(client, "POST", f"/api/v1/payouts/{payout}/cancel/", {})):
            return CancelReply.UNKNOWN, None
        status, text = answer
        if status in {200, 202}:
            return CancelReply.REQUESTED, None
        if status == 409:
            return CancelReply.TOO_LATE, json.loads(text)["status"]
        raise OddAnswerError(f"a cancellation: {status} {text[:300]!r}")
    if not (data := graphql(client, CANCEL, id=payout)):
        return CancelReply.UNKNOWN, None
    match data["cancelPayout"]:
        case {"__typename": "CancelPayoutSuccess"}:
            return CancelReply.REQUESTED, None
        case {"__typename": "NotPossibleNow", "status": status}:
            return CancelReply.TOO_LATE, status.lower()
    raise OddAnswerError(f"a cancellation: {data}")


def read_events(client: MerchantClient, after: str, most: int) -> list[EventRead] | None:
    """A page of the feed; it may wait a second for the first event."""
    if not (answer := exchange(client, "GET", f"/api/v1/events/?after={after}&limit={most}&wait=1")):
        return None
    return [_event(event) for event in _found(answer)["events"]]


def stream_events(client: MerchantClient, after: str, most: int) -> Iterator[EventRead]:
    """From a stream, until there are `most`, or nothing has come for a while, or the stream is cut or ended."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=1)
    try:
        headers = {"Accept": "text/event-stream", "Last-Event-ID": after, "X-Merchant-Id": client.merchant}
        connection.request("GET", "/api/v1/events/", headers=headers)
        answer = connection.getresponse()
        if answer.status >= 500:
            return
        if answer.status != 200:
            raise OddAnswerError(f"a stream: {answer.status} {answer.read(300)!r}")
        block: dict[bytes, bytes] = {}
        while most and (line := answer.readline()):
            field, _, value = line.rstrip(b"\n").partition(b": ")
            block[field] = value
            if line == b"\n":  # the block's end; that of a sign of life has no data
                if b"data" in block and block.get(b"event") not in {b"ERROR", b"POSITION"}:
                    yield _event(json.loads(block[b"data"]))
                    most -= 1
                block = {}
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()


def read_head(client: MerchantClient, published: dict[str, bytes]) -> tuple[int, str, int, int, bool] | None:
    """Sequence, link, available and held paise, and whether the signature is that of a published key."""
    if not (answer := exchange(client, "GET", "/api/v1/ledger_head/")):
        return None
    head = _found(answer)
    names = ("merchant_id", "sequence", "link", "available_paise", "held_paise", "issued_at")
    said = "\n".join(["head v1", *(str(head[name]) for name in names)]).encode()
    try:
        key = Ed25519PublicKey.from_public_bytes(published[head["key_id"]])
        key.verify(bytes.fromhex(head["signature"]), said)
        signed = True
    except (InvalidSignature, KeyError):
        signed = False
    return head["sequence"], head["link"], head["available_paise"], head["held_paise"], signed


def read_published_keys(client: MerchantClient) -> dict[str, bytes]:
    status, text = client.ask("GET", "/.well-known/payout-ledger-keys.json")
    return {key["key_id"]: bytes.fromhex(key["public_key"]) for key in _found((status, text))["keys"]}


def _event(said: Any) -> EventRead:
    return EventRead(said["merchant_id"], said["position"], said["previous"], said["type"], said["payout_id"])


def told_by_rest(status: int, text: bytes) -> ApiReply:
    match status:
        case 201:
            return ApiReply(RequestOutcome.CREATED, text)
        case 200:
            return ApiReply(RequestOutcome.REPLAYED, text)
        case 402:
            return ApiReply(RequestOutcome.SHORT, available=json.loads(text)["available_paise"])
        case 409:
            return ApiReply(RequestOutcome.CONFLICT)
        case 400 if json.loads(text).get("field") == "not_before":
            return ApiReply(RequestOutcome.LATE)
    return ApiReply(RequestOutcome.ODD, words=f"POST /api/v1/payouts/: {status} {text[:300]!r}")


def _told_by_graphql(said: Any) -> ApiReply:
    match said["__typename"]:
        case "CreatePayoutSuccess":
            receipt = json.dumps(said["payout"], sort_keys=True).encode()
            return ApiReply(RequestOutcome.REPLAYED if said["replayed"] else RequestOutcome.CREATED, receipt)
        case "InsufficientFunds":
            return ApiReply(RequestOutcome.SHORT, available=said["availablePaise"])
        case "IdempotencyConflict":
            return ApiReply(RequestOutcome.CONFLICT)
        case "ValidationError" if said["field"] == "notBefore":
            return ApiReply(RequestOutcome.LATE)
    return odd(said)


def odd(said: Any) -> ApiReply:
    return ApiReply(RequestOutcome.ODD, words=f"GraphQL: {said}")


def _found(answer: Answer) -> Any:
    status, text = answer
    if status != 200:
        raise OddAnswerError(f"a read: {status} {text[:300]!r}")
    return json.loads(text)
