"""openapi.json and schema.graphql describe the APIs as they are."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern

from server.api.graphql.schema import schema
from server.api.http.errors import WIRE, CostAboveLimit, TimedOut
from server.errors import (
    CodeRefused,
    CodesUnavailable,
    NoAccess,
    SecondFactorNeeded,
    SignInRefused,
    TooManyAttempts,
)
from server.urls import urlpatterns
from tests.api.conftest import addresses
from tests.api.described import DOCUMENT, as_tested

# API keys are asked for no second factor.
OF_PERSONS = (SignInRefused, CodeRefused, CodesUnavailable, NoAccess, SecondFactorNeeded, TooManyAttempts)
SIGNING_IN = {WIRE[refusal] for refusal in OF_PERSONS}
OF_GRAPHQL = {WIRE[refusal] for refusal in (CostAboveLimit, TimedOut)}


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in value:
        found: Any = DOCUMENT
        for name in value["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        value = found
    return value


def test_openapi_json_is_served_unchanged(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response.json() == DOCUMENT


ROUTES = {
    "/" + re.sub("<(.*)>", r"{\1}", address): f"/{address}"
    for address in addresses()
    if address.startswith("api/") or address in {"healthz", "health/integrity"}
}


def test_every_address_is_described_and_no_other() -> None:
    assert set(DOCUMENT["paths"]) == set(ROUTES)


@pytest.mark.parametrize(("path", "address"), ROUTES.items())
def test_every_method_is_described_and_no_other(client: Client, path: str, address: str) -> None:
    allowed = set(client.options(address)["Allow"].split(", ")) - {"HEAD", "OPTIONS"}
    assert {method.upper() for method in DOCUMENT["paths"][path]} == allowed


def test_every_code_of_an_error_is_described() -> None:
    """Except those of a wrong method, which belongs to no operation, of the page's own signing in, and of GraphQL."""
    described = {
        (example["error"], int(status))
        for _, operation in operations()
        for status, response in operation["responses"].items()
        for example in examples_in(media_of(response))
        if "error" in example
    }
    of_the_server = {("validation_error", 414)}
    assert described - of_the_server == set(WIRE.values()) - {("method_not_allowed", 405)} - SIGNING_IN - OF_GRAPHQL


def media_of(response: dict[str, Any]) -> dict[str, Any]:
    """Of its JSON, or of the first form in which it is a file."""
    content: dict[str, dict[str, Any]] = resolved(response)["content"]
    return content.get("application/json") or next(iter(content.values()))


def examples_in(media: dict[str, Any]) -> list[Any]:
    return [
        *([media["example"]] if "example" in media else []),
        *(each["value"] for each in media.get("examples", {}).values()),
    ]


def examples() -> Iterator[tuple[str, Any, Any]]:
    for name, operation in operations():
        if "requestBody" in operation:
            media = media_of(operation["requestBody"])
            yield f"{name} body", media["example"], media["schema"]
        for parameter in map(resolved, operation.get("parameters", [])):
            if "example" in parameter:
                yield f"{name} {parameter['name']}", parameter["example"], parameter["schema"]
        for status, response in operation["responses"].items():
            media = media_of(response)
            if "example" in media:
                yield f"{name} {status}", media["example"], media["schema"]
            for which, example in media.get("examples", {}).items():
                yield f"{name} {status} {which}", example["value"], media["schema"]


EXAMPLES = {name: (example, described) for name, example, described in examples()}


@pytest.mark.parametrize(("example", "described"), EXAMPLES.values(), ids=EXAMPLES)
def test_every_example_matches_its_schema(example: Any, described: dict[str, Any]) -> None:
    whole = {**described, "components": as_tested()["components"]}
    jsonschema_rs.validator_for(whole, validate_formats=True).validate(example)


def test_every_response_has_an_example() -> None:
    for name, operation in operations():
        for status, response in operation["responses"].items():
            media = media_of(response)
            assert "example" in media or "examples" in media or name.endswith("openapi.json"), (name, status)


def schemas_in(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from schemas_in(each)
    if isinstance(part, dict):
        if "type" in part or "properties" in part or "anyOf" in part:
            yield part
        for each in part.values():
            yield from schemas_in(each)


def test_objects_are_open() -> None:
    """A model generated from a closed object refuses the first response that has a new field."""
    assert not [schema for schema in schemas_in(DOCUMENT) if "additionalProperties" in schema]
    closed = [schema for schema in schemas_in(as_tested()) if schema.get("additionalProperties") is False]
    assert len(closed) >= 29, "the tests close the objects of the responses"


def test_header_parameters_are_strings_with_a_pattern() -> None:
    """openapi-python-client hands a parameter of format uuid to httpx as a UUID, and headers must be strings."""
    headers = [
        parameter
        for _, operation in operations()
        for parameter in map(resolved, operation.get("parameters", []))
        if parameter["in"] == "header"
    ]
    assert {each["name"] for each in headers} == {
        *("Idempotency-Key", "Idempotency-Retry", "X-Merchant-Id", "Last-Event-ID")
    }
    for header in headers:
        assert header["schema"]["type"] == "string"
        assert set(header["schema"]) <= {"type", "pattern", "enum", "default"}
        assert re.fullmatch(header["schema"].get("pattern", "true"), header["example"])


def test_every_list_names_its_items() -> None:
    """An `anyOf` with an empty schema among its members is `unknown` to generators, and nothing is checked."""
    lists = [schema for schema in schemas_in(DOCUMENT) if schema.get("type") == "array"]
    assert lists
    for items in (each["items"] for each in lists):
        assert items
        assert {} not in items.get("anyOf", items.get("oneOf", []))


@pytest.mark.parametrize(("path", "address"), ROUTES.items())
def test_every_query_parameter_is_described_and_no_other(path: str, address: str) -> None:
    [route] = [route for route in urlpatterns if isinstance(route, URLPattern) and f"/{route.pattern}" == address]
    for method, operation in DOCUMENT["paths"][path].items():
        endpoint: Any = route.callback
        verb = endpoint.verbs[method.upper()]
        described = {each["name"] for each in map(resolved, operation.get("parameters", [])) if each["in"] == "query"}
        # Every verb with a caller takes merchant_id too; where the merchant's header is the usual way, it is not said.
        assert verb.query - described <= {"merchant_id", "*"}
        assert described <= verb.query


def test_the_schema_file_is_the_schema() -> None:
    """After a change: `manage.py export_schema server.api.graphql.schema:schema --path schema.graphql`."""
    assert (settings.BASE_DIR / "schema.graphql").read_text().strip() == schema.as_str()
