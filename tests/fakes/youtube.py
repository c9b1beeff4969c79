"""A YouTube channel of the emulated vendors, and a publication for it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.channel.outlet_settings import YouTubeChoices
from factory.ports import Accounts, Grant, Publication
from resources.outlets.youtube.account_connection import YouTubeConsent
from resources.outlets.youtube.metadata import marker
from resources.outlets.youtube.outlet import YouTubeOutlet
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants, nobody_waits
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing
from tests.fakes.vendors import Vendors

UNIT = 256 << 10
ACCOUNT = "UCsandboxsandboxsandbox0"


@dataclass
class Tube:
    """An outlet, what it publishes, and the channel as its owner's test sees it."""

    vendors: Vendors
    accounts: Accounts
    publication: Publication
    outlet: YouTubeOutlet

    @property
    def there(self) -> list[dict[str, Any]]:
        """The videos of this very publication."""
        found = self.vendors.http.get("/youtube/__videos").json()
        mark = marker(self.publication)
        return [video for video in found if mark in video["snippet"].get("tags", ())]

    def fault(self, kind: str, path: str = "/upload/youtube", **wanted: Any) -> None:
        """Order a fault."""
        self.vendors.order(kind, vendor="youtube", path=path, **wanted)


def connected() -> Grant:
    """Return the consent of the emulated channel's owner."""
    consent = YouTubeConsent("http://127.0.0.1:1/")
    answer = consent.follow()
    assert answer
    return consent.grant(answer, "mara")


def a_tube(vendors: Vendors, folder: Path, grant: Grant, **choices: Any) -> Tube:
    """Return a channel and a video of five chunks, the last one short."""
    master = hashlib.sha256(str(folder).encode()).digest() * (4 * UNIT // 32) + b"the end"
    content = {
        "master.mp4": master,
        "thumbnail.jpg": b"jpg",
        "captions.srt": b"1\n00:00:00,000 --> 00:00:01,000\nHello\n",
        "listing.json": a_listing(synthetic_media=True, made_for_kids=False).to_json(),
    }
    folder.mkdir(exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    sha256 = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    publication = Publication(
        video_id=VIDEO_ID,
        master_sha256=sha256["master.mp4"],
        files_sha256="f" * 64,
        paths={name: folder / name for name in content},
        sha256=sha256,
        channel=a_channel(outlets=("youtube",), youtube=YouTubeChoices(account=ACCOUNT, **choices)),
    )
    accounts = Accounts(KeptGrants(grant), CountedQuotas(), KeptChoices())
    return Tube(vendors, accounts, publication, YouTubeOutlet(accounts, nobody_waits, UNIT))
