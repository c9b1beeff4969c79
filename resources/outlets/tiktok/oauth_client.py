"""The app that accounts give their consent to, and where TikTok is asked for it."""

from dataclasses import dataclass, field

from resources.machine.credentials import address_of, pair_of
from resources.outlets.tiktok.outlet_description import TIKTOK

SCOPES = ("user.info.basic", "video.list", "video.publish", "video.upload")
"""Whose account it is; what is out there; to post; to leave drafts in the inbox."""


@dataclass(frozen=True, slots=True)
class ClientKeys:
    """A TikTok app with Login Kit for desktops and the Content Posting API."""

    key: str
    secret: str = field(repr=False)
    address: str
    """Where TikTok is asked."""
    consent_page: str

    @property
    def token_address(self) -> str:
        """Where tokens are given."""
        return f"{self.address}/v2/oauth/token/"


def client_keys() -> ClientKeys:
    """Return the app that the environment names.

    Raises:
        NoAccess: there is none; says where to make one.
    """
    wanted = (
        "`CLIENT_KEY:CLIENT_SECRET` of a desktop app, made at https://developers.tiktok.com/apps"
    )
    key, secret = pair_of(TIKTOK, "app", wanted)
    address = address_of(TIKTOK)
    page = "https://www.tiktok.com" if address == TIKTOK.usual_address else address
    return ClientKeys(key, secret, address, f"{page}/v2/auth/authorize/")
