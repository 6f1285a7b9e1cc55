"""openapi.json as the REST reference shows it: operations by tag, errors by code, objects by name."""

from dataclasses import dataclass, field
from http import HTTPStatus

from django.utils.safestring import SafeString

from server.api.http.error_help import HELP

from .document import Json, codes_of, content_of, document, examples_of, name_of, resolved
from .examples import call_of, in_curl, in_node, in_python
from .fields import Field, Kind, fields_of, kind_of, parameter
from .texts import pretty_json, prose

# The 403 of an operation tells which scope it asks for.
SCOPES = {"Forbidden": "read", "ForbiddenToPay": "payouts", "ForbiddenToOperate": "operate"}


@dataclass(frozen=True)
class Answer:
    status: str
    phrase: str
    about: SafeString
    kind: Kind
    fields: list[Field]
    examples: list[str]
    codes: list[str]


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    about: SafeString
    scope: str  # empty: needs no key
    parameters: list[Field]
    body: list[Field]
    body_name: str
    body_about: SafeString
    curl: str
    answers: list[Answer]
    errors: list[Answer]


@dataclass
class ErrorCode:
    code: str
    status: str
    phrase: str
    advice: SafeString
    abouts: list[SafeString] = field(default_factory=list)
    example: str = ""


@dataclass(frozen=True)
class Object:
    name: str
    about: SafeString
    kind: Kind
    rules: list[str]
    fields: list[Field]


@dataclass(frozen=True)
class Reference:
    title: str
    version: str
    about: SafeString
    key: SafeString
    first: dict[str, str]  # by language
    tags: list[tuple[str, SafeString, list[Operation]]]
    errors: list[ErrorCode]
    objects: list[Object]


def reference(origin: str) -> Reference:
    source = document()
    operations = [
        (each["tags"][0], _operation(origin, path, method, each))
        for path, methods in source["paths"].items()
        for method, each in methods.items()
    ]
    first = call_of(origin, path := "/api/v1/payouts/", "post", source["paths"][path]["post"])
    return Reference(
        title=source["info"]["title"],
        version=source["info"]["version"],
        about=prose(source["info"]["description"]),
        key=prose(source["components"]["securitySchemes"]["key"]["description"]),
        first={"curl": in_curl(first), "Python": in_python(first), "Node": in_node(first)},
        tags=[
            (tag["name"], prose(tag.get("description", "")), [each for name, each in operations if name == tag["name"]])
            for tag in source["tags"]
        ],
        errors=_error_codes([each for _, each in operations]),
        objects=[
            Object(name, prose(each.get("description", "")), kind_of(each), _values(each), fields_of(each))
            for name, each in source["components"]["schemas"].items()
        ],
    )


def _operation(origin: str, path: str, method: str, value: Json) -> Operation:
    answers = [_answer(status, each) for status, each in value["responses"].items()]
    body = value.get("requestBody", {})
    schema = content_of(body).get("schema", {})
    return Operation(
        id=value["operationId"],
        method=method.upper(),
        path=path,
        summary=value["summary"],
        about=prose(value.get("description", "")),
        scope=SCOPES.get(name_of(value["responses"].get("403", {})), ""),
        parameters=[parameter(each) for each in value.get("parameters", [])],
        body=fields_of(schema),
        body_name=name_of(schema),
        body_about=prose(" ".join(filter(None, [body.get("description"), resolved(schema).get("description")]))),
        curl=in_curl(call_of(origin, path, method, value)),
        answers=[each for each in answers if not each.codes],
        errors=[each for each in answers if each.codes],
    )


def _answer(status: str, value: Json) -> Answer:
    value = resolved(value)
    content = content_of(value)
    schema = content.get("schema", {})
    return Answer(
        status=status,
        phrase=HTTPStatus(int(status)).phrase,
        about=prose(value["description"]),
        kind=kind_of(schema),
        fields=[] if name_of(schema) else fields_of(schema),
        examples=[pretty_json(each) for each in examples_of(content)],
        codes=codes_of(schema),
    )


def _error_codes(operations: list[Operation]) -> list[ErrorCode]:
    """By status, then as the document has them."""
    found: dict[tuple[str, str], ErrorCode] = {}
    for operation in operations:
        for answer in operation.errors:
            for code in answer.codes:
                advice = prose(" ".join(HELP[code]))
                known = found.setdefault((answer.status, code), ErrorCode(code, answer.status, answer.phrase, advice))
                if answer.about not in known.abouts:
                    known.abouts.append(answer.about)
                known.example = known.example or next((each for each in answer.examples if f'"{code}"' in each), "")
    return [found[key] for key in sorted(found, key=lambda key: key[0])]


def _values(schema: Json) -> list[str]:
    return [str(each) for each in schema.get("enum", [])]
