#!/usr/bin/env bash
# uvicorn on httptools gives the application an empty body where a client offers HTTP/2 beside its POST.
set -euo pipefail
export LC_ALL=C

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: uvicorn==0.54.0 httptools==0.9.0 h11==0.16.0

cat > look.py <<'PYTHON'
import http.client
import socket
import sys
import threading
import time
from importlib.metadata import version

import uvicorn

ORDER = b'{"amount_paise": 100}'
# As Java's HttpClient sends them with a request over plain HTTP, unless it is told to speak HTTP/1.1 only.
OFFER = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQBAAAA"}


async def app(scope, receive, send):
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    text = b"%d" % len(body)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(text))]})
    await send({"type": "http.response.body", "body": text})


def bytes_that_arrive(parser, headers):
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=parser, loop="asyncio", ws="none", lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    connection = http.client.HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=60)
    connection.request("POST", "/", ORDER, headers)
    arrived = int(connection.getresponse().read())
    connection.close()
    server.should_exit = True
    thread.join(60)
    return arrived


print(*(f"{name} {version(name)}," for name in ("uvicorn", "httptools", "h11")), f"Python {sys.version.split()[0]}")
print("""
guess      A server that speaks no HTTP/2 ignores a client's offer of it, as RFC 9110 (7.8) lets it, and answers the
           request as HTTP/1.1. uvicorn's two parsers differ in speed only.
behaviour  With httptools the request ends at its head: the application receives a body without a byte, whatever
           Content-Length says. With h11 it receives the whole body.
""")
seen = {
    (parser, offer): bytes_that_arrive(parser, OFFER if offer else {})
    for parser in ("httptools", "h11")
    for offer in (False, True)
}
for (parser, offer), arrived in seen.items():
    print(f"{parser:9}  HTTP/2 {'offered' if offer else 'not offered':11}  {arrived:2} of {len(ORDER)} bytes arrive")
whole = len(ORDER)
sys.exit(list(seen.values()) != [whole, 0, whole, whole])
PYTHON
venv/bin/python look.py
