"""What YouTube's refusals mean: wait, try again, connect the account, or change the video."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from google.auth.exceptions import GoogleAuthError
from googleapiclient.errors import HttpError

from factory.errors import FactoryError, NoAccess, PermanentError, PublishingWaits, TransientError
from factory.workflow.platform_days import next_midnight
from resources.machine.credentials import hidden
from resources.outlets.youtube.api_client import lost_connections

QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"})
BUSY = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded"})
HUMAN = {
    "invalidTitle": "the title is empty, longer than 100 characters, or has < or > in it",
    "invalidDescription": "the description is longer than 5,000 bytes, or has < or > in it",
    "invalidTags": "the tags are longer than 500 characters together",
    "invalidCategoryId": "this country has no such category; change `youtube.category`",
    "invalidPublishAt": "the time of publication cannot be set",
    "defaultLanguageNotSet": "a translated listing needs the language of the first one",
    "mediaBodyRequired": "the file is empty",
    "invalidImage": "the thumbnail is no picture that YouTube takes",
    "videoNotFound": "the video is not there, or belongs to another channel",
    "playlistNotFound": "there is no such playlist on this channel; change `youtube.playlist`",
    "playlistContainsMaximumNumberOfVideos": "the playlist is full",
    "youtubeSignupRequired": "the account has no channel; make one at youtube.com",
    "forbiddenLicenseSetting": "the channel may not use this licence; change `youtube.licence`",
    "forbiddenPrivacySetting": "the channel may not use this visibility",
}
"""By YouTube's reason: developers.google.com/youtube/v3/docs/errors."""


def reason_of(error: HttpError) -> str:
    """Return YouTube's own word for a refusal; empty where it gives none."""
    details: Any = error.error_details
    first = details[0] if isinstance(details, list) and details else {}
    return str(first.get("reason", "")) if isinstance(first, dict) else ""


def refusal_of(doing: str, error: HttpError) -> FactoryError:
    """Return the error that an answer of YouTube means.

    Args:
        doing: for messages, after `could not`.
        error: the answer.
    """
    status, reason = int(error.resp.status), reason_of(error)
    words = HUMAN.get(reason) or hidden(error.reason)[:300]
    about = f"could not {doing}: YouTube answered {status} {reason}: {words}"
    if reason in QUOTA:
        return PublishingWaits(about, until=next_midnight(datetime.now(UTC)), scope="youtube quota")
    if reason == "uploadLimitExceeded":
        tomorrow = datetime.now(UTC) + timedelta(hours=24)
        return PublishingWaits(about, until=tomorrow, scope="youtube channel")
    if status == 429 or status >= 500 or reason in BUSY:
        return TransientError(about)
    if status == 401 or (status == 403 and reason not in HUMAN):
        return NoAccess(f"{about}; `factory connect youtube` connects the account anew")
    return PermanentError(about)


@contextmanager
def youtube_says(doing: str) -> Iterator[None]:
    """Say of what goes wrong inside what it means; nothing of it shows a key."""
    try:
        yield
    except HttpError as error:
        raise refusal_of(doing, error) from None
    except (GoogleAuthError, *lost_connections()) as error:
        raise TransientError(
            f"could not {doing}: no answer from YouTube ({type(error).__name__}: "
            f"{hidden(error)[:200]})"
        ) from None
