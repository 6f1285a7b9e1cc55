"""The GraphQL schema as its page shows it: queries and mutations first, then every type, linked by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    is_specified_scalar_type,
)
from graphql.language import print_ast
from graphql.utilities import ast_from_value

from .texts import prose

KINDS: list[tuple[type[GraphQLNamedType], str]] = [
    (GraphQLObjectType, "Objects"),
    (GraphQLInputObjectType, "Inputs"),
    (GraphQLUnionType, "Unions"),
    (GraphQLInterfaceType, "Interfaces"),
    (GraphQLEnumType, "Enums"),
    (GraphQLScalarType, "Scalars"),
]


@dataclass(frozen=True)
class TypeName:
    """`[Payout!]!`, whose middle is a link unless GraphQL itself defines it."""

    before: str
    name: str
    after: str
    is_linked: bool


@dataclass(frozen=True)
class Member:
    """A field, an argument or an enum's value."""

    name: str
    about: SafeString
    type: TypeName | None = None
    default: str = ""
    arguments: list["Member"] = field(default_factory=list)


@dataclass(frozen=True)
class Type:
    name: str
    about: SafeString
    members: list[Member]
    links: list[str]  # a union's types, an object's interfaces


@dataclass(frozen=True)
class Group:
    title: str
    types: list[Type]


def groups_of(schema: GraphQLSchema) -> list[Group]:
    roots = [each for each in (schema.query_type, schema.mutation_type) if each]
    others = [
        each
        for name, each in sorted(schema.type_map.items())
        if each not in roots and not name.startswith("__") and not is_specified_scalar_type(each)
    ]
    return [
        *(Group({"Query": "Queries", "Mutation": "Mutations"}[root.name], [_type(root)]) for root in roots),
        *(Group(title, [_type(each) for each in others if isinstance(each, kind)]) for kind, title in KINDS),
    ]


def _type(of: GraphQLNamedType) -> Type:
    members: list[Member] = []
    links: list[str] = []
    match of:
        case GraphQLObjectType() | GraphQLInterfaceType():
            members = _members(of.fields)
            links = [each.name for each in of.interfaces]
        case GraphQLInputObjectType():
            members = _members(of.fields)
        case GraphQLEnumType():
            members = [Member(name, _prose(value.description)) for name, value in of.values.items()]
        case GraphQLUnionType():
            links = [each.name for each in of.types]
    return Type(of.name, _prose(of.description), members, links)


def _members(of: Mapping[str, GraphQLField | GraphQLInputField | GraphQLArgument]) -> list[Member]:
    return [
        Member(
            name,
            _prose(each.description),
            _type_name(each.type),
            _default(each),
            _members(each.args) if isinstance(each, GraphQLField) else [],
        )
        for name, each in of.items()
    ]


def _type_name(of: Any) -> TypeName:
    named = get_named_type(of)
    before, _, after = str(of).partition(named.name)
    return TypeName(before, named.name, after, is_linked=not is_specified_scalar_type(named))


def _default(of: GraphQLField | GraphQLInputField | GraphQLArgument) -> str:
    if isinstance(of, GraphQLField) or of.default_value is Undefined:
        return ""
    value = ast_from_value(of.default_value, of.type)
    return print_ast(value) if value else ""


def _prose(text: str | None) -> SafeString:
    return prose(text or "")
