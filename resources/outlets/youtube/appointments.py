"""YouTube shows a private video by itself at a time that it was told (`status.publishAt`)."""

from collections.abc import Mapping
from datetime import UTC, datetime

from factory.channel.channel import Channel
from factory.ports import Accounts, Publication
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.metadata import choices_of, status, visibility_of
from resources.outlets.youtube.video_state import let_be_seen, make_it_stand, video_there

SHOWN = "public"
"""The one visibility that a private video can be given by a time."""


class YouTubeAppointments:
    """See `factory.ports.Appointments`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def takes(self, publication: Publication) -> bool:
        """See `factory.ports.Appointments.takes`: only what becomes public has a time there."""
        return visibility_of(publication) == SHOWN

    def appoint(self, publication: Publication, post: Mapping[str, str], at: datetime) -> None:
        """See `factory.ports.Appointments.appoint`."""
        wanted = {**status(publication, "private"), "publishAt": as_google_writes(at)}
        with YouTubeService(self._accounts, choices_of(publication).account) as service:
            make_it_stand(service, publication, post["post_id"], wanted)

    def withdraw(self, channel: Channel, post: Mapping[str, str]) -> None:
        """See `factory.ports.Appointments.withdraw`."""
        if channel.youtube is None:
            return
        with YouTubeService(self._accounts, channel.youtube.account) as service:
            video = video_there(service, post["post_id"], "status")
            if video is None or "publishAt" not in video["status"]:
                return
            doing = "take the time of publication back"
            let_be_seen(service, post["post_id"], video["status"], "private", doing)


def as_google_writes(at: datetime) -> str:
    """Return a moment as YouTube gives it back: `2026-12-01T17:00:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
