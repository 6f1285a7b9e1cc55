"""How large a GraphQL document may be, and how it speaks of what went wrong."""

from collections.abc import Callable, Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    ValidationRule,
)
from strawberry.extensions import (
    AddValidationRules,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    SchemaExtension,
    ValidationCache,
)
from strawberry_django.optimizer import DjangoOptimizerExtension

from .errors import as_refusal, code_of, graphql_code


class OneMutation(ValidationRule):
    """One mutation per document: two of them could half succeed, and the caller would not know which half to retry."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        if node.operation is OperationType.MUTATION and self._fields(node.selection_set, set()) > 1:
            self.report_error(GraphQLError("Send one mutation per document.", node))

    def _fields(self, selections: SelectionSetNode, seen: set[str]) -> int:
        count = 0
        for selection in selections.selections:
            match selection:
                case FieldNode():
                    count += 1
                case InlineFragmentNode():
                    count += self._fields(selection.selection_set, seen)
                case FragmentSpreadNode() if selection.name.value not in seen:
                    seen.add(selection.name.value)
                    fragment: FragmentDefinitionNode | None = self.context.get_fragment(selection.name.value)
                    count += self._fields(fragment.selection_set, seen) if fragment else 0
        return count


class SpeakOfErrors(SchemaExtension):
    """A refusal keeps its words and gets a code; anything else is ours to know: it is logged and told by request id."""

    def on_operation(self) -> Iterator[None]:
        yield
        result = self.execution_context.result
        if result is not None and getattr(result, "errors", None):
            result.errors = [self._spoken(error) for error in result.errors]  # type: ignore[union-attr]

    def _spoken(self, error: GraphQLError) -> GraphQLError:
        original = error.original_error
        while isinstance(original, GraphQLError):
            original = original.original_error
        if original is None:
            error.extensions = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
            return error
        request_id = self.execution_context.context.request.headers.get("X-Request-Id", "")
        refusal = as_refusal(original if isinstance(original, Exception) else RuntimeError(), request_id)
        return GraphQLError(
            refusal.message,
            nodes=error.nodes,
            path=error.path,
            extensions={"code": graphql_code(code_of(refusal)), "requestId": request_id},
        )


EXTENSIONS: list[type[SchemaExtension] | Callable[[], SchemaExtension]] = [
    SpeakOfErrors,
    lambda: MaxTokensLimiter(max_token_count=2000),
    lambda: MaxAliasesLimiter(max_alias_count=30),
    lambda: QueryDepthLimiter(max_depth=10),
    lambda: AddValidationRules([OneMutation]),
    lambda: ParserCache(maxsize=200),
    lambda: ValidationCache(maxsize=200),
    DjangoOptimizerExtension,
]
