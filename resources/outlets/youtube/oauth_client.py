"""The OAuth client that accounts give their consent to, and where Google is asked for it."""

from dataclasses import dataclass, field

from resources.machine.credentials import address_of, pair_of
from resources.outlets.youtube.outlet_description import YOUTUBE

FIGURES_SCOPE = "https://www.googleapis.com/auth/yt-analytics.readonly"

SCOPES = (
    "https://www.googleapis.com/auth/youtube.upload",
    "https://www.googleapis.com/auth/youtube.force-ssl",
    FIGURES_SCOPE,
)
"""To upload; to set visibility, captions and playlists; and to read what viewers did."""


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """An OAuth client of type `desktop app`."""

    client_id: str
    client_secret: str = field(repr=False)
    address: str
    """Where YouTube is asked."""
    consent_page: str
    token_address: str

    @property
    def project(self) -> str:
        """The Google project whose quota is used: the digits that a client ID begins with."""
        return self.client_id.partition("-")[0]


def oauth_client() -> OAuthClient:
    """Return the client that the environment names.

    Raises:
        NoAccess: there is none; says where to make one.
    """
    wanted = (
        "`CLIENT_ID:CLIENT_SECRET` of a desktop app, made at "
        "https://console.cloud.google.com/apis/credentials"
    )
    client_id, secret = pair_of(YOUTUBE, "OAuth client", wanted)
    address = address_of(YOUTUBE)
    elsewhere = address != YOUTUBE.usual_address
    return OAuthClient(
        client_id,
        secret,
        address,
        f"{address}/o/oauth2/v2/auth"
        if elsewhere
        else "https://accounts.google.com/o/oauth2/v2/auth",
        f"{address}/token" if elsewhere else "https://oauth2.googleapis.com/token",
    )
