"""YouTube, described: key, address, what it takes, what follows a post, terms."""

from typing import TYPE_CHECKING

from resources.outlets.outlet_description import OutletDescription

if TYPE_CHECKING:
    from factory.ports import Accounts
    from resources.machine.environment_variables import Settings
    from resources.outlets.youtube.account_connection import YouTubeConsent
    from resources.outlets.youtube.appointments import YouTubeAppointments
    from resources.outlets.youtube.consent_check import YouTubeVerification
    from resources.outlets.youtube.figures import YouTubeFigures
    from resources.outlets.youtube.follow_ups import YouTubeFollowUps
    from resources.outlets.youtube.outlet import YouTubeOutlet
    from resources.outlets.youtube.post_changer import YouTubeChanger
    from resources.outlets.youtube.takedown import YouTubeTakedown
    from resources.outlets.youtube.totals import YouTubeTotals


def _open(settings: "Settings", accounts: "Accounts") -> "YouTubeOutlet":
    from resources.outlets.youtube.outlet import YouTubeOutlet

    return YouTubeOutlet(accounts)


def _follow_ups(settings: "Settings", accounts: "Accounts") -> "YouTubeFollowUps":
    from resources.outlets.youtube.follow_ups import YouTubeFollowUps

    return YouTubeFollowUps(accounts)


def _verification(accounts: "Accounts") -> "YouTubeVerification":
    from resources.outlets.youtube.consent_check import YouTubeVerification

    return YouTubeVerification(accounts)


def _appointments(accounts: "Accounts") -> "YouTubeAppointments":
    from resources.outlets.youtube.appointments import YouTubeAppointments

    return YouTubeAppointments(accounts)


def _figures(accounts: "Accounts") -> "YouTubeFigures":
    from resources.outlets.youtube.figures import YouTubeFigures

    return YouTubeFigures(accounts)


def _changer(accounts: "Accounts") -> "YouTubeChanger":
    from resources.outlets.youtube.post_changer import YouTubeChanger

    return YouTubeChanger(accounts)


def _takedown(settings: "Settings", accounts: "Accounts") -> "YouTubeTakedown":
    from resources.outlets.youtube.takedown import YouTubeTakedown

    return YouTubeTakedown(accounts)


def _totals(accounts: "Accounts") -> "YouTubeTotals":
    from resources.outlets.youtube.totals import YouTubeTotals

    return YouTubeTotals(accounts)


def _consent(redirect: str) -> "YouTubeConsent":
    from resources.outlets.youtube.account_connection import YouTubeConsent

    return YouTubeConsent(redirect)


YOUTUBE = OutletDescription(
    name="youtube",
    title="YouTube",
    does="A video on a YouTube channel, with thumbnail, captions and playlist.",
    open=_open,
    changer=_changer,
    takedown=_takedown,
    follow_ups=_follow_ups,
    appointments=_appointments,
    verification=_verification,
    figures=_figures,
    totals=_totals,
    consent=_consent,
    channel_lines=("visibility: private",),
    limits="256 GiB and 12 h a video; 100 uploads and 10,000 units a day and project",
    terms="YouTube's Terms of Service and API Services Terms",
    key_variable="YOUTUBE_OAUTH_CLIENT",
    key_page="https://console.cloud.google.com/apis/credentials (`client ID:client secret` of a desktop app)",
    address_variable="YOUTUBE_BASE_URL",
    usual_address="https://youtube.googleapis.com",
)
