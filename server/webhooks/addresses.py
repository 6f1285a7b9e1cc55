"""Where webhooks may go: which URLs may be registered, and which addresses may be reached.

A merchant chooses the URL, and we stand inside our own network: without this, a webhook could call what only we can
reach. A name is resolved anew at each attempt, since it may point elsewhere tomorrow; every answer must be allowed.
"""

import socket
import string
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from server.errors import InvalidInput

LONGEST_URL = 2048
PRINTABLE = frozenset(map(chr, range(0x21, 0x7F))) - frozenset('\\"<>^`{|}')
OF_A_NAME = frozenset(string.ascii_lowercase + string.digits + "-_")
REGISTERING_SECONDS = 2  # a person waits: a name without an answer by then is taken, and looked up at each attempt

# Never reached, though `is_global` of some Python lets them through: 3.11 to 3.13 differ, and all of them pass
# multicast, NAT64 and 6to4. Each of these leads to an address that it contains or to machines of ours, or is nobody's.
# Compared on 2026-11-29 with the lists in CPython's main branch, which are IANA's registries of special-purpose
# addresses (iana-ipv4-special-registry, iana-ipv6-special-registry): all that is there is here. The sources are named.
NEVER = [
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # of carriers (RFC 6598); clouds put their own services here
        "127.0.0.0/8",  # loopback (RFC 1122)
        "168.63.129.16/32",  # Azure's host, as seen from a machine in it (Azure's manual)
        "169.254.0.0/16",  # link-local (RFC 3927); clouds tell credentials there
        "172.16.0.0/12",  # private (RFC 1918)
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "192.168.0.0/16",  # private (RFC 1918)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved, and broadcast (RFC 1112, RFC 919)
        "::/96",  # IPv4-compatible, loopback, unspecified (RFC 4291)
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64 of a network's own (RFC 8215)
        "100::/64",  # discarded (RFC 6666)
        "2001::/23",  # protocol assignments; in it Teredo, 2001::/32 (RFC 2928, RFC 4380)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4 (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "fc00::/7",  # private (RFC 4193)
        "fe80::/10",  # link-local (RFC 4291)
        "fec0::/10",  # site-local (RFC 3879)
        "ff00::/8",  # multicast (RFC 4291)
    )
]
GLOBAL_IPV6 = ip_network("2000::/3")  # all that IANA gives out for the Internet (RFC 4291)


class Target(NamedTuple):
    scheme: str
    host: str  # in lower case; an IPv6 address without brackets
    port: int
    path: str  # with the query

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def check_url(url: str) -> None:
    """Raises InvalidInput for a URL that may not be registered. A name that has no address yet may be."""
    target = read_url(url)
    try:
        addresses = resolve(target.host, target.port, REGISTERING_SECONDS)
    except OSError:
        return
    if not all(map(may_reach, addresses)):
        # Without the address: names of our own network would be told to strangers.
        raise _invalid("url leads to an address that is not on the public Internet.")


def read_url(url: str) -> Target:
    """Its parts, read in this one place. Raises InvalidInput."""
    if len(url) > LONGEST_URL:
        raise _invalid(f"url must have at most {LONGEST_URL} characters.")
    if not PRINTABLE.issuperset(url):
        raise _invalid("url must be printable ASCII without spaces: a host as xn--…, anything else as %….")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _invalid("url must be a URL such as https://example.com/webhooks.") from None
    schemes = ("https", "http") if _may_reach_loopback() else ("https",)
    if parts.scheme not in schemes or not parts.netloc:
        raise _invalid("url must begin with https://.")
    if "@" in parts.netloc:
        raise _invalid("url must not hold a user name or a password.")
    if "#" in url:
        raise _invalid("url must not have a fragment (#…).")
    host = parts.hostname or ""
    if not (_is_ipv6(host) if "[" in parts.netloc else _is_name(host)):
        raise _invalid("url must name a host, such as https://example.com/webhooks.")
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    elif port != 443 and port < 1024:
        raise _invalid("url must use port 443, or one from 1024 on.")
    return Target(parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def may_reach(text: str) -> bool:
    """The same on every Python that we run on."""
    address = _unmapped(ip_address(text.partition("%")[0]))
    if _may_reach_loopback() and address.is_loopback:
        return True
    if isinstance(address, IPv6Address) and address not in GLOBAL_IPV6:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in NEVER)


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Its addresses, best first, as the machine's resolver orders them. Raises TimeoutError, or another OSError."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
        except OSError as error:
            answers.put(error)
        except UnicodeError:  # a label that the resolver's own coding does not take
            answers.put(socket.gaierror(socket.EAI_NONAME, "no such host"))

    # The resolver has a time limit of its own, which is longer. A thread that is left behind ends with it.
    Thread(target=look_up, name="webhook-resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _is_ipv6(host: str) -> bool:
    try:
        return "%" not in host and bool(IPv6Address(host))
    except ValueError:
        return False


def _is_name(host: str) -> bool:
    """Or an IPv4 address in any spelling, which is resolved as a name is."""
    labels = host.split(".")
    return len(host) <= 253 and all(0 < len(label) <= 63 and OF_A_NAME.issuperset(label) for label in labels)


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _may_reach_loopback() -> bool:
    return bool(settings.PAYOUT_WEBHOOKS_MAY_REACH == "loopback")


def _invalid(message: str) -> InvalidInput:
    return InvalidInput(message, "url")
