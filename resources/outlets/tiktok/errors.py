"""What TikTok's refusals mean: wait, try again, connect the account, or change the post."""

from datetime import UTC, datetime, timedelta
from typing import Final

from factory.errors import FactoryError, NoAccess, PermanentError, PublishingWaits, TransientError
from resources.machine.credentials import hidden
from resources.outlets.json_http import Answered

DAY = timedelta(hours=24)
MINUTE = timedelta(seconds=70)
"""A window of a rate limit, and some."""
WAITS: Final = {
    "rate_limit_exceeded": (MINUTE, "it takes so many requests a minute of an account"),
    "spam_risk_too_many_posts": (DAY, "the account has posted as often as it may within 24 h"),
    "spam_risk_too_many_pending_share": (
        DAY,
        "five drafts lie in the account's inbox; finish or delete one in TikTok's app",
    ),
    "reached_active_user_cap": (DAY, "the app has posted for as many accounts as it may in 24 h"),
}
NO_DIRECT_POST: Final = {
    "unaudited_client_can_only_post_to_private_accounts": "TikTok has not audited this app: until "
    "then it posts for private accounts only, and for the creator's own eyes",
    "scope_not_authorized": "the account did not grant video.publish",
}
"""Refusals of the direct route alone; the inbox stays open."""
HUMAN: Final = {
    "access_token_invalid": "the access of this account is over",
    "spam_risk_user_banned_from_posting": "TikTok has banned the account from posting",
    "privacy_level_option_mismatch": "the account does not offer this privacy; choose again",
    "invalid_params": "something of the post is not as TikTok wants it",
    "file_format_check_failed": "the file is none that TikTok takes",
    "duration_check_failed": "it is too short or too long for this account",
    "frame_rate_check_failed": "TikTok wants 23 to 60 frames a second",
    "picture_size_check_failed": "TikTok wants 360 to 4,096 px on each side",
    "publish_cancelled": "somebody cancelled it",
    "auth_removed": "the account took its consent away while it was posted",
    "spam_risk_text": "TikTok takes the words for spam",
    "spam_risk": "TikTok takes the post for spam",
}
"""By TikTok's code, or its reason for a failed post."""
PASSING: Final = frozenset({"internal", "video_pull_failed"})
"""Reasons for a failed post that may be gone the next time."""


class NoDirectPost(NoAccess):
    """TikTok takes no direct post of this app or account; its inbox stays open."""


def code_of(answer: Answered) -> str:
    """Return TikTok's own word for what came of a request; `ok` means well, whatever the status."""
    error = answer.body.get("error")
    return str(error.get("code", "")) if isinstance(error, dict) else ""


def refusal_in(doing: str, answer: Answered) -> FactoryError | None:
    """Return the error that an answer means; None where it went well.

    Args:
        doing: for messages, after `could not`.
        answer: with TikTok's envelope.
    """
    code = code_of(answer)
    if code == "ok" and isinstance(answer.body.get("data"), dict):
        return None
    said = answer.body.get("error") or {}
    words = HUMAN.get(code) or hidden(said.get("message") or answer.text)[:300]
    about = f"could not {doing}: TikTok answered {answer.status} {code}: {words}"
    if code in WAITS:
        pause, why = WAITS[code]
        until = datetime.now(UTC) + pause
        return PublishingWaits(f"{about} ({why})", until=until, scope="outlet tiktok")
    if code in NO_DIRECT_POST:
        return NoDirectPost(f"could not {doing}: {NO_DIRECT_POST[code]} ({code})")
    if answer.status >= 500 or answer.status == 429 or not code:
        return TransientError(about)
    if answer.status == 401 or code == "spam_risk_user_banned_from_posting":
        return NoAccess(f"{about}; `factory connect tiktok` connects the account anew")
    return PermanentError(about)
