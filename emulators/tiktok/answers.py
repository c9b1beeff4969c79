"""How TikTok answers: one envelope, in which `error.code` says what came of it, whatever the status."""

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response

from emulators.request_log import Refusal

STATUS_OF = {
    "access_token_invalid": 401,
    "scope_not_authorized": 401,
    "rate_limit_exceeded": 429,
    "spam_risk_too_many_posts": 403,
    "spam_risk_too_many_pending_share": 403,
    "spam_risk_user_banned_from_posting": 403,
    "reached_active_user_cap": 403,
    "unaudited_client_can_only_post_to_private_accounts": 403,
    "privacy_level_option_mismatch": 403,
    "url_ownership_unverified": 403,
    "invalid_publish_id": 400,
    "invalid_params": 400,
    "internal_error": 500,
}


def envelope(code: str = "ok", message: str = "", data: Any = None) -> dict[str, Any]:
    """Return an answer's body."""
    error = {"code": code, "message": message, "log_id": secrets.token_hex(8)}
    return {"data": data or {}, "error": error}


def told(data: Any) -> Response:
    """Return an answer to what went well."""
    return JSONResponse(envelope(data=data))


def refusal(code: str, message: str = "") -> Response:
    """Return a refusal."""
    return JSONResponse(envelope(code, message or f"emulated: {code}"), STATUS_OF[code])


REFUSALS = {
    "rate_limit": Refusal(429, envelope("rate_limit_exceeded", "emulated")),
    # TikTok has been seen to refuse with a status of 200.
    "refused_with_200": Refusal(200, envelope("spam_risk_too_many_posts", "emulated")),
    **{code: Refusal(status, envelope(code, "emulated")) for code, status in STATUS_OF.items()},
}
