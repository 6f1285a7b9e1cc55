"""The pages under /docs/: every operation, object, error and type is there, linked, and nothing of any merchant is."""

import gzip
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from server.api.docs.document import codes_of
from server.api.graphql.schema import schema
from tests.api.described import DOCUMENT

PAGES = ["/docs/", "/docs/graphql/"]


class Anchors(HTMLParser):
    """The ids of a page, and what it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")


@pytest.fixture
def pages(client: Client) -> dict[str, str]:
    return {address: client.get(address).content.decode() for address in PAGES}


def test_every_operation_object_and_error_has_its_anchor(pages: dict[str, str]) -> None:
    ids = set(Anchors(pages["/docs/"]).ids)
    operations = {each["operationId"] for methods in DOCUMENT["paths"].values() for each in methods.values()}
    schemas = DOCUMENT["components"]["schemas"]
    objects = {f"object-{name}" for name in schemas}
    assert operations | objects <= ids
    codes = {code for each in schemas.values() for code in codes_of(each)}
    assert {each.partition("-")[2].partition("-")[2] for each in ids if each.startswith("error-")} >= codes


def test_every_type_and_field_of_the_schema_has_its_anchor(pages: dict[str, str]) -> None:
    ids = set(Anchors(pages["/docs/graphql/"]).ids)
    types = {name: each for name, each in schema._schema.type_map.items() if not name.startswith("__")}
    built_in = {"String", "Int", "Float", "Boolean", "ID"}
    assert set(types) - built_in <= ids
    assert {f"{name}.{of}" for name, each in types.items() for of in getattr(each, "fields", {})} <= ids


@pytest.mark.parametrize("address", PAGES)
def test_every_link_within_a_page_leads_somewhere(pages: dict[str, str], address: str) -> None:
    page = Anchors(pages[address])
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_no_script_no_inline_style_and_no_other_host(pages: dict[str, str], address: str) -> None:
    page = Anchors(pages[address])
    assert page.tags.isdisjoint({"script", "style", "iframe", "img"})
    assert not {name for name in page.attributes if name == "style" or name.startswith("on")}
    assert all(link.startswith(("/", "#")) for link in page.links)


def test_examples_name_this_engine_and_carry_a_key_and_an_idempotency_key(client: Client) -> None:
    page = client.get("/docs/", headers={"Host": "127.0.0.1:9000"}).content.decode()
    assert "curl http://127.0.0.1:9000/api/v1/payouts/" in page
    assert "Idempotency-Key: 3f2b8c1e" in page
    assert "Authorization: Bearer payout_…" in page
    assert "curl -X PATCH http://127.0.0.1:9000/api/v1/merchants/" in page


def test_descriptions_are_escaped(pages: dict[str, str]) -> None:
    assert "<code>{&quot;error&quot;: CODE, &quot;message&quot;: TEXT}</code>" in pages["/docs/"]
    assert "{%" not in pages["/docs/"] + pages["/docs/graphql/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sent_small_and_once(client: Client, address: str) -> None:
    plain = client.get(address)
    small = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < 68_000
    assert "Accept-Encoding" in small["Vary"]
    assert plain["ETag"] != small["ETag"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": small["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(address).status_code == 405
    assert client.head(address).content == b""


def test_the_stylesheet_is_kept_by_its_contents(client: Client, pages: dict[str, str]) -> None:
    [address] = [link for link in Anchors(pages["/docs/"]).links if "style.css" in link]
    assert "immutable" in client.get(address)["Cache-Control"]
    assert client.get("/docs/style.css?v=old")["Cache-Control"] == "no-cache"
    assert client.get(address)["Content-Type"] == "text/css; charset=utf-8"


def test_the_stylesheet_has_the_dashboards_colours(client: Client) -> None:
    theme = (project.BASE_DIR / "web/src/app/theme.css").read_text()
    lines = [line.strip() for line in client.get("/docs/style.css").content.decode().splitlines()]
    colours = [line for line in lines if line.startswith("--color-")]
    assert len(colours) == 14
    assert [line for line in colours if line not in theme] == []


def test_a_closed_engine_shows_the_reference_and_hides_the_schema_as_introspection(
    client: Client, settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS = settings.PAYOUT_PLAYGROUND = False
    reference = client.get("/docs/")
    assert reference.status_code == client.get("/api/v1/openapi.json").status_code == 200
    assert "/docs/graphql/" not in Anchors(reference.content.decode()).links
    hidden = client.get("/docs/graphql/")
    assert (hidden.status_code, hidden["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert b"PAYOUT_PLAYGROUND" in hidden.content


def test_the_address_without_its_slash_leads_there(client: Client) -> None:
    assert client.get("/docs")["Location"] == "/docs/"


def test_an_address_without_its_slash_leads_to_the_page(client: Client) -> None:
    for address in PAGES:
        assert client.get(address[:-1])["Location"] == address
