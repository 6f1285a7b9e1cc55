"""A network of hosts. With the right to make network namespaces, each host has one, and a bridge in one more is the
network: this machine's own network stays untouched. Without it, hosts are addresses of the loopback interface.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.servers import wait_until

CLONE_NEWNET = 0x40000000
OURS = Path("/proc/self/ns/net")


class NetworkPlace:
    """A host's place on the network: processes and sockets made inside the block are there."""

    def __init__(self, address: str, namespace: int | None = None) -> None:
        self.address, self.namespace = address, namespace

    @contextmanager
    def entered(self) -> Iterator[None]:
        if self.namespace is None:
            yield
            return
        with Path("/proc/thread-self/ns/net").open("rb") as back:
            _enter(self.namespace)
            try:
                yield
            finally:
                _enter(back.fileno())


@contextmanager
def loopback_addresses(number: int) -> Iterator[list[NetworkPlace]]:
    """From a range that hardly any other program uses."""
    network = f"127.{64 + os.getpid() % 128}.{os.getpid() // 128 % 256}"
    yield [NetworkPlace(f"{network}.{host + 1}") for host in range(number)]


@contextmanager
def network_namespaces(number: int) -> Iterator[list[NetworkPlace]]:
    """The first has the bridge; the others are linked to it."""
    with ExitStack() as stack:
        holders = [stack.enter_context(_holder()) for _ in range(number)]
        places = []
        for host, holder in enumerate(holders):
            namespace = os.open(f"/proc/{holder.pid}/ns/net", os.O_RDONLY)
            stack.callback(os.close, namespace)
            places.append(NetworkPlace(f"10.77.0.{host + 1}", namespace))
        [middle, *outside] = places
        _ip(middle, "link set lo up", "link add name network type bridge", "link set network up")
        _ip(middle, f"address add {middle.address}/24 dev network")
        for host, (place, holder) in enumerate(zip(outside, holders[1:], strict=True)):
            _ip(middle, f"link add port{host} type veth peer name eth0 netns {holder.pid}")
            _ip(middle, f"link set port{host} master network up")
            _ip(place, "link set lo up", f"address add {place.address}/24 dev eth0", "link set eth0 up")
        yield places


NETWORKS = {"network namespaces": network_namespaces, "loopback addresses": loopback_addresses}


def may_make_namespaces() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "ip"))):
        return False
    trial = ["unshare", "--net", "ip", "link", "add", "name", "network", "type", "bridge"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


@contextmanager
def _holder() -> Iterator[subprocess.Popen[bytes]]:
    """A process with its own namespace. It ends with its input, hence with this process."""
    with subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as holder:
        own = Path(f"/proc/{holder.pid}/ns/net")
        wait_until(lambda: own.readlink() != OURS.readlink())
        yield holder


def _enter(namespace: int) -> None:
    """Moves this thread alone."""
    if ctypes.CDLL(None, use_errno=True).setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def _ip(place: NetworkPlace, *commands: str) -> None:
    with place.entered():
        subprocess.run(["ip", "-batch", "-"], input="\n".join(commands), text=True, check=True)
