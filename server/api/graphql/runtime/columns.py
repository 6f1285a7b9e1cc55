"""Fields that are a column of their row, and nothing more."""

from functools import partial
from typing import Any

import strawberry_django
from strawberry_django.fields.field import StrawberryDjangoField


class Column(StrawberryDjangoField):
    """What is there already needs neither arguments nor `info`, nor to be told from a query: strawberry_django makes
    sure of all that anew for every field of every row, which takes five times as long as the rest of a field does."""

    @property
    def is_basic_field(self) -> bool:
        return not (self.base_resolver or self.extensions or self.is_relation)

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if info is None:  # as Strawberry asks for a basic field
            return getattr(source, self.django_name or self.python_name)
        return super().get_result(source, info, args, kwargs)


row_type = partial(strawberry_django.type, field_cls=Column)
column = partial(strawberry_django.field, field_cls=Column)
