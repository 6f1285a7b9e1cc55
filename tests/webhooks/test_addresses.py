"""Webhooks go to the public Internet over https, and nowhere else."""

import socket
from typing import Any

import pytest
from pytest_django import Settings

from server.errors import InvalidInput
from server.webhooks.addresses import Target, check_url, may_reach, read_url

NOWHERE = [
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:224.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:1::1",
    "2001:db8::1",
    "2002:a00:1::",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
SOMEWHERE = ["1.1.1.1", "8.8.8.8", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2001:4860:4860::8888"]


@pytest.fixture(autouse=True)
def _resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of this module's tests are known to it alone; addresses are read by the real resolver."""
    known = {
        "public.test": ["8.8.8.8"],
        "inside.test": ["10.0.0.1"],
        "both.test": ["8.8.8.8", "10.0.0.1"],
        "six.test": ["2606:4700:4700::1111", "fd12::1"],
    }
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, **asked: Any) -> list[Any]:
        if host.endswith(".test"):
            if host not in known:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]
        return list(real(host, port, flags=socket.AI_NUMERICHOST, **asked))

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_is_not_on_the_internet_is_not_reached(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize("address", SOMEWHERE)
def test_an_address_on_the_internet_is_reached(address: str) -> None:
    assert may_reach(address)


def test_loopback_alone_is_added_for_development(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"
    assert {address for address in NOWHERE if may_reach(address)} == {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
    assert all(map(may_reach, SOMEWHERE))
    check_url("http://127.0.0.1:8000/hook")
    check_url("https://localhost:8000/hook")
    with pytest.raises(InvalidInput):
        check_url("http://10.0.0.1:8000/hook")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "must begin with https://"),
        ("public.test", "must begin with https://"),
        ("http://public.test/", "must begin with https://"),
        ("ftp://public.test/", "must begin with https://"),
        ("file:///etc/hostname", "must begin with https://"),
        ("https:public.test", "must begin with https://"),
        ("https:///hook", "must begin with https://"),
        ("https://:443/hook", "must name a host"),
        ("https://.public.test/", "must name a host"),
        ("https://public..test/", "must name a host"),
        ("https://public.test./", "must name a host"),
        (f"https://{'a' * 64}.test/", "must name a host"),
        (f"https://{'a.' * 126}test/", "must name a host"),
        ("https://public.test,other.test/", "must name a host"),
        ("https://%70ublic.test/", "must name a host"),
        ("https://[fe80::1%25eth0]/", "must name a host"),
        ("https://[::1/", "must be a URL"),
        ("https://[v1.a]/", "must"),
        ("https://[public.test]/", "must"),
        ("https://[8.8.8.8]/", "must"),
        ("https://user:pass@public.test/", "must not hold a user name"),
        ("https://user@public.test/", "must not hold a user name"),
        ("https://@public.test/", "must not hold a user name"),
        ("https://public.test/#part", "must not have a fragment"),
        ("https://public.test/#", "must not have a fragment"),
        ("https://public.test/\nhook", "printable ASCII"),
        ("https://public.test/\x00", "printable ASCII"),
        ("https://public.test/a b", "printable ASCII"),
        (" https://public.test/", "printable ASCII"),
        ("https://public.test\\@other.test/", "printable ASCII"),
        ("https://públic.test/", "printable ASCII"),
        ("https://public。test/", "printable ASCII"),
        ("https://public.test/" + "a" * 2029, "at most 2048"),
        ("https://public.test:0/", "port 443, or one from 1024"),
        ("https://public.test:22/", "port 443, or one from 1024"),
        ("https://public.test:80/", "port 443, or one from 1024"),
        ("https://public.test:1023/", "port 443, or one from 1024"),
        ("https://public.test:65536/", "must be a URL"),
        ("https://public.test:-1/", "must be a URL"),
        ("https://public.test:4a3/", "must be a URL"),
        ("https://127.0.0.1/", "not on the public Internet"),
        ("https://127.1/", "not on the public Internet"),
        ("https://2130706433/", "not on the public Internet"),
        ("https://0x7f.1/", "not on the public Internet"),
        ("https://169.254.169.254/latest/", "not on the public Internet"),
        ("https://[::1]/", "not on the public Internet"),
        ("https://[::ffff:127.0.0.1]/", "not on the public Internet"),
        ("https://[64:ff9b::7f00:1]/", "not on the public Internet"),
        ("https://inside.test/", "not on the public Internet"),
        ("https://both.test/", "not on the public Internet"),
        ("https://six.test/", "not on the public Internet"),
    ],
)
def test_a_url_that_leads_elsewhere_is_refused(url: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        check_url(url)
    assert refused.value.field == "url"
    assert "10.0.0.1" not in refused.value.message  # what our own resolver knows is not told


@pytest.mark.parametrize(
    ("url", "target", "host_header"),
    [
        ("https://public.test", Target("https", "public.test", 443, "/"), "public.test"),
        ("HTTPS://Public.TEST:443/a?b=c", Target("https", "public.test", 443, "/a?b=c"), "public.test"),
        ("https://public.test:/", Target("https", "public.test", 443, "/"), "public.test"),
        ("https://public.test:1024/?b", Target("https", "public.test", 1024, "/?b"), "public.test:1024"),
        ("https://xn--bcher-kva.test:65535/", Target("https", "xn--bcher-kva.test", 65535, "/"), None),
        ("https://8.8.8.8/", Target("https", "8.8.8.8", 443, "/"), "8.8.8.8"),
        ("https://[2606:4700:4700::1111]:8443/", Target("https", "2606:4700:4700::1111", 8443, "/"), None),
        ("https://public.test/" + "a" * 2028, Target("https", "public.test", 443, "/" + "a" * 2028), None),
    ],
)
def test_a_url_on_the_internet_is_taken(url: str, target: Target, host_header: str | None) -> None:
    check_url(url)
    assert read_url(url) == target
    assert host_header in {None, target.host_header}


def test_an_ipv6_host_has_brackets_in_its_header() -> None:
    assert read_url("https://[2606:4700:4700::1111]:8443/").host_header == "[2606:4700:4700::1111]:8443"


def test_a_name_without_an_address_yet_may_be_registered() -> None:
    check_url("https://not-yet.test/hook")
