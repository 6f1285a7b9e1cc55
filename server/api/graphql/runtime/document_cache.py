"""GraphQL documents, each parsed and validated once: that takes milliseconds, and clients send the same few repeatedly.

`complexity.py` limits a document's size. Its verdict does not depend on variables, so it is cached with the document.
"""

from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
)
from strawberry.schema.schema import validate_document

from server.errors import InvalidInput

from .complexity import MOST_TOKENS, DocumentSize

CACHED_DOCUMENTS = 200
LONGEST_CACHED = 16 * 1024  # characters


@dataclass(frozen=True)
class Document:
    """A parsed document. If it has `errors` it is refused, and nothing else about it is used."""

    parsed: DocumentNode
    operations: dict[str | None, OperationType]
    errors: tuple[GraphQLError, ...]

    def choose(self, operation: str | None) -> OperationType:
        """What the chosen operation does. Raises InvalidInput unless exactly one operation is meant. Several need a
        name: we do not guess which one."""
        if operation is None and len(self.operations) > 1:
            raise InvalidInput("The document has several operations; choose one by its name.", "operationName")
        if not self.operations or (operation is not None and operation not in self.operations):
            raise InvalidInput("The document has no operation of this name.", "operationName")
        [only] = self.operations.values() if operation is None else [self.operations[operation]]
        return only


def document_of(schema: GraphQLSchema, text: str, *, introspection: bool) -> Document:
    """Raises GraphQLError if the text is not a document, and RecursionError if it nests hundreds of brackets."""
    parse_and_validate = _parsed if len(text) <= LONGEST_CACHED else _parsed.__wrapped__
    return parse_and_validate(schema, text, introspection)


@lru_cache(CACHED_DOCUMENTS)
def _parsed(schema: GraphQLSchema, text: str, introspection: bool) -> Document:
    parsed = parse(text, max_tokens=MOST_TOKENS)
    # `__typename` stays allowed: it reveals only type names that the caller could have written.
    hiding = () if introspection else (NoSchemaIntrospectionCustomRule,)
    errors = validate_document(schema, parsed, (*specified_rules, DocumentSize, *hiding))
    nodes = (node for node in parsed.definitions if isinstance(node, OperationDefinitionNode))
    operations = {node.name.value if node.name else None: node.operation for node in nodes}
    return Document(parsed, operations, tuple(errors))
