"""How Meta's Graph API words a refusal."""

from typing import Any

from starlette.responses import JSONResponse, Response

from emulators.request_log import Refusal


def error(code: int, subcode: int = 0, words: str = "emulated", **more: Any) -> dict[str, Any]:
    """Return the body of a refusal."""
    kind = "OAuthException"
    told = {"message": words, "type": kind, "code": code, "fbtrace_id": "Asandbox", **more}
    return {"error": {**told, "error_subcode": subcode} if subcode else told}


def refusal(code: int, subcode: int = 0, words: str = "emulated", status: int = 400) -> Response:
    """Return it as an answer."""
    return JSONResponse(error(code, subcode, words), status)


UNKNOWN = (
    100,
    33,
    "Object does not exist, cannot be loaded due to missing permissions, or does not support this operation",
)
"""What Meta says of what is gone, and of what it does not let an app see or do."""

REFUSALS = {
    "unknown_object": Refusal(400, error(*UNKNOWN)),
    "rate_limit": Refusal(400, error(4, words="Application request limit reached")),
    "token_ended": Refusal(400, error(190, 463, "The session has expired")),
    "no_permission": Refusal(403, error(10, words="Application does not have permission")),
    "publishing_limit": Refusal(400, error(9, 2207042, "You reached maximum number of posts")),
    "bad_parameter": Refusal(400, error(100, 2207010, "Caption is too long")),
    "their_fault": Refusal(500, error(2, words="An unexpected error", is_transient=True)),
}
