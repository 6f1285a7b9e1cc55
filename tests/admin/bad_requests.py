"""Addresses that no page of the admin makes: every view, with values that it cannot use."""

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, URLResolver
from django.urls.converters import get_converters

# As they stand in an address: percent-encoded, and some of them no UTF-8.
BAD = (
    *("%00", "", "(a", "a%00b", "%5B", "%5C", "99999999999999999999", "9" * 5000, "-1", "1e400", "NaN", "%2B1"),
    *("01a20312-cdd7", "01a20312-cdd7-7a19-bef2-c8fe707560%00", "2026-02-30", "999999-12-31T23:59:59Z", "0000-00-00"),
    *("%ED%A0%80", "%FF%FE", "%25s%25(x)d", "%7B%7Bx%7D%7D%7B%25", "a%0D%0Ab", "a,b,%00", "maybe", "..%2F..%2F"),
    *(quote("१२३"), quote("𐀀"), "x%20" * 8000, "_00", "'%22%3E", "%F4%90%80%80"),
)
LOOKUPS = (
    *("", "exact", "iexact", "in", "isnull", "regex", "iregex", "startswith", "icontains", "gt", "lte", "range"),
    *("year", "date__gte", "has_key", "len", "0", "0_1", "id", "nothing", "exact__exact", "%00"),
)
CONTROLS = ("q", "o", "p", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters", "pk", "pk__in", "%00")
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def views(patterns: list[Any] | None = None, prefix: str = "/admin/") -> Iterator[str]:
    """The address of each view, its parameters in braces: `/admin/auth/user/{object_id}/change/`."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + _template(pattern))
        elif isinstance(pattern, URLPattern) and "(?P" not in str(pattern.pattern):
            yield prefix + _template(pattern)


def _template(pattern: Any) -> str:
    text = str(pattern.pattern)
    for name in pattern.pattern.converters:
        for kind in ("", *(f"{each}:" for each in get_converters())):
            text = text.replace(f"<{kind}{name}>", "{key}")
    return text


def list_of(model: type[Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def bad_addresses(keys: dict[str, str]) -> Iterator[str]:
    """Each view: rows that it cannot know, and what it reads of the query string for a row that is there. `keys`: of a
    row of each list."""
    values, controls = cycle(BAD), cycle(CONTROLS)
    for view in views():
        known = next((key for place, key in keys.items() if view.startswith(place)), "1")
        if "{key}" in view:
            yield view.format(key="%00")
            yield from (view.format(key=value) for value in islice(filter(None, values), 3))
        for control in islice(controls, 5):
            yield f"{view.format(key=known)}?{control}={next(values)}&{control}={next(values)}"
        yield f"{view.format(key=known)}?_to_field="
    yield from (f"/admin/{value}/" for value in BAD)
    # The view that Django's admin has for rows with a page of their own.
    yield from (f"/admin/r/{number}/{value}/" for number in range(1, 20) for value in islice(values, 2))


def bad_filters(model: type[Model]) -> Iterator[str]:
    """The model's list: each column, what is behind it, and all that a list reads of its address."""
    values, lookups, place = cycle(BAD), cycle(LOOKUPS[1:]), list_of(model)
    for name in names_of(model):
        if "__" in name:
            continue  # refused by name, which a test of its own shows for all of them
        yield f"{place}?{name}__{next(lookups)}={next(values)}&{name}={next(values)}"
    for listed in admin.site._registry[model].list_filter:
        name = str(listed)
        for how in ("", "__exact", "__in", "__isnull"):
            yield f"{place}?{name}{how}=%00"
            yield from (f"{place}?{name}{how}={value}&_facets=1" for value in islice(values, 2))
            yield f"{place}?{name}{how}={next(values)}&{name}{how}=%00&e=1"
    for control in CONTROLS:
        yield from (f"{place}?{control}={value}" for value in islice(values, 3))


def names_of(model: type[Model]) -> list[str]:
    """The model's columns, relations, and what is behind each relation."""
    names = [field.attname for field in model._meta.fields if field.is_relation]
    for field in model._meta.get_fields():
        names.append(field.name)
        if field.is_relation and isinstance(field.related_model, type):
            names += [f"{field.name}__{each.name}" for each in field.related_model._meta.get_fields()]
    return names


def bad_choices() -> Iterator[str]:
    """The autocomplete view: each field of each model that there is, and the one that a form has."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            yield _choices(model._meta.app_label, str(model._meta.model_name), field.name, "a")
    real = {"app_label": "access", "model_name": "membership", "field_name": "merchant", "term": "a", "page": "1"}
    for name, value in chain(
        ((name, value) for name in ("term", "page") for value in BAD),
        ((name, value) for name in real for value in BAD[:4]),
    ):
        yield "/admin/autocomplete/?" + "&".join(
            f"{key}={value if key == name else kept}" for key, kept in real.items()
        )
    yield "/admin/autocomplete/"


def _choices(*values: str) -> str:
    names: Iterable[str] = ("app_label", "model_name", "field_name", "term")
    return "/admin/autocomplete/?" + "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
