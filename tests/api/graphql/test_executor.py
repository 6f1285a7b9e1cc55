"""The executor's shortcut for plain attributes gives the same results as graphql-core."""

from enum import Enum
from typing import Any

import pytest
import strawberry
from graphql import execute_sync, parse
from graphql.execution import ExecutionResult

from server.api.graphql.runtime.executor import SyncExecutor, leaf_of


@strawberry.enum
class Colour(Enum):
    RED = "red"


@strawberry.type
class Thing:
    name: str
    size: int | None
    colour: Colour = Colour.RED
    tags: list[str] | None = None
    inner: "Thing | None" = None

    @strawberry.field
    def twice(self, times: int = 2) -> str:
        return self.name * times


class Faulty(Thing):
    @property
    def size(self) -> int | None:
        raise LookupError("no such size")

    @size.setter
    def size(self, value: int | None) -> None: ...


ANY: Any = object()
THINGS = {
    "as it should be": Thing(name="a", size=1, tags=["x"], inner=Thing(name="b", size=None)),
    "a null that may be one": Thing(name="a", size=None),
    "a null that may not be one": Thing(name=None, size=1),  # type: ignore[arg-type]
    "a null inside": Thing(name="a", size=1, inner=Thing(name=None, size=1)),  # type: ignore[arg-type]
    "not an integer": Thing(name="a", size="many"),  # type: ignore[arg-type]
    "an enum by its value": Thing(name="a", size=1, colour="red"),  # type: ignore[arg-type]
    "a value that the enum does not have": Thing(name="a", size=1, colour="blue"),  # type: ignore[arg-type]
    "an attribute that raises": Faulty(name="a", size=1),
    "another thing": ANY,
}
DOCUMENTS = [
    "{ thing { name size colour } }",
    "{ thing { __typename n: name twice three: twice(times: 3) tags inner { name size inner { name } } } }",
    """{ thing { ...F name @skip(if: true) } }
       fragment F on Thing { size ... { colour } inner { ...G } }  fragment G on Thing { name size }""",
]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_results_equal_graphql_cores(thing: Thing, document: str) -> None:
    def resolve() -> Thing | None:
        return thing

    query = strawberry.type(type("Query", (), {"thing": strawberry.field(resolver=resolve)}))
    schema = strawberry.Schema(query=query)._schema
    ours = execute_sync(schema, parse(document), executor_class=SyncExecutor)
    assert outcome(ours) == outcome(execute_sync(schema, parse(document)))


def outcome(result: ExecutionResult) -> Any:
    errors = [(error.message, error.path, type(error.original_error)) for error in result.errors or ()]
    return result.data, errors, list(str(result.data))


def test_only_plain_attributes_skip_graphql_core() -> None:
    schema = strawberry.Schema(query=Thing)._schema
    thing = schema.query_type
    assert thing
    shorter = {name for name in (*thing.fields, "__typename") if leaf_of(thing, name)}
    assert shorter == {"__typename", "name", "size", "colour"}
