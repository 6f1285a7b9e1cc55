#!/usr/bin/env bash
# Granian's main process holds no listening socket on Linux: with its only worker, a port is gone until the next one runs.
set -euo pipefail
export LC_ALL=C
unset "${!GRANIAN@}"

folder=$(mktemp -d)
server=
finish() {
    if [ -n "$server" ]; then
        kill "$server" 2> kill.log && wait "$server" || true
    fi
    rm -rf "$folder"
}
trap finish EXIT

cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: granian==2.8.7 gunicorn==26.0.0

# A worker that takes its time to begin: until the file is there.
cat > app.py <<'PYTHON'
import os
import time

while not os.path.exists("may_begin"):
    time.sleep(0.01)


def app(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
PYTHON

cat > look.py <<'PYTHON'
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

if not Path("/proc/net/tcp").exists():
    sys.exit("This needs Linux.")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]
FLAG = Path("may_begin")


def until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.01)


def serves():
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def connects():
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", PORT)) == 0


def children(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return {int(each) for each in found.stdout.split()}


def while_a_worker_is_replaced(*command):
    """Whether a client may connect between the end of the only worker and the beginning of the next."""
    FLAG.touch()
    with open("server.log", "ab") as log:
        server = subprocess.Popen([sys.executable, "-m", *command], stdout=log, stderr=log)
    try:
        until(serves)
        time.sleep(5)  # a worker that ends sooner counts as one that cannot begin, and ends the server
        [worker] = children(server.pid) & {pid for pid in children(server.pid) if is_python(pid)}
        FLAG.unlink()
        os.kill(worker, signal.SIGKILL)
        until(lambda: children(server.pid) - {worker})
        can = connects()
        FLAG.touch()
        until(serves)
        return can
    finally:
        server.terminate()
        server.wait(60)


def is_python(pid):
    return b"multiprocessing.resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()


print(f"granian {version('granian')}, gunicorn {version('gunicorn')}, Python {sys.version.split()[0]}")
print("""
guess      In a server with a main process and workers the main one binds the port, and workers inherit it. While a
           worker is replaced, clients wait in the queue of that socket. So it is with gunicorn.
behaviour  On Linux each of Granian's workers binds a socket of its own (SO_REUSEPORT), and the main process keeps none.
           With one worker nothing listens until the next one has imported the application: connections are refused.
           With more, the ended one's queue is lost and the others go on.
""")
granian = while_a_worker_is_replaced(
    "granian", "--interface", "wsgi", "--port", str(PORT), "--respawn-failed-workers", "--no-ws", "app:app"
)
gunicorn = while_a_worker_is_replaced("gunicorn", "--bind", f"127.0.0.1:{PORT}", "app:app")
print(f"while the only worker is replaced, a client may connect: to granian {granian}, to gunicorn {gunicorn}")
changed = (granian, gunicorn) != (False, True)
print("\nCHANGED" if changed else "\nas described")
sys.exit(changed)
PYTHON
HOME=$folder venv/bin/python look.py  # gunicorn keeps a socket at home
