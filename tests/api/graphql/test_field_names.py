"""Refusals name an input as the caller's API spells it, in `field` and in the message."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import graphql as core
import pytest
from strawberry.utils.str_converters import to_camel_case

from server.access.callers import Scope
from server.api.graphql.schema import SCOPES, schema
from tests.api.conftest import ApiCaller, no_row_changes
from tests.api.malformed import A_UUID
from tests.support.operators import client_as, operator_called
from tests.support.users import people

__all__ = ["people"]

SCHEMA: core.GraphQLSchema = schema._schema
SNAKE_CASE = re.compile(r"\b[a-z]+_[a-z_]+\b")

BAD: dict[str, list[Any]] = {
    "ID": ["", "x", A_UUID],
    "String": ["", " ", "x" * 5_000, "a\x07b", "no-form"],
    "Paise": [0, -1, -(2**53) + 1],
    "Int": [-1, 2**31 - 1],
    "DateTime": ["1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z"],
}


def good(kind: Any, caller: ApiCaller, name: str = "") -> Any:
    """A value that the schema admits, and mostly the product too."""
    if isinstance(kind, core.GraphQLNonNull):
        return good(kind.of_type, caller, name)
    if isinstance(kind, core.GraphQLList):
        return [good(kind.of_type, caller, name)]
    if isinstance(kind, core.GraphQLInputObjectType):
        needed = {field: each.type for field, each in kind.fields.items() if core.is_required_input_field(each)}
        return {field: good(each, caller, field) for field, each in needed.items()}
    if isinstance(kind, core.GraphQLEnumType):
        return next(iter(kind.values))
    named = {"merchantId": str(caller.merchant.id), "bankAccountId": str(caller.account.id)}
    names = named | {"email": "n@names.example", "accountNumber": "123456789", "ifscCode": "HDFC0001234"}
    plain: dict[str, Any] = {"ID": A_UUID, "UUID": str(uuid4()), "Paise": 1, "Int": 1, "Boolean": False}
    plain |= {"String": "some text", "DateTime": "2030-01-01T00:00:00Z", "Date": "2026-11-29"}
    return names[name] if name in names else plain[kind.name]


def inputs_of(mutation: str) -> dict[str, core.GraphQLInputField]:
    assert SCHEMA.mutation_type
    kind: Any = core.get_named_type(SCHEMA.mutation_type.fields[mutation].args["input"].type)
    fields: dict[str, core.GraphQLInputField] = kind.fields
    return fields


def bad_inputs(mutation: str, caller: ApiCaller) -> Iterator[tuple[str, dict[str, Any]]]:
    """Inputs with one bad value each, and the input's name."""
    assert SCHEMA.mutation_type
    kind = SCHEMA.mutation_type.fields[mutation].args["input"].type
    for name, field in inputs_of(mutation).items():
        scalar = core.get_named_type(field.type).name
        for value in BAD.get(scalar, []):
            yield name, good(kind, caller) | {name: value}


OF_PERSONS = {to_camel_case(name) for name, scope in SCOPES.items() if scope is Scope.TEAM}
MUTATIONS = [name for name, field in SCHEMA.mutation_type.fields.items() if field.args] if SCHEMA.mutation_type else []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutations_refusal_names_its_inputs_in_camel_case(caller: ApiCaller, people: None, mutation: str) -> None:
    if mutation not in OF_PERSONS:  # whose scope no key has
        caller = ApiCaller(client_as(operator_called("asha")), caller.merchant)
    assert SCHEMA.mutation_type
    kind = SCHEMA.mutation_type.fields[mutation].args["input"].type
    document = f"mutation ($i: {kind}) {{ {mutation}(input: $i) {{ ... on ValidationError {{ message field }} }} }}"
    named: set[str | None] = set()
    for name, value in bad_inputs(mutation, caller):
        response = caller.ask(document, i=value).json()
        assert "errors" not in response, (name, value, response)
        refusal = response["data"][mutation]
        if refusal:
            assert not SNAKE_CASE.search(refusal["message"]), (name, refusal)
            assert refusal["field"] is None or refusal["field"] in inputs_of(mutation), (name, refusal)
            named.add(refusal["field"])
    assert named, "no value was refused: the values are all good ones"


def test_the_field_of_a_payout_is_named_in_the_message(caller: ApiCaller) -> None:
    with no_row_changes():
        account = caller.create_by_graphql(bankAccountId="x").json()["data"]["createPayout"]
        amount = caller.create_by_graphql(amountPaise=0).json()["data"]["createPayout"]
        rest = caller.create(bank_account_id="x").json(), caller.create(amount_paise=0).json()
    uuid = "must be a UUID such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34."
    paise = "must be a positive integer of paise, at most 2^53 - 1."
    assert (account["field"], account["message"]) == ("bankAccountId", f"bankAccountId {uuid}")
    assert (amount["field"], amount["message"]) == ("amountPaise", f"amountPaise {paise}")
    assert [(each["field"], each["message"]) for each in rest] == [
        ("bank_account_id", f"bank_account_id {uuid}"),
        ("amount_paise", f"amount_paise {paise}"),
    ]


def test_an_item_of_a_batch_names_its_fields_alike(caller: ApiCaller) -> None:
    document = """mutation ($i: CreatePayoutsInput!) { createPayouts(input: $i) { ... on CreatePayoutsSuccess {
      results { ... on ValidationError { message field } } } } }"""
    items = [{"bankAccountId": "x", "amountPaise": 1}, {"bankAccountId": str(caller.account.id), "amountPaise": 0}]
    given = {"payouts": [item | {"idempotencyKey": str(uuid4())} for item in items]}
    response = caller.ask(document, i=given | {"merchantId": str(caller.merchant.id)}).json()
    results = response["data"]["createPayouts"]["results"]
    assert [(each["field"], each["message"].split()[0]) for each in results] == [
        ("bankAccountId", "bankAccountId"),
        ("amountPaise", "amountPaise"),
    ]


def test_a_querys_refusal_names_its_arguments_in_camel_case(caller: ApiCaller) -> None:
    document = "query ($m: ID!) { payouts(merchantId: $m) { totalCount(atMost: 0) } }"
    [error] = caller.ask(document, m=str(caller.merchant.id)).json()["errors"]
    assert (error["extensions"]["field"], error["message"]) == ("atMost", "atMost must be a positive integer.")
    [error] = caller.ask("{ payouts { totalCount } }").json()["errors"]
    assert (error["extensions"]["field"], error["message"].split()[0]) == ("merchantId", "merchantId")
