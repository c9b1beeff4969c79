"""GraphQL documents: what the operations in a request would do, by the parser that runs them."""

from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse

from desk.server.refusal import Refused
from factory.documents.foreign_json import parsed_json

TOKENS = 50_000
"""Dagster's own longest query has some 3,000; deeper nesting than any parser bears fits in few."""


def check_only_looks(body: bytes) -> None:
    """Let a request pass that changes nothing.

    Every operation of the document counts, whichever `operationName` asks for.

    Raises:
        Refused: it holds a mutation, or cannot be understood.
    """
    for operation in _operations(_query(body)):
        if operation is not OperationType.QUERY:
            raise Refused(403, "This session may only look; the request would change something.")


def _query(body: bytes) -> str:
    try:
        request: Any = parsed_json(body)
    except ValueError as error:
        raise Refused(400, "The body is not JSON.") from error
    if not isinstance(request, dict) or not isinstance(request.get("query"), str):
        raise Refused(400, 'Wanted one JSON object with a "query"; several at once are not served.')
    return request["query"]


def _operations(query: str) -> list[OperationType]:
    try:
        document = parse(query, no_location=True, max_lexical_tokens=TOKENS)
    except (GraphQLError, RecursionError) as error:
        raise Refused(400, "The GraphQL document cannot be parsed.") from error
    return [
        part.operation for part in document.definitions if isinstance(part, OperationDefinitionNode)
    ]
