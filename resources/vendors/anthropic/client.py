"""Anthropic's client, its errors in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factory.errors import AnswerLost, FactoryError, NoAccess, PermanentError
from resources.machine.credentials import address_of, hidden, key_of, missing_key
from resources.vendors.anthropic.vendor import ANTHROPIC
from resources.vendors.http_errors import LONGEST_SAID, refusal_of, unanswered
from resources.vendors.transport.guarded import CONNECT_SECONDS, JSON, Limits, guarded_client

if TYPE_CHECKING:
    from anthropic import Anthropic, APIStatusError

ANSWER_SECONDS = 300.0
"""Timeout, after which a request is given up: a long section by a model that thinks first takes minutes."""
NO_CREDIT = "credit balance is too low"
"""Said with 400 by accounts that pay in advance."""


def anthropic_client() -> "Anthropic":
    """Return a client that tries once: the step retries, and a repeated POST is paid twice.

    Raises:
        NoAccess: the key is missing.
    """
    import httpx2
    from anthropic import Anthropic

    if missing := missing_key(ANTHROPIC):
        raise NoAccess(missing)
    return Anthropic(
        api_key=key_of(ANTHROPIC),
        base_url=address_of(ANTHROPIC),
        max_retries=0,
        timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        http_client=guarded_client(Limits(ANSWER_SECONDS, media=JSON)),
    )


@contextmanager
def asking(doing: str) -> Iterator[None]:
    """Turn the client's errors into ours; keys in them are hidden, and so is their chain.

    Raises:
        TransientError: a rate limit, a server's fault, no connection.
        AnswerLost: the request left and no answer came.
        NoAccess: the key is refused, or no credit is left.
        PermanentError: the request is refused as it is, or the model is gone.
    """
    import anthropic

    try:
        yield
    except anthropic.APIConnectionError as error:
        raise unanswered(error, address_of(ANTHROPIC), doing) from None
    except anthropic.APIStatusError as error:
        raise _refused(error, doing) from None
    except anthropic.AnthropicError as error:  # an answer that its own parser cannot read
        raise AnswerLost(f"could not {doing}: {hidden(error)[:200]}") from None


def _refused(error: "APIStatusError", doing: str) -> FactoryError:
    said = hidden(error.api_message or error.message)[:LONGEST_SAID]
    about = f"could not {doing}: {ANTHROPIC.title} answered {error.status_code}: {said}"
    if NO_CREDIT in said.lower():
        return NoAccess(f"{about}; add credit to the account at {ANTHROPIC.key_page}")
    if error.status_code == 404:
        return PermanentError(f"{about}; name another model in the channel file")
    return refusal_of(ANTHROPIC, doing, error.status_code, said, error.response.headers)
