"""Which machine is asking, for limits per address."""

import re
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# Some proxies write the port as well: 198.51.100.1:50344, [2001:db8::1]:50344.
PORT = re.compile(r"\A(?:\[(?P<v6>[^]]+)](?::\d+)?|(?P<v4>[\d.]+):\d+)\Z", re.ASCII)


def client_address(request: HttpRequest) -> str | None:
    """Of the connection, or whom the outermost of our PAYOUT_PROXIES proxies saw. None where nobody knows.

    An IPv6 address stands for its /64: whoever has one of those addresses has them all.
    """
    try:
        address = ip_address(_seen(request))
    except ValueError:  # a unix socket's, or what a proxy of ours did not write
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _seen(request: HttpRequest) -> str:
    proxies: int = settings.PAYOUT_PROXIES
    if not proxies:
        return str(request.META.get("REMOTE_ADDR") or "")
    # Each proxy appends whom it saw. What stands before ours is the caller's own writing.
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    address = seen[-proxies].strip() if len(seen) >= proxies else ""
    with_port = PORT.match(address)
    return with_port["v6"] or with_port["v4"] if with_port else address
