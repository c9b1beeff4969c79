"""How Anthropic says no."""

from collections.abc import Mapping

from emulators.request_log import Refusal, RefusedRequest


def refusal(status: int, message: str, kind: str) -> Refusal:
    """Return a refusal in the shape of Anthropic's errors."""
    body = {"type": "error", "error": {"type": kind, "message": message}}
    return Refusal(status, {**body, "request_id": "req_emulated"}, {"request-id": "req_emulated"})


REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": refusal(
        429, "This request would exceed your organization's rate limit.", "rate_limit_error"
    ),
    "insufficient_quota": refusal(
        400,
        "Your credit balance is too low to access the Anthropic API.",
        "invalid_request_error",
    ),
    "model_gone": refusal(404, "model: claude-sonnet-4-0", "not_found_error"),
    "overloaded": refusal(529, "Overloaded", "overloaded_error"),
}


def refused(message: str, kind: str = "invalid_request_error", status: int = 400) -> RefusedRequest:
    """Return what to raise when a request is not as it should be."""
    return RefusedRequest(refusal(status, message, kind))
