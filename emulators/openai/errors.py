"""How OpenAI says no, and which models it has or had."""

from collections.abc import Mapping

from emulators.request_log import Refusal, RefusedRequest

CREATED = 1_795_000_000
GONE = frozenset(
    [
        "dall-e-2",
        "dall-e-3",
        "gpt-image-1",
        "o1",
        "o4-mini",
        "gpt-4.1-nano",
        "gpt-4-turbo",
        "sora-2",
        "sora-2-pro",
    ]
)
"""Shut down by 2026-11-21."""
SHUTDOWNS = {
    "gpt-image-2.5-flare": None,
    "gpt-image-2.5-sunburst": None,
    "gpt-image-1-mini": "2026-12-01",
    "gpt-image-1.5": "2026-12-01",
    "tts-1": "2027-01-06",
    "tts-1-hd": "2027-01-06",
    "gpt-4o-mini-tts": "2027-01-06",
    "gpt-4.1-mini": "2027-01-14",
    "gpt-6-luna": None,
    "gpt-5.6-sol": None,
    "gemini-2.5-flash": None,
    "omni-moderation-latest": None,
}


def refusal(
    status: int, message: str, code: str | None, kind: str = "invalid_request_error"
) -> Refusal:
    """Return a refusal in the shape of OpenAI's errors."""
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return Refusal(status, body, {"x-request-id": "req_emulated"})


REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": refusal(
        429, "Rate limit reached for requests", "rate_limit_exceeded", "requests"
    ),
    "insufficient_quota": refusal(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        "insufficient_quota",
    ),
    "model_gone": refusal(
        404, "The model has been shut down or you do not have access to it.", "model_not_found"
    ),
    "blocked": refusal(
        400, "Your request was rejected by the safety system.", "moderation_blocked"
    ),
    "overloaded": refusal(503, "The engine is currently overloaded.", None, "server_error"),
}


def refused(message: str, code: str | None = None, status: int = 400) -> RefusedRequest:
    """Return what to raise when a request is not as it should be."""
    return RefusedRequest(refusal(status, message, code))


def refuse_the_dead(model: str) -> None:
    """Raise Refused for a model that has been shut down."""
    if model in GONE:
        raise refused(
            f"The model `{model}` does not exist or you do not have access to it.",
            "model_not_found",
            404,
        )
