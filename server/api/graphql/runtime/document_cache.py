"""GraphQL documents, each parsed, measured and validated once: that takes milliseconds, and clients send the same few
repeatedly.

`complexity.py` limits a document's size. Its verdict does not depend on variables, so it is kept with the document.
"""

import threading
from functools import cached_property, lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from server.errors import InvalidInput

from .complexity import MOST_ERRORS, MOST_LINES, MOST_TOKENS, Measurement, refusals_of
from .cost import calls_for, items_in
from .list_lengths import Variables

CACHED_DOCUMENTS = 200
LONGEST_CACHED = 16 * 1024  # characters
CACHED_COSTS = 100  # of one document, which differ by the variables that say a list's length
# Held while a document is parsed, measured or validated, which is computing alone: a caller who sends ever new ones in
# several threads then competes for Python's lock with one of them.
_computing = threading.Lock()
RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class Document:
    """A parsed document. If it has `errors` it is refused, and nothing but its cost is used.

    Its cost is known before its errors: a caller pays for the validation, too, and one without calls left gets none.
    """

    def __init__(self, schema: GraphQLSchema, text: str, *, introspection: bool) -> None:
        """Raises GraphQLError if the text is not a document."""
        if max(text.count("\n"), text.count("\r")) > MOST_LINES:
            raise GraphQLError(f"The document has more than {MOST_LINES} lines.")
        self.parsed: DocumentNode = parse(text, max_tokens=MOST_TOKENS)
        self._schema, self._introspection = schema, introspection
        self._least = calls_for(tokens=self.parsed.token_count, characters=len(text))
        nodes = [node for node in self.parsed.definitions if isinstance(node, OperationDefinitionNode)]
        self._operations = {node.name.value if node.name else None: node for node in nodes}
        self._measurement = Measurement(schema, self.parsed)
        self._refusals = refusals_of(self._measurement, self.parsed)
        self._objects: dict[tuple[str | None, tuple[Any, ...]], int] = {}

    def cost(self, operation: str | None, variables: Variables) -> int:
        """In calls: `cost.py`."""
        objects = 0
        if not self._refusals:
            chosen = [operation] if operation in self._operations else self._operations
            objects = max((self._objects_of(name, variables) for name in chosen), default=0)
        return max(self._least, calls_for(objects=objects, items=items_in(variables)))

    @cached_property
    def errors(self) -> list[GraphQLError]:
        if self._refusals:
            return self._refusals
        # `__typename` stays allowed: it reveals only type names that the caller could have written.
        hiding = () if self._introspection else (NoSchemaIntrospectionCustomRule,)
        # Not Strawberry's `validate_document`, which cannot hide suggestions.
        with _computing:
            errors = validate(
                self._schema,
                self.parsed,
                (*RULES, *hiding),
                max_errors=MOST_ERRORS,
                hide_suggestions=not self._introspection,
            )
        if not self._introspection:
            for error in errors:
                _leave_out_braces(error)
        return errors

    def choose(self, operation: str | None) -> OperationType:
        """What the chosen operation does. Raises InvalidInput unless exactly one operation is meant. Several need a
        name: we do not guess which one."""
        if operation is None and len(self._operations) > 1:
            raise InvalidInput("The document has several operations; choose one by its name.", "operationName")
        if not self._operations or (operation is not None and operation not in self._operations):
            raise InvalidInput("The document has no operation of this name.", "operationName")
        [only] = self._operations.values() if operation is None else [self._operations[operation]]
        return only.operation

    def is_mutation(self, operation: str | None) -> bool:
        """False for an operation that is not there."""
        return any(node.operation is OperationType.MUTATION for node in self._chosen(operation))

    def fields_of(self, operation: str | None) -> list[str]:
        """The fields of the root that the chosen operation asks for; a spread as `…`."""
        return [
            selected.name.value if isinstance(selected, FieldNode) else "…"
            for node in self._chosen(operation)
            for selected in node.selection_set.selections
        ]

    def _chosen(self, operation: str | None) -> list[OperationDefinitionNode]:
        """One operation, if it is clear which."""
        if operation is None:
            return list(self._operations.values()) if len(self._operations) == 1 else []
        return [self._operations[operation]] if operation in self._operations else []

    @cached_property
    def _lengths(self) -> dict[str | None, dict[str, object]]:
        """Each operation's variables that say a list's length, with their defaults."""
        return {
            name: {
                variable.variable.name.value: _integer(variable.default_value)
                for variable in node.variable_definitions or ()
                if variable.variable.name.value in self._measurement.length_variables
            }
            for name, node in self._operations.items()
        }

    def _objects_of(self, operation: str | None, variables: Variables) -> int:
        lengths = self._lengths[operation]
        values = {name: variables.get(name, default) for name, default in lengths.items()}
        key = operation, tuple(value if type(value) is int or value is None else -1 for value in values.values())
        if key not in self._objects:
            if len(self._objects) >= CACHED_COSTS:
                self._objects.clear()
            self._objects[key] = Measurement(self._schema, self.parsed, values).of(self._operations[operation]).cost
        return self._objects[key]


def document_of(schema: GraphQLSchema, text: str, *, introspection: bool) -> Document:
    """Raises GraphQLError if the text is not a document, and RecursionError if it nests hundreds of brackets."""
    make = _parsed if len(text) <= LONGEST_CACHED else _parsed.__wrapped__
    return make(schema, text, introspection)


@lru_cache(CACHED_DOCUMENTS)
def _parsed(schema: GraphQLSchema, text: str, introspection: bool) -> Document:
    with _computing:
        return Document(schema, text, introspection=introspection)


def _leave_out_braces(error: GraphQLError) -> None:
    """The one suggestion that graphql-core's switch does not hide. It reveals nothing, but is one."""
    for node in error.nodes or ():
        if isinstance(node, FieldNode):
            error.message = error.message.removesuffix(f" Did you mean '{node.name.value} {{ ... }}'?")


def _integer(value: object) -> int | None:
    """A default, which graphql-core has converted for no one yet: out of range if it has many digits."""
    digits = value.value if isinstance(value, IntValueNode) else ""
    return (int(digits) if digits.isdigit() and len(digits) < 4 else -1) if digits else None
