"""Instagram, described: key, address, what it takes, what follows a post, terms."""

from typing import TYPE_CHECKING

from resources.outlets.outlet_description import OutletDescription

if TYPE_CHECKING:
    from factory.ports import Accounts
    from resources.machine.environment_variables import Settings
    from resources.outlets.instagram.account_connection import InstagramConsent
    from resources.outlets.instagram.consent_check import InstagramVerification
    from resources.outlets.instagram.outlet import InstagramOutlet
    from resources.outlets.instagram.takedown import InstagramTakedown
    from resources.outlets.instagram.totals import InstagramTotals


def _open(settings: "Settings", accounts: "Accounts") -> "InstagramOutlet":
    from resources.outlets.instagram.outlet import InstagramOutlet

    return InstagramOutlet(accounts)


def _totals(accounts: "Accounts") -> "InstagramTotals":
    from resources.outlets.instagram.totals import InstagramTotals

    return InstagramTotals(accounts)


def _takedown(settings: "Settings", accounts: "Accounts") -> "InstagramTakedown":
    from resources.outlets.instagram.takedown import InstagramTakedown

    return InstagramTakedown(accounts)


def _verification(accounts: "Accounts") -> "InstagramVerification":
    from resources.outlets.instagram.consent_check import InstagramVerification

    return InstagramVerification(accounts)


def _consent(redirect: str) -> "InstagramConsent":
    from resources.outlets.instagram.account_connection import InstagramConsent

    return InstagramConsent()


INSTAGRAM = OutletDescription(
    name="instagram",
    title="Instagram",
    does="A Reel of a professional Instagram account.",
    open=_open,
    totals=_totals,
    takedown=_takedown,
    verification=_verification,
    consent=_consent,
    grant_ends="a Page's token has no end of its own; a new password or a removed app ends it",
    limits="300 MB, 3 s to 15 minutes, 23 to 60 frames a second, at most 1,920 px wide; as many "
    "posts in 24 h as Instagram says",
    terms="Meta's Platform Terms and Instagram's Community Guidelines",
    key_variable="INSTAGRAM_APP",
    key_page="https://developers.facebook.com/apps (`app ID:app secret`, with Facebook Login for Business)",
    address_variable="INSTAGRAM_BASE_URL",
    usual_address="https://graph.facebook.com",
)
