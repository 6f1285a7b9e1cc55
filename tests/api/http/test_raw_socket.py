"""Raw bytes: invalid or ambiguous HTTP is refused or closed, and valid HTTP is answered."""

import json
import socket
import struct
from uuid import uuid4

from server.payouts.models import Payout
from tests.api import raw_requests
from tests.api.conftest import ApiCaller, rows
from tests.api.raw_requests import CLOSED, GET, ORDER, POST
from tests.api.wire import GOODBYE, Heard, send_raw
from tests.support.servers import wait_until


def filled_in(request: bytes, caller: ApiCaller) -> bytes:
    body = json.dumps(caller.body()).encode()
    values = {
        b"MERCHANT": str(caller.merchant.id).encode(),
        b"KEY": str(uuid4()).encode(),
        b"ORDER": body,
        b"LENGTH": b"%d" % len(body),
        b"SIZE": b"%x" % len(body),
    }
    for name, value in values.items():
        request = request.replace(name, value)
    return request


def is_as_expected(heard: Heard, expected: int) -> bool:
    if expected == CLOSED:
        return heard.statuses == []
    # The last request is answered, unless the bytes before it closed the connection or were parsed as a bad request.
    return heard.statuses in ([expected], [expected, 200], [expected, 400])


def test_raw_requests_get_the_tabled_status_and_change_no_row(caller: ApiCaller, running_server: str) -> None:
    wrong = {}
    before = rows()
    for name, request, expected in raw_requests.all_of_them():
        heard = send_raw(running_server, filled_in(request, caller), hang_up=name in raw_requests.CUT_OFF)
        if not is_as_expected(heard, expected) or rows() != before:
            wrong[name] = (expected, heard.statuses)
            before = rows()
    assert wrong == {}
    assert len(list(raw_requests.all_of_them())) > 120
    good = send_raw(running_server, filled_in(POST + ORDER, caller), hang_up=False)
    assert good.statuses == [201, 200]  # the control: without it every refusal above could have another reason


def test_pipelined_requests_are_answered_in_order(caller: ApiCaller, running_server: str) -> None:
    create, refused = filled_in(POST + ORDER, caller), filled_in(POST.replace(b"KEY", b"no-key") + ORDER, caller)
    read = filled_in(GET + b"\r\n", caller)
    heard = send_raw(running_server, create + read + refused + create + GOODBYE, hang_up=False)
    assert heard.statuses == [201, 200, 400, 200, 200]
    assert Payout.objects.count() == 1


def test_expect_100_continue_is_answered(caller: ApiCaller, running_server: str) -> None:
    asks = filled_in(POST + b"Expect: 100-continue\r\n" + ORDER, caller)
    assert send_raw(running_server, asks, hang_up=False).statuses[:2] == [100, 201]


def test_a_complete_request_is_executed_once_though_its_client_hangs_up(caller: ApiCaller, running_server: str) -> None:
    request = filled_in(POST + ORDER, caller)
    port = int(running_server.rpartition(":")[2])
    for part in (request[:40], request[:-9], request):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connected:
            # A reset, as by a killed client: nothing that is on its way arrives any more.
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connected.sendall(part)
    replay = send_raw(running_server, request, hang_up=False)
    assert replay.statuses[0] in {200, 201}  # whichever came first
    wait_until(lambda: Payout.objects.count() == 1)
    assert send_raw(running_server, request, hang_up=False).raw.partition(b"\r\n\r\n")[2].startswith(b'{"id"')
    assert Payout.objects.count() == 1
