"""Slack's client with its errors in ours: refused, busy, away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from factory.errors import NoAccess, PermanentError, TransientError
from resources.machine.credentials import hidden
from resources.vendors.http_errors import retry_after_seconds

ANSWER_SECONDS = 15
"""Timeout: after so long without an answer a request is given up."""
PASSING = frozenset(
    {
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout"),
        *("service_unavailable", "team_added_to_org"),
    }
)
"""Errors that Slack says with 200 and that pass; all others are about what was asked."""
KEYS = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
        *("missing_scope", "not_allowed_token_type", "no_permission"),
    }
)


def web_client(address: str, token: str) -> WebClient:
    """Return a client that makes each attempt once; whoever asks tries again."""
    return WebClient(
        token=token, base_url=f"{address}/api/", timeout=ANSWER_SECONDS, retry_handlers=[]
    )


@contextmanager
def said(doing: str) -> Iterator[None]:
    """Say in the factory's errors what Slack answered.

    Raises:
        TransientError: it is busy or away; or the answer got lost, and nobody knows if it was done.
        NoAccess: the token is refused.
        PermanentError: what was asked is.
    """
    try:
        yield
    except SlackApiError as error:
        answer: Any = error.response
        status = getattr(answer, "status_code", 200)
        word = _word(answer)
        about = f"could not {doing}: Slack answered {hidden(word or status)}"
        unread = status < 400 and not word.replace("_", "").isalpha()  # no JSON of Slack's
        if status == 429 or status >= 500 or word in PASSING or unread:
            wait = retry_after_seconds(getattr(answer, "headers", {}) or {})
            raise TransientError(about, retry_after_seconds=wait) from None
        if status in (401, 403) or word in KEYS:
            raise NoAccess(f"{about}; look at SLACK_BOT_TOKEN and the app's scopes") from None
        raise PermanentError(
            f"{about}; look at SLACK_CHANNEL, and whether the app is in it"
        ) from None
    except (SlackClientError, OSError, URLError, ValueError) as error:
        raise TransientError(f"could not {doing}: {hidden(error)[:300]}") from None


def _word(answer: Any) -> str:
    """Return Slack's own word for an error; empty where the body is no JSON."""
    data = getattr(answer, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""
