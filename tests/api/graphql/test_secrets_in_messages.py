"""No error message repeats a password, wherever in a call it stands and whatever else the call lacks."""

from typing import Any

import pytest
from django.test import Client
from graphql import GraphQLInputObjectType, is_input_object_type

from server.api.graphql.runtime.secret_inputs import SECRETS, fields_with_secrets
from server.api.graphql.schema import schema

SECRET = "hunter2-1967"
CREATE = "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }"
ROTATE = "mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { __typename } }"
GOOD = {"name": "x", "scopes": ["READ"], "password": SECRET}


def literal(fields: str) -> str:
    return f"mutation {{ createApiKey(input: {fields}) {{ __typename }} }}"


CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "a missing field": (CREATE, {"input": {"scopes": ["READ"], "password": SECRET}}),
    "a missing id": (ROTATE, {"input": {"password": SECRET}}),
    "an unknown field": (CREATE, {"input": GOOD | {"namme": "x"}}),
    "a misspelt password": (CREATE, {"input": GOOD | {"password": None, "passwort": SECRET}}),
    "a wrong scope": (CREATE, {"input": GOOD | {"scopes": ["ALL"]}}),
    "in place of a scope": (CREATE, {"input": GOOD | {"scopes": [SECRET]}}),
    "with the words of an enumeration": (CREATE, {"input": GOOD | {"scopes": [f"a' does not exist in 'b {SECRET}"]}}),
    "with the words of a scalar": (CREATE, {"input": GOOD | {"password": [f" cannot represent : , found {SECRET}"]}}),
    "a word in place of a text": (literal('{name: "x", scopes: [READ], password: hunter2}'), {}),
    "a text in place of a scope": (literal(f'{{name: "x", scopes: ["{SECRET}"]}}'), {}),
    "a word in place of a scope": (literal('{name: "x", scopes: [hunter2]}'), {}),
    "a wrong time": (CREATE, {"input": GOOD | {"expiresAt": "soon"}}),
    "a password in a list": (CREATE, {"input": GOOD | {"password": [SECRET]}}),
    "a password in an object": (CREATE, {"input": GOOD | {"password": {"is": SECRET}}}),
    "a text for the input": (CREATE, {"input": f'{{"password": "{SECRET}"}}'}),
    "a list for the input": (CREATE, {"input": [{"password": SECRET}]}),
    "a variable of its own": (
        CREATE.replace("$input: CreateApiKeyInput!", "$p: Int").replace("$input", '{name: "x", password: $p}'),
        {"p": SECRET},
    ),
    "a variable of another type": (
        'mutation($p: String) { createApiKey(input: {name: "x", scopes: [READ], password: $p}) { __typename } }',
        {"p": [SECRET]},
    ),
    "in the document": (literal(f'{{scopes: [READ], password: "{SECRET}"}}'), {}),
    "misspelt in the document": (literal(f'{{name: "x", scopes: [READ], passwort: "{SECRET}"}}'), {}),
    "in a block": (literal(f'{{scopes: [READ], password: """{SECRET}"""}}'), {}),
    "a list in the document": (literal(f'{{name: "x", scopes: [READ], password: ["{SECRET}"]}}'), {}),
    "as the whole input": (literal(f'"{SECRET}"'), {}),
    "behind a mistake of spelling": (literal(f'{{password: "x" "{SECRET}"}}'), {}),
    "as a default": (
        CREATE.replace("Input!", f'Input! = {{scopes: [READ], password: "{SECRET}"}}'),
        {},
    ),
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("playground", [True, False])
@pytest.mark.parametrize("case", CALLS)
def test_no_message_repeats_a_password(case: str, playground: bool, settings: Any) -> None:
    settings.PAYOUT_PLAYGROUND = playground
    document, variables = CALLS[case]
    response = Client().post("/graphql/", {"query": document, "variables": variables}, content_type="application/json")
    assert response.status_code == 400
    assert all(error["message"] for error in response.json()["errors"])
    assert "hunter2" not in response.content.decode()


@pytest.mark.usefixtures("database")
def test_a_number_for_a_password_is_not_repeated_and_its_place_is_told() -> None:
    call = {"query": CREATE, "variables": {"input": GOOD | {"password": 19671967}}}
    [error] = Client().post("/graphql/", call, content_type="application/json").json()["errors"]
    assert error["message"] == (
        "Variable '$input' has invalid value at .password: String cannot represent a non string value."
    )


@pytest.mark.usefixtures("database")
def test_other_inputs_still_show_what_was_wrong() -> None:
    query = "query($first: Int) { payouts(first: $first) { edges { cursor } } }"
    call = {"query": query, "variables": {"first": "ten"}}
    [error] = Client().post("/graphql/", call, content_type="application/json").json()["errors"]
    assert "'ten'" in error["message"]


def test_every_input_that_takes_a_secret_is_known() -> None:
    assert fields_with_secrets(schema._schema) == {"createApiKey", "rotateApiKey"}
    inputs = [each for each in schema._schema.type_map.values() if is_input_object_type(each)]
    assert inputs
    for each in inputs:
        assert isinstance(each, GraphQLInputObjectType)
        likely = {
            name for name in each.fields if any(word in name.lower() for word in ("passw", "secret", "pin", "otp"))
        }
        assert likely <= SECRETS, each.name
