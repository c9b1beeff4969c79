"""OpenAI's client for every OpenAI-compatible endpoint, its errors in our words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factory.errors import AnswerLost, FactoryError, NoAccess, PermanentError, TransientError
from resources.keys import base_url, hidden, is_emulated, key_of, missing_key, version_of
from resources.vendor_errors import refusal_of

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError, OpenAI

USUAL = "https://api.openai.com/v1"
HOSTS = {"api.openai.com": "openai", "generativelanguage.googleapis.com": "gemini"}
OLLAMA_PORT = 11434
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 180.0
"""A picture of the best quality takes two minutes."""
NO_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
GONE = frozenset({"model_not_found", "model_deprecated"})
UNSAFE = frozenset(
    {"moderation_blocked", "content_policy_violation", "image_generation_user_error"}
)


def endpoint() -> str:
    """Return the address that `OPENAI_BASE_URL` names, else OpenAI's own."""
    return base_url("OPENAI_BASE_URL", USUAL)


def vendor_at(address: str) -> str:
    """Return whose prices hold at an address; of a stranger, its host and port."""
    parts = urlsplit(address)
    if is_emulated(address):
        return "openai"
    if parts.port == OLLAMA_PORT:
        return "ollama"
    return HOSTS.get(parts.hostname or "", parts.netloc)


def endpoint_version() -> str:
    """Return what tells this endpoint's results from another's: empty for the vendor's own."""
    address = endpoint()
    return "" if urlsplit(address).hostname in HOSTS else version_of(address, USUAL)


def missing_access() -> str:
    """Return what a person has to do first; a server of one's own may want no key."""
    return missing_key("openai") if vendor_at(endpoint()) in HOSTS.values() else ""


def openai_client() -> "OpenAI":
    """Return a client that tries once: the step retries, and a repeated POST is paid twice.

    Raises:
        NoAccess: the key is missing.
    """
    import httpx2
    from openai import OpenAI

    if missing_access():
        raise NoAccess(missing_access())
    key = os.environ.get("OPENAI_API_KEY") and key_of("openai")
    wait = httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return OpenAI(
        api_key=key or "none", base_url=endpoint(), max_retries=0, timeout=wait, organization=None
    )


@contextmanager
def asking_openai(doing: str) -> Iterator[None]:
    """Turn the client's errors into ours; keys in them are hidden, and so is their chain.

    Raises:
        TransientError: a rate limit, a server's fault, no connection.
        AnswerLost: the request left and no answer came.
        NoAccess: the key is refused, or no quota is left.
        PermanentError: the request is refused as it is, or the model is gone.
    """
    import openai

    try:
        yield
    except openai.APIConnectionError as error:
        raise _unanswered(error, doing) from None
    except openai.APIStatusError as error:
        raise _refused(error, doing) from None


def _unanswered(error: "APIConnectionError", doing: str) -> FactoryError:
    import httpx2

    cause = error.__cause__
    said = hidden(f"{error} ({type(cause).__name__})")
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        return TransientError(f"could not {doing}: {endpoint()} cannot be reached: {said}")
    return AnswerLost(f"could not {doing}: the request left, but no answer came: {said}")


def _refused(error: "APIStatusError", doing: str) -> FactoryError:
    said, code = hidden(error.message), error.code or ""
    about = f"could not {doing}: {endpoint()} answered {error.status_code}: {said}"
    if code in NO_QUOTA:
        return NoAccess(f"{about}; add credit or raise the limit of the account")
    if code in GONE or (error.status_code == 404 and "model" in said.lower()):
        return PermanentError(f"{about}; name another model in the channel file")
    if code in UNSAFE:
        return PermanentError(f"{about}; the words of this scene must change")
    return refusal_of("openai", doing, error.status_code, said, error.response.headers)


def model_facts(model: str) -> str:
    """Return what the endpoint says of a model, for `factory doctor`; costs nothing.

    Raises:
        PermanentError: there is no such model.
    """
    with openai_client() as client, asking_openai(f"ask for model {model!r}"):
        found = client.models.retrieve(model)
    ends = getattr(found, "shutdown_date", None)
    where = "emulated" if is_emulated(endpoint()) else endpoint()
    return f"{model} at {where}" + (f", shut down on {ends}" if ends else "")
