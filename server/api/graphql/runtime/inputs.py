"""Input objects built without Strawberry's per-field conversion."""

from typing import TypeVar

from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

Input = TypeVar("Input")


def of_scalars(cls: type[Input]) -> type[Input]:
    """For an input whose fields are all scalars, which graphql-core has already parsed. Strawberry would look up every
    field's type and name again for each of a batch's thousand items: createPayouts of 1,000 then takes 0.83 s of CPU in
    place of 0.49 s (medians of 12 interleaved calls)."""
    definition = get_object_definition(cls, strict=True)
    names = {to_camel_case(field.python_name): field.python_name for field in definition.fields}
    definition.from_input = lambda _, value, __: cls(**{names[name]: each for name, each in value.items()})
    return cls
