"""The client's IP address, for limits per address."""

import re
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Some proxies write the port as well: 198.51.100.1:50344, [2001:db8::1]:50344.
PORT = re.compile(r"\A(?:\[(?P<v6>[^]]+)](?::\d+)?|(?P<v4>[\d.]+):\d+)\Z", re.ASCII)


def client_address(request: HttpRequest) -> str | None:
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str | None:
    """The connection's address, or the one that the outermost of our PAYOUT_PROXIES proxies saw. None if unknown.

    An IPv6 address stands for its /64: a client with one of those addresses has all of them.
    """
    try:
        address = ip_address(_raw_address(environ))
    except ValueError:  # a unix socket's, or not written by a proxy of ours
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _raw_address(environ: Mapping[str, Any]) -> str:
    proxies: int = settings.PAYOUT_PROXIES
    if not proxies:
        return str(environ.get("REMOTE_ADDR") or "")
    # Each proxy appends the address that it saw. The entries before ours are the caller's own and may be forged.
    hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    address = hops[-proxies].strip() if len(hops) >= proxies else ""
    with_port = PORT.match(address)
    return with_port["v6"] or with_port["v4"] if with_port else address
