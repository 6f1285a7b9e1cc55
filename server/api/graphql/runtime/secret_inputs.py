"""Keeps what may be a password out of error messages.

graphql-core repeats a value that it cannot take, with all that stands beside it: an input without `name` comes back
together with its password, into whatever log the client writes. So for a document that names a field which takes a
password, no message repeats any value: not that of `passwort` either, which is no field, or of a password that stands
where the whole input should. The path and what was expected stay.
"""

from functools import cache

from graphql import GraphQLError, GraphQLSchema, get_named_type, is_input_object_type

SECRETS = frozenset({"password"})  # names of input fields
# graphql-core's words before a value, and those of a scalar, which come after what it cannot represent.
BEFORE_VALUES = (", found", "; found", " Found: ")
OF_SCALARS = " cannot represent "
# … and those around one that no enumeration has.
BEFORE_ENUMS, BEHIND_ENUMS = "Value '", " does not exist in "


def hide_values(schema: GraphQLSchema, text: str, errors: list[GraphQLError]) -> None:
    """Shortens the messages about a document that names a field which takes a secret."""
    if any(name in text for name in fields_with_secrets(schema)):
        for error in errors:
            error.message = without_values(error.message)


@cache
def fields_with_secrets(schema: GraphQLSchema) -> frozenset[str]:
    roots = (root for root in (schema.query_type, schema.mutation_type) if root)
    return frozenset(
        name
        for root in roots
        for name, field in root.fields.items()
        for argument, definition in field.args.items()
        if argument in SECRETS or _holds_a_secret(definition.type, frozenset())
    )


def without_values(message: str) -> str:
    """As it was, if it repeats none."""
    if (value := message.find(BEFORE_ENUMS)) >= 0 and (behind := message.rfind(BEHIND_ENUMS)) >= 0:
        return f"{message[:value]}The value{message[behind:]}"
    ends = [message.find(words) for words in BEFORE_VALUES]
    if (scalar := message.find(OF_SCALARS)) >= 0:
        ends.append(message.find(": ", scalar))
    ends = [end for end in ends if end >= 0]
    return f"{message[: min(ends)].removesuffix('.')}." if ends else message


def _holds_a_secret(of_type: object, outer: frozenset[str]) -> bool:
    named = get_named_type(of_type)  # type: ignore[call-overload]
    if not is_input_object_type(named) or named.name in outer:
        return False
    return any(
        name in SECRETS or _holds_a_secret(field.type, outer | {named.name}) for name, field in named.fields.items()
    )
