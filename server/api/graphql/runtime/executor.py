"""Executes GraphQL operations with graphql-core, but reads plain attributes directly.

Most fields of a response only read an attribute, which takes one of the 12 µs that graphql-core spends on a field. If
the direct way fails (a value of the wrong type, a null in a non-null field), graphql-core repeats the field and reports
the error.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from graphql import Executor, GraphQLObjectType, Undefined, is_leaf_type, is_non_null_type
from graphql.pyutils import Path
from strawberry.schema.schema_converter import GraphQLCoreConverter


class Leaf(NamedTuple):
    """A field that needs no resolver: `read` takes its value from the parent object, `write` converts that to JSON."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    may_be_null: bool


class SyncExecutor(Executor[None]):
    """For a schema without asynchronous resolvers."""

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, grouped_field_set: Any, _: Any
    ) -> dict[str, Any]:
        results = {}
        for name, details in grouped_field_set.items():
            leaf = leaf_of(parent_type, details[0].node.name.value)
            value = read(leaf, source_value) if leaf else Undefined
            if value is Undefined:
                value = self.execute_field(parent_type, source_value, details, Path(path, name, parent_type.name), None)
            if value is not Undefined:
                results[name] = value
        return results


def read(leaf: Leaf, source: Any) -> Any:
    """The field's JSON value, or Undefined if graphql-core has to execute the field."""
    try:
        value = leaf.read(source)
        if value is None:
            return None if leaf.may_be_null else Undefined
        written = leaf.write(value)
    except Exception:  # graphql-core will hit the same error and report it with its path
        return Undefined
    return Undefined if written is None else written


@cache
def leaf_of(parent_type: GraphQLObjectType, name: str) -> Leaf | None:
    if name == "__typename":
        return Leaf(lambda _: parent_type.name, str, may_be_null=False)
    field = parent_type.fields.get(name)
    if field is None or field.args or not getattr(field.resolve, "_is_default", False):
        return None
    of_type = field.type.of_type if is_non_null_type(field.type) else field.type
    if not is_leaf_type(of_type):
        return None
    definition = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    attribute = getattr(definition, "django_name", None) or definition.python_name
    return Leaf(attrgetter(attribute), of_type.coerce_output_value, may_be_null=of_type is field.type)
