"""The GraphQL schema, put together: `manage.py export_schema server.api.schema:schema --path schema.graphql`."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from .api_keys import KeyMutation, KeyQuery
from .limits import EXTENSIONS
from .mutations import Mutation
from .queries import Query
from .results import REFUSALS_AS_RESULTS
from .scalars import PAISE, STRICT_TIME, STRICT_UUID, Paise
from .scopes import scopes_of


class Schema(strawberry.Schema):
    def process_errors(self, *_: Any) -> None:
        """Strawberry would log every mistake of a caller with a traceback; `errors.spoken` logs what is ours."""


QUERY, MUTATION = merge_types("Query", (Query, KeyQuery)), merge_types("Mutation", (Mutation, KeyMutation))
SCOPES = scopes_of(QUERY, MUTATION)  # which refuses a field that declares none

schema = Schema(
    query=QUERY,
    mutation=MUTATION,
    extensions=EXTENSIONS,
    exception_handlers=REFUSALS_AS_RESULTS,
    config=StrawberryConfig(scalar_map={Paise: PAISE, UUID: STRICT_UUID, datetime: STRICT_TIME}),
)
