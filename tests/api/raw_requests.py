"""Bytes that no client library sends, each with its response: a status, or CLOSED without a response.

MERCHANT, KEY, ORDER, LENGTH and SIZE (the length in hexadecimal) stand for an otherwise good call, so that
nothing else is wrong with it.
"""

from collections.abc import Iterator

CLOSED = 0

GET = b"GET /api/v1/balance/?merchant_id=MERCHANT HTTP/1.1\r\nHost: localhost\r\n"
POST = (
    b"POST /api/v1/payouts/ HTTP/1.1\r\nHost: localhost\r\nX-Merchant-Id: MERCHANT\r\nIdempotency-Key: KEY\r\n"
    b"Content-Type: application/json\r\n"
)
ORDER = b"Content-Length: LENGTH\r\n\r\nORDER"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"\r\nSIZE\r\nORDER\r\n0\r\n\r\n"
# A second request, for servers that see the first one's end elsewhere.
SMUGGLED = POST + ORDER
END = b"\r\n"


def line(first: bytes) -> bytes:
    """A request with this request line and nothing else unusual."""
    return first + b"\r\nHost: localhost\r\n\r\n"


def get(header: bytes) -> bytes:
    return GET + header + END


def order(header: bytes) -> bytes:
    return POST + header + ORDER


# Request smuggling: two servers disagree about where a request ends.
SMUGGLING = {
    "two lengths that differ": (POST + b"Content-Length: 0\r\n" + ORDER, 400),
    "two lengths that differ, the longer one first": (POST + b"Content-Length: 9999\r\n" + ORDER, 400),
    "lengths in a list": (POST + b"Content-Length: 3, 4\r\n\r\nORDER", 400),
    "a negative length": (POST + b"Content-Length: -1\r\n\r\nORDER", 400),
    "a signed length": (POST + b"Content-Length: +LENGTH\r\n\r\nORDER", 400),
    "a hexadecimal length": (POST + b"Content-Length: 0x10\r\n\r\nORDER", 400),
    "a length with a fraction": (POST + b"Content-Length: 5.0\r\n\r\nORDER", 400),
    "a length with a space in it": (POST + b"Content-Length: 1 0\r\n\r\nORDER", 400),
    "a length in other digits": (POST + "Content-Length: １\r\n\r\nORDER".encode(), 400),
    "a length of no digits": (POST + b"Content-Length: \r\n\r\nORDER", 400),
    "a length beyond 64 bits": (POST + b"Content-Length: 99999999999999999999\r\n\r\nORDER", 400),
    "a length of the largest 64 bits": (POST + b"Content-Length: 18446744073709551615\r\n\r\nORDER", 413),
    "a length of the largest signed 64 bits": (POST + b"Content-Length: 9223372036854775807\r\n\r\nORDER", 413),
    "a coding that is not chunked": (POST + b"Transfer-Encoding: gzip\r\n\r\nORDER", 400),
    "a coding that nobody knows": (POST + b"Transfer-Encoding: identity\r\n\r\nORDER", 400),
    "a coding that is misspelt": (POST + b"Transfer-Encoding: xchunked" + CHUNKS, 400),
    "a coding after chunked": (POST + b"Transfer-Encoding: chunked, identity\r\n" + CHUNKS, 400),
    "a coding of chunked in quotes": (POST + b'Transfer-Encoding: "chunked"\r\n' + CHUNKS, 400),
    "a chunk of a size that is no number": (POST + CHUNKED + b"\r\nZZ\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk of a negative size": (POST + CHUNKED + b"\r\n-1\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk of a size with 0x": (POST + CHUNKED + b"\r\n0x5\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk of no size": (POST + CHUNKED + b"\r\n\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk of a size beyond 64 bits": (POST + CHUNKED + b"\r\nfffffffffffffffff\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk longer than its size": (POST + CHUNKED + b"\r\n5\r\nORDER\r\n0\r\n\r\n", 400),
    "a chunk of a size that ends in LF alone": (POST + CHUNKED + b"\r\nSIZE\nORDER\r\n0\r\n\r\n", 400),
    "a chunked body in HTTP/1.0": (POST.replace(b"1.1", b"1.0") + CHUNKED + CHUNKS, 400),
    "a request hidden behind a length and chunks": (
        POST + CHUNKED + b"Content-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED,
        400,
    ),
    "a request hidden behind chunks and a length": (
        POST + b"Content-Length: 4\r\n" + CHUNKED + b"\r\n0\r\n\r\n" + SMUGGLED,
        400,
    ),
    "a request hidden in the body of a GET": (get(b"Content-Length: 5\r\n") + b"GET /", 200),
}

HEADS = {
    "a header folded over two lines": (get(b"X-Note: a\r\n b\r\n"), 400),
    "a header folded with a tab": (get(b"X-Note: a\r\n\tb\r\n"), 400),
    "a first header that is folded": (b"GET / HTTP/1.1\r\n X: y\r\nHost: localhost\r\n\r\n", 400),
    "a space before the colon": (order(b"X-Note : a\r\n"), 400),
    "a tab before the colon": (order(b"X-Note\t: a\r\n"), 400),
    "no name before the colon": (order(b": a\r\n"), 400),
    "no colon": (order(b"X-Note\r\n"), 400),
    "a NUL in a name": (order(b"X-No\0te: a\r\n"), 400),
    "a NUL in a value": (order(b"X-Note: a\0b\r\n"), 400),
    "a CR in a value": (order(b"X-Note: a\rb\r\n"), 400),
    "a DEL in a value": (order(b"X-Note: a\x7fb\r\n"), 400),
    "a bell in a value": (order(b"X-Note: a\x07b\r\n"), 400),
    "letters with accents in a name": (order("X-Nöte: a\r\n".encode()), 400),
    "a space in a name": (order(b"X Note: a\r\n"), 400),
    "brackets in a name": (order(b"X(Note): a\r\n"), 400),
    "a header of a megabyte": (order(b"X-Note: " + b"a" * 1_000_000 + b"\r\n"), 431),
    "a name of 70 KB": (order(b"X" * 70_000 + b": a\r\n"), 431),
    "two hundred headers": (order(b"X-Note: a\r\n" * 200), 431),
    "two hosts": (get(b"Host: other\r\n"), 400),
    "a host that is not ours": (b"GET /api/v1/merchants/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
    "a host with a path": (b"GET /api/v1/merchants/ HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400),
    "a host with a user": (b"GET /api/v1/merchants/ HTTP/1.1\r\nHost: x@localhost\r\n\r\n", 400),
    "a host of another port's form": (b"GET /api/v1/merchants/ HTTP/1.1\r\nHost: localhost:port\r\n\r\n", 400),
    "a host that is empty": (b"GET /api/v1/merchants/ HTTP/1.1\r\nHost: \r\n\r\n", 400),
    "no host": (b"GET /api/v1/merchants/ HTTP/1.1\r\n\r\n", 400),
    "a merchant twice": (get(b"X-Merchant-Id: MERCHANT\r\nX-Merchant-Id: MERCHANT\r\n"), 400),
    "a merchant that is no text": (get(b"X-Merchant-Id: \xff\xfe\r\n"), 400),
    "a key twice": (order(b"Idempotency-Key: KEY\r\n"), 400),
    "a type twice": (order(b"Content-Type: application/json\r\n"), 415),
    "a merchant in a header with an underscore": (
        POST.replace(b"X-Merchant-Id", b"X_Merchant_Id") + ORDER,
        400,
    ),
    "a key in a header with an underscore": (POST.replace(b"Idempotency-Key", b"Idempotency_Key") + ORDER, 400),
}

LINES = {
    "an unknown method": (line(b"BREW /api/v1/payouts/ HTTP/1.1"), 400),
    "a method in small letters": (line(b"get /api/v1/merchants/ HTTP/1.1"), 400),
    "a method with brackets": (line(b"GE(T /api/v1/merchants/ HTTP/1.1"), 400),
    "a method of 70 KB": (line(b"G" * 70_000 + b" /api/v1/merchants/ HTTP/1.1"), 400),
    "no method": (line(b" /api/v1/merchants/ HTTP/1.1"), 400),
    "TRACE": (line(b"TRACE /api/v1/merchants/ HTTP/1.1"), 405),
    "CONNECT": (line(b"CONNECT localhost:443 HTTP/1.1"), 400),
    "CONNECT to an address of ours": (line(b"CONNECT /api/v1/merchants/ HTTP/1.1"), 405),
    "DELETE": (line(b"DELETE /api/v1/payouts/ HTTP/1.1"), 405),
    "the asterisk": (line(b"OPTIONS * HTTP/1.1"), 404),
    "another scheme": (line(b"GET gopher://localhost/api/v1/merchants/ HTTP/1.1"), 200),
    "an absolute form": (line(b"GET http://localhost/api/v1/merchants/ HTTP/1.1"), 200),
    "no path": (line(b"GET  HTTP/1.1"), 400),
    "a path without a slash": (line(b"GET api/v1/merchants/ HTTP/1.1"), 400),
    "a space in the path": (line(b"GET /api/v1/mer chants/ HTTP/1.1"), 400),
    "a NUL in the path": (line(b"GET /api/v1/\0/ HTTP/1.1"), 400),
    "a NUL in the path, escaped": (line(b"GET /api/v1/%00/ HTTP/1.1"), 404),
    "a NUL in a parameter, escaped": (line(b"GET /api/v1/balance/?merchant_id=%00 HTTP/1.1"), 400),
    "a line feed in the path, escaped": (line(b"GET /api/v1/payouts/%0d%0aX:y/ HTTP/1.1"), 404),
    "an unfinished escape": (line(b"GET /api/v1/payouts/%f/ HTTP/1.1"), 404),
    "an escape that is none": (line(b"GET /api/v1/payouts/%zz/ HTTP/1.1"), 404),
    "no UTF-8 in the path, escaped": (line(b"GET /api/v1/payouts/%ff%fe/ HTTP/1.1"), 404),
    "a surrogate in the path, escaped": (line(b"GET /api/v1/payouts/%ed%a0%80/ HTTP/1.1"), 404),
    "no UTF-8 in a parameter, escaped": (line(b"GET /api/v1/balance/?merchant_id=%ff HTTP/1.1"), 400),
    "raw bytes in the path": (line(b"GET /api/v1/payouts/\xff\xfe/ HTTP/1.1"), 400),
    "dots in the path": (line(b"GET /api/v1/../../admin/ HTTP/1.1"), 404),
    "dots in the path, escaped": (line(b"GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1"), 404),
    "dots to a file": (line(b"GET /static/../../server/settings/callers.py HTTP/1.1"), 404),
    "dots to a file, escaped": (line(b"GET /static/%2e%2e/%2e%2e/server/settings/callers.py HTTP/1.1"), 404),
    "slashes twice": (line(b"GET //api//v1//merchants// HTTP/1.1"), 404),
    "a backslash": (line(b"GET \\api\\v1\\merchants\\ HTTP/1.1"), 400),
    "a fragment": (line(b"GET /api/v1/merchants/#x HTTP/1.1"), 200),
    "an address of 70 KB": (line(b"GET /" + b"a" * 70_000 + b" HTTP/1.1"), 414),
    "a parameter of 60 KB": (line(b"GET /api/v1/balance/?merchant_id=" + b"a" * 60_000 + b" HTTP/1.1"), 400),
    "two thousand parameters": (line(b"GET /api/v1/balance/?" + b"a=1&" * 2_000 + b" HTTP/1.1"), 400),
    "HTTP/0.9": (b"GET /api/v1/merchants/\r\n\r\n", 400),
    "HTTP/1.0 without a host": (b"GET /api/v1/merchants/ HTTP/1.0\r\n\r\n", 400),
    "HTTP/1.2": (line(b"GET /api/v1/merchants/ HTTP/1.2"), 400),
    "HTTP/2.0": (line(b"GET /api/v1/merchants/ HTTP/2.0"), 400),
    "HTTP/9.9": (line(b"GET /api/v1/merchants/ HTTP/9.9"), 400),
    "no version": (line(b"GET /api/v1/merchants/ HTTP/"), 400),
    "another protocol": (line(b"GET /api/v1/merchants/ ICAP/1.0"), 400),
    "a tab between the words": (line(b"GET\t/api/v1/merchants/\tHTTP/1.1"), 400),
    "two spaces between the words": (line(b"GET  /api/v1/merchants/  HTTP/1.1"), 200),
    "an HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 400),
    "a TLS hello": (bytes.fromhex("16030100a5010000a10303") + bytes(32) + b"\0\0\4\x13\1\x13\2\1\0\0\0", 400),
    "a word of SSH": (b"SSH-2.0-OpenSSH_9.9\r\n", 400),
    "a word of SMTP": (b"EHLO localhost\r\n", 400),
    "a word of Redis": (b"*1\r\n$4\r\nPING\r\n", 400),
    "bytes by chance": (bytes(range(256)), 400),
    "nothing but NULs": (bytes(4096), 400),
    "JSON without HTTP": (b'{"amount_paise": 1}\r\n\r\n', 400),
}

BODIES = {
    "a length of nothing": (POST + b"Content-Length: 0\r\n\r\n", 400),
    "no length, and a body all the same": (POST + b"\r\nORDER", 400),
    "a length that is too short": (POST + b"Content-Length: 9\r\n\r\nORDER", 400),
    "nothing in chunks": (POST + CHUNKED + b"\r\n0\r\n\r\n", 400),
    "a body in gzip": (POST + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\0", 400),
    "another protocol to upgrade to": (
        get(b"Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"),
        200,
    ),
    "a web socket": (get(b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"), 200),
    "an expectation that nobody knows": (order(b"Expect: miracles\r\n").replace(b"POST", b"PUT", 1), 405),
}

# After these the client hangs up.
CUT_OFF = {
    "a body that ends too early": (POST + b"Content-Length: 9999\r\n\r\nORDER", 400),
    "a body that never begins": (POST + b"Content-Length: 10\r\n\r\n", 400),
    "chunks without an end": (POST + CHUNKED + b"\r\nSIZE\r\nORDER\r\n", 400),
    "a chunk that ends too early": (POST + CHUNKED + b"\r\nfff\r\nORDER", 400),
    "a head that ends in the middle of its line": (b"POST /api/v1/pay", CLOSED),
    "a head that ends in the middle of a header": (POST + b"Content-Le", CLOSED),
    "a head without its empty line": (POST, CLOSED),
    "nothing at all": (b"", CLOSED),
    "empty lines": (b"\r\n" * 50, CLOSED),
}


def all_of_them() -> Iterator[tuple[str, bytes, int]]:
    for table in (SMUGGLING, HEADS, LINES, BODIES, CUT_OFF):
        for name, (request, expected) in table.items():
            yield name, request, expected
