"""The Graph API: the app that accounts consent to, its addresses, and what its refusals mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from factory.errors import FactoryError, NoAccess, PermanentError, PublishingWaits, TransientError
from resources.machine.credentials import address_of, hidden, pair_of
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.json_http import Answered, JsonDoor

VERSION: Final = "v25.0"
SCOPES: Final = (
    "business_management",
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_insights",
    "pages_read_engagement",
    "pages_show_list",
)
TAKES_DOWN: Final = "instagram_manage_contents"
"""To delete what is out; an account that was connected without it publishes all the same."""
DOOR: Final = JsonDoor("Instagram")
ENDED: Final = 190
"""What Meta says of a token that is over. Nothing else disconnects an account."""
NO_PERMISSION: Final = frozenset({10, 200, 803})
BUSY: Final = frozenset({4, 17, 32, 613})
THEIR_FAULT: Final = frozenset({1, 2})
NOT_READY, ACTION_BLOCKED, LIMIT_REACHED = 2207027, 2207051, 2207042
UNKNOWN_OBJECT: Final = (100, 33)
PAUSE: Final = timedelta(minutes=15)
WINDOW_PAUSE: Final = timedelta(hours=1)
"""Of a limit that holds for 24 rolling hours."""


class UnknownObject(PermanentError):
    """Instagram knows no such container or post."""


class ActionBlocked(PermanentError):
    """Instagram refuses the act; it says so even where the post is out already."""


@dataclass(frozen=True, slots=True)
class App:
    """A Meta app with Facebook Login for Business."""

    id: str
    secret: str = field(repr=False)
    address: str
    """Where the Graph API is asked."""
    consent_page: str

    def url(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"{self.address}/{VERSION}/{path}"


def app() -> App:
    """Return the app that the environment names.

    Raises:
        NoAccess: there is none; says where to make one.
    """
    wanted = "`APP_ID:APP_SECRET`, made at https://developers.facebook.com/apps"
    app_id, secret = pair_of(INSTAGRAM, "app", wanted)
    address = address_of(INSTAGRAM)
    page = "https://www.facebook.com" if address == INSTAGRAM.usual_address else address
    return App(app_id, secret, address, f"{page}/{VERSION}/dialog/oauth")


def error_in(answer: Answered) -> Mapping[str, Any]:
    """Return Meta's words for a refusal; empty where it refuses nothing."""
    error = answer.body.get("error")
    return error if isinstance(error, dict) else {}


def refusal_in(doing: str, answer: Answered) -> FactoryError | None:
    """Return the error that an answer means; None where it went well.

    Args:
        doing: for messages, after `could not`.
        answer: of the Graph API.
    """
    error = error_in(answer)
    if not error and answer.status == 200 and answer.body:
        return None
    code, subcode = _number(error, "code"), _number(error, "error_subcode")
    words = hidden(error.get("message") or answer.text)[:300]
    about = f"could not {doing}: Instagram answered {answer.status} {code}/{subcode}: {words}"
    now = datetime.now(UTC)
    if subcode == ACTION_BLOCKED:
        return ActionBlocked(about)
    if subcode == LIMIT_REACHED:
        return PublishingWaits(about, until=now + WINDOW_PAUSE, scope="outlet instagram")
    if code in BUSY:
        return PublishingWaits(about, until=now + PAUSE, scope="outlet instagram")
    if (code, subcode) == UNKNOWN_OBJECT:
        return UnknownObject(about)
    if subcode == NOT_READY or code in THEIR_FAULT or error.get("is_transient"):
        return TransientError(about)
    if not error or answer.status >= 500:
        return TransientError(about)
    if code == ENDED or code in NO_PERMISSION:
        return NoAccess(f"{about}; `factory connect instagram` connects the account anew")
    return PermanentError(about)


def _number(error: Mapping[str, Any], name: str) -> int:
    value = error.get(name)
    return value if isinstance(value, int) else 0
