"""A document's size is measured by the list lengths that the schema itself declares."""

import graphql as core
import pytest
import strawberry
from strawberry import relay

from server.api.graphql.runtime.complexity import MOST_OBJECTS, Measurement, refusals_of
from server.api.graphql.runtime.list_lengths import require_lengths, usual_length
from server.api.graphql.schema import schema

SCHEMA: core.GraphQLSchema = schema._schema


@strawberry.type
class LeafType(relay.Node):
    id: relay.NodeID[int]


@strawberry.type
class Leaves(relay.Connection[LeafType]):
    pass


def schema_of(query: type) -> core.GraphQLSchema:
    return strawberry.Schema(query=query)._schema


def is_refused(schema: core.GraphQLSchema, document: str) -> bool:
    parsed = core.parse(document)
    return bool(refusals_of(Measurement(schema, parsed), parsed))


def test_every_list_of_the_schema_declares_its_length() -> None:
    require_lengths(SCHEMA)


def test_a_list_without_a_length_stops_the_start() -> None:
    @strawberry.type
    class UnboundedQuery:
        @strawberry.field
        def leaves(self) -> list[LeafType]:
            return []

    with pytest.raises(TypeError, match=r"Query\.leaves returns a list of objects: metadata=usual_length\(…\)"):
        require_lengths(schema_of(UnboundedQuery))


def test_a_connection_without_first_stops_the_start() -> None:
    @strawberry.type
    class BoundedQuery:
        @strawberry.field
        def leaves(self) -> Leaves | None:
            return None

    with pytest.raises(TypeError, match=r"Query\.leaves returns a connection and takes no `first`"):
        require_lengths(schema_of(BoundedQuery))


def test_a_new_connection_is_measured_by_its_first() -> None:
    @strawberry.type
    class ConnectionQuery:
        @strawberry.field
        def saplings(self, first: int | None = None) -> Leaves | None:  # noqa: ARG002
            return None

    with_connection = schema_of(ConnectionQuery)
    require_lengths(with_connection)
    selection = "{ edges { node { id } } }"
    per_row = 3  # the row counts as itself, its edge and its node
    fitting = MOST_OBJECTS // per_row // 200
    pages = [f"a{n}: saplings(first: 200) {selection}" for n in range(fitting + 1)]
    assert not is_refused(with_connection, f"{{ {' '.join(pages[:-1])} }}")
    assert is_refused(with_connection, f"{{ {' '.join(pages)} }}")


def test_a_declared_length_is_measured() -> None:
    @strawberry.type(name="Query")
    class ListsQuery:
        @strawberry.field(metadata=usual_length(MOST_OBJECTS))  # type: ignore[untyped-decorator]
        def most(self) -> list[LeafType]:
            return []

        @strawberry.field(metadata=usual_length(MOST_OBJECTS + 1))  # type: ignore[untyped-decorator]
        def too_many(self) -> list[LeafType]:
            return []

    lists = schema_of(ListsQuery)
    assert not is_refused(lists, "{ most { id } }")
    assert is_refused(lists, "{ tooMany { id } }")
    assert is_refused(lists, "{ ...F } fragment F on Query { ... on Query { tooMany { id } } }")


ENTRIES = "edges { node { ledgerEntries { payout { %s } } } }"
MANY = "attempts { id } ledgerEntries { id } merchant { id }"


@pytest.mark.parametrize(
    ("document", "refused"),
    [
        ("{ merchants(first: 200) { edges { node { bankAccounts { id } } } } }", False),
        ("query ($n: Int) { merchants(first: $n) { edges { node { bankAccounts { id } } } } }", False),
        (f"{{ payouts {{ {ENTRIES % 'attempts { id }'} }} }}", False),
        (f"{{ payouts(first: 200) {{ {ENTRIES % 'id'} }} }}", False),
        (f"{{ payouts(first: 200) {{ {ENTRIES % MANY} }} }}", True),
        (f"{{ payouts(first: 9999) {{ {ENTRIES % MANY} }} }}", True),
        (f"query ($n: Int) {{ payouts(first: $n) {{ {ENTRIES % MANY} }} }}", True),
    ],
)
def test_nested_lists_multiply(document: str, refused: bool) -> None:
    assert is_refused(SCHEMA, document) is refused
