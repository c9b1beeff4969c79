"""TikTok, described: key, address, what it takes, what follows a post, terms."""

from typing import TYPE_CHECKING

from resources.outlets.outlet_description import OutletDescription

if TYPE_CHECKING:
    from factory.ports import Accounts
    from resources.machine.environment_variables import Settings
    from resources.outlets.tiktok.account_connection import TikTokConsent
    from resources.outlets.tiktok.consent_check import TikTokVerification
    from resources.outlets.tiktok.outlet import TikTokOutlet
    from resources.outlets.tiktok.totals import TikTokTotals


def _open(settings: "Settings", accounts: "Accounts") -> "TikTokOutlet":
    from resources.outlets.tiktok.outlet import TikTokOutlet

    return TikTokOutlet(accounts)


def _verification(accounts: "Accounts") -> "TikTokVerification":
    from resources.outlets.tiktok.consent_check import TikTokVerification

    return TikTokVerification(accounts)


def _totals(accounts: "Accounts") -> "TikTokTotals":
    from resources.outlets.tiktok.totals import TikTokTotals

    return TikTokTotals(accounts)


def _consent(redirect: str) -> "TikTokConsent":
    from resources.outlets.tiktok.account_connection import TikTokConsent

    return TikTokConsent(redirect)


TIKTOK = OutletDescription(
    name="tiktok",
    title="TikTok",
    does="A post on a TikTok account, or a draft in its inbox.",
    open=_open,
    totals=_totals,
    verification=_verification,
    by_hand="open the post in TikTok's app as its creator: Share, then Delete (or Privacy settings, Only me)",
    consent=_consent,
    grant_ends="TikTok ends it a year after it was last renewed",
    limits="4 GB, 10 minutes or what the creator may, 23 to 60 frames a second, 360 to 4,096 px; "
    "6 posts a minute",
    terms="TikTok's Terms of Service and Content Sharing Guidelines",
    key_variable="TIKTOK_CLIENT",
    key_page="https://developers.tiktok.com/apps (`client key:client secret` of a desktop app)",
    address_variable="TIKTOK_BASE_URL",
    usual_address="https://open.tiktokapis.com",
)
