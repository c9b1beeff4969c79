"""How YouTube words a refusal."""

from typing import Any

from starlette.responses import JSONResponse, Response

from emulators.request_log import Refusal

STATUS_OF = {
    "quotaExceeded": 403,
    "uploadLimitExceeded": 400,
    "rateLimitExceeded": 403,
    "backendError": 503,
    "forbidden": 403,
    "insufficientPermissions": 403,
    "badRequest": 400,
}


def error(status: int, reason: str) -> dict[str, Any]:
    """Return the body of a refusal."""
    words = f"emulated: {reason}"
    details = [{"message": words, "domain": "youtube", "reason": reason}]
    return {"error": {"code": status, "message": words, "errors": details}}


def refusal(status: int, reason: str) -> Response:
    """Return it as an answer."""
    return JSONResponse(error(status, reason), status)


REFUSALS = {
    "rate_limit": Refusal(403, error(403, "rateLimitExceeded")),
    **{reason: Refusal(status, error(status, reason)) for reason, status in STATUS_OF.items()},
}
