"""Object fields that are plain columns of their row."""

from functools import partial
from typing import Any

import strawberry_django
from strawberry_django.fields.field import StrawberryDjangoField


class Column(StrawberryDjangoField):
    """A column whose value is read straight from its row. strawberry-django would check every field of every row for
    arguments, `info` and querysets, which takes five times as long as the rest of the field."""

    @property
    def is_basic_field(self) -> bool:
        return not (self.base_resolver or self.extensions or self.is_relation)

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if info is None:  # this is how Strawberry calls a basic field
            return getattr(source, self.django_name or self.python_name)
        return super().get_result(source, info, args, kwargs)


row_type = partial(strawberry_django.type, field_cls=Column)
column = partial(strawberry_django.field, field_cls=Column)
