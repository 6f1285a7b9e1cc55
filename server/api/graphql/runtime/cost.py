"""A call's cost in calls: `docs/rates.md` tells clients how to reckon it.

The numbers are measured: each part takes some five milliseconds of one processor, about twice what a small call takes.
"""

from math import ceil

# An input has fewer members. Each one more costs what an item does: coercion looks at all of them for each error.
MEMBERS = 20
# So many of each are worth one call.
OBJECTS, TOKENS, CHARACTERS, ITEMS = 100, 100, 4000, 20


def calls_for(*, objects: int = 0, tokens: int = 0, characters: int = 0, items: int = 0) -> int:
    """The greatest of the parts, and at least one call."""
    return max(1, ceil(objects / OBJECTS), ceil(tokens / TOKENS), ceil(characters / CHARACTERS), ceil(items / ITEMS))


def items_in(value: object) -> int:
    """How many items all lists within a JSON value have, and members all its objects beyond 20 each."""
    items, todo = 0, [value]
    while todo:
        match todo.pop():
            case list() as found:
                items += len(found)
                todo += found
            case dict() as found:
                items += max(0, len(found) - MEMBERS)
                todo += found.values()
    return items
