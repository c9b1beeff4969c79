"""A YouTube channel of the emulated vendors, and a publication for it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factory.channel.publishing import YouTubeChoices
from factory.errors import NoAccess
from factory.ports import Accounts, Grant, Publication
from resources.outlets.youtube.consent import YouTubeConsent
from resources.outlets.youtube.metadata import marker
from resources.outlets.youtube.outlet import YouTubeOutlet
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing
from tests.fakes.outlets import NoNotes
from tests.fakes.vendors import Vendors

UNIT = 256 << 10
ACCOUNT = "UCsandboxsandboxsandbox0"


class KeptGrants:
    """Grants in memory."""

    def __init__(self, *kept: Grant) -> None:
        self.kept = {(one.outlet, one.account): one for one in kept}

    def connect(self, grant: Grant) -> None:
        self.kept[grant.outlet, grant.account] = grant

    def grant(self, outlet: str, account: str) -> Grant:
        found = self.kept[outlet, account]
        if found.refused_at:
            raise NoAccess(found.error)
        return found

    def used(self, outlet: str, account: str, *, refused: str = "", new_token: str = "") -> None:
        found = self.kept[outlet, account]
        token = new_token or found.refresh_token
        at = datetime.now(UTC) if refused else None
        changed = replace(found, refresh_token=token, refused_at=at, error=refused)
        self.kept[outlet, account] = changed

    def all(self) -> Sequence[Grant]:
        return list(self.kept.values())


class CountedQuotas:
    """Counts, and grants everything."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def spend(self, project: str, bucket: str, units: int) -> None:
        self.used[bucket] = self.used.get(bucket, 0) + units


class FileNotes(NoNotes):
    """Notes that outlive the process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self) -> dict[str, Any]:
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def put(self, facts: Mapping[str, Any]) -> None:
        scratch = self.path.with_suffix(".scratch")
        scratch.write_text(json.dumps(dict(facts)))
        scratch.replace(self.path)


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


def nobody_waits(seconds: float) -> None:
    """Wait for nothing."""


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
    accounts = Accounts(KeptGrants(grant), CountedQuotas())
    return Tube(vendors, accounts, publication, YouTubeOutlet(accounts, nobody_waits, UNIT))
