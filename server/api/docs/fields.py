"""The members of a JSON object, or an operation's parameters, as the reference lists them."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from .document import Json, name_of, resolved
from .texts import prose

UUID_PATTERN = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
SHORT = 60  # of a pattern, beyond which nobody reads it


@dataclass(frozen=True)
class Kind:
    """A type in words, and the objects of the reference that it names."""

    text: str
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind
    is_required: bool
    about: SafeString
    place: str = ""  # of a parameter: path, query or header
    rules: list[str] = field(default_factory=list)
    fields: list["Field"] = field(default_factory=list)  # of an object without a name


def fields_of(schema: Json) -> list[Field]:
    schema = resolved(schema)
    required = schema.get("required", [])
    return [
        _field(name, each, is_required=name in required, place="", about=each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    ]


def parameter(value: Json) -> Field:
    value = resolved(value)
    about = value.get("description", "")
    return _field(value["name"], value["schema"], value.get("required", False), value["in"], about)


def kind_of(schema: Json) -> Kind:
    if name := name_of(schema):
        return Kind("", [name])
    for several in ("oneOf", "anyOf"):
        kinds = [kind_of(each) for each in schema.get(several, []) if "$ref" in each]
        if kinds:
            return Kind("one of", [name for kind in kinds for name in kind.links])
    types = schema.get("type", "string")
    types = types if isinstance(types, list) else [types]
    if types == ["array"]:
        items = kind_of(schema.get("items", {}))
        return Kind(f"list of {items.text}".strip(), items.links)
    if schema.get("format") == "uuid" or schema.get("pattern") == UUID_PATTERN:
        types = ["UUID" if each == "string" else each for each in types]
    elif schema.get("format") == "date-time":
        types = ["time" if each == "string" else each for each in types]
    return Kind(" or ".join(types))


def _field(name: str, schema: Json, is_required: bool, place: str, about: str) -> Field:
    items = schema.get("items", schema)
    return Field(
        name=name,
        kind=kind_of(schema),
        is_required=is_required,
        about=prose(about),
        place=place,
        rules=_rules(schema),
        fields=[] if name_of(items) else fields_of(items),
    )


def _rules(schema: Json) -> list[str]:
    """Limits in words: `1 to 200`, `default 50`."""
    rules = []
    if "const" in schema:
        rules.append(f"always {schema['const']}")
    if "enum" in schema:
        rules.append(" | ".join(map(str, schema["enum"])))
    for least, most, unit in (
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
    ):
        low, high = (f"{schema[each]:,}" if each in schema else "" for each in (least, most))
        if low and high:
            rules.append(f"{low} to {high}{unit}")
        elif low or high:
            rules.append(f"at least {low}{unit}" if low else f"at most {high}{unit}")
    pattern = schema.get("pattern", "")
    if pattern and pattern != UUID_PATTERN and len(pattern) <= SHORT:
        rules.append(f"matches {pattern}")
    if "default" in schema:
        rules.append(f"default {schema['default']}")
    return rules
