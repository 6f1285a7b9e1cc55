"""Receivers of webhooks that listen on this machine, and do as each test says."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[[socket.socket], None]


@dataclass
class Receiver:
    port: int
    requests: list[bytes] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)  # that TLS clients asked for

    def url(self, scheme: str = "http", host: str = "127.0.0.1", path: str = "/hook") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def receiver(answer: Answer | bytes, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """`answer` writes to a connection whose request has been read; bytes are written as they are."""
    listening = socket.create_server(("127.0.0.1", 0))
    told = Receiver(listening.getsockname()[1])
    threads: list[threading.Thread] = []

    def handle(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(20)
            if tls:
                tls.sni_callback = lambda _socket, name, _context: told.names.append(name)
                connection = tls.wrap_socket(connection, server_side=True)
            with connection:
                told.requests.append(_read_request(connection))
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                thread = threading.Thread(target=handle, args=(listening.accept()[0],))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield told
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for thread in (accepting, *threads):
            thread.join(20)


def _read_request(connection: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        read += _more(connection)
    head, _, body = read.partition(b"\r\n\r\n")
    [length] = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < length:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    if not (data := connection.recv(65536)):
        raise ConnectionError
    return data


def certified(folder: Path, host: str, *, days: int = 1) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a new certificate for `host`, and a client's that trusts that alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a test's receiver")])
    try:
        subject: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        subject = x509.DNSName(host)
    end = datetime.now(UTC) + timedelta(days=days)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=10))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([subject]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=certificate.public_bytes(pem).decode())
