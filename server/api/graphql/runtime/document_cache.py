"""GraphQL documents, each read and judged once: that takes milliseconds, and clients send the same few again and again.

What a document may be is `limits.py`. Its verdict depends on no variables, so that it is kept, of the last documents
that were sent.
"""

from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
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
    """`errors` of a document that is refused; then nothing else is known of it."""

    parsed: DocumentNode
    operations: tuple[str | None, ...]
    errors: tuple[GraphQLError, ...]

    def choose(self, operation: str | None) -> None:
        """Of several operations one has to be chosen by name: the first is not meant more than the others."""
        if operation is None and len(self.operations) > 1:
            raise InvalidInput("The document has several operations; choose one by its name.", "operationName")
        if not self.operations or (operation is not None and operation not in self.operations):
            raise InvalidInput("The document has no operation of this name.", "operationName")


def document_of(schema: GraphQLSchema, text: str, *, introspection: bool) -> Document:
    """Raises GraphQLError for a text that is no document, and RecursionError for one of hundreds of brackets."""
    read = _read if len(text) <= LONGEST_CACHED else _read.__wrapped__
    return read(schema, text, introspection)


@lru_cache(CACHED_DOCUMENTS)
def _read(schema: GraphQLSchema, text: str, introspection: bool) -> Document:
    parsed = parse(text, max_tokens=MOST_TOKENS)
    # `__typename` tells nothing that the caller did not write, and stays.
    hiding = () if introspection else (NoSchemaIntrospectionCustomRule,)
    errors = validate_document(schema, parsed, (*specified_rules, DocumentSize, *hiding))
    nodes = (node for node in parsed.definitions if isinstance(node, OperationDefinitionNode))
    return Document(parsed, tuple(node.name.value if node.name else None for node in nodes), tuple(errors))
