"""An Instagram account of the emulated vendors, and a publication for it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.channel.outlet_settings import InstagramChoices
from factory.ports import Accounts, Grant, Publication
from resources.outlets.instagram.account_connection import InstagramConsent
from resources.outlets.instagram.outlet import InstagramOutlet
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants, nobody_waits
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing
from tests.fakes.vendors import Vendors

ACCOUNT = "17841400000000000"


@dataclass
class Reels:
    """An outlet, what it publishes, and the account as its owner's test sees it."""

    vendors: Vendors
    accounts: Accounts
    publication: Publication
    outlet: InstagramOutlet

    @property
    def there(self) -> list[dict[str, Any]]:
        """The Reels of this very publication."""
        found = self.vendors.http.get("/instagram/__media").json()
        wanted = self.publication.master_sha256
        return [one for one in found if one["media"] and one["sha256"] == wanted]

    def fault(self, kind: str, path: str = "", **wanted: Any) -> None:
        """Order a fault."""
        self.vendors.order(kind, vendor="instagram", path=path, **wanted)


def connected() -> Grant:
    """Return the consent of the emulated account's owner."""
    consent = InstagramConsent()
    answer = consent.follow()
    assert answer
    return consent.grant(answer, "mara")


def some_reels(vendors: Vendors, folder: Path, grant: Grant) -> Reels:
    """Return an account and a short video."""
    content = {
        "master.mp4": hashlib.sha256(str(folder).encode()).digest() * 4096,
        "listing.json": a_listing(
            synthetic_media=True, made_for_kids=False, title=f"Of {folder}"
        ).to_json(),
    }
    folder.mkdir(exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    sha256 = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    channel = a_channel(outlets=("instagram",), instagram=InstagramChoices(account=ACCOUNT))
    publication = Publication(
        video_id=VIDEO_ID,
        master_sha256=sha256["master.mp4"],
        files_sha256="f" * 64,
        paths={name: folder / name for name in content},
        sha256=sha256,
        channel=channel,
    )
    accounts = Accounts(KeptGrants(grant), CountedQuotas(), KeptChoices())
    return Reels(vendors, accounts, publication, InstagramOutlet(accounts, nobody_waits))
