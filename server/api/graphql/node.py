"""Relay's interface of everything that has an id."""

import strawberry


@strawberry.interface(description="An object with an id. No two objects have the same, whatever their types.")
class Node:
    id: strawberry.ID
