"""What people agreed to of titles and thumbnails, as the catalogue keeps it."""

from datetime import UTC, datetime

from factory.ports import Outlet, Outlets, VideoFiles
from factory.reviews.alternative import AlternativeDecision, AlternativeVerdict
from factory_assets.publishing.post_change_agreement import Agreements, Decided
from resources.catalogue.catalogue import Catalogue
from tests.fakes.outlets import FakeOutlet
from tests.fakes.platform import FakeOutlets, FakePlatform


class Publishing(FakeOutlets):
    """YouTube, which sends what it is given."""

    def outlet(self, name: str) -> Outlet:
        return FakeOutlet(name=name)


def agreements_of(
    catalogue: Catalogue, store: VideoFiles, outlets: Outlets | None = None
) -> Agreements:
    """Return who says what may be shown; without outlets, all of it leaves this machine."""
    there = outlets or Publishing(FakePlatform())
    decided = Decided(catalogue.alternatives, catalogue.reviews, catalogue.artifacts)
    return Agreements(decided, catalogue.briefs, there, catalogue.settings, store)


def looked_at(
    agreements: Agreements,
    video_id: str,
    to: str,
    what: str = "title",
    decision: AlternativeVerdict = "approved",
    reviewer: str = "mara",
) -> None:
    """Record what somebody thinks of a title or a picture as it is now."""
    agreements.decided.alternatives.decide(
        AlternativeDecision(
            video_id=video_id,
            what=what,
            sha256=agreements.known_by(video_id, what, to),
            says=to,
            decision=decision,
            reviewer=reviewer,
            place="desk",
            note="" if decision == "approved" else "not this",
            decided_at=datetime.now(UTC),
        )
    )
