"""The GraphQL schema: `manage.py export_schema server.api.graphql.schema:schema --path schema.graphql`."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from django.conf import settings
from graphql import ExecutionResult, GraphQLError, execute_sync
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from server.api.graphql.permissions import scopes_of
from server.api.graphql.runtime.document_cache import document_of
from server.api.graphql.runtime.executor import SyncExecutor
from server.errors import Refusal

from .api_keys import KeyMutation, KeyQuery
from .mutations import Mutation
from .queries import Query
from .results import REFUSALS_AS_RESULTS
from .scalars import PAISE, STRICT_TIME, STRICT_UUID, Paise


class Schema(strawberry.Schema):
    def answer(
        self, text: str, variables: dict[str, Any] | None, operation: str | None, context: object
    ) -> ExecutionResult:
        """Raises InvalidInput where the document does not say which of its operations is meant.

        Strawberry's own `execute_sync` enters four contexts of its extensions, hashes the whole document to find it in
        its cache, and calls an extension for every field: half a millisecond for a mutation. What it is for stands in
        `documents.py`, once per document.
        """
        try:
            document = document_of(self._schema, text, introspection=settings.PAYOUT_PLAYGROUND)
            if document.errors:
                return ExecutionResult(data=None, errors=list(document.errors))
            document.choose(operation)
            return execute_sync(
                self._schema,
                document.parsed,
                variable_values=variables,
                operation_name=operation,
                context_value=context,
                executor_class=SyncExecutor,
            )
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        except Refusal:
            raise
        except Exception as error:  # deep in a document or in its variables, where Python gives up
            return ExecutionResult(data=None, errors=[GraphQLError(str(error), original_error=error)])


QUERY, MUTATION = merge_types("Query", (Query, KeyQuery)), merge_types("Mutation", (Mutation, KeyMutation))
SCOPES = scopes_of(QUERY, MUTATION)  # which refuses a field that declares none

schema = Schema(
    query=QUERY,
    mutation=MUTATION,
    exception_handlers=REFUSALS_AS_RESULTS,
    config=StrawberryConfig(scalar_map={Paise: PAISE, UUID: STRICT_UUID, datetime: STRICT_TIME}),
)
