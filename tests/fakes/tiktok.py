"""A TikTok account of the emulated vendors, and a publication for it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.channel.outlet_settings import TikTokChoices
from factory.ports import Accounts, Grant, Publication
from resources.outlets.tiktok.account_connection import TikTokConsent
from resources.outlets.tiktok.outlet import TikTokOutlet
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants, nobody_waits
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing
from tests.fakes.vendors import Vendors

MIB = 1 << 20
ACCOUNT = "-000sandboxsandboxsandboxsandbox"


@dataclass
class Account:
    """An outlet, what it publishes, and the account as its owner's test sees it."""

    vendors: Vendors
    accounts: Accounts
    publication: Publication
    outlet: TikTokOutlet

    @property
    def there(self) -> list[dict[str, Any]]:
        """The posts of this very publication whose file is whole."""
        found = self.vendors.http.get("/tiktok/__posts").json()
        wanted = self.publication.master_sha256
        return [post for post in found if post["whole"] and post["sha256"] == wanted]

    def fault(self, kind: str, path: str = "", **wanted: Any) -> None:
        """Order a fault."""
        self.vendors.order(kind, vendor="tiktok", path=path, **wanted)


def connected() -> Grant:
    """Return the consent of the emulated account's owner."""
    consent = TikTokConsent("http://127.0.0.1:1/")
    answer = consent.follow()
    assert answer
    return consent.grant(answer, "mara")


def an_account(
    vendors: Vendors, folder: Path, grant: Grant, size: int = 11 * MIB, **choices: Any
) -> Account:
    """Return an account and a video of two chunks, the last one longer."""
    seed = hashlib.sha256(str(folder).encode()).digest()
    content = {
        "master.mp4": (seed * (size // 32 + 1))[:size],
        "listing.json": a_listing(
            synthetic_media=True, made_for_kids=False, title=f"Of {folder}"
        ).to_json(),
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
        channel=a_channel(outlets=("tiktok",), tiktok=TikTokChoices(account=ACCOUNT, **choices)),
    )
    accounts = Accounts(KeptGrants(grant), CountedQuotas(), KeptChoices())
    return Account(vendors, accounts, publication, TikTokOutlet(accounts, nobody_waits))
