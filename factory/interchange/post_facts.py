"""Facts of posts: where a master went out, and whether it stands there."""

from datetime import datetime

from factory.listing.outlet_names import OUTBOX
from factory.records import Payload


class PostFacts(Payload):
    """One publication of one master."""

    outlet: str
    master_sha256: str
    post_id: str | None
    url: str | None
    published_at: datetime | None
    attempts: int
    failed_at: datetime | None
    error: str | None
    gone_at: datetime | None = None
    """When it was taken down, or found gone; None while it stands, or is to go out again."""

    @property
    def stands(self) -> bool:
        """Whether it is out, as far as is known."""
        return self.published_at is not None and self.gone_at is None

    @property
    def on_platform(self) -> bool:
        """Whether it is out where people watch it: nobody need upload it there by hand."""
        return self.stands and self.outlet != OUTBOX
