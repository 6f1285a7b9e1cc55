"""A proxy between the engine and PostgreSQL that cuts the connection at a chosen statement: before the server receives
it, or after the server has executed it and before the client learns so.

It knows this much of the protocol: messages have a type and a length, and a query's text is in its own message or in
the statement that the session prepared under its name.
"""

import selectors
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Instead of a version, the first message may ask for one of these; then another first message follows.
SSL_OR_GSS = {80877103, 80877104}
READY = b"Z\0\0\0\5"


@dataclass
class LineCut:
    """At the nth statement from now that holds these words, on any connection."""

    words: bytes
    nth: int
    done: bool  # executed by the server before the connection is cut
    happened: threading.Event = field(default_factory=threading.Event)


class Proxy:
    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.cuts: list[LineCut] = []

    def cut(self, words: bytes, *, done: bool, nth: int = 1) -> LineCut:
        cut = LineCut(words, nth, done)
        with self.lock:
            self.cuts.append(cut)
        return cut

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, self._dial() as server, selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ)
            selector.register(server, selectors.EVENT_READ)
            reader, reply = MessageReader(), b""
            cut: LineCut | None = None
            while True:
                for key, _ in selector.select():
                    try:
                        heard = key.fileobj.recv(65536)  # type: ignore[union-attr]
                        if not heard:
                            return
                        if key.fileobj is server:
                            if cut is None:
                                client.sendall(heard)
                                continue
                            reply = reply[-10:] + heard
                            if READY in reply:  # the server has executed it
                                cut.happened.set()
                                return
                            continue
                        for message, text in reader.read(heard):
                            if (hit := self._hit_by(text)) and not hit.done:
                                hit.happened.set()
                                return
                            cut = cut or hit
                            server.sendall(message)
                    except OSError:
                        return

    def _hit_by(self, text: bytes) -> LineCut | None:
        with self.lock:
            for cut in self.cuts:
                if text and cut.words in text:
                    cut.nth -= 1
                    if cut.nth == 0:
                        self.cuts.remove(cut)
                        return cut
        return None

    def _dial(self) -> socket.socket:
        host, port = self.target
        if not host.startswith("/"):
            return socket.create_connection(self.target)
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server


class MessageReader:
    """Splits a client's bytes into messages, each with the text of the statement that it executes, if any."""

    def __init__(self) -> None:
        self.said = b""
        self.begun = False
        self.prepared: dict[bytes, bytes] = {}

    def read(self, more: bytes) -> Iterator[tuple[bytes, bytes]]:
        self.said += more
        while message := self._next():
            self.said = self.said[len(message) :]
            if not self.begun:
                self.begun = struct.unpack("!i", message[4:8])[0] not in SSL_OR_GSS
                yield message, b""
            else:
                yield message, self._text(message)

    def _text(self, message: bytes) -> bytes:
        match message[:1]:
            case b"Q":
                return message[5:]
            case b"P":  # Parse: a statement's name and text
                name, text, _ = message[5:].split(b"\0", 2)
                self.prepared[name] = text
            case b"B":  # Bind: names of a portal and of the statement about to be executed
                _, name, _ = message[5:].split(b"\0", 2)
                return self.prepared[name]
        return b""

    def _next(self) -> bytes:
        kind = 1 if self.begun else 0  # the first message has no type
        if len(self.said) < kind + 4:
            return b""
        length = kind + struct.unpack("!i", self.said[kind : kind + 4])[0]
        return self.said[:length] if len(self.said) >= length else b""


@contextmanager
def proxy_to(host: str, port: int) -> Iterator[Proxy]:
    proxy = Proxy(host, port)
    thread = threading.Thread(target=proxy.accept)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.listener.shutdown(socket.SHUT_RDWR)
        proxy.listener.close()
        thread.join(20)
