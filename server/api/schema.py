"""The GraphQL schema, put together: `manage.py export_schema server.api.schema:schema --path schema.graphql`."""

from typing import Any
from uuid import UUID

import strawberry
from strawberry.schema.config import StrawberryConfig

from .limits import EXTENSIONS
from .mutations import Mutation
from .queries import Query
from .results import REFUSALS_AS_RESULTS
from .scalars import PAISE, STRICT_UUID, Paise


class Schema(strawberry.Schema):
    def process_errors(self, *_: Any) -> None:
        """Strawberry would log every mistake of a caller with a traceback; `errors.spoken` logs what is ours."""


schema = Schema(
    query=Query,
    mutation=Mutation,
    extensions=EXTENSIONS,
    exception_handlers=REFUSALS_AS_RESULTS,
    config=StrawberryConfig(scalar_map={Paise: PAISE, UUID: STRICT_UUID}),
)
