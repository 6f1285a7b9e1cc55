"""Where webhooks may go, how long an attempt takes, and what is signed."""

from .removal import Removal

ADDRESSES = "server/webhooks/addresses.py"
NETWORK = "server/webhooks/network.py"
DELIVERY = "server/webhooks/delivery.py"
SIGNING = "server/webhooks/signing.py"

WEBHOOKS = [
    Removal(
        "a webhook goes to https",
        ADDRESSES,
        '("https", "http") if _may_reach_loopback() else ("https",)',
        '("https", "http")',
    ),
    Removal("a webhook's URL has no user name", ADDRESSES, 'if "@" in parts.netloc:', "if False:"),
    Removal("a webhook's URL has no fragment", ADDRESSES, 'if "#" in url:', "if False:"),
    Removal("a webhook's URL is printable ASCII", ADDRESSES, "if not PRINTABLE.issuperset(url):", "if False:"),
    Removal("a webhook's port is 443 or high", ADDRESSES, "elif port != 443 and port < 1024:", "elif False:"),
    Removal(
        "a webhook's host in brackets is an IPv6 address",
        ADDRESSES,
        'not (_is_ipv6(host) if "[" in parts.netloc else _is_name(host))',
        "not _is_name(host) and not _is_ipv6(host)",
    ),
    Removal(
        "a webhook's host is looked at before it is registered",
        "server/webhooks/endpoints.py",
        "    check_url(url)\n",
    ),
    Removal(
        "a webhook goes to no address of a special purpose",
        ADDRESSES,
        " and not any(address in network for network in NEVER)",
    ),
    Removal(
        "a webhook goes to IPv6 that is given out alone",
        ADDRESSES,
        "if isinstance(address, IPv6Address) and address not in GLOBAL_IPV6:",
        "if False:",
    ),
    Removal(
        "each address of a webhook's host is looked at",
        NETWORK,
        "if not all(map(may_reach, addresses)):",
        "if not any(map(may_reach, addresses)):",
    ),
    Removal(
        "of an answer to a webhook so many bytes are read", NETWORK, "        self._limits.bytes_left -= len(data)\n"
    ),
    Removal(
        "an attempt at a webhook ends in time while it reads",
        NETWORK,
        "        self._socket.settimeout(self._limits.seconds_left())\n        try:\n            data",
        "        try:\n            data",
    ),
    Removal(
        "an attempt at a webhook ends in time while it writes",
        NETWORK,
        "            self._socket.settimeout(self._limits.seconds_left())\n            try:\n                left",
        "            try:\n                left",
    ),
    Removal(
        "a redirect in answer to a webhook is a failure",
        DELIVERY,
        "    if 300 <= status < 400:\n        return Delivered(Outcome.REDIRECT, status)\n",
    ),
    Removal(
        "the wait that an answer to a webhook asks for has an end",
        DELIVERY,
        "min(int(text[:9]) if len(text) <= 9 else LONGEST_WAIT, LONGEST_WAIT)",
        "int(text)",
    ),
    Removal("a webhook is signed with the time of UTC", SIGNING, "at.astimezone(UTC)", "at"),
    Removal("a webhook's secret is long enough", SIGNING, " or not FEWEST <= len(key) <= MOST"),
    Removal(
        "the log has no secret of a webhook",
        "server/observability/log_redaction.py",
        '(re.compile(r"\\bwhsec_[0-9A-Za-z+/=]+"), "whsec_…"),',
        "",
    ),
]
